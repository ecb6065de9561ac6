"""What a person chooses about reminders: where mails go, and whether any go."""

from django.db import transaction

from accounts.models import User
from accounts.services.people import change_address
from assignments.models import ReminderChoice


@transaction.atomic
def choose_reminders(*, address: str, wants_digest: bool, by: User) -> None:
    """Raises Refused for an address to which no mail can go, and for mails without one."""
    change_address(user=by, address=address)
    ReminderChoice.objects.update_or_create(user=by, defaults={"wants_digest": wants_digest})
