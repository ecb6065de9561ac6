"""The page of one finding: what the plan says of an indicator of its commune."""

from decimal import Decimal

import pytest

from plans.models import PlanChange, PlanFinding
from tests.factories.criteria import IndicatorFactory
from tests.factories.findings import PlanFindingFactory, SituationWorld, make_situation
from tests.pages import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> SituationWorld:
    return make_situation()


@pytest.fixture
def office(client, made):
    client.force_login(made.world.office)
    return client


def address(made, indicator=None, tail="") -> str:
    return f"{made.address}chi-tieu/{(indicator or made.sheet.roads).pk}/{tail}"


def version_on(client, where: str) -> str:
    return client.get(where).context["seen"]


def back(made, indicator) -> str:
    return f"{made.address}thuc-trang/#tc-{indicator.parent_id}"


def test_a_first_finding_is_written(office, made):
    where = address(made)

    response = office.post(where, {"text": "Bê tông 14/15,7", "printed_share": "88,17", "seen": ""})

    finding = PlanFinding.objects.get()
    assert response.url == back(made, made.sheet.roads)
    assert (finding.row, finding.requirement, finding.text, finding.printed_share) == (
        made.row,
        made.sheet.roads,
        "Bê tông 14/15,7",
        Decimal("88.17"),
    )
    assert "Đã lưu chỉ tiêu 1.2." in office.get(response.url).text


def test_the_page_shows_what_was_measured_and_the_slip(office, made):
    PlanFindingFactory(
        row=made.row, requirement=made.sheet.roads, printed_share=Decimal("88.17"), text="Đã có"
    )

    page = office.get(address(made)).text

    assert "14/15,7 = 89,17%" in page
    assert "Chỉ tiêu 1.2: kế hoạch in 88,17%, tính từ 14/15,7 là 89,17%." in page
    assert 'value="88,17"' in page
    sheet = f"/xa/{made.row.commune.code}/chi-tieu/?ngay=2024-01-01&amp;bo=BO-THU"
    assert f'<a href="{sheet}">Chỉ tiêu của xã</a>' in page


def test_a_finding_is_written_anew_and_the_history_says_who(office, made):
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads, text="Cũ")
    where = address(made)

    office.post(where, {"text": "Mới\nhai dòng", "seen": version_on(office, where)})

    assert PlanFinding.objects.get().text == "Mới\nhai dòng"
    history = office.get(f"/ke-hoach/mot-xa/lich-su/?xa={made.row.commune.code}").text
    assert "Thực trạng chỉ tiêu 1.2" in history
    assert '<td data-head="Trước">Cũ</td><td data-head="Sau">Mới<br>hai dòng</td>' in history
    assert '<td data-head="Người sửa">Văn phòng huyện</td>' in history


def test_saving_can_go_on_to_the_next_indicator(office, made):
    response = office.post(address(made), {"text": "Đã có", "next": "1"})

    assert response.url == address(made, made.sheet.electric)


def test_the_last_indicator_has_no_next(office, made):
    where = address(made, made.sheet.water)

    assert "sang chỉ tiêu" not in office.get(where).text
    response = office.post(where, {"text": "Đã có", "next": "1"})
    assert response.url == back(made, made.sheet.water)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", "", "Thực trạng còn trống. Viết tình hình của chỉ tiêu."),
        ("text", " \u200b\x07", "thực trạng còn trống. Viết tình hình của chỉ tiêu."),
        ("text", "a\0b", "Văn bản có ký tự rỗng. Xóa ký tự đó."),
        ("text", "a" * 4001, "thực trạng dài 4001 ký tự, tối đa 4000. Viết gọn."),
        ("printed_share", "100,01", "tỷ lệ như in ‘100,01’ không nằm giữa 0 và 100."),
        ("printed_share", "1.234", "‘1.234’ đọc được hai cách."),
        ("printed_share", "nhiều", "‘nhiều’ không phải một số. Viết như 12,95 hoặc 1234."),
        ("printed_share", "-1", "‘-1’ không phải một số."),
        ("printed_share", "88,12345", "‘88,12345’ quá dài."),
    ],
)
def test_bad_input_is_answered_with_a_sentence(office, made, field, value, sentence):
    response = office.post(address(made), {"text": "Đã có", "seen": ""} | {field: value})

    assert response.status_code == 422
    assert sentence in response.text
    assert (PlanFinding.objects.count(), PlanChange.objects.count()) == (0, 0)


def test_a_refused_form_keeps_what_was_typed(office, made):
    response = office.post(address(made), {"text": "Lời dài", "printed_share": "abc", "seen": "x"})

    assert "Lời dài</textarea>" in response.text
    assert 'value="abc"' in response.text
    assert response.context["seen"] == "x"


