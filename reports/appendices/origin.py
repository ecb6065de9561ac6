"""Where an appendix's figures come from: stated by the plan, or counted from the log. Never both.

The line under the table says which it is.
"""

from datetime import date
from decimal import Decimal

from ntm_portal.lib.dates import format_day
from ntm_portal.lib.numbers import average, format_number, read_number
from ntm_portal.lib.refusals import Refused
from plans.models import Objective, Plan
from reports.tables import Exact, Value

STATED = "Số liệu nêu trong kế hoạch."
NAMES_SHOWN = 10
HUNDRED = 100


def computed(day: date) -> str:
    return f"Số liệu tính từ kết quả ghi trên cổng đến ngày {format_day(day)}."


def stated_objectives(plan: Plan, *kinds: str) -> list[Objective]:
    """What the plan states of all its communes, in its order; of a group it is another figure."""
    stated = plan.objectives.filter(kind__in=kinds, group=None)
    return list(stated.select_related("requirement").order_by("position", "pk"))


def as_printed(figure: str) -> Value:
    """A figure as number where that prints the same, so that a spreadsheet can count with it."""
    try:
        number = read_number(figure)
    except Refused:
        return figure
    decimals = max(0, -int(number.as_tuple().exponent))
    return Exact(number, decimals) if format_number(number, decimals) == figure else figure


def plain(number: Decimal) -> Exact:
    """Without zeros behind the comma: 3002.800 -> 3.002,8."""
    exact = number.normalize()
    return Exact(number, max(0, -int(exact.as_tuple().exponent)))


def share(part: int | Decimal, whole: int | Decimal, decimals: int) -> Exact | None:
    """Per cent, half-up; None where there is nothing to divide by."""
    if not whole:
        return None
    # A sum of money may be no whole number; 18 digits leave room for the exact quotient.
    return Exact(average(HUNDRED * part, whole, decimals), decimals)


def unknown_note(rows: list) -> tuple[str, ...]:
    """Which communes nothing is known of; the first ones by name."""
    if not rows:
        return ()
    names = ", ".join(row.name for row in rows[:NAMES_SHOWN])
    more = f" và {len(rows) - NAMES_SHOWN} xã khác" if len(rows) > NAMES_SHOWN else ""
    return (f"Chưa có kết quả của {len(rows)} xã: {names}{more}.",)
