"""What an import is about (phạm vi): the answered form of its kind, in words and as a digest."""

import hashlib
import json
from collections.abc import Mapping

from django import forms


def standing_answers(form: forms.Form) -> dict[str, str]:
    """What the form says before anybody has touched it; a single choice is no question."""
    found = {}
    for name, field in form.fields.items():
        choices = [one for one, _ in getattr(field, "choices", ()) if str(one)]
        only = choices[0] if field.required and len(choices) == 1 else None
        found[name] = _text(form[name].value() or only)
    return found


def recalled_answers(form: forms.Form, known: Mapping[str, str]) -> dict[str, str] | None:
    """The choices of an earlier import; None where one of them is no choice any more.

    What is no choice, a day above all, is as the form has it: last month's day under this month's
    figures would be a silent mistake.
    """
    found = standing_answers(form)
    for name, field in form.fields.items():
        if hasattr(field, "choices"):
            found[name] = known.get(name, "")
            if found[name] not in {str(one) for one, _ in field.choices}:
                return None
    return found


def first_answers(form: forms.Form) -> dict[str, str]:
    """The form as if it were sent with the first of all choices, for a look at what is there."""
    found = standing_answers(form)
    for name, field in form.fields.items():
        choices = (str(one) for one, _ in getattr(field, "choices", ()))
        found[name] = found[name] or next((one for one in choices if one), "")
    return found


def names_foreign(form: forms.Form) -> bool:
    """Whether a choice was sent that the form does not give: not theirs, or not there."""
    for name, field in form.fields.items():
        value = _text(form[name].value())
        if value and hasattr(field, "choices"):
            offered = {str(one) for one, _ in field.choices}
            if value not in offered:
                return True
    return False


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
