"""Input about an agency: its names, kind and parts, another spelling, and who took it over."""

from django import forms

from assignments.models import Agency, AgencyAlias
from communes.forms.fields import DayField

CHANGED = "Danh sách đã đổi. Chọn lại trong danh sách."


class AgencyForm(forms.ModelForm):
    """others: the agencies that can be parts."""

    use_required_attribute = False
    parts = forms.MultipleChoiceField(
        label="Gồm",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHANGED},
    )

    class Meta:
        model = Agency
        fields = ("name", "short_name", "kind")

    def __init__(self, *args, others: list[Agency], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in others}
        self.fields["parts"].choices = [(pk, one.name) for pk, one in self.by_id.items()]
        self.fields["short_name"].help_text = "Như Phòng TC-KH: dùng trong bảng và danh sách."
        self.fields[
            "kind"
        ].help_text = "“Nhiều cơ quan” như “Các phòng, ban liên quan”; “các xã” như “UBND xã”."
        if self.instance.pk and self.instance.kind != Agency.Kind.COLLECTIVE:
            del self.fields["parts"]  # shown once the office has made it a collective
        elif self.instance.pk:
            held = self.instance.parts.values_list("pk", flat=True)
            self.fields["parts"].initial = [str(pk) for pk in held]

    def chosen_parts(self) -> list[Agency]:
        return [self.by_id[pk] for pk in dict.fromkeys(self.cleaned_data.get("parts", ()))]


class AliasForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label="Cách viết khác",
        max_length=AgencyAlias._meta.get_field("name").max_length,
        help_text="Như văn bản viết, ví dụ TT BCĐ huyện.",
        error_messages={"required": "Cách viết còn trống. Viết như trong văn bản."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="alias_%s", **kwargs)  # beside a form with a name too


class HeirForm(forms.Form):
    """The agency of the page is the old one."""

    use_required_attribute = False
    new = forms.ChoiceField(label="Cơ quan kế thừa", error_messages={"invalid_choice": CHANGED})
    starts_on = DayField(
        label="Từ ngày",
        help_text="Ngày/tháng/năm.",
        error_messages={"required": "Ngày còn trống. Viết ngày/tháng/năm."},
    )
    document = forms.CharField(
        label="Văn bản",
        max_length=200,
        help_text="Số, ngày của quyết định.",
        error_messages={"required": "Kế thừa phải có văn bản. Ghi số, ngày của quyết định."},
    )

    def __init__(self, *args, others: list[Agency], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in others}
        self.fields["new"].choices = [(pk, one.name) for pk, one in self.by_id.items()]

    def clean_new(self) -> Agency:
        return self.by_id[self.cleaned_data["new"]]
