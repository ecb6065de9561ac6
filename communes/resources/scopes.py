"""What a sheet of statuses or figures is about: set, unit, day, and in whose voice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django import forms
from django.http import Http404

from accounts.models import User
from communes import access_imports
from communes.access import last_day, voices
from communes.forms.fields import DayField
from communes.models import AdministrativeUnit, StatusEntry, UnitSuccession
from communes.names import Names
from communes.old_names import OldNames, Passing
from criteria.models import CriteriaSet, Requirement
from ntm_portal.lib.dates import day_up_to, format_day
from ntm_portal.lib.refusals import Refused

VOICES = {
    StatusEntry.Voice.OFFICE.value: "Văn phòng điều phối (kết quả chính thức)",
    StatusEntry.Voice.SELF.value: "Xã tự đánh giá",
}


@dataclass(frozen=True)
class BoardScope:
    """communes: those of which the person may write in that voice, with their aliases."""

    criteria_set: CriteriaSet
    unit: AdministrativeUnit
    day: date
    today: date
    voice: str
    communes: tuple[AdministrativeUnit, ...]

    @property
    def data(self) -> dict[str, str]:
        """The answered form that it stands for."""
        return {
            "criteria_set": self.criteria_set.code,
            "unit": str(self.unit.pk),
            "day": self.day.isoformat(),
            "voice": self.voice,
        }

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """All of the set in its order, each knowing its set."""
        found = tuple(self.criteria_set.requirements.order_by("position"))
        for one in found:
            one.criteria_set = self.criteria_set
        return found

    @cached_property
    def criteria(self) -> tuple[Requirement, ...]:
        return tuple(one for one in self.requirements if one.parent_id is None)

    @cached_property
    def indicators(self) -> tuple[Requirement, ...]:
        return tuple(one for one in self.requirements if one.parent_id is not None)

    @cached_property
    def names_around(self) -> Names[AdministrativeUnit]:
        """All communes of the province on the day, wards and towns as well."""
        province = self.unit.line[-1]
        units = AdministrativeUnit.objects.filter(level=AdministrativeUnit.Level.COMMUNE)
        found = units.at_or_below([province]).existing_on(self.day)
        return Names(found.select_related("parent").prefetch_related("aliases"))

    @cached_property
    def old_names(self) -> OldNames[AdministrativeUnit]:
        passed = UnitSuccession.objects.standing().prefetch_related("old__aliases")
        return OldNames((Passing(one.old, one.new, one.starts_on) for one in passed), day=self.day)


class BoardScopeForm(forms.Form):
    criteria_set = forms.ChoiceField(label="Bộ tiêu chí")
    unit = forms.ChoiceField(label="Đơn vị", help_text="Bảng có các xã thuộc đơn vị này.")
    day = DayField(label="Ngày của số liệu", help_text="Số liệu đúng vào ngày nào.")
    voice = forms.ChoiceField(label="Ghi là kết quả của")

    def __init__(self, *, user: User, today: date, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        areas = access_imports.areas(user)
        self.fields["unit"].choices = [(str(unit.pk), unit.long_name) for unit in areas]
        day = last_day(user, today)
        sets = access_imports.sets_for(user, day)
        self.fields["criteria_set"].choices = [(one.code, one.name) for one in sets]
        self.fields["voice"].choices = [(one, VOICES[one]) for one in voices(user)]
        self.fields["day"].initial = day


def read_scope(*, user: User, today: date, data: Mapping[str, str]) -> BoardScope:
    """Raises Http404 for what is not theirs, Refused for a day or a set that has no communes."""
    form = BoardScopeForm(user=user, today=today, data=data)
    for name, field in form.fields.items():
        if isinstance(field, forms.ChoiceField) and not field.valid_value(data.get(name, "")):
            raise Http404
    if not data.get("day", "").strip():
        raise Refused("Chưa ghi ngày của số liệu. Viết ngày/tháng/năm.")
    day = day_up_to(data["day"], today=today, default=today)
    criteria_set = CriteriaSet.objects.get(code=data["criteria_set"])
    unit = AdministrativeUnit.objects.select_related("parent").get(pk=data["unit"])
    communes = access_imports.communes_to_fill(
        user, data["voice"], unit, criteria_set=criteria_set, day=day
    )
    scope = BoardScope(criteria_set, unit, day, today, data["voice"], tuple(communes))
    if not scope.communes:
        raise Refused(
            f"{unit.full_name}: không có xã nào để ghi theo bộ này vào ngày {format_day(day)}. "
            "Chọn ngày hoặc bộ khác."
        )
    return scope
