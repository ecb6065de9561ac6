"""How long a restart takes, and that nobody is turned away by one of the portal."""

import os
import signal
import socket
import time
from threading import Event, Thread

from tests.trust.drills.people import Answer, Browser
from tests.trust.drills.stage import Portal, stage
from tests.trust.drills.verdict import Verdict

# systemd hands an open socket over in this way (sd_listen_fds).
AS_SYSTEMD = ("sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', "sh")


def watch(browser: Browser, stop: Event, seen: list[Answer]) -> None:
    while not stop.is_set():
        seen.append(browser.get("/dang-nhap/"))
        time.sleep(0.05)


def turned_away(portal: Portal, restart) -> tuple[int, float]:
    """Requests without a page during `restart`, and the longest wait for one."""
    stop, seen = Event(), []
    people = [Thread(target=watch, args=(portal.browser(), stop, seen)) for _ in range(2)]
    for person in people:
        person.start()
    time.sleep(0.5)
    restart()
    time.sleep(0.5)
    stop.set()
    for person in people:
        person.join()
    return sum(one.status != 200 for one in seen), max(one.seconds for one in seen)


def reload(portal: Portal) -> None:
    """As `systemctl reload`: new workers beside the old ones."""
    before = set(portal.workers())
    portal.server.send_signal(signal.SIGHUP)
    while before & set(portal.workers()) or not portal.workers():
        time.sleep(0.02)


def main() -> None:
    verdict = Verdict("Restarts")
    with stage() as (portal, database, _):
        lost, wait = turned_away(portal, lambda: reload(portal))
        verdict.bar("reload: requests turned away", lost, 0)
        verdict.tell("longest wait for a page meanwhile, s", wait)
        portal.stop()
        verdict.tell("a cold start of the portal, s", portal.start())
        portal.stop()
        with socket.socket() as kept:  # systemd's: open while the portal is not there
            kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            kept.bind(("127.0.0.1", portal.port))
            kept.listen(128)
            # The third descriptor is the socket, as sd_listen_fds has it.
            start = lambda: portal.start(*AS_SYSTEMD, pass_fds=(3,))  # noqa: E731
            saved = os.dup(3) if kept.fileno() != 3 else None
            os.dup2(kept.fileno(), 3)
            start()
            lost, wait = turned_away(portal, lambda: (portal.stop(), start()))
            verdict.bar("restart behind systemd's socket: turned away", lost, 0)
            verdict.bar("longest wait for a page meanwhile, s", wait, 30)
            if saved is not None:
                os.dup2(saved, 3)
        database.stop()
        verdict.tell("PostgreSQL, restarted in order, s", database.start())
        verdict.holds("a page after it", is_so=portal.browser().get("/dang-nhap/").status == 200)
    verdict.end()


if __name__ == "__main__":
    main()
