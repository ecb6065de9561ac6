"""`make load`: 30 requests a second, mixed as on a peak day; `MINUTES=10 make load` for the bar.

The demo on PostgreSQL, gunicorn 2 × 8, and this generator, all on one machine. Every figure stands
beside that of a bare view (one query, one small page) asked in the same minutes.
"""

import html
import json
import os
import queue
import random
import re
import subprocess
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.trust.drills.people import Answer, Browser, answers
from tests.trust.drills.saving import OTHER, SAVE
from tests.trust.drills.stage import BIN, ROOT, Portal, free_port, private_postgres
from tests.trust.drills.verdict import Verdict, percentile

MINUTES = float(os.environ.get("MINUTES", "1"))
RATE = 30  # requests a second
SHARES = {"page": 57, "save": 29, "matrix": 5, "search": 5, "bare": 4}
COMMUNE = "/xa/{}/"
PAGES = ("/", "/viec/", "/xa/", "/ke-hoach/", "/cong-nhan/")
SEARCHES = ("loc binh", "xuan", "huu", "minh", "tan")
BARS = {"page": 0.300, "save": 0.150, "matrix": 0.800}  # s at p95, on a machine of its own
PASSWORD = "mat khau cua buoi do tai"
OFFICE = "van-phong"
BOARD = "/bang-tieu-chi/"
LATE = 0.5  # seconds after which the generator itself is too slow to be believed


class Office:
    """Four windows of one office. A cell is out of the queue while it is being saved."""

    def __init__(self, portal: Portal, bare: int) -> None:
        self.windows = [portal.browser().log_in(OFFICE, PASSWORD) for _ in range(4)]
        self.bare = Browser(bare)
        self.pages: dict[str, list[float]] = defaultdict(list)
        self.luck = random.Random(7)
        board = self.windows[0].get(BOARD).text
        self.body = json.loads(html.unescape(re.findall(r'data-body="([^"]+)"', board)[0]))
        self.cells: queue.Queue[dict] = queue.Queue()
        columns = re.findall(r'<th scope="col" data-col="(\d+)"', board)
        self.rows = re.findall(r'<tr data-row="([^"]+)"', board)
        for row in re.findall(r'<tr data-row="[^"]+"[^>]*>(?!.* data-locked).*', board):
            code = re.findall(r'data-row="([^"]+)"', row)[0]
            squares = re.findall(r'data-s="(\w+)" data-v="(\d+)"', row)
            for column, (state, version) in zip(columns, squares, strict=True):
                cell = {"row": code, "col": int(column), "state": state, "version": int(version)}
                self.cells.put(cell)

    def ask(self, kind: str) -> Answer:
        window = self.luck.choice(self.windows)
        match kind:
            case "bare":
                return self.bare.get("/")
            case "matrix":
                return window.get(BOARD)
            case "search":
                return window.get(f"/xa/?q={self.luck.choice(SEARCHES).replace(' ', '+')}")
            case "save":
                return self._save(window)
        page = self.luck.choice([*PAGES, COMMUNE])
        answer = window.get(page.format(self.luck.choice(self.rows)))
        self.pages[page].append(answer.seconds)
        return answer

    def _save(self, window: Browser) -> Answer:
        cell = self.cells.get()
        wanted = cell | {"state": OTHER.get(cell["state"], "MET")}
        answer = window.post_json(SAVE, self.body | {"cells": [wanted]})
        if answer.status == 200:
            saved = answer.json()["saved"][0]
            cell |= {"state": saved["state"], "version": saved["version"]}
        self.cells.put(cell)
        return answer


def megabytes(portal: Portal) -> float:
    """Resident memory of gunicorn and its workers."""
    kilobytes = 0
    for pid in [portal.server.pid, *portal.workers()]:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        kilobytes += int(re.findall(r"VmRSS:\s+(\d+)", status)[0])
    return kilobytes / 1024


