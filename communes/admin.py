"""Units, roles and adoptions on the staff pages; the status log can only be read there."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.services.people import note_role
from communes.models import (
    AdministrativeUnit,
    DecisionEntry,
    SetAdoption,
    StatusEntry,
    ThresholdColumn,
    UnitAlias,
    UnitRole,
)
from communes.resources.units import UnitResource
from communes.services.roles import role_words
from communes.services.units import MEANING, is_in_use
from ntm_portal.lib.staff_lists import SheetsMixin

# What an administrator may not change once figures or plans point to the unit. The last day
# stays open: a merger ends a unit that is in use.
FIXED_IN_USE = ("code", "level", *(field for field in MEANING if field != "valid_to"))


class ExistingFilter(admin.SimpleListFilter):
    title = "tồn tại"
    parameter_name = "ton-tai"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("co", "hiện nay"), ("khong", "không còn")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        existing = AdministrativeUnit.objects.existing_on(timezone.localdate()).values("pk")
        if self.value() == "co":
            return queryset.filter(pk__in=existing)
        if self.value() == "khong":
            return queryset.exclude(pk__in=existing)
        return queryset


class UnitAliasInline(admin.TabularInline):
    model = UnitAlias
    extra = 0


@admin.register(AdministrativeUnit)
class UnitAdmin(SheetsMixin, admin.ModelAdmin):
    resource_classes = [UnitResource]
    list_display = ("full_name", "code", "parent", "valid_from", "valid_to", "dates_exact")
    list_filter = ("level", "kind", ExistingFilter)
    list_select_related = ("parent", "region")
    search_fields = ("search_text", "code")
    search_help_text = "Tên (không cần dấu), cách viết khác, hoặc mã."
    autocomplete_fields = ("parent",)
    inlines = [UnitAliasInline]

    @admin.display(description="tên", ordering="search_text")
    def full_name(self, unit: AdministrativeUnit) -> str:
        return unit.full_name

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        term = search_term.strip()
        if term.isdecimal():
            return queryset.filter(code__startswith=term), False
        return queryset.matching(term), False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the unit above: names in search fields are told apart by it."""
        return super().get_queryset(request).select_related("parent")

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return FIXED_IN_USE if obj is not None and is_in_use(obj) else ()


class UnitRoleForm(forms.ModelForm):
    """Administrators open the doors; who answers for figures is somebody else."""

    def clean(self) -> dict:
        cleaned = super().clean()
        user, role = cleaned.get("user"), cleaned.get("role")
        if user is not None and user.is_staff and role != UnitRole.Role.READER:
            self.add_error("user", "Quản trị viên chỉ được làm người xem. Chọn tài khoản khác.")
        return cleaned


@admin.register(UnitRole)
class UnitRoleAdmin(admin.ModelAdmin):
    form = UnitRoleForm
    list_display = ("user", "role", "unit")
    list_filter = ("role",)
    list_select_related = ("user", "unit")
    search_fields = ("user__username", "user__full_name", "unit__search_text")
    autocomplete_fields = ("user", "unit")

    def save_model(self, request: HttpRequest, obj: UnitRole, form, change) -> None:
        if change:
            self._note(request, UnitRole.objects.get(pk=obj.pk), "bỏ")
        super().save_model(request, obj, form, change)
        self._note(request, obj, "thêm")

    def delete_model(self, request: HttpRequest, obj: UnitRole) -> None:
        self._note(request, obj, "bỏ")
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset) -> None:
        for role in queryset.select_related("user", "unit"):
            self._note(request, role, "bỏ")
        super().delete_queryset(request, queryset)

    def _note(self, request: HttpRequest, role: UnitRole, what: str) -> None:
        note_role(user=role.user, by=request.user, words=f"{what}: {role_words(role)}")


@admin.register(SetAdoption)
class SetAdoptionAdmin(admin.ModelAdmin):
    list_display = ("unit", "criteria_set", "starts_on", "ends_on")
    list_filter = ("criteria_set",)
    list_select_related = ("unit", "criteria_set")
    search_fields = ("unit__search_text", "criteria_set__code")
    autocomplete_fields = ("unit",)


@admin.register(ThresholdColumn)
class ThresholdColumnAdmin(admin.ModelAdmin):
    list_display = ("commune", "criteria_set", "reason", "region", "commune_group", "starts_on")
    list_filter = ("criteria_set", "reason")
    list_select_related = ("commune", "criteria_set", "region", "commune_group")
    search_fields = ("commune__search_text", "commune__code")
    autocomplete_fields = ("commune",)


@admin.register(DecisionEntry)
class DecisionEntryAdmin(admin.ModelAdmin):
    """Read only: decisions are entered by the offices that answer for them."""

    list_display = ("decision", "unit", "entered_by", "entered_at")
    list_select_related = ("decision", "unit", "entered_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: DecisionEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DecisionEntry | None = None) -> bool:
        return False


@admin.register(StatusEntry)
class StatusEntryAdmin(admin.ModelAdmin):
    """Read only: figures are written by those who answer for them, never by an administrator."""

    list_display = (
        "commune",
        "requirement",
        "verdict",
        "observed_on",
        "voice",
        "on_behalf",
        "recorded_by",
    )
    list_filter = ("voice", "verdict")
    list_select_related = ("cell__commune", "cell__requirement", "recorded_by")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("cell__commune__search_text", "cell__commune__code")
    ordering = ("-pk",)

    @admin.display(description="xã")
    def commune(self, entry: StatusEntry) -> str:
        return entry.cell.commune.full_name

    @admin.display(description="tiêu chí, chỉ tiêu")
    def requirement(self, entry: StatusEntry) -> str:
        return str(entry.cell.requirement)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: StatusEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StatusEntry | None = None) -> bool:
        return False
