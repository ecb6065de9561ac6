"""What a person may bring in by a sheet: the same cells as on the pages."""

from datetime import date

from accounts.models import User
from communes.access import OFFICE, OFFICER, voices
from communes.models import AdministrativeUnit
from communes.querysets import UnitQuerySet
from criteria.models import CriteriaSet
from criteria.querysets import CriteriaSetQuerySet

_LEVELS = AdministrativeUnit.Level.values


def areas(user: User) -> list[AdministrativeUnit]:
    """The units that a sheet can be about, the widest first.

    The office: its own unit and those between it and the communes; commune staff: their commune.
    """
    if not voices(user):
        return []
    held = _held(user)
    below = AdministrativeUnit.objects.spoken_for_by(user, OFFICE)
    between = below.exclude(level__in=["COMMUNE", "VILLAGE"])
    found = AdministrativeUnit.objects.filter(pk__in=[*_ids(held), *_ids(between)])
    return sorted(
        found.select_related("parent"),
        key=lambda unit: (_LEVELS.index(unit.level), unit.code, unit.valid_from or date.min),
    )


def sets_for(user: User, day: date) -> list[CriteriaSet]:
    """The sets adopted by, above or below the person's units: those that count on the day first."""
    held = _held(user)
    above = {pk for unit in held.select_related("parent__parent__parent") for pk in unit.line}
    below = AdministrativeUnit.objects.at_or_below(held.values("pk"))
    sets: CriteriaSetQuerySet = CriteriaSet.objects.for_communes()
    adopted = sets.filter(adoptions__unit__in=above) | sets.filter(adoptions__unit__in=below)
    known = adopted.exclude(status=CriteriaSet.Status.DRAFT).distinct()
    counting = set(known.in_force(day).values_list("pk", flat=True))
    return sorted(
        known,
        key=lambda one: (
            one.pk not in counting,
            CriteriaSet.Tier.values.index(one.tier),
            -one.effective_from.toordinal(),
        ),
    )


def communes_to_fill(
    user: User, voice: str, unit: AdministrativeUnit, *, criteria_set: CriteriaSet, day: date
) -> UnitQuerySet:
    """Communes below the unit of which `user` may write in that voice, of this set on the day."""
    own: UnitQuerySet | None = voices(user).get(voice)
    if own is None:
        return AdministrativeUnit.objects.none()
    below = own.at_or_below([unit.pk]).rural_communes().existing_on(day)
    return below.judged_by(criteria_set, day).prefetch_related("aliases").order_by("code")


def _held(user: User) -> UnitQuerySet:
    return AdministrativeUnit.objects.filter(
        roles__user=user, roles__user__is_active=True, roles__role__in=[OFFICE, OFFICER]
    ).distinct()


def _ids(units: UnitQuerySet) -> list[int]:
    return list(units.values_list("pk", flat=True))
