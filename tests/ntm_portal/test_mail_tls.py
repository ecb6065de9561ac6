"""A mail server whose certificate nobody vouches for gets neither the password nor the mail."""

import socket
import ssl
import subprocess
import threading
from contextlib import closing, suppress

import pytest
from django.core.mail import EmailMessage

from ntm_portal.lib.mail import SmtpBackend


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> dict[str, str]:
    """Of 127.0.0.1, signed by itself."""
    folder = tmp_path_factory.mktemp("tls")
    files = {"certfile": str(folder / "cert.pem"), "keyfile": str(folder / "key.pem")}
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    written = ["-keyout", files["keyfile"], "-out", files["certfile"]]
    subprocess.run([*command, *names, *written], check=True, capture_output=True)
    return files


class Server:
    """One conversation; heard: what came in, before and after the handshake."""

    def __init__(self, certificate: dict[str, str], *, at_once: bool) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(**certificate)
        self.at_once = at_once
        self.heard: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.talk, daemon=True)
        self.thread.start()

    def talk(self) -> None:
        connection, _ = self.listener.accept()
        with closing(connection), suppress(OSError):
            if not self.at_once:
                connection.sendall(b"220 thu\r\n")
                self.heard.append(connection.recv(1000))
                connection.sendall(b"250-thu\r\n250 STARTTLS\r\n")
                self.heard.append(connection.recv(1000))
                connection.sendall(b"220 go\r\n")
            with self.context.wrap_socket(connection, server_side=True) as encrypted:
                encrypted.sendall(b"220 thu\r\n" if self.at_once else b"")
                self.heard.append(encrypted.recv(1000))

    def heard_in_all(self) -> list[bytes]:
        self.thread.join(10)
        self.listener.close()
        return self.heard


def backend(port: int, *, at_once: bool, **more) -> SmtpBackend:
    return SmtpBackend(
        host="127.0.0.1",
        port=port,
        username="ntm",
        password="mat-khau-thu",
        use_tls=not at_once,
        use_ssl=at_once,
        timeout=5,
        **more,
    )


@pytest.mark.parametrize("at_once", [True, False], ids=["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for(certificate, at_once):
    server = Server(certificate, at_once=at_once)
    mail = EmailMessage("a", "b", "ntm@example.vn", ["an@example.vn"])

    with pytest.raises(ssl.SSLCertVerificationError):
        backend(server.port, at_once=at_once).send_messages([mail])

    heard = server.heard_in_all()
    assert [line.split(b" ")[0].strip() for line in heard] == (
        [] if at_once else [b"ehlo", b"STARTTLS"]
    )


@pytest.mark.parametrize("at_once", [True, False], ids=["tls", "starttls"])
def test_one_that_is_vouched_for_is_spoken_to(certificate, monkeypatch, at_once):
    """So the refusal above is due to the certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", certificate["certfile"])
    server = Server(certificate, at_once=at_once)
    mail = EmailMessage("a", "b", "ntm@example.vn", ["an@example.vn"])

    with pytest.raises(OSError, match=r".*"):  # it hangs up after the first line
        backend(server.port, at_once=at_once).send_messages([mail])

    assert server.heard_in_all()[-1].startswith(b"ehlo")
