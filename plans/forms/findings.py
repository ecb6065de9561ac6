"""Input of what a single-commune plan finds."""

from django import forms

from plans.forms.fields import FigureField


class FindingForm(forms.Form):
    """What the plan says of one indicator; the service says what is wrong with it."""

    use_required_attribute = False  # the page says it itself, in Vietnamese

    text = forms.CharField(
        label="Thực trạng, như trong kế hoạch",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Thực trạng còn trống. Viết tình hình của chỉ tiêu."},
    )
    printed_share = FigureField(
        label="Tỷ lệ in trong kế hoạch (%)",
        help_text="Chỉ khi kế hoạch in tỷ lệ cạnh phân số, ví dụ 88,17. Chỉ để đối chiếu.",
        required=False,
    )
