"""nginx in front of a portal of a drill: deploy/nginx/ntm-portal.conf with other places."""

import os
import shutil
import ssl
import subprocess
import sys
import time
from pathlib import Path

from tests.trust.drills.people import NO_ANSWER, Browser
from tests.trust.drills.stage import ROOT, free_port

HOST = "ntm.example.vn"
SITE = ROOT / "deploy" / "nginx" / "ntm-portal.conf"
# Everything else is the reader's own nginx.conf.
AROUND = """\
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def ensure_nginx() -> None:
    """Debian's nginx; root gets it, nobody else can."""
    if shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        return
    if os.geteuid() != 0:
        sys.exit("nginx is missing. As root: apt-get install nginx-light")
    print("   Installing nginx-light", flush=True)
    subprocess.run(["apt-get", "-qq", "update"], check=True, capture_output=True)
    install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", "nginx-light"]
    # Its own service is not started: the drill runs it on ports of its own.
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    subprocess.run(install, env=environment, check=True, capture_output=True)


class Front:
    def __init__(self, folder: Path, *, static: Path, upstream: int) -> None:
        folder.mkdir()
        self.folder, self.http, self.https = folder, free_port(), free_port()
        self.tls = ssl.create_default_context()
        self.tls.check_hostname, self.tls.verify_mode = False, ssl.CERT_NONE
        self._certificate()
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(AROUND.format(user=user, folder=folder))
        (folder / "site.conf").write_text(self._site(static, upstream))

    def _certificate(self) -> None:
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"]
        command += ["ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
        files = ["-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem"]
        subprocess.run([*command, *files], check=True, capture_output=True)

    def _site(self, static: Path, upstream: int) -> str:
        text = SITE.read_text(encoding="utf-8")
        for here, there in {
            "listen 80": f"listen 127.0.0.1:{self.http}",
            "listen 443": f"listen 127.0.0.1:{self.https}",
            "/etc/ssl/ntm/": f"{self.folder}/",
            "/var/lib/ntm/static/": f"{static}/",
            "/opt/ntm/current/": f"{ROOT}/",
            "/var/log/nginx/": f"{self.folder}/",
            "http://127.0.0.1:8000": f"http://127.0.0.1:{upstream}",
        }.items():
            if here not in text:
                sys.exit(f"{SITE.name} no longer says {here}")
            text = text.replace(here, there)
        return text

    def run(self, *words: str) -> subprocess.CompletedProcess:
        command = ["nginx", "-c", self.folder / "nginx.conf", *words]
        path = f"{os.environ['PATH']}:/usr/sbin"
        return subprocess.run(
            command, check=False, capture_output=True, text=True, env=os.environ | {"PATH": path}
        )

    def start(self) -> None:
        started = self.run()
        if started.returncode:
            sys.exit(started.stderr)
        end = time.monotonic() + 10
        while self.browser().get("/").status == NO_ANSWER and time.monotonic() < end:
            time.sleep(0.05)

    def stop(self) -> None:
        self.run("-s", "stop")

    def browser(self, host: str = HOST) -> Browser:
        return Browser(self.https, tls=self.tls, host=host)

    @property
    def access_log(self) -> str:
        return (self.folder / "ntm-portal.log").read_text(encoding="utf-8")
