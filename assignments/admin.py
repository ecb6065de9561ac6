"""Agencies (cơ quan) and their members on the staff pages."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from assignments.models import Agency, AgencyMembership
from assignments.services.agencies import add_member, end_reading


class MembershipInline(admin.TabularInline):
    model = AgencyMembership
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ("name", "short_name", "unit")
    list_select_related = ("unit",)
    search_fields = ("name", "short_name", "unit__search_text")
    fields = ("unit", "name", "short_name")
    autocomplete_fields = ("unit",)
    inlines = [MembershipInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Agency | None = None) -> tuple:
        """Its members read that unit: an agency of another unit is another agency."""
        return () if obj is None else ("unit",)

    def save_formset(self, request: HttpRequest, form, formset, change) -> None:
        """Members of an agency may read its unit, those who left no longer."""
        agency = form.instance
        before = _members(agency)
        super().save_formset(request, form, formset, change)
        for membership in (*formset.new_objects, *(obj for obj, _ in formset.changed_objects)):
            add_member(
                agency=membership.agency,
                user=membership.user,
                is_head=membership.is_head,
                by=request.user,
            )
        end_reading(users=before - _members(agency), unit=agency.unit, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Agency) -> None:
        before = _members(obj)
        super().delete_model(request, obj)
        end_reading(users=before, unit=obj.unit, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for agency in queryset:
            self.delete_model(request, agency)


def _members(agency: Agency) -> set[User]:
    return set(User.objects.filter(agency_memberships__agency=agency))
