"""The one door to PDF: WeasyPrint without network or files, and only with the right font."""

import ctypes
import logging
import threading
from functools import lru_cache
from typing import NoReturn

from ntm_portal.lib.collector import no_collection
from ntm_portal.lib.refusals import Refused

# Metrics of Times New Roman, which Nghị định 30/2020/NĐ-CP asks for, with all Vietnamese letters.
FONT_FAMILY = "Liberation Serif"
FONT_STYLES = {"Regular", "Bold", "Italic", "Bold Italic"}
FONT_MISSING = (
    f"Chưa tạo được PDF: máy chủ thiếu phông {FONT_FAMILY}. Cài gói fonts-liberation2 rồi thử lại."
)
PANGO_MISSING = (
    "Chưa tạo được PDF: máy chủ thiếu thư viện Pango. Cài các gói libpango-1.0-0,"
    " libpangoft2-1.0-0 và libharfbuzz-subset0 rồi thử lại."
)

# Its eight steps per page are no news for the log of a server.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)

# Renders are slower together than one after another, and each holds its whole document in memory.
_one_at_a_time = threading.Lock()


def render_pdf(html: str, css: str) -> bytes:
    """A4 pages of `html` styled by `css`; the same input gives the same bytes.

    html: a whole document; what people typed is escaped in it. css: text, never an address.
    Costs about 4 ms per table row plus a second for the first call of a process.
    Raises Refused (503) when the font or Pango is not installed: another font would change every
    line break, and no font at all ends the process.
    """
    if not font_ready():
        raise Refused(FONT_MISSING, status=503)
    try:
        # Here, not above: the import takes over a second and loads Pango.
        from weasyprint import CSS, HTML  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as error:
        raise Refused(PANGO_MISSING, status=503) from error

    class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Fetches nothing: WeasyPrint's own opens files of this machine and any address."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> NoReturn:
            raise ValueError(f"not fetched: {url}")

    fetcher = ClosedFetcher()
    with _one_at_a_time, no_collection():
        document = HTML(string=html, url_fetcher=fetcher)
        sheet = CSS(string=css, url_fetcher=fetcher)
        return document.write_pdf(stylesheets=[sheet])


def font_ready() -> bool:
    """Whether fontconfig finds all four styles of the font. Remembers only a yes."""
    try:
        return _find_font()
    except LookupError:
        return False


@lru_cache(maxsize=1)
def _find_font() -> bool:
    """Raises LookupError when a style is missing, so that a no is asked again."""
    missing = FONT_STYLES - installed_styles(FONT_FAMILY)
    if missing:
        raise LookupError(", ".join(sorted(missing)))
    return True


class _FontSet(ctypes.Structure):
    """FcFontSet of fontconfig.h."""

    _fields_ = (
        ("nfont", ctypes.c_int),
        ("sfont", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


def installed_styles(family: str) -> set[str]:
    """Styles of a font family as fontconfig, and so Pango, finds them; empty without fontconfig."""
    try:
        fontconfig = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return set()
    for name in ("FcNameParse", "FcObjectSetCreate"):
        getattr(fontconfig, name).restype = ctypes.c_void_p
    fontconfig.FcFontList.restype = ctypes.POINTER(_FontSet)
    pattern = ctypes.c_void_p(fontconfig.FcNameParse(family.encode()))
    wanted = ctypes.c_void_p(fontconfig.FcObjectSetCreate())
    fontconfig.FcObjectSetAdd(wanted, b"style")
    found = fontconfig.FcFontList(None, pattern, wanted)
    styles = set()
    text = ctypes.c_char_p()
    for font in found.contents.fonts[: found.contents.nfont]:
        place = ctypes.c_void_p(font)
        if fontconfig.FcPatternGetString(place, b"style", 0, ctypes.byref(text)) == 0:
            styles.add((text.value or b"").decode())
    fontconfig.FcFontSetDestroy(found)
    fontconfig.FcObjectSetDestroy(wanted)
    fontconfig.FcPatternDestroy(pattern)
    return styles
