"""Agencies (cơ quan) with their members, and days off, on the staff pages."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from assignments.models import Agency, AgencyAlias, AgencyMembership, DayOff
from assignments.resources.agencies import AgencyExport
from assignments.services.agencies import add_member, end_reading
from ntm_portal.lib.staff_lists import SheetsMixin


class MembershipInline(admin.TabularInline):
    model = AgencyMembership
    extra = 0
    autocomplete_fields = ("user",)


class AliasInline(admin.TabularInline):
    model = AgencyAlias
    extra = 0


@admin.register(Agency)
class AgencyAdmin(SheetsMixin, admin.ModelAdmin):
    """Who took over whom is written by the office on its own page, by a document."""

    resource_classes = [AgencyExport]
    comes_in_by_sheet = True

    list_display = ("name", "short_name", "kind", "unit")
    list_filter = ("kind",)
    list_select_related = ("unit",)
    search_fields = ("name", "short_name", "unit__search_text")
    fields = ("unit", "name", "short_name", "kind", "parts")
    autocomplete_fields = ("unit",)
    filter_horizontal = ("parts",)
    inlines = [AliasInline, MembershipInline]

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_export_queryset(request).prefetch_related("aliases", "parts")

    def get_readonly_fields(self, request: HttpRequest, obj: Agency | None = None) -> tuple:
        """Its members read that unit: an agency of another unit is another agency."""
        return () if obj is None else ("unit",)

    def formfield_for_manytomany(self, db_field, request: HttpRequest, **kwargs):
        """Parts are of the same unit; a new agency gets them once it is stored."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        shown = request.resolver_match.kwargs.get("object_id", "") if request.resolver_match else ""
        agency = Agency.objects.filter(pk=shown).first() if shown.isdecimal() else None
        unit = agency.unit_id if agency else None
        field.queryset = Agency.objects.filter(unit=unit).exclude(pk=agency and agency.pk)
        return field

    def save_formset(self, request: HttpRequest, form, formset, change) -> None:
        """Members of an agency may read its unit, those who left no longer."""
        if formset.model is not AgencyMembership:
            super().save_formset(request, form, formset, change)
            return
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


@admin.register(DayOff)
class DayOffAdmin(admin.ModelAdmin):
    """As announced each year: public holidays, and days worked instead of others."""

    list_display = ("day", "name", "works")
    list_filter = ("works",)
    date_hierarchy = "day"
    search_fields = ("name",)


def _members(agency: Agency) -> set[User]:
    return set(User.objects.filter(agency_memberships__agency=agency))
