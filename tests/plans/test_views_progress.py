"""The pages of a plan's progress: every number opens its rows, for every day and every reader."""

import re
from datetime import date
from html import unescape

import pytest

from plans.progress_rules import Kind, Pace
from tests.factories.communes import CommuneFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.passing import UnitSuccessionFactory
from tests.factories.plans import (
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanTargetFactory,
    VillageGoalFactory,
)
from tests.factories.recognition import RecognitionFactory
from tests.factories.world import World, make_world
from tests.plans.test_progress import say

pytestmark = pytest.mark.django_db

BASELINE, LATER = date(2024, 1, 1), date(2024, 7, 1)
PAGE, CELLS = "/ke-hoach/ke-hoach/tien-do/", "/ke-hoach/ke-hoach/tien-do/o/"
COMPARE = "/ke-hoach/so-sanh/"
NUMBER = re.compile(r'<a href="([^"]+)">(?:<strong>)?([0-9.]+)(?:</strong> [^<]+)?</a>')
ROW = re.compile('<tr><th scope="row"')


@pytest.fixture
def world() -> World:
    return make_world(communes=3, criteria=5)


@pytest.fixture
def plan(world):
    """Something of every kind by 1 July: reached, remaining, fallen back, besides the plan."""
    plan = PlanFactory(code="ke-hoach", unit=world.district, criteria_set=world.criteria_set)
    for commune in world.communes:
        PlanCommuneFactory(plan=plan, commune=commune)
    first, second = plan.rows.filter(position__lt=3)
    for criterion in world.criteria[1:3]:
        PlanTargetFactory(row=first, requirement=criterion)
    for criterion in world.criteria[:4]:
        PlanTargetFactory(row=second, requirement=criterion)
    say(world, 0, BASELINE)
    say(world, 4, BASELINE)
    say(world, 4, BASELINE, commune=2)
    say(world, 0, LATER, "NOT_MET", recorded_by=world.office)
    say(world, 1, LATER)
    say(world, 3, LATER)
    advanced = CriteriaSetFactory(
        code="BO-NC", tier="ADVANCED", level="COMMUNE", period=world.criteria_set.period
    )
    CriterionFactory.create_batch(3, criteria_set=advanced)
    RecognitionFactory(commune=world.communes[2], criteria_set=advanced)
    for row in plan.rows.all():
        PlanGoalFactory(row=row)
    return plan


def rows_behind(client, page: str, address: str, response) -> int:
    """How many rows a link of the page leads to."""
    path, _, anchor = unescape(address).partition("#")
    if not path:
        (start,) = (one.start() for one in re.finditer(f'id="{anchor}"', response.text))
        part = response.text[start:]
        return len(ROW.findall(part[: re.search("</tbody>", part).start()]))
    found = client.get(f"{page}{path}" if path.startswith("?") else path)
    if found.request["PATH_INFO"].startswith("/xa/"):
        return len(found.context["lines"])
    text = found.text.partition("<tbody>")[2].partition("</tbody>")[0]
    return len(ROW.findall(text))


def wrong_numbers(client, page: str, query: str) -> tuple[int, list]:
    """How many numbers were opened, and those that did not lead to as many rows."""
    response = client.get(f"{page}{query}")
    found = NUMBER.findall(response.text)
    counts = [(address, int(count), rows_behind(client, page, address, response))
              for address, count in found]  # fmt: skip
    return len(counts), [one for one in counts if one[1] != one[2]]


@pytest.mark.parametrize(
    ("query", "opened"),
    [
        pytest.param("?ngay=2024-01-01", 44, id="baseline-day"),
        pytest.param("?ngay=2024-07-01&voi=2024-01-01", 58, id="two-days"),
        pytest.param("?ngay=2023-12-31", 39, id="before-the-baseline-day"),
    ],
)
def test_every_number_opens_exactly_its_rows(client, world, plan, query, opened):
    client.force_login(world.leader)

    assert wrong_numbers(client, PAGE, query) == (opened, [])


def test_a_number_without_a_link_is_zero(client, world, plan):
    client.force_login(world.leader)

    text = client.get(f"{PAGE}?ngay=2024-07-01").text

    cells = re.findall(r'<td class="number"[^>]*>(.*?)</td>', text)
    assert {cell for cell in cells if "<a " not in cell} == {'<span class="muted">0</span>'}


