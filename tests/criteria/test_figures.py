"""Figures: how they are read and written, and what an indicator can say."""

import random
from dataclasses import dataclass
from decimal import Decimal

import pytest

from criteria.figures import Figure, Said, check, read_said, said_text
from criteria.rules import Verdict
from ntm_portal.lib.refusals import Refused

MET, NOT_MET = Verdict.MET, Verdict.NOT_MET
NOT_APPLICABLE = Verdict.NOT_APPLICABLE


@dataclass(frozen=True)
class Indicator:
    value_kind: str = "NUMBER"
    unit: str = "%"
    by_sex: bool = False
    label: str = "Chỉ tiêu 2.1"


SHARE = Indicator()
BY_SEX = Indicator(by_sex=True)
INCOME = Indicator(unit="triệu đồng/người/năm")
AREA = Indicator(unit="m2/người")
COMPOSITE = Indicator("COMPOSITE")
QUALITATIVE = Indicator("QUALITATIVE", unit="")
CRITERION = Indicator("NONE", unit="", label="Tiêu chí 2")


def value(text: str) -> Figure:
    return Figure(Decimal(text))


def share(numerator: str, denominator: str) -> Figure:
    return Figure(numerator=Decimal(numerator), denominator=Decimal(denominator))


def sexes(*numbers: str) -> Figure:
    """whole, male, female, or male, female"""
    *whole, male, female = map(Decimal, numbers)
    return Figure(whole[0] if whole else None, male=male, female=female)


# Reading

NOTHING = Said()
READ = {
    "value": ("43,8", SHARE, Said(value("43.8"))),
    "value-with-a-point": ("43.8", SHARE, Said(value("43.8"))),
    "percent": ("12,95%", SHARE, Said(value("12.95"))),
    "percent-after-a-space": ("12,95\u00a0%", SHARE, Said(value("12.95"))),
    "zero-is-a-figure": ("0", SHARE, Said(value("0"))),
    "unit": ("43,8 triệu đồng/người/năm", INCOME, Said(value("43.8"))),
    "unit-in-capitals": ("43,8 TRIỆU ĐỒNG/NGƯỜI/NĂM", INCOME, Said(value("43.8"))),
    "unit-decomposed": ("2 m2/ngươ\u0300i", AREA, Said(value("2"))),
    "composite": ("75", COMPOSITE, Said(value("75"))),
    "share": ("14/15,7", SHARE, Said(share("14", "15.7"))),
    "share-of-kilometres": ("14/15,7 km", SHARE, Said(share("14", "15.7"))),
    "share-of-areas": ("14/15,7m2", SHARE, Said(share("14", "15.7"))),
    "share-with-spaces": (" 14 / 15,7 ", SHARE, Said(share("14", "15.7"))),
    "share-in-thousands": ("1.234,5/2.000,5", SHARE, Said(share("1234.5", "2000.5"))),
    "share-of-the-whole-of-both-sexes": ("14/15,7", BY_SEX, Said(share("14", "15.7"))),
    "only-the-whole": ("95", BY_SEX, Said(value("95"))),
    "both-sexes": ("96; 94", BY_SEX, Said(sexes("96", "94"))),
    "whole-and-both-sexes": ("95; 96; 94", BY_SEX, Said(sexes("95", "96", "94"))),
    "each-in-percent": ("95%;96 %;94%", BY_SEX, Said(sexes("95", "96", "94"))),
    "met": ("Đ", SHARE, Said(verdict=MET)),
    "met-by-letter": ("d", SHARE, Said(verdict=MET)),
    "met-in-words": ("ĐẠT", SHARE, Said(verdict=MET)),
    "met-decomposed": ("Đa\u0323t", SHARE, Said(verdict=MET)),
    "not-met": ("c", SHARE, Said(verdict=NOT_MET)),
    "not-met-short": ("KĐ", SHARE, Said(verdict=NOT_MET)),
    "not-met-in-words": ("chưa  đạt", SHARE, Said(verdict=NOT_MET)),
    "not-met-in-other-words": ("Không đạt", SHARE, Said(verdict=NOT_MET)),
    "not-applicable": ("k", SHARE, Said(verdict=NOT_APPLICABLE)),
    "not-applicable-short": ("KAD", SHARE, Said(verdict=NOT_APPLICABLE)),
    "not-applicable-in-words": ("Không áp dụng", SHARE, Said(verdict=NOT_APPLICABLE)),
    "figure-and-verdict": ("43,8 C", SHARE, Said(value("43.8"), NOT_MET)),
    "percent-and-verdict": ("43,8% C", SHARE, Said(value("43.8"), NOT_MET)),
    "figure-and-words": ("43,8 chưa đạt", SHARE, Said(value("43.8"), NOT_MET)),
    "figure-and-words-in-brackets": ("43,8 (đạt)", SHARE, Said(value("43.8"), MET)),
    "share-and-verdict": ("14/15,7 km Đ", SHARE, Said(share("14", "15.7"), MET)),
    "both-sexes-and-verdict": ("96; 94 C", BY_SEX, Said(sexes("96", "94"), NOT_MET)),
    "qualitative": ("Đạt", QUALITATIVE, Said(verdict=MET)),
    "empty": ("", SHARE, NOTHING),
    "spaces": (" \u00a0 ", SHARE, NOTHING),
    "dash": ("-", SHARE, NOTHING),
    "long-dash": ("–", SHARE, NOTHING),
    "dots": ("...", SHARE, NOTHING),
}


