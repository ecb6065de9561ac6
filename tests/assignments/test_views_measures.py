"""The page of one measure."""

from datetime import date

import pytest

from assignments.models import Measure
from plans.models import PlanChange
from tests.factories.assignments import AgencyFactory
from tests.factories.criteria import CriterionFactory
from tests.factories.findings import MeasureFactory, SituationWorld, make_situation
from tests.factories.plans import PlanCommuneFactory
from tests.pages import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> SituationWorld:
    return make_situation()


@pytest.fixture
def office(client, made):
    client.force_login(made.world.office)
    return client


def new(made) -> str:
    return f"{made.address}giai-phap/"


def old(made, measure, tail="") -> str:
    return f"{new(made)}{measure.pk}/{tail}"


def back(made, place) -> str:
    return f"{made.address}thuc-trang/#tc-{place}"


def said(made, **more) -> dict:
    """The form as a person fills it in."""
    form = {
        "requirement": made.world.criteria[0].pk,
        "text": "Bê tông hóa 612m",
        "due_on": "30/11/2024",
        "agencies": [agency.pk for agency in made.agencies],
    }
    return form | more


def stored() -> list[tuple]:
    return [
        (one.requirement and one.requirement.code, one.text, one.due_on, one.agencies.count())
        for one in Measure.objects.order_by("position")
    ]


WHOLE = ("1", "Bê tông hóa 612m", date(2024, 11, 30), 2)


def test_a_measure_is_added(office, made):
    response = office.post(new(made), said(made))

    assert response.url == back(made, made.world.criteria[0].pk)
    assert stored() == [WHOLE]
    assert "Đã lưu giải pháp." in office.get(response.url).text


def test_a_measure_may_concern_the_whole_commune_and_nobody(office, made):
    response = office.post(new(made), {"requirement": "", "text": "Nộp hồ sơ", "due_on": ""})

    assert response.url == back(made, "chung")
    assert stored() == [(None, "Nộp hồ sơ", None, 0)]


def test_the_form_knows_from_which_criterion_the_person_came(office, made):
    page = office.get(f"{new(made)}?tieu-chi=2").text

    assert f'<option value="{made.world.criteria[1].pk}" selected>2. ' in page
    unknown = office.get(f"{new(made)}?tieu-chi=99").text
    assert '<option value="" selected>Chung cả xã' in unknown


def test_only_agencies_of_the_plans_unit_are_offered(office, made):
    AgencyFactory(name="Phòng của huyện khác")

    page = office.get(new(made)).text

    assert made.agencies[0].name in page
    assert "Phòng của huyện khác" not in page


def test_a_doubtful_deadline_is_stored_and_said(office, made):
    response = office.post(new(made), said(made, due_on="1/1/2025"))

    page = office.get(response.url).text
    assert "Thời hạn 01/01/2025 sau năm cuối của kế hoạch (2024). Xem lại nếu viết nhầm." in page
    assert Measure.objects.get().due_on == date(2025, 1, 1)


def wrong_values():
    far = "thời hạn 30/11/2204 quá xa kế hoạch 2024. Xem lại năm đã viết."
    changed = "Danh sách đã đổi. Chọn lại trong danh sách."
    return [
        pytest.param({"text": ""}, "Giải pháp còn trống. Viết việc cần làm.", id="empty"),
        pytest.param({"text": " \u200b\x07"}, "giải pháp còn trống.", id="only-controls"),
        pytest.param({"text": "a\0b"}, "Văn bản có ký tự rỗng. Xóa ký tự đó.", id="nul"),
        pytest.param({"text": "a" * 4001}, "giải pháp dài 4001 ký tự, tối đa 4000.", id="long"),
        pytest.param({"due_on": "31/11/2024"}, "Ngày ‘31/11/2024’ không có.", id="no-such-day"),
        pytest.param({"due_on": "mai"}, "Ngày ‘mai’ không có. Viết ngày/tháng/năm", id="no-day"),
        pytest.param({"due_on": "30/11/2204"}, far, id="mistyped-year"),
        pytest.param({"agencies": ["999999999"]}, changed, id="unknown-agency"),
        pytest.param({"agencies": ["abc"]}, changed, id="no-agency-id"),
        pytest.param({"agencies": ["foreign"]}, changed, id="foreign-agency"),
        pytest.param({"requirement": "foreign"}, changed, id="foreign-criterion"),
        pytest.param({"requirement": "indicator"}, changed, id="indicator"),
        pytest.param({"requirement": "²"}, changed, id="no-criterion-id"),
    ]


