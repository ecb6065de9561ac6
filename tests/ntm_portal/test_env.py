import pytest
from django.core.exceptions import ImproperlyConfigured

from ntm_portal.env import (
    env_bool,
    env_choice,
    env_int,
    env_list,
    env_origin,
    env_secret,
    env_socket,
    env_str,
    env_words,
    refuse_unknown,
)

NAME = "PORTAL_TEST_VARIABLE"


@pytest.fixture
def set_to(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    return lambda value: monkeypatch.setenv(NAME, value)


def test_unset_variables_take_their_defaults(set_to):
    assert env_str(NAME) == ""
    assert env_str(NAME, "there") == "there"
    assert env_bool(NAME, default=True) is True
    assert env_int(NAME, default=8000, least=1) == 8000
    assert env_list(NAME, default="a,b") == ["a", "b"]


@pytest.mark.parametrize(("value", "expected"), [("True", True), ("False", False)])
def test_bool_reads_the_two_words(set_to, value, expected):
    set_to(value)

    assert env_bool(NAME, default=not expected) is expected


@pytest.mark.parametrize("value", ["true", "1", "yes", "", " True"])
def test_bool_refuses_everything_else(set_to, value):
    set_to(value)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME}='{value}': use 'True' or 'False'"):
        env_bool(NAME, default=True)


@pytest.mark.parametrize(("value", "expected"), [("1", 1), ("8000", 8000), ("007", 7)])
def test_int_reads_whole_numbers(set_to, value, expected):
    set_to(value)

    assert env_int(NAME, default=5, least=1) == expected


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "1_000", "", "two", "٣", "²"])
def test_int_refuses_other_values(set_to, value):
    set_to(value)

    with pytest.raises(ImproperlyConfigured, match=r"use a whole number, at least 1"):
        env_int(NAME, default=5, least=1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("a, b ,c", ["a", "b", "c"], id="spaces"),
        pytest.param("a,,b,", ["a", "b"], id="empty-words"),
        pytest.param("", [], id="set-to-nothing"),
    ],
)
def test_list_drops_spaces_and_empty_words(set_to, value, expected):
    set_to(value)

    assert env_list(NAME, default="x") == expected


def test_unknown_variable_is_named(monkeypatch):
    monkeypatch.setenv("PORTAL_DEBGU", "True")
    monkeypatch.setenv("PORTAL_DEBUG", "True")

    with pytest.raises(ImproperlyConfigured, match=r"^unknown PORTAL_DEBGU; .env.example lists"):
        refuse_unknown("PORTAL_", {"PORTAL_DEBUG", "PORTAL_HTTPS"})


def test_known_variables_and_other_prefixes_pass(monkeypatch):
    monkeypatch.setenv("PORTAL_DEBUG", "True")
    monkeypatch.setenv("OTHER_DEBGU", "True")

    refuse_unknown("PORTAL_", iter(["PORTAL_DEBUG"]))


@pytest.mark.parametrize("value", ["starttls", ""])
def test_choice_takes_its_words(set_to, value):
    set_to(value)

    assert env_choice(NAME, default="tls", choices=["starttls", "tls", ""]) == value


@pytest.mark.parametrize("value", ["TLS", "ssl", " tls"])
def test_choice_refuses_other_words(set_to, value):
    set_to(value)

    with pytest.raises(ImproperlyConfigured, match="use one of 'starttls', 'tls', ''"):
        env_choice(NAME, default="tls", choices=["starttls", "tls", ""])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://ntm.example.vn", "https://ntm.example.vn"),
        ("https://ntm.example.vn/", "https://ntm.example.vn"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("", "http://localhost:8000"),
    ],
)
def test_origin_is_scheme_host_and_port(set_to, value, expected):
    set_to(value)

    assert env_origin(NAME, default="http://localhost:8000") == expected


@pytest.mark.parametrize(
    "value",
    [
        "ntm.example.vn",
        "ftp://ntm.example.vn",
        "https://ntm.example.vn/portal",
        "https://",
        "/",
        "https://ntm.example.vn:port",
        "https://ntm.example.vn?a",
        "javascript:alert(1)",
    ],
)
def test_origin_refuses_everything_else(set_to, value):
    set_to(value)

    with pytest.raises(ImproperlyConfigured, match=r"write it like https://ntm\.example\.vn"):
        env_origin(NAME, default="http://localhost:8000")


@pytest.mark.parametrize(("value", "expected"), [("", []), ("a", ["a"]), (" b , a", ["b", "a"])])
def test_words_are_those_that_there_are(set_to, value, expected):
    set_to(value)

    assert env_words(NAME, choices=["a", "b"]) == expected


@pytest.mark.parametrize("value", ["c", "a,c", "A", "a b"])
def test_another_word_stops_the_start(set_to, value):
    set_to(value)

    with pytest.raises(ImproperlyConfigured, match="is none of 'a', 'b'"):
        env_words(NAME, choices=["a", "b"])


@pytest.mark.parametrize(
    "value", ["", "/run/clamav/clamd.ctl", "127.0.0.1:3310", "[::1]:3310", "clamd.example:3310"]
)
def test_socket_takes_a_path_or_an_address(set_to, value):
    set_to(value)

    assert env_socket(NAME) == value


@pytest.mark.parametrize("value", ["run/clamd.ctl", "3310", ":3310", "clamd", "clamd:", "clamd:²"])
def test_socket_refuses_everything_else(set_to, value):
    set_to(value)

    with pytest.raises(ImproperlyConfigured, match=r"use a path like /run/x\.sock, or host:port"):
        env_socket(NAME)


def test_a_secret_comes_from_the_environment_or_from_systemd(set_to, monkeypatch, tmp_path):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    assert env_secret(NAME) == ""

    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert env_secret(NAME) == ""
    (tmp_path / NAME).write_text("mật khẩu \n\n", encoding="utf-8")
    assert env_secret(NAME) == "mật khẩu \n"

    set_to("của môi trường")
    assert env_secret(NAME) == "của môi trường"
