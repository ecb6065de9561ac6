"""Handing in and taking away: what is stored, and that a refusal leaves neither row nor bytes."""

import resource
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from communes.models import Cell, Evidence, EvidenceWithdrawal
from communes.services.evidence import Submission, add_evidence, withdraw_evidence
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.file_kinds import MOST_BYTES
from ntm_portal.lib.refusals import Refused
from tests.factories import files
from tests.factories.communes import EvidenceFactory, RequiredProofFactory
from tests.factories.world import TODAY, World

pytestmark = pytest.mark.django_db
ADDRESS = "https://van-ban.example/quyet-dinh?so=12#trang-3"
NEITHER = "Chọn một tệp hoặc ghi một địa chỉ, không cả hai. Sửa rồi lưu lại."


def given(world: World, **more) -> Submission:
    return Submission(commune=world.communes[0], requirement=world.criteria[0], **more)


def a_file(world: World, content: bytes = files.PDF, name: str = "qd.pdf", **more) -> Submission:
    return given(world, file_name=name, content=content, **more)


def add(world: World, submission: Submission, *, voice: str = "OFFICE") -> Evidence:
    return add_evidence(given=submission, today=TODAY, voice=voice, by=world.office)


def refusal(world: World, submission: Submission) -> str:
    with pytest.raises(Refused) as caught:
        add(world, submission)
    return caught.value.message


def bytes_on_disk(folder) -> list[bytes]:
    return [path.read_bytes() for path in folder.iterdir()] if folder.exists() else []


def test_a_file_is_stored_with_who_and_where(world, evidence_folder):
    submission = a_file(
        world,
        name=r"C:\van ban\QĐ số 12/2024: ‘quy hoạch’.PDF",
        page=" tr. 3",
        quote="Phê duyệt\vquy hoạch",
        expires_on=TODAY,
    )

    made = add(world, submission, voice="SELF")

    stored = Evidence.objects.get()
    assert stored == made
    assert (stored.cell.commune, stored.cell.requirement) == (world.communes[0], world.criteria[0])
    assert (stored.title, stored.file_name) == (
        "2024- ‘quy hoạch’",
        "2024- ‘quy hoạch’.pdf",
    )
    assert (stored.page, stored.quote, stored.expires_on) == (
        "tr. 3",
        "Phê duyệt quy hoạch",
        TODAY,
    )
    assert (stored.content_type, stored.size, stored.address) == (
        "application/pdf",
        len(files.PDF),
        "",
    )
    assert (stored.voice, stored.added_by) == ("SELF", world.office)
    assert [path.name for path in evidence_folder.iterdir()] == [stored.stored_as]
    assert bytes_on_disk(evidence_folder) == [files.PDF]


def test_an_address_is_its_own_title_unless_told(world, evidence_folder):
    first = add(world, given(world, address=f" {ADDRESS} "))
    second = add(world, given(world, address=ADDRESS, title="Quyết định 12"))

    assert [(one.address, one.title, one.is_file) for one in (first, second)] == [
        (ADDRESS, ADDRESS, False),
        (ADDRESS, "Quyết định 12", False),
    ]
    assert not evidence_folder.exists()


@pytest.mark.parametrize("what", ["file", "address"])
def test_a_repeated_click_changes_nothing(world, evidence_folder, what):
    submission = a_file(world) if what == "file" else given(world, address=ADDRESS)

    first, second = add(world, submission), add(world, submission)

    assert first == second == Evidence.objects.get()
    assert len(bytes_on_disk(evidence_folder)) == (what == "file")


