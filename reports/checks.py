"""What `manage.py check` says when this machine cannot print."""

from django.core import checks

from ntm_portal.lib.pdf import FONT_MISSING, font_ready


@checks.register()
def font_is_installed(**_kwargs: object) -> list[checks.CheckMessage]:
    """A warning, not an error: every page and every other format works without it."""
    return [] if font_ready() else [checks.Warning(FONT_MISSING, id="reports.W001")]
