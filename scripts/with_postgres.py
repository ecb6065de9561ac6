"""Runs a command with DATABASE_URL set to a private, throw-away PostgreSQL server.

    python scripts/with_postgres.py python -m pytest

The server listens on a Unix socket in its own directory (mode 0700) only, writes nothing safely
and is removed at the end, also after a failure or Ctrl+C. It refuses to be root: started by
root, it belongs to the user postgres. Exits with the command's own status.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROLE = "ntm"
SPEED_BEFORE_SAFETY = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("wal_level=minimal", "max_wal_senders=0", "shared_buffers=256MB"),
)
# Compiling a query, or starting a second process for it, takes longer than the query itself.
NO_LARGE_MEANS = ("jit=off", "max_parallel_workers_per_gather=0")
# It sees no row of a test's transaction, counts an empty table, and the planner believes it: a
# query over the demo then takes minutes. Uncounted tables are planned by their size.
NO_FALSE_COUNTS = ("autovacuum=off",)
START_SECONDS = 60
STOP_SECONDS = 30


def server_programs() -> Path:
    """The directory with initdb and postgres: Debian's newest version, else from the PATH."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4])
    )
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if not found:
        sys.exit("No PostgreSQL server here. Debian: apt-get install postgresql")
    return Path(found).parent


def server_owner(directory: Path) -> dict[str, object]:
    """Arguments for subprocess: who runs the server; `directory` is given to that user."""
    if os.geteuid() != 0:
        return {}
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError:
        sys.exit("PostgreSQL does not run as root, and there is no user postgres here")
    os.chown(directory, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


@contextmanager
def private_server() -> Iterator[str]:
    """Yields the DATABASE_URL of a server that lives as long as the block."""
    programs = server_programs()
    # Not TMPDIR: the path of a socket has room for 107 characters.
    directory = Path(tempfile.mkdtemp(prefix="ntm-pg-", dir="/tmp"))
    server = None
    try:
        log = directory / "log"
        as_owner = server_owner(directory) | {"cwd": directory, "stdin": subprocess.DEVNULL}
        initdb = [programs / "initdb", "--pgdata=data", f"--username={ROLE}", "--auth=trust"]
        initdb += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **as_owner)

        options = (
            *SPEED_BEFORE_SAFETY,
            *NO_LARGE_MEANS,
            *NO_FALSE_COUNTS,
            "listen_addresses=",
            "max_connections=100",
        )
        command = [programs / "postgres", "-D", "data", "-k", directory]
        command += [part for option in options for part in ("-c", option)]
        with log.open("wb") as output:
            # Its own session: Ctrl+C reaches the tests, which still need it to clean up.
            server = subprocess.Popen(
                command, stdout=output, stderr=output, start_new_session=True, **as_owner
            )
        wait_until_ready(programs / "pg_isready", server, directory, log)
        yield f"postgresql://{ROLE}@{quote(str(directory), safe='')}/postgres"
    finally:
        if server is not None:
            stop(server)
        shutil.rmtree(directory, ignore_errors=True)


def wait_until_ready(pg_isready: Path, server: subprocess.Popen, socket: Path, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    question = [pg_isready, "--quiet", f"--host={socket}", f"--username={ROLE}"]
    while subprocess.run(question, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > end:
            sys.exit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)


def stop(server: subprocess.Popen) -> None:
    server.send_signal(signal.SIGINT)  # "fast": ends the connections that are left
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def main(command: list[str]) -> int:
    if not command:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with private_server() as url:
        try:
            return subprocess.run(
                command, env=os.environ | {"DATABASE_URL": url}, check=False
            ).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
