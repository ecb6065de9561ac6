"""One commune's recognitions, the office's three forms, and the flag on the commune's own page."""

from datetime import date, timedelta
from html import unescape

import pytest

from communes.models import Recognition, RecognitionVoid, Revocation
from tests.factories.recognition import RevocationFactory
from tests.factories.tiers import QUERY, make_tiers, page, recognised, say, words
from tests.factories.world import DAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_tiers()


def form(**given) -> dict[str, str]:
    usual = {
        "criteria_set": "BO-THU",
        "decision_no": "15/QĐ-UBND",
        "decided_on": "1.12.23",
        "issuer": "UBND tỉnh thử",
        "note": "",
    }
    return usual | given


ENDING = {"decision_no": "20/QĐ-UBND", "decided_on": "02/01/2024", "reason": "Không còn đạt"}


@pytest.mark.parametrize("count", [1, 3])
def test_history_query_count_is_flat(client, world, count, django_assert_num_queries):
    for year in range(count):
        RevocationFactory(
            recognition__commune=world.communes[0],
            recognition__criteria_set=world.criteria_set,
            recognition__decided_on=date(2022, 1 + year, 1),
        )
    client.force_login(world.office)

    with django_assert_num_queries(17):
        response = client.get(page(world))

    assert len(response.context["history"]) == count


def test_the_history_tells_what_became_of_each(client, world):
    RevocationFactory(
        recognition=recognised(world, decision_no="1/QĐ-UBND", note="công bố"),
        decision_no="2/QĐ-UBND",
        reason="Mất 10 tiêu chí",
    )
    recognised(world, decision_no="3/QĐ-UBND", decided_on=date(2023, 9, 1))
    client.force_login(world.reader)

    text = words(client.get(page(world)).text)

    assert "đã thu hồi 2/QĐ-UBND ngày 01/06/2023: Mất 10 tiêu chí" in text
    assert "công bố" in text
    assert "3/QĐ-UBND ngày 01/09/2023" in text
    assert "còn hiệu lực" in text


@pytest.mark.parametrize(
    ("who", "may_write"),
    [
        ("office", True),
        ("province_office", True),
        ("leader", False),
        ("reader", False),
        ("officer", False),
    ],
)
def test_only_the_office_writes(client, world, who, may_write):
    recognition = recognised(world, 0)
    client.force_login(getattr(world, who))
    ends = [page(world, more=f"{recognition.pk}/{end}/") for end in ("thu-hoi", "ghi-nham")]

    shown = client.get(page(world))
    answers = [client.get(one).status_code for one in ends]
    posted = [client.post(one, ENDING).status_code for one in ends]
    posted.append(client.post(page(world), form()).status_code)

    assert ("Ghi công nhận" in shown.text, shown.status_code) == (may_write, 200)
    assert answers == [200 if may_write else 404] * 2
    assert posted == [302 if may_write else 404] * 3


def test_an_administrator_with_a_role_writes_nothing(client, world):
    world.office.is_staff = True
    world.office.save()
    client.force_login(world.office)

    assert client.post(page(world), form()).status_code == 404
    assert Recognition.objects.count() == 0


def test_the_office_records_a_decision(client, world):
    client.force_login(world.office)

    response = client.post(page(world), form(note="công bố"), follow=True)

    made = Recognition.objects.get()
    assert (made.commune, made.criteria_set, made.decision_no, made.decided_on) == (
        world.communes[0], world.criteria_set, "15/QĐ-UBND", date(2023, 12, 1),
    )  # fmt: skip
    assert (made.issuer, made.note, made.recorded_by) == ("UBND tỉnh thử", "công bố", world.office)
    assert "Đã ghi công nhận." in response.text
    assert "15/QĐ-UBND" in response.text


def test_the_form_proposes_the_set_and_the_province(client, world):
    client.force_login(world.office)

    initial = client.get(page(world)).context["form"].initial

    assert initial == {
        "criteria_set": "BO-THU",
        "issuer": f"Chủ tịch UBND tỉnh {world.province.name}",
    }


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param({"decision_no": "15"}, "Số quyết định ‘15’ không đúng.", id="number"),
        pytest.param({"decision_no": ""}, "Trường này là bắt buộc.", id="no-number"),
        pytest.param({"decided_on": "31/02/2023"}, "Ngày ‘31/02/2023’ không có.", id="no-day"),
        pytest.param({"decided_on": "01/01/2999"}, "Ngày 01/01/2999 chưa tới.", id="to-come"),
        pytest.param({"issuer": " "}, "Trường này là bắt buộc.", id="no-issuer"),
        pytest.param({"criteria_set": "BO-X"}, "Hãy chọn một lựa chọn hợp lệ.", id="no-such-set"),
    ],
)
def test_bad_input_is_a_sentence_and_keeps_what_was_typed(client, world, wrong, said):
    client.force_login(world.office)

    response = client.post(page(world), form(note="giữ lại", **wrong))

    assert response.status_code == 422
    errors = [text for texts in response.context["form"].errors.values() for text in texts]
    assert len(errors) == 1
    assert errors[0].startswith(said)
    assert "giữ lại" in response.text
    assert Recognition.objects.count() == 0


