"""Signing: what is frozen, what is refused, and that nothing behind a signature moves."""

import hashlib
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from communes.models import Cell, StatusEntry
from communes.services.status import Change, record_status
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanChange, PlanStep
from reports.appendices import APPENDICES
from reports.figures import read_figures
from reports.frozen_tables import dump, load
from reports.models import SignedAppendix, SignedFigure, SignedFile
from reports.rules import FORMATS
from reports.signed import deviations, signed_appendix, signed_bytes
from tests.factories.communes import StatusEntryFactory
from tests.factories.plans import (
    CapitalLineFactory,
    LegalBasisFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanTargetFactory,
)
from tests.factories.signing import bring_to, sign
from tests.factories.world import DAY, TODAY, World, make_world

pytestmark = pytest.mark.django_db
CODES = ["phu-luc-02", "tieu-chi-hoan-thanh", "muc-tieu-tieu-chi", "phan-nhom-xa", "nguon-von"]


@pytest.fixture
def world() -> World:
    return make_world(communes=3, criteria=4)


@pytest.fixture
def plan(world) -> Plan:
    """Approved: three communes, a target, a goal, money; one criterion met on the baseline."""
    plan = PlanFactory(
        code="ke-hoach",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
        number="",
        signed_on=None,
    )
    rows = [PlanCommuneFactory(plan=plan, commune=one) for one in world.communes]
    PlanTargetFactory(row=rows[0], requirement=world.criteria[1])
    PlanGoalFactory(row=rows[1], tier="BASIC")
    CapitalLineFactory(plan=plan)
    StatusEntryFactory(
        cell__commune=world.communes[0],
        cell__requirement=world.criteria[0],
        verdict="MET",
        observed_on=DAY,
    )
    return bring_to(plan, "APPROVED", submitted_by=world.office)


def move(world: World, commune: int, criterion: int, verdict: str) -> None:
    """A later row about the baseline day."""
    record_status(
        change=Change(
            world.communes[commune],
            world.criteria[criterion],
            verdict,
            _seen(world, commune, criterion),
        ),
        day=DAY,
        today=TODAY,
        voice="OFFICE",
        by=world.office,
    )


def _seen(world: World, commune: int, criterion: int) -> int:
    rows = StatusEntry.objects.history(
        commune=world.communes[commune], requirement=world.criteria[criterion]
    )
    return rows[0].pk if rows else 0


def exports(plan: Plan) -> dict[tuple[str, str], bytes]:
    plan = Plan.objects.get(pk=plan.pk)
    return {
        (code, file_format): signed_bytes(
            signed_appendix(plan, code, plan.baseline_on), file_format
        )
        for code in CODES
        for file_format in FORMATS
    }


def test_signing_writes_down_what_the_paper_says(world, plan):
    step = sign(plan, by=world.office)

    plan = Plan.objects.get()
    assert (plan.status, plan.number, plan.signed_on, plan.signer, plan.signer_title) == (
        "SIGNED",
        "72/KH-BCĐ",
        date(2024, 1, 30),
        "Người Ký",
        "PHÓ CHỦ TỊCH",
    )
    assert (step.step, step.by) == ("SIGNED", world.office)
    assert list(plan.changes.order_by("pk").values_list("what", "after")) == [
        ("Số, ký hiệu", "72/KH-BCĐ"),
        ("Ngày ký", "30/01/2024"),
        ("Người ký", "Người Ký"),
        ("Chức vụ người ký", "PHÓ CHỦ TỊCH"),
        ("Trình, duyệt, ký", "đã ký"),
    ]


def test_every_appendix_is_kept_in_every_format_with_its_digest(world, plan):
    sign(plan, by=world.office)

    assert list(SignedAppendix.objects.values_list("code", "day")) == [(one, DAY) for one in CODES]
    kept = list(SignedFile.objects.order_by("pk"))
    assert [one.file_format for one in kept] == list(FORMATS) * len(CODES)
    assert [one.sha256 for one in kept] == [
        hashlib.sha256(bytes(one.content)).hexdigest() for one in kept
    ]


def test_the_kept_tables_are_those_that_were_printed(world, plan):
    sign(plan, by=world.office)

    plan = Plan.objects.get()
    for one in SignedAppendix.objects.all():
        assert load(one.table) == APPENDICES[one.code](plan=plan, day=DAY)
        assert dump(load(one.table)) == one.table


