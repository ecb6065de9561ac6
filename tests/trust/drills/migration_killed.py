"""`manage.py migrate` is killed half-way, many times: the next run finishes what is left."""

import hashlib
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.trust.drills.stage import ROOT, Portal, private_postgres
from tests.trust.drills.verdict import Verdict

DONE = "SELECT count(*) FROM django_migrations"
THERE = "SELECT count(*) FROM pg_class WHERE relname = 'django_migrations'"
KILL_AFTER = (0, 3, 8, 15)  # migrations that are done


def schema(database, name: str) -> str:
    """SHA-256 of the schema as pg_dump writes it, and of the list of migrations."""
    url = database.url.removesuffix("postgres") + name
    dump = subprocess.run(
        ["pg_dump", "--schema-only", "--no-owner", url], check=True, capture_output=True, text=True
    ).stdout
    lines = [line for line in dump.splitlines() if not line.startswith(("--", "\\"))]
    done = database.ask("SELECT app, name FROM django_migrations ORDER BY app, name", name)
    return hashlib.sha256("\n".join([*sorted(lines), *map(str, done)]).encode()).hexdigest()


def count(database, name: str) -> int:
    return database.ask(DONE, name)[0][0] if database.ask(THERE, name)[0][0] else 0


def kill_after(portal: Portal, database, name: str, wanted: int) -> int:
    """Start a migration and kill it when `wanted` migrations are done; gives how many were."""
    run = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "migrate", "-v0"], env=portal.environment
    )
    while run.poll() is None and count(database, name) < max(wanted, 1):
        time.sleep(0.01)
    if run.poll() is None:
        time.sleep(0.05 if wanted else 0)  # into the next one
        run.send_signal(signal.SIGKILL)
    run.wait()
    return count(database, name)


def main() -> None:
    verdict = Verdict(f"migrate killed {len(KILL_AFTER)} times, then run again")
    with private_postgres() as database, TemporaryDirectory() as folder:
        for name in ("whole", "killed"):
            database.ask(f"CREATE DATABASE {name}")
        url = database.url.removesuffix("postgres")
        Portal(Path(folder), url + "whole").manage("migrate", "-v0")
        portal = Portal(Path(folder), url + "killed")
        for wanted in KILL_AFTER:
            done = kill_after(portal, database, "killed", wanted)
            verdict.tell("killed; migrations that are done", done)
        verdict.holds("something was left to do", is_so=done < count(database, "whole"))
        again = portal.manage("migrate", "-v0", check=False)
        verdict.bar("exit of the run after it", again.returncode, 0)
        verdict.tell("it says", again.stderr.strip()[-200:] or "nothing")
        verdict.holds(
            "schema and migrations are those of a whole run",
            is_so=schema(database, "whole") == schema(database, "killed"),
        )
    verdict.end()


if __name__ == "__main__":
    main()