def test_an_empty_form_is_refused(client, world):
    client.force_login(world.office)

    response = client.post(page(world), {})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {
        "criteria_set", "decision_no", "decided_on", "issuer",
    }  # fmt: skip


def test_a_missing_prerequisite_is_confirmed_with_a_tick(client, world):
    client.force_login(world.office)
    wanted = form(criteria_set="BO-1")

    asked = client.post(page(world), wanted)
    taken = client.post(page(world), wanted | {"confirm_missing_prerequisite": "on"})

    assert asked.status_code == 422
    assert "chưa có công nhận theo" in asked.text
    assert 'type="checkbox" name="confirm_missing_prerequisite"' in asked.text
    assert taken.status_code == 302
    assert Recognition.objects.get().criteria_set.code == "BO-1"


def test_no_tick_is_offered_before_it_is_needed(client, world):
    client.force_login(world.office)

    assert 'type="checkbox"' not in client.get(page(world)).text


@pytest.mark.parametrize(
    ("end", "model", "done"),
    [
        pytest.param("thu-hoi", Revocation, "Đã ghi thu hồi công nhận.", id="revoke"),
        pytest.param("ghi-nham", RecognitionVoid, "Đã đánh dấu ghi nhầm.", id="void"),
    ],
)
def test_the_office_ends_a_recognition(client, world, end, model, done):
    recognition = recognised(world)
    client.force_login(world.office)

    response = client.post(page(world, more=f"{recognition.pk}/{end}/"), ENDING, follow=True)

    made = model.objects.get()
    assert (made.recognition, made.recorded_by, made.reason) == (
        recognition, world.office, "Không còn đạt",
    )  # fmt: skip
    assert done in response.text


@pytest.mark.parametrize("end", ["thu-hoi", "ghi-nham"])
def test_an_ending_without_a_reason_is_refused(client, world, end):
    recognition = recognised(world)
    client.force_login(world.office)

    response = client.post(page(world, more=f"{recognition.pk}/{end}/"), ENDING | {"reason": " "})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["reason"])
    assert (Revocation.objects.count(), RecognitionVoid.objects.count()) == (0, 0)


def test_a_second_revocation_is_refused_in_the_form(client, world):
    recognition = RevocationFactory(recognition=recognised(world)).recognition
    client.force_login(world.office)

    response = client.post(page(world, more=f"{recognition.pk}/thu-hoi/"), ENDING)

    assert response.status_code == 422
    assert "đã bị thu hồi tại Quyết định" in response.text
    assert Revocation.objects.count() == 1


def test_a_recognition_of_another_commune_is_not_found(client, world):
    foreign = recognised(world, 1)
    client.force_login(world.office)

    assert client.get(page(world, 1, more=f"{foreign.pk}/thu-hoi/")).status_code == 200
    assert client.get(page(world, 0, more=f"{foreign.pk}/thu-hoi/")).status_code == 404


def test_a_merged_commune_opens_on_its_last_day_and_can_be_written(client, world):
    world.communes[0].valid_to = DAY + timedelta(days=30)
    world.communes[0].save()
    client.force_login(world.office)
    address = f"/xa/{world.communes[0].code}/cong-nhan/"

    opened = client.get(address)
    posted = client.post(f"{address}?bo=BO-THU", form())

    assert opened.context["scope"].day == DAY + timedelta(days=30)
    assert posted.status_code == 302


def test_the_page_of_a_commune_shows_the_flag(client, world):
    say(world, "NOT_MET", 5)
    recognised(world)
    client.force_login(world.officer)

    text = words(client.get(f"/xa/{world.communes[0].code}/{QUERY}").text)

    assert "Công nhận đạt chuẩn: nông thôn mới có nguy cơ bị thu hồi Không còn đạt 5/10" in text


def test_the_page_of_a_commune_without_recognition_leads_to_them(client, world):
    client.force_login(world.officer)

    text = client.get(f"/xa/{world.communes[0].code}/{QUERY}").text

    assert "Công nhận đạt chuẩn: chưa ghi quyết định nào" in words(text)
    assert page(world) in unescape(text)
