"""The agencies of a unit: names, spellings, people, duties and heirs; its office edits them."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignments import access
from assignments.forms.agencies import AgencyForm, AliasForm, HeirForm
from assignments.models import Agency, AgencyMembership, AgencySuccession, Responsibility
from assignments.services.agency_facts import (
    add_agency,
    add_alias,
    change_agency,
    facts_version,
    remove_alias,
)
from assignments.services.agency_succession import record_succession, void_succession
from assignments.views.list_files import agencies_file
from communes.models import AdministrativeUnit
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused
from plans.models import Plan
from plans.views.answers import CONFLICT, UNPROCESSABLE, posted, take

CHANGES_SHOWN = 20


@require_safe
def agency_list(request: HttpRequest) -> HttpResponse:
    """`don-vi`: whose agencies, the first that the person sees by default; `ngay`: as of a day."""
    today = timezone.localdate()
    day = day_up_to(query_text(request, "ngay"), today=today, default=today)
    units = list(access.agency_units(request.user))
    unit = _chosen_unit(request, units)
    listed = _listed(unit, request.user, day) if unit else []
    context = {
        "units": units,
        "unit": unit,
        "day": day,
        "today": today,
        "agencies": listed,
        "may_edit": unit is not None and access.edits_agencies(request.user, unit),
    }
    if unit is None:
        return render(request, "assignments/agency_list.html", context)
    return render_list(
        request,
        "assignments/agency_list.html",
        context,
        lambda: agencies_file(unit, day, listed),
    )


def _chosen_unit(
    request: HttpRequest, units: list[AdministrativeUnit]
) -> AdministrativeUnit | None:
    asked = query_text(request, "don-vi")
    if not asked:
        return units[0] if units else None
    found = next((unit for unit in units if unit.code == asked), None)
    if found is None:
        raise Http404
    return found


def _listed(unit: AdministrativeUnit, user, day) -> list[dict]:
    """Each agency with its people, heirs on the day, and how many lines of which plans it has."""
    agencies = Agency.objects.filter(unit=unit).prefetch_related("aliases", "parts")
    heirs, plans = defaultdict(list), defaultdict(dict)
    standing = AgencySuccession.objects.standing().filter(old__unit=unit, starts_on__lte=day)
    for succession in standing.select_related("new"):
        heirs[succession.old_id].append(succession)
    lines = Responsibility.objects.filter(agency__unit=unit, plan__in=_plans(user))
    for line in lines.select_related("plan").order_by("plan", "pk"):
        held = plans[line.agency_id].setdefault(line.plan_id, {"plan": line.plan, "count": 0})
        held["count"] += 1
    people = defaultdict(list)
    for member in _people(AgencyMembership.objects.filter(agency__unit=unit)):
        people[member.agency_id].append(member)
    return [
        {
            "agency": agency,
            "heirs": heirs[agency.pk],
            "plans": plans[agency.pk].values(),
            "people": people[agency.pk],
        }
        for agency in agencies.order_by("pk")
    ]


def _plans(user):
    return Plan.objects.visible_to(user).exclude(status=Plan.Status.SUPERSEDED)


def _people(memberships) -> Iterable[AgencyMembership]:
    """Those who can sign in, the heads first."""
    active = memberships.filter(user__is_active=True).select_related("user")
    return active.order_by("-is_head", "user__full_name", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
def agency_add(request: HttpRequest) -> HttpResponse:
    """`don-vi`: for which unit."""
    unit = _chosen_unit(request, list(access.agency_units(request.user)))
    if unit is None or not access.edits_agencies(request.user, unit):
        raise Http404
    form = AgencyForm(posted(request), instance=Agency(unit=unit), others=_others(unit))

    def add() -> None:
        add_agency(agency=form.instance, parts=form.chosen_parts(), by=request.user)

    outcome = take(form, add)
    if outcome.done:
        messages.success(request, f"Đã thêm {form.instance}.")
        return redirect("assignments:agency_detail", form.instance.pk)
    context = {"unit": unit, "form": form}
    return render(request, "assignments/agency_add.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
def agency_detail(request: HttpRequest, agency_id: int) -> HttpResponse:
    """One agency; its office changes names, kind and parts here."""
    if request.method != "POST":
        return _page(request, access.get_agency(request.user, agency_id))
    agency = access.get_agency_to_edit(request.user, agency_id)
    seen = request.POST.get("seen", "")
    others = _with_parts(_others(agency.unit, agency), agency)
    form = AgencyForm(request.POST, instance=agency, others=others)

    def change() -> None:
        change_agency(agency=form.instance, parts=form.chosen_parts(), seen=seen, by=request.user)

    outcome = take(form, change)
    if outcome.done:
        messages.success(request, f"Đã lưu {form.instance}.")
        return redirect("assignments:agency_detail", agency.pk)
    stored = access.get_agency(request.user, agency_id)
    status = outcome.status if facts_version(stored) == seen else CONFLICT
    return _page(request, stored, form=form, status=status)


@require_POST
def alias_save(request: HttpRequest, agency_id: int) -> HttpResponse:
    agency = access.get_agency_to_edit(request.user, agency_id)
    form = AliasForm(request.POST)
    outcome = take(
        form, lambda: add_alias(agency=agency, name=form.cleaned_data["name"], by=request.user)
    )
    if not outcome.done:
        return _page(request, agency, alias_form=form, status=outcome.status)
    messages.success(request, "Đã thêm cách viết.")
    return redirect(f"{reverse('assignments:agency_detail', args=[agency.pk])}#cach-viet")


@require_POST
def alias_remove_save(request: HttpRequest, agency_id: int, alias_id: int) -> HttpResponse:
    agency = access.get_agency_to_edit(request.user, agency_id)
    alias = agency.aliases.filter(pk=alias_id).first()
    if alias is None:
        messages.warning(request, "Cách viết này không còn.")
    else:
        alias.agency = agency
        remove_alias(alias=alias, by=request.user)
        messages.success(request, f"Đã bỏ cách viết {alias}.")
    return redirect(f"{reverse('assignments:agency_detail', args=[agency.pk])}#cach-viet")


@require_POST
def succession_save(request: HttpRequest, agency_id: int) -> HttpResponse:
    """The agency of the page is taken over by another one of its unit."""
    agency = access.get_agency_to_edit(request.user, agency_id)
    form = HeirForm(request.POST, others=_others(agency.unit, agency))
    outcome = take(
        form, lambda: record_succession(old=agency, by=request.user, **form.cleaned_data)
    )
    if not outcome.done:
        return _page(request, agency, heir_form=form, status=outcome.status)
    messages.success(request, f"Đã ghi: {form.cleaned_data['new']} kế thừa {agency}.")
    return redirect(f"{reverse('assignments:agency_detail', args=[agency.pk])}#ke-thua")


@require_POST
def succession_void_save(request: HttpRequest, agency_id: int, heir_id: int) -> HttpResponse:
    """Of the old agency's page: the line was written by mistake."""
    agency = access.get_agency_to_edit(request.user, agency_id)
    found = AgencySuccession.objects.select_related("old__unit", "new")
    succession = get_object_or_404(found, pk=heir_id, old=agency)
    try:
        void_succession(
            succession=succession, reason=request.POST.get("reason", ""), by=request.user
        )
    except Refused as refusal:
        return _page(request, agency, warning=refusal.message, status=UNPROCESSABLE)
    messages.success(request, "Đã ghi là nhầm.")
    return redirect(f"{reverse('assignments:agency_detail', args=[agency.pk])}#ke-thua")


