"""From where a request comes: its address, and in words the machine that sends it."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from ntm_portal.lib.http import client_address

# The first that is named wins: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
BROWSERS = {
    "Cốc Cốc": r"coc_coc_browser",
    "Edge": r"Edg(e|A|iOS)?/",
    "Opera": r"OPR/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|CriOS/",
    "Safari": r"Safari/",
}
SYSTEMS = {
    "Android": r"Android",
    "iPhone": r"iPhone",
    "iPad": r"iPad",
    "Windows": r"Windows",
    "macOS": r"Mac OS X|Macintosh",
    "Linux": r"Linux|X11",
}
UNKNOWN = "thiết bị không rõ"


@dataclass(frozen=True)
class Origin:
    address: str | None = None
    device: str = ""


NOWHERE = Origin()  # a command


def origin_of(request: HttpRequest) -> Origin:
    return Origin(address_of(request), device_of(request))


def address_of(request: HttpRequest) -> str | None:
    return client_address(request, settings.PROXIES)


def device_of(request: HttpRequest) -> str:
    """ "Chrome trên Windows"; nothing of what the browser says is repeated as it is."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    named = [
        next((name for name, sign in table.items() if re.search(sign, agent)), "")
        for table in (BROWSERS, SYSTEMS)
    ]
    return " trên ".join(filter(None, named)) or UNKNOWN
