"""The pages of the wizard: the way through them, what they refuse, whose they are."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from reports.import_kinds import KINDS
from reports.models import ImportRun
from tests.factories.accounts import UserFactory
from tests.factories.world import World, make_world
from tests.imported_people import CODE, PeopleKind, people_sheet
from tests.pages import read_out, seen

pytestmark = pytest.mark.django_db
PAGES = ("", "tinh-trang/", "trang/", "cot/", "xem-truoc/", "tep-ghi-chu/", "bien-nhan/")
POSTS = ("lam-lai/", "bo/", "trang/", "cot/", "tra-loi/", "ghi/", "hoan-tac/")
NOBODYS = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def _people_only(monkeypatch):
    for code in list(KINDS):
        monkeypatch.delitem(KINDS, code)
    monkeypatch.setitem(KINDS, CODE, PeopleKind())


@pytest.fixture
def world() -> World:
    world = make_world(criteria=1)
    for one in ("an", "binh", "chi"):
        UserFactory(username=one, full_name=f"Người {one}")
    return world


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def upload(client, *rows, name="Cán bộ.xlsx", **kwargs):
    file = SimpleUploadedFile(name, people_sheet(*rows, **kwargs))
    return client.post("/nhap-lieu/", {"file": file, "block": ""})


def newest() -> ImportRun:
    return ImportRun.objects.order_by("pk").last()


def at(page: str = "", run: ImportRun | None = None) -> str:
    return f"/nhap-lieu/{(run or newest()).uuid}/{page}"


def choose(client, world, **fields):
    kept = {"trang": "Danh sách", "loai": CODE, "unit": world.district.pk, "day": "1/1/2024"}
    return client.post(at("trang/"), kept | fields)


def go_to_preview(client, world, *rows) -> None:
    upload(client, *rows)
    choose(client, world)
    client.post(at("cot/"), {"cot-1": "username", "cot-2": "name"})
    assert newest().state == "READY"


def test_the_whole_way(office, world):
    steps = [upload(office, ("an", "Đỗ An")).url]
    steps.append(choose(office, world).url)
    steps.append(office.post(at("cot/"), {"cot-1": "username", "cot-2": "name"}).url)
    steps.append(office.post(at("ghi/")).url)

    assert steps == [at("trang/"), at("cot/"), at("xem-truoc/"), at("bien-nhan/")]
    assert User.objects.get(username="an").full_name == "Đỗ An"
    receipt = office.get(at("bien-nhan/")).text
    run = newest()
    assert all(one in receipt for one in (run.reference, run.sha256, "đổi 1", "Văn phòng huyện"))


def test_a_known_layout_goes_from_the_upload_to_the_preview(office, world):
    go_to_preview(office, world, ("an", "Đỗ An"))
    office.post(at("ghi/"))

    response = upload(office, ("binh", "Lê Bình"))

    assert response.url == at("xem-truoc/")
    assert office.post(at("ghi/")).url == at("bien-nhan/")


def test_a_pasted_block_is_read(office, world):
    text = "Tài khoản\tHọ và tên\nan\tĐỗ An\n"

    response = office.post("/nhap-lieu/", {"block": text})

    run = newest()
    assert response.url == at("trang/")
    assert (run.is_block, run.file_name, bytes(run.content)) == (
        True,
        "Khối dán",
        text.strip("\n").encode() + b"\n",
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Chưa chọn tệp."),
        ({"block": " \n "}, "Chưa chọn tệp."),
        ({"block": "x" * 500_001}, "Khối dán quá dài."),
        ({"file": ("a.xlsx", b"")}, "Tệp rỗng."),
        ({"file": ("a.xlsx", b"PK\x03\x04hong")}, "Tệp hỏng"),
        ({"file": ("a.xls", b"<html>")}, "Chỉ nhận .xlsx."),
        ({"file": ("a.csv", b"a;b\n1;2\n"), "block": "a\tb"}, "Giữ lại một trong hai."),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_not_kept(office, fields, sentence):
    sent = {
        name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }

    response = office.post("/nhap-lieu/", sent)

    assert (response.status_code, sentence in response.text) == (422, True)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ("a" * 180 + ".xlsx", "a" * 150 + ".xlsx"),
        ("\u202excod.xlsx", "xcod.xlsx"),
        ("<b>.xlsx", "b.xlsx"),
    ],
)
def test_a_name_of_a_file_is_only_a_name(office, name, kept):
    upload(office, ("an", "Đỗ An"), name=name)

    assert newest().file_name == kept


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"trang": "Trang khác"}, "Sổ tính không có trang ‘Trang khác’."),
        ({"day": "31/02/2024"}, "Ngày ‘31/02/2024’ không có."),
        ({"day": "1/1/2999"}, "Ngày chưa tới."),
        ({"unit": ""}, "id_unit_error"),
    ],
)
def test_a_sheet_is_chosen_rightly_or_not_at_all(office, world, fields, sentence):
    upload(office, ("an", "Đỗ An"))

    response = choose(office, world, **fields)

    assert (response.status_code, sentence in response.text) == (422, True)
    assert newest().scope_digest == ""


def test_a_kind_that_is_not_offered_is_not_there(office, world):
    upload(office, ("an", "Đỗ An"))

    assert choose(office, world, loai="khong-co").status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"cot-1": "username"}, "Chưa chọn cột cho: Họ và tên."),
        ({"cot-1": "username", "cot-2": "khong-co"}, "Cột ‘khong-co’ không có"),
        ({"tieu-de": "1", "dau": "x", "cuoi": ""}, "Dòng tiêu đề ‘x’ không phải số dòng."),
        ({"tieu-de": "1", "dau": "0", "cuoi": ""}, "Dòng tiêu đề ‘0’ không phải số dòng."),
        ({"tieu-de": "1", "dau": "30001", "cuoi": ""}, "không phải số dòng."),
        ({"tieu-de": "1", "dau": "3", "cuoi": "2"}, "đứng sau dòng cuối 2."),
    ],
)
def test_columns_are_chosen_rightly_or_not_at_all(office, world, fields, sentence):
    upload(office, ("an", "Đỗ An"))
    choose(office, world)

    response = office.post(at("cot/"), fields)

    assert (response.status_code, sentence in response.text) == (422, True)
    assert (newest().mapping, newest().header_first) == ({}, None)


def test_headings_can_be_shown(office, world):
    upload(office, ("an", "Đỗ An"))
    choose(office, world)

    response = office.post(at("cot/"), {"tieu-de": "1", "dau": "3", "cuoi": "", "an": "on"})

    run = newest()
    assert response.url == at("cot/")
    assert (run.header_rows, run.reads_hidden) == ((3, 3), True)


def test_the_preview_says_what_each_cell_does(office, world):
    rows = [("an", "Đỗ An"), ("binh", "Người binh"), ("dat", "Ai"), ("chi", "Cấm Chi")]
    go_to_preview(office, world, *rows, ("Cộng", "4"))

    page = office.get(at("xem-truoc/"))

    counts = [(one.words, one.count) for one in page.context["counts"]]
    assert counts == [("đổi", 1), ("không đổi", 1), ("lỗi", 2), ("bỏ qua 1 dòng tổng cộng", 1)]
    assert [row.label for row in page.context["rows"]] == ["3", "5", "6"]
    problems = [(one.place, one.message) for one in page.context["problems"]]
    assert problems == [
        ("Danh sách, dòng 6", "Tên ‘Cấm Chi’ không nhận. Viết tên khác."),
        ("Danh sách!A5", "Không có tài khoản ‘dat’. Sửa tên đăng nhập."),
    ]
    assert "Ghi 1 dòng đúng, để lại 2 chỗ" in page.text


@pytest.mark.parametrize(
    ("view", "labels"),
    [
        ("", ["3", "5"]),
        ("khac", ["3", "5"]),
        ("khong-co", ["3", "5"]),
        ("tat-ca", ["3", "4", "5", "6"]),
        ("doi", ["3"]),
        ("khong-doi", ["4"]),
        ("loi", ["5"]),
        ("bo-qua", ["6"]),
        ("hoi", []),
    ],
)
def test_the_preview_shows_the_rows_that_are_asked_for(office, world, view, labels):
    go_to_preview(
        office, world, ("an", "Đỗ An"), ("binh", "Người binh"), ("dat", "Ai"), ("Cộng", "4")
    )

    page = office.get(at("xem-truoc/"), {"xem": view})

    assert [row.label for row in page.context["rows"]] == labels


def test_a_big_sheet_is_shown_a_page_at_a_time(office, world):
    go_to_preview(office, world, *[(f"khong-co-{one}", "Ai") for one in range(700)])

    first = office.get(at("xem-truoc/"))
    last = office.get(at("xem-truoc/"), {"trang": "3", "muc": "14"})

    assert [len(one.context["rows"]) for one in (first, last)] == [300, 100]
    assert [len(one.context["problems"]) for one in (first, last)] == [50, 50]
    assert last.context["rows"][-1].label == "702"


def test_a_question_is_answered_once(office, world):
    go_to_preview(office, world, ("an", "An/Ân"), ("binh", "An/Ân"))
    page = office.get(at("xem-truoc/"))
    assert [(one.places, one.written) for one in page.context["questions"]] == [("B3, B4", "An/Ân")]

    response = office.post(at("tra-loi/"), {"cau-0": "1"})

    assert response.url == at("xem-truoc/")
    assert (newest().answers, newest().counts["CHANGED"]) == ({"An/Ân": "Ân"}, 2)
    office.post(at("tra-loi/"), {"lai": "1"})
    assert newest().answers == {}


@pytest.mark.parametrize(("given", "chosen"), [("1", "Ân"), ("bo-qua", "")])
def test_the_last_answer_is_chosen_beforehand_and_given_by_a_person(office, world, given, chosen):
    go_to_preview(office, world, ("an", "An/Ân"), ("binh", "Bính"))
    assert "Chọn sẵn" not in office.get(at("xem-truoc/")).text
    office.post(at("tra-loi/"), {"cau-0": given})
    office.post(at("ghi/"))

    go_to_preview(office, world, ("an", "An/Ân"), ("binh", "Bình/Bỉnh"))

    page = office.get(at("xem-truoc/"))
    assert [one.last for one in page.context["questions"]] == [chosen, None]
    assert page.text.count(" selected>") == page.text.count("Chọn sẵn như lần nhập trước.") == 1
    assert (newest().answers, newest().counts["ASK"]) == ({}, 2)


def test_a_case_can_be_left_out(office, world):
    go_to_preview(office, world, ("an", "An/Ân"))

    office.post(at("tra-loi/"), {"cau-0": "bo-qua"})

    assert (newest().answers, newest().counts["ASK"]) == ({"An/Ân": ""}, 0)


@pytest.mark.parametrize("given", ["2", "-1", "x", "99999"])
def test_an_answer_that_is_not_offered_is_refused(office, world, given):
    go_to_preview(office, world, ("an", "An/Ân"))

    response = office.post(at("tra-loi/"), {"cau-0": given})

    assert response.status_code == 422
    assert newest().answers == {}


def test_problems_are_left_by_choice(office, world):
    go_to_preview(office, world, ("an", "Đỗ An"), ("dat", "Ai"))

    assert office.post(at("ghi/")).status_code == 422
    assert office.post(at("ghi/"), {"phan-dung": "1"}).url == at("bien-nhan/")

    assert "chỉ ghi phần đúng" in office.get(at("bien-nhan/")).text


def test_what_moved_meanwhile_is_told_on_the_preview(office, world):
    go_to_preview(office, world, ("an", "Đỗ An"))
    User.objects.filter(username="an").update(full_name="Sửa tay")

    response = office.post(at("ghi/"))

    assert response.url == at("xem-truoc/")
    assert "an: đã thay đổi từ lúc xem trước" in office.get(response.url).text


def test_the_workbook_comes_back_with_notes(office, world):
    go_to_preview(office, world, ("an", "Đỗ An"), ("dat", "Ai"), ("chi", "Cấm Chi"))

    response = office.get(at("tep-ghi-chu/"))

    sheet = load_workbook(BytesIO(read_out(response)))["Danh sách"]
    assert "C%C3%A1n%20b%E1%BB%99-ghi-chu.xlsx" in response["Content-Disposition"]
    assert "Không có tài khoản ‘dat’" in sheet["A4"].comment.text
    assert "Tên ‘Cấm Chi’ không nhận" in sheet["A5"].comment.text


def test_undo_from_the_receipt(office, world):
    go_to_preview(office, world, ("an", "Đỗ An"))
    office.post(at("ghi/"))

    response = office.post(at("hoan-tac/"))

    page = office.get(response.url)
    assert response.url == at("bien-nhan/")
    assert "Số liệu trở lại như trước khi nhập." in page.text
    assert "Hoàn tác lần nhập này" not in page.text
    assert User.objects.get(username="an").full_name == "Người an"


def test_an_import_can_be_dropped(office, world):
    upload(office, ("an", "Đỗ An"))

    response = office.post(at("bo/"))

    assert (response.url, ImportRun.objects.exists()) == ("/nhap-lieu/", False)


def test_a_written_import_cannot_be_dropped(office, world):
    go_to_preview(office, world, ("an", "Đỗ An"))
    office.post(at("ghi/"))

    assert office.post(at("bo/")).status_code == 422
    assert ImportRun.objects.exists()


def working(state: str, seconds: int) -> ImportRun:
    beat_at = timezone.now() - timedelta(seconds=seconds)
    ImportRun.objects.update(state=state, beat_at=beat_at)
    return newest()


@pytest.mark.parametrize(
    ("state", "goes_on_at"),
    [("READING", "cot/"), ("CHECKING", "xem-truoc/"), ("WRITING", "xem-truoc/")],
)
def test_work_that_died_is_told_within_a_minute_and_can_be_done_again(
    office, world, state, goes_on_at
):
    words = "Bị gián đoạn – chưa ghi dòng nào."
    go_to_preview(office, world, ("an", "Đỗ An"))
    working(state, 1)
    assert words not in office.get(at()).text
    working(state, 30)

    page = office.get(at())
    said = office.get(at("tinh-trang/")).json()

    assert words in page.text
    assert (said["words"], said["goes_on"], said["interrupted"]) == (words, False, True)
    assert office.post(at("lam-lai/")).url == at(goes_on_at)
    assert User.objects.get(username="an").full_name == "Người an"


def test_work_that_goes_on_is_told_and_waited_for(office, world):
    go_to_preview(office, world, ("an", "Đỗ An"))
    working("WRITING", 3)

    assert office.get(at("xem-truoc/")).url == at()
    assert office.get(at("tinh-trang/")).json() == {
        "goes_on": True,
        "interrupted": False,
        "words": "Đang ghi",
        "seconds": 3,
        "address": at(),
    }
    assert "Có thể rời trang này" in office.get(at()).text
    assert office.post(at("lam-lai/")).url == at()
    assert (newest().state, office.post(at("bo/")).status_code) == ("WRITING", 422)


@pytest.mark.parametrize("who", ["stranger", "officer", "leader", "province_office"])
@pytest.mark.parametrize(
    ("method", "page"), [("get", one) for one in PAGES] + [("post", one) for one in POSTS]
)
def test_somebody_elses_import_equals_one_that_does_not_exist(client, world, who, method, page):
    client.force_login(world.office)
    go_to_preview(client, world, ("an", "Đỗ An"), ("dat", "Ai"))
    ImportRun.objects.update(state="DONE", number=1, year=1, done_at=timezone.now())
    client.force_login(getattr(world, who))

    foreign = seen(getattr(client, method)(at(page)))
    missing = seen(getattr(client, method)(f"/nhap-lieu/{NOBODYS}/{page}"))
    no_number = seen(getattr(client, method)(f"/nhap-lieu/khong-co/{page}"))

    assert foreign[0] == 404
    assert foreign == missing == no_number


def test_an_administrator_reads_receipts_and_nothing_else(client, world):
    client.force_login(world.office)
    go_to_preview(client, world, ("an", "Đỗ An"))
    ready = newest()
    client.post(at("ghi/"))
    client.force_login(UserFactory(admin=True))

    answers = {page: client.get(at(page)).status_code for page in PAGES}

    assert answers == {page: 200 if page == "bien-nhan/" else 404 for page in PAGES}
    assert client.post(at("hoan-tac/")).status_code == 404
    assert "Hoàn tác lần nhập này" not in client.get(at("bien-nhan/", ready)).text


@pytest.mark.parametrize("who", ["leader", "reader"])
def test_without_a_kind_there_is_nothing_to_hand_in(client, world, who):
    client.force_login(getattr(world, who))

    page = client.get("/nhap-lieu/")

    assert "chưa có loại bảng nào để nhập" in page.text
    assert '<a href="/nhap-lieu/">Nhập liệu</a>' not in page.text
    assert client.post("/nhap-lieu/", {"block": "a"}).status_code == 404


def test_the_menu_leads_to_the_wizard_for_who_writes(client, world):
    for who, is_shown in (("office", True), ("officer", True), ("leader", False)):
        client.force_login(getattr(world, who))
        shown = '<a href="/nhap-lieu/">Nhập liệu</a>' in client.get("/doi-mat-khau/").text
        assert (who, shown) == (who, is_shown)


@pytest.mark.parametrize("runs", [1, 3])
def test_the_list_costs_the_same_for_every_number_of_imports(
    office, world, runs, django_assert_num_queries
):
    for _ in range(runs):
        upload(office, ("an", "Đỗ An"))

    with django_assert_num_queries(4):
        page = office.get("/nhap-lieu/")

    assert len(page.context["runs"]) == runs
