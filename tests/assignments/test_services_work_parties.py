"""Which agencies stand in an item's cells: read, set by hand, read again."""

import pytest

from assignments.models import AssignmentChange, WorkParty
from assignments.services.parties import read_again, set_parties
from assignments.services.work import change_item
from ntm_portal.lib.refusals import Refused
from tests.assignments.work_world import make_work_world, named
from tests.factories.assignments import AgencyFactory
from tests.factories.signing import bring_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work_world()


def test_a_changed_cell_is_read_anew_and_only_that_one(work):
    item = work.again(work.item(leading="Phòng Nội vụ", cooperating="UBND các xã"))
    set_parties(item=item, parties={"SUPPORT": [work.agencies["UBND huyện"]]}, by=work.office)
    item.leading = "Phòng Tư pháp"

    said = change_item(item=item, seen=1, by=work.office)

    assert said == ["Phòng Nội vụ không còn chủ trì việc này."]
    assert (named(item, "LEAD"), named(item, "SUPPORT")) == (["Phòng Tư pháp"], ["UBND huyện"])
    told = AssignmentChange.objects.first()
    assert (told.what, told.before, told.after, told.by) == (
        "Cơ quan chủ trì: Rà soát",
        "Phòng Nội vụ",
        "Phòng Tư pháp",
        work.office,
    )


def test_an_agency_that_stays_is_the_same_row(work):
    item = work.again(work.item(leading="Phòng Nội vụ"))
    party = item.parties.get()
    item.leading = "Phòng Tư pháp, Phòng Nội vụ"

    assert change_item(item=item, seen=1, by=work.office) == []

    assert party in item.parties.all()


def test_by_hand_also_when_the_plan_is_signed(work):
    item = work.item(leading="Phòng Lạ")
    bring_to(work.plan, "SIGNED")

    parties = {"LEAD": [work.agencies["Phòng Nội vụ"]], "SUPPORT": []}
    set_parties(item=work.again(item), parties=parties, by=work.office)

    assert (named(item, "LEAD"), work.again(item).leading) == (["Phòng Nội vụ"], "Phòng Lạ")
    assert AssignmentChange.objects.get().after == "Phòng Nội vụ"


def test_an_agency_of_another_unit_is_refused(work):
    item = work.item()
    foreign = AgencyFactory(name="Phòng Nội vụ huyện khác")

    with pytest.raises(Refused, match="Phòng Nội vụ huyện khác không thuộc"):
        set_parties(
            item=item, parties={"LEAD": [work.agencies["UBND huyện"], foreign]}, by=work.office
        )

    assert not WorkParty.objects.exists()
    assert not AssignmentChange.objects.exists()


def test_agencies_of_another_unit_are_not_read(work):
    AgencyFactory(name="Sở Lạ")

    assert named(work.item(leading="Sở Lạ"), "LEAD") == []


def test_reading_again_adds_who_is_known_now_and_leaves_the_rest(work):
    item = work.item(leading="Phòng Lạ, Phòng Nội vụ", cooperating="Phòng Lạ")
    set_parties(item=item, parties={"LEAD": [work.agencies["Phòng Tư pháp"]]}, by=work.office)
    AgencyFactory(unit=work.world.district, name="Phòng Lạ")

    assert read_again(plan=work.plan, by=work.office) == 3

    assert named(item, "LEAD") == ["Phòng Tư pháp", "Phòng Lạ", "Phòng Nội vụ"]
    assert named(item, "SUPPORT") == ["Phòng Lạ"]
    assert read_again(plan=work.plan, by=work.office) == 0
