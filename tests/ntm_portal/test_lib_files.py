"""Names, kept files and the bound of uploads."""

import hashlib
import stat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from ntm_portal.lib import kept_files
from ntm_portal.lib.file_kinds import MOST_BYTES
from ntm_portal.lib.file_names import safe_name, split_ending
from ntm_portal.lib.uploads import BoundedUploadHandler


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Quyết định 12", "Quyết định 12", id="vietnamese"),
        pytest.param("../../etc/passwd", "etc-passwd", id="way-out"),
        pytest.param("12/QĐ-UBND: bản <1>", "12-QĐ-UBND- bản -1", id="number-of-a-document"),
        pytest.param("\u202egpj.exe", "gpj.exe", id="right-to-left"),
        pytest.param("a\r\nb\0", "a b", id="lines"),
        pytest.param(" .hidden. ", "hidden", id="dots"),
        pytest.param("abcdefghi jkl", "abcdefghi", id="cut-without-trailing-space"),
        pytest.param("///", "tep", id="nothing-left"),
        pytest.param("", "tep", id="nothing"),
    ],
)
def test_safe_name(text, expected):
    most = 10 if text.startswith("abc") else 40

    assert safe_name(text, most=most, otherwise="tep") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Biên bản.2024.PDF", ("Biên bản.2024", ".pdf")),
        (r"C:\van ban\a.png", ("a", ".png")),
        ("../a.jpg", ("a", ".jpg")),
        ("khong-duoi", ("khong-duoi", "")),
    ],
)
def test_split_ending(name, expected):
    assert split_ending(name) == expected


def test_a_kept_file_is_for_its_owner_only(tmp_path):
    folder, name = tmp_path / "evidence", kept_files.random_name()

    kept_files.keep(folder, name, b"abc")

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / name)]
    assert modes == [0o700, 0o600]
    assert (folder / name).read_bytes() == b"abc"


def test_a_kept_file_is_never_written_over(tmp_path):
    kept_files.keep(tmp_path, "a", b"first")

    with pytest.raises(FileExistsError):
        kept_files.keep(tmp_path, "a", b"second")

    assert (tmp_path / "a").read_bytes() == b"first"


def test_names_are_not_repeated():
    assert len({kept_files.random_name() for _ in range(100)}) == 100


def test_a_kept_file_is_read_from_its_beginning(tmp_path):
    kept_files.keep(tmp_path, "a", b"abc")

    with kept_files.open_kept(tmp_path, "a", hashlib.sha256(b"abc").hexdigest()) as file:
        assert file.read() == b"abc"


@pytest.mark.parametrize("content", [None, b"abd"], ids=["lost", "changed"])
def test_a_file_that_is_not_what_was_handed_in(tmp_path, content):
    if content is not None:
        (tmp_path / "a").write_bytes(content)

    with pytest.raises(kept_files.LostFile):
        kept_files.open_kept(tmp_path, "a", hashlib.sha256(b"abc").hexdigest())


@pytest.mark.parametrize(
    ("start", "kept"),
    [
        pytest.param(0, True, id="first"),
        pytest.param(MOST_BYTES, True, id="the-one-that-shows-it"),
        pytest.param(MOST_BYTES + 1, False, id="after-that"),
    ],
)
def test_of_an_upload_that_is_too_big_the_rest_is_dropped(start, kept):
    chunk = BoundedUploadHandler().receive_data_chunk(b"x", start)

    assert chunk == (b"x" if kept else None)


@pytest.mark.parametrize(
    ("sent", "least", "most"),
    [
        pytest.param(MOST_BYTES, MOST_BYTES, MOST_BYTES, id="on-the-bound"),
        pytest.param(MOST_BYTES + 1, MOST_BYTES + 1, MOST_BYTES + 1, id="just-above"),
        pytest.param(2 * MOST_BYTES, MOST_BYTES + 1, MOST_BYTES + 2**16, id="double"),
    ],
)
def test_what_is_kept_of_an_upload(sent, least, most):
    file = SimpleUploadedFile("a.pdf", b"x" * sent)

    received = RequestFactory().post("/", {"file": file}).FILES["file"]

    assert least <= received.size <= most
    received.close()
