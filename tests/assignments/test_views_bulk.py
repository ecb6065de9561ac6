"""Many duties at once on pages: ticked, previewed, stored with a reason."""

from datetime import date

import pytest

from assignments.duties import read_duties
from assignments.models import AssignmentChange
from tests.assignments.work import make_work, task
from tests.factories.assignments import AgencyFactory, WorkStepFactory

pytestmark = pytest.mark.django_db
REASSIGN, DEADLINES = "/viec/doi-co-quan/", "/viec/doi-han/"


@pytest.fixture
def world():
    world = make_work()
    world.first, world.second = (
        task(world, world.agency, text=text, due_on=date(2024, 6, 28)) for text in ("Một", "Hai")
    )
    return world


def ticks(world, *tasks):
    duties = read_duties([world.plan], date(2026, 11, 22))
    return [f"{duty.key}@{duty.version}" for duty in duties if duty.task in tasks]


def send(client, world, path, user=None, query="", **fields):
    client.force_login(user or world.office)
    fields.setdefault("line", ticks(world, world.first))
    return client.post(path + query, fields)


def leading(world):
    duties = read_duties([world.plan], date(2026, 11, 22))
    return {duty.title: duty.leading[0] for duty in duties}


def test_a_preview_shows_before_and_after_and_stores_nothing(client, world):
    done = task(world, world.agency, text="Đã xong", state="DONE")

    response = send(
        client,
        world,
        REASSIGN,
        agency=world.other.pk,
        line=ticks(world, world.first, done),
    )

    assert response.status_code == 200
    assert [(move.before, move.after, move.refusal) for move, _ in response.context["lines"]] == [
        ("PNN", "Phòng Tư pháp", ""),
        ("PNN", "Phòng Tư pháp", "đã xong, không đổi nữa"),
    ]
    assert "Ghi 1 việc" in response.text
    assert not AssignmentChange.objects.exists()


def confirm(client, world, path, response, **fields):
    kept = dict(response.context["kept"])
    lines = response.context["written"]
    return client.post(path, {"lines": lines, "step": "save", "reason": "CV 12"} | kept | fields)


def test_the_preview_is_stored_with_its_reason(client, world):
    response = send(client, world, REASSIGN, agency=world.other.pk)

    saved = confirm(client, world, REASSIGN, response)

    assert (saved.status_code, saved.url) == (302, "/viec/?")
    assert leading(world) == {"Một": world.other, "Hai": world.agency}
    assert AssignmentChange.objects.get().reason == "CV 12"
    assert "Đổi cơ quan chủ trì: đã ghi 1 việc." in client.get("/viec/").text


@pytest.mark.parametrize(
    ("fields", "due_on"),
    [
        ({"due_on": "5/7/2024"}, date(2024, 7, 5)),
        ({"working_days": "+5"}, date(2024, 7, 5)),
        ({"working_days": "1"}, date(2024, 7, 1)),
    ],
)
def test_deadlines_are_moved(client, world, fields, due_on):
    response = send(client, world, DEADLINES, **fields)
    assert response.status_code == 200

    confirm(client, world, DEADLINES, response)

    world.first.refresh_from_db()
    world.second.refresh_from_db()
    assert (world.first.due_on, world.second.due_on) == (due_on, date(2024, 6, 28))