def test_the_same_file_from_the_other_voice_or_after_withdrawal_is_news(world, evidence_folder):
    first = add(world, a_file(world))
    add(world, a_file(world), voice="SELF")
    withdraw_evidence(evidence=first, reason="nộp nhầm", by=world.office)

    add(world, a_file(world))

    assert Evidence.objects.count() == 3
    assert bytes_on_disk(evidence_folder) == [files.PDF] * 3


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        pytest.param(
            files.HTML,
            "bien-ban.pdf",
            "Tệp ‘bien-ban.pdf’ thật ra là trang web (HTML). Mở tệp, lưu thành PDF rồi nộp lại.",
            id="html-called-pdf",
        ),
        pytest.param(b"", "a.pdf", "Tệp ‘a.pdf’ rỗng. Chọn lại tệp.", id="empty"),
        pytest.param(
            files.pdf_of(MOST_BYTES + 1),
            "a.pdf",
            "Tệp ‘a.pdf’ lớn hơn 10 MB. Quét với độ phân giải thấp hơn hoặc tách thành nhiều tệp.",
            id="too-big",
        ),
    ],
)
def test_files_that_are_refused(world, evidence_folder, content, name, sentence):
    assert refusal(world, a_file(world, content, name)) == sentence
    assert (Evidence.objects.count(), Cell.objects.count()) == (0, 0)
    assert bytes_on_disk(evidence_folder) == []


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        pytest.param(None, None, id="never"),
        pytest.param(TODAY + timedelta(1), None, id="tomorrow"),
        pytest.param(TODAY, None, id="today"),
        pytest.param(
            TODAY - timedelta(1),
            "Minh chứng đã hết hạn ngày 21/11/2026, trước hôm nay 22/11/2026. "
            "Nộp văn bản còn hiệu lực.",
            id="yesterday",
        ),
    ],
)
@pytest.mark.parametrize("what", ["file", "address"])
def test_expired_evidence_is_refused(world, evidence_folder, what, day, sentence):
    more = {"expires_on": day}
    submission = a_file(world, **more) if what == "file" else given(world, address=ADDRESS, **more)

    if sentence is None:
        assert add(world, submission).expires_on == day
    else:
        assert refusal(world, submission) == sentence
        assert Evidence.objects.count() == 0
        assert bytes_on_disk(evidence_folder) == []


UNUSABLE = (
    "Địa chỉ ‘{}’ không dùng được. Chép cả địa chỉ từ trình duyệt, bắt đầu bằng "
    "https:// hoặc http://."
)
TOO_LONG = f"Địa chỉ ‘https://van-ban.example/{'x' * 16}…’ dài 501 ký tự, tối đa 500. Viết gọn."
WITH_PASSWORD = "Địa chỉ có kèm tên đăng nhập, mọi người sẽ đọc được. Bỏ phần trước dấu @."


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("javascript:alert(1)", UNUSABLE),
        ("data:text/html,<script>", UNUSABLE),
        ("ftp://van-ban.example/a", UNUSABLE),
        ("file:///etc/passwd", UNUSABLE),
        ("van-ban.example/a", UNUSABLE),
        ("https://", UNUSABLE),
        ("https://[::1", UNUSABLE),
        ("https://a b.example/", UNUSABLE),
        ("https://ten:mat-khau@van-ban.example/a", WITH_PASSWORD),
        ("https://ten@van-ban.example/a", WITH_PASSWORD),
        ("", NEITHER),
        (f"https://van-ban.example/{'x' * 476}", None),
        (
            f"https://van-ban.example/{'x' * 477}",
            TOO_LONG,
        ),
    ],
)
def test_addresses(world, address, sentence):
    submission = given(world, address=address)

    if sentence is None:
        add(world, submission)
    else:
        assert refusal(world, submission) == sentence.format(address)
    assert Evidence.objects.count() == (sentence is None)


def test_a_file_and_an_address_are_two_things(world, evidence_folder):
    assert refusal(world, a_file(world, address=ADDRESS)) == NEITHER
    assert bytes_on_disk(evidence_folder) == []


@pytest.mark.parametrize(
    ("field", "most", "label"),
    [("title", 200, "Tên minh chứng"), ("page", 60, "Trang"), ("quote", 500, "Câu trích")],
)
def test_words_that_are_too_long(world, field, most, label):
    add(world, given(world, address=ADDRESS, **{field: "x" * most}))

    sentence = refusal(world, given(world, address=ADDRESS, **{field: "x" * (most + 1)}))

    assert sentence == (f"{label} ‘{'x' * 40}…’ dài {most + 1} ký tự, tối đa {most}. Viết gọn.")
    assert Evidence.objects.count() == 1


def test_a_long_file_name_keeps_its_ending(world, evidence_folder):
    made = add(world, a_file(world, name="ă" * 300 + ".pdf"))

    assert (made.file_name, made.title) == ("ă" * 100 + ".pdf", "ă" * 100)


