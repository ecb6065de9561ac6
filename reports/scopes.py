"""What an import is about (phạm vi): the answered form of its kind, in words and as a digest."""

import hashlib
import json
from collections.abc import Mapping

from django import forms


def first_answers(form: forms.Form, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The form as if it were sent as it stands: initial values, else the first choice.

    known: answers of an earlier import. Choices are taken from there, a day never: last month's
    day under this month's figures would be a silent mistake.
    """
    found = {}
    for name, field in form.fields.items():
        value = _text(form[name].value())
        if hasattr(field, "choices"):
            choices = [str(one) for one, _ in field.choices]
            remembered = (known or {}).get(name, "")
            first = next((one for one in choices if one), "")
            known_here = remembered and remembered in choices
            value = remembered if known_here else value or first
        found[name] = value
    return found


def sent(form: forms.Form) -> dict[str, str]:
    """The raw answers of a form that was sent, field by field."""
    return {name: _text(form[name].value()) for name in form.fields}


def in_words(form: forms.Form) -> str:
    """ "Bộ tiêu chí: …; Ngày: 15/07/2024", of a form with answers."""
    said = []
    for name, field in form.fields.items():
        value = _text(form[name].value())
        if hasattr(field, "choices"):
            value = next((str(words) for one, words in field.choices if str(one) == value), value)
        if value:
            said.append(f"{field.label or name}: {value}")
    return "; ".join(said)


def digest(answers: Mapping[str, str]) -> str:
    written = json.dumps(dict(sorted(answers.items())), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _text(value: object) -> str:
    return "" if value is None else str(value)