def test_the_figures_behind_are_kept_in_words(world, plan):
    sign(plan, by=world.office)

    a, b, c = world.communes
    entry = StatusEntry.objects.get()
    figures = SignedFigure.objects.values_list("kind", "unit", "requirement", "entry", "value")
    edition, *rest = figures
    assert edition[:4] == ("EDITION", None, None, None)
    assert edition[4].startswith("BO-THU: ")
    assert rest == [
        *(("UNIT", one.pk, None, None, one.long_name) for one in (world.district, a, b, c)),
        ("OFFICIAL", a.pk, world.criteria[0].pk, entry.pk, "Đạt"),
    ]


def test_five_cells_moved_are_five_lines_and_the_copies_stay(world, plan):
    sign(plan, by=world.office)
    before = exports(plan)

    move(world, 0, 0, "NOT_MET")
    for commune, criterion in ((0, 1), (1, 2), (2, 3), (2, 0)):
        move(world, commune, criterion, "MET")

    found = deviations(Plan.objects.get(), TODAY)
    names = [one.full_name for one in world.communes]
    codes = [one.code for one in world.criteria]
    assert [(one.place, one.before, one.after, one.by) for one in found] == [
        (f"{names[0]}, tiêu chí {codes[0]}", "Đạt", "Chưa đạt", world.office),
        (f"{names[0]}, tiêu chí {codes[1]}", "Chưa có số liệu", "Đạt", world.office),
        (f"{names[1]}, tiêu chí {codes[2]}", "Chưa có số liệu", "Đạt", world.office),
        (f"{names[2]}, tiêu chí {codes[0]}", "Chưa có số liệu", "Đạt", world.office),
        (f"{names[2]}, tiêu chí {codes[3]}", "Chưa có số liệu", "Đạt", world.office),
    ]
    assert exports(plan) == before


def test_what_is_recorded_after_the_baseline_day_or_says_the_same_is_no_deviation(world, plan):
    sign(plan, by=world.office)

    StatusEntryFactory(
        cell__commune=world.communes[1],
        cell__requirement=world.criteria[1],
        verdict="MET",
        observed_on=date(2024, 1, 2),
    )
    cell = StatusEntry.objects.earliest("pk").cell
    StatusEntryFactory(cell=cell, verdict="MET", observed_on=DAY)

    assert deviations(Plan.objects.get(), TODAY) == []


def test_a_renamed_unit_and_a_closed_set_are_deviations(world, plan):
    sign(plan, by=world.office)
    before = exports(plan)

    commune = world.communes[0]
    old = commune.long_name
    commune.name = "Tên Mới"
    commune.save()
    world.criteria_set.status = "CLOSED"
    world.criteria_set.save()

    edition, unit = deviations(Plan.objects.get(), TODAY)
    assert (unit.before, unit.after, unit.by) == (old, commune.long_name, None)
    assert edition.before.replace("đang áp dụng", "đã khép lại") == edition.after != edition.before
    assert exports(plan) == before


def test_reexport_by_the_command_is_the_kept_file(world, plan, tmp_path):
    sign(plan, by=world.office)
    move(world, 0, 0, "NOT_MET")
    before, target = exports(plan), tmp_path / "tep"

    for code in CODES:
        for file_format in FORMATS:
            call_command("render_appendix", "ke-hoach", code, format=file_format, output=target)
            assert target.read_bytes() == before[code, file_format]


def test_the_command_marks_another_day(world, plan, tmp_path):
    sign(plan, by=world.office)

    target = tmp_path / "tep.json"
    call_command(
        "render_appendix",
        "ke-hoach",
        "phu-luc-02",
        format="json",
        output=target,
        as_of="2024-06-30",
    )

    assert "Bản tính lại đến ngày 30/06/2024, không phải bản đã ký." in target.read_text("utf-8")


