"""What the office copies from the signed paper; the service says what is wrong with it."""

from django import forms

from communes.forms.fields import DayField
from plans.services.signature import Signature


class SignatureForm(forms.Form):
    number = forms.CharField(
        label="Số, ký hiệu", help_text="Như 72/KH-UBND.", required=False, max_length=200
    )
    signed_on = DayField(label="Ngày ký", help_text="Ngày/tháng/năm.", required=False)
    signer = forms.CharField(label="Người ký", required=False, max_length=200)
    signer_title = forms.CharField(
        label="Chức vụ người ký",
        help_text="Như KT. CHỦ TỊCH, PHÓ CHỦ TỊCH.",
        required=False,
        max_length=200,
    )
    as_on_paper = forms.BooleanField(
        label="Ngày của các căn cứ ghi đúng như văn bản, dù sau ngày ký", required=False
    )

    def signature(self) -> Signature:
        return Signature(**self.cleaned_data)
