"""The claim of a mail: one at a time, again after a failure, never after success."""

import pytest
from django.db import IntegrityError, transaction

from assignments.digest_rules import GIVEN, SOON, Notice
from assignments.models import DigestSent, DutyNotice
from assignments.services.digests import claim_digest, settle_failed, settle_sent
from tests.assignments.reminded import FRIDAY, THURSDAY
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def claim(user, day=THURSDAY):
    return claim_digest(user=user, day=day, message_id="a")


def test_what_is_claimed_is_nobody_elses(user):
    assert claim(user) is not None

    assert claim(user) is None


def test_another_day_and_another_person_are_other_mails(user):
    claim(user)

    assert claim(user, FRIDAY) is not None
    assert claim(UserFactory()) is not None


def test_what_failed_is_claimed_once_more(user):
    settle_failed(claim=claim(user))

    assert (claim(user) is None, claim(user) is None) == (False, True)
    assert DigestSent.objects.get().state == "CLAIMED"


def test_what_was_sent_is_never_claimed_again(user):
    sent = claim(user)
    settle_sent(claim=sent, notices=())
    settle_failed(claim=sent)  # a late word of nobody

    assert claim(user) is None
    assert DigestSent.objects.get().state == "SENT"


def test_what_was_told_is_kept_once_with_the_newest_deadline(user):
    told = {Notice("viec-1", GIVEN), Notice("viec-1", SOON, THURSDAY)}
    settle_sent(claim=claim(user), notices=told)

    settle_sent(claim=claim(user, FRIDAY), notices={Notice("viec-1", SOON, FRIDAY)})

    kept = DutyNotice.objects.order_by("about").values_list("key", "about", "until")
    assert list(kept) == [("viec-1", "GIVEN", None), ("viec-1", "SOON", FRIDAY)]


@pytest.mark.parametrize(
    ("model", "row"),
    [
        pytest.param(
            DigestSent, {"day": THURSDAY, "state": "LOST", "at": "2024-11-28T00:00Z"}, id="state"
        ),
        pytest.param(DutyNotice, {"key": "a", "about": "SOON"}, id="soon-without-a-day"),
        pytest.param(
            DutyNotice, {"key": "a", "about": "GIVEN", "until": THURSDAY}, id="given-with-a-day"
        ),
    ],
)
def test_such_rows_cannot_be(user, model, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(user=user, **row)
