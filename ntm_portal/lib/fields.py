"""Text fields that clean what they are given, on the way into a row and into a query.

Forms, services, `bulk_create`, `update` and exact lookups all pass through `to_python`. Pattern
lookups (`icontains` and its kind) do not: they search cleaned text with the words as given.
"""

from django.db import models

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, clean_text, shown


class CleanCharField(models.CharField):
    """One line of text; max_length counts what is left after cleaning."""

    def to_python(self, value: object) -> str | None:
        # Django's get_prep_value calls this too.
        text = super().to_python(value)
        return None if text is None else clean_line(text)


class CleanSlugField(models.SlugField):
    """A code. PostgreSQL raises on NUL, also in a lookup; cleaned, it is just not found."""

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return None if text is None else clean_line(text)


class CleanTextField(models.TextField):
    """Text that keeps its lines."""

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return None if text is None else clean_text(text)


def fitting(model: type[models.Model], name: str, text: str) -> str:
    """One line as the model's field will store it. Raises Refused where it is too long."""
    field = model._meta.get_field(name)
    text, most = clean_line(text), getattr(field, "max_length", None)
    if most is not None and len(text) > most:
        label = str(getattr(field, "verbose_name", name)).capitalize()
        raise Refused(f"{label} ‘{shown(text)}’ dài {len(text)} ký tự, tối đa {most}. Viết gọn.")
    return text
