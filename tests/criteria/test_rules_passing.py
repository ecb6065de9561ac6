"""What a verdict proves in the next edition."""

import pytest

from criteria.rules import Relation, Verdict, carried_verdict

MET, NOT_MET = Verdict.MET, Verdict.NOT_MET
NOT_APPLICABLE, NO_DATA = Verdict.NOT_APPLICABLE, Verdict.NO_DATA

# Relation -> what becomes of MET, NOT_MET, NOT_APPLICABLE, NO_DATA, in that order.
CARRIED = {
    Relation.SAME: (MET, NOT_MET, NOT_APPLICABLE, NO_DATA),
    Relation.STRICTER: (NO_DATA, NOT_MET, NOT_APPLICABLE, NO_DATA),
    Relation.LOOSER: (MET, NO_DATA, NOT_APPLICABLE, NO_DATA),
    Relation.NEW: (NO_DATA, NO_DATA, NO_DATA, NO_DATA),
    Relation.DROPPED: (NO_DATA, NO_DATA, NO_DATA, NO_DATA),
}


@pytest.mark.parametrize("relation", Relation)
def test_carried_verdict(relation):
    said = (MET, NOT_MET, NOT_APPLICABLE, NO_DATA)

    assert tuple(carried_verdict(relation, verdict) for verdict in said) == CARRIED[relation]
