"""What stays the same in the next edition keeps its figure; the new edition's threshold decides."""

from decimal import Decimal

import pytest

from communes.models import StatusEntry
from communes.services.carry_over import undo_carry_over
from communes.sheets import IndicatorLine, read_sheet
from criteria.figures import Figure
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import IndicatorFactory, ThresholdFactory
from tests.factories.editions import CARRIED_ON, Passage, make_passage
from tests.factories.passing import MappingLineFactory
from tests.factories.world import TODAY
from tests.history import rows_hash

pytestmark = pytest.mark.django_db
SHARE = {"numerator": 14, "denominator": Decimal("15.7")}
SEXES = {"value": 95, "value_male": 96, "value_female": 94}


def of_indicator(
    relation: str = "SAME", verdict: str = "MET", *, new: dict | None = None, **figures
) -> Passage:
    """1.1 of the old set becomes 1.1 of the new; the office said it of the first commune."""
    passage = make_passage(lines=(("1.1", "1.1", relation),))
    old = IndicatorFactory(parent=passage.world.criteria[0], code="1.1")
    IndicatorFactory(parent=passage.new_criteria[0], code="1.1", **(new or {}))
    cell = CellFactory(commune=passage.world.communes[0], requirement=old)
    StatusEntryFactory(cell=cell, verdict=verdict, **figures)
    return passage


def carried(passage: Passage) -> list[tuple[str, Figure | None]]:
    passage.carry()
    entries = StatusEntry.objects.filter(cell__requirement__criteria_set=passage.new_set)
    return [(entry.verdict, entry.figure) for entry in entries]


def line(passage: Passage) -> IndicatorLine:
    commune = passage.world.communes[0]
    sheet = read_sheet(
        commune=commune, criteria_set=passage.new_set, day=CARRIED_ON, voice="OFFICE"
    )
    return sheet[0].lines[0]


@pytest.mark.parametrize("verdict", ["MET", "NOT_MET", "NO_DATA"])
@pytest.mark.parametrize(
    ("figures", "figure"),
    [
        pytest.param({"value": Decimal("43.8")}, Figure(Decimal("43.8")), id="value"),
        pytest.param(
            SHARE,
            Figure(numerator=Decimal(14), denominator=Decimal("15.7")),
            id="share",
        ),
        pytest.param(SEXES, Figure(Decimal(95), male=Decimal(96), female=Decimal(94)), id="sexes"),
    ],
)
def test_what_stays_the_same_keeps_its_figure_and_its_verdict(verdict, figures, figure):
    passage = of_indicator(verdict=verdict, **figures)

    assert carried(passage) == [(verdict, figure)]


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("STRICTER", []), ("LOOSER", [("MET", None)])],
)
def test_what_is_asked_differently_is_not_the_same_figure(relation, expected):
    assert carried(of_indicator(relation, value=90)) == expected


@pytest.mark.parametrize(
    "new",
    [
        pytest.param({"unit": "nhà"}, id="another-unit"),
        pytest.param({"by_sex": True}, id="now-by-sex"),
        pytest.param({"value_kind": "QUALITATIVE"}, id="no-figure"),
    ],
)
def test_an_indicator_that_cannot_say_the_figure_takes_the_verdict_alone(new):
    assert carried(of_indicator(new=new, value=90)) == [("MET", None)]


def test_of_several_requirements_into_one_no_figure_stands_for_all():
    passage = of_indicator(value=90)
    second = IndicatorFactory(parent=passage.world.criteria[0], code="1.2")
    MappingLineFactory(mapping=passage.mapping, old_code="1.2", new_code="1.1")
    cell = CellFactory(commune=passage.world.communes[0], requirement=second)
    StatusEntryFactory(cell=cell, value=80)

    assert carried(passage) == [("MET", None)]


@pytest.mark.parametrize(
    ("provenance", "expected"),
    [
        pytest.param("VERIFIED", "NOT_MET", id="verified-decides"),
        pytest.param("UNVERIFIED", "MET", id="unverified-leaves-what-was-said"),
    ],
)
def test_the_new_editions_threshold_decides_only_where_it_is_verified(provenance, expected):
    passage = of_indicator(value=90)
    indicator = passage.new_criteria[0].children.get()
    ThresholdFactory(requirement=indicator, value=95, provenance=provenance)

    assert [verdict for verdict, _ in carried(passage)] == [expected]


