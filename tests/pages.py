"""Comparing pages as a person would see them."""

import re

from django.http import HttpResponse

_MOVING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|data-csrf="\w+"|In lúc [\d:/ ]+')


def seen(response: HttpResponse) -> tuple[int, str]:
    """Status and text without the token and the clock, which differ from request to request.

    A file is no text, but differs where files do.
    """
    text = response.content.decode(response.charset, "replace")
    return response.status_code, _MOVING.sub("", text)


def read_out(response: HttpResponse) -> bytes:
    """The whole body; a download lets go of its file. `close` would end the connection too."""
    return b"".join(response)
