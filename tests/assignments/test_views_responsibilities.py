"""The grid agency × criterion, communes in charge, one agency, and the coverage of a plan."""

import json

import pytest

from assignments.models import Responsibility
from tests.factories.assignments import (
    AgencyFactory,
    AgencySuccessionFactory,
    ResponsibilityFactory,
)
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, IndicatorFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.signing import bring_to
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    world.plan = PlanFactory(
        code="thu", unit=world.district, criteria_set=world.criteria_set, status="DRAFT"
    )
    world.row = PlanCommuneFactory(plan=world.plan, commune=world.communes[0])
    world.agency = AgencyFactory(unit=world.district, name="Phòng Tài chính")
    return world


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


PAGE = "/ke-hoach/thu/phan-cong/"


def cells(world, *rows, criteria_set="BO-THU") -> str:
    """rows: (agency id, requirement id or 0, state, version)"""
    keys = ("row", "col", "state", "version")
    batch = [dict(zip(keys, (str(row[0]), *row[1:]), strict=True)) for row in rows]
    return json.dumps({"set": criteria_set, "cells": batch})


def save(client, body):
    return client.post(f"{PAGE}luu/", body, content_type="application/json")


def td(state, version=0, sign="", more="") -> str:
    return f'<td class="c"{more} data-s="{state}" data-v="{version}">{sign}</td>'


def test_the_grid_says_what_each_agency_does(office, world):
    criterion, second, third = world.criteria
    indicator, other = (IndicatorFactory(parent=criterion) for _ in range(2))
    own = {"plan": world.plan, "agency": world.agency}
    part = ResponsibilityFactory(**own, requirement=indicator)
    whole = ResponsibilityFactory(**own, requirement=second, role="SUPPORT")
    ResponsibilityFactory(**own, requirement=third, field="du lịch")

    closed, opened = office.get(PAGE).text, office.get(f"{PAGE}?mo={criterion.code}").text

    partly = ' data-locked="Cơ quan giữ một số chỉ tiêu của tiêu chí này. Mở tiêu chí ra để sửa."'
    fields = ' data-locked="Cơ quan giữ tiêu chí này theo lĩnh vực. Bấm tên cơ quan để sửa."'
    first = td("NONE") + td("PARTLY", sign="…", more=partly)
    rest = td("SUPPORT", whole.pk, "PH") + td("FIELDS", sign="LV", more=fields)
    assert first + rest in closed
    inside = td("LEAD", part.pk, "CT") + td("NONE")
    assert first + inside.replace('"c"', '"c board__part"') + rest in opened
    assert f'data-col="{other.pk}"' in opened
    assert f'data-col="{other.pk}"' not in closed


def test_indicators_of_a_held_criterion_say_so(office, world):
    parts = [IndicatorFactory(parent=world.criteria[0]) for _ in range(2)]
    ResponsibilityFactory(plan=world.plan, agency=world.agency, requirement=world.criteria[0])

    page = office.get(f"{PAGE}?mo=tat-ca").text

    held = td("HELD", sign="·").replace('"c"', '"c board__part"')
    assert page.count(held) == len(parts)


def test_rows_are_offices_that_act_and_whoever_has_a_line(office, world):
    offices = {name: AgencyFactory(unit=world.district, name=name) for name in ("Cũ", "Giữ")}
    for old in offices.values():
        AgencySuccessionFactory(old=old, new=world.agency)
    ResponsibilityFactory(plan=world.plan, agency=offices["Giữ"], row=world.row)
    AgencyFactory(unit=world.district, name="Các phòng", kind="COLLECTIVE")
    AgencyFactory(name="Cơ quan nơi khác")

    def names(query: str) -> list[str]:
        agencies = office.get(f"{PAGE}{query}").context["lines"]
        return [line.agency.name for line in agencies]

    assert names("") == ["Phòng Tài chính", "Giữ"]
    assert names("?co-quan=tat-ca") == ["Phòng Tài chính", "Giữ", "Các phòng"]


def test_sets_are_those_of_the_plans_years(office, world):
    other = CriteriaSetFactory(tier="ADVANCED")
    CriteriaSetFactory(effective_to=world.plan.baseline_on.replace(year=2023))

    sets = office.get(PAGE).context["sets"]

    assert sets == [world.criteria_set, other]
    assert office.get(f"{PAGE}?bo={other.code}").context["chosen"] == other
    assert office.get(f"{PAGE}?bo=khong-co").status_code == 404


