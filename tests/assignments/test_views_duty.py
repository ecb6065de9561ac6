"""One duty: what it shows, who finds a form, what the forms do."""

from datetime import date

import pytest

from assignments.models import AssignmentChange, TargetHolder, WorkStep
from tests.assignments.work import make_work, task
from tests.factories.assignments import ResponsibilityFactory, WorkStepFactory
from tests.factories.plans import PlanTargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_work()
    world.task = task(world, world.agency, text="Tập huấn", due_on=date(2024, 6, 28))
    world.url = f"/viec/viec-{world.task.pk}/"
    return world


def login(client, user):
    client.force_login(user)
    return client


def say(client, world, user, state="DOING", seen="0", **fields):
    client.force_login(user)
    return client.post(f"{world.url}tinh-trang/", {"state": state, "seen": seen} | fields)


def give(client, world, user, assignee="", seen="0"):
    client.force_login(user)
    return client.post(f"{world.url}giao/", {"assignee": assignee, "seen": seen})


def states(world):
    return list(world.task.steps.order_by("pk").values_list("state", flat=True))


def words(response):
    return [button for _, button in response.context["buttons"]]


def test_everything_about_it(client, world):
    WorkStepFactory(task=world.task, state="DOING", note="Đã mời giảng viên", by=world.head)
    world.task.item.__class__.objects.filter(pk=world.task.item_id).update(
        timing="Tháng 6/2024", directing="BCĐ huyện", cooperating="UBND các xã"
    )

    page = login(client, world.reader).get(world.url).text

    for text in (
        "Tập huấn",
        "28/06/2024",
        "Tháng 6/2024",
        "BCĐ huyện",
        "UBND các xã",
        "Phòng Nông nghiệp",
        "Đã mời giảng viên",
        "Trưởng phòng Nông nghiệp",
        "Tuyên truyền",
        "Đang làm",
    ):
        assert text in page
    assert '<form method="post" action="/viec/' not in page


@pytest.mark.parametrize(
    ("who", "buttons"),
    [
        ("head", ["Đang làm", "Báo xong"]),
        ("office", ["Đang làm", "Xác nhận xong"]),
        ("member", []),
        ("other_head", []),
        ("leader", []),
        ("reader", []),
        ("officer", []),
    ],
)
def test_who_finds_which_buttons(client, world, who, buttons):
    assert words(login(client, getattr(world, who)).get(world.url)) == buttons


def test_the_office_confirms_or_sends_back(client, world):
    WorkStepFactory(task=world.task, state="WAITING")

    response = login(client, world.office).get(world.url)

    assert words(response) == ["Chưa làm", "Trả lại", "Xác nhận xong"]
    assert words(login(client, world.head).get(world.url)) == ["Chưa làm", "Làm tiếp"]


def test_on_a_day_that_is_over_there_is_no_form(client, world):
    response = login(client, world.head).get(f"{world.url}?ngay=2024-06-14")

    assert words(response) == []
    assert "Về hôm nay" in response.text


def test_a_step_is_said_in_one_click(client, world):
    response = say(client, world, world.head, "WAITING", note="Xong", done_on="10/06/2024")

    assert (response.status_code, response.url) == (302, world.url)
    assert states(world) == ["WAITING"]
    assert "Đã báo xong, chờ văn phòng xác nhận." in client.get(world.url).text


@pytest.mark.parametrize("who", ["member", "other_head", "leader", "reader", "officer", "stranger"])
def test_another_agencys_duty_is_not_changed(client, world, who):
    user = getattr(world, who)

    assert say(client, world, user).status_code == 404
    assert give(client, world, user).status_code == 404
    assert (states(world), AssignmentChange.objects.count()) == ([], 0)


def test_a_member_changes_what_was_handed_to_him_and_hands_nothing_over(client, world):
    give(client, world, world.head, str(world.member.pk))

    assert say(client, world, world.member).status_code == 302
    assert give(client, world, world.member, seen=str(world.member.pk)).status_code == 404
    assert states(world) == ["DOING"]


