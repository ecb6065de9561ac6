"""Fetch what a person may see, or answer 404: "not yours" and "not there" look the same."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from communes.models import AdministrativeUnit, StatusEntry, UnitRole
from communes.querysets import UnitQuerySet
from criteria.models import CriteriaSet, Requirement

OFFICE = UnitRole.Role.OFFICE
OFFICER = UnitRole.Role.OFFICER


def get_commune(user: User, code: str, day: date) -> AdministrativeUnit:
    """The commune with that official code on `day`, else the latest one that carried the code."""
    named = (
        AdministrativeUnit.objects.visible_to(user)
        .filter(code=code, level=AdministrativeUnit.Level.COMMUNE)
        .select_related("parent", "parent__parent")
        .prefetch_related("aliases")
    )
    commune = named.existing_on(day).first() or named.order_by("-valid_to", "-valid_from").first()
    if commune is None:
        raise Http404
    return commune


def get_criteria_set(code: str) -> CriteriaSet:
    """A set that can stand on a board: one that judges communes and is no draft."""
    sets = CriteriaSet.objects.for_communes().exclude(status=CriteriaSet.Status.DRAFT)
    return get_object_or_404(sets, code=code)


def get_requirement(criteria_set: CriteriaSet, pk: int) -> Requirement:
    return get_object_or_404(criteria_set.requirements, pk=pk)


def visible_communes(user: User, day: date) -> UnitQuerySet:
    """Communes (xã) that `user` may see and that exist on `day`, by official code."""
    visible = AdministrativeUnit.objects.visible_to(user)
    return visible.rural_communes().existing_on(day).order_by("code")


def voices(user: User) -> dict[str, UnitQuerySet]:
    """The voices in which `user` may write, each with its communes.

    The office speaks officially below its unit; commune staff assess their own commune.
    """
    held = set(
        UnitRole.objects.filter(user=user, user__is_active=True).values_list("role", flat=True)
    )
    units = AdministrativeUnit.objects
    spoken: dict[str, UnitQuerySet] = {}
    if OFFICE in held:
        spoken[StatusEntry.Voice.OFFICE] = units.spoken_for_by_office(user)
    if OFFICER in held:
        spoken[StatusEntry.Voice.SELF] = units.spoken_for_by_officer(user)
    return spoken


def voice_on(user: User, commune: AdministrativeUnit) -> str | None:
    """The voice in which `user` may write this commune's cells; None for readers."""
    for voice, communes in voices(user).items():
        if communes.filter(pk=commune.pk).exists():
            return voice
    return None
