"""Text from the address of a request."""

from django.http import HttpRequest

from ntm_portal.lib.text import clean_line

MOST = 100  # letters; the longest that an address carries on purpose is the name of a commune


def query_text(request: HttpRequest, name: str, most: int = MOST) -> str:
    """The first value of `name` on one line without control characters; "" when there is none.

    Longer texts are cut to `most` characters: what no name, code or day is that long.
    """
    first = next(iter(request.GET.getlist(name)), "")
    return clean_line(first)[:most].rstrip()
