"""The page of disagreements: what is listed, and what is not."""

import pytest
from django.utils.html import strip_tags

from communes.disagreements import Disagreements, read_disagreements
from communes.models import StatusEntry
from tests.factories.communes import CellFactory, CommuneFactory, StatusEntryFactory
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.world import DAY, World, make_world

pytestmark = pytest.mark.django_db
QUERY = f"?ngay={DAY.isoformat()}&bo=BO-THU"


@pytest.fixture
def world() -> World:
    return make_world()


def say(world: World, requirement, verdict: str, voice: str, commune: int = 0, **more):
    cells = {"commune": world.communes[commune], "requirement": requirement}
    cell = world.communes[commune].cells.filter(requirement=requirement).first()
    return StatusEntryFactory(
        cell=cell or CellFactory(**cells), verdict=verdict, voice=voice, **more
    )


def read(world: World, **more) -> Disagreements:
    return read_disagreements(
        communes=world.communes, criteria_set=world.criteria_set, day=DAY, **more
    )


def listed(found: Disagreements) -> list[tuple]:
    return [
        (one.commune.code, one.requirement.code, one.one.verdict, one.other.verdict)
        for one in (*found.between, *found.within)
    ]


def one_sided(found: Disagreements) -> list[tuple]:
    return [
        (
            one.commune.code,
            [(requirement.code, word) for requirement, word in one.assessed],
            [(requirement.code, word) for requirement, word in one.official],
        )
        for one in found.one_sided
    ]


@pytest.mark.parametrize("voice", ["OFFICE", "AGENCY"])
def test_two_verdicts_that_differ(world, voice):
    mine = say(world, world.criteria[1], "MET", "SELF", on_behalf=True)
    theirs = say(world, world.criteria[1], "NOT_APPLICABLE", voice)

    found = read(world)

    code = world.communes[0].code
    assert listed(found) == [(code, "2", "MET", "NOT_APPLICABLE")]
    assert (found.between[0].one.entry, found.between[0].other.entry) == (mine, theirs)
    assert (found.between_count, found.within_count, found.one_sided) == (1, 0, [])


def test_two_that_agree_are_not_listed(world):
    say(world, world.criteria[0], "MET", "SELF")
    say(world, world.criteria[0], "MET", "OFFICE")

    assert read(world) == Disagreements()


def test_only_the_newest_word_of_each_side_counts(world):
    say(world, world.criteria[0], "NOT_MET", "SELF")
    say(world, world.criteria[0], "MET", "OFFICE")
    say(world, world.criteria[0], "MET", "SELF")

    assert read(world) == Disagreements()


@pytest.mark.parametrize("is_withdrawn", [False, True], ids=["never", "withdrawn"])
def test_what_one_side_has_not_said_stands_apart(world, is_withdrawn):
    say(world, world.criteria[0], "MET", "SELF")
    say(world, world.criteria[1], "NOT_MET", "OFFICE")
    if is_withdrawn:
        say(world, world.criteria[0], "NO_DATA", "OFFICE")
        say(world, world.criteria[1], "NO_DATA", "SELF")

    found = read(world)

    assert one_sided(found) == [
        (world.communes[0].code, [("1", "Đạt")], [("2", "Chưa đạt")]),
    ]
    assert (listed(found), found.one_sided_count) == ([], 2)


def test_indicators_are_compared_like_criteria(world):
    indicator = IndicatorFactory(parent=world.criteria[0])
    say(world, indicator, "MET", "SELF")
    say(world, indicator, "NOT_MET", "AGENCY")

    # Both roll up to other verdicts of the criterion; the indicator alone is the reason.
    assert listed(read(world)) == [(world.communes[0].code, "1.1", "MET", "NOT_MET")]


def test_a_criterion_is_compared_with_a_roll_up(world):
    indicator = IndicatorFactory(parent=world.criteria[0])
    say(world, indicator, "MET", "SELF")
    theirs = say(world, world.criteria[0], "NOT_MET", "OFFICE")

    found = read(world)

    assert listed(found) == [(world.communes[0].code, "1", "MET", "NOT_MET")]
    assert (found.between[0].one.entry, found.between[0].other.entry) == (None, theirs)
    assert one_sided(found) == [(world.communes[0].code, [("1.1", "Đạt")], [])]