def test_every_number_of_two_plans_opens_exactly_its_rows(client, world, plan):
    second = PlanFactory(code="sau", unit=world.district, criteria_set=world.criteria_set)
    PlanTargetFactory(
        row=PlanCommuneFactory(plan=second, commune=world.communes[0]),
        requirement=world.criteria[3],
    )
    client.force_login(world.leader)

    assert wrong_numbers(client, COMPARE, "?a=ke-hoach&b=sau") == (18, [])


def test_the_page_sums_up_the_day(client, world, plan):
    client.force_login(world.reader)

    context = client.get(f"{PAGE}?ngay=01/07/2024").context

    assert [one.count for one in context["numbers"]] == [3, 6, 9, 1, 5, 1, 1, 4]
    assert [[one.count for one in line["numbers"]] for line in context["lines"]] == [
        [2, 2, 4, 1, 1, 1, 1, 3],
        [0, 4, 4, 0, 4, 0, 0, 0],
        [1, 0, 1, 0, 0, 0, 0, 1],
    ]
    assert [line["pace"] for line in context["lines"]] == [
        Pace.ON_TRACK,  # 183 of 366 days: one of two
        Pace.BEHIND,
        Pace.NO_TARGETS,
    ]
    assert (context["due"], context["pace"], context["passed"]) == (3, Pace.BEHIND, 183)


def test_the_default_day_is_the_last_of_a_plan_that_is_over(client, world, plan):
    client.force_login(world.reader)

    assert client.get(PAGE).context["day"] == date(2024, 12, 31)


def test_the_communes_of_one_pace(client, world, plan):
    client.force_login(world.reader)

    response = client.get(f"{PAGE}?ngay=2024-07-01&nhip=cham")

    assert [line["row"].commune for line in response.context["lines"]] == [world.communes[1]]
    assert "Chỉ gồm: xã chậm" in response.text


def test_what_moved_names_who_and_when(client, world, plan):
    client.force_login(world.reader)

    for query in ("?ngay=2024-07-01&voi=2024-01-01", "?ngay=2024-01-01&voi=2024-07-01"):
        response = client.get(f"{PAGE}{query}")
        moved = {anchor: len(cells) for anchor, _, cells in response.context["moves"]}
        assert moved == {"moi-dat": 2, "khong-con-dat": 1}
        assert "Thay đổi từ ngày 01/01/2024 đến ngày 01/07/2024" in response.text
        assert '<td data-head="Ai ghi">Văn phòng huyện</td>' in response.text


def test_village_goals_say_that_nothing_is_known(client, world, plan):
    VillageGoalFactory(plan=plan)
    client.force_login(world.reader)

    assert "cổng chưa ghi công nhận thôn, vườn" in client.get(PAGE).text


def test_a_merged_commune_is_named_and_opens_on_its_last_day(client, world, plan):
    old = world.communes[1]
    old.valid_to = date(2024, 3, 31)
    old.save()
    new = CommuneFactory(parent=world.district, code=old.code, valid_from=date(2024, 4, 1))
    UnitSuccessionFactory(old=old, new=new, starts_on=date(2024, 4, 1))
    client.force_login(world.reader)

    text = client.get(f"{PAGE}?ngay=2024-07-01").text

    assert f"nay thuộc {new.full_name}" in text
    assert f"/xa/{old.code}/?ngay=2024-03-31&amp;bo=BO-THU" in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?ngay=31/02/2024", "Ngày ‘31/02/2024’ không có"),
        ("?ngay=2099-01-01", "chưa tới"),
        ("?voi=hom-qua", "Ngày ‘hom-qua’ không có"),
        ("?voi=2099-01-01", "chưa tới"),
        ("?nhip=nhanh", "Tiến độ ‘nhanh’ không có"),
        ("o/?loai=moi", "Loại ‘moi’ không có"),
        ("o/?tieu-chi=99", "không có tiêu chí số ‘99’"),
        ("o/?ngay=2099-01-01", "chưa tới"),
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence(client, world, plan, query, sentence):
    client.force_login(world.reader)

    response = client.get(f"{PAGE}{query}")

    assert response.status_code == 400
    assert sentence in response.text


def test_the_cells_of_a_commune_that_is_not_in_the_plan_are_not_found(client, world, plan):
    other = CommuneFactory(parent=world.district)
    client.force_login(world.reader)

    assert client.get(f"{CELLS}?xa={other.code}").status_code == 404
    assert client.get(f"{CELLS}?xa={world.communes[0].code}").status_code == 200


