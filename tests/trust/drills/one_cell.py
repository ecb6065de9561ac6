"""Forty people change one cell fifty times each: every change is kept, none is written over."""

from tests.trust.drills.saving import Savers
from tests.trust.drills.stage import IS_FULL, stage
from tests.trust.drills.verdict import Verdict, percentile

PEOPLE = 40 if IS_FULL else 20
EDITS = 50 if IS_FULL else 10


def main() -> None:
    verdict = Verdict(f"{PEOPLE} people × {EDITS} edits of one cell")
    with stage(offices=PEOPLE) as (portal, database, world):
        savers = Savers(portal, world, people=PEOPLE, places=1)
        savers.start(each=EDITS)
        outcome = savers.wait()
        rows = [pk for (pk,) in database.ask("SELECT id FROM communes_statusentry ORDER BY id")]
        verdict.tell("edits acknowledged", len(outcome.acknowledged))
        verdict.bar("edits missing in the log", PEOPLE * EDITS - len(rows), 0)
        verdict.holds(
            "each acknowledged one is a row, and no other",
            is_so=sorted(outcome.acknowledged) == rows,
        )
        verdict.tell("conflicts answered with both values", outcome.conflicts)
        verdict.tell("told to come again (lock waited for 3 s)", len(outcome.sorry))
        verdict.bar("wrong answers", len(outcome.wrong), 0)
        verdict.show(outcome.wrong, portal.log)
        verdict.tell("p95 of a save, s", percentile(outcome.seconds, 0.95))
    verdict.end()


if __name__ == "__main__":
    main()
