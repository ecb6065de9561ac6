"""Last year's plan as the start of a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from accounts.models import User
from communes.boards import read_board
from communes.models import AdministrativeUnit
from criteria.rules import Verdict
from plans.models import (
    CapitalLine,
    Mandate,
    Objective,
    Plan,
    PlanCommune,
    PlanGoal,
    PlanGroup,
    PlanPart,
    PlanTarget,
    VillageGoal,
)
from plans.querysets import communes_of
from plans.services.facts import one_number_at_a_time
from plans.services.goals import merged_by
from plans.services.history import note

Part = TypeVar("Part", bound=PlanPart)


@dataclass(frozen=True)
class Copied:
    """What came of it. left_out, not_in: names of communes that are no more, or are new since.

    met: how many targets were left out because they are met. of_other_set: how many lines name
    criteria of another set than the new plan's.
    """

    plan: Plan
    communes: int
    left_out: tuple[str, ...]
    not_in: tuple[str, ...]
    met: int = 0
    of_other_set: int = 0


@transaction.atomic
def copy_plan(*, source: Plan, plan: Plan, with_goals: bool, by: User) -> Copied:
    """Store `plan` as a draft with the communes, targets and contents of `source`.

    plan: not stored yet, with code, title, years, baseline day and set of its own. Left out:
    communes that no longer exist on the new baseline day, targets met on it, and what names
    criteria when the two sets differ; of a plan for one commune what it finds and does about it,
    which is last year's situation. with_goals: tiers and villages too, moved by as many years
    as the plans are apart. Raises ValidationError when the plan breaks a rule of its model.
    """
    for name in ("unit", "kind", "issuer", "heading", "stated_communes", "capital_unit"):
        setattr(plan, name, getattr(source, name))
    plan.status, plan.number, plan.signed_on = Plan.Status.DRAFT, "", None
    one_number_at_a_time(plan)
    plan.full_clean()
    plan.save()
    copying = _Copying(source, plan)
    left_out = copying.communes()
    copying.words()
    met = copying.targets()
    if with_goals:
        copying.goals()
    held = {row.commune_id for row in copying.rows.values()}
    copied = Copied(
        plan=plan,
        communes=len(held),
        left_out=tuple(left_out),
        not_in=tuple(one.full_name for one in communes_of(plan) if one.pk not in held)
        if held
        else (),
        met=met,
        of_other_set=copying.of_other_set,
    )
    note(plan, None, "Lập kế hoạch", "", _story(source, copied), by=by)
    return copied


def _story(source: Plan, copied: Copied) -> str:
    left_out = f"; không chép {', '.join(copied.left_out)}" if copied.left_out else ""
    return f"Chép từ {source.title} ({source.code}): {copied.communes} xã{left_out}"


class _Copying:
    """Rows and groups of the new plan by the id of those that they are copied from."""

    def __init__(self, source: Plan, plan: Plan) -> None:
        self.source, self.plan = source, plan
        self.same_set = source.criteria_set_id == plan.criteria_set_id
        self.rows: dict[int, PlanCommune] = {}
        self.groups: dict[int | None, PlanGroup] = {}
        self.of_other_set = 0

    def communes(self) -> list[str]:
        """Copy the rows in their order; returns the names of those that are left out."""
        left_out = []
        rows = self.source.rows.select_related("commune").order_by("position")
        there = AdministrativeUnit.objects.existing_on(self.plan.baseline_on)
        existing = set(rows.filter(commune__in=there).values_list("pk", flat=True))
        for row in rows:
            if row.pk in existing:
                self.rows[row.pk] = PlanCommune(
                    plan=self.plan,
                    commune=row.commune,
                    position=len(self.rows) + 1,
                    printed_name=row.printed_name,
                )
            else:
                left_out.append(row.name)
        PlanCommune.objects.bulk_create(self.rows.values())
        return left_out

    def words(self) -> None:
        """Copy everything that the plan says besides the promises of its communes."""
        self._parts(self.source.legal_bases.all())
        self._parts(self.source.narratives.all())
        for group in self.source.groups.prefetch_related("members"):
            (copy,) = self._parts([group])
            copy.members.set([self.rows[m.pk] for m in group.members.all() if m.pk in self.rows])
            self.groups[group.pk] = copy
        for mandate in self.source.mandates.all():
            self._naming_criteria(mandate)
        for objective in self.source.objectives.all():
            self._naming_criteria(objective)
        self._money()

    def targets(self) -> int:
        """Copy the targets that are still open; returns how many are met."""
        targets = PlanTarget.objects.filter(row__in=self.rows).select_related("requirement")
        if not self.same_set:
            self.of_other_set += targets.count()
            return 0
        communes = [row.commune for row in self.rows.values()]
        board = read_board(
            communes=communes, criteria_set=self.plan.criteria_set, day=self.plan.baseline_on
        )
        new, met = [], 0
        for target in targets.order_by("pk"):
            row = self.rows[target.row_id]
            if board.square(row.commune, target.requirement).state == Verdict.MET:
                met += 1
            else:
                new.append(PlanTarget(row=row, requirement=target.requirement))
        PlanTarget.objects.bulk_create(new)
        return met

    def goals(self) -> None:
        """Copy goals of communes and villages, in the years of the new plan."""
        later = self.plan.first_year - self.source.first_year
        inside = range(self.plan.first_year, self.plan.last_year + 1)
        PlanGoal.objects.bulk_create(
            PlanGoal(
                row=self.rows[goal.row_id],
                action=goal.action,
                tier=goal.tier,
                year=goal.year + later,
            )
            for goal in PlanGoal.objects.filter(row__in=self.rows).order_by("pk")
            if goal.year + later in inside
            and not merged_by(self.rows[goal.row_id], goal.year + later)
        )
        for village in VillageGoal.objects.filter(plan=self.source):
            year, gone = village.year + later, village.row_id not in (None, *self.rows)
            if year in inside and not gone:
                row = None if village.row_id is None else self.rows[village.row_id]
                self._parts([village], year=year, row=row)

    def _money(self) -> None:
        lines = list(self.source.capital_lines.all())
        copies = {
            line.pk: copy for line, copy in zip(lines, self._parts(lines, parent=None), strict=True)
        }
        for line in lines:
            if line.parent_id is not None:
                copies[line.pk].parent = copies[line.parent_id]
        CapitalLine.objects.bulk_update(copies.values(), ["parent"])

    def _naming_criteria(self, part: Mandate | Objective) -> None:
        if part.requirement_id is not None and not self.same_set:
            self.of_other_set += 1
        else:
            self._parts([part], group=self.groups.get(part.group_id))

    def _parts(self, parts: Iterable[Part], **others: object) -> list[Part]:
        """Copies of lines of one kind, in their places, with `others` in place of their own."""
        copies = []
        for part in parts:
            fields = {
                field.attname: getattr(part, field.attname)
                for field in part._meta.concrete_fields
                if field.name not in {"id", "plan", "version", *others}
            }
            copies.append(type(part)(plan=self.plan, **fields, **others))
        if copies:
            type(copies[0])._default_manager.bulk_create(copies)
        return copies
