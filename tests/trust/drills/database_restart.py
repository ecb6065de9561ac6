"""PostgreSQL crashes again and again under people who save: nothing acknowledged is lost."""

import signal
import time

from tests.trust.drills.people import Answer
from tests.trust.drills.saving import Savers, lost
from tests.trust.drills.stage import IS_FULL, stage
from tests.trust.drills.verdict import Verdict

SAVES = 10_000 if IS_FULL else 400
CRASHES = 5
AFTER = 2.0  # seconds after it takes connections again


def outside(answer: Answer, outages: list[tuple[float, float]]) -> bool:
    end = answer.began + answer.seconds
    return not any(began <= end and answer.began <= over + AFTER for began, over in outages)


def main() -> None:
    verdict = Verdict(f"PostgreSQL restarted {CRASHES} times by `immediate` under load")
    with stage() as (portal, database, world):
        savers = Savers(portal, world, people=8, places=8)
        outages, starts = [], []
        savers.start()
        for crash in range(1, CRASHES + 1):
            while savers.count < SAVES * crash / (CRASHES + 1):
                time.sleep(0.05)
            began = time.monotonic()
            database.stop(signal.SIGQUIT)
            starts.append(database.start())
            outages.append((began, time.monotonic()))
        while savers.count < SAVES:
            time.sleep(0.05)
        outcome = savers.end()
        verdict.tell("saves acknowledged", len(outcome.acknowledged))
        verdict.bar("of them lost", len(lost(database, outcome)), 0)
        refused = [answer for answer in outcome.sorry if answer.status == 503]
        verdict.tell("refused with 503 and a sentence", len(refused))
        verdict.tell("without an answer", len(outcome.sorry) - len(refused))
        verdict.holds(
            "each 503 says so and when to come again",
            is_so=all(
                "dữ liệu đã lưu vẫn an toàn" in one.json()["message"]
                and "retry-after" in one.headers
                for one in refused
            ),
        )
        verdict.bar("answers that are neither", len(outcome.wrong), 0)
        verdict.show(outcome.wrong, portal.log)
        late = [answer for answer in outcome.sorry if outside(answer, outages)]
        verdict.bar(f"refusals outside of the outages and {AFTER:.0f} s after", len(late), 0)
        verdict.bar("longest wait for a refusal, s", max(a.seconds for a in outcome.sorry), 5.0)
        verdict.tell("longest start of PostgreSQL after a crash, s", max(starts))
    verdict.end()


if __name__ == "__main__":
    main()
