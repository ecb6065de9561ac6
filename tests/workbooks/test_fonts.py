"""Old fonts: the tables against their oracle, and what is left alone."""

import shutil
import subprocess

import pytest

from ntm_portal.lib.workbooks.books import read_book
from ntm_portal.lib.workbooks.fonts import Coding, Sense, coding_of, decoded, sense
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.syllables import is_syllable
from tests.workbooks.reading_parts import book_of, styles_xml, text_cell

# Every letter of the alphabet with every tone.
VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def old_codes(text: str) -> str:
    """`text` as the GNU C library writes it in TCVN 5712, each byte a letter of Latin-1."""
    converted = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return converted.stdout.decode("latin-1")


def oracle_is_there() -> bool:
    if shutil.which("iconv") is None:
        return False
    listed = subprocess.run(["iconv", "-l"], capture_output=True, text=True, check=True).stdout
    return "TCVN5712-1" in listed


@pytest.mark.skipif(not oracle_is_there(), reason="this C library does not know TCVN 5712")
def test_tcvn3_agrees_with_the_c_library():
    # Of the capitals with tones the standard has control characters; the fonts have .VnTimeH.
    text = f"{VOWELS}ĂÂÊÔƠƯĐ"

    assert decoded(".VnTime", old_codes(text)) == text


@pytest.mark.parametrize(
    ("font", "text", "expected"),
    [
        (".VnTime", "X· Xu©n D\u00ad¬ng", "Xã Xuân Dương"),
        (".VnArial", "Thu nhËp b×nh qu©n ®Çu ng\u00adêi", "Thu nhập bình quân đầu người"),
        (".VnTimeH", "x· xu©n d\u00ad¬ng", "XÃ XUÂN DƯƠNG"),
        (".VnTimeH", "na duong", "NA DUONG"),
        (".vntime", "§¹t", "Đạt"),
        (".VnTime", "Ch\u00ada ®¹t 12,95 %", "Chưa đạt 12,95 %"),
        ("VNI-Times", "Xuaân Döông", "Xuân Dương"),
        ("VNI-Helve", "ÑAÏT", "ĐẠT"),
        ("VNI-Times", "Tyû leä hoä ngheøo", "Tỷ lệ hộ nghèo"),
        ("VNI-Times", "nöôùc saïch, ñieän, tröôøng hoïc", "nước sạch, điện, trường học"),
        ("VNI-Times", "Kyø Lyù, Myõ Tho, quyù III", "Kỳ Lý, Mỹ Tho, quý III"),
        ("VNI-Times", "Thò traán Bình Gia, ñóa lôïi", "Thị trấn Bình Gia, đĩa lợi"),
        ("VNI-Times", "naêm, saùng, saéc, raèng, traêng, daúng, daüng, ñaëc", None),
        ("Wingdings", "ü", "✓"),
        ("Wingdings", "û", "✗"),
        ("Wingdings 2", "P", "✓"),
        ("Wingdings", "ghi chú", "ghi chú"),
        ("Times New Roman", "X· Xu©n", "X· Xu©n"),
    ],
)
def test_decoded(font, text, expected):
    expected = expected or "năm, sáng, sắc, rằng, trăng, dẳng, dẵng, đặc"

    assert decoded(font, text) == expected


def test_vni_has_every_letter():
    """Rows of the table as VNI's own documents print them: letter, then grave to dot below."""
    rows = {
        "a": "aø aû aõ aù aï", "aê": "aè aú aü aé aë", "aâ": "aà aå aã aá aä",
        "e": "eø eû eõ eù eï", "eâ": "eà eå eã eá eä", "i": "ì æ ó í ò",
        "o": "oø oû oõ où oï", "oâ": "oà oå oã oá oä", "ô": "ôø ôû ôõ ôù ôï",
        "u": "uø uû uõ uù uï", "ö": "öø öû öõ öù öï", "y": "yø yû yõ yù î",
    }  # fmt: skip
    text = " ".join(f"{letter} {row}" for letter, row in rows.items()) + " ñ"

    assert decoded("VNI-Times", text).replace(" ", "") == VOWELS
    assert decoded("VNI-Times", text.upper()).replace(" ", "") == VOWELS.upper()


