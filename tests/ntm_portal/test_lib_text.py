import unicodedata

import pytest

from ntm_portal.lib.text import clean_line, clean_text, fold, search_words, shown, sort_key

ETH = "\u00d0"  # Ð, Icelandic: looks like Đ (U+0110) and comes from old fonts and keyboards


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(unicodedata.normalize("NFD", "Xuân Dương"), "Xuân Dương", id="nfd"),
        pytest.param("mục 1\vmục 2", "mục 1\nmục 2", id="soft-break-of-word"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line-ends"),
        pytest.param("a\u2028b\u2029c", "a\nb\nc", id="separators-that-no-printer-takes"),
        pytest.param("Lộc\u00a0Bình", "Lộc Bình", id="no-break-space"),
        pytest.param("\ufeffLộc\u200bBình\u2060", "LộcBình", id="invisible"),
        pytest.param("a\x00b\x07c\x7f", "abc", id="controls"),
        pytest.param("a\ud800b\udfff", "ab", id="lone-surrogates"),
        pytest.param("a\uffffb\ufffe", "ab", id="no-characters"),
        pytest.param("  cột\tcột  \n", "cột\tcột", id="tab-stays-edges-go"),
        pytest.param("", "", id="empty"),
    ],
)
def test_clean_text(text, expected):
    assert clean_text(text) == expected


def test_clean_text_joins_what_an_invisible_character_kept_apart():
    assert clean_text("a\u200b\u0301") == "á"


def test_clean_line_is_one_line():
    assert clean_line(" Xã\n\n Xuân \t\u2028 Dương\v") == "Xã Xuân Dương"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Xuân Dương", "xuan duong", id="marks"),
        pytest.param(unicodedata.normalize("NFD", "Xuân Dương"), "xuan duong", id="nfd"),
        pytest.param("ĐỒNG BỤC", "dong buc", id="capitals"),
        pytest.param(f"{ETH}ồng Bục", "dong buc", id="eth"),
        pytest.param("  Sàn   Viên ", "san vien", id="spaces"),
        pytest.param("Ưu tiên Ơ Ă Â Ê Ô", "uu tien o a a e o", id="letters"),
        pytest.param("Krông Pắc, Ea H'leo 2", "krong pac, ea h'leo 2", id="other-signs-stay"),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize(
    "in_order",
    [
        pytest.param(["Dân Tiến", "Đạt", "Đông Sơn", "Ea Kao"], id="d-with-stroke-after-d"),
        pytest.param(["An", "Ăn", "Ân", "Ba"], id="a-breve-circumflex"),
        pytest.param(["Em", "Êm", "Go"], id="e"),
        pytest.param(["On", "Ôn", "Ơn", "Pa"], id="o"),
        pytest.param(["Un", "Ưn", "Va"], id="u"),
        pytest.param(["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"], id="tones"),
        pytest.param(["Má", "Mạ", "Mai"], id="tones-only-break-ties"),
        pytest.param(["Hà Nam", "Hàm Yên"], id="shorter-word-first"),
        pytest.param(["Xã 2", "Xã 10", "Xã 10 a"], id="numbers-by-value"),
        pytest.param(["Bình A", "Bình Ạ", "Bình Á B"], id="tie-then-length"),
    ],
)
def test_sort_key_orders(in_order):
    backwards = in_order[::-1]

    assert sorted(backwards, key=sort_key) == in_order


def test_sort_key_takes_eth_for_d_with_stroke():
    assert sort_key(f"{ETH}ạt") == sort_key("Đạt")


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_sort_key_does_not_depend_on_the_form(form):
    assert sort_key(unicodedata.normalize(form, "Đường Ấp 3")) == sort_key("Đường Ấp 3")


@pytest.mark.parametrize("text", ["", "\u0301", "x\u0301", "č", "ự̃", "中", "😀", "İ"], ids=ascii)
def test_sort_key_takes_any_text(text):
    assert sorted([text, "An"], key=sort_key)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(" a\0\n b ", "a b", id="cleaned"),
        pytest.param("x" * 40, "x" * 40, id="whole"),
        pytest.param("x" * 41, "x" * 40 + "…", id="shortened"),
    ],
)
def test_shown(text, expected):
    assert shown(text) == expected


def test_ten_words_of_a_search_count():
    assert search_words("Xã " + "Đạt " * 20) == ["xa"] + ["dat"] * 9
