"""Whose sheet it is: set, unit, day and voice, as on the pages."""

from datetime import date

import pytest
from django.http import Http404

from communes.models import AdministrativeUnit, StatusEntry
from communes.resources.statuses import StatusKind
from ntm_portal.lib.imports import ImportRefused
from ntm_portal.lib.refusals import Refused
from tests.communes.importing import Desk, log
from tests.factories.sheets import make_table
from tests.factories.world import TODAY

pytestmark = pytest.mark.django_db
KIND = StatusKind()
MARKS = {1: "commune", 2: "criterion:1", 3: "criterion:2", 4: "criterion:3"}
TITLES = ("Tên xã", "1", "2", "3")


@pytest.fixture
def desk(world) -> Desk:
    return Desk(KIND, world, MARKS)


# Whose sheet


def choices(user) -> dict[str, list[str]]:
    form = KIND.scope_form(user=user, today=TODAY)
    names = ("criteria_set", "unit", "voice")
    return {name: [str(one) for one, _ in form.fields[name].choices] for name in names}


def test_the_form_offers_what_one_may_write(desk, world):
    everything = {
        "criteria_set": ["BO-THU"],
        "unit": [str(world.district.pk)],
        "voice": ["OFFICE", "SELF"],
    }
    assert choices(world.office) == everything
    assert choices(world.province_office) == everything | {
        "unit": [str(world.province.pk), str(world.district.pk)]
    }
    assert choices(world.officer) == everything | {
        "unit": [str(world.communes[0].pk)],
        "voice": ["SELF"],
    }


def test_readers_and_leaders_are_offered_nothing(desk, world):
    nothing = {"unit": [], "voice": []}

    for user in (world.leader, world.reader):
        found = choices(user)
        assert {name: found[name] for name in nothing} == nothing


@pytest.mark.parametrize("name", ["unit", "voice", "criteria_set"])
def test_what_is_not_theirs_is_not_there(desk, world, name):
    other = {"unit": str(world.province.pk), "voice": "AGENCY", "criteria_set": "KHAC"}

    with pytest.raises(Http404):
        desk.scope(**{name: other[name]})


@pytest.mark.parametrize("user", ["leader", "reader", "stranger"])
def test_strangers_have_no_scope(desk, world, user):
    with pytest.raises(Http404):
        desk.scope(user=getattr(world, user))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        pytest.param("", "Chưa ghi ngày của số liệu. Viết ngày/tháng/năm.", id="none"),
        pytest.param(
            "31/02/2024",
            "Ngày ‘31/02/2024’ không có. Viết ngày/tháng/năm, ví dụ 22/11/2026.",
            id="no-day",
        ),
        pytest.param(
            "23/11/2026",
            "Ngày 23/11/2026 chưa tới. Chọn một ngày đến hôm nay, 22/11/2026.",
            id="to-come",
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused(desk, world, day, sentence):
    with pytest.raises(Refused) as refused:
        desk.scope(day=day)

    assert refused.value.message == sentence


def test_commune_staff_assess_their_own_commune_only(desk, world):
    scope = desk.scope(user=world.officer, unit=str(world.communes[0].pk), voice="SELF")
    table = make_table(TITLES, (world.communes[0].name, "Đ"), (world.communes[1].name, "Đ"))

    intake = desk.read(table, scope=scope)
    desk.store(intake, scope=scope, by=world.officer)

    assert [(one.row, one.state.name) for one in intake.readings] == [(3, "ERROR"), (2, "NEW")]
    assert list(StatusEntry.objects.values_list("voice", "on_behalf")) == [("SELF", False)]


def test_a_row_of_another_commune_is_refused_at_the_door(desk, world):
    intake = desk.read(make_table(TITLES, (world.communes[1].name, "Đ")))
    narrow = desk.scope(user=world.officer, unit=str(world.communes[0].pk), voice="SELF")

    with pytest.raises(ImportRefused) as refused:
        desk.store(intake, scope=narrow, by=world.officer)

    assert refused.value.message == (
        "Dòng 2: Ô này không thuộc xã hoặc bộ tiêu chí bạn ghi được. Xem trước lại."
    )
    assert log() == []


def test_the_day_is_today_or_the_last_one_of_units_that_ended(desk, world):
    assert KIND.scope_form(user=world.office, today=TODAY)["day"].value() == f"{TODAY:%d/%m/%Y}"

    AdministrativeUnit.objects.filter(pk=world.district.pk).update(valid_to=date(2024, 6, 30))

    assert KIND.scope_form(user=world.office, today=TODAY)["day"].value() == "30/06/2024"
