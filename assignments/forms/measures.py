"""Input of a measure (giải pháp); the service says what is wrong with its content."""

from django import forms

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
    agencies = forms.ModelMultipleChoiceField(
        label="Cơ quan hướng dẫn",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(["invalid_choice", "invalid_pk_value", "list"], CHANGED),
    )

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        criteria = plan.criteria_set.requirements.criteria()
        self.fields["requirement"].queryset = criteria.order_by("position")
        self.fields["agencies"].queryset = Agency.objects.filter(unit=plan.unit_id)
