"""`make deploy-drill`: nginx, gunicorn and PostgreSQL with the files of deploy/, on loopback."""

import http.server
import re
import shutil
import subprocess
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.trust.drills.disk_full import a_pdf
from tests.trust.drills.front import HOST, Front, ensure_nginx
from tests.trust.drills.people import Browser
from tests.trust.drills.slow_clients import ratio_beside_slow_ones
from tests.trust.drills.stage import ROOT, Portal, Postgres, made_world, private_postgres
from tests.trust.drills.verdict import Verdict

MEGABYTE = 1024 * 1024
ONE_YEAR = "max-age=31536000; includeSubDomains; preload"
CSP = "default-src 'none'"
# None of these may be read in a page that tells of an error.
MARKERS = (
    str(ROOT), "site-packages", "Traceback", "psycopg", "ProgrammingError", "SELECT",
    "administrativeunit", "NTM_", "gunicorn", "nginx/", "Django", "postgres",
)  # fmt: skip


@contextmanager
def echo():
    """A server that answers with the headers that reached it."""

    class Echo(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = str(self.headers).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def check_units(verdict: Verdict, folder: Path) -> None:
    if not shutil.which("systemd-analyze"):
        verdict.tell("systemd-analyze is not here", "units not verified")
        return
    folder.mkdir()
    for unit in (ROOT / "deploy" / "systemd").iterdir():
        text = unit.read_text(encoding="utf-8").replace("/opt/ntm/current", str(ROOT))
        (folder / unit.name).write_text(text, encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", *sorted(folder.iterdir())],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    said = checked.stdout + checked.stderr
    verdict.holds("systemd-analyze verify", is_so=checked.returncode == 0 and not said.strip())
    if said.strip():
        verdict.tell("it says", said.strip())


def check_forwarded(verdict: Verdict, folder: Path) -> None:
    with echo() as port:
        front = Front(folder, static=folder, upstream=port)
        verdict.holds("nginx -t", is_so=front.run("-t").returncode == 0)
        front.start()
        forged = dict.fromkeys(
            ("X_Forwarded_For", "X_Forwarded_Host", "X_Real_IP", "Forwarded"), "6.6.6.6"
        )
        seen = front.browser().get("/", X_Forwarded_Proto="http", **forged).text
        front.stop()
    verdict.holds("a forged X-Forwarded-For does not arrive", is_so="6.6.6.6" not in seen)
    verdict.holds(
        "but the address and the scheme of the sender",
        is_so="X-Forwarded-For: 127.0.0.1\n" in seen and "X-Forwarded-Proto: https\n" in seen,
    )


def check_headers(verdict: Verdict, front: Front) -> None:
    page = front.browser().get("/dang-nhap/")
    wanted = {
        "strict-transport-security": ONE_YEAR,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    wrong = {
        name: page.headers.get(name) for name, v in wanted.items() if page.headers.get(name) != v
    }
    verdict.holds(f"headers of a page {wrong or ''}", is_so=page.status == 200 and not wrong)
    verdict.holds("its CSP", is_so=CSP in page.headers["content-security-policy"].split("; "))
    verdict.holds("no version is told", is_so=page.headers.get("server") == "nginx")
    style = re.search(r'href="(/static/css/base\.[0-9a-f]{12}\.css)"', page.text)
    sheet = front.browser().get(style[1] if style else "/static/", Accept_Encoding="gzip")
    verdict.holds(
        "static files: for a year, packed, typed",
        is_so=sheet.status == 200
        and sheet.headers["cache-control"] == "public, max-age=31536000, immutable"
        and sheet.headers.get("content-encoding") == "gzip"
        and sheet.headers["content-type"].startswith("text/css"),
    )
    closed = [front.browser().get(p).status for p in ("/static/", "/static/css/", "/.git/config")]
    verdict.tell("listings and .git", closed)
    verdict.holds("are closed", is_so=all(status in (302, 403, 404) for status in closed))
    plain = Browser(front.http, host=HOST).get("/xa/?q=a")
    verdict.holds(
        "http is sent to https",
        is_so=(plain.status, plain.headers.get("location")) == (308, f"https://{HOST}/xa/?q=a"),
    )
    calendar = Browser(front.http, host=HOST).get("/lich/a.ics")
    verdict.holds(
        "but a calendar, which programs fetch, is refused there",
        is_so=(calendar.status, calendar.headers.get("location")) == (403, None),
    )
    verdict.holds("another Host is 400", is_so=front.browser("evil.example").get("/").status == 400)
    verdict.holds("TRACE is refused", is_so=front.browser().ask("TRACE", "/").status == 405)
    verdict.holds("PUT is refused", is_so=front.browser().ask("PUT", "/", b"x").status == 405)


def check_pages(verdict: Verdict, front: Front, world: dict, database: Postgres) -> None:
    person = front.browser().log_in(world["people"][0], world["password"])
    place = f"/xa/{world['communes'][0]}/minh-chung/?ngay={world['day']}&bo={world['set']}"
    target = re.findall(r'<option value="([^"]+)"', person.get(place).text)[-1]
    big = person.upload(place, "to.pdf", a_pdf(13 * MEGABYTE), target=target)
    verdict.holds(
        "13 MB are cut with 413 and a sentence", is_so=big.status == 413 and "10 MB" in big.text
    )
    near = person.upload(place, "to.pdf", a_pdf(11 * MEGABYTE), target=target)
    verdict.holds(
        "11 MB are refused by the portal", is_so=near.status == 422 and "10 MB" in near.text
    )
    good = person.upload(place, "vua.pdf", a_pdf(9 * MEGABYTE), target=target)
    verdict.holds("9 MB are taken", is_so=good.status == 302)
    person.get("/xa/?q=Ten-Cua-Mot-Nguoi")
    verdict.holds("no query is in the log", is_so="Ten-Cua" not in front.access_log)
    rename = "ALTER TABLE {} RENAME TO {}"
    table, away = "communes_administrativeunit", "communes_away"
    database.ask(rename.format(table, away), "ntm")
    broken = person.get("/xa/")
    database.ask(rename.format(away, table), "ntm")
    told = [marker for marker in MARKERS if marker.lower() in broken.text.lower()]
    verdict.holds("a forced error is a page with 500", is_so=broken.status == 500)
    verdict.bar(f"of {len(MARKERS)} markers in it {told or ''}", len(told), 0)


def check_away(verdict: Verdict, front: Front, portal: Portal) -> None:
    portal.stop()
    page = front.browser().get("/xa/")
    verdict.holds(
        "without the portal: 503, Vietnamese, when to come again, headers",
        is_so=page.status == 503
        and "dữ liệu đã lưu vẫn an toàn" in page.text
        and page.headers.get("retry-after") == "10"
        and page.headers.get("strict-transport-security") == ONE_YEAR
        and CSP in page.headers.get("content-security-policy", "").split("; "),
    )


def main() -> None:
    verdict = Verdict("deploy/: nginx, gunicorn and PostgreSQL with two roles")
    ensure_nginx()
    with ExitStack() as undo:
        folder = Path(undo.enter_context(TemporaryDirectory(prefix="ntm-deploy-")))
        database = undo.enter_context(private_postgres())
        check_units(verdict, folder / "units")
        check_forwarded(verdict, folder / "echo")
        roles = ROOT / "deploy" / "postgresql" / "roles.sql"
        for _ in range(2):  # it can be run again
            done = subprocess.run(
                ["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", roles, database.url],
                check=False, capture_output=True, text=True,
            )  # fmt: skip
            verdict.holds(f"roles.sql {done.stderr.strip()}", is_so=done.returncode == 0)
        owner, app, reader = (
            database.url.replace("ntm@", f"{role}@").removesuffix("postgres") + "ntm"
            for role in ("ntm_owner", "ntm_app", "ntm_backup")
        )
        public = {
            "NTM_HTTPS": "True", "NTM_ALLOWED_HOSTS": HOST, "NTM_SITE_URL": f"https://{HOST}",
            "NTM_TRUSTED_ORIGINS": f"https://{HOST}",
        }  # fmt: skip
        Portal(folder, owner).manage("migrate", "-v0")
        portal = Portal(folder, app, **public)
        superuser = Portal(folder, database.url.removesuffix("postgres") + "ntm")
        if "make_database_roles" in superuser.manage("help", "--commands").stdout.split():
            superuser.manage("make_database_roles", "--apply")
        portal.manage("collectstatic", "--no-input", "-v0")
        deploy = portal.manage("check", "--deploy", "--fail-level", "WARNING", check=False)
        verdict.holds("check --deploy without a warning", is_so=deploy.returncode == 0)
        world = made_world(portal)
        saved = Portal(folder, reader).manage("backup", str(folder / "backups"), check=False)
        verdict.holds("a backup by the role that only reads", is_so=saved.returncode == 0)
        undo.callback(portal.stop)
        portal.start()
        front = Front(folder / "front", static=portal.var / "static", upstream=portal.port)
        undo.callback(front.stop)
        front.start()
        check_headers(verdict, front)
        check_pages(verdict, front, world, database)
        person = front.browser().log_in(world["people"][1], world["password"])
        ratio = ratio_beside_slow_ones(person, front.https, tls=front.tls)
        verdict.bar("p95 beside 20 slow clients, 2 × 8 threads, ratio", ratio, 1.5)
        check_away(verdict, front, portal)
    verdict.end()


if __name__ == "__main__":
    main()
