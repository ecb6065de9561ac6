"""Thực trạng và giải pháp of one commune, criterion by criterion."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.findings import (
    MeasureFactory,
    PlanFindingFactory,
    SituationWorld,
    make_situation,
)
from tests.pages import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> SituationWorld:
    return make_situation()


def address(made) -> str:
    return f"{made.address}thuc-trang/"


def fill(made) -> None:
    """Two findings against the order of the set, and three measures."""
    first, second, _ = made.world.criteria
    PlanFindingFactory(
        row=made.row, requirement=made.sheet.roads, printed_share=Decimal("88.17"), text="Đường"
    )
    PlanFindingFactory(row=made.row, requirement=made.sheet.income, text="Thu nhập thấp")
    MeasureFactory(row=made.row, text="Nộp hồ sơ", due_on=date(2025, 1, 1))
    made.measure = MeasureFactory(row=made.row, requirement=second, text="Vận động mua thẻ")
    made.measure.agencies.set(made.agencies)
    MeasureFactory(row=made.row, requirement=first, text="Làm đường", due_on=date(2024, 11, 30))


def shown(client, made) -> list[tuple]:
    """(criterion, findings, measures) of every section."""
    sections = client.get(address(made)).context["sections"]
    return [
        (
            one.findings.block.criterion.code if one.findings else "",
            [line.finding.text for line in one.findings.found] if one.findings else [],
            [line.measure.text for line in one.measures],
        )
        for one in sections
    ]


def test_the_office_sees_every_criterion_in_order(client, made):
    fill(made)
    client.force_login(made.world.office)

    assert shown(client, made) == [
        ("1", ["Đường", "Thu nhập thấp"], ["Làm đường"]),
        ("2", [], ["Vận động mua thẻ"]),
        ("3", [], []),
        ("", [], ["Nộp hồ sơ"]),
    ]
    page = client.get(address(made)).text
    assert f'href="{made.address}giai-phap/?tieu-chi=3"' in page
    assert f'href="{made.address}chi-tieu/{made.sheet.water.pk}/"' in page
    assert f'href="{made.address}giai-phap/{made.measure.pk}/"' in page


@pytest.mark.parametrize("who", ["leader", "reader"])
def test_those_over_the_plan_read_what_is_written(client, made, who):
    fill(made)
    client.force_login(getattr(made.world, who))

    assert [code for code, *_ in shown(client, made)] == ["1", "2", ""]
    page = client.get(address(made)).text
    assert "Vận động mua thẻ" in page
    assert [word for word in ("Thêm", "Sửa</a>", 'name="step"') if word in page] == []


def test_the_office_above_writes_too(client, made):
    client.force_login(made.world.province_office)

    assert "Thêm giải pháp" in client.get(address(made)).text


def test_figures_shares_agencies_and_doubts_are_shown(client, made):
    fill(made)
    client.force_login(made.world.reader)

    page = client.get(address(made)).text

    assert "14/15,7 = 89,17%" in page
    assert "Tỷ lệ như in: 88,17%" in page
    assert "kế hoạch in 88,17%, tính từ 14/15,7 là 89,17%" in page
    assert f"{made.agencies[0].name}; {made.agencies[1].name}" in page
    assert "Trước 30/11/2024</td>" in page
    assert "sau năm cuối của kế hoạch (2024)" in page


def test_a_signed_plan_is_read_only_and_its_commune_reads_it(client, made):
    fill(made)
    type(made.plan).objects.update(status="SIGNED")

    client.force_login(made.world.office)
    page = client.get(address(made)).text
    assert "chỉ xem, không sửa được nữa" in page
    assert "Thêm giải pháp" not in page
    client.force_login(made.world.officer)
    assert "Vận động mua thẻ" in client.get(address(made)).text


@pytest.mark.parametrize("who", ["officer", "neighbour", "stranger"])
def test_a_draft_is_not_there_for_the_others(client, made, who):
    fill(made)
    client.force_login(getattr(made.world, who))

    foreign = client.get(address(made))

    missing = client.get(address(made).replace("/mot-xa/", "/khong-co/"))
    assert foreign.status_code == 404
    assert seen(foreign) == seen(missing)


def test_a_commune_outside_the_plan_is_not_there(client, made):
    client.force_login(made.world.office)
    other = address(made).replace(made.row.commune.code, made.world.communes[1].code)

    assert client.get(other).status_code == 404


def test_a_plan_of_many_communes_has_no_such_page(client, made):
    type(made.plan).objects.update(kind="ANNUAL")
    client.force_login(made.world.office)

    assert client.get(address(made)).status_code == 404


def test_nothing_written_is_said(client, made):
    client.force_login(made.world.reader)

    assert "Kế hoạch chưa ghi thực trạng, giải pháp nào" in client.get(address(made)).text


def test_the_plan_leads_to_the_page(client, made):
    client.force_login(made.world.reader)

    assert f'href="{address(made)}"' in client.get("/ke-hoach/mot-xa/").text


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_is_flat(client, made, count, django_assert_num_queries):
    for indicator in made.sheet.indicators[:count]:
        PlanFindingFactory(row=made.row, requirement=indicator)
        measure = MeasureFactory(row=made.row, requirement=indicator.parent)
        measure.agencies.set(made.agencies)
    client.force_login(made.world.office)

    with django_assert_num_queries(16):
        client.get(address(made))
