"""Input of a decision on thresholds: what it is, and one box for each level that it may name."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django import forms

from communes.decisions import CriterionLevels, Level, NewLevel
from communes.forms.fields import DayField
from criteria.figures import Figure, Said, check
from criteria.models import ThresholdDecision
from ntm_portal.lib.numbers import read_number
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_text, lower_first

MOST_WORDS = 500  # letters of a condition


def _length(name: str) -> int | None:
    return ThresholdDecision._meta.get_field(name).max_length


class LevelField(forms.CharField):
    """A new level as people write it: "45", "12,5", "45 %"; None where nothing is written."""

    def __init__(self, level: Level) -> None:
        self.level = level
        name = f"Mức mới, {lower_first(level.place)}"
        attrs = {"autocomplete": "off", "aria-label": name}
        if level.takes_number:
            widget = forms.TextInput(attrs=attrs | {"inputmode": "decimal", "size": 8})
        else:
            widget = forms.Textarea(attrs=attrs | {"rows": 1})
        super().__init__(required=False, label=name, widget=widget, max_length=MOST_WORDS)

    def clean(self, value: object) -> NewLevel | None:
        text = clean_text(super().clean(value))
        if not text:
            return None
        if not self.level.takes_number:
            return NewLevel(self.level, text=text)
        try:
            return NewLevel(self.level, value=self._number(text))
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def _number(self, text: str) -> Decimal:
        requirement = self.level.requirement
        unit = requirement.unit
        bare = text.removesuffix(unit).rstrip() if unit else text
        number = read_number(bare)
        check(Said(Figure(number)), requirement)
        return number


class DecisionForm(forms.Form):
    decision_no = forms.CharField(
        label="Số quyết định",
        max_length=_length("decision_no"),
        help_text="Số và ký hiệu, ví dụ 15/QĐ-UBND.",
    )
    issued_on = DayField(label="Ngày ký", help_text="Ngày/tháng/năm.")
    effective_from = DayField(
        label="Có hiệu lực từ ngày", help_text="Ngày/tháng/năm, như văn bản ghi."
    )
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=_length("issuer"))
    title = forms.CharField(
        label="Trích yếu", max_length=_length("title"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, groups: Sequence[CriterionLevels], **more) -> None:
        super().__init__(*args, **more)
        self.groups = groups
        for group in groups:
            for level in group.levels:
                self.fields[level.key] = LevelField(level)

    def head(self) -> Iterator[forms.BoundField]:
        """What the decision is, without its levels."""
        return (self[name] for name in self.base_fields)

    def rows(self) -> Iterator[tuple[CriterionLevels, list[tuple[Level, forms.BoundField]]]]:
        """The criteria with their levels, each beside its box."""
        for group in self.groups:
            yield group, [(level, self[level.key]) for level in group.levels]

    def wrong_levels(self) -> list[tuple[str, str, str]]:
        """(id of the box, its place, the sentence) for every box that could not be read."""
        return [
            (self[level.key].id_for_label, level.place, self.errors[level.key][0])
            for group in self.groups
            for level in group.levels
            if level.key in self.errors
        ]

    def typed(self) -> list[tuple[str, str]]:
        """Everything that was written, to be sent again from the preview."""
        return [(name, self.data[name]) for name in self.fields if self.data.get(name, "").strip()]

    @property
    def facts(self) -> dict[str, object]:
        """The decision as the service takes it."""
        said = {name: self.cleaned_data[name] for name in self.base_fields}
        levels = (self.cleaned_data[name] for name in self.fields if name not in self.base_fields)
        return said | {"new_levels": [one for one in levels if one is not None]}


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label="Sai ở đâu",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Quyết định vẫn còn trong danh sách, nhưng không tính vào ngày nào.",
    )
