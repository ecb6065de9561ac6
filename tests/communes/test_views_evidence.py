"""Evidence of a commune as people meet it: the page, handing in, downloads, taking away."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from communes.models import Cell, Evidence, EvidenceWithdrawal, UnitRole
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.file_kinds import MOST_BYTES
from tests.factories import files
from tests.factories.accounts import UserFactory
from tests.factories.communes import (
    CommuneFactory,
    EvidenceFactory,
    EvidenceWithdrawalFactory,
    RequiredProofFactory,
    UnitRoleFactory,
    kept_evidence,
)
from tests.factories.criteria import IndicatorFactory
from tests.factories.world import DAY, World
from tests.pages import read_out, seen

pytestmark = pytest.mark.django_db
QUERY = f"?ngay={DAY.isoformat()}&bo=BO-THU"


@pytest.fixture(autouse=True)
def folder(evidence_folder):
    return evidence_folder


def page(world: World, commune: int = 0) -> str:
    return f"/xa/{world.communes[commune].code}/minh-chung/{QUERY}"


def part(world: World, evidence: Evidence, more: str = "") -> str:
    return f"/xa/{world.communes[0].code}/minh-chung/{evidence.pk}/{more}{QUERY}"


def dossier(world: World) -> str:
    return f"/xa/{world.communes[0].code}/ho-so.zip{QUERY}"


def hand_in(world: World, criterion: int = 0, make=EvidenceFactory, **more) -> Evidence:
    cell, _ = Cell.objects.get_or_create(
        commune=world.communes[0], requirement=world.criteria[criterion]
    )
    return make(cell=cell, **more)


def form(world: World, **fields) -> dict:
    return {"target": f"yc-{world.criteria[0].pk}"} | fields


def upload(content: bytes = files.PDF, name: str = "bien-ban.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/x-anything")


def alert(response) -> str:
    found = re.search(r'role="alert">(.*?)</p>', response.text)
    return found.group(1) if found else ""


@pytest.mark.parametrize(("who", "voice"), [("office", "OFFICE"), ("officer", "SELF")])
def test_a_file_is_handed_in(client, world, folder, who, voice):
    client.force_login(getattr(world, who))
    fields = {"file": upload(), "title": "Biên bản", "page": "tr. 3", "expires_on": "31/12/2099"}

    response = client.post(page(world), form(world, **fields))

    assert (response.status_code, response.url) == (302, page(world))
    made = Evidence.objects.get()
    assert (made.title, made.voice, made.added_by) == ("Biên bản", voice, getattr(world, who))
    assert (made.content_type, made.file_name) == ("application/pdf", "bien-ban.pdf")
    assert [path.read_bytes() for path in folder.iterdir()] == [files.PDF]


def test_an_address_is_handed_in_for_a_line_of_a_list(client, world):
    asked = RequiredProofFactory(unit=world.district, requirement=world.criteria[1])
    client.force_login(world.office)

    client.post(page(world), {"target": f"mc-{asked.pk}", "address": "https://a.example/1"})

    made = Evidence.objects.get()
    assert (made.proof, made.cell.requirement) == (asked, world.criteria[1])


SENTENCES = [
    pytest.param(
        {"file": (files.HTML, "bien-ban.pdf")},
        "Tệp ‘bien-ban.pdf’ thật ra là trang web (HTML). Mở tệp, lưu thành PDF rồi nộp lại.",
        id="html-called-pdf",
    ),
    pytest.param({"file": (b"", "a.pdf")}, "Tệp ‘a.pdf’ rỗng. Chọn lại tệp.", id="empty"),
    pytest.param(
        {"file": (files.pdf_of(MOST_BYTES + 1), "a.pdf")},
        "Tệp ‘a.pdf’ lớn hơn 10 MB. Quét với độ phân giải thấp hơn hoặc tách thành nhiều tệp.",
        id="one-byte-too-big",
    ),
    pytest.param(
        {"file": (files.pdf_of(3 * MOST_BYTES), "a.pdf")},
        "Tệp ‘a.pdf’ lớn hơn 10 MB. Quét với độ phân giải thấp hơn hoặc tách thành nhiều tệp.",
        id="far-too-big",
    ),
    pytest.param(
        {"address": "https://a.example/", "expires_on": "01/01/2024"},
        "Minh chứng đã hết hạn ngày 01/01/2024, trước hôm nay {today}. Nộp văn bản còn hiệu lực.",
        id="expired-link",
    ),
    pytest.param(
        {"address": "javascript:alert(1)"},
        "Địa chỉ ‘javascript:alert(1)’ không dùng được. Chép cả địa chỉ từ trình duyệt, "
        "bắt đầu bằng https:// hoặc http://.",
        id="script",
    ),
    pytest.param(
        {}, "Chọn một tệp hoặc ghi một địa chỉ, không cả hai. Sửa rồi lưu lại.", id="nothing"
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), SENTENCES)
def test_a_refusal_is_a_sentence_and_stores_nothing(client, world, folder, fields, sentence):
    client.force_login(world.office)
    sent = {key: upload(*text) if key == "file" else text for key, text in fields.items()}

    response = client.post(page(world), form(world, title="Đã gõ", **sent))

    assert response.status_code == 422
    assert alert(response).startswith(sentence.format(today=format_day(timezone.localdate())))
    assert 'value="Đã gõ"' in response.text
    assert (Evidence.objects.count(), Cell.objects.count()) == (0, 0)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"target": ""}, "Chưa chọn. Chọn một dòng trong danh sách.", id="no-target"),
        pytest.param({"target": "mc-1"}, "Danh sách đã đổi. Chọn lại một dòng.", id="unknown"),
        pytest.param(
            {"expires_on": "31/02/2099"},
            "Ngày ‘31/02/2099’ không có. Viết ngày/tháng/năm, ví dụ 30/01/2024.",
            id="no-such-day",
        ),
    ],
)
def test_a_wrong_field_says_so_beside_it(client, world, fields, sentence):
    client.force_login(world.office)

    response = client.post(page(world), form(world, address="https://a.example/", **fields))

    assert response.status_code == 422
    assert f'_error">{sentence}</p>' in response.text
    assert Evidence.objects.count() == 0


def test_a_requirement_of_another_set_is_no_target(client, world):
    client.force_login(world.office)

    response = client.post(
        page(world),
        {"target": f"yc-{IndicatorFactory().pk}", "address": "https://a.example/"},
    )

    assert response.status_code == 422
    assert Evidence.objects.count() == 0


def test_too_many_files_are_not_read(client, world):
    client.force_login(world.office)

    response = client.post(page(world), {f"file-{n}": upload() for n in range(6)})

    assert response.status_code == 400


@pytest.mark.parametrize("who", ["leader", "reader"])
def test_readers_read_and_download_but_hand_in_nothing(client, world, who):
    there = hand_in(world, make=kept_evidence, title="Biên bản")
    client.force_login(getattr(world, who))

    text = client.get(page(world)).text

    assert "Biên bản" in text
    assert "Thêm minh chứng" not in text
    for address in (part(world, there), dossier(world)):
        download = client.get(address)
        assert download.status_code == 200
        read_out(download)
    assert client.post(page(world), form(world, file=upload())).status_code == 404
    assert client.post(part(world, there, "bo/"), {"reason": "a"}).status_code == 404
    assert (Evidence.objects.count(), EvidenceWithdrawal.objects.count()) == (1, 0)


@pytest.mark.parametrize("role", [UnitRole.Role.OFFICE, UnitRole.Role.READER])
def test_an_administrator_hands_in_nothing(client, world, role):
    admin = UserFactory(admin=True)
    UnitRoleFactory(user=admin, unit=world.district, role=role)
    client.force_login(admin)

    assert client.get(page(world)).status_code == 200
    assert client.post(page(world), form(world, file=upload())).status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
@pytest.mark.parametrize("what", ["page", "file", "dossier"])
def test_a_foreign_commune_equals_one_that_does_not_exist(client, world, who, what):
    there = hand_in(world, make=kept_evidence, title="Kín")
    addresses = {"page": page(world), "file": part(world, there), "dossier": dossier(world)}
    client.force_login(getattr(world, who))

    foreign = client.get(addresses[what])
    missing = client.get(addresses[what].replace(world.communes[0].code, "00000"))

    assert (foreign.status_code, seen(foreign)) == (404, seen(missing))
    assert "Kín" not in foreign.text


def test_evidence_is_found_below_its_own_commune_only(client, world):
    there = hand_in(world, make=kept_evidence)
    client.force_login(world.office)
    code = world.communes[1].code

    assert client.get(f"/xa/{code}/minh-chung/{there.pk}/").status_code == 404
    posted = client.post(f"/xa/{code}/minh-chung/{there.pk}/bo/{QUERY}", {"reason": "a"})
    assert posted.status_code == 404


def test_a_new_unit_under_an_old_code_takes_nothing_away(client, world):
    old, first_day = world.communes[0], DAY + timedelta(1)
    there = hand_in(world)
    old.valid_to = DAY
    old.save()
    CommuneFactory(code=old.code, parent=world.district, valid_from=first_day)
    client.force_login(world.office)

    answers = [
        client.post(part(world, there, "bo/").replace("01-01", day), {"reason": "a"}).status_code
        for day in ("01-02", "01-01")
    ]

    assert answers == [404, 302]


def test_a_download_is_never_shown_by_the_browser(client, world):
    there = hand_in(world, make=kept_evidence, file_name="Quyết định số 12.pdf")
    client.force_login(world.reader)

    response = client.get(part(world, there))

    assert read_out(response) == files.PDF
    kept = ("Content-Type", "Content-Length", "X-Content-Type-Options", "Cache-Control")
    assert {name: response.headers[name] for name in kept} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(files.PDF)),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%20s%E1%BB%91%2012.pdf"
    )
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_an_address_and_withdrawn_evidence_are_no_downloads(client, world):
    address = hand_in(world)
    withdrawn = EvidenceWithdrawalFactory(evidence=hand_in(world, make=kept_evidence)).evidence
    client.force_login(world.office)

    assert client.get(part(world, address)).status_code == 404
    assert client.get(part(world, withdrawn)).status_code == 404


def test_a_lost_file_is_told(client, world, folder):
    there = hand_in(world, make=kept_evidence, file_name="qd.pdf")
    (folder / there.stored_as).unlink()
    client.force_login(world.office)

    for address in (part(world, there), dossier(world)):
        response = client.get(address)
        assert response.status_code == 410
        assert "Tệp ‘qd.pdf’ trên máy chủ bị mất hoặc hỏng." in response.text


@pytest.mark.parametrize(
    ("who", "voice", "status"),
    [
        pytest.param("office", "OFFICE", 302, id="office-its-own"),
        pytest.param("officer", "SELF", 302, id="commune-its-own"),
        pytest.param("office", "SELF", 404, id="office-the-communes"),
        pytest.param("officer", "OFFICE", 404, id="commune-the-offices"),
        pytest.param("neighbour", "SELF", 404, id="neighbour"),
    ],
)
def test_each_voice_takes_away_its_own(client, world, who, voice, status):
    there = hand_in(world, voice=voice)
    client.force_login(getattr(world, who))

    response = client.post(part(world, there, "bo/"), {"reason": "nộp nhầm"})

    assert response.status_code == status
    assert EvidenceWithdrawal.objects.count() == (status == 302)


def test_taking_away_is_told_with_its_reason(client, world):
    there = hand_in(world, title="Biên bản")
    client.force_login(world.office)

    text = client.post(part(world, there, "bo/"), {"reason": "nộp nhầm"}, follow=True).text

    assert "Đã bỏ minh chứng “Biên bản”." in text
    assert "Đã bỏ (1)" in text
    assert "nộp nhầm" in text


def test_taking_away_without_a_reason(client, world):
    there = hand_in(world, title="Biên bản")
    client.force_login(world.office)

    response = client.post(part(world, there, "bo/"), {"reason": " "})

    assert response.status_code == 422
    assert "Chưa ghi lý do bỏ minh chứng ‘Biên bản’. Ghi lý do rồi bỏ." in response.text
    assert EvidenceWithdrawal.objects.count() == 0


def test_the_page_says_what_is_there_and_what_is_missing(client, world):
    asked = RequiredProofFactory(unit=world.district, requirement=world.criteria[0], name="Bản đồ")
    RequiredProofFactory(unit=world.district, requirement=world.criteria[0], name="Ảnh")
    hand_in(world, proof=asked, title="Bản đồ số 5", page="tr. 3", quote="Tỷ lệ", expires_on=DAY)
    client.force_login(world.reader)

    text = client.get(page(world)).text

    for words in (
        "có 1/2 minh chứng cần có",
        "Cần có: Bản đồ",
        "Bản đồ số 5",
        "tr. 3 “Tỷ lệ”",
        "đã hết hạn ngày 01/01/2024",
        "chưa có",
    ):
        assert words in text
    assert "Chưa nhập danh mục minh chứng" not in text


def test_without_a_list_the_page_says_so(client, world):
    client.force_login(world.reader)

    assert "Chưa nhập danh mục minh chứng cho bộ này" in client.get(page(world)).text


def test_the_form_opens_for_what_was_asked(client, world):
    client.force_login(world.office)
    value = f"yc-{world.criteria[1].pk}"

    closed, opened = (client.get(page(world) + more).text for more in ("", f"&cho={value}"))

    assert '<details class="entry" id="them" open>' in opened
    assert '<details class="entry" id="them" open>' not in closed
    assert f'<option value="{value}" selected>Tiêu chí 2 – Tiêu chí số 2</option>' in opened


def test_the_commune_and_the_cell_lead_to_it(client, world):
    client.force_login(world.reader)
    code, pk = world.communes[0].code, world.criteria[0].pk
    link = f'href="/xa/{code}/minh-chung/?'

    assert link in client.get(f"/xa/{code}/{QUERY}").text
    assert link in client.get(f"/xa/{code}/lich-su/{pk}/{QUERY}").text


def test_the_dossier_is_a_zip_with_the_index_first(client, world):
    hand_in(world, make=kept_evidence, title="Biên bản")
    client.force_login(world.reader)

    response = client.get(dossier(world))

    packed = ZipFile(BytesIO(read_out(response)))
    assert packed.namelist() == ["00 Mục lục.xlsx", "01 Tiêu chí số 1/01 Biên bản.pdf"]
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="Ho-so_{world.communes[0].code}_BO-THU_2024-01-01.zip"'
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(
    client, world, django_assert_num_queries, count
):
    for number in range(count):
        asked = RequiredProofFactory(unit=world.district, requirement=world.criteria[number])
        hand_in(world, number, proof=asked)
        EvidenceWithdrawalFactory(evidence=hand_in(world, number))
    client.force_login(world.office)

    with django_assert_num_queries(14):
        client.get(page(world))
