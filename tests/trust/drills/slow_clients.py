"""Twenty people on bad lines send their requests letter by letter: the others do not notice."""

import socket
import ssl
import time
from threading import Event, Thread

from tests.trust.drills.people import Browser
from tests.trust.drills.stage import IS_FULL, stage
from tests.trust.drills.verdict import Verdict, percentile

SLOW = 20
PAGES = 100 if IS_FULL else 40  # with and without, each
REQUEST = b"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n"


def crawl(port: int, stop: Event, tls: ssl.SSLContext | None) -> None:
    """A request that never ends: one letter each half second."""
    while not stop.is_set():
        try:
            with socket.create_connection(("127.0.0.1", port)) as plain:
                line = tls.wrap_socket(plain) if tls else plain
                line.sendall(REQUEST)
                while not stop.wait(0.5):
                    line.sendall(b"x")
        except OSError:
            continue  # the server has had enough


def measured(browser: Browser, count: int) -> list[float]:
    answers = [browser.get("/bang-tieu-chi/") for _ in range(count)]
    assert all(answer.status == 200 for answer in answers), {a.status for a in answers}
    return [answer.seconds for answer in answers]


def ratio_beside_slow_ones(
    browser: Browser, port: int, *, tls: ssl.SSLContext | None = None
) -> float:
    """p95 of a page beside them to p95 alone, in turns: a busy machine is then busy for both."""
    measured(browser, 10)
    alone: list[float] = []
    beside: list[float] = []
    for _ in range(4):
        alone += measured(browser, PAGES // 4)
        stop = Event()
        slow = [Thread(target=crawl, args=(port, stop, tls)) for _ in range(SLOW)]
        for one in slow:
            one.start()
        time.sleep(1)
        beside += measured(browser, PAGES // 4)
        stop.set()
        for one in slow:
            one.join()
    return percentile(beside, 0.95) / percentile(alone, 0.95)


def main() -> None:
    verdict = Verdict(f"{SLOW} slow clients without nginx, gthread with 2 × 16 threads")
    with stage(NTM_WEB_THREADS="16") as (portal, _, world):
        browser = portal.browser().log_in(world["people"][0], world["password"])
        verdict.bar("ratio of p95", ratio_beside_slow_ones(browser, portal.port), 1.5)
    verdict.end()


if __name__ == "__main__":
    main()
