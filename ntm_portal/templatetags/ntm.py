"""How figures and days look on every page; loaded everywhere through TEMPLATES builtins."""

from django import template

from ntm_portal.lib.dates import document_day, format_day
from ntm_portal.lib.numbers import format_number

register = template.Library()

register.filter("ngay", format_day)
register.filter("ngay_van_ban", document_day)


@register.filter("so")
def number(value, decimals: int = 0) -> str:
    """Decimal comma and dots for thousands; an empty value is an empty text, never 0."""
    return "" if value is None else format_number(value, int(decimals))
