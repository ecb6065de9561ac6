"""Agencies (cơ quan) and their members on the staff pages."""

from django.contrib import admin
from django.http import HttpRequest

from assignments.models import Agency, AgencyMembership
from assignments.services import add_member


class MembershipInline(admin.TabularInline):
    model = AgencyMembership
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ("name", "short_name", "unit")
    list_select_related = ("unit",)
    search_fields = ("name", "short_name", "unit__search_text")
    autocomplete_fields = ("unit",)
    inlines = [MembershipInline]

    def save_formset(self, request: HttpRequest, form, formset, change) -> None:
        """A member of an agency may read its unit, also when the membership was made here."""
        super().save_formset(request, form, formset, change)
        for membership in (*formset.new_objects, *(obj for obj, _ in formset.changed_objects)):
            add_member(
                agency=membership.agency,
                user=membership.user,
                is_head=membership.is_head,
                by=request.user,
            )
