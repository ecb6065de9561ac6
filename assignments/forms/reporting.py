"""Input of reports: the words of a sender, and which cycles the office makes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from assignments.models import Report
from assignments.models.reporting import WORDS
from assignments.reporting_rules import Deadline, Kind, Period, periods_of, read_key
from communes.forms.fields import DayField
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, shown, upper_first
from plans.models import Plan

BAD_REQUEST = 400
LAST_DAY_OF_MONTH = 31
KINDS = {
    "thang": Kind.MONTHLY,
    "quy": Kind.QUARTERLY,
    "nua-nam": Kind.HALF_YEAR,
    "nam": Kind.YEAR,
}
KIND_WORDS = {"thang": "hằng tháng", "quy": "hằng quý", "nua-nam": "6 tháng", "nam": "cả năm"}
HOW_WORDS = {"truoc": "trước ngày", "cham-nhat": "chậm nhất ngày"}
MONTH_WORDS = {"nay": "của tháng cuối kỳ", "sau": "của tháng sau kỳ"}


class WordsForm(forms.Form):
    """The headed texts; `label` and order are those of the model."""

    rows = 3

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in WORDS:
            self.fields[name] = forms.CharField(
                label=upper_first(str(Report._meta.get_field(name).verbose_name)),
                required=False,
                widget=forms.Textarea(attrs={"rows": self.rows}),
            )

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in WORDS]


class SummaryForm(WordsForm):
    """What many senders wrote."""

    rows = 8


class ReportForm(WordsForm):
    """correction: of a report that was sent before. received_on: of a paper, for the office."""

    correction = forms.CharField(
        label="Sửa gì so với bản đã gửi",
        required=False,
        max_length=300,
        help_text="Một dòng; bản đã gửi vẫn còn.",
        widget=forms.TextInput(attrs={"size": 60}),
    )
    received_on = DayField(
        label="Ngày nhận báo cáo giấy",
        required=False,
        help_text="Để trống nếu nhận hôm nay; ngày này tính đúng hạn hay muộn.",
    )


def kept_words(said: object) -> Mapping[str, str]:
    """The texts of a report or a summary, for boxes that are filled with them."""
    return {name: getattr(said, name) for name in WORDS}


@dataclass(frozen=True)
class CyclesAsked:
    """Which cycles are looked at before they are made. The names of `query` are the address's."""

    kind: str
    year: int
    day: int
    how: str
    month: str

    @property
    def deadline(self) -> Deadline:
        return Deadline(self.day, is_before=self.how == "truoc", next_month=self.month == "sau")

    @property
    def periods(self) -> tuple[Period, ...]:
        return periods_of(KINDS[self.kind], self.year)

    @property
    def query(self) -> dict[str, str]:
        return {
            "loai": self.kind,
            "nam": str(self.year),
            "ngay-gui": str(self.day),
            "cach": self.how,
            "thang": self.month,
        }


def read_cycles(asked: QueryDict, plan: Plan) -> CyclesAsked:
    """What an address or a form names; what it leaves out is as the plan of Lộc Bình prints it:
    every month, before day 30. Raises Refused (400).
    """
    return CyclesAsked(
        kind=_one_of(asked, "loai", KIND_WORDS, "thang", "Loại kỳ"),
        year=_number(asked, "nam", range(plan.first_year, plan.last_year + 1), "Năm"),
        day=_number(asked, "ngay-gui", range(1, LAST_DAY_OF_MONTH + 1), "Ngày gửi", default=30),
        how=_one_of(asked, "cach", HOW_WORDS, "truoc", "Cách tính hạn"),
        month=_one_of(asked, "thang", MONTH_WORDS, "nay", "Tháng của hạn"),
    )


def read_periods(keys: list[str], asked: CyclesAsked) -> list[Period]:
    """The periods that were ticked. Raises Refused for one that was not offered."""
    found = []
    for key in dict.fromkeys(keys):
        period = read_key(clean_line(key))
        if period not in asked.periods:
            raise Refused(f"Kỳ ‘{shown(key)}’ không có trong danh sách. Tải lại trang.")
        found.append(period)
    return found


def _one_of(asked: QueryDict, name: str, words: Mapping[str, str], default: str, what: str) -> str:
    text = clean_line(asked.get(name, "")) or default
    if text not in words:
        raise Refused(
            f"{what} ‘{shown(text)}’ không có. Chọn {', '.join(words.values())}.",
            status=BAD_REQUEST,
        )
    return text


def _number(
    asked: QueryDict, name: str, offered: range, what: str, default: int | None = None
) -> int:
    """default: the first that is offered where none is given."""
    text = clean_line(asked.get(name, "")) or str(offered[0] if default is None else default)
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else -1
    if number not in offered:
        raise Refused(
            f"{what} ‘{shown(text)}’ không có. Viết một số từ {offered[0]} đến {offered[-1]}.",
            status=BAD_REQUEST,
        )
    return number