def test_the_whole_list_and_not_only_the_page(client, world):
    other = task(world, world.other, text="Ba")

    response = send(
        client,
        world,
        DEADLINES,
        query=f"?co-quan={world.agency.pk}",
        due_on="05/07/2024",
        all="1",
        line=[],
    )

    assert {line.duty.title for _, line in response.context["lines"]} == {"Một", "Hai"}
    assert other.due_on == date(2024, 6, 28)
    saved = confirm(client, world, f"{DEADLINES}?co-quan={world.agency.pk}", response)
    assert saved.url == f"/viec/?co-quan={world.agency.pk}"


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        (REASSIGN, {"agency": ""}, "Chưa chọn cơ quan"),
        (REASSIGN, {"agency": "9" * 400}, "Chưa chọn cơ quan"),
        (DEADLINES, {}, "Ghi một trong hai"),
        (DEADLINES, {"due_on": "01/07/2024", "working_days": "3"}, "Ghi một trong hai"),
        (DEADLINES, {"due_on": "31/02/2024"}, "Hạn mới ‘31/02/2024’ không có."),
        (DEADLINES, {"working_days": "0"}, "Số ngày làm việc ‘0’ không dùng được."),
        (DEADLINES, {"working_days": "401"}, "Số ngày làm việc ‘401’ không dùng được."),
        (DEADLINES, {"working_days": "-3"}, "Số ngày làm việc ‘-3’ không dùng được."),
        (DEADLINES, {"due_on": "05/07/2024", "line": []}, "Chưa chọn việc nào."),
        (DEADLINES, {"due_on": "05/07/2024", "line": ["x"]}, "không đọc được"),
        (DEADLINES, {"due_on": "05/07/2024", "line": ["viec-999999@x"]}, "Chưa chọn việc nào."),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(client, world, path, fields, sentence):
    for step in ("", "save"):
        response = send(client, world, path, reason="CV 12", step=step, **fields)

        assert response.status_code in (422, 409)
        assert step or sentence in response.text
    assert not AssignmentChange.objects.exists()


def test_an_agency_of_another_district(client, world):
    response = send(client, world, REASSIGN, agency=AgencyFactory().pk)

    assert response.status_code == 422
    assert "cơ quan không có trong danh sách" in response.text


def test_a_deadline_before_the_plan_stays(client, world):
    response = send(client, world, DEADLINES, due_on="31/12/2023")

    assert "hạn trước khi kế hoạch 2024 bắt đầu" in response.text
    assert "Ghi 1 việc" not in response.text


def test_without_a_reason_nothing_is_stored(client, world):
    response = send(client, world, REASSIGN, agency=world.other.pk)

    refused = confirm(client, world, REASSIGN, response, reason="")

    assert refused.status_code == 422
    assert "Chưa ghi lý do." in refused.text
    assert len(refused.context["lines"]) == 1
    assert leading(world)["Một"] == world.agency


def test_two_people_at_once(client, world):
    first = send(client, world, REASSIGN, agency=world.other.pk)
    second = send(client, world, DEADLINES, due_on="05/07/2024")
    confirm(client, world, REASSIGN, first)

    conflict = confirm(client, world, DEADLINES, second)

    assert conflict.status_code == 409
    assert "Một: cơ quan hoặc hạn vừa được người khác đổi." in conflict.text
    assert conflict.context["lines"][0][1].agencies == "Phòng Tư pháp"
    assert confirm(client, world, DEADLINES, conflict).status_code == 302


@pytest.mark.parametrize(
    "who", ["leader", "reader", "head", "other_head", "member", "officer", "stranger"]
)
def test_only_the_office(client, world, who):
    user = getattr(world, who)

    for step in ("", "save"):
        fields = {"reason": "CV 12", "step": step, "agency": world.other.pk, "working_days": "3"}
        answers = [send(client, world, path, user, **fields) for path in (REASSIGN, DEADLINES)]
        assert [answer.status_code for answer in answers] == [404, 404]
    assert not AssignmentChange.objects.exists()


def test_there_is_no_page_to_open(client, world):
    client.force_login(world.office)

    assert [client.get(path).status_code for path in (REASSIGN, DEADLINES)] == [405, 405]


def test_a_thousand_lines_fit_into_the_form(client, world):
    """Each as a field of its own would be refused (DATA_UPLOAD_MAX_NUMBER_FIELDS)."""
    client.force_login(world.office)
    lines = " ".join(f"viec-{number}@x" for number in range(10**6, 10**6 + 1500))

    response = client.post(
        DEADLINES, {"lines": lines, "step": "save", "reason": "CV", "due_on": "05/07/2024"}
    )

    assert response.status_code in (409, 422)


def test_steps_do_not_make_a_conflict(client, world):
    response = send(client, world, DEADLINES, due_on="05/07/2024")
    WorkStepFactory(task=world.first, state="DOING")

    assert confirm(client, world, DEADLINES, response).status_code == 302
