"""Input about recognitions; what a service refuses is shown above the form, with what was typed."""

from django import forms

from communes.forms.fields import DayField
from communes.models import Recognition, Revocation
from criteria.models import CriteriaSet

LINES = {"rows": 2}


class SetField(forms.ModelChoiceField):
    def label_from_instance(self, one: CriteriaSet) -> str:
        return f"{one.get_tier_display().capitalize()} {one.period}"


class RecognitionForm(forms.Form):
    criteria_set = SetField(label="Cấp độ", queryset=None, to_field_name="code", empty_label=None)
    decision_no = forms.CharField(
        label="Số quyết định", max_length=100, help_text="Ví dụ 15/QĐ-UBND."
    )
    decided_on = DayField(label="Ngày quyết định", help_text="Ngày/tháng/năm.")
    issuer = forms.CharField(
        label="Cơ quan công nhận",
        max_length=Recognition._meta.get_field("issuer").max_length,
    )
    note = forms.CharField(
        label="Ghi chú",
        max_length=Recognition._meta.get_field("note").max_length,
        required=False,
        widget=forms.Textarea(attrs=LINES),
    )
    # Shown only after a refusal that it answers.
    confirm_missing_prerequisite = forms.BooleanField(
        label="Vẫn ghi: quyết định đúng là như vậy", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        sets = CriteriaSet.objects.for_communes().exclude(status=CriteriaSet.Status.DRAFT)
        self.fields["criteria_set"].queryset = sets.order_by("-effective_from", "pk")

    def ask_to_confirm(self) -> None:
        self.fields["confirm_missing_prerequisite"].widget = forms.CheckboxInput()


class RevocationForm(forms.Form):
    decision_no = forms.CharField(
        label="Số quyết định thu hồi", max_length=100, help_text="Ví dụ 15/QĐ-UBND."
    )
    decided_on = DayField(label="Ngày quyết định", help_text="Ngày/tháng/năm.")
    reason = forms.CharField(
        label="Lý do",
        max_length=Revocation._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs=LINES),
    )


class VoidForm(forms.Form):
    reason = forms.CharField(
        label="Sai ở đâu",
        max_length=Revocation._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs=LINES),
        help_text="Dòng này vẫn còn trong lịch sử, nhưng không tính vào ngày nào.",
    )
