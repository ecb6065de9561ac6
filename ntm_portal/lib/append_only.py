"""Rows that are history: they can be added and read, never changed or removed."""

from typing import NoReturn

from django.db import models


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or remove a row of history."""


class AppendOnlyQuerySet(models.QuerySet):
    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} is append-only; record a new row instead")

    update = delete = bulk_update = update_or_create = _refuse

    def bulk_create(self, *args, update_conflicts: bool = False, **kwargs):  # type: ignore[no-untyped-def]
        if update_conflicts:
            self._refuse()
        return super().bulk_create(*args, **kwargs)


class AppendOnlyModel(models.Model):
    """Base of history tables: `save` only inserts, `delete` refuses."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **options: object) -> None:
        """Inserts, also when the key is given: an existing row is never overwritten."""
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} is append-only; record a new row instead")
        super().save(**options | {"force_insert": True})  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} is append-only")