def test_a_carried_share_stands_on_the_sheet_with_its_origin():
    passage = of_indicator(**SHARE)
    passage.carry()

    assert line(passage).measured == "14/15,7 = 89,17%"
    assert line(passage).entry.origins.get().origin.figure == line(passage).entry.figure


def test_a_waiting_figure_of_the_new_edition_is_left_alone():
    passage = of_indicator(value=90)
    cell = CellFactory(
        commune=passage.world.communes[0], requirement=passage.new_criteria[0].children.get()
    )
    typed = StatusEntryFactory(cell=cell, verdict="NO_DATA", value=50, observed_on=CARRIED_ON)

    assert passage.carry() is None
    assert list(cell.entries.all()) == [typed]


def test_an_edition_and_back_leaves_the_old_figures_and_an_empty_sheet():
    passage = of_indicator(**SHARE)
    old = {"cell__requirement__criteria_set": passage.world.criteria_set}
    before = rows_hash(**old)

    run = passage.carry()
    during = rows_hash(**old)
    undo_carry_over(run=run, today=TODAY, by=passage.world.office)

    assert before[0] == 1
    assert (during, rows_hash(**old)) == (before, before)
    assert (line(passage).verdict, line(passage).measured) == ("NO_DATA", "")


def test_what_a_commune_says_of_itself_stays_in_its_edition():
    passage = of_indicator(value=90, voice="SELF")

    assert carried(passage) == []


def test_both_editions_show_the_figure(client):
    passage = of_indicator(**SHARE)
    passage.carry()
    client.force_login(passage.world.office)

    page = client.get(f"/xa/{passage.world.communes[0].code}/hai-bo/?ngay={CARRIED_ON}")

    pair = page.context["pairs"][0]
    assert (pair.old_word, pair.new_word) == ("14/15,7 = 89,17%, đạt",) * 2
    assert pair.origin == "từ 1.1 (14/15,7 = 89,17%, đạt, 01/01/2024)"


def test_the_preview_shows_the_figure(client):
    passage = of_indicator("SAME", "NO_DATA", **SHARE)
    client.force_login(passage.world.office)
    query = f"?bang=thu--moi&don-vi={passage.world.district.code}&ngay={CARRIED_ON}"

    page = client.get(f"/bo-tieu-chi/chuyen-doi/xem-truoc/{query}")

    assert "1.1: 14/15,7 = 89,17%, chờ kết luận (từ 1.1 chờ kết luận)" in page.text


@pytest.fixture
def income() -> Passage:
    """Criterion 1 and its only indicator share the number, as Thu nhập does; 1 stays the same."""
    passage = make_passage(lines=(("1", "1", "SAME"),))
    passage.old = IndicatorFactory(parent=passage.world.criteria[0], code="1")
    passage.new = IndicatorFactory(parent=passage.new_criteria[0], code="1")
    cell = CellFactory(commune=passage.world.communes[0], requirement=passage.old)
    passage.row = StatusEntryFactory(cell=cell, verdict="NOT_MET", value=Decimal("43.8"))
    return passage


def written(passage: Passage) -> list[tuple[str, str, Figure | None]]:
    entries = StatusEntry.objects.filter(cell__requirement__criteria_set=passage.new_set)
    return [(one.cell.requirement.kind, one.verdict, one.figure) for one in entries]


def test_a_number_of_a_criterion_and_its_only_indicator_passes_with_the_figure(income, client):
    income.carry()
    client.force_login(income.world.office)

    page = client.get(f"/xa/{income.world.communes[0].code}/hai-bo/?ngay={CARRIED_ON}")

    assert written(income) == [("INDICATOR", "NOT_MET", Figure(Decimal("43.8")))]
    pair = page.context["pairs"][0]
    assert (pair.old_word, pair.new_word) == ("43,8%, chưa đạt",) * 2
    assert pair.origin == "từ 1 (43,8%, chưa đạt, 01/01/2024)"


def test_a_criterion_that_says_otherwise_than_its_only_indicator_passes_alone(income):
    income.say("MET", observed_on=CARRIED_ON)

    income.carry()

    assert written(income) == [("CRITERION", "MET", None)]


def test_a_new_criterion_that_says_something_keeps_its_only_indicator_empty(income):
    income.say("MET", new=True, observed_on=CARRIED_ON)

    assert income.carry() is None


def test_a_new_criterion_of_several_indicators_takes_the_verdict_alone(income):
    IndicatorFactory(parent=income.new_criteria[0], code="1.2")

    income.carry()

    assert written(income) == [("CRITERION", "NOT_MET", None)]
