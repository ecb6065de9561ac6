"""What a request says of itself: text from its address, and where it comes from."""

from collections.abc import Collection
from ipaddress import ip_address

from django.http import HttpRequest

from ntm_portal.lib.text import clean_line

MOST = 100  # letters; the longest that an address carries on purpose is the name of a commune


def query_text(request: HttpRequest, name: str, most: int = MOST) -> str:
    """The first value of `name` on one line without control characters; "" when there is none.

    Longer texts are cut to `most` characters: what no name, code or day is that long.
    """
    first = next(iter(request.GET.getlist(name)), "")
    return clean_line(first)[:most].rstrip()


def client_address(request: HttpRequest, proxies: Collection[str]) -> str | None:
    """The address that the person's machine has, None where the request has none.

    proxies: addresses of the web servers in front. Only what these say in X-Forwarded-For counts,
    read from its end: what a sender wrote there himself stands before it.
    """
    remote = _address(request.META.get("REMOTE_ADDR", ""))
    if remote not in proxies:
        return remote
    for said in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _address(said)
        if address not in proxies:
            return address or remote
    return remote


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None
