"""What a handed-in file really is, told by its bytes: PDF, JPEG or PNG, and nothing else.

Pure. Name, bytes and size have to agree. Pictures are walked but never decoded. Not looked for:
what a PDF may do inside its reader, and viruses (ntm_portal/lib/virus_scan.py).
"""

import re
import struct
import zlib
from dataclasses import dataclass

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

MOST_BYTES = 10 * 1024 * 1024  # what offices call 10 MB
MOST_PIXELS = 200_000_000  # the largest sensors of telephones; 60,000 × 60,000 bursts a reader


@dataclass(frozen=True)
class FileKind:
    """endings: of file names, the usual one first."""

    word: str
    content_type: str
    endings: tuple[str, ...]
    begins: bytes


PDF = FileKind("PDF", "application/pdf", (".pdf",), rb"%PDF-\d\.\d")
JPEG = FileKind("ảnh JPG", "image/jpeg", (".jpg", ".jpeg"), rb"\xff\xd8\xff")
PNG = FileKind("ảnh PNG", "image/png", (".png",), rb"\x89PNG\r\n\x1a\n")
KINDS = {kind.content_type: kind for kind in (PDF, JPEG, PNG)}
ENDINGS = tuple(ending for kind in KINDS.values() for ending in kind.endings)

# What people hand in by mistake, so that the sentence can name it; the first that fits.
_STRANGERS = [
    (rb"(\xef\xbb\xbf)?\s*<(!doctype\s+html|html|head|body|script|!--)", "trang web (HTML)"),
    (rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?<svg", "ảnh SVG"),
    (rb"(\xef\xbb\xbf)?\s*<\?xml", "tệp XML"),
    (rb"PK\x03\x04", "tệp Word, Excel hoặc tệp nén"),
    (rb"\xd0\xcf\x11\xe0", "tệp Word, Excel kiểu cũ"),
    (rb"GIF8", "ảnh GIF"),
    (rb"RIFF....WEBP", "ảnh WebP"),
    (rb"....ftyp(heic|heix|mif1|msf1)", "ảnh HEIC của điện thoại"),
    (rb"II\*\0|MM\0\*", "ảnh TIFF"),
    (rb"MZ", "chương trình Windows"),
    (rb"Rar!|7z\xbc\xaf", "tệp nén"),
]
# A file may be two things at once: a PDF for one reader, a page with script for another. Five
# letters and a delimiter: by chance once in 200,000 files of the greatest size.
_MARKUP = re.compile(rb"<(!doctype\s+html|html|body|script|iframe)[\s/>]", re.IGNORECASE)
_BROKEN = "hỏng, chưa đủ hoặc có phần thừa ở cuối. Mở tệp, lưu lại rồi nộp lại."


def checked_kind(*, name: str, content: bytes) -> FileKind:
    """The kind of a file called `name`. Raises Refused with a sentence that names the file."""
    fault = _fault(name, content)
    if fault is not None:
        raise Refused(f"Tệp ‘{shown(name)}’ {fault}")
    return next(kind for kind in KINDS.values() if re.match(kind.begins, content))


def _fault(name: str, content: bytes) -> str | None:
    """What is wrong and what to do, after "Tệp ‘…’"; None for a file that is what it says."""
    if not content:
        return "rỗng. Chọn lại tệp."
    if len(content) > MOST_BYTES:
        return "lớn hơn 10 MB. Quét với độ phân giải thấp hơn hoặc tách thành nhiều tệp."
    named = next((kind for kind in KINDS.values() if name.lower().endswith(kind.endings)), None)
    if named is None:
        return "không nhận được: chỉ nhận tệp .pdf, .jpg, .png. Lưu tệp thành PDF rồi nộp lại."
    if not re.match(named.begins, content):
        return _mistaken(named, content)
    if _MARKUP.search(content):
        return f"có lẫn trang web (HTML) bên trong. Lưu lại thành {named.word} rồi nộp lại."
    return _broken_pdf(content) if named is PDF else _broken_picture(named, content)


def _mistaken(named: FileKind, content: bytes) -> str:
    for kind in KINDS.values():
        if re.match(kind.begins, content):
            return f"thật ra là {kind.word}. Đổi đuôi tên tệp thành {kind.endings[0]} rồi nộp lại."
    for begins, word in _STRANGERS:
        if re.match(begins, content, re.IGNORECASE | re.DOTALL):
            return f"thật ra là {word}. Mở tệp, lưu thành PDF rồi nộp lại."
    return f"không phải {named.word}. Mở tệp, lưu thành PDF rồi nộp lại."


def _broken_pdf(content: bytes) -> str | None:
    """Nothing may follow the end: some web systems append a page to each download."""
    _, end, rest = content.rpartition(b"%%EOF")
    return None if end and not rest.strip(b"\0\t\n\f\r ") else _BROKEN


def _broken_picture(kind: FileKind, content: bytes) -> str | None:
    width, height = _png_size(content) if kind is PNG else _jpeg_size(content)
    if not width or not height:
        return _BROKEN
    if width * height > MOST_PIXELS:
        return f"quá lớn: {width} × {height} điểm ảnh. Thu nhỏ ảnh rồi nộp lại."
    return None


def _png_size(content: bytes) -> tuple[int, int]:
    """Width and height; zeros unless every chunk is whole, from IHDR to an IEND at the very end."""
    size, place = (0, 0), 8
    while place + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        after = place + 12 + length
        if after > len(content) or (place == 8) != (name == b"IHDR"):
            break
        (checksum,) = struct.unpack_from(">I", content, after - 4)
        if zlib.crc32(memoryview(content)[place + 4 : after - 4]) != checksum:
            break
        if name == b"IHDR" and length >= 8:
            size = struct.unpack_from(">II", content, place + 8)
        if name == b"IEND":
            return size if after == len(content) else (0, 0)
        place = after
    return 0, 0


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height; zeros unless the segments are whole up to the scan, and the scan ends.

    More may follow: telephones append depth maps and short films.
    """
    size, place = (0, 0), 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        (length,) = struct.unpack_from(">H", content, place + 2)
        after = place + 2 + length
        if length < 2 or after > len(content):
            break
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and length >= 7:
            height, width = struct.unpack_from(">HH", content, place + 5)
            size = width, height
        if marker == 0xDA:
            return size if content.find(b"\xff\xd9", after) >= 0 else (0, 0)
        place = after
    return 0, 0
