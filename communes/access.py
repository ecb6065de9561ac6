"""Fetch what a person may see, or answer 404: "not yours" and "not there" look the same."""

from datetime import date

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from communes.models import (
    AdministrativeUnit,
    Evidence,
    Recognition,
    RequiredProof,
    StatusEntry,
    UnitRole,
)
from communes.querysets import UnitQuerySet
from criteria.models import CriteriaSet, Requirement

COMMUNE = AdministrativeUnit.Level.COMMUNE
OFFICE, OFFICER = UnitRole.Role.OFFICE, UnitRole.Role.OFFICER


def get_commune(user: User, code: str, day: date) -> AdministrativeUnit:
    """The commune with that official code on `day`, else the latest one that carried the code."""
    named = (
        AdministrativeUnit.objects.visible_to(user)
        .filter(code=code, level=COMMUNE)
        .select_related("parent", "parent__parent")
        .prefetch_related("aliases")
    )
    newest_first = (F("valid_to").desc(nulls_first=True), F("valid_from").desc(nulls_last=True))
    commune = named.existing_on(day).first() or named.order_by(*newest_first).first()
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


def last_day(user: User, today: date) -> date:
    """Today, or the last day of the person's units when none of them exists any more."""
    held = list(
        AdministrativeUnit.objects.filter(roles__user=user).values_list("valid_to", flat=True)
    )
    if not held or any(end is None or end >= today for end in held):
        return today
    return max(end for end in held if end is not None)


def voices(user: User) -> dict[str, UnitQuerySet]:
    """The voices in which `user` may write, each with its communes.

    The office speaks officially below its unit, and there also on behalf of the communes (nhập
    hộ); commune staff assess their own commune. The first voice is the one to offer.
    """
    held = set(
        UnitRole.objects.filter(user=user, user__is_active=True).values_list("role", flat=True)
    )
    if user.is_staff or held.isdisjoint({OFFICE, OFFICER}):
        return {}
    units = AdministrativeUnit.objects.filter(level=COMMUNE)
    own = units.spoken_for_by(user, OFFICER)
    if OFFICE not in held:
        return {StatusEntry.Voice.SELF: own}
    below = units.spoken_for_by(user, OFFICE)
    assessed = below | own if OFFICER in held else below
    return {StatusEntry.Voice.OFFICE: below, StatusEntry.Voice.SELF: assessed}


def is_on_behalf(user: User, commune: AdministrativeUnit, voice: str | None) -> bool:
    """Whether what `user` writes in that voice is written for a commune not their own (nhập hộ)."""
    own = AdministrativeUnit.objects.spoken_for_by(user, OFFICER)
    return voice == StatusEntry.Voice.SELF and not own.filter(pk=commune.pk).exists()


def voice_on(
    user: User,
    commune: AdministrativeUnit,
    *,
    criteria_set: CriteriaSet,
    day: date,
    asked: str = "",
) -> str | None:
    """The voice in which `user` may write this commune's cells of the set on the day.

    asked: a voice, "" for the first that is open. None for readers, for a voice that is not
    theirs, after the commune's last day, and where the set does not count.
    """
    for voice, communes in voices(user).items():
        if asked not in ("", voice):
            continue
        writable = communes.filter(pk=commune.pk).existing_on(day).judged_by(criteria_set, day)
        if writable.exists():
            return voice
    return None


def may_recognise(user: User, commune: AdministrativeUnit) -> bool:
    """Whether `user` may record recognitions of the commune: the office above it, on any day."""
    office = voices(user).get(StatusEntry.Voice.OFFICE)
    return office is not None and office.filter(pk=commune.pk).exists()


def get_recognition(user: User, commune: AdministrativeUnit, pk: int) -> Recognition:
    """A recognition of the commune for the office that may end it; 404 for everybody else."""
    if not may_recognise(user, commune):
        raise Http404
    return get_object_or_404(Recognition.objects.history(commune=commune), pk=pk)


def get_evidence(user: User, code: str, pk: int) -> Evidence:
    """Standing evidence of a commune that `user` may see; what was taken away is not handed out."""
    visible = AdministrativeUnit.objects.visible_to(user).filter(code=code, level=COMMUNE)
    standing = Evidence.objects.standing().select_related("cell__commune", "cell__requirement")
    return get_object_or_404(standing, pk=pk, cell__commune__in=visible)


def units_that_ask(user: User) -> set[int]:
    """Ids of the units whose lists of proofs concern `user`: those of his roles and all above."""
    held = AdministrativeUnit.objects.filter(roles__user=user, roles__user__is_active=True)
    return {pk for unit in held.select_related("parent__parent__parent") for pk in unit.line}


def own_lists(user: User) -> UnitQuerySet:
    """The units whose list of proofs `user` keeps: those where he is the office itself."""
    units = AdministrativeUnit.objects.filter(
        roles__user=user, roles__role=UnitRole.Role.OFFICE, roles__user__is_active=True
    )
    return units.none() if user.is_staff else units


def get_own_proof(user: User, pk: int) -> RequiredProof:
    proofs = RequiredProof.objects.select_related("unit", "requirement")
    return get_object_or_404(proofs, pk=pk, unit__in=own_lists(user))
