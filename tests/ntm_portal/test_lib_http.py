import pytest
from django.test import RequestFactory

from ntm_portal.lib.http import query_text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", "", id="not-there"),
        pytest.param("tim=", "", id="empty"),
        pytest.param("tim=xu%C3%A2n++d%C6%B0%C6%A1ng%0A", "xuân dương", id="one-line"),
        pytest.param("tim=a&tim=b", "a", id="the-first"),
        pytest.param("tim=%00a%E2%80%8B", "a", id="nul-and-invisible"),
        pytest.param("tim=" + "x" * 101, "x" * 100, id="cut"),
        pytest.param("tim=" + "x" * 99 + "+y", "x" * 99, id="no-space-at-the-cut"),
    ],
)
def test_query_text(query, expected):
    assert query_text(RequestFactory().get(f"/?{query}"), "tim") == expected


def test_query_text_is_cut_where_asked():
    assert query_text(RequestFactory().get("/?tim=abc"), "tim", most=2) == "ab"
