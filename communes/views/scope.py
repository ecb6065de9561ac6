"""What a page of figures is about: a day, a set and the communes one may see."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from communes import access
from communes.models import AdministrativeUnit
from criteria.models import CriteriaSet
from ntm_portal.lib.dates import day_up_to, format_day
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused


@dataclass(frozen=True)
class Scope:
    """day and criteria_set as the address asks for them, or as defaults.

    voice: in which one the person asks to write, "" for his usual one.
    """

    day: date
    today: date
    criteria_set: CriteriaSet
    sets: list[CriteriaSet]
    voice: str = ""

    @property
    def plain_query(self) -> str:
        """Day and set alone: for pages and links that leave the voice."""
        return replace(self, voice="").query()

    def query(self, **more: str) -> str:
        """The query string that keeps this day, set and voice, with `more` added."""
        kept = {"ngay": self.day.isoformat(), "bo": self.criteria_set.code}
        if self.voice:
            kept["tieng-noi"] = self.voice
        return urlencode(kept | {key.replace("_", "-"): text for key, text in more.items() if text})


def read_commune_scope(request: HttpRequest, commune: AdministrativeUnit) -> Scope:
    """The scope of a page of one commune: its last day by default, and the voice to write in."""
    today = timezone.localdate()
    ended = commune.valid_to if commune.valid_to and commune.valid_to < today else None
    scope = read_scope(request, default_day=ended or today)
    return replace(scope, voice=query_text(request, "tieng-noi"))


def read_scope(request: HttpRequest, default_day: date | None = None) -> Scope:
    """Day and set from the query string.

    default_day: the day where the address names none. Without it: today, or the last day on
    which the person's own units existed, when they have been merged since.
    """
    today = timezone.localdate()
    default = default_day or access.last_day(request.user, today)
    day = day_up_to(query_text(request, "ngay"), today=today, default=default)
    sets = list(CriteriaSet.objects.for_communes().in_force(day).order_by("effective_from", "pk"))
    code = query_text(request, "bo")
    if code:
        chosen = access.get_criteria_set(code)
        if chosen not in sets:
            sets.append(chosen)
    elif sets:
        chosen = default_set(request.user, sets, day)
    else:
        raise Refused(f"Chưa có bộ tiêu chí nào cho ngày {format_day(day)}.", status=400)
    return Scope(day, today, chosen, sets)


def default_set(user, sets: list[CriteriaSet], day: date) -> CriteriaSet:
    """The basic set that counts for the person's units on `day`, else the first in force."""
    adopted = set(
        CriteriaSet.objects.filter(
            adoptions__unit__in=AdministrativeUnit.objects.visible_to(user),
            pk__in=[one.pk for one in sets],
        ).values_list("pk", flat=True)
    )
    by_preference = sorted(
        sets, key=lambda one: (one.pk not in adopted, one.tier != CriteriaSet.Tier.BASIC)
    )
    return by_preference[0]