def test_a_conflict_shows_both_values_and_can_be_saved_knowingly(office, made):
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads, text="Cũ")
    where = address(made)
    seen_first = version_on(office, where)
    PlanFinding.objects.update(text="Của người kia")

    response = office.post(where, {"text": "Của tôi", "seen": seen_first})

    assert response.status_code == 409
    assert "nay là “Của người kia”" in response.text
    assert "Của tôi</textarea>" in response.text
    assert PlanFinding.objects.get().text == "Của người kia"
    again = office.post(where, {"text": "Của tôi", "seen": response.context["seen"]})
    assert (again.status_code, PlanFinding.objects.get().text) == (302, "Của tôi")


def test_words_about_a_finding_that_went_meanwhile_are_not_lost(office, made):
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads)
    where = address(made)
    seen_first = version_on(office, where)
    PlanFinding.objects.all().delete()

    response = office.post(where, {"text": "Của tôi", "seen": seen_first})

    assert (response.status_code, PlanFinding.objects.count()) == (409, 0)
    assert "nay là “không có”" in response.text
    assert "Của tôi</textarea>" in response.text
    office.post(where, {"text": "Của tôi", "seen": response.context["seen"]})
    assert PlanFinding.objects.get().text == "Của tôi"


def test_a_finding_is_removed(office, made):
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads, text="Cũ")
    version = version_on(office, address(made))

    response = office.post(address(made, tail="bo/"), {"seen": version})

    assert response.url == back(made, made.sheet.roads)
    assert PlanFinding.objects.count() == 0
    assert PlanChange.objects.get().before == "Cũ"
    again = office.post(address(made, tail="bo/"), {"seen": version})
    assert (again.status_code, PlanChange.objects.count()) == (302, 1)


def test_what_moved_meanwhile_is_not_removed_unseen(office, made):
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads, text="Của người kia")

    response = office.post(address(made, tail="bo/"), {"seen": "cũ"})

    assert response.status_code == 409
    assert "Của người kia</textarea>" in response.text
    assert PlanFinding.objects.count() == 1


def test_a_finding_moves_up(office, made):
    PlanFindingFactory(row=made.row, requirement=made.sheet.income)
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads)

    office.post(address(made, tail="doi-cho/"), {"step": "up"})

    codes = PlanFinding.objects.order_by("position").values_list("requirement__code", flat=True)
    assert list(codes) == ["1.2", "1.1"]


def test_a_button_that_is_none_of_ours_is_refused(office, made):
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads)

    response = office.post(address(made, tail="doi-cho/"), {"step": "sang"})

    assert response.status_code == 422
    assert "Nút ‘sang’ không đọc được. Tải lại trang rồi làm lại." in response.text


TAILS = ["", "bo/", "doi-cho/"]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("who", ["leader", "reader", "officer", "neighbour", "stranger"])
def test_only_the_office_writes(client, made, who, tail):
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads, text="Cũ")
    client.force_login(getattr(made.world, who))
    nothing = address(made, tail=tail).replace("/mot-xa/", "/khong-co/")
    said = {"text": "Mới", "seen": "", "step": "up"}

    foreign, missing = client.post(address(made, tail=tail), said), client.post(nothing, said)

    assert foreign.status_code == 404
    assert seen(foreign) == seen(missing)
    assert PlanFinding.objects.get().text == "Cũ"


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_opens_the_form(client, made, who):
    client.force_login(getattr(made.world, who))

    assert client.get(address(made)).status_code == 404


@pytest.mark.parametrize("tail", TAILS)
def test_what_is_not_in_the_plan_is_404(office, made, tail):
    other = IndicatorFactory()
    wrong = [
        address(made, other, tail),
        address(made, made.sheet.roads.parent, tail),
        address(made, tail=tail).replace(made.row.commune.code, made.world.communes[1].code),
    ]

    said = {"text": "Mới", "seen": "", "step": "up"}
    assert [office.post(one, said).status_code for one in wrong] == [404] * 3
    assert PlanFinding.objects.count() == 0


def test_a_plan_of_many_communes_has_no_findings(office, made):
    type(made.plan).objects.update(kind="ANNUAL")

    assert office.get(address(made)).status_code == 404


@pytest.mark.parametrize("tail", TAILS)
def test_a_signed_plan_refuses_with_a_sentence(office, made, tail):
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads, text="Cũ")
    version = version_on(office, address(made))
    type(made.plan).objects.update(status="SIGNED")

    response = office.post(address(made, tail=tail), {"text": "Mới", "seen": version, "step": "up"})

    assert response.status_code == 422
    assert "đã ký, không sửa được nữa. Lập kế hoạch điều chỉnh." in response.text
    assert PlanFinding.objects.get().text == "Cũ"
    assert office.get(address(made)).url == back(made, made.sheet.roads)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_is_flat(office, made, count, django_assert_num_queries):
    for indicator in made.sheet.indicators[:count]:
        PlanFindingFactory(row=made.row, requirement=indicator)

    with django_assert_num_queries(14):
        office.get(address(made))
