"""What a file really is, on the bounds and with what people hand in by mistake or on purpose."""

import pytest

from ntm_portal.lib.file_kinds import JPEG, MOST_BYTES, MOST_PIXELS, PDF, PNG, checked_kind
from ntm_portal.lib.refusals import Refused
from tests.factories import files

CONVERT = "Mở tệp, lưu thành PDF rồi nộp lại."
BROKEN = "hỏng, chưa đủ hoặc có phần thừa ở cuối. Mở tệp, lưu lại rồi nộp lại."
TOO_BIG = "lớn hơn 10 MB. Quét với độ phân giải thấp hơn hoặc tách thành nhiều tệp."
UNKNOWN = "không nhận được: chỉ nhận tệp .pdf, .jpg, .png. Lưu tệp thành PDF rồi nộp lại."


def mixed(word: str) -> str:
    return f"có lẫn trang web (HTML) bên trong. Lưu lại thành {word} rồi nộp lại."


def answer(name: str, content: bytes) -> str:
    """The kind's word, or the sentence after the file's name."""
    try:
        return checked_kind(name=name, content=content).word
    except Refused as refusal:
        return refusal.message.removeprefix(f"Tệp ‘{name}’ ")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        pytest.param("a.pdf", files.PDF, PDF, id="pdf"),
        pytest.param("A.PDF", files.PDF + b"\r\n\0", PDF, id="upper-case-and-white-space"),
        pytest.param("a.pdf", files.PDF + files.PDF[9:], PDF, id="pdf-changed-later"),
        pytest.param("a.png", files.png(), PNG, id="png"),
        pytest.param("a.jpg", files.jpeg(), JPEG, id="jpg"),
        pytest.param("a.JPEG", files.jpeg() + b"film of a telephone", JPEG, id="jpg-with-film"),
    ],
)
def test_kinds_that_are_taken(name, content, kind):
    assert checked_kind(name=name, content=content) == kind


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param(0, "rỗng. Chọn lại tệp.", id="empty"),
        pytest.param(MOST_BYTES - 1, "PDF", id="just-below"),
        pytest.param(MOST_BYTES, "PDF", id="10-MB"),
        pytest.param(MOST_BYTES + 1, TOO_BIG, id="one-byte-above"),
    ],
)
def test_size(size, expected):
    assert answer("a.pdf", files.pdf_of(size) if size else b"") == expected


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(files.HTML, "trang web (HTML)", id="html"),
        pytest.param(b"\xef\xbb\xbf\n <HTML lang=vi>", "trang web (HTML)", id="html-with-bom"),
        pytest.param(b"<svg xmlns='x'><script/></svg>", "ảnh SVG", id="svg"),
        pytest.param(b"<?xml version='1.0'?><svg/>", "ảnh SVG", id="svg-with-declaration"),
        pytest.param(b"<?xml version='1.0'?><a/>", "tệp XML", id="xml"),
        pytest.param(b"PK\x03\x04", "tệp Word, Excel hoặc tệp nén", id="docx"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1", "tệp Word, Excel kiểu cũ", id="doc"),
        pytest.param(b"GIF89a/*", "ảnh GIF", id="gif"),
        pytest.param(b"RIFF\0\0\0\nWEBP", "ảnh WebP", id="webp"),
        pytest.param(b"\0\0\0\x18ftypheic", "ảnh HEIC của điện thoại", id="heic"),
        pytest.param(b"II*\0", "ảnh TIFF", id="tiff"),
        pytest.param(b"MZ\x90", "chương trình Windows", id="exe"),
        pytest.param(b"Rar!\x1a", "tệp nén", id="rar"),
    ],
)
def test_another_file_with_the_ending_of_a_pdf(content, word):
    assert answer("a.pdf", content) == f"thật ra là {word}. {CONVERT}"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param(
            "a.jpg",
            files.png(),
            "thật ra là ảnh PNG. Đổi đuôi tên tệp thành .png rồi nộp lại.",
            id="png-called-jpg",
        ),
        pytest.param(
            "a.png",
            files.PDF,
            "thật ra là PDF. Đổi đuôi tên tệp thành .pdf rồi nộp lại.",
            id="pdf-called-png",
        ),
        pytest.param("a.pdf", b"xin chao", f"không phải PDF. {CONVERT}", id="text"),
        pytest.param("a.png", b"\x89PNG", f"không phải ảnh PNG. {CONVERT}", id="four-bytes"),
        pytest.param("a.pdf", b"/*" + files.PDF, f"không phải PDF. {CONVERT}", id="pdf-and-js"),
        pytest.param("a.docx", b"PK\x03\x04", UNKNOWN, id="docx"),
        pytest.param("a.pdf.exe", files.PDF, UNKNOWN, id="two-endings"),
        pytest.param("pdf", files.PDF, UNKNOWN, id="no-ending"),
        pytest.param("a.svg", b"<svg/>", UNKNOWN, id="svg"),
    ],
)
def test_name_and_bytes_have_to_agree(name, content, expected):
    assert answer(name, content) == expected


