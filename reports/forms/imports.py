"""What the wizard's pages send: a file or a block, rows of headings, columns, answers."""

import re
from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Question, SheetColumn
from ntm_portal.lib.text import shown

MOST_LETTERS = 500_000  # of a pasted block; more comes as a file
MOST_ROWS = 30_000  # no headings stand lower
LEAVE_OUT = "bo-qua"


class HandInForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel hoặc CSV",
        help_text="Tệp .xlsx hoặc .csv, tối đa 10 MB.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    block = forms.CharField(
        label="Hoặc dán khối ô chép từ Excel",
        help_text="Chép cả dòng tiêu đề, rồi nhấn Ctrl+V vào ô này.",
        required=False,
        strip=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "wrap": "off"}),
        error_messages={"max_length": "Khối dán quá dài. Lưu thành tệp .xlsx rồi tải lên."},
    )

    def clean(self) -> dict:
        given = super().clean()
        file, block = given.get("file"), (given.get("block") or "").strip()
        if file and block:
            self.add_error("block", "Đã chọn tệp và cũng đã dán khối. Giữ lại một trong hai.")
        elif file is None and not block and not self.errors:
            self.add_error("file", "Chưa chọn tệp. Chọn một tệp, hoặc dán khối ô vào ô bên dưới.")
        return given

    @property
    def is_block(self) -> bool:
        return self.cleaned_data["file"] is None

    @property
    def name(self) -> str:
        return "" if self.is_block else self.cleaned_data["file"].name

    @property
    def content(self) -> bytes:
        if self.is_block:
            return self.cleaned_data["block"].encode("utf-8", "replace")
        return self.cleaned_data["file"].read()


def read_header_rows(data: QueryDict) -> tuple[int, int] | None:
    """None where both boxes are empty: the headings are looked for."""
    first, last = (data.get(name, "").strip() for name in ("dau", "cuoi"))
    if not first and not last:
        return None
    numbers = [_row_number(one) for one in (first or last, last or first)]
    if numbers[0] > numbers[1]:
        raise Refused(f"Dòng tiêu đề đầu {numbers[0]} đứng sau dòng cuối {numbers[1]}. Đổi lại.")
    return numbers[0], numbers[1]


def _row_number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", text) or not 1 <= int(text) <= MOST_ROWS:
        raise Refused(f"Dòng tiêu đề ‘{shown(text)}’ không phải số dòng. Viết như 5.")
    return int(text)


def read_mapping(
    data: QueryDict, places: Sequence[int], columns: Sequence[SheetColumn]
) -> dict[int, str]:
    """Column of the sheet -> key; columns that are not to be read are left out."""
    known = {one.key for one in columns}
    found = {}
    for place in places:
        key = data.get(f"cot-{place}", "")
        if not key:
            continue
        if key not in known:
            raise Refused(
                f"Cột ‘{shown(key)}’ không có trong loại bảng này. Chọn lại trong danh sách."
            )
        found[place] = key
    return found


def read_answers(data: QueryDict, questions: Mapping[str, Question]) -> dict[str, str]:
    """By the question's key; what is not answered yet is left out, "" leaves its cells out."""
    found = {}
    for place, (key, question) in enumerate(questions.items()):
        given = data.get(f"cau-{place}", "")
        if given == LEAVE_OUT:
            found[key] = ""
        elif re.fullmatch("[0-9]{1,3}", given) and int(given) < len(question.options):
            found[key] = question.options[int(given)][0]
        elif given:
            raise Refused(f"Câu trả lời ‘{shown(given)}’ không có. Chọn lại trong danh sách.")
    return found
