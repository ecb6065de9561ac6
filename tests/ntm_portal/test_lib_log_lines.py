"""One event is one line of the process log."""

import json
import logging
import sys

import pytest
from django.conf import settings

from ntm_portal.lib.log_lines import OneLine

MASKED = settings.LOGGING["formatters"]["line"]["masked"]
BREAKING = [
    "\r",
    "\n",
    "\r\n",
    "\x1b[31m",
    "\x00",
    "\x85",
    "\x9b31m",
    "\u2028",
    "\u2029",
    "\v",
    "\f",
]


def line(message: str, *rest: object, error=None) -> str:
    record = logging.LogRecord("ntm.thu", logging.INFO, "x", 1, message, rest, error)
    return OneLine(MASKED).format(record)


@pytest.mark.parametrize("breaking", BREAKING, ids=ascii)
def test_nothing_breaks_or_colours_a_line(breaking):
    text = line("path=%s", f"/xa/{breaking}2026 ERROR forged")

    assert len(text.splitlines()) == 1
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in text)
    assert json.loads(text)["message"] == f"path=/xa/{breaking}2026 ERROR forged"


def test_letters_are_readable():
    assert '"message": "xã Xuân Dương"' in line("xã %s", "Xuân Dương")


def test_a_lone_surrogate_can_be_written():
    line("%s", "\ud800").encode()


def test_an_error_is_the_same_line():
    try:
        raise ValueError("một\nhai")
    except ValueError:
        text = line("hỏng", error=sys.exc_info())

    assert len(text.splitlines()) == 1
    assert "ValueError" in json.loads(text)["error"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/loi-moi/abc-DEF_123/", "/loi-moi/***/"),
        ("/lich/abc-DEF_123.ics", "/lich/***.ics"),
        ("/xa/06607/", "/xa/06607/"),
    ],
)
def test_secrets_of_addresses_are_left_out(path, expected):
    assert json.loads(line("Not Found: %s", path))["message"] == f"Not Found: {expected}"
