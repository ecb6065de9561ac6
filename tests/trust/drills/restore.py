"""The demo is backed up, restored on an empty machine, and compared: on SQLite and PostgreSQL.

`make restore-drill`; with DRILLS=full a million rows. What is compared here is read anew from both
databases, not from the manifest.
"""

import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.trust.drills.disk_full import a_pdf
from tests.trust.drills.stage import IS_FULL, Portal, private_postgres
from tests.trust.drills.verdict import Verdict

PASSWORD = "mat khau cua buoi dien tap"
COUNTS = Path(__file__).with_name("row_counts.py")
MANY = Path(__file__).with_name("many_rows.py")


def drill(verdict: Verdict, kind: str, old: Portal, new: Portal) -> None:
    for words in (("migrate", "-v0"), ("seed_demo", "-v0")):
        old.manage(*words)
    evidence = old.var / "evidence" / ("0" * 32)
    evidence.parent.mkdir(mode=0o700, exist_ok=True)
    evidence.write_bytes(a_pdf(500_000))
    if IS_FULL:
        verdict.tell(f"{kind}: the demo with more rows", old.run_python(MANY, "1000000"))
    began = time.monotonic()
    old.manage("backup", str(old.var.parent / "backups"))
    made = time.monotonic()
    [backup] = (old.var.parent / "backups").glob("ntm-*")
    old.manage("check_backup", str(backup))
    checked = time.monotonic()
    done = new.manage("restore", str(backup), check=False)
    restored = time.monotonic()
    verdict.tell(
        f"{kind}: backup, check, restore, s",
        f"{made - began:.1f} {checked - made:.1f} {restored - checked:.1f}",
    )
    verdict.bar(f"{kind}: restored within 10 minutes, s", restored - checked, 600)
    verdict.holds(
        f"{kind}: restored ({(done.stdout or done.stderr).splitlines()[0]})",
        is_so=done.returncode == 0,
    )
    before, after = old.run_python(COUNTS), new.run_python(COUNTS)
    same = before.splitlines()
    verdict.holds(f"{kind}: SAME {len(same)} tables", is_so=before == after and len(same) > 50)
    copy = new.var / "evidence" / evidence.name
    verdict.holds(
        f"{kind}: the evidence file too", is_so=copy.read_bytes() == evidence.read_bytes()
    )
    again = new.manage("restore", str(backup), check=False)
    verdict.holds(f"{kind}: a second time over data is refused", is_so=again.returncode == 1)
    new.manage("migrate", "--check")
    commands = new.manage("help", "--commands").stdout.split()
    if "verify_audit" in commands:
        verified = new.manage("verify_audit", check=False)
        verdict.holds(f"{kind}: the audit chain verifies", is_so=verified.returncode == 0)
    new.manage("collectstatic", "--no-input", "-v0")
    new.start()
    try:
        person = new.browser().log_in("van-phong", PASSWORD)
        verdict.holds(
            f"{kind}: people sign in and see their work", is_so=person.get("/").status == 200
        )
    finally:
        new.stop()


def main() -> None:
    verdict = Verdict("The demo, backed up and restored on an empty machine")
    with ExitStack() as undo:
        database = undo.enter_context(private_postgres())
        for name in ("old", "new"):
            database.ask(f"CREATE DATABASE {name}")
        server = database.url.removesuffix("postgres")
        for kind, urls in (
            ("SQLite", ("", "")),
            ("PostgreSQL", (f"{server}old", f"{server}new")),
        ):
            machines = [
                Portal(
                    Path(undo.enter_context(TemporaryDirectory())), url, NTM_DEMO_PASSWORD=PASSWORD
                )
                for url in urls
            ]
            drill(verdict, kind, *machines)
    verdict.end()


if __name__ == "__main__":
    main()
