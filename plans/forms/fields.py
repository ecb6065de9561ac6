"""Figures of a plan as its office writes them."""

from decimal import Decimal

from django import forms

from ntm_portal.lib.numbers import read_number
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from plans.models.contents import written

MOST_WHOLE = 32_767  # what the smallest whole column keeps


class FigureField(forms.CharField):
    """A figure such as 3.002,8; None where nothing is written. "1.234" is asked about."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 14})

    def prepare_value(self, value: object) -> object:
        return written(value) if isinstance(value, Decimal | int) else value

    def clean(self, value: object) -> Decimal | None:
        text = super().clean(value)
        try:
            return read_number(text) if text else None
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from refusal


class WholeField(FigureField):
    """A whole figure: communes, villages."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 8})

    def clean(self, value: object) -> int | None:
        number = super().clean(value)
        if number is None:
            return None
        if number != int(number) or number > MOST_WHOLE:
            raise forms.ValidationError(
                f"‘{shown(str(value))}’ không phải số nguyên đến {written(MOST_WHOLE)}. Xem lại."
            )
        return int(number)


class YearField(forms.CharField):
    """A year of four digits; None where nothing is written."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6})

    def clean(self, value: object) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) == 4 and text[0] != "0"):
            raise forms.ValidationError(f"Năm ‘{shown(text)}’ không có. Viết bốn chữ số.")
        return int(text)
