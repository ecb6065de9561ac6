"""All communes against all tiers: counts, flags, the rows behind each number, and its cost."""

import re
from html import unescape

import pytest

from communes.models import SetAdoption
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.recognition import RecognitionFactory
from tests.factories.tiers import QUERY, make_tiers, recognised, say, words
from tests.factories.world import World

pytestmark = pytest.mark.django_db
LIST = f"/cong-nhan/{QUERY}"


@pytest.fixture
def world() -> World:
    return make_tiers()


def test_the_list_shows_each_tier_and_what_the_commune_is_recognised_for(client, world):
    say(world, "MET", 7)
    recognised(world, decision_no="15/QĐ-UBND")
    client.force_login(world.office)

    text = words(client.get(LIST).text)

    assert "7/10 đạt, 3 chưa có số liệu đã công nhận 15/QĐ-UBND ngày 01/01/2023" in text
    assert "0/1 đạt, 1 chưa có số liệu" in text


def test_the_flag_says_the_ground_in_a_sentence(client, world):
    say(world, "NOT_MET", 3)
    recognised(world)
    client.force_login(world.office)

    text = words(client.get(LIST).text)

    assert (
        "có nguy cơ bị thu hồi Không còn đạt 3/10 tiêu chí của bộ nông thôn mới (số 1, 2, 3), "
        "trong đó có tiêu chí 3 Tiêu chí số 3: thuộc trường hợp thu hồi, từ 30% đến dưới 50% "
        "(Quyết định 18). Còn 7 tiêu chí chưa có số liệu."
    ) in text


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        pytest.param(2, "giảm sút Không còn đạt 2/10 tiêu chí", id="below"),
        pytest.param(2, "(số 1, 2), chưa tới mức thu hồi. Còn 8", id="below-says-so"),
        pytest.param(5, "(số 1, 2, 3, 4, 5): thuộc trường hợp thu hồi, từ 50% trở lên", id="half"),
    ],
)
def test_other_sentences(client, world, lost, said):
    say(world, "NOT_MET", lost)
    recognised(world)
    client.force_login(world.office)

    assert said in words(client.get(LIST).text)


def test_a_rule_that_is_not_verified_says_so(client, world):
    world.criteria_set.revocation_rules.update(provenance="UNVERIFIED")
    say(world, "NOT_MET", 5)
    recognised(world)
    client.force_login(world.office)

    assert "(Quyết định 18, chưa đối chiếu)" in words(client.get(LIST).text)


@pytest.mark.parametrize(("label", "verdict"), [("3/10", "MET"), ("7 chưa có số liệu", "NO_DATA")])
def test_a_number_opens_the_rows_behind_it(client, world, label, verdict):
    """The board of that commune alone; its row holds as many squares in the state."""
    say(world, "MET", 3)
    client.force_login(world.officer)
    link = re.search(f'<a class="[^"]*" href="([^"]*)">{label}</a>', client.get(LIST).text)

    board = client.get(unescape(link[1]))

    assert board.context["filters"].state == verdict
    (row,) = board.context["rows"]
    assert row["code"] == world.communes[0].code
    assert row["cells"].count(f'data-s="{verdict}"') == int(re.match(r"\d+", label)[0])


def test_a_lost_number_opens_the_rows_behind_it(client, world):
    say(world, "NOT_MET", 4)
    recognised(world)
    client.force_login(world.reader)
    link = re.search('href="([^"]*)">4/10</a>', client.get(LIST).text)

    (row,) = client.get(unescape(link[1])).context["rows"]

    assert row["cells"].count('data-s="NOT_MET"') == 4


def test_the_list_and_the_board_open_each_other(client, world):
    client.force_login(world.office)

    assert f"/bang-tieu-chi/{QUERY}" in unescape(client.get(LIST).text)
    assert f"/cong-nhan/{QUERY}" in unescape(client.get(f"/bang-tieu-chi/{QUERY}").text)


CONDITIONS = ["da-cong-nhan", "thieu-dieu-kien", "khong-con-dat", "nguy-co"]


@pytest.mark.parametrize(
    ("condition", "found"),
    list(zip(CONDITIONS, [[0, 1, 2, 3], [3], [1, 2], [2]], strict=True)),
    ids=CONDITIONS,
)
def test_each_count_opens_its_communes(client, condition, found):
    world = make_tiers(communes=5)
    for commune in range(3):
        recognised(world, commune)
    RecognitionFactory(commune=world.communes[3], criteria_set__tier="BASIC")
    other = SetAdoption.objects.get(criteria_set__code="BO-1").criteria_set
    RecognitionFactory(commune=world.communes[3], criteria_set=other)
    say(world, "NOT_MET", 1, commune=1)
    say(world, "NOT_MET", 5, commune=2)
    client.force_login(world.office)
    counts = client.get(LIST).context["counts"]
    query, _, count = counts[CONDITIONS.index(condition)]

    rows = client.get(f"/cong-nhan/?{query}").context["rows"]

    assert count == len(rows)
    assert [row.commune for row in rows] == [world.communes[number] for number in found]


def test_an_unknown_condition_is_refused_with_a_sentence(client, world):
    client.force_login(world.office)

    response = client.get(f"{LIST}&tinh-trang=tot")

    assert response.status_code == 400
    assert "Tình trạng ‘tot’ không có." in response.text


@pytest.mark.parametrize("who", ["officer", "stranger"])
def test_everybody_sees_only_their_communes(client, world, who):
    recognised(world, 1, decision_no="77/QĐ-UBND")
    client.force_login(getattr(world, who))

    response = client.get(LIST)

    shown = [row.commune for row in response.context.get("rows", [])]
    assert shown == ([world.communes[0]] if who == "officer" else [])
    assert "77/QĐ-UBND" not in response.text


def test_a_set_of_another_period_is_left_out(client, world):
    CriteriaSetFactory(code="BO-CU", period="2016-2020")
    client.force_login(world.office)

    tiers = client.get(LIST).context["tiers"]

    assert [tier.criteria_set.code for tier in tiers] == ["BO-THU", "BO-1"]


def test_an_empty_list_says_what_to_do(client, world):
    client.force_login(world.office)

    assert "Không có xã nào khớp" in client.get(f"{LIST}&tim=khong-co").text
    assert "Không có xã nào có nguy cơ" in client.get(f"{LIST}&tinh-trang=nguy-co").text


def test_the_law_stands_below_with_its_provenance(client, world):
    client.force_login(world.reader)

    text = words(client.get(LIST).text)

    assert "Cần có công nhận nông thôn mới 2021-2025 trước đã đối chiếu Điều 1" in text
    assert "trong đó có một trong các tiêu chí 3 Tiêu chí số 3; hoặc" in text
    assert "chưa có quy định chưa nhập quy định thu hồi có hiệu lực ngày này" in text


@pytest.mark.parametrize("communes", [1, 3])
@pytest.mark.parametrize("sets", [1, 3])
def test_three_sets_and_three_communes_cost_no_more_queries(
    client, communes, sets, django_assert_num_queries
):
    world = make_tiers(communes=communes, sets=sets)
    for number in range(communes):
        recognised(world, number)
        say(world, "NOT_MET", 5, commune=number)
    client.force_login(world.office)

    with django_assert_num_queries(13):
        response = client.get(LIST)

    assert [len(row.standings) for row in response.context["rows"]] == [sets] * communes