def _others(unit: AdministrativeUnit, agency: Agency | None = None) -> list[Agency]:
    """Agencies of the unit that still act, for lists to choose from; `agency` itself left out."""
    acting = Agency.objects.filter(unit=unit).acting_on(timezone.localdate())
    return list(acting.exclude(pk=agency.pk if agency else None).order_by("pk"))


def _page(
    request: HttpRequest,
    agency: Agency,
    *,
    form: AgencyForm | None = None,
    alias_form: AliasForm | None = None,
    heir_form: HeirForm | None = None,
    warning: str = "",
    status: int = 200,
) -> HttpResponse:
    may_edit = access.edits_agencies(request.user, agency.unit)
    if may_edit:
        others = _others(agency.unit, agency)
        form = form or AgencyForm(instance=agency, others=_with_parts(others, agency))
        alias_form = alias_form or AliasForm()
        heir_form = heir_form or HeirForm(others=others)
    successions = AgencySuccession.objects.select_related("old", "new", "recorded_by")
    handed: dict[int, dict] = {}
    lines = Responsibility.objects.filter(agency=agency, plan__in=_plans(request.user))
    for line in lines.select_related("plan").order_by("plan", "pk"):
        handed.setdefault(line.plan_id, {"plan": line.plan, "count": 0})["count"] += 1
    context = {
        "agency": agency,
        "unit": agency.unit,
        "parts": agency.parts.order_by("pk"),
        "aliases": agency.aliases.order_by("name"),
        "people": _people(agency.memberships),
        "heirs": successions.filter(old=agency).select_related("void"),
        "taken_over": successions.standing().filter(new=agency),
        "handed": handed.values(),
        "form": form,
        "alias_form": alias_form,
        "heir_form": heir_form,
        "warning": warning,
        "seen": facts_version(agency),
        "may_edit": may_edit,
        "changes": agency.changes.select_related("by")[:CHANGES_SHOWN],
    }
    return render(request, "assignments/agency_detail.html", context, status=status)


def _with_parts(others: list[Agency], agency: Agency) -> list[Agency]:
    """A part that was taken over stays in the list until the office takes it out."""
    known = {one.pk for one in others}
    return [*others, *(part for part in agency.parts.order_by("pk") if part.pk not in known)]