@pytest.mark.parametrize("markup", [b"<html>", b"<!DOCTYPE HTML>", b"<ScRiPt src=x>", b"<body/"])
def test_a_file_that_is_also_a_page(markup):
    pdf = files.PDF.replace(b"trailer", b"stream\n" + markup + b"\nendstream trailer")
    picture = files.png(more=files.chunk(b"tEXt", b"Comment\0" + markup))

    assert [
        answer("a.pdf", pdf),
        answer("a.png", picture),
        answer("a.jpg", files.jpeg(comment=markup)),
    ] == [mixed("PDF"), mixed("ảnh PNG"), mixed("ảnh JPG")]


def test_words_that_only_look_like_a_page():
    text = files.PDF.replace(b"trailer", b"(<htmlx> <rdf:RDF> x<script) trailer")

    assert answer("a.pdf", text) == "PDF"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.pdf", files.PDF[:-8], id="pdf-cut-off"),
        pytest.param("a.pdf", files.PDF + b"PK\x03\x04", id="pdf-and-zip"),
        pytest.param("a.png", files.png()[:-1], id="png-cut-off"),
        pytest.param("a.png", files.png()[:8], id="png-without-chunks"),
        pytest.param("a.png", files.png() + b"PK", id="png-and-zip"),
        pytest.param("a.png", files.png().replace(b"\0\0\0\x02", b"\0\0\0\x03", 1), id="png-sum"),
        pytest.param(
            "a.png", b"\x89PNG\r\n\x1a\n" + files.chunk(b"IEND", b""), id="png-without-header"
        ),
        pytest.param("a.png", files.png(0, 2), id="png-without-width"),
        pytest.param("a.jpg", files.jpeg()[:-2], id="jpg-without-end"),
        pytest.param("a.jpg", files.jpeg()[:20], id="jpg-cut-off"),
        pytest.param("a.jpg", b"\xff\xd8\xff\xfe\0\x01" + b"x" * 9, id="jpg-length-below-two"),
        pytest.param("a.jpg", b"\xff\xd8\xff" + b"abc" * 9, id="jpg-without-segments"),
        pytest.param("a.jpg", files.jpeg(2, 0), id="jpg-without-height"),
    ],
)
def test_broken_files(name, content):
    assert answer(name, content) == BROKEN


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        pytest.param(20_000, MOST_PIXELS // 20_000, None, id="on-the-bound"),
        pytest.param(
            20_001,
            MOST_PIXELS // 20_000,
            "quá lớn: 20001 × 10000 điểm ảnh. Thu nhỏ ảnh rồi nộp lại.",
            id="just-above",
        ),
        pytest.param(
            60_000,
            60_000,
            "quá lớn: 60000 × 60000 điểm ảnh. Thu nhỏ ảnh rồi nộp lại.",
            id="a-bomb",
        ),
    ],
)
def test_points_of_a_picture(width, height, expected):
    jpg, png = answer("a.jpg", files.jpeg(width, height)), answer("a.png", files.png(width, height))

    assert (jpg, png) == ((expected, expected) if expected else ("ảnh JPG", "ảnh PNG"))


def test_padding_between_segments():
    content = files.jpeg()

    assert answer("a.jpg", content[:2] + b"\xff\xff" + content[2:]) == "ảnh JPG"
