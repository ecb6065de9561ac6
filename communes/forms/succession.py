"""Input of who took over whom."""

import re
from decimal import Decimal

from django import forms

from communes.forms.fields import DayField
from communes.models import AdministrativeUnit
from ntm_portal.lib.text import shown

MOST_PEOPLE = 10_000_000


class CountField(forms.CharField):
    """A whole number, also with dots for thousands; None where nothing is written."""

    def __init__(self, **more) -> None:
        super().__init__(
            required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **more
        )

    def clean(self, value: object) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        digits = text.replace(".", "").replace(" ", "")
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 12):
            raise forms.ValidationError(f"‘{shown(text)}’ không phải là số nguyên. Viết như 1.234.")
        if int(digits) > MOST_PEOPLE:
            raise forms.ValidationError(f"‘{shown(text)}’ quá lớn. Kiểm tra lại số.")
        return int(digits)


class ShareField(forms.CharField):
    """A percentage with a decimal comma; None where nothing is written."""

    def __init__(self, **more) -> None:
        super().__init__(
            required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more
        )

    def clean(self, value: object) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        if not re.fullmatch("[0-9]{1,3}([,.][0-9]{1,2})?", text):
            raise forms.ValidationError(f"‘{shown(text)}’ không phải là phần trăm. Viết như 62,5.")
        return Decimal(text.replace(",", "."))


class SuccessionForm(forms.Form):
    """One succession of the page's unit. other: the unit on the other side, old or new."""

    other = forms.ModelChoiceField(
        AdministrativeUnit.objects.none(),
        label="Đơn vị",
        empty_label="Chọn đơn vị",
        error_messages={
            "required": "Chưa chọn đơn vị. Chọn một đơn vị trong danh sách.",
            "invalid_choice": "Đơn vị này không có trong danh sách. Chọn lại.",
        },
    )
    starts_on = DayField(
        label="Từ ngày", error_messages={"required": "Chưa ghi ngày. Viết ngày/tháng/năm."}
    )
    document = forms.CharField(
        label="Văn bản quyết định",
        max_length=200,
        help_text="Số, ngày và cơ quan ban hành.",
        error_messages={"required": "Chưa ghi văn bản. Ghi số và ngày của văn bản quyết định."},
    )
    share_percent = ShareField(label="Phần nhập vào (%)", help_text="Để trống nếu nhập toàn bộ.")
    population = CountField(label="Dân số nhập vào", help_text="Theo văn bản; có thể để trống.")
    households = CountField(label="Số hộ nhập vào", help_text="Theo văn bản; có thể để trống.")

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = units
        self.fields["other"].label_from_instance = lambda unit: f"{unit.long_name}, mã {unit.code}"
