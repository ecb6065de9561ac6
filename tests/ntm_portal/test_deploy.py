"""The files of deploy/ agree with the settings and each other; `make deploy-drill` runs them."""

import re
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from ntm_portal.database import page_limits
from ntm_portal.lib.file_kinds import MOST_BYTES

DEPLOY = settings.BASE_DIR / "deploy"
UNITS = {path.name: path.read_text(encoding="utf-8") for path in (DEPLOY / "systemd").iterdir()}
SITE = (DEPLOY / "nginx" / "ntm-portal.conf").read_text(encoding="utf-8")
CRON = (DEPLOY / "cron" / "ntm").read_text(encoding="utf-8")
COMMAND = re.compile(r"manage\.py (\w+)")


def variables(name: str) -> dict[str, str]:
    lines = (DEPLOY / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


def test_every_timer_has_its_service():
    timers = {name.removesuffix(".timer") for name in UNITS if name.endswith(".timer")}

    assert len(timers) >= 5
    assert {f"{name}.service" for name in timers} <= UNITS.keys()


def test_units_and_cron_name_commands_that_exist():
    named = {match for text in (*UNITS.values(), CRON) for match in COMMAND.findall(text)}

    assert {"backup", "send_digests"} <= named
    assert named <= get_commands().keys()


def test_cron_does_what_the_timers_do():
    by_timer = {
        match
        for name, text in UNITS.items()
        if f"{name.removesuffix('.service')}.timer" in UNITS
        for match in COMMAND.findall(text)
    }

    assert set(COMMAND.findall(CRON)) == by_timer


def test_socket_site_and_settings_name_one_port():
    port = variables("portal.env.example")["NTM_PORT"]

    assert f"ListenStream=127.0.0.1:{port}\n" in UNITS["ntm-portal.socket"]
    assert re.findall(r"proxy_pass http://127\.0\.0\.1:(\d+);", SITE) == [port]


def test_each_gives_up_before_the_one_behind_it_is_cut_off():
    """A query, then gunicorn, then nginx; the service stops after gunicorn's own patience."""
    gunicorn = (settings.BASE_DIR / "ntm_portal" / "gunicorn_conf.py").read_text(encoding="utf-8")
    named = re.findall(r"^(\w+) = (\d+)", gunicorn, re.MULTILINE)
    said = {name: int(value) for name, value in named}
    nginx = int(re.findall(r"proxy_read_timeout (\d+)s;", SITE)[0])
    stop = int(re.findall(r"TimeoutStopSec=(\d+)", UNITS["ntm-portal.service"])[0])

    assert settings.QUERY_SECONDS < said["timeout"] < nginx
    assert said["graceful_timeout"] < stop


def test_the_largest_file_fits_through_the_web_server():
    most = int(re.findall(r"client_max_body_size (\d+)m;", SITE)[0]) * 1024 * 1024

    assert MOST_BYTES < most <= MOST_BYTES * 1.25


def test_the_site_serves_what_the_portal_collects():
    var = variables("portal.env.example")["NTM_VAR_DIR"]
    folder = settings.STATIC_ROOT.relative_to(settings.VAR_DIR)

    assert f"alias {var}/{folder}/;" in SITE
    assert f"location {settings.STATIC_URL} {{" in SITE
    assert str(settings.EVIDENCE_DIR.name) not in SITE


def test_a_forwarded_address_is_set_and_not_appended_to():
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in SITE
    assert "proxy_add_x_forwarded_for" not in SITE.replace("#", "")


def test_the_error_pages_are_there_and_vietnamese():
    named = re.findall(r"error_page [^;]*/_/(\d+\.html);", SITE)
    pages = {
        name: (DEPLOY / "nginx" / "pages" / name).read_text(encoding="utf-8") for name in named
    }

    assert sorted(pages) == sorted(p.name for p in (DEPLOY / "nginx" / "pages").iterdir())
    assert [n for n, text in pages.items() if '<html lang="vi">' not in text] == []
    assert [n for n, text in pages.items() if f"Mã: {n[:3]}<" not in text] == []


@pytest.mark.parametrize("name", ["portal", "owner", "backup"])
def test_the_variables_exist(name):
    listed = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    known = re.findall(r"^([A-Z_]+)=", listed, re.MULTILINE)

    assert variables(f"{name}.env.example").keys() <= set(known)


def test_each_role_of_the_environment_is_made():
    roles = (DEPLOY / "postgresql" / "roles.sql").read_text(encoding="utf-8")
    named = {
        re.findall(r"postgresql://(\w+):", variables(f"{name}.env.example")["DATABASE_URL"])[0]
        for name in ("portal", "owner", "backup")
    }

    assert named == set(re.findall(r"ALTER ROLE (\w+) NOSUPERUSER", roles))


@pytest.mark.parametrize(
    "limit", ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]
)
def test_limits_of_the_role_are_those_of_the_settings(limit):
    roles = (DEPLOY / "postgresql" / "roles.sql").read_text(encoding="utf-8")
    seconds = re.findall(rf"ALTER ROLE ntm_app SET {limit} = '(\d+s)'", roles)

    assert re.findall(rf"-c {limit}=(\w+)", page_limits(settings.QUERY_SECONDS)) == seconds


@pytest.mark.parametrize("name", sorted(n for n in UNITS if n.endswith(".service")))
def test_a_service_may_do_little(name):
    wanted = {"User=ntm", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077"}

    assert wanted <= set(UNITS[name].splitlines())


def test_only_what_sends_mail_speaks_with_other_machines():
    """A list of what the portal may reach: nothing outside, but the mail server for three units."""
    names = {name for name in UNITS if name.endswith(".service")}
    shut = {
        name for name in names if "\nIPAddressDeny=any\nIPAddressAllow=localhost\n" in UNITS[name]
    }
    mails = {"ntm-mail.service", "ntm-digests.service", "ntm-audit.service"}

    assert shut == names - mails


def test_programs_are_not_sent_on_to_https():
    plain = SITE.partition("listen 80;")[2].partition("listen 443")[0]

    assert "location /lich/ { return 403; }" in plain
    assert settings.SECURE_REDIRECT_EXEMPT == ["^lich/"]


def test_folders_that_units_write_are_those_of_the_environment():
    written = set(
        chain.from_iterable(
            line.partition("=")[2].split()
            for text in UNITS.values()
            for line in text.splitlines()
            if line.startswith("ReadWritePaths=")
        )
    )
    said = variables("portal.env.example")

    assert written == {said["NTM_VAR_DIR"], said["NTM_BACKUP_DIR"]}


def test_the_runbook_names_every_unit():
    runbook = (DEPLOY / "README.md").read_text(encoding="utf-8")
    named = [name for name in UNITS if name.endswith((".timer", ".socket"))]

    assert [name for name in named if Path(name).name not in runbook] == []