def meant(made, value: dict) -> dict:
    """Words for rows that only the test knows, as their ids."""
    ids = {
        "foreign": CriterionFactory().pk if "requirement" in value else AgencyFactory().pk,
        "indicator": made.sheet.roads.pk,
    }
    (name, given), *_ = value.items()
    many = isinstance(given, list)
    found = [ids.get(one, one) for one in (given if many else [given])]
    return {name: found if many else found[0]}


@pytest.mark.parametrize(("wrong", "sentence"), wrong_values())
def test_bad_input_is_answered_with_a_sentence(office, made, wrong, sentence):
    measure = MeasureFactory(row=made.row, text="Cũ")
    version = office.get(old(made, measure)).context["seen"]

    for where in (new(made), old(made, measure)):
        response = office.post(where, said(made, seen=version, **meant(made, wrong)))
        assert response.status_code == 422
        assert sentence in response.text
    assert stored() == [(None, "Cũ", None, 0)]
    assert PlanChange.objects.count() == 0


def test_all_that_is_wrong_is_said_at_once_and_kept(office, made):
    response = office.post(new(made), said(made, text="", due_on="31/11/2024"))

    assert "Giải pháp còn trống. Viết việc cần làm." in response.text
    assert 'value="31/11/2024"' in response.text
    assert response.text.count("checked") == 2


def test_a_measure_is_changed_and_the_history_says_who(office, made):
    measure = MeasureFactory(row=made.row, requirement=made.world.criteria[0], text="Cũ")
    version = office.get(old(made, measure)).context["seen"]

    response = office.post(old(made, measure), said(made, seen=version))

    assert response.status_code == 302
    assert stored() == [WHOLE]
    history = office.get(f"/ke-hoach/mot-xa/lich-su/?xa={made.row.commune.code}").text
    name = "giải pháp tiêu chí 1 “Bê tông hóa 612m”"
    assert f'<td data-head="Nội dung">Sửa {name}</td><td data-head="Trước">Cũ</td>' in history
    assert f"Sửa thời hạn của {name}" in history
    assert '<td data-head="Người sửa">Văn phòng huyện</td>' in history


def test_the_form_shows_what_stands(office, made):
    measure = MeasureFactory(
        row=made.row,
        requirement=made.world.criteria[1],
        text="Trồng cây",
        due_on=date(2024, 3, 5),
    )
    measure.agencies.set(made.agencies[:1])

    page = office.get(old(made, measure)).text

    assert "Trồng cây</textarea>" in page
    assert 'value="05/03/2024"' in page
    assert f'value="{made.agencies[0].pk}" id="id_agencies_0" checked' in page
    assert page.count("checked") == 1


def test_a_conflict_shows_both_values_and_can_be_saved_knowingly(office, made):
    measure = MeasureFactory(row=made.row, text="Cũ")
    version = office.get(old(made, measure)).context["seen"]
    Measure.objects.update(text="Của người kia")

    response = office.post(old(made, measure), said(made, seen=version))

    assert response.status_code == 409
    assert "nay là “Của người kia”" in response.text
    assert "Bê tông hóa 612m</textarea>" in response.text
    assert stored() == [(None, "Của người kia", None, 0)]
    office.post(old(made, measure), said(made, seen=response.context["seen"]))
    assert stored() == [WHOLE]


