"""The form of what a person wants to be reminded of, and where."""

from django import forms
from django.core.exceptions import ValidationError


class RemindersForm(forms.Form):
    # No EmailField: the service says what is wrong with an address, in one place.
    email = forms.CharField(
        label="Địa chỉ thư điện tử",
        required=False,
        max_length=254,
        help_text="Trống thì không gửi thư.",
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )
    wants_digest = forms.BooleanField(
        label="Gửi thư nhắc việc lúc 07:30 các ngày làm việc, khi có việc", required=False
    )

    def refuse(self, message: str) -> None:
        """What the service said of the address."""
        self.add_error("email", ValidationError(message))
