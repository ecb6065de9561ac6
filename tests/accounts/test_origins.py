"""From where a request comes."""

import pytest
from django.test import RequestFactory

from accounts.origins import UNKNOWN, device_of
from ntm_portal.lib.http import client_address

PROXIES = ["127.0.0.1", "10.0.0.254"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "expected"),
    [
        ("10.0.0.1", "", [], "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4", [], "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4", PROXIES, "10.0.0.1"),
        ("127.0.0.1", "", PROXIES, "127.0.0.1"),
        ("127.0.0.1", "1.2.3.4", PROXIES, "1.2.3.4"),
        ("127.0.0.1", "9.9.9.9, 1.2.3.4", PROXIES, "1.2.3.4"),
        ("127.0.0.1", "9.9.9.9, 1.2.3.4, 10.0.0.254", PROXIES, "1.2.3.4"),
        ("127.0.0.1", "9.9.9.9, rubbish", PROXIES, "127.0.0.1"),
        ("127.0.0.1", "9.9.9.9, 127.0.0.1", PROXIES, "9.9.9.9"),
        ("127.0.0.1", " 2001:DB8::1 ", PROXIES, "2001:db8::1"),
        ("", "1.2.3.4", PROXIES, None),
        ("unix:", "", [], None),
    ],
)
def test_only_a_web_server_in_front_is_believed(remote, forwarded, proxies, expected):
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request, proxies) == expected


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36", "Chrome trên Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140.0", "Edge trên Windows"),
        ("Mozilla/5.0 (Windows NT 10) coc_coc_browser/1 Chrome/1", "Cốc Cốc trên Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile", "Chrome trên Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) Safari/604", "Safari trên iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Safari/600", "Safari trên macOS"),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "Firefox trên Linux"),
        ("curl/8", UNKNOWN),
        ("<script>\r\nalert(1)", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_the_machine_in_words(agent, expected):
    assert device_of(RequestFactory().get("/", HTTP_USER_AGENT=agent)) == expected