def test_words_about_a_measure_that_went_meanwhile_are_not_lost(office, made):
    measure = MeasureFactory(row=made.row)
    Measure.objects.all().delete()

    response = office.post(old(made, measure), said(made, seen="x"))

    assert response.status_code == 409
    assert "Giải pháp này vừa bị bỏ khỏi kế hoạch." in response.text
    assert "Bê tông hóa 612m</textarea>" in response.text
    assert response.context["action"] == new(made)
    assert stored() == []


def test_a_measure_is_removed_and_can_be_read_in_the_history(office, made):
    measure = MeasureFactory(row=made.row, text="Nộp hồ sơ", due_on=date(2024, 11, 15))
    version = office.get(old(made, measure)).context["seen"]

    response = office.post(old(made, measure, "bo/"), {"seen": version})

    assert response.url == back(made, "chung")
    assert stored() == []
    assert PlanChange.objects.get().before == "Nộp hồ sơ\nTrước ngày 15/11/2024"


def test_what_moved_meanwhile_is_not_removed_unseen(office, made):
    measure = MeasureFactory(row=made.row, text="Của người kia")

    response = office.post(old(made, measure, "bo/"), {"seen": "cũ"})

    assert response.status_code == 409
    assert "Của người kia</textarea>" in response.text
    assert len(stored()) == 1


def test_a_measure_moves_down(office, made):
    first = MeasureFactory(row=made.row, text="Trước")
    MeasureFactory(row=made.row, text="Sau")

    response = office.post(old(made, first, "doi-cho/"), {"step": "down"})

    assert response.url == back(made, "chung")
    assert [text for _, text, *_ in stored()] == ["Sau", "Trước"]
    wrong = office.post(old(made, first, "doi-cho/"), {"step": ""})
    assert wrong.status_code == 422


TAILS = ["", "bo/", "doi-cho/"]


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "neighbour", "stranger"])
def test_only_the_office_writes(client, made, who):
    measure = MeasureFactory(row=made.row, text="Cũ")
    client.force_login(getattr(made.world, who))

    for where in (new(made), *(old(made, measure, tail) for tail in TAILS)):
        foreign = client.post(where, said(made, seen="", step="up"))
        missing = client.post(where.replace("/mot-xa/", "/khong-co/"), said(made))
        assert foreign.status_code == 404
        assert seen(foreign) == seen(missing)
    assert [client.get(one).status_code for one in (new(made), old(made, measure))] == [404, 404]
    assert stored() == [(None, "Cũ", None, 0)]


@pytest.mark.parametrize("tail", TAILS)
def test_a_measure_of_another_row_is_not_there(office, made, tail):
    other = PlanCommuneFactory(plan=made.plan, commune=made.world.communes[1])
    foreign = MeasureFactory(row=other, text="Cũ")

    response = office.post(old(made, foreign, tail), said(made, seen="", step="up"))

    assert response.status_code == (404 if tail else 409)
    assert "Cũ" not in response.text
    assert office.get(old(made, foreign)).status_code == 404
    assert stored() == [(None, "Cũ", None, 0)]


def test_a_signed_plan_refuses_with_a_sentence(office, made):
    measure = MeasureFactory(row=made.row, text="Cũ")
    version = office.get(old(made, measure)).context["seen"]
    type(made.plan).objects.update(status="SIGNED")

    for where in (new(made), *(old(made, measure, tail) for tail in TAILS)):
        response = office.post(where, said(made, seen=version, step="up"))
        assert response.status_code == 422
        assert "đã ký, không sửa được nữa. Lập kế hoạch điều chỉnh." in response.text
    assert stored() == [(None, "Cũ", None, 0)]
    assert office.get(new(made)).url.startswith(f"{made.address}thuc-trang/")
    assert office.get(old(made, measure)).url == back(made, "chung")


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_is_flat(office, made, count, django_assert_num_queries):
    AgencyFactory.create_batch(count, unit=made.world.district)
    measures = MeasureFactory.create_batch(count, row=made.row)
    measures[0].agencies.set(made.agencies)

    with django_assert_num_queries(9):
        office.get(old(made, measures[0]))
