"""Named reads of plans."""

from django.db import models
from django.db.models import Q

from communes.models import AdministrativeUnit, UnitRole


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Plans of units that `user` sees, and of the units above their own.

        A signed plan is sent to every commune in it (its "Nơi nhận" lists UBND các xã), so
        commune staff read the plans of the units above them.
        """
        own = AdministrativeUnit.objects.filter(
            pk__in=UnitRole.objects.filter(user_id=user.pk, user__is_active=True).values("unit_id")
        )
        return self.filter(
            Q(unit__in=AdministrativeUnit.objects.visible_to(user))
            | Q(unit__in=own.values("parent"))
            | Q(unit__in=own.values("parent__parent"))
        )
