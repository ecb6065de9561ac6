"""Measured figures (giá trị): how they are written, what they may be, how they are judged. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from criteria.rules import Bound, Verdict, assess
from ntm_portal.lib.numbers import read_number, round_beside
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, fold, shown

PERCENT = "%"
SHARE_DECIMALS = 2
HUNDRED = 100
# As the entry grid and the signed plans write them; what is not here is a figure or refused.
WORDS = {
    Verdict.MET: ("đ", "d", "đạt"),
    Verdict.NOT_MET: ("c", "kđ", "cđ", "chưa", "chưa đạt", "không đạt"),
    Verdict.NOT_APPLICABLE: ("k", "kad", "không áp dụng"),
}
SIGNS = {Verdict.MET: "Đ", Verdict.NOT_MET: "C", Verdict.NOT_APPLICABLE: "K"}
_VERDICT_OF = {word: verdict for verdict, words in WORDS.items() for word in words}
_NOTHING = {"", "-", "–", "..."}


class Measured(Protocol):
    """An indicator as far as its figures go."""

    value_kind: str
    unit: str
    by_sex: bool
    decimals: int | None

    @property
    def label(self) -> str: ...


@dataclass(frozen=True)
class Figure:
    """One measured figure in the indicator's unit; nothing in it is ever rounded.

    value: None where it follows from numerator / denominator (a share in percent).
    male, female: (nam, nữ) where both sexes must reach the threshold by themselves.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    male: Decimal | None = None
    female: Decimal | None = None

    @property
    def quantity(self) -> Fraction | None:
        """The figure as a whole (chung), in the indicator's unit; None where it is not known."""
        if self.numerator is not None and self.denominator:
            return HUNDRED * Fraction(self.numerator) / Fraction(self.denominator)
        return None if self.value is None else Fraction(self.value)


@dataclass(frozen=True)
class Said:
    """What one cell says: a figure, a verdict that a person decides, both, or nothing.

    verdict: None leaves it to the threshold.
    """

    figure: Figure | None = None
    verdict: Verdict | None = None


def judge(figure: Figure, bound: Bound | None, *, by_sex: bool = False) -> Verdict:
    """The verdict of a figure against a threshold; NO_DATA where it does not decide.

    by_sex: both sexes must reach it. The whole lies between the two, so a whole that fails
    decides as well; one that passes says nothing of the sexes.
    """
    whole = assess(figure.quantity, bound)
    if not by_sex:
        return whole
    sexes = [assess(figure.male, bound), assess(figure.female, bound)]
    if Verdict.NOT_MET in (whole, *sexes):
        return Verdict.NOT_MET
    return Verdict.NO_DATA if Verdict.NO_DATA in sexes else Verdict.MET


def read_said(text: str, measured: Measured) -> Said:
    """Read a cell: "43,8", "14/15,7 km", "95; 96; 94" (chung; nam; nữ), "Đ", "43,8 C", "".

    Two figures with ";" are nam; nữ. Raises Refused with a sentence that does not name the place.
    """
    written = clean_line(text)
    if fold(written) in _NOTHING:
        return Said()
    rest, verdict = _without_verdict(written)
    said = Said(_figure(rest, measured) if rest else None, verdict)
    check(said, measured)
    return said


def _without_verdict(written: str) -> tuple[str, Verdict | None]:
    """("43,8", NOT_MET) for "43,8 C"; words are read without case, also in brackets."""
    last = written.lower().rstrip(".,;) ")
    for word in sorted(_VERDICT_OF, key=len, reverse=True):
        if re.search(rf"(^|[\s(,;:%]){re.escape(word)}$", last):
            rest = written[: len(last) - len(word)].rstrip("(,;: ")
            return rest, _VERDICT_OF[word]
    return written, None


def _figure(written: str, measured: Measured) -> Figure:
    written = _without_unit(written, measured.unit)
    if "/" in written:
        numerator, denominator = _fraction(written)
        return Figure(numerator=numerator, denominator=denominator)
    parts = [read_number(_without_unit(part, measured.unit)) for part in written.split(";")]
    if len(parts) == 1:
        return Figure(value=parts[0])
    if not measured.by_sex:
        raise Refused(f"‘{shown(written)}’ có nhiều số. {measured.label} chỉ ghi một số.")
    if len(parts) > 3:
        raise Refused(f"‘{shown(written)}’ có {len(parts)} số. Viết: chung; nam; nữ.")
    *whole, male, female = parts
    return Figure(value=whole[0] if whole else None, male=male, female=female)


def _fraction(written: str) -> tuple[Decimal, Decimal]:
    """Numerator and denominator; one unit behind them, such as km, changes nothing of a share."""
    bare = re.sub(r"\s*[^\W\d_]+\d?$", "", written)
    parts = bare.split("/")
    if len(parts) != 2:
        raise Refused(f"‘{shown(written)}’ không phải tử số/mẫu số. Viết như 14/15,7.")
    numerator, denominator = map(read_number, parts)
    return numerator, denominator