def test_a_cell_is_saved_and_undone(office, world):
    criterion, agency = world.criteria[0], world.agency

    saved = save(office, cells(world, (agency.pk, criterion.pk, "LEAD", 0))).json()["saved"]

    line = Responsibility.objects.get()
    (cell,) = saved
    assert {name: cell[name] for name in ("row", "col", "state", "version")} == {
        "row": str(agency.pk),
        "col": criterion.pk,
        "state": "LEAD",
        "version": line.pk,
    }
    (cell,) = save(office, cells(world, (agency.pk, criterion.pk, "NONE", line.pk))).json()["saved"]
    assert (cell["state"], cell["version"]) == ("NONE", 0)
    assert not Responsibility.objects.exists()


def test_an_emptied_indicator_says_that_its_criterion_is_held(office, world):
    indicator = IndicatorFactory(parent=world.criteria[0])
    own = {"plan": world.plan, "agency": world.agency}
    ResponsibilityFactory(**own, requirement=world.criteria[0], role="SUPPORT")
    lead = ResponsibilityFactory(**own, requirement=indicator)
    ResponsibilityFactory(**own, row=world.row)  # no criterion at all

    body = cells(
        world,
        (world.agency.pk, indicator.pk, "HELD", lead.pk),
        (world.agency.pk, world.criteria[1].pk, "NONE", 0),
    )

    assert [cell["state"] for cell in save(office, body).json()["saved"]] == ["HELD", "NONE"]


def test_a_conflict_names_both(office, world):
    line = ResponsibilityFactory(
        plan=world.plan, agency=world.agency, requirement=world.criteria[0], role="SUPPORT"
    )

    answer = save(office, cells(world, (world.agency.pk, world.criteria[0].pk, "LEAD", 0)))

    (conflict,) = answer.json()["conflicts"]
    assert answer.status_code == 409
    assert (conflict["mine"], conflict["state"], conflict["version"]) == (
        "LEAD",
        "SUPPORT",
        line.pk,
    )
    assert conflict["place"] == f"Phòng Tài chính, tiêu chí {world.criteria[0].code}"


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        pytest.param(
            lambda world: (AgencyFactory().pk, world.criteria[0].pk, "LEAD", 0),
            "Cơ quan gửi lên không thuộc",
            id="agency of another unit",
        ),
        pytest.param(
            lambda world: (999999, world.criteria[0].pk, "LEAD", 0),
            "Cơ quan gửi lên không thuộc",
            id="no agency",
        ),
        pytest.param(
            lambda world: (world.agency.pk, CriterionFactory().pk, "LEAD", 0),
            "Phòng Tài chính: tiêu chí gửi lên không thuộc",
            id="criterion of another set",
        ),
        pytest.param(
            lambda world: (world.agency.pk, world.criteria[0].pk, "PARTLY", 0),
            "Phòng Tài chính: chọn chủ trì, phối hợp hoặc để trống.",
            id="state that nobody enters",
        ),
    ],
)
def test_cells_that_are_refused(office, world, cell, sentence):
    good = (world.agency.pk, world.criteria[1].pk, "LEAD", 0)

    answer = save(office, cells(world, good, cell(world)))

    assert answer.status_code == 422
    assert sentence in answer.json()["message"]
    assert not Responsibility.objects.exists()


def test_a_signed_plan_is_read_and_not_written(office, world):
    bring_to(world.plan, "SIGNED")

    assert "data-grid " not in office.get(PAGE).text
    answer = save(office, cells(world, (world.agency.pk, world.criteria[0].pk, "LEAD", 0)))

    assert answer.status_code == 422
    assert "đã ký, không sửa được nữa" in answer.json()["message"]
    assert not Responsibility.objects.exists()


@pytest.mark.parametrize("who", ["reader", "leader"])
def test_readers_have_no_grid_to_write(client, world, who):
    client.force_login(getattr(world, who))

    page = client.get(PAGE)

    assert (page.status_code, "data-save-url" in page.text) == (200, False)
    assert save(client, cells(world, (1, 1, "LEAD", 0))).status_code == 404


