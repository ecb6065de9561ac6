"""Form fields that several forms share."""

from datetime import date

from django import forms

from ntm_portal.lib.dates import format_day, parse_day
from ntm_portal.lib.text import shown


class DayField(forms.CharField):
    """A day as people write it: 30/01/2024, 30-1-2024, 30.1.24; None where nothing is written."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 10})

    def prepare_value(self, value: object) -> object:
        return format_day(value) if isinstance(value, date) else value

    def clean(self, value: object) -> date | None:
        text = super().clean(value)
        day = parse_day(text)
        if text and day is None:
            raise forms.ValidationError(
                f"Ngày ‘{shown(text)}’ không có. Viết ngày/tháng/năm, ví dụ 30/01/2024."
            )
        return day