def test_damaged_bytes_are_told_of_never_handed_out(world, plan):
    sign(plan, by=world.office)
    appendix = signed_appendix(plan, "phu-luc-02", DAY)
    kept = appendix.files.get(file_format="pdf")
    with connection.cursor() as cursor:  # past the portal, as a broken disk would
        cursor.execute("UPDATE reports_signedfile SET content = %s WHERE id = %s", [b"x", kept.pk])

    with pytest.raises(Refused, match="không còn nguyên vẹn"):
        signed_bytes(appendix, "pdf")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": " "}, "Chưa ghi số, ký hiệu."),
        ({"signed_on": None}, "Chưa ghi ngày ký."),
        ({"signer": ""}, "Chưa ghi người ký."),
        ({"signed_on": date(2026, 11, 23)}, "Ngày ký 23/11/2026 chưa tới."),
        ({"signed_on": date(1990, 1, 1)}, "Ngày ký 01/01/1990 trước ngày ban hành"),
        ({"number": "x" * 41}, "dài 41 ký tự, tối đa 40"),
        ({"number": "9/KH-UBND"}, "Số 9/KH-UBND năm 2024 đã dùng cho ‘Kế hoạch khác’."),
        ({"signed_on": date(2024, 1, 29)}, "trước ngày của căn cứ ‘Nghị quyết ngày 30/01/2024’"),
    ],
)
def test_what_cannot_stand_on_a_signed_paper_is_refused_and_nothing_is_stored(
    world, plan, fields, sentence
):
    PlanFactory(unit=world.district, number="9/KH-UBND", title="Kế hoạch khác")
    LegalBasisFactory(plan=plan, text="Nghị quyết ngày 30/01/2024")

    with pytest.raises(Refused) as refusal:
        sign(plan, by=world.office, **fields)

    assert sentence in refusal.value.message
    plan = Plan.objects.get(code="ke-hoach")
    assert (plan.status, plan.number, PlanChange.objects.count()) == ("APPROVED", "", 0)
    assert not SignedAppendix.objects.exists()
    assert not SignedFigure.objects.exists()


def test_a_basis_after_the_signature_is_taken_once_somebody_has_looked_again(world, plan):
    LegalBasisFactory(plan=plan, text="Nghị quyết ngày 15/02/2024")

    sign(plan, by=world.office, as_on_paper=True)

    assert Plan.objects.get().status == "SIGNED"


def test_without_its_font_nothing_is_signed(world, plan, monkeypatch):
    monkeypatch.setattr("ntm_portal.lib.pdf.FONT_FAMILY", "Phông Không Có")
    monkeypatch.setattr("ntm_portal.lib.pdf.font_ready", lambda: False)

    with pytest.raises(Refused, match="thiếu phông"):
        sign(plan, by=world.office)

    assert Plan.objects.get().status == "APPROVED"
    assert not SignedAppendix.objects.exists()


def test_the_copies_are_append_only(world, plan):
    sign(plan, by=world.office)

    for model in (SignedAppendix, SignedFile, SignedFigure, PlanStep):
        one = model.objects.first()
        for write in (model.objects.update, model.objects.all().delete, one.save, one.delete):
            with pytest.raises(AppendOnlyError):
                write()


def test_a_plan_is_signed_once(world, plan):
    sign(plan, by=world.office)

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanStep(plan=plan, step="SIGNED", by=world.office).save()
    with pytest.raises(Refused, match="đã ký, không ghi là đã ký được"):
        sign(plan, by=world.office)


@pytest.mark.parametrize("communes", [1, 3])
def test_the_deviations_cost_the_same_for_any_number_of_communes(
    world, plan, communes, django_assert_num_queries
):
    sign(plan, by=world.office)
    for commune in range(communes):
        move(world, commune, 2, "MET")
    plan = Plan.objects.select_related("unit__parent", "criteria_set").get()

    with django_assert_num_queries(10):
        found = deviations(plan, TODAY)

    assert len(found) == communes


def test_a_figure_that_moves_while_the_appendices_are_made_stops_the_signature(world, plan):
    """Somebody else's row appears between two queries of the signature."""
    moved = []

    def meanwhile(execute, sql, params, many, context):
        if not moved and sql.startswith("INSERT") and "reports_signedfile" in sql:
            moved.append(sql)
            StatusEntryFactory(
                cell__commune=world.communes[1],
                cell__requirement=world.criteria[1],
                observed_on=DAY,
            )
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile), pytest.raises(Refused) as refusal:
        sign(plan, by=world.office)

    assert (refusal.value.status, len(moved)) == (409, 1)
    assert "Số liệu vừa đổi trong lúc ký" in refusal.value.message
    assert Plan.objects.get().status == "APPROVED"
    assert not SignedAppendix.objects.exists()


@pytest.mark.parametrize(
    ("kind", "kinds"),
    [
        ("COMMUNE", ["EDITION", "UNIT", "UNIT", "OFFICIAL", "SELF"]),
        ("ANNUAL", ["EDITION", "UNIT", "UNIT", "OFFICIAL"]),
    ],
)
def test_what_the_commune_says_is_a_figure_where_it_is_printed(world, kind, kinds):
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, kind=kind)
    PlanCommuneFactory(plan=plan, commune=world.communes[0])
    for voice in ("OFFICE", "SELF"):
        StatusEntryFactory(
            cell=Cell.objects.get_or_create(
                commune=world.communes[0], requirement=world.criteria[0]
            )[0],
            voice=voice,
            observed_on=DAY,
        )

    assert [one.kind for one in read_figures(plan, TODAY)] == kinds
