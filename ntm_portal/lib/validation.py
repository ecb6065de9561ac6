"""What a model says of a row that breaks its rules, as words for a refusal."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models


def labelled(model: type[models.Model], error: ValidationError) -> list[str]:
    """The messages of `full_clean`, each behind the label of its field: "lý do: Trường này …"."""
    said = []
    for name, messages in error.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else f"{_label(model, name)}: "
        said += [f"{label}{message}" for message in messages]
    return said


def _label(model: type[models.Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))
