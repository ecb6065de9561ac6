"""The door to WeasyPrint: closed to the network and to files, and never with another font."""

import gc
import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings

from ntm_portal.lib.pdf import FONT_MISSING, font_ready, installed_styles, render_pdf

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>"""
CHILD = """
import sys
from ntm_portal.lib.pdf import render_pdf
from ntm_portal.lib.refusals import Refused
try:
    render_pdf("<p>a", "")
except Refused as refusal:
    print(refusal.status, refusal.message)
print("weasyprint" in sys.modules)
"""


@pytest.mark.parametrize(
    ("html", "css"),
    [
        pytest.param("<img src={}>", "", id="image"),
        pytest.param("<link rel=stylesheet href={}>", "", id="stylesheet"),
        pytest.param("<link rel=attachment href={}>", "", id="attachment"),
        pytest.param("<a rel=attachment href={}>a</a>", "", id="attached-link"),
        pytest.param("<object data={}></object>", "", id="object"),
        pytest.param("<svg><image href='{}'/></svg>", "", id="svg"),
        pytest.param("<p>a", "@import url({});", id="import"),
        pytest.param("<p>a", "p {{ background: url({}) }}", id="background"),
        pytest.param("<p>a", "@font-face {{ font-family: x; src: url({}) }}", id="font"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "file", "ftp"])
def test_nothing_is_fetched_even_if_markup_gets_in(html, css, scheme, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("mat khau")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        address = secret.as_uri() if scheme == "file" else f"{scheme}://127.0.0.1:{port}/x"

        made = render_pdf(html.format(address), css.format(address))

        with pytest.raises(BlockingIOError):
            listener.accept()
    assert made.startswith(b"%PDF-")
    assert b"EmbeddedFile" not in made


@pytest.mark.parametrize("was_on", [True, False])
def test_garbage_collection_is_left_as_it_was(was_on):
    gc.enable() if was_on else gc.disable()
    try:
        render_pdf("<p>a", "")

        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_garbage_collection_comes_back_after_a_failure():
    with pytest.raises(TypeError):
        render_pdf("<p>a", None)

    assert gc.isenabled()


def test_the_font_is_found_with_its_styles():
    assert font_ready()
    assert installed_styles("Liberation Serif") == {"Regular", "Bold", "Italic", "Bold Italic"}


def test_an_unknown_font_has_no_styles():
    assert installed_styles("Phông không có") == set()


def test_without_the_font_there_is_a_sentence_and_no_other_font(tmp_path):
    """fontconfig dies inside Pango without any font: WeasyPrint may not even be loaded."""
    (tmp_path / "fonts").mkdir()
    config = tmp_path / "fonts.conf"
    config.write_text(FONTS.format(tmp_path / "fonts", tmp_path / "cache"))

    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=settings.BASE_DIR,
        env=os.environ | {"FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert child.stdout == f"503 {FONT_MISSING}\nFalse\n"