def processor_seconds(parent: int) -> float:
    """What a process and its children have used: beside other work a second of it stays one."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8").split()
    ticks = 0
    for pid in [str(parent), *children]:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def start_bare(portal: Portal) -> tuple[subprocess.Popen, int]:
    port = free_port()
    command = [BIN / "gunicorn", "tests.trust.drills.bare", "-k", "gthread", "-w2", "--threads=8"]
    server = subprocess.Popen(
        [*command, f"--bind=127.0.0.1:{port}", "--log-level=error", "--no-control-socket"],
        cwd=ROOT,
        env=portal.environment,
    )
    while not answers(port):
        time.sleep(0.1)
    return server, port


def run(office: Office, portal: Portal) -> tuple[dict[str, list[Answer]], float, float, int]:
    """Answers by kind; memory after 1,000 requests and at the end; starts that came too late."""
    seen: dict[str, list[Answer]] = defaultdict(list)
    count, late, early = int(MINUTES * 60 * RATE), 0, 0.0
    kinds = random.Random(11).choices(list(SHARES), list(SHARES.values()), k=count)

    def one(kind: str) -> None:
        seen[kind].append(office.ask(kind))

    with ThreadPoolExecutor(64) as pool:
        began = time.monotonic()
        for number, kind in enumerate(kinds):
            wait = began + number / RATE - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            late += wait < -LATE
            pool.submit(one, kind)
            if number == min(1000, count - 1):
                early = megabytes(portal)
    return seen, early, megabytes(portal), late


def main() -> None:
    verdict = Verdict(f"{RATE} requests a second for {MINUTES:g} min")
    verdict.tell("load of the machine before it", " ".join(f"{n:.1f}" for n in os.getloadavg()))
    verdict.tell("processors", os.cpu_count())
    with ExitStack() as undo:
        folder = Path(undo.enter_context(TemporaryDirectory(prefix="ntm-load-")))
        database = undo.enter_context(private_postgres())
        portal = Portal(folder, database.url, NTM_DEMO_PASSWORD=PASSWORD)
        for words in (("migrate", "-v0"), ("collectstatic", "--no-input", "-v0"), ("seed_demo",)):
            portal.manage(*words)
        database.ask("ANALYZE")
        undo.callback(portal.stop)
        portal.start()
        bare, port = start_bare(portal)
        undo.callback(bare.wait)
        undo.callback(bare.terminate)
        office = Office(portal, port)
        verdict.tell("cells of the board", office.cells.qsize())
        for kind in SHARES:
            office.ask(kind)
        servers = (portal.server.pid, database.server.pid)
        before = [processor_seconds(server) for server in servers]
        seen, early, end, late = run(office, portal)
        used = [processor_seconds(one) - was for one, was in zip(servers, before, strict=True)]
    reference = percentile([answer.seconds for answer in seen["bare"]], 0.5)
    for kind, answered in seen.items():
        times = [answer.seconds for answer in answered]
        middle, slow = percentile(times, 0.5), percentile(times, 0.95)
        verdict.tell(
            f"{kind}: count, p50, p95, s; p50 to the bare view's",
            f"{len(times)} {middle:.3f} {slow:.3f} {middle / reference:.1f}",
        )
    for page, times in sorted(office.pages.items()):
        verdict.tell(f"  {page}: p50, s", percentile(times, 0.5))
    asked = sum(map(len, seen.values())) - len(seen["bare"])
    verdict.tell(
        "processor per request: portal, PostgreSQL, ms",
        " ".join(f"{1000 * seconds / asked:.0f}" for seconds in used),
    )
    verdict.tell(f"processors kept busy by {RATE} requests a second", RATE * sum(used) / asked)
    wrong = [one for kind in seen.values() for one in kind if one.status != 200]
    verdict.bar("errors", len(wrong), 0)
    verdict.show(wrong, portal.log)
    for kind, most in BARS.items():
        verdict.bar(f"{kind}: p95, s", percentile([a.seconds for a in seen[kind]], 0.95), most)
    verdict.tell(f"requests that left more than {LATE} s late", late)
    verdict.tell("memory after 1,000 requests, MB", early)
    verdict.bar("memory at the end to it", end / early, 1.05)
    verdict.tell("load of the machine after it", " ".join(f"{n:.1f}" for n in os.getloadavg()))
    verdict.end()


if __name__ == "__main__":
    main()
