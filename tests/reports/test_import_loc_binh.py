"""Lộc Bình from nothing: its two appendices, typed in Excel, come in and come out as signed."""

from datetime import date

import pytest
from django.utils import timezone

from assignments.models import WorkItem
from communes.models import StatusEntry
from ntm_portal.lib.imports import run_import
from ntm_portal.lib.sheet_kinds import State
from ntm_portal.lib.workbooks.matching import suggest
from ntm_portal.lib.workbooks.reading import read_workbook
from plans.models import Plan, PlanChange
from plans.services.plan import create_plan
from reports.appendices import appendices_of
from reports.import_kinds import KINDS
from reports.models import ImportRun
from reports.services.imports import (
    answer,
    choose_columns,
    choose_sheet,
    start_run,
    undo_run,
    write_run,
)
from tests.factories.communes import (
    CommuneFactory,
    DistrictFactory,
    ProvinceFactory,
    SetAdoptionFactory,
    UnitAliasFactory,
    UnitRoleFactory,
)
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.reports import loc_binh_2024 as golden
from tests.reports import work_loc_binh_2024 as golden_work
from tests.reports.loc_binh_workbook import TARGETS, WORK, workbook
from tests.sheet_tables import found, questions, told

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
TODAY = date(2024, 1, 31)
SILENT = {"tieu-chi-con-lai": "khong-ghi"}


@pytest.fixture(scope="module")
def sheets():
    book = read_workbook(name="Phụ lục 72-KH.xlsx", content=workbook())
    return {sheet.name: sheet for sheet in book.sheets}


@pytest.fixture
def plan():
    """A draft with all communes of the district, as the portal makes it from nothing."""
    criteria_set = CriteriaSetFactory(criteria_count=19)
    for number in range(1, 20):
        CriterionFactory(criteria_set=criteria_set, code=str(number), position=number)
    province = ProvinceFactory()
    district = DistrictFactory(name="Lộc Bình", parent=province)
    SetAdoptionFactory(unit=province, criteria_set=criteria_set)
    for _, name, *_ in reversed(golden.COMMUNES):
        official = name.removeprefix("Xã ").replace("Sần", "Sàn")
        commune = CommuneFactory(name=official, parent=district)
        if official == "Sàn Viên":
            UnitAliasFactory(unit=commune, name="Sần Viên")
    fields = golden.FIELDS | {
        "number": "",
        "signed_on": None,
        "title": "Kế hoạch",
        "kind": "ANNUAL",
    }
    made = Plan(unit=district, criteria_set=criteria_set, **fields)
    office = UnitRoleFactory(unit=district, role="OFFICE").user
    made.office = office
    return create_plan(plan=made, by=office)


def intake(kind, plan, sheet, answers=None):
    scope = kind.scope(user=plan.office, today=TODAY, data={"plan": plan.code})
    table = found(kind, scope, sheet)
    mapping = suggest(table, kind.columns(scope))
    return scope, kind.read(table, mapping, scope=scope, answers=answers or {})


def bring_in(kind, plan, sheet, answers=None):
    scope, read = intake(kind, plan, sheet, answers)
    effects = run_import(kind.resource(scope), read.rows, by=plan.office, commit=True)
    return scope, effects


def texts(plan, code):
    table = appendices_of(plan)[code](plan=plan, day=plan.baseline_on)
    return tuple(table.texts(row) for row in table.rows)


def test_what_is_met_and_promised_comes_out_as_it_was_signed(plan, sheets):
    bring_in(KINDS["phu-luc-02"], plan, sheets[TARGETS], SILENT)

    assert texts(plan, "phu-luc-02") == golden.ROWS
    assert plan.rows.get(printed_name__gt="").printed_name == "Xã Sần Viên"
    assert set(StatusEntry.objects.values_list("verdict", "voice", "observed_on")) == {
        ("MET", "OFFICE", golden.DAY)
    }


def test_the_one_question_is_what_the_lists_leave_out(plan, sheets):
    _, read = intake(KINDS["phu-luc-02"], plan, sheets[TARGETS])

    assert list(questions(read)) == ["tieu-chi-con-lai"]
    assert told(read, but=[State.NEW, State.CHANGED, State.ASK]) == []


