"""What a signature froze, read back: the appendix of a page, the bytes of a file, what moved."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Prefetch, Q, QuerySet

from accounts.models import User
from communes.models import AdministrativeUnit, DecisionEntry, StatusEntry, UnitSuccession
from communes.yardsticks import lines_of
from criteria.models import CriteriaSet
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from plans.access import PAPER
from plans.models import Plan
from plans.sealed import SIGNED
from reports.appendices import Build
from reports.figures import NOTHING, Figure, Key, Kind, read_figures
from reports.models import SignedAppendix, SignedFile
from reports.tables import AppendixTable

NO_DECISION = "Không có quyết định này"


def signed_appendix(plan: Plan, code: str, day: date) -> SignedAppendix | None:
    """The copy that was kept when the plan was signed; None for another day or a draft."""
    if plan.status not in PAPER:
        return None
    return plan.signed_appendices.filter(code=code, day=day).first()


def signed_bytes(appendix: SignedAppendix, file_format: str) -> bytes:
    """Raises Refused (410) when the bytes are no longer those that were signed."""
    kept = appendix.files.get(file_format=file_format)
    content = bytes(kept.content)
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise Refused(
            f"Bản đã ký của {appendix.name} ({file_format}) không còn nguyên vẹn. "
            "Báo quản trị viên khôi phục từ bản sao lưu.",
            status=410,
        )
    return content


def signed_papers(plan: Plan) -> QuerySet[SignedAppendix]:
    """All of them with their files, without the bytes."""
    files = SignedFile.objects.defer("content")
    return plan.signed_appendices.defer("table").prefetch_related(Prefetch("files", files))


def computed_table(plan: Plan, build: Build, day: date) -> AppendixTable:
    """As the log says now; of a signed plan a first note says that it is not the signed copy."""
    table = build(plan=plan, day=day)
    if plan.status not in PAPER or not plan.signed_appendices.exists():
        return table
    words = f"Bản tính lại đến ngày {format_day(day)}, không phải bản đã ký."
    return replace(table, notes=(words, *table.notes))


@dataclass(frozen=True)
class Deviation:
    """A figure that is no longer what was signed. by, at: None where nobody wrote it down.

    unit, requirement_id: whose cell it is, for a link to its history; None for names and sets.
    """

    place: str
    before: str
    after: str
    by: User | None
    at: datetime | None
    unit: AdministrativeUnit | None = None
    requirement_id: int | None = None


def deviations(plan: Plan, today: date) -> list[Deviation]:
    """Every figure that has moved since the signature: edition, names, then cells by commune.

    Before them the decisions on levels that came or went since: cells are judged by other levels.
    """
    signed = {
        (one.kind, one.unit_id, one.requirement_id): Figure(
            one.kind, one.place, one.value, one.unit_id, one.requirement_id, one.entry_id
        )
        for one in plan.signed_figures.all()
    }
    now = {one.key: one for one in read_figures(plan, today)}
    moved = [key for key in {**now, **signed} if _value(signed, key) != _value(now, key)]
    return [*_levels(plan), *_told(plan, moved, signed, now)]


def _levels(plan: Plan) -> Iterator[Deviation]:
    """Decisions for a unit of the plan, or above, entered or withdrawn since. Four queries."""
    signature = plan.steps.filter(step=SIGNED).first()
    if signature is None:
        return
    communes = AdministrativeUnit.objects.filter(
        Q(pk=plan.unit_id) | Q(pk__in=plan.rows.values("commune"))
    )
    lines = lines_of(communes)
    since = Q(entered_at__gt=signature.at) | Q(withdrawal__withdrawn_at__gt=signature.at)
    entries = DecisionEntry.objects.filter(
        since, decision__criteria_set=plan.criteria_set, unit__in=frozenset().union(*lines.values())
    )
    for entry in entries.select_related(
        "decision", "unit", "entered_by", "withdrawal__withdrawn_by"
    ).order_by("decision__effective_from", "pk"):
        gone = getattr(entry, "withdrawal", None)
        is_new = entry.entered_at > signature.at
        if is_new and gone:
            continue
        decision = entry.decision
        words = f"{decision.citation}, hiệu lực từ {format_day(decision.effective_from)}"
        place = f"Mức đạt, {entry.unit.full_name}"
        if is_new:
            yield Deviation(place, NO_DECISION, words, entry.entered_by, entry.entered_at)
        else:
            yield Deviation(place, words, NO_DECISION, gone.withdrawn_by, gone.withdrawn_at)


def _value(figures: dict[Key, Figure], key: Key) -> str:
    return figures[key].value if key in figures else NOTHING


def _told(
    plan: Plan, moved: list[Key], signed: dict[Key, Figure], now: dict[Key, Figure]
) -> Iterator[Deviation]:
    ids = [figure.entry_id for key in moved if (figure := now.get(key)) and figure.entry_id]
    entries = StatusEntry.objects.select_related("recorded_by", "cell__commune").in_bulk(ids)
    hands = _hands(plan, [key for key in moved if key[0] in (Kind.UNIT, Kind.EDITION)])
    for key in moved:
        figure = now.get(key) or signed[key]
        entry = entries.get(figure.entry_id)
        by, at = (entry.recorded_by, entry.recorded_at) if entry else hands.get(key, (None, None))
        yield Deviation(
            figure.place,
            _value(signed, key),
            _value(now, key),
            by,
            at,
            entry.cell.commune if entry else None,
            figure.requirement_id,
        )


def _hands(plan: Plan, keys: list[Key]) -> dict[Key, tuple[User, datetime]]:
    """Who last touched a unit or a set: on the staff pages, or by recording who took it over."""
    found: dict[Key, tuple[User, datetime]] = {}
    if not keys:
        return found
    units = [unit_id for kind, unit_id, _ in keys if kind == Kind.UNIT]
    for one in _touched(AdministrativeUnit, units):
        found[Kind.UNIT, int(one.object_id), None] = one.user, one.action_time
    for one in UnitSuccession.objects.standing().filter(old__in=units).order_by("pk"):
        found[Kind.UNIT, one.old_id, None] = one.recorded_by, one.recorded_at
    if any(kind == Kind.EDITION for kind, _, _ in keys):
        for one in _touched(CriteriaSet, [plan.criteria_set_id]):
            found[Kind.EDITION, None, None] = one.user, one.action_time
    return found


def _touched(model: type[Model], ids: list[int]) -> QuerySet[LogEntry]:
    """Lines of the staff pages' own log about these rows, the newest last."""
    about = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=map(str, ids)
    )
    return about.select_related("user").order_by("action_time")