def test_a_right_is_gone_with_the_next_request(client, world):
    assert say(client, world, world.head).status_code == 302

    world.head.agency_memberships.all().delete()

    response = client.post(f"{world.url}tinh-trang/", {"state": "WAITING", "seen": "0"})
    assert response.status_code == 404
    assert states(world) == ["DOING"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "WAITING", "done_on": "31/02/2024"}, "Ngày xong ‘31/02/2024’ không có."),
        ({"state": "WAITING", "done_on": "01/01/2999"}, "chưa tới."),
        ({"state": "DONE"}, "văn phòng mới xác nhận xong được"),
        ({"state": "LATE"}, "Tình trạng ‘LATE’ không có."),
        ({"note": "x" * 501}, "Ô ghi chú dài 501 ký tự"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_stays(client, world, fields, sentence):
    response = say(client, world, world.head, **({"note": "Ghi chú này"} | fields))

    assert response.status_code == 422
    assert sentence in response.text
    assert ("Ghi chú này" in response.text) is ("note" not in fields)
    assert states(world) == []


def test_somebody_else_was_faster(client, world):
    step = WorkStepFactory(task=world.task, state="DOING", by=world.head)

    response = say(client, world, world.office, "DONE", note="Tôi xác nhận")

    assert response.status_code == 409
    assert "Trưởng phòng Nông nghiệp vừa ghi ‘đang làm’" in response.text
    assert f'name="seen" value="{step.pk}"' in response.text
    assert 'value="Tôi xác nhận"' in response.text
    assert states(world) == ["DOING"]


def test_a_task_is_handed_over_and_the_history_says_so(client, world):
    response = give(client, world, world.head, str(world.member.pk))

    assert (response.status_code, response.url) == (302, world.url)
    page = client.get(world.url).text
    assert "Đã giao cho Chuyên viên Nông nghiệp." in page
    assert "chưa giao cho ai" in page


@pytest.mark.parametrize("assignee", ["999999", "x", "9" * 400, "other"])
def test_not_to_anybody_else(client, world, assignee):
    chosen = str(world.other_head.pk) if assignee == "other" else assignee

    response = give(client, world, world.head, chosen)

    assert (response.status_code, AssignmentChange.objects.count()) == (422, 0)
    assert "Người đã chọn không có trong cơ quan này." in response.text


def test_handed_to_somebody_else_meanwhile(client, world):
    give(client, world, world.head, str(world.member.pk))

    response = give(client, world, world.office, str(world.head.pk))

    assert response.status_code == 409
    assert "vừa được giao cho Chuyên viên Nông nghiệp" in response.text


@pytest.fixture
def target(world):
    found = PlanTargetFactory(row=world.rows[0], requirement=world.criteria[0])
    ResponsibilityFactory(plan=world.plan, agency=world.agency, requirement=found.requirement)
    world.url = f"/viec/muc-tieu-{found.row_id}-{found.requirement_id}-{world.agency.pk}/"
    return found


def test_a_target_has_no_tick_but_leads_to_the_commune(client, world, target):
    response = login(client, world.head).get(world.url)

    assert words(response) == []
    assert f"/xa/{world.communes[0].code}/tham-tra/" in response.text
    assert f"/xa/{world.communes[0].code}/chi-tieu/" in response.text
    assert say(client, world, world.head, "WAITING").status_code == 404
    assert not WorkStep.objects.exists()


def test_a_target_is_handed_over(client, world, target):
    assert give(client, world, world.head, str(world.member.pk)).status_code == 302

    assert TargetHolder.objects.get().assignee == world.member
    assert "Chuyên viên Nông nghiệp" in client.get(world.url).text


@pytest.mark.parametrize("key", ["viec-999999", "muc-tieu-1-1-1", "khong-co", "viec-0"])
def test_what_does_not_exist(client, world, key):
    client.force_login(world.office)

    for method, path in (("get", ""), ("post", "tinh-trang/"), ("post", "giao/")):
        assert getattr(client, method)(f"/viec/{key}/{path}").status_code == 404
