"""Figures as Vietnamese documents print them: decimal comma, dot for thousands."""

from decimal import ROUND_HALF_UP, Decimal


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """School rounding, as in the signed plans: 12,947… -> 12,95. Zero has no sign."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def format_number(value: Decimal | int, decimals: int = 0) -> str:
    """1234.5 with one decimal -> "1.234,5"."""
    text = f"{round_half_up(Decimal(value), decimals):,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def average(total: int, count: int, decimals: int = 2) -> Decimal | None:
    """Half-up average; None when there is nothing to divide by."""
    return round_half_up(Decimal(total) / count, decimals) if count else None
