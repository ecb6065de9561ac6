"""Which appendices (phụ lục) a plan has: told by what it holds, never by which plan it is.

What they print stands in reports/appendices; this app only links to them. Apps above that hang
rows of their own on a plan `offer` the appendix that prints them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from communes.models import StatusEntry
from criteria.models import CriteriaSet
from plans.models import (
    Action,
    CapitalLine,
    Objective,
    Plan,
    PlanCommune,
    PlanGoal,
    PlanTarget,
    VillageGoal,
)


@dataclass(frozen=True)
class AppendixName:
    """code: in the address. name: on buttons and lists."""

    code: str
    name: str


@dataclass(frozen=True)
class Held:
    """What a plan holds, as far as its appendices ask; log: results of its communes."""

    one_commune: bool
    rows: bool
    targets: bool
    log: bool
    advanced: bool
    model: bool
    villages: bool
    criterion: bool
    band: bool
    capital: bool

    @property
    def many(self) -> bool:
        """Communes to count: of a plan for one of them there is nothing to count."""
        return self.rows and not self.one_commune


Has = Callable[[Held], bool]
ORDER: tuple[tuple[AppendixName, Has], ...] = (
    (AppendixName("thuc-trang", "Thực trạng và giải pháp"), lambda held: held.one_commune),
    (AppendixName("tong-hop-tu-danh-gia", "Tự đánh giá, thẩm tra"), lambda held: held.one_commune),
    (AppendixName("phu-luc-02", "Phụ lục 02"), lambda held: held.rows),
    (AppendixName("lo-trinh-nang-cao", "Lộ trình xã nâng cao"), lambda held: held.advanced),
    (AppendixName("lo-trinh-kieu-mau", "Lộ trình xã kiểu mẫu"), lambda held: held.model),
    (AppendixName("lo-trinh-thon", "Lộ trình thôn"), lambda held: held.villages),
    (AppendixName("tieu-chi-hoan-thanh", "Tiêu chí hoàn thành"), lambda held: held.targets),
    (
        AppendixName("muc-tieu-tieu-chi", "Mục tiêu từng tiêu chí"),
        lambda held: held.criterion or (held.many and (held.targets or held.log)),
    ),
    (
        AppendixName("phan-nhom-xa", "Phân nhóm xã"),
        lambda held: held.band or (held.many and held.log),
    ),
    (AppendixName("nguon-von", "Nguồn vốn"), lambda held: held.capital),
)


@dataclass(frozen=True)
class Offer:
    """An appendix of an app above. rows: what it prints, with a key `plan`; before: a code."""

    appendix: AppendixName
    rows: Callable[[], QuerySet]
    before: str


OFFERS: list[Offer] = []


def offer(appendix: AppendixName, rows: Callable[[], QuerySet], *, before: str = "") -> None:
    """Plans that have such rows have the appendix, at the end of the list or before another one.

    Called once, when the app is ready.
    """
    OFFERS.append(Offer(appendix, rows, before))


def codes() -> list[str]:
    """Every code in the order of the list."""
    return [appendix.code for appendix, _ in _order()]


def appendices_of(plan: Plan) -> list[AppendixName]:
    """Those that the plan has, in the order of the list. One query."""
    held, offered = _held(plan)
    return [appendix for appendix, has in _order() if has(held) or appendix.code in offered]


def _order() -> list[tuple[AppendixName, Has]]:
    order = list(ORDER)
    for one in OFFERS:
        places = [place for place, (other, _) in enumerate(order) if other.code == one.before]
        order.insert(places[0] if places else len(order), (one.appendix, lambda _: False))
    return order


def _held(plan: Plan) -> tuple[Held, set[str]]:
    """What the plan holds, and the codes of the offered appendices that it has."""
    own = {"plan": OuterRef("pk")}
    goals = PlanGoal.objects.filter(row__plan=OuterRef("pk")).exclude(action=Action.MAINTAIN)
    stated = Objective.objects.filter(**own, group=None)
    log = StatusEntry.objects.filter(
        cell__commune__plan_rows__plan=OuterRef("pk"),
        cell__requirement__criteria_set=OuterRef("criteria_set"),
    )
    kept: dict[str, QuerySet] = {
        "rows": PlanCommune.objects.filter(**own),
        "targets": PlanTarget.objects.filter(row__plan=OuterRef("pk")),
        "log": log,
        "advanced": goals.filter(tier=CriteriaSet.Tier.ADVANCED),
        "model": goals.filter(tier=CriteriaSet.Tier.MODEL),
        "villages": VillageGoal.objects.filter(**own).exclude(action=Action.MAINTAIN),
        "criterion": stated.filter(kind=Objective.Kind.CRITERION),
        "band": stated.filter(kind=Objective.Kind.BAND),
        "capital": CapitalLine.objects.filter(**own),
    }
    offered = {
        f"offer_{place}": Exists(one.rows().filter(**own)) for place, one in enumerate(OFFERS)
    }
    found = Plan.objects.filter(pk=plan.pk).values(
        **{f"has_{name}": Exists(rows) for name, rows in kept.items()}, **offered
    )
    held = found.get()
    return (
        Held(
            one_commune=plan.kind == Plan.Kind.COMMUNE,
            **{name: bool(held[f"has_{name}"]) for name in kept},
        ),
        {one.appendix.code for one, has in zip(OFFERS, offered, strict=True) if held[has]},
    )
