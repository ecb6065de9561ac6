"""Twenty people on bad lines send their requests letter by letter: the others do not notice."""

import socket
import time
from threading import Event, Thread

from tests.trust.drills.people import Browser
from tests.trust.drills.stage import IS_FULL, stage
from tests.trust.drills.verdict import Verdict, percentile

SLOW = 20
PAGES = 100 if IS_FULL else 40  # with and without, each


def crawl(port: int, stop: Event) -> None:
    """A request that never ends: one letter each half second."""
    while not stop.is_set():
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(
                b"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n"
            )
            try:
                while not stop.wait(0.5):
                    line.sendall(b"x")
            except OSError:
                continue  # the server has had enough


def measured(browser: Browser, count: int) -> list[float]:
    answers = [browser.get("/bang-tieu-chi/") for _ in range(count)]
    assert all(answer.status == 200 for answer in answers), {a.status for a in answers}
    return [answer.seconds for answer in answers]


def main() -> None:
    verdict = Verdict(f"{SLOW} slow clients, gthread with 2 × 16 threads")
    with stage(NTM_WEB_THREADS="16") as (portal, _, world):
        browser = portal.browser().log_in(world["people"][0], world["password"])
        measured(browser, 10)
        alone, beside = [], []
        for _ in range(4):  # in turns: a busy machine is then busy for both
            alone += measured(browser, PAGES // 4)
            stop = Event()
            slow = [Thread(target=crawl, args=(portal.port, stop)) for _ in range(SLOW)]
            for one in slow:
                one.start()
            time.sleep(1)
            beside += measured(browser, PAGES // 4)
            stop.set()
            for one in slow:
                one.join()
        verdict.tell(
            "pages alone, p50 and p95, s",
            f"{percentile(alone, 0.5):.3f} {percentile(alone, 0.95):.3f}",
        )
        verdict.tell(
            "pages beside them", f"{percentile(beside, 0.5):.3f} {percentile(beside, 0.95):.3f}"
        )
        verdict.bar("ratio of p95", percentile(beside, 0.95) / percentile(alone, 0.95), 1.5)
    verdict.end()


if __name__ == "__main__":
    main()