def test_the_baseline_day_of_next_years_plan_may_still_come(client, world):
    PlanFactory(
        code="ke-hoach",
        unit=world.district,
        criteria_set=world.criteria_set,
        first_year=2090,
        status="DRAFT",
    )
    client.force_login(world.reader)

    assert client.get(f"{PAGE}?ngay=2090-01-01").status_code == 200
    assert client.get(f"{PAGE}?ngay=2090-01-02").status_code == 400


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_who_received_the_signed_plan_reads_its_own_day_only(client, world, plan, kind):
    client.force_login(world.officer)

    for address in (PAGE, f"{CELLS}?loai={kind}"):
        response = client.get(address)
        assert (response.status_code, response.context["day"]) == (200, BASELINE)
        assert "Ai ghi" not in response.text
        assert "Mục tiêu cấp độ" not in response.text
    for query in ("ngay=2024-07-01", "ngay=2024-01-01&voi=2024-07-01"):
        assert client.get(f"{PAGE}?{query}").status_code == 404
    assert client.get(f"{CELLS}?loai={kind}&ngay=2024-07-01").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("officer", "DRAFT"), ("stranger", "SIGNED")])
def test_who_may_not_read_the_plan_finds_nothing(client, world, plan, who, status):
    plan.status = status
    plan.save()
    client.force_login(getattr(world, who))

    for address in (PAGE, CELLS, f"{COMPARE}?a=ke-hoach", f"{COMPARE}?b=ke-hoach"):
        assert client.get(address).status_code == 404


def test_a_plan_is_not_compared_with_itself(client, world, plan):
    client.force_login(world.reader)

    response = client.get(f"{COMPARE}?a=ke-hoach&b=ke-hoach")

    assert response.status_code == 400
    assert "Chọn hai kế hoạch khác nhau" in response.text


def test_the_form_offers_the_plans_that_one_reads(client, world, plan):
    draft = PlanFactory(unit=world.district, status="DRAFT")

    def offered(user) -> set[str]:
        client.force_login(user)
        return {one.code for one in client.get(COMPARE).context["plans"]}

    assert offered(world.reader) == {"ke-hoach", draft.code}
    assert offered(world.officer) == {"ke-hoach"}
    assert offered(world.stranger) == set()


def test_two_sets_are_said_to_differ(client, world, plan):
    PlanFactory(code="khac", unit=world.district)
    client.force_login(world.reader)

    text = client.get(f"{COMPARE}?a=ke-hoach&b=khac").text

    assert "Hai kế hoạch theo hai bộ tiêu chí" in text


def test_the_plan_and_the_list_lead_here(client, world, plan):
    PlanFactory(unit=world.district)
    client.force_login(world.reader)

    assert f'href="{PAGE}"' in client.get("/ke-hoach/ke-hoach/").text
    assert f'href="{COMPARE}"' in client.get("/ke-hoach/").text


@pytest.mark.parametrize("communes", [1, 3, 207])
def test_pages_cost_the_same_for_1_3_and_207_communes(client, communes, django_assert_num_queries):
    world = make_world(communes=communes)
    plan = PlanFactory(code="ke-hoach", unit=world.district, criteria_set=world.criteria_set)
    other = PlanFactory(code="khac", unit=world.district, criteria_set=world.criteria_set)
    for commune in world.communes:
        row = PlanCommuneFactory(plan=plan, commune=commune, position=commune.pk)
        PlanCommuneFactory(plan=other, commune=commune, position=commune.pk)
        PlanTargetFactory(row=row, requirement=world.criteria[1])
        PlanGoalFactory(row=row, tier="BASIC")
        VillageGoalFactory(plan=plan, row=row)
        say(world, 1, LATER, commune=world.communes.index(commune))
    client.force_login(world.office)

    with django_assert_num_queries(23):
        page = client.get(f"{PAGE}?ngay=2024-07-01&voi=2024-01-01")
    with django_assert_num_queries(14):
        cells = client.get(f"{CELLS}?loai=dat&ngay=2024-07-01")
    with django_assert_num_queries(17):
        compared = client.get(f"{COMPARE}?a=ke-hoach&b=khac")

    assert len(page.context["lines"]) == communes
    assert len(cells.context["cells"]) == communes
    assert len(compared.context["groups"][0][2]) == communes
