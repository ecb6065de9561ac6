"""The portal as it is deployed, on this machine: PostgreSQL that keeps its promises, gunicorn."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2

from scripts.with_postgres import ROLE, server_owner, server_programs, wait_until_ready
from tests.trust.drills.people import Browser, answers

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent
READY_SECONDS = 60
IS_FULL = os.environ.get("DRILLS") == "full"


class Postgres:
    """fsync is on: what it has acknowledged it must give back after a crash."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.programs = directory, server_programs()
        self.owner = server_owner(directory) | {"cwd": directory, "stdin": subprocess.DEVNULL}
        self.url = f"postgresql://{ROLE}@{quote(str(directory), safe='')}/postgres"
        initdb = [self.programs / "initdb", "--pgdata=data", f"--username={ROLE}", "--auth=trust"]
        initdb += ["--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **self.owner)

    def start(self) -> float:
        """Seconds until it takes connections."""
        began = time.monotonic()
        command = [self.programs / "postgres", "-D", "data", "-k", self.directory]
        log = self.directory / "log"
        with log.open("ab") as output:
            self.server = subprocess.Popen(
                [*command, "-c", "listen_addresses=", "-c", "jit=off"],
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self.owner,
            )
        wait_until_ready(self.programs / "pg_isready", self.server, self.directory, log)
        return time.monotonic() - began

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: fast. SIGQUIT: immediate, as a crash; the next start recovers."""
        self.server.send_signal(how)
        self.server.wait(60)

    def ask(self, query: str, database: str = "postgres") -> list[tuple]:
        url = self.url.removesuffix("postgres") + database
        with closing(psycopg2.connect(url)) as session, session.cursor() as cursor:
            session.autocommit = True
            cursor.execute(query)
            return cursor.fetchall() if cursor.description else []


class Portal:
    """gunicorn with the portal's own configuration; `environment` is that of manage.py too."""

    def __init__(self, directory: Path, database: str, **more: str) -> None:
        kept = {n: v for n, v in os.environ.items() if n[:4] != "NTM_" and n != "DATABASE_URL"}
        self.var, self.log = directory / "var", directory / "gunicorn.log"
        self.port = free_port()
        self.environment = kept | {
            "NTM_VAR_DIR": str(self.var),
            "NTM_PORT": str(self.port),
            "DATABASE_URL": database,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        self.environment |= more

    def manage(self, *words: str, check: bool = True) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *words],
            env=self.environment,
            check=check,
            capture_output=True,
            text=True,
        )

    def run_python(self, script: Path, *words: str) -> str:
        command = [sys.executable, script, *words]
        return subprocess.run(
            command, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def start(self, *wrapper: str, **popen: object) -> float:
        """Seconds until it answers."""
        began = time.monotonic()
        with self.log.open("ab") as output:
            self.server = subprocess.Popen(
                [*wrapper, BIN / "gunicorn", "-c", ROOT / "ntm_portal" / "gunicorn_conf.py"],
                env=self.environment,
                cwd=ROOT,
                stdout=output,
                stderr=output,
                **popen,
            )
        self.wait_until_it_answers()
        return time.monotonic() - began

    def wait_until_it_answers(self) -> None:
        end = time.monotonic() + READY_SECONDS
        while not answers(self.port):
            if self.server.poll() is not None or time.monotonic() > end:
                sys.exit(f"The portal did not start:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.05)

    def workers(self) -> list[int]:
        """Process ids, from the kernel's list of children."""
        pid = self.server.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def stop(self) -> None:
        if self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(40)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()

    def browser(self) -> Browser:
        return Browser(self.port)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def private_postgres() -> Iterator[Postgres]:
    directory = Path(tempfile.mkdtemp(prefix="ntm-pg-", dir="/tmp"))
    try:
        server = Postgres(directory)
        server.start()
        yield server
    finally:
        if server.server.poll() is None:
            server.stop()
        shutil.rmtree(directory, ignore_errors=True)


def made_world(portal: Portal, *, communes: int = 12, offices: int = 12) -> dict:
    script = Path(__file__).with_name("small_world.py")
    return json.loads(portal.run_python(script, str(communes), str(offices)))


@contextmanager
def stage(*, communes: int = 12, offices: int = 12, **more: str) -> Iterator[tuple]:
    """(portal, PostgreSQL, what small_world.py made of it), started; all of it goes at the end."""
    with ExitStack() as undo:
        directory = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="ntm-drill-")))
        database = undo.enter_context(private_postgres())
        portal = Portal(directory, database.url, **more)
        portal.manage("migrate", "--no-input", "-v0")
        portal.manage("collectstatic", "--no-input", "-v0")
        world = made_world(portal, communes=communes, offices=offices)
        undo.callback(portal.stop)
        portal.start()
        yield portal, database, world
