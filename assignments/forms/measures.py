"""Input of a measure (giải pháp); the service says what is wrong with its content."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone

from assignments.models import Agency
from communes.forms.fields import DayField
from criteria.models import Requirement
from plans.models import Plan

CHANGED = "Danh sách đã đổi. Chọn lại trong danh sách."


class CriterionField(forms.ModelChoiceField):
    def label_from_instance(self, one: Requirement) -> str:
        return f"{one.code}. {one.name}"


class MeasureForm(forms.Form):
    use_required_attribute = False  # the page says it itself, in Vietnamese

    requirement = CriterionField(
        label="Tiêu chí",
        queryset=None,
        required=False,
        empty_label="Chung cả xã",
        error_messages={"invalid_choice": CHANGED},
    )
    text = forms.CharField(
        label="Giải pháp thực hiện",
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Giải pháp còn trống. Viết việc cần làm."},
    )
    due_on = DayField(
        label="Thời hạn: trước ngày",
        help_text="Ngày/tháng/năm; để trống nếu không có hạn.",
        required=False,
    )
    # Not a ModelMultipleChoiceField (Django 5.2): an id of 400 digits overflows in its query.
    agencies = forms.MultipleChoiceField(
        label="Cơ quan hướng dẫn",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHANGED},
    )

    def __init__(self, *args, plan: Plan, kept: Iterable[int] = (), **kwargs) -> None:
        """kept: ids of agencies that the measure names already, also of those taken over since."""
        super().__init__(*args, **kwargs)
        criteria = plan.criteria_set.requirements.criteria()
        self.fields["requirement"].queryset = criteria.order_by("position")
        acting = Agency.objects.filter(unit=plan.unit_id).acting_on(timezone.localdate())
        chosen = Agency.objects.filter(pk__in=kept, unit=plan.unit_id)
        self.by_id = {str(one.pk): one for one in (acting | chosen).order_by("pk")}
        self.fields["agencies"].choices = [(pk, one.name) for pk, one in self.by_id.items()]

    def clean_agencies(self) -> list[Agency]:
        return [self.by_id[pk] for pk in dict.fromkeys(self.cleaned_data["agencies"])]
