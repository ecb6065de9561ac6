"""Input of the list of work: sections, items, the lines around the table, and readings by hand."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import ValidationError

from assignments.models import Agency, WorkItem, WorkLayout, WorkParty, WorkSection
from assignments.services.work import Term
from ntm_portal.lib.dates import parse_day
from ntm_portal.lib.text import clean_line, shown
from plans.forms.parts import PartForm
from plans.models import Plan

CHANGED = "Danh sách đã đổi. Chọn lại trong danh sách."
MOST_TERMS = 60
LONGEST_BLOCK = 500_000


class NumberedField(forms.ModelChoiceField):
    """Rows of the plan by a number; one that no row can have never reaches the database."""

    default_error_messages = {"invalid_choice": CHANGED}

    def to_python(self, value: object) -> object:
        if value not in self.empty_values and not (
            str(value).isascii() and str(value).isdecimal() and len(str(value)) <= 18
        ):
            raise ValidationError(CHANGED, code="invalid_choice")
        return super().to_python(value)

    def label_from_instance(self, one: WorkItem | WorkSection) -> str:
        return shown(str(one), 80)


class SectionForm(PartForm):
    class Meta:
        model = WorkSection
        fields = ("title",)
        help_texts = {"title": "Không gõ số La Mã: cổng đánh số theo thứ tự."}


class ItemForm(PartForm):
    """A sub-item is in the section of the item that it belongs to."""

    section = NumberedField(label="Mục", queryset=None, empty_label=None)
    parent = NumberedField(
        label="Thuộc việc",
        queryset=None,
        required=False,
        empty_label="Không, là một việc có số",
        help_text="Dòng con không có số, như hai dòng dưới “2. Y tế”.",
    )

    class Meta:
        model = WorkItem
        fields = ("section", "parent", "text", "directing", "leading", "cooperating", "timing")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            **{
                name: forms.Textarea(attrs={"rows": 2})
                for name in ("directing", "leading", "cooperating", "timing")
            },
        }
        help_texts = {
            "text": "Như in, không gõ số thứ tự.",
            "leading": "Như in. Cổng nhận ra cơ quan trong lời văn.",
            "timing": "Như in: Tháng 3, 7; Quý II, III; Thường xuyên. Cổng đọc ra hạn.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        self.fields["section"].queryset = plan.work_sections.order_by("position", "pk")
        items = plan.work_items.filter(parent=None).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = items.order_by("section__position", "position", "pk")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("parent") is not None:
            data["section"] = data["parent"].section
        return data


class LayoutForm(PartForm):
    class Meta:
        model = WorkLayout
        fields = (
            "title",
            "subtitle",
            "number_head",
            "text_head",
            "directing_head",
            "leading_head",
            "cooperating_head",
            "timing_head",
        )
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "subtitle": forms.Textarea(attrs={"rows": 2}),
        }


class TermsField(forms.CharField):
    """One date a line, or two with a dash: from when until when."""

    widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})

    def clean(self, value: object) -> list[Term]:
        lines = [clean_line(line) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_TERMS:
            raise ValidationError(f"Có {len(lines)} dòng, tối đa {MOST_TERMS}. Nhập gọn lại.")
        return [_term(line) for line in lines]


def _term(line: str) -> Term:
    ends = [part.strip() for part in line.replace("–", " - ").split(" - ")]
    days = [parse_day(part) for part in ends]
    for part, day in zip(ends, days, strict=True):
        if day is None:
            raise ValidationError(
                f"Ngày ‘{shown(part)}’ không có. Viết ngày/tháng/năm, mỗi hạn một dòng."
            )
    if len(days) > 2:
        raise ValidationError(f"Dòng ‘{shown(line)}’ có hơn hai ngày. Viết: từ ngày - đến ngày.")
    return Term(days[-1], days[0] if len(days) == 2 else None)


class TimingForm(forms.Form):
    """The answer to a timing that is not read: dates, or that there is none."""

    use_required_attribute = False
    terms = TermsField(
        label="Hạn",
        required=False,
        help_text="Mỗi dòng một hạn, viết ngày/tháng/năm; hoặc từ ngày - đến ngày.",
    )
    undated = forms.BooleanField(label="Không có ngày cụ thể", required=False)

    def clean(self) -> dict:
        data = super().clean()
        if "terms" in data and bool(data["terms"]) == bool(data.get("undated")):
            raise ValidationError("Nhập hạn, hoặc chọn “Không có ngày cụ thể”: một trong hai.")
        return data


class AgenciesField(forms.ModelMultipleChoiceField):
    default_error_messages = {"invalid_choice": CHANGED, "invalid_pk_value": CHANGED}
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Sequence[str] | None) -> object:
        for one in value or ():
            if not (str(one).isascii() and str(one).isdecimal() and len(str(one)) <= 18):
                raise ValidationError(CHANGED)
        return super().clean(value)

    def label_from_instance(self, one: Agency) -> str:
        return one.label


class PartiesForm(forms.Form):
    """Who stands in an item's cells, by hand."""

    use_required_attribute = False
    DIRECT = AgenciesField(label="Chỉ đạo", queryset=None, required=False)
    LEAD = AgenciesField(label="Chủ trì", queryset=None, required=False)
    SUPPORT = AgenciesField(label="Phối hợp", queryset=None, required=False)

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for role in WorkParty.Role.values:
            self.fields[role].queryset = Agency.objects.filter(unit=plan.unit_id).order_by("name")

    @property
    def parties(self) -> Mapping[str, Sequence[Agency]]:
        return {role: list(self.cleaned_data[role]) for role in WorkParty.Role.values}


class PasteForm(forms.Form):
    use_required_attribute = False
    into = NumberedField(
        label="Các dòng không có mục vào",
        queryset=None,
        required=False,
        empty_label="Chưa chọn: bảng dán có dòng mục I, II",
    )
    block = forms.CharField(
        label="Bảng",
        strip=False,
        max_length=LONGEST_BLOCK,
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off", "spellcheck": "false"}),
        help_text=(
            "Chép cả các dòng trong Word hoặc Excel, sáu cột: STT, nội dung, chỉ đạo, chủ trì, "
            "phối hợp, thời gian. Dòng đầu bảng được bỏ qua."
        ),
        error_messages={"required": "Chưa có gì. Dán bảng vào đây."},
    )

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = plan.work_sections.order_by("position", "pk")


class SourceField(forms.ModelChoiceField):
    default_error_messages = {"invalid_choice": CHANGED}

    def label_from_instance(self, one: Plan) -> str:
        return f"{one.short_name}: {shown(one.title, 80)}"


class CopyWorkForm(forms.Form):
    use_required_attribute = False
    source = SourceField(
        label="Chép công việc từ", queryset=None, empty_label=None, to_field_name="code"
    )

    def __init__(self, *args, sources, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources
