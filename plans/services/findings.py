"""Writes of what a single-commune plan finds (thực trạng), with its lines of history."""

from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from criteria.figures import written
from criteria.models import Requirement
from ntm_portal.lib.refusals import Refused
from plans.models import PlanCommune, PlanFinding
from plans.services.conflicts import PlanConflict, StalePlan
from plans.services.history import last_change, lock, note, version
from plans.services.order import next_place, pair, swap
from plans.services.wording import whole_text

WHOLE = 100  # percent
NOTHING = "không có"


@transaction.atomic
def add_finding(
    *,
    row: PlanCommune,
    requirement: Requirement,
    text: str,
    printed_share: Decimal | None = None,
    by: User,
    seen: str | None = None,
) -> PlanFinding:
    """Add a finding about an indicator at the end of a commune's row.

    seen: as in `change_finding`. Raises Refused for a signed plan, a requirement that is no
    indicator of the plan's set, a second finding about the same indicator, an empty or too long
    text or a share above 100; StalePlan where the person saw a finding that is gone, or none.
    """
    lock(row.plan)
    place = _place(row, requirement)
    if (
        requirement.criteria_set_id != row.plan.criteria_set_id
        or requirement.kind != Requirement.Kind.INDICATOR
    ):
        raise Refused(f"{place}: không phải chỉ tiêu của {row.plan.criteria_set.name}.")
    text = _checked(text, printed_share, place)
    standing = row.findings.filter(requirement=requirement).first()
    _refuse_stale(row, requirement, standing, seen)
    if standing is not None:
        raise Refused(f"{place}: đã có thực trạng trong kế hoạch. Sửa dòng đã có.")
    finding = PlanFinding.objects.create(
        row=row,
        requirement=requirement,
        position=next_place(row.findings.all()),
        text=text,
        printed_share=printed_share,
    )
    _note(finding, ("", ""), _words(finding), by=by)
    return finding


@transaction.atomic
def change_finding(
    *,
    finding: PlanFinding,
    text: str,
    printed_share: Decimal | None,
    by: User,
    seen: str | None = None,
) -> None:
    """Write a finding anew; what stays the same leaves no line of history.

    seen: `finding_version` of what the person saw; None: does not matter. Raises Refused as
    `add_finding` does, StalePlan when it moved or went meanwhile.
    """
    row = finding.row
    lock(row.plan)
    text = _checked(text, printed_share, _place(row, finding.requirement))
    standing = row.findings.filter(pk=finding.pk).select_related("requirement").first()
    if standing is None:
        raise StalePlan([_conflict(row, finding.requirement, None)])
    before, after = _words(standing), (text, written(printed_share))
    if before == after:  # as it stands, perhaps because somebody else wrote the same
        return
    _refuse_stale(row, finding.requirement, standing, seen)
    standing.text, standing.printed_share = text, printed_share
    standing.save(update_fields=["text", "printed_share"])
    _note(standing, before, after, by=by)


@transaction.atomic
def remove_finding(*, finding: PlanFinding, by: User, seen: str | None = None) -> None:
    """Take a finding away; its words stay in the history. Gone already is as wanted.

    Raises Refused for a signed plan, StalePlan when it moved meanwhile.
    """
    row = finding.row
    lock(row.plan)
    standing = row.findings.filter(pk=finding.pk).select_related("requirement").first()
    if standing is None:
        return
    _refuse_stale(row, finding.requirement, standing, seen)
    _note(standing, _words(standing), ("", ""), by=by)
    standing.delete()


@transaction.atomic
def move_finding(*, finding: PlanFinding, up: bool, by: User) -> None:
    """Print it before (up) or behind its neighbour about the same criterion, if it has one.

    Raises Refused for a signed plan.
    """
    row = finding.row
    lock(row.plan)
    found = pair(_siblings(row, finding.requirement), finding.pk, up=up)
    if found is None:
        return
    one, other = found
    swap(row.findings.all(), one, other)
    where = "trước" if up else "sau"
    after = f"{where} chỉ tiêu {other.requirement.code}"
    note(row.plan, row, f"Thứ tự chỉ tiêu {one.requirement.code}", "", after, by=by)


def finding_version(finding: PlanFinding | None) -> str:
    """What a form carries of the finding that it showed, "" for none."""
    return version(*_words(finding)) if finding else ""


def _siblings(row: PlanCommune, requirement: Requirement) -> QuerySet[PlanFinding]:
    about = row.findings.filter(requirement__parent=requirement.parent_id)
    return about.select_related("requirement").order_by("position")


def _place(row: PlanCommune, requirement: Requirement) -> str:
    return f"{row.name}, chỉ tiêu {requirement.code}"


def _checked(text: str, printed_share: Decimal | None, place: str) -> str:
    if printed_share is not None and not 0 <= printed_share <= WHOLE:
        raise Refused(
            f"{place}: tỷ lệ như in ‘{written(printed_share)}’ không nằm giữa 0 và {WHOLE}. "
            "Viết số phần trăm như trong kế hoạch."
        )
    advice = "Viết tình hình của chỉ tiêu."
    return whole_text(text, place=place, name="thực trạng", advice=advice)


def _words(finding: PlanFinding) -> tuple[str, str]:
    """(text, share): "88,17" or ""."""
    return finding.text, written(finding.printed_share)


def _note(
    finding: PlanFinding, before: tuple[str, str], after: tuple[str, str], *, by: User
) -> None:
    """One line for the text, one for the share, where they changed."""
    for what, old, new in zip(_subjects(finding.requirement), before, after, strict=True):
        if old != new:
            note(finding.row.plan, finding.row, what, old, new, by=by)


def _subjects(requirement: Requirement) -> tuple[str, str]:
    """As the history names the text and the share."""
    return f"Thực trạng chỉ tiêu {requirement.code}", f"Tỷ lệ như in, chỉ tiêu {requirement.code}"


def _refuse_stale(
    row: PlanCommune, requirement: Requirement, standing: PlanFinding | None, seen: str | None
) -> None:
    if seen not in (None, finding_version(standing)):
        raise StalePlan([_conflict(row, requirement, standing)])


def _conflict(
    row: PlanCommune, requirement: Requirement, standing: PlanFinding | None
) -> PlanConflict:
    last = last_change(row.plan, row, what__in=_subjects(requirement))
    text, share = _words(standing) if standing else (NOTHING, "")
    words = f"{text}; tỷ lệ như in {share}%" if share else text
    return PlanConflict(_place(row, requirement), words, last)