@contextmanager
def full_disk(room: int):
    """No file of this process grows beyond `room` bytes: more than any log of the tests holds."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("why", ["no-folder", "full"])
def test_a_disk_that_takes_no_file(world, evidence_folder, why):
    if why == "no-folder":
        evidence_folder.write_bytes(b"")  # a file stands where the folder should be
    given = a_file(world, files.pdf_of(2_000_000))

    with pytest.raises(Refused) as caught, full_disk(1_000_000 if why == "full" else 10**9):
        add(world, given)

    assert (caught.value.status, caught.value.message) == (
        507,
        "Máy chủ không ghi được tệp ‘qd.pdf’, nên chưa lưu gì. Báo quản trị viên kiểm tra ổ đĩa.",
    )
    assert (Evidence.objects.count(), Cell.objects.count()) == (0, 0)
    assert evidence_folder.is_file() or bytes_on_disk(evidence_folder) == []


def test_when_the_row_is_not_stored_the_bytes_go(world, evidence_folder):
    """A voice that the database does not take: the bytes are on disk by then."""
    with pytest.raises(DatabaseError):
        add_evidence(given=a_file(world), today=TODAY, voice=None, by=world.office)

    assert (Evidence.objects.count(), Cell.objects.count()) == (0, 0)
    assert evidence_folder.exists()
    assert bytes_on_disk(evidence_folder) == []


def proof_for(world: World, **more):
    return RequiredProofFactory(
        **({"unit": world.district, "requirement": world.criteria[0]} | more)
    )


def test_evidence_answers_a_line_of_a_list(world):
    proof = proof_for(world)

    made = add(world, given(world, address=ADDRESS, proof=proof))

    assert made.proof == proof


@pytest.mark.parametrize("wrong", ["requirement", "unit", "retired"])
def test_a_line_that_does_not_ask_here(world, wrong):
    more = {
        "requirement": {"requirement": world.criteria[1]},
        "unit": {"unit": world.communes[1]},
        "retired": {"retired_on": TODAY, "retired_by": world.office},
    }[wrong]
    proof = proof_for(world, name="Biên bản", **more)

    sentence = refusal(world, given(world, address=ADDRESS, proof=proof))

    assert sentence == (
        f"Danh mục không còn ‘Biên bản’ cho {world.communes[0].full_name}. "
        "Tải lại trang rồi chọn lại."
    )
    assert (Evidence.objects.count(), Cell.objects.count()) == (0, 0)


def test_taking_away_keeps_row_and_bytes(world, evidence_folder):
    made = add(world, a_file(world))

    withdrawal = withdraw_evidence(evidence=made, reason=" nộp\tnhầm ", by=world.officer)

    assert (withdrawal.reason, withdrawal.withdrawn_by) == ("nộp nhầm", world.officer)
    assert list(Evidence.objects.standing()) == []
    assert list(Evidence.objects.withdrawn()) == [made]
    assert bytes_on_disk(evidence_folder) == [files.PDF]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Chưa ghi lý do bỏ minh chứng ‘Biên bản’. Ghi lý do rồi bỏ."),
        (" \u200b ", "Chưa ghi lý do bỏ minh chứng ‘Biên bản’. Ghi lý do rồi bỏ."),
        ("x" * 301, f"Lý do ‘{'x' * 40}…’ dài 301 ký tự, tối đa 300. Viết gọn."),
    ],
)
def test_a_reason_is_asked_for(world, reason, sentence):
    evidence = EvidenceFactory(title="Biên bản")

    with pytest.raises(Refused) as caught:
        withdraw_evidence(evidence=evidence, reason=reason, by=world.office)

    assert caught.value.message == sentence
    assert EvidenceWithdrawal.objects.count() == 0


def test_evidence_is_taken_away_once(world):
    evidence = EvidenceFactory(title="Biên bản")
    withdraw_evidence(evidence=evidence, reason="nhầm", by=world.office)

    with pytest.raises(Refused) as caught:
        withdraw_evidence(evidence=evidence, reason="nhầm nữa", by=world.office)

    assert caught.value.message == "Minh chứng ‘Biên bản’ đã bỏ trước đó. Tải lại trang."
    assert EvidenceWithdrawal.objects.get().reason == "nhầm"


def test_evidence_is_history(world):
    evidence = EvidenceFactory()

    with pytest.raises(AppendOnlyError):
        Evidence.objects.filter(pk=evidence.pk).update(title="khác")
    with pytest.raises(AppendOnlyError):
        evidence.delete()


def test_a_day_of_expiry_is_no_bound_of_python(world):
    assert add(world, given(world, address=ADDRESS, expires_on=date.max)).expires_on == date.max
