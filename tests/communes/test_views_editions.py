"""Two editions side by side for one commune."""

from datetime import date

import pytest

from tests.factories.criteria import CriterionFactory
from tests.factories.editions import CARRIED_ON, Passage, make_passage
from tests.factories.passing import EditionMappingFactory, MappingLineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage() -> Passage:
    return make_passage()


def page(client, passage: Passage, query: str = f"?ngay={CARRIED_ON}", user=None):
    client.force_login(user or passage.world.office)
    return client.get(f"/xa/{passage.world.communes[0].code}/hai-bo/{query}")


def pairs(response) -> list[tuple]:
    return [
        (
            pair.old and pair.old.code,
            pair.old_word,
            pair.relation,
            pair.new and pair.new.code,
            pair.new_word,
        )
        for pair in response.context["pairs"]
    ]


def test_both_verdicts_stand_beside_each_other(client, passage):
    passage.say("MET")
    passage.say("NOT_MET", code="2")
    passage.say("NOT_MET", new=True, observed_on=CARRIED_ON)

    assert pairs(page(client, passage)) == [
        ("1", "Đạt", "giữ nguyên", "1", "Chưa đạt"),
        ("2", "Chưa đạt", "chặt hơn", "2", "Chưa có số liệu"),
        ("3", "Chưa có số liệu", "nới hơn", "3", "Chưa có số liệu"),
        ("4", "Chưa có số liệu", "bỏ", None, ""),
        (None, "", "mới", "4", "Chưa có số liệu"),
    ]


def test_a_carried_cell_shows_its_origin(client, passage):
    passage.say("MET")
    passage.carry()

    response = page(client, passage)

    assert [pair.origin for pair in response.context["pairs"]] == [
        "từ 1 (đạt, 01/01/2024)",
        "",
        "",
        "",
        "",
    ]
    assert "từ 1 (đạt, 01/01/2024)" in response.text


def test_criteria_that_no_line_names_are_shown_as_such(client, passage):
    CriterionFactory(criteria_set=passage.world.criteria_set)
    CriterionFactory(criteria_set=passage.new_set)

    assert pairs(page(client, passage))[5:] == [
        ("5", "Chưa có số liệu", "chưa nêu", None, ""),
        (None, "", "chưa nêu", "5", "Chưa có số liệu"),
    ]


def test_the_address_chooses_the_editions(client, passage):
    other = EditionMappingFactory(
        new_set=passage.new_set, old_set__code="BO-KHAC", old_set__effective_from=date(2016, 1, 1)
    )
    MappingLineFactory(mapping=other, old_code="", new_code="1", relation="NEW")

    chosen = page(client, passage, "?cu=BO-KHAC&moi=BO-MOI")
    default = page(client, passage, "?cu=BO-THU")

    assert (chosen.context["mapping"], default.context["mapping"]) == (other, passage.mapping)


def test_the_newest_mapping_of_a_pair_goes_first(client, passage):
    newer = EditionMappingFactory(old_set=passage.world.criteria_set, new_set=passage.new_set)

    assert page(client, passage, "?cu=BO-THU&moi=BO-MOI").context["mapping"] == newer


def test_a_pair_without_a_mapping_is_a_sentence(client, passage):
    response = page(client, passage, "?cu=BO-MOI&moi=BO-THU")

    assert response.status_code == 400
    assert "Chưa có bảng chuyển đổi từ bộ ‘BO-MOI’ sang bộ ‘BO-THU’." in response.text


def test_without_any_mapping_the_page_says_so(client, passage):
    passage.mapping.delete()

    response = page(client, passage)

    assert response.status_code == 200
    assert "Chưa có bảng chuyển đổi nào giữa hai bộ tiêu chí." in response.text


@pytest.mark.parametrize(
    ("who", "status", "may_carry"),
    [
        ("office", 200, True),
        ("leader", 200, False),
        ("reader", 200, False),
        ("officer", 200, False),
        ("neighbour", 404, None),
        ("stranger", 404, None),
    ],
)
def test_who_sees_it_and_who_may_carry_from_here(client, passage, who, status, may_carry):
    response = page(client, passage, user=getattr(passage.world, who))

    assert response.status_code == status
    if status == 200:
        assert ("xem-truoc" in response.text) == may_carry


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_costs_the_same_whatever_was_carried(client, items, django_assert_num_queries):
    lines = [("1", "1", "SAME"), ("2", "2", "SAME"), ("3", "3", "SAME")]
    passage = make_passage(lines=lines)
    for code in ("1", "2", "3")[:items]:
        passage.say("MET", code=code)
    passage.carry()
    page(client, passage)  # signs in

    with django_assert_num_queries(29):
        response = page(client, passage)

    assert sum(bool(pair.origin) for pair in response.context["pairs"]) == items
