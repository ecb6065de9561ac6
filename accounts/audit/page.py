"""What a page of the trail shows, from the address: used by every page that has one."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode

from accounts.audit.reading import Narrow, line, narrowed, table_choices
from ntm_portal.lib.dates import format_day, parse_day
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

PER_PAGE = 50


def page_of(request: HttpRequest, entries: QuerySet) -> dict:
    """Raises Refused (400) for a table that is not there and for what is no day."""
    tables = table_choices()
    table = query_text(request, "bang")
    if table and table not in dict(tables):
        raise Refused(f"Bảng ‘{shown(table)}’ không có. Chọn lại ở ô lọc.", status=400)
    narrow = Narrow(
        table=table,
        row=query_text(request, "dong"),
        person=query_text(request, "nguoi"),
        first_on=_read_day(request, "tu"),
        last_on=_read_day(request, "den"),
    )
    page = Paginator(narrowed(entries, narrow), PER_PAGE).get_page(query_text(request, "trang"))
    kept = {
        "bang": narrow.table,
        "dong": narrow.row,
        "nguoi": narrow.person,
        "tu": narrow.first_on and narrow.first_on.isoformat(),
        "den": narrow.last_on and narrow.last_on.isoformat(),
    }
    return {
        "narrow": narrow,
        "is_narrowed": narrow != Narrow(),
        "tables": tables,
        "page": page,
        "lines": [line(entry) for entry in page.object_list],
        "here": urlencode({name: text for name, text in kept.items() if text}),
    }


def _read_day(request: HttpRequest, name: str) -> date | None:
    text = query_text(request, name)
    day = parse_day(text) if text else None
    if text and day is None:
        today = format_day(timezone.localdate())
        raise Refused(
            f"Ngày ‘{shown(text)}’ không có. Viết ngày/tháng/năm, ví dụ {today}.", status=400
        )
    return day
