"""The database of test_digests_sqlite: one agency with many heads, and work that is overdue."""

import os
import sys
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from tests.assignments.reminded import make_reminded  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.assignments import AgencyMembershipFactory  # noqa: E402

call_command("migrate", verbosity=0)
reminded = make_reminded()
reminded.work(date(2024, 11, 25))
for number in range(1, int(sys.argv[1])):
    user = UserFactory(email=f"nguoi-{number}@co-quan.example")
    AgencyMembershipFactory(user=user, agency=reminded.agency, is_head=True)
