"""The account behind each request, with what the menu asks about it: no query more than without."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef

from accounts.models import User
from communes.models import UnitRole

WRITERS = (UnitRole.Role.OFFICE, UnitRole.Role.OFFICER)


class PeopleBackend(ModelBackend):
    def get_user(self, user_id: int) -> User | None:
        """As Django's own. `holds_pen`: whether a role of the person's writes anything at all;
        an administrator's kinds of sheets ask for none.
        """
        writes = UnitRole.objects.filter(user=OuterRef("pk"), role__in=WRITERS)
        user = User.objects.filter(pk=user_id).annotate(holds_pen=Exists(writes)).first()
        return user if user and self.user_can_authenticate(user) else None