def test_a_commune_is_put_in_charge_and_taken_back(office, world):
    form = {"row": world.row.pk, "agency": world.agency.pk, "role": "LEAD"}

    assert office.post(f"{PAGE}xa/", form).status_code == 302
    line = Responsibility.objects.get()
    assert (line.row, line.agency, line.role) == (world.row, world.agency, "LEAD")
    again = office.post(f"{PAGE}xa/", form)
    assert (again.status_code, "đã được giao phụ trách xã đó" in again.text) == (422, True)

    answer = office.post(f"{PAGE}dong/{line.pk}/bo/")
    gone = office.post(f"{PAGE}dong/{line.pk}/bo/", follow=True)

    assert (answer.status_code, answer.url) == (302, f"{PAGE}#xa")
    assert "Dòng này vừa được người khác bỏ." in gone.text
    assert not Responsibility.objects.exists()


@pytest.mark.parametrize("name", ["row", "agency"])
def test_what_is_not_in_the_lists_is_refused(office, world, name):
    form = {"row": world.row.pk, "agency": world.agency.pk, "role": "LEAD"}
    foreign = {"row": PlanCommuneFactory().pk, "agency": AgencyFactory().pk}

    answer = office.post(f"{PAGE}xa/", form | {name: foreign[name]})

    assert (answer.status_code, "Danh sách đã đổi." in answer.text) == (422, True)
    assert not Responsibility.objects.exists()


def test_one_agency_is_given_a_field_by_a_plain_form(office, world):
    page = f"{PAGE}co-quan/{world.agency.pk}/"
    form = {"thing": world.criteria[0].pk, "role": "LEAD", "field": "du lịch"}

    answer = office.post(f"{page}?bo=BO-THU", form)
    office.post(f"{page}?bo=BO-THU", {"thing": "bo", "role": "SUPPORT", "field": ""})

    assert (answer.status_code, answer.url) == (302, f"{page}?bo=BO-THU")
    lines = Responsibility.objects.order_by("pk")
    assert [(one.requirement, one.criteria_set, one.role, one.field) for one in lines] == [
        (world.criteria[0], None, "LEAD", "du lịch"),
        (None, world.criteria_set, "SUPPORT", ""),
    ]
    text = office.get(page).text
    assert "lĩnh vực du lịch" in text
    assert "Phòng Tài chính chủ trì" in text  # the history
    assert office.get(f"{PAGE}co-quan/{AgencyFactory().pk}/").status_code == 404


def test_a_field_of_the_whole_set_is_refused(office, world):
    page = f"{PAGE}co-quan/{world.agency.pk}/?bo=BO-THU"

    answer = office.post(page, {"thing": "bo", "role": "LEAD", "field": "du lịch"})

    assert (answer.status_code, "Lĩnh vực chỉ đi với một tiêu chí." in answer.text) == (422, True)
    assert not Responsibility.objects.exists()


def test_coverage_names_gaps_overlaps_and_communes(office, world):
    first, second = (IndicatorFactory(parent=world.criteria[0], name=f"Tên {n}") for n in (1, 2))
    other = AgencyFactory(unit=world.district, name="Phòng Nội vụ")
    for agency in (world.agency, other):
        ResponsibilityFactory(plan=world.plan, agency=agency, requirement=first)
        ResponsibilityFactory(plan=world.plan, agency=agency, row=world.row)
    without = PlanCommuneFactory(plan=world.plan, commune=world.communes[1])

    page = office.get(f"{PAGE}kiem-tra/")

    (covered,) = page.context["sets"]
    assert [one.indicator for one in covered.gaps] == [second]
    assert [(one.indicator, one.agencies) for one in covered.overlaps] == [
        (first, (world.agency, other))
    ]
    assert "0/2 chỉ tiêu có đúng một cơ quan chủ trì." in page.text
    assert f"1/2 xã chưa có cơ quan phụ trách: {without.name}." in page.text
    assert "có 2 cơ quan phụ trách: Phòng Tài chính; Phòng Nội vụ." in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_query_counts(office, world, django_assert_num_queries, count):
    for _ in range(count):
        row = PlanCommuneFactory(plan=world.plan)
        agency = AgencyFactory(unit=world.district)
        criterion = CriterionFactory(criteria_set=world.criteria_set)
        indicator = IndicatorFactory(parent=criterion)
        own = {"plan": world.plan, "agency": agency}
        ResponsibilityFactory(**own, requirement=criterion)
        ResponsibilityFactory(**own, requirement=indicator, role="SUPPORT")
        ResponsibilityFactory(**own, row=row)
    office.get(PAGE)

    with django_assert_num_queries(10):
        office.get(f"{PAGE}?mo=tat-ca")
    with django_assert_num_queries(7):
        office.get(f"{PAGE}kiem-tra/")
    with django_assert_num_queries(9):
        office.get(f"{PAGE}co-quan/{agency.pk}/")
