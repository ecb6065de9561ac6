"""What several pages of plans answer with, and how they take a form to a service."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from ntm_portal.lib.refusals import Refused
from plans import access
from plans.models import Plan
from plans.services.conflicts import PlanConflict, StalePlan
from plans.services.history import closed

UNPROCESSABLE, CONFLICT = 422, 409


@dataclass
class Outcome:
    """What came of a form. status 200: nothing was sent yet; done: it is stored."""

    status: int = 200
    done: bool = False
    conflicts: list[PlanConflict] = field(default_factory=list)


def open_plan(request: HttpRequest, code: str) -> Plan:
    """A plan for its office. A form is not shown for a signed plan: a sentence says why."""
    plan = access.get_plan_to_edit(request.user, code)
    if request.method != "POST" and not access.is_open(plan):
        raise closed(plan)
    return plan


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def take(form: BaseForm, act: Callable[[], None]) -> Outcome:
    """Give what was sent to a service; what it refuses stands in the form, with what was typed."""
    if not form.is_bound:
        return Outcome()
    if form.is_valid():
        try:
            act()
        except StalePlan as stale:
            return Outcome(CONFLICT, conflicts=stale.conflicts)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return Outcome(done=True)
    return Outcome(UNPROCESSABLE)


def differing_labels(form: BaseForm, standing: BaseForm) -> list[str]:
    """Labels of the fields in which what was sent is not what stands; standing: an unbound form."""
    return [
        str(sent.label)
        for sent in form.visible_fields()
        if _as_sent(sent.value()) != _as_sent(standing[sent.name].value())
    ]


def _as_sent(value: object) -> object:
    """Browsers send line ends as two characters and several choices in any order."""
    if isinstance(value, list | tuple):
        return sorted(str(one) for one in value)
    return "" if value is None else str(value).strip().replace("\r\n", "\n")
