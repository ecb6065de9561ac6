"""Rows of a signed plan refuse to change, whoever writes: services say it in a sentence before.

Sealed is what has a step SIGNED; the check is one look-up per write. Bulk writes go through it too.
What Django writes past both, the rows that link groups with communes, is kept by the lock of the
services alone.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

SIGNED = "SIGNED"


class SealedPlanError(RuntimeError):
    """Somebody tried to change or remove a row of a signed plan."""


class SealedQuerySet(models.QuerySet):
    def update(self, **values: object) -> int:
        self._refuse_sealed()
        return super().update(**values)

    def delete(self):
        self._refuse_sealed()
        return super().delete()

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        refuse_sealed(self.model, {getattr(one, self.model.sealed_by) for one in objs})
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, *args, **kwargs):
        objs = list(objs)
        refuse_sealed(self.model, {getattr(one, self.model.sealed_by) for one in objs})
        return super().bulk_update(objs, *args, **kwargs)

    def _refuse_sealed(self) -> None:
        path = "plan__steps" if self.model.sealed_by == "plan_id" else "row__plan__steps"
        if self.filter(**{f"{path}__step": SIGNED}).exists():
            raise SealedPlanError(f"{self.model.__name__} of a signed plan")


class SealedModel(models.Model):
    """Base of what hangs on a plan, or on its row of a commune: `sealed_by` names the column."""

    sealed_by = "plan_id"

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        owners = {getattr(self, self.sealed_by)}
        if not self._state.adding:
            stored = type(self)._base_manager.filter(pk=self.pk)
            owners |= set(stored.values_list(self.sealed_by, flat=True))
        refuse_sealed(type(self), owners)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        refuse_sealed(type(self), {getattr(self, self.sealed_by)})
        return super().delete(*args, **kwargs)


def refuse_sealed(model: type[models.Model], owners: Iterable[int]) -> None:
    """owners: ids of plans, or of rows of communes, as the model's `sealed_by` says."""
    path = "plan_id" if model.sealed_by == "plan_id" else "plan__rows"
    steps = apps.get_model("plans", "PlanStep").objects
    if steps.filter(step=SIGNED, **{f"{path}__in": owners}).exists():
        raise SealedPlanError(f"{model.__name__} of a signed plan")
