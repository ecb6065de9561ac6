"""kill -9 of a worker under load: only what was in flight in it goes without an answer."""

import os
import signal
import time

from tests.trust.drills.saving import Savers, lost
from tests.trust.drills.stage import IS_FULL, stage
from tests.trust.drills.verdict import Verdict

KILLS = 10 if IS_FULL else 4
WORKERS, THREADS = 2, 8


def main() -> None:
    verdict = Verdict(f"kill -9 of a worker {KILLS} times under load")
    with stage(NTM_WEB_WORKERS=str(WORKERS), NTM_WEB_THREADS=str(THREADS)) as (portal, db, world):
        savers = Savers(portal, world, people=10, places=10)
        savers.start()
        respawned = []
        for _ in range(KILLS):
            time.sleep(1.5)
            before = portal.workers()
            os.kill(before[0], signal.SIGKILL)
            began = time.monotonic()
            while len(set(portal.workers()) - {before[0]}) < WORKERS:
                time.sleep(0.01)
            respawned.append(time.monotonic() - began)
        time.sleep(2)
        outcome = savers.end()
        verdict.tell("saves acknowledged", len(outcome.acknowledged))
        verdict.bar("of them lost", len(lost(db, outcome)), 0)
        # Each person has one request in flight; a worker has at most its threads.
        verdict.bar("without an answer", len(outcome.sorry), KILLS * min(THREADS, 10))
        verdict.bar("wrong answers", len(outcome.wrong), 0)
        verdict.show(outcome.wrong, portal.log)
        verdict.bar("slowest new worker, s", max(respawned), 2.0)
    verdict.end()


if __name__ == "__main__":
    main()