@pytest.mark.parametrize(("text", "indicator", "expected"), READ.values(), ids=READ)
def test_read_said(text, indicator, expected):
    assert read_said(text, indicator) == expected


LABEL = SHARE.label
NO_NUMBER = "không phải một số. Viết như 12,95 hoặc 1234."
TWO_READINGS = "‘1.234’ đọc được hai cách. Viết 1234 nếu là hàng nghìn, 1,2340 nếu là số thập phân."
REFUSED = {
    "words": ("rất tốt", SHARE, f"‘rất tốt’ {NO_NUMBER}"),
    "words-before-a-verdict": ("rất đạt", SHARE, f"‘rất’ {NO_NUMBER}"),
    "about": ("~45", SHARE, f"‘~45’ {NO_NUMBER}"),
    "another-unit": ("43,8 km", SHARE, f"‘43,8 km’ {NO_NUMBER}"),
    "percent-of-money": ("43,8%", INCOME, f"‘43,8%’ {NO_NUMBER}"),
    "two-readings": ("1.234", INCOME, TWO_READINGS),
    "two-readings-in-a-share": ("1.234/2.000,5", SHARE, TWO_READINGS),
    "footnote": ("12,9¹", SHARE, f"‘12,9¹’ {NO_NUMBER}"),
    "several-without-sexes": (
        "95; 96",
        SHARE,
        f"‘95; 96’ có nhiều số. {LABEL} chỉ ghi một số.",
    ),
    "four-of-both-sexes": (
        "1; 2; 3; 4",
        BY_SEX,
        "‘1; 2; 3; 4’ có 4 số. Viết: chung; nam; nữ.",
    ),
    "one-sex-left-out": ("95; ; 94", BY_SEX, f"‘’ {NO_NUMBER}"),
    "two-strokes": ("1/2/3", SHARE, "‘1/2/3’ không phải tử số/mẫu số. Viết như 14/15,7."),
    "no-denominator": ("14/", SHARE, f"‘’ {NO_NUMBER}"),
    "over-a-hundred": ("100,01", SHARE, "‘100,01’ quá 100 %. Xem lại con số."),
    "man-over-a-hundred": ("95; 101; 94", BY_SEX, "‘101’ quá 100 %. Xem lại con số."),
    "woman-over-a-hundred": ("96; 101", BY_SEX, "‘101’ quá 100 %. Xem lại con số."),
    "composite-over-a-hundred": ("101", COMPOSITE, "‘101’ quá 100 %. Xem lại con số."),
    "numerator-over-denominator": (
        "15,8/15,7",
        SHARE,
        "‘15,8/15,7’: tử số lớn hơn mẫu số. Xem lại hai con số.",
    ),
    "divided-by-nothing": ("0/0", SHARE, "‘0/0’ chia cho 0. Mẫu số phải lớn hơn 0."),
    "share-of-money": (
        "14/15,7",
        INCOME,
        f"‘14/15,7’: {LABEL} tính bằng triệu đồng/người/năm, ghi một số.",
    ),
    "share-without-a-unit": ("14/15,7", Indicator(unit=""), f"‘14/15,7’: {LABEL} ghi một số."),
    "figure-for-words": (
        "43,8",
        QUALITATIVE,
        f"{LABEL} không ghi số. Ghi Đạt, Chưa đạt hoặc Không áp dụng.",
    ),
    "figure-and-verdict-for-words": (
        "43,8 Đ",
        QUALITATIVE,
        f"{LABEL} không ghi số. Ghi Đạt, Chưa đạt hoặc Không áp dụng.",
    ),
    "figure-for-a-criterion": (
        "43,8",
        CRITERION,
        "Tiêu chí 2 không ghi số. Ghi Đạt, Chưa đạt hoặc Không áp dụng.",
    ),
    "figure-of-what-does-not-apply": (
        "43,8 K",
        SHARE,
        f"{LABEL} không áp dụng thì không ghi số. Giữ lại một.",
    ),
    "whole-above-both": (
        "97; 96; 94",
        BY_SEX,
        "Số chung 97 phải nằm giữa số của nam 96 và của nữ 94. Xem lại ba con số.",
    ),
    "whole-below-both": (
        "93,9; 96; 94",
        BY_SEX,
        "Số chung 93,9 phải nằm giữa số của nam 96 và của nữ 94. Xem lại ba con số.",
    ),
}


