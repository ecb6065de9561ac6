"""Collects what the checks of a plan look at. Reads only, in a fixed number of queries."""

from collections import defaultdict
from decimal import Decimal

from communes.models import AdministrativeUnit, Recognition, StatusEntry
from communes.sheets import read_sheet
from criteria.rules import Verdict
from ntm_portal.lib.refusals import Refused
from plans.checks import facts
from plans.models import Plan
from plans.querysets import plan_board


def read_facts(
    plan: Plan,
    deadlines: tuple[facts.Deadline, ...] = (),
    work: tuple[facts.Work, ...] = (),
) -> facts.PlanFacts:
    """The plan as it stands, its communes as of its baseline day.

    deadlines, work: from the app above, which holds what is done by when.
    """
    rows, board = plan_board(plan, plan.baseline_on)
    return facts.PlanFacts(
        signed_on=plan.signed_on,
        first_year=plan.first_year,
        last_year=plan.last_year,
        tier=plan.criteria_set.tier,
        criteria=tuple((one.code, one.name) for one in board.criteria),
        stated_communes=plan.stated_communes,
        capital_unit=plan.capital_unit,
        rows=_rows(plan, rows, board),
        **_figures(plan),
        **_words(plan),
        fractions=_fractions(plan, rows),
        deadlines=deadlines,
        work=work,
        known_communes=_communes(plan),
    )


def _rows(plan: Plan, rows: list, board) -> tuple[facts.Row, ...]:
    recognised = defaultdict(set)
    standing = Recognition.objects.standing_on(plan.baseline_on)
    for commune, tier in standing.filter(commune__in=[row.commune for row in rows]).values_list(
        "commune_id", "criteria_set__tier"
    ):
        recognised[commune].add(tier)
    found = []
    for row in rows:
        squares = dict(zip(board.criteria, board.row(row.commune), strict=True))
        targets = sorted((one.requirement for one in row.targets.all()), key=lambda r: r.position)
        found.append(
            facts.Row(
                code=row.commune.code,
                name=row.name,
                met=_with(squares, Verdict.MET),
                not_met=_with(squares, Verdict.NOT_MET),
                targets=tuple(requirement.code for requirement in targets),
                goals=tuple(facts.Goal(one.action, one.tier, one.year) for one in row.goals.all()),
                recognised=frozenset(recognised[row.commune_id]),
                official=row.commune.name,
            )
        )
    return tuple(found)


def _with(squares: dict, verdict: Verdict) -> frozenset[str]:
    return frozenset(
        criterion.code for criterion, square in squares.items() if square.state == verdict.value
    )


def _figures(plan: Plan) -> dict:
    """Groups, mandates, stated figures, money, villages."""
    groups = plan.groups.prefetch_related("members__commune")
    return {
        "groups": tuple(
            facts.Group(
                key=str(one.pk),
                name=one.name,
                stated=one.stated_count,
                members=frozenset(member.commune.code for member in one.members.all()),
            )
            for one in groups
        ),
        "mandates": tuple(
            facts.Mandate(str(one.pk), one.requirement.code, str(one.group_id or ""))
            for one in plan.mandates.select_related("requirement")
        ),
        "objectives": tuple(
            _objective(one) for one in plan.objectives.select_related("requirement", "group")
        ),
        "capital": tuple(
            facts.Capital(str(one.pk), one.label, one.amount, str(one.parent_id or ""), _share(one))
            for one in plan.capital_lines.all()
        ),
        "villages": tuple(
            facts.Village(
                str(one.pk),
                one.kind,
                one.year,
                one.count,
                one.name,
                one.row.commune.code if one.row else "",
            )
            for one in plan.village_goals.select_related("row__commune")
        ),
    }


def _objective(one) -> facts.Objective:
    return facts.Objective(
        key=str(one.pk),
        kind=one.kind,
        text=one.text,
        criterion=one.requirement.code if one.requirement else "",
        group=str(one.group_id or ""),
        tier=one.tier,
        lowest=one.lowest,
        highest=one.highest,
        increment=one.increment,
        total=one.total,
        share=_share(one),
        value_from=one.value_from,
        value_to=one.value_to,
        unit=one.unit,
        words=one.words,
    )


def _share(one) -> Decimal | None:
    """A share that was stored without its form cannot be compared."""
    try:
        return one.share_value
    except Refused:
        return None


def _words(plan: Plan) -> dict:
    return {
        "narratives": tuple(
            facts.Narrative(str(one.pk), one.heading, one.text) for one in plan.narratives.all()
        ),
        "bases": tuple(facts.Basis(str(one.pk), one.text) for one in plan.legal_bases.all()),
    }


def _fractions(plan: Plan, rows: list) -> tuple[facts.Fraction, ...]:
    """The percentages that a single-commune plan prints, with the fractions of the log."""
    if plan.kind != Plan.Kind.COMMUNE or not rows:
        return ()
    row = rows[0]
    printed = {
        one.requirement_id: one.printed_share.normalize()
        for one in row.findings.filter(printed_share__isnull=False)
    }
    blocks = read_sheet(
        commune=row.commune,
        criteria_set=plan.criteria_set,
        day=plan.baseline_on,
        voice=StatusEntry.Voice.OFFICE,
    )
    found = []
    for line in (line for block in blocks for line in block.lines):
        figure = line.entry.figure if line.entry else None
        if line.requirement.pk in printed and figure is not None and figure.denominator:
            found.append(
                facts.Fraction(
                    row.commune.code,
                    line.requirement.code,
                    figure.numerator,
                    figure.denominator,
                    printed[line.requirement.pk],
                )
            )
    return tuple(found)


def _communes(plan: Plan) -> tuple[str, ...]:
    """Official names of the communes that the plan's unit has on the baseline day."""
    below = AdministrativeUnit.objects.at_or_below([plan.unit_id]).existing_on(plan.baseline_on)
    return tuple(below.rural_communes().order_by("pk").values_list("name", flat=True))