def test_criteria_that_are_not_listed_are_not_met_where_a_person_says_so(plan, sheets):
    bring_in(KINDS["phu-luc-02"], plan, sheets[TARGETS], {"tieu-chi-con-lai": "chua-dat"})

    assert texts(plan, "phu-luc-02") == golden.ROWS
    assert StatusEntry.objects.filter(verdict="NOT_MET").count() == 19 * 19 - 246


def test_the_work_comes_out_as_it_was_signed(plan, sheets):
    bring_in(KINDS["phu-luc-01"], plan, sheets[WORK])

    table = appendices_of(plan)["phu-luc-01"](plan=plan, day=plan.baseline_on)
    assert [column.title for column in table.columns] == golden_work.HEADS
    assert texts(plan, "phu-luc-01") == golden_work.ROWS


@pytest.mark.parametrize(("code", "name"), [("phu-luc-02", TARGETS), ("phu-luc-01", WORK)])
def test_the_same_file_twice_changes_nothing(plan, sheets, code, name):
    bring_in(KINDS[code], plan, sheets[name], SILENT)
    before = (texts(plan, code), PlanChange.objects.count(), StatusEntry.objects.count())

    _, read = intake(KINDS[code], plan, sheets[name], SILENT)
    bring_in(KINDS[code], plan, sheets[name], SILENT)

    assert (read.rows, told(read)) == ((), [])
    assert (texts(plan, code), PlanChange.objects.count(), StatusEntry.objects.count()) == before


@pytest.mark.parametrize(("code", "name"), [("phu-luc-02", TARGETS), ("phu-luc-01", WORK)])
def test_the_import_is_taken_back(plan, sheets, code, name):
    before = texts(plan, "phu-luc-02")
    scope, effects = bring_in(KINDS[code], plan, sheets[name], SILENT)

    KINDS[code].undo(effects, scope=scope, by=plan.office)

    assert texts(plan, "phu-luc-02") == before
    assert not WorkItem.objects.exists()


@pytest.mark.parametrize(
    ("code", "name", "answers"), [("phu-luc-02", TARGETS, SILENT), ("phu-luc-01", WORK, {})]
)
def test_the_wizard_writes_the_same_and_takes_it_back(plan, code, name, answers):
    by = {"kinds": KINDS, "today": TODAY}
    run = start_run(name="Phụ lục 72-KH.xlsx", content=workbook(), by=plan.office, **by)
    choose_sheet(run=run, sheet=name, kind=code, answers={"plan": plan.code}, **by)
    scope = KINDS[code].scope(user=plan.office, today=TODAY, data={"plan": plan.code})
    sheet = read_workbook(name="a.xlsx", content=workbook()).sheets
    table = found(KINDS[code], scope, next(one for one in sheet if one.name == name))
    columns = list(KINDS[code].columns(scope))
    choose_columns(run=run, mapping=suggest(table, columns), columns=columns, **by)
    if answers:
        answer(run=run, answers=answers, **by)
    before = texts(plan, "phu-luc-02")

    write_run(run=run, leaves_faults=False, **by)
    written = texts(plan, code)
    run.refresh_from_db()
    undo_run(run=run, **by)

    run.refresh_from_db()
    assert written == (golden.ROWS if code == "phu-luc-02" else golden_work.ROWS)
    assert (run.state, run.fault) == ("UNDONE", "")
    assert texts(plan, "phu-luc-02") == before


def test_of_one_workbook_the_appendix_that_is_not_in_yet_is_meant(plan):
    by = {"kinds": KINDS, "today": TODAY, "by": plan.office}
    content = workbook()
    for name, kind in (("PL02", "phu-luc-02"), ("PL01", "phu-luc-01"), ("PL02", "phu-luc-02")):
        run = start_run(name="Phụ lục 72-KH.xlsx", content=content, **by)

        assert (run.sheet, run.kind) == (name, kind)
        ImportRun.objects.filter(pk=run.pk).update(
            state="DONE", number=run.pk, year=TODAY.year, done_at=timezone.now()
        )