def _without_unit(written: str, unit: str) -> str:
    bare = written.strip()
    has_unit = unit and bare.lower().endswith(unit.lower())
    return bare[: -len(unit)].rstrip() if has_unit else bare


def check(said: Said, measured: Measured) -> None:
    """Raise Refused for what the indicator cannot say."""
    figure = said.figure
    if figure is None:
        return
    if said.verdict is Verdict.NOT_APPLICABLE:
        raise Refused(f"{measured.label} không áp dụng thì không ghi số. Giữ lại một.")
    if measured.value_kind not in ("NUMBER", "COMPOSITE"):
        raise Refused(f"{measured.label} không ghi số. Ghi Đạt, Chưa đạt hoặc Không áp dụng.")
    is_share = measured.unit == PERCENT
    if figure.denominator is not None:
        _check_fraction(figure, measured, is_share=is_share)
    sexes = [one for one in (figure.male, figure.female) if one is not None]
    for one in (figure.value, *sexes):
        if is_share and one is not None and one > HUNDRED:
            raise Refused(f"‘{written(one)}’ quá 100 %. Xem lại con số.")
    if (
        figure.value is not None
        and len(sexes) == 2
        and not min(sexes) <= figure.value <= max(sexes)
    ):
        raise Refused(
            f"Số chung {written(figure.value)} phải nằm giữa số của nam {written(sexes[0])} và "
            f"của nữ {written(sexes[1])}. Xem lại ba con số."
        )


def fits(said: Said, measured: Measured) -> bool:
    """Whether the indicator can say it."""
    try:
        check(said, measured)
    except Refused:
        return False
    return True


def _check_fraction(figure: Figure, measured: Measured, *, is_share: bool) -> None:
    said = f"{written(figure.numerator)}/{written(figure.denominator)}"
    if not is_share:
        measure = f" tính bằng {measured.unit}," if measured.unit else ""
        raise Refused(f"‘{said}’: {measured.label}{measure} ghi một số.")
    if not figure.denominator:
        raise Refused(f"‘{said}’ chia cho 0. Mẫu số phải lớn hơn 0.")
    if figure.numerator is not None and figure.numerator > figure.denominator:
        raise Refused(f"‘{said}’: tử số lớn hơn mẫu số. Xem lại hai con số.")


def written(number: Decimal | None) -> str:
    """A number as it was measured: 12.9500 -> "12,95"; without dots, so that it reads back."""
    if number is None:
        return ""
    text = f"{number.normalize():f}"
    return text.replace(".", ",")


def figure_words(figure: Figure, measured: Measured, bound: Decimal | None) -> str:
    """For documents: "43,8%", "14/15,7 = 89,17%", "chung 95; nam 96; nữ 94%".

    bound: the threshold's value, to whose other side a share is never rounded; None: none known.
    """
    if figure.denominator is not None and figure.quantity is not None:
        places = SHARE_DECIMALS if measured.decimals is None else measured.decimals
        share = written(round_beside(figure.quantity, bound, places))
        words = f"{written(figure.numerator)}/{written(figure.denominator)} = {share}"
    elif figure.male is not None or figure.female is not None:
        parts = (("chung", figure.value), ("nam", figure.male), ("nữ", figure.female))
        words = "; ".join(f"{who} {written(one)}" for who, one in parts if one is not None)
    else:
        words = written(figure.value)
    return f"{words}%" if measured.unit == PERCENT else f"{words} {measured.unit}".strip()


def said_of(figure: Figure | None, verdict: str, *, is_computed: bool) -> Said:
    """What was said to leave this verdict; is_computed: a threshold decided it, not a person."""
    by_hand = not is_computed and verdict != Verdict.NO_DATA
    return Said(figure, Verdict(verdict) if by_hand else None)


def said_text(said: Said) -> str:
    """The cell's text; `read_said` reads it back as the same thing."""
    figure = said.figure
    parts = []
    if figure is not None and figure.denominator is not None:
        parts.append(f"{_unmistaken(figure.numerator)}/{_unmistaken(figure.denominator)}")
    elif figure is not None:
        numbers = (figure.value, figure.male, figure.female)
        parts.append("; ".join(_unmistaken(one) for one in numbers if one is not None))
    if said.verdict in SIGNS:
        parts.append(SIGNS[said.verdict])
    return " ".join(parts)


def _unmistaken(number: Decimal | None) -> str:
    """1,234 would be asked about when read back: 1,2340."""
    text = written(number)
    return f"{text}0" if re.fullmatch(r"[1-9]\d{0,2},\d{3}", text) else text
