"""Every form of the demo through the wizard: no question, no difference; then one edit."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from accounts.models import User
from plans.models import Plan
from reports.models import ImportRun
from reports.previews import load
from tests.form_desk import find, move_first_value_behind, reverse_rows, worked_on

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
BOARD = "/bang-tieu-chi/bieu-mau/?bo=NTM-2021-2025&ngay={day}"
FORMS = {
    "hien-trang": BOARD,
    "gia-tri": BOARD + "&loai=gia-tri",
    "phu-luc-02": "/ke-hoach/{plan}/bieu-mau/",
    "phu-luc-01": "/ke-hoach/{plan}/cong-viec/bieu-mau/",
}


@pytest.fixture
def office(client, demo, db):
    client.force_login(User.objects.get(username="van-phong"))
    return client


@pytest.fixture
def draft(office) -> Plan:
    """A plan of the office that may still be written: that of the demo, opened again."""
    plan = Plan.objects.get(code="loc-binh-2024")
    Plan.objects.filter(pk=plan.pk).update(status="DRAFT")
    plan.refresh_from_db()
    return plan


def taken(office, plan: Plan, kind: str) -> bytes:
    response = office.get(FORMS[kind].format(plan=plan.code, day=plan.baseline_on.isoformat()))
    assert response.status_code == 200
    return response.content


def handed_in(office, content: bytes) -> tuple[str, ImportRun]:
    """Where the wizard goes, and the run."""
    file = SimpleUploadedFile("bieu-mau.xlsx", content)
    response = office.post("/nhap-lieu/", {"file": file, "block": ""})
    return response.url, ImportRun.objects.latest("pk")


def counted(run: ImportRun) -> dict[str, int]:
    return {state: count for state, count in run.counts.items() if count}


@pytest.mark.parametrize("change", [None, "sorted"])
@pytest.mark.parametrize("kind", FORMS)
def test_form_comes_back_with_no_question_and_no_difference(office, draft, kind, change):
    content = taken(office, draft, kind)
    if change:
        content = worked_on(content, reverse_rows)

    address, run = handed_in(office, content)

    assert (address, run.kind, run.fault) == (f"/nhap-lieu/{run.uuid}/xem-truoc/", kind, "")
    assert set(counted(run)) <= {"SAME"}
    assert load(bytes(run.preview)).faults == ()


def test_one_edit_is_one_difference_and_is_written(office, draft):
    content = taken(office, draft, "hien-trang")
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    row = next(one for one in range(5, sheet.max_row + 1) if sheet.cell(one, 4).value == "Đạt")
    edited = worked_on(
        content,
        reverse_rows,
        lambda one: setattr(
            find(one, sheet.cell(row, 1).value, "criterion:1"), "value", "Chưa đạt"
        ),
        move_first_value_behind,
    )

    _, run = handed_in(office, edited)
    changed = {state: count for state, count in counted(run).items() if state != "SAME"}
    office.post(f"/nhap-lieu/{run.uuid}/ghi/")
    _, again = handed_in(office, edited)

    assert changed == {"CHANGED": 1}
    assert set(counted(again)) == {"SAME"}


def test_row_that_stands_twice_is_told_in_the_preview(office, draft):
    content = taken(office, draft, "hien-trang")

    def copy(sheet):
        last = sheet.max_row + 1
        for column in range(1, sheet.max_column + 1):
            sheet.cell(last, column).value = sheet.cell(5, column).value

    _, run = handed_in(office, worked_on(content, copy))

    assert counted(run)["ERROR"] == 2
    page = office.get(f"/nhap-lieu/{run.uuid}/xem-truoc/").text
    assert "cùng một dòng của biểu mẫu. Giữ một dòng." in page


def test_form_with_a_column_copied_is_told_where_it_is_handed_in(office, draft):
    def copy(sheet):
        last = sheet.max_column + 1
        for number in range(1, sheet.max_row + 1):
            sheet.cell(number, last).value = sheet.cell(number, 4).value

    address, run = handed_in(office, worked_on(taken(office, draft, "hien-trang"), copy))

    assert "là cùng một cột của biểu mẫu. Xóa một cột." in office.get(address).text
    assert run.state == "OPEN"