@pytest.mark.parametrize(("voice", "words"), [("SELF", "Xã tự đánh giá"), ("OFFICE", "Chính thức")])
def test_a_criterion_against_its_own_indicators(world, voice, words):
    indicator = IndicatorFactory(parent=world.criteria[0])
    say(world, indicator, "NOT_MET", voice)
    own = say(world, world.criteria[0], "MET", voice)

    found = read(world)

    assert [(one.requirement.code, one.one.verdict, one.other.verdict) for one in found.within] == [
        ("1", "MET", "NOT_MET")
    ]
    assert (found.within[0].voice, found.within[0].one.entry) == (words, own)


def test_the_day_decides(world):
    say(world, world.criteria[0], "MET", "SELF")
    say(world, world.criteria[0], "NOT_MET", "OFFICE", observed_on=DAY.replace(year=DAY.year + 1))

    assert listed(read(world)) == []


def test_one_criterion_with_its_indicators(world):
    indicator = IndicatorFactory(parent=world.criteria[1])
    for requirement in (world.criteria[0], indicator):
        say(world, requirement, "MET", "SELF")
        say(world, requirement, "NOT_MET", "OFFICE")

    assert listed(read(world, criterion=world.criteria[1])) == [
        (world.communes[0].code, "2.1", "MET", "NOT_MET")
    ]


def test_a_long_list_is_cut_but_counted(world):
    for criterion in world.criteria:
        say(world, criterion, "MET", "SELF")
        say(world, criterion, "NOT_MET", "OFFICE")

    found = read(world, most=2)

    assert (len(found.between), found.between_count) == (2, 3)


def text_of(client, user, more: str = "") -> str:
    client.force_login(user)
    return client.get(f"/lech/{QUERY}{more}").text


def test_the_page_says_who_and_when_and_leads_to_the_cell(client, world):
    say(world, world.criteria[1], "MET", "SELF", on_behalf=True, recorded_by=world.office)
    say(world, world.criteria[1], "NOT_MET", "OFFICE", recorded_by=world.province_office)

    text = text_of(client, world.reader)

    words = " ".join(strip_tags(text).split())
    assert "Đạt Văn phòng huyện (xã tự đánh giá), 01/01/2024 nhập hộ" in words
    assert "Chưa đạt Văn phòng tỉnh (văn phòng điều phối), 01/01/2024" in words
    cell = f"/xa/{world.communes[0].code}/lich-su/{world.criteria[1].pk}/{QUERY}"
    assert cell.replace("&", "&amp;") in text


def test_everybody_sees_his_own_communes_only(client, world):
    for commune in (0, 1):
        say(world, world.criteria[0], "MET", "SELF", commune)
        say(world, world.criteria[0], "NOT_MET", "OFFICE", commune)
    names = [commune.full_name for commune in world.communes]

    assert [name in text_of(client, world.neighbour) for name in names] == [False, True]
    assert [name in text_of(client, world.office) for name in names] == [True, True]
    assert [name in text_of(client, world.stranger) for name in names] == [False, False]


def test_the_page_is_narrowed_by_commune_and_criterion(client, world):
    for commune, criterion in ((0, 0), (1, 0), (1, 1)):
        say(world, world.criteria[criterion], "MET", "SELF", commune)
        say(world, world.criteria[criterion], "NOT_MET", "OFFICE", commune)
    client.force_login(world.office)

    def found(more: str) -> list[tuple]:
        return listed(client.get(f"/lech/{QUERY}{more}").context["found"])

    first, second = (commune.code for commune in world.communes)
    assert [row[:2] for row in found(f"&tim={second}")] == [(second, "1"), (second, "2")]
    assert [row[:2] for row in found("&tieu-chi=1")] == [(first, "1"), (second, "1")]


def test_an_unknown_criterion_is_refused(client, world):
    client.force_login(world.office)

    assert client.get(f"/lech/{QUERY}&tieu-chi=99").status_code == 400


def test_the_board_leads_here(client, world):
    client.force_login(world.reader)

    assert f"/lech/{QUERY}".replace("&", "&amp;") in client.get(f"/bang-tieu-chi/{QUERY}").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(client, count, django_assert_num_queries):
    world = make_world(communes=2)
    world.communes.append(CommuneFactory(parent=world.district))
    for commune in range(count):
        for criterion in (*world.criteria, CriterionFactory(criteria_set=world.criteria_set)):
            say(world, criterion, "MET", "SELF", commune)
            say(world, criterion, "NOT_MET", "OFFICE", commune)
    client.force_login(world.office)

    with django_assert_num_queries(16):
        client.get(f"/lech/{QUERY}")

    assert StatusEntry.objects.count() > 2 * count
