"""The demo data: real plans with their figures, promises, contents, agencies and accounts.

Everything is written through the services, as people would. What is already there is left as it
is, so that a second run changes nothing and never overwrites somebody's work.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.services.people import create_account
from assignments.demo_agencies import seed_bodies, seed_responsibilities
from assignments.demo_contents import seed_contents
from assignments.demo_findings import seed_findings, seed_measures
from assignments.demo_work import seed_work
from assignments.models import Agency
from assignments.services.agencies import add_member
from communes.models import AdministrativeUnit, Cell, SetAdoption, StatusEntry, VerdictChoice
from communes.services.roles import grant_role
from communes.services.status import Change, record_statuses
from criteria.models import CriteriaSet, Requirement
from plans.models import Plan, PlanCommune
from plans.services.conflicts import TargetChange
from plans.services.goals import set_goal
from plans.services.plan import set_targets


@dataclass
class DemoResult:
    """What the run added; accounts: (username, full name), in the file's order, new or not."""

    statuses: int = 0
    plan_created: bool = False
    accounts: list[tuple[str, str]] = field(default_factory=list)
    made: set[str] = field(default_factory=set)


@transaction.atomic
def reset_passwords(*, usernames: Iterable[str], password: str) -> None:
    """Give these accounts the demo password of today."""
    for user in User.objects.filter(username__in=usernames):
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])


@transaction.atomic
def seed(*, data: Mapping, password: str, today: date) -> DemoResult:
    """data: the parsed demo file (fixtures/demo/*.yaml) with its texts.

    Units and sets must be loaded before. Not every plan has communes, results or agencies.
    """
    result = DemoResult()
    day = data["plan"]["baseline_on"]
    units = _units_on(day)
    _adopt_sets()
    for account in data["accounts"]:
        _account(account, units, password, result)
    office = User.objects.get(username=data["recorded_by"])
    issuing = units[data["plan"]["unit"]]
    for agency in data.get("agencies", ()):
        _agency(agency, issuing, password, result, by=office)
    seed_bodies(data=data, unit=issuing, by=office)
    criteria = {
        requirement.code: requirement
        for requirement in CriteriaSet.objects.get(code=data["plan"]["criteria_set"])
        .requirements.criteria()
        .select_related("criteria_set")
    }
    result.statuses = _statuses(data, units, criteria, day=day, today=today, by=office)
    plan = _plan(data, units, criteria, by=office)
    result.plan_created = plan is not None
    if plan is not None:
        seed_contents(data=data, plan=plan, criteria=criteria, by=office)
        seed_responsibilities(data=data, plan=plan, by=office)
        seed_work(data=data, plan=plan, by=office)
    if plan is not None and "findings" in data:
        result.statuses += seed_findings(data=data, plan=plan, today=today, by=office)
        seed_measures(data=data, plan=plan, by=office)
    return result


def _units_on(day: date) -> dict[str, AdministrativeUnit]:
    """Official code -> unit on that day; a province's code never equals another level's here."""
    return {unit.code: unit for unit in AdministrativeUnit.objects.existing_on(day)}


def _adopt_sets() -> None:
    """The national sets count in every province for as long as they are in force."""
    provinces = AdministrativeUnit.objects.filter(level=AdministrativeUnit.Level.PROVINCE)
    for criteria_set in CriteriaSet.objects.for_communes().exclude(status="DRAFT"):
        for province in provinces:
            SetAdoption.objects.get_or_create(
                unit=province,
                criteria_set=criteria_set,
                starts_on=criteria_set.effective_from,
                defaults={"ends_on": criteria_set.effective_to},
            )


def _new_user(account: Mapping, password: str, result: DemoResult) -> User | None:
    """The account, made with the demo password; None where it is already there."""
    full_name = account.get("full_name") or account["name"]
    result.accounts.append((account["username"], full_name))
    if User.objects.filter(username=account["username"]).exists():
        return None
    result.made.add(account["username"])
    return create_account(
        username=account["username"],
        full_name=full_name,
        password=password,
        must_change=False,
        is_admin=account.get("admin", False),
    )


def _account(account: Mapping, units: Mapping, password: str, result: DemoResult) -> None:
    user = _new_user(account, password, result)
    if user is not None and "role" in account:
        grant_role(user=user, unit=units[account["unit"]], role=account["role"], by=user)


def _agency(
    agency: Mapping, issuing: AdministrativeUnit, password: str, result: DemoResult, *, by: User
) -> None:
    user = _new_user(agency, password, result) if "username" in agency else None
    found, _ = Agency.objects.get_or_create(
        unit=issuing, name=agency["name"], defaults={"short_name": agency.get("short", "")}
    )
    if user is not None:
        add_member(agency=found, user=user, is_head=True, by=by)


def _statuses(
    data: Mapping, units: Mapping, criteria: Mapping, *, day: date, today: date, by: User
) -> int:
    """Record the plan's baseline in cells that nobody has written yet; returns how many."""
    wanted = []
    for line in data.get("communes", ()):
        stated = line.get("met", ())
        met = list(criteria) if stated == "all" else map(str, stated)
        wanted += [(line["code"], code, VerdictChoice.MET, data["source"]) for code in met]
    if "not_met" in data:
        source = data["not_met"]["source"]
        wanted += [
            (line["code"], str(code), VerdictChoice.NOT_MET, source)
            for line in data["not_met"]["communes"]
            for code in line["criteria"]
        ]
    written = set(Cell.objects.values_list("commune_id", "requirement_id"))
    changes = [
        Change(units[commune], criteria[code], verdict, seen=0, source_document=source)
        for commune, code, verdict, source in wanted
        if (units[commune].pk, criteria[code].pk) not in written
    ]
    if changes:
        record_statuses(
            changes=changes, day=day, today=today, voice=StatusEntry.Voice.OFFICE, by=by
        )
    return len(changes)


def _plan(data: Mapping, units: Mapping, criteria: Mapping, *, by: User) -> Plan | None:
    """Create the plan with its promises; None when it was there before."""
    fields = dict(data["plan"])
    if Plan.objects.filter(code=fields["code"]).exists():
        return None
    fields["unit"] = units[fields["unit"]]
    fields["criteria_set"] = CriteriaSet.objects.get(code=fields["criteria_set"])
    plan = Plan(**fields)
    plan.full_clean()
    plan.save()
    for position, line in enumerate(data.get("communes", ()), start=1):
        commune = units[line["code"]]
        printed = "" if line["name"] == commune.full_name else line["name"]
        row = PlanCommune.objects.create(
            plan=plan, commune=commune, position=position, printed_name=printed
        )
        _promise(row, line, criteria, by=by)
    return plan


def _promise(
    row: PlanCommune, line: Mapping, criteria: Mapping[str, Requirement], *, by: User
) -> None:
    changes = [
        TargetChange(row, criteria[str(code)], targeted=True) for code in line.get("targets", [])
    ]
    if changes:
        set_targets(plan=row.plan, changes=changes, by=by)
    for action, tier, year in line.get("goals", ()):
        set_goal(row=row, action=action, tier=tier, year=year, by=by)
