"""Staff pages of plans: a new plan starts with the communes of its unit.

Targets and goals are the office's work on the plan's own page, where each change has its history.
"""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from plans.access import is_open
from plans.models import Plan, PlanCommune
from plans.services import plan as services


class PlanCommuneInline(admin.TabularInline):
    """Order and spelling of the communes, as the plan prints them."""

    model = PlanCommune
    extra = 0
    autocomplete_fields = ("commune",)

    def has_add_permission(self, request: HttpRequest, obj: Plan | None) -> bool:
        return obj is not None and is_open(obj)

    def has_change_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return obj is None or is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        """A row takes its targets and its goal along; the office empties it first."""
        return False


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin):
    list_display = ("title", "number", "signed_on", "unit", "status")
    list_filter = ("status", "kind")
    search_fields = ("title", "number", "code")
    autocomplete_fields = ("unit",)
    inlines = (PlanCommuneInline,)

    def save_model(self, request: HttpRequest, obj: Plan, form: ModelForm, change: bool) -> None:  # noqa: FBT001
        if change:
            services.update_plan(plan=obj, by=request.user)
        else:
            services.create_plan(plan=obj, by=request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None) -> tuple:
        """What targets hang on stays as it was made; the status moves by steps only."""
        made = () if obj is None else ("code", "unit", "criteria_set", "baseline_on")
        return ("status", *made)

    def has_change_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or is_open(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        """A plan has a history; it is superseded, not removed."""
        return False
