"""`check --deploy` finds what would leave the machine in the clear."""

import pytest
from django.conf import settings

from ntm_portal.checks import check_database, check_mail, check_scanner
from ntm_portal.database import database

HERE = ["", "localhost", "127.0.0.1", "::1"]


def found(check) -> list[str]:
    return [message.id for message in check(app_configs=None)]


@pytest.mark.parametrize("security", ["", "starttls", "tls"])
@pytest.mark.parametrize("host", [*HERE, "mail.example.vn", "127.0.0.10"])
def test_mail_to_another_machine_is_encrypted(monkeypatch, host, security):
    monkeypatch.setattr(settings, "EMAIL_HOST", host)
    monkeypatch.setattr(settings, "MAIL_SECURITY", security)

    assert found(check_mail) == ([] if host in HERE or security else ["ntm_portal.E001"])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", []),
        ("postgresql://ntm:a@localhost/ntm", []),
        ("postgresql://ntm:a@%2Frun%2Fpostgresql/ntm", []),
        ("postgresql://ntm:a@data.example.vn/ntm", ["ntm_portal.E002"]),
        ("postgresql://ntm:a@data.example.vn/ntm?sslmode=require", ["ntm_portal.E002"]),
        ("postgresql://ntm:a@data.example.vn/ntm?sslmode=verify-full", []),
    ],
)
def test_a_database_elsewhere_shows_its_certificate(monkeypatch, tmp_path, address, expected):
    for name, value in ({"HOST": ""} | database(address, tmp_path, 30)).items():
        monkeypatch.setitem(settings.DATABASES["default"], name, value)

    assert found(check_database) == expected


@pytest.mark.parametrize(
    ("scanner", "expected"),
    [
        ("", []),
        ("/run/clamav/clamd.ctl", []),
        ("127.0.0.1:3310", []),
        ("[::1]:3310", []),
        ("clamd.example.vn:3310", ["ntm_portal.E003"]),
    ],
)
def test_files_do_not_leave_the_machine_in_the_clear(settings, scanner, expected):
    settings.VIRUS_SCANNER = scanner

    assert found(check_scanner) == expected
