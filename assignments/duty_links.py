"""Where a duty is seen, and how it is called in one line."""

from django.conf import settings
from django.urls import reverse

from assignments.duties import Duty


def duty_path(duty: Duty) -> str:
    return reverse("assignments:duty_detail", args=[duty.key])


def absolute(path: str) -> str:
    """For mails and calendars, which are read elsewhere."""
    return f"{settings.SITE_URL}{path}"


def duty_name(duty: Duty) -> str:
    """ "Xã Xuân Dương: đạt tiêu chí 5 (chỉ tiêu 5.1, 5.2)"."""
    return f"{duty.title} (chỉ tiêu {', '.join(duty.parts)})" if duty.parts else duty.title
