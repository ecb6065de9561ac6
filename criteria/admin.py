"""Staff pages of the criteria sets. Sets change by loading a file; here they are read.

Only a threshold of a set that nothing points at yet can be put right by hand.
"""

import re

from django import forms
from django.contrib import admin

from criteria.models import (
    CommuneGroup,
    CriteriaSet,
    Provenance,
    Region,
    Requirement,
    Threshold,
)
from criteria.resources import RequirementExport, ThresholdExport
from ntm_portal.lib.staff_lists import SheetsMixin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows; adds, changes and deletes nothing."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "position"]


@admin.register(CriteriaSet)
class CriteriaSetAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "tier", "period", "decision_no", "status", "effective_from"]
    list_filter = ["status", "tier", "level", "period"]
    search_fields = ["code", "name", "decision_no"]


@admin.register(CommuneGroup)
class CommuneGroupAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "criteria_set"]
    list_filter = ["criteria_set"]
    list_select_related = ["criteria_set"]


@admin.register(Requirement)
class RequirementAdmin(SheetsMixin, ReadOnlyAdmin):
    resource_classes = [RequirementExport]
    list_display = ["code", "name", "kind", "criteria_set", "value_kind", "unit"]
    list_filter = ["criteria_set", "kind", "value_kind", "name_provenance", "code_provenance"]
    list_select_related = ["criteria_set", "parent"]
    search_fields = ["search_text"]
    search_help_text = "Số hoặc tên, có dấu hay không dấu đều được."

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False


class FigureField(forms.DecimalField):
    """A figure with a decimal comma; "1.234" is asked back, for it is read in two ways."""

    def to_python(self, value):
        if re.fullmatch(r"[0-9]{1,3}([.][0-9]{3})+", str(value or "").strip()):
            raise forms.ValidationError(f"‘{value}’ có hai cách đọc. Viết 1234 hoặc 1,234.")
        return super().to_python(value)


class ThresholdForm(forms.ModelForm):
    """value is typed as text: type=number would turn 12,95 into 1295."""

    value = FigureField(
        label="Mức",
        required=False,
        localize=True,
        max_digits=14,
        decimal_places=4,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    class Meta:
        model = Threshold
        fields = ["value", "text", "citation", "provenance"]

    def clean(self) -> dict:
        data = super().clean()
        if self.errors:
            return data
        stated = data.get("value") is not None or data.get("text")
        if data.get("provenance") == Provenance.MISSING and stated:
            self.add_error("provenance", "Đã có mức thì không chọn ‘chưa có số liệu’.")
        if data.get("provenance") != Provenance.MISSING and not stated:
            self.add_error("value", "Ghi mức hoặc điều kiện, hoặc chọn ‘chưa có số liệu’.")
        return data


@admin.register(Threshold)
class ThresholdAdmin(SheetsMixin, ReadOnlyAdmin):
    resource_classes = [ThresholdExport]
    form = ThresholdForm
    fields = [
        "requirement",
        "region",
        "commune_group",
        "year",
        "decision",
        "value",
        "text",
        "citation",
        "provenance",
    ]
    readonly_fields = ["requirement", "region", "commune_group", "year", "decision"]
    list_display = [
        "requirement",
        "set_code",
        "region",
        "commune_group",
        "year",
        "value",
        "text",
        "provenance",
    ]
    list_filter = ["provenance", "requirement__criteria_set", "region", "year"]
    list_select_related = ["requirement__criteria_set", "region", "commune_group"]
    search_fields = ["requirement__search_text", "citation"]

    @admin.display(description="bộ tiêu chí", ordering="requirement__criteria_set")
    def set_code(self, threshold: Threshold) -> str:
        return threshold.requirement.criteria_set.code

    def has_change_permission(self, request, obj=None) -> bool:
        """Staff with Django's own right, on a threshold of a set that was never used."""
        allowed = admin.ModelAdmin.has_change_permission(self, request, obj)
        if not allowed or obj is None:
            return allowed
        used = CriteriaSet.objects.used().filter(pk=obj.requirement.criteria_set_id)
        return not used.exists()