@pytest.mark.parametrize(("text", "indicator", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_an_indicator_cannot_say_is_refused(text, indicator, sentence):
    with pytest.raises(Refused) as refused:
        read_said(text, indicator)

    assert refused.value.message == sentence


@pytest.mark.parametrize("text", ["100", "100/100", "0/15,7", "94; 96; 94", "95; 95; 95"])
def test_figures_on_the_edge_are_taken(text):
    assert said_text(read_said(text, BY_SEX)) == text


def test_check_refuses_what_no_text_can_say():
    """A figure from elsewhere goes through the same door."""
    with pytest.raises(Refused) as refused:
        check(Said(Figure(numerator=Decimal(2), denominator=Decimal(1))), SHARE)

    assert refused.value.message == "‘2/1’: tử số lớn hơn mẫu số. Xem lại hai con số."


# Writing

WRITTEN = {
    "nothing": (NOTHING, ""),
    "value": (Said(value("43.8000")), "43,8"),
    "whole-hundred": (Said(value("100")), "100"),
    "thousands-without-dots": (Said(value("1234567.5")), "1234567,5"),
    "three-decimals-are-not-taken-for-thousands": (Said(value("1.234")), "1,2340"),
    "share": (Said(share("14.0000", "15.7000")), "14/15,7"),
    "share-in-three-decimals": (Said(share("14.001", "15.701")), "14,0010/15,7010"),
    "both-sexes": (Said(sexes("96", "94.5")), "96; 94,5"),
    "whole-and-both-sexes": (Said(sexes("95", "96", "94")), "95; 96; 94"),
    "figure-and-verdict": (Said(value("43.8"), NOT_MET), "43,8 C"),
    "verdict": (Said(verdict=MET), "Đ"),
    "not-applicable": (Said(verdict=NOT_APPLICABLE), "K"),
}


@pytest.mark.parametrize(("said", "text"), WRITTEN.values(), ids=WRITTEN)
def test_said_text(said, text):
    assert said_text(said) == text


def number(chance: random.Random, most: int) -> Decimal:
    """Zero, a hundred, round ones, many decimals: up to `most`."""
    decimals = chance.randint(0, 4)
    return Decimal(chance.randint(0, most * 10**decimals)).scaleb(-decimals)


def random_figure(chance: random.Random, indicator: Indicator) -> Figure:
    most = 100 if indicator.unit == "%" else 10**11 - 1
    kinds = ["value"]
    if indicator.unit == "%":
        kinds.append("share")
    if indicator.by_sex:
        kinds += ["sexes", "whole and sexes"]
    kind = chance.choice(kinds)
    if kind == "value":
        return Figure(number(chance, most))
    if kind == "share":
        numerator = number(chance, 10**9)
        return Figure(numerator=numerator, denominator=numerator + number(chance, 999) + 1)
    male, female = number(chance, most), number(chance, most)
    whole = chance.choice([male, female]) if kind == "whole and sexes" else None
    return Figure(whole, male=male, female=female)


def test_what_is_written_is_read_as_the_same():
    chance = random.Random(2021)
    for _ in range(3000):
        indicator = chance.choice([SHARE, BY_SEX, INCOME, COMPOSITE])
        figure = random_figure(chance, indicator)
        for said in (Said(figure, chance.choice([None, MET, NOT_MET])), Said(figure)):
            assert read_said(said_text(said), indicator) == said
    for verdict in (None, MET, NOT_MET, NOT_APPLICABLE):
        assert read_said(said_text(Said(verdict=verdict)), SHARE) == Said(verdict=verdict)
