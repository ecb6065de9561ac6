"""The pages of the steps and of scans: what is offered, what is asked, what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.models import Plan, PlanScan, PlanStep
from tests.factories.files import PDF
from tests.factories.plans import PlanFactory
from tests.factories.signing import bring_to, newest_step
from tests.pages import read_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world) -> Plan:
    return PlanFactory(
        code="ke-hoach", unit=world.district, criteria_set=world.criteria_set, status="DRAFT"
    )


BUTTONS = {
    "trinh": "Trình lãnh đạo",
    "duyet": "Duyệt",
    "tra-lai": "Trả lại",
    "ky": "Ghi văn bản đã ký",
    "ban-quet": "Thêm bản quét",
}
OFFERED = {
    ("office", "DRAFT"): ["trinh"],
    ("office", "APPROVED"): ["ky"],
    ("office", "SIGNED"): ["ban-quet"],
    ("leader", "SUBMITTED"): ["duyet", "tra-lai"],
    ("leader", "APPROVED"): ["tra-lai"],
}


@pytest.mark.parametrize("status", Plan.Status.values)
@pytest.mark.parametrize("who", ["office", "leader", "reader"])
def test_the_page_offers_what_the_person_may_do(client, world, plan, who, status):
    bring_to(plan, status)
    client.force_login(getattr(world, who))

    text = client.get("/ke-hoach/ke-hoach/").text

    found = [one for one in BUTTONS if f'href="/ke-hoach/ke-hoach/{one}/"' in text]
    key = (who, "SIGNED" if status == "SUPERSEDED" else status)
    assert found == OFFERED.get(key, [])


def test_a_step_is_shown_with_who_and_why(client, world, plan):
    bring_to(plan, "SUBMITTED")
    client.force_login(world.leader)

    response = client.post(
        "/ke-hoach/ke-hoach/tra-lai/", {"seen": newest_step(plan), "remark": "thiếu <b>căn cứ"}
    )

    page = client.get("/ke-hoach/ke-hoach/").text
    assert response.url == "/ke-hoach/ke-hoach/"
    assert (
        f'<td data-head="Bước">Trả lại</td><td data-head="Người làm">{world.leader}</td>'
        '<td data-head="Ghi chú">thiếu &lt;b&gt;căn cứ</td>'
    ) in page
    assert Plan.objects.get().status == "DRAFT"


@pytest.mark.parametrize(
    ("page", "status", "fields", "code", "sentence"),
    [
        ("tra-lai", "SUBMITTED", {"remark": " "}, 422, "Chưa ghi lý do trả lại."),
        ("tra-lai", "SUBMITTED", {"remark": "x" * 501}, 422, "dài 501 ký tự, tối đa 500"),
        ("duyet", "SUBMITTED", {"seen": "0"}, 409, "vừa làm một bước khác"),
        ("duyet", "SUBMITTED", {"seen": "9" * 30}, 409, "vừa làm một bước khác"),
        ("duyet", "DRAFT", {}, 422, "dự thảo, không duyệt được."),
        ("duyet", "SIGNED", {}, 422, "đã ký, không duyệt được."),
    ],
)
def test_bad_input_is_a_sentence(client, world, plan, *, page, status, fields, code, sentence):
    bring_to(plan, status)
    steps = PlanStep.objects.count()
    client.force_login(world.leader)

    response = client.post(
        f"/ke-hoach/ke-hoach/{page}/", {"seen": newest_step(plan), "remark": "a"} | fields
    )

    assert response.status_code == code
    assert sentence in response.text
    assert (Plan.objects.get().status, PlanStep.objects.count()) == (status, steps)


def test_nobody_approves_what_he_submitted(client, world, plan):
    bring_to(plan, "SUBMITTED", submitted_by=world.leader)
    client.force_login(world.leader)

    response = client.post("/ke-hoach/ke-hoach/duyet/", {"seen": newest_step(plan)})

    assert response.status_code == 422
    assert "Bạn đã trình kế hoạch này nên không tự duyệt." in response.text


def test_who_submits_again_after_a_return_counts(client, world, plan):
    """The last submission counts, not one that was sent back."""
    bring_to(plan, "SUBMITTED", submitted_by=world.leader)
    PlanStep(plan=plan, step="RETURNED", note="a", by=world.office).save()
    PlanStep(plan=plan, step="SUBMITTED", by=world.office).save()
    client.force_login(world.leader)

    client.post("/ke-hoach/ke-hoach/duyet/", {"seen": newest_step(plan)})

    assert Plan.objects.get().status == "APPROVED"


def upload(client, name: str = "ban-quet.pdf", content: bytes = PDF):
    return client.post("/ke-hoach/ke-hoach/ban-quet/", {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def folder(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    return tmp_path


def test_a_scan_comes_back_as_a_download(client, world, plan, folder):
    bring_to(plan, "SIGNED")
    client.force_login(world.office)

    upload(client, "Kế hoạch 72.pdf")
    upload(client, "cùng một tệp.pdf")

    scan = PlanScan.objects.get()
    response = client.get(f"/ke-hoach/ke-hoach/ban-quet/{scan.pk}/")
    assert [path.name for path in folder.iterdir()] == [scan.stored_as]
    assert read_out(response) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert f'<a href="/ke-hoach/ke-hoach/ban-quet/{scan.pk}/">Kế hoạch 72.pdf</a>' in (
        client.get("/ke-hoach/ke-hoach/").text
    )


@pytest.mark.parametrize(
    ("status", "name", "content", "sentence"),
    [
        ("SIGNED", "a.pdf", b"<html>", "trang web (HTML)"),
        ("SIGNED", "a.exe", b"MZ", "a.exe"),
        ("SIGNED", "a.pdf", b"", "rỗng. Chọn lại tệp."),
        ("SIGNED", "a.pdf", PDF + b" " * 10 * 1024 * 1024, "lớn hơn 10 MB."),
        ("APPROVED", "a.pdf", PDF, "chưa ký nên chưa có bản quét."),
    ],
)
def test_what_is_no_scan_is_refused(
    client, world, plan, folder, *, status, name, content, sentence
):
    bring_to(plan, status)
    client.force_login(world.office)

    response = upload(client, name, content)

    assert response.status_code == 422
    assert sentence in response.text
    assert not PlanScan.objects.exists()
    assert list(folder.iterdir()) == []


def test_a_scan_of_another_plan_is_not_found_at_this_address(client, world, plan, folder):
    bring_to(plan, "SIGNED")
    PlanFactory(code="khac", unit=world.district)
    client.force_login(world.office)
    upload(client)

    scan = PlanScan.objects.get()
    assert client.get(f"/ke-hoach/khac/ban-quet/{scan.pk}/").status_code == 404


def test_a_lost_scan_is_told_of(client, world, plan, folder):
    bring_to(plan, "SIGNED")
    client.force_login(world.office)
    upload(client)
    scan = PlanScan.objects.get()
    (folder / scan.stored_as).write_bytes(b"x")

    response = client.get(f"/ke-hoach/ke-hoach/ban-quet/{scan.pk}/")

    assert response.status_code == 410
    assert "bị mất hoặc hỏng" in response.text
