"""All drills, one after the other; exits 1 when the bar of any of them does not hold."""

import subprocess
import sys

DRILLS = (
    "worker_killed",
    "database_restart",
    "database_down",
    "one_cell",
    "disk_full",
    "mail_down",
    "migration_killed",
    "slow_clients",
    "restarts",
)

failed = [
    name
    for name in DRILLS
    if subprocess.run([sys.executable, "-m", f"tests.trust.drills.{name}"], check=False).returncode
]
print(f"== {len(DRILLS) - len(failed)} of {len(DRILLS)} drills held {', '.join(failed)}")
sys.exit(bool(failed))