@pytest.mark.parametrize(
    ("font", "text", "expected"),
    [
        (".VnTime", "Xã Xuân Dương", Sense.UNICODE),
        (".VnTime", "Hoàn thành", Sense.UNICODE),
        (".VnTime", "X· Xu©n", Sense.CODED),
        (".VnTime", "Xã", Sense.EITHER),
        (".VnTime", "1,2,3", Sense.CODED),
        ("VNI-Times", "Hoàn thành", Sense.UNICODE),
        ("VNI-Times", "Đạt", Sense.UNICODE),
        ("VNI-Times", "Hoàn", Sense.EITHER),
        ("VNI-Times", "Döông", Sense.CODED),
    ],
)
def test_sense(font, text, expected):
    assert sense(font, text) is expected


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", Coding.TCVN3),
        (" .VNARIALH ", Coding.TCVN3),
        ("VNI-Times", Coding.VNI),
        ("Wingdings 2", Coding.WINGDINGS_2),
        ("Wingdings 3", None),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_coding_of(font, expected):
    assert coding_of(font) is expected


@pytest.mark.parametrize(
    "word", ["xã", "Nghiêng", "quyết", "thuở", "khuya", "ĐƯỜNG", "giếng", "quý", "hoà", "quí"]
)
def test_is_syllable(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["HoỔn", "cát̀", "tàc", "zã", "thỔnh", "xuõnn", "xaõ", "âý"])
def test_is_no_syllable(word):
    assert not is_syllable(word)


FONTS = styles_xml(
    'fontId="1"',
    'fontId="2"',
    fonts='<font><name val=".VnTime"/></font><font><name val="VNI-Times"/></font>',
)


def read_texts(*texts: str, style: int = 1) -> list[SheetCell]:
    rows = "".join(
        f'<row r="{n}">{text_cell(f"A{n}", text, style)}</row>' for n, text in enumerate(texts, 1)
    )
    return list(read_book(book_of(rows, styles=FONTS)).sheets[0].cells.values())


def test_a_cell_in_an_old_font_is_decoded_and_says_so():
    found = read_texts("Lµng", "12", "Đã đạt")

    remark = "Chữ phông .VnTime, đã đổi sang Unicode."
    assert found == [
        SheetCell(CellKind.TEXT, "Làng", remark=remark),
        SheetCell(CellKind.TEXT, "12"),
        SheetCell(CellKind.TEXT, "Đã đạt"),
    ]


@pytest.mark.parametrize(
    ("beside", "text", "remark"),
    [
        ("X· Xu©n", "có", "Chữ phông .VnTime, đã đổi sang Unicode."),
        ("Xuân Dương", "cã", "Phông .VnTime nhưng chữ đã là Unicode, giữ nguyên."),
        ("12,95 ha", "cã", "Phông .VnTime nhưng chữ đã là Unicode, giữ nguyên."),
    ],
    ids=["coded-beside", "unicode-beside", "nothing-sure-beside"],
)
def test_what_reads_both_ways_follows_the_rest_of_the_workbook(beside, text, remark):
    assert read_texts(beside, "cã")[1] == SheetCell(CellKind.TEXT, text, remark=remark)


def test_fonts_within_a_cell_are_decoded_each_for_itself():
    runs = (
        '<r><rPr><rFont val="VNI-Times"/></rPr><t>Xaõ </t></r>'
        '<r><rPr><rFont val=".VnTimeH"/></rPr><t>xu©n </t></r>'
        '<r><rPr><rFont val="Arial"/></rPr><t>Dương</t></r><rPh><t>đọc</t></rPh>'
    )
    book = read_book(
        book_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=f"<si>{runs}</si>")
    )

    remark = " ".join(
        f"Chữ phông {font}, đã đổi sang Unicode." for font in ("VNI-Times", ".VnTimeH")
    )
    assert book.sheets[0].cells == {
        (1, 1): SheetCell(CellKind.TEXT, "Xã XUÂN Dương", remark=remark)
    }
