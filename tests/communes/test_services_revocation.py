"""Ending recognitions: revoked by a decision, or marked as a mistake; both stay on record."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from communes.models import Recognition
from communes.services.recognition import void_recognition
from ntm_portal.lib.append_only import AppendOnlyError
from tests.communes.recognising import ONE_DAY, Place, end, make_place, refusal, write
from tests.factories.recognition import (
    RecognitionFactory,
    RecognitionVoidFactory,
    RevocationFactory,
)
from tests.factories.world import DAY, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def test_a_revocation_is_stored_with_its_author(place):
    recognition = write(place)

    made = end(place, recognition, reason=" Mất 10\u000btiêu chí ")

    assert (made.recognition, made.recorded_by) == (recognition, place.world.office)
    assert (made.decision_no, made.decided_on, made.reason) == (
        "20/QĐ-UBND", DAY + ONE_DAY, "Mất 10 tiêu chí",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(
            DAY - ONE_DAY, "Ngày thu hồi 31/12/2023 trước ngày công nhận 01/01/2024.", id="before"
        ),
        pytest.param(TODAY + ONE_DAY, "Ngày 23/11/2026 chưa tới.", id="to-come"),
    ],
)
def test_a_revocation_comes_after_its_recognition_and_not_tomorrow(place, day, said):
    recognition = write(place)

    assert refusal(end, place, recognition, decided_on=day).startswith(said)


@pytest.mark.parametrize("day", [DAY, TODAY])
def test_the_bounds_of_a_revocation(place, day):
    assert end(place, write(place), decided_on=day).pk


def test_what_is_over_is_not_revoked(place):
    revoked = RevocationFactory(
        recognition__commune=place.commune, decision_no="7/QĐ-UBND", decided_on=DAY
    ).recognition
    voided = RecognitionVoidFactory().recognition

    said = [refusal(end, place, revoked), refusal(end, place, voided)]

    assert "đã bị thu hồi tại Quyết định 7/QĐ-UBND ngày 01/01/2024" in said[0]
    assert "đã được đánh dấu ghi nhầm" in said[1]


def test_a_revocation_needs_a_reason(place):
    assert refusal(end, place, write(place), reason=" ").startswith("Lý do: ")


def test_a_mistake_is_marked_once_and_with_a_reason(place):
    recognition = write(place)
    office = place.world.office

    without = refusal(void_recognition, recognition=recognition, reason=" ", by=office)
    made = void_recognition(recognition=recognition, reason=" Nhầm\u000bxã ", by=office)
    again = refusal(void_recognition, recognition=recognition, reason="Nhầm", by=office)

    assert without.startswith("Lý do: ")
    assert (made.recognition, made.reason, made.recorded_by) == (recognition, "Nhầm xã", office)
    assert "đã được đánh dấu ghi nhầm" in again


def test_a_revoked_recognition_can_be_a_mistake_too(place):
    recognition = write(place)
    end(place, recognition)

    assert void_recognition(recognition=recognition, reason="Nhầm xã", by=place.world.office).pk


@pytest.mark.parametrize("factory", [RecognitionFactory, RevocationFactory, RecognitionVoidFactory])
def test_what_is_written_stays(factory):
    row = factory()

    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()
    with pytest.raises(AppendOnlyError):
        type(row).objects.update(decided_on=date(2020, 1, 1))


@pytest.mark.parametrize("factory", [RevocationFactory, RecognitionVoidFactory])
def test_a_recognition_ends_once(factory):
    first = factory()

    with pytest.raises(IntegrityError), transaction.atomic():
        factory(recognition=first.recognition)


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        pytest.param(-1, False, id="the-day-before"),
        pytest.param(0, True, id="on-the-day"),
        pytest.param(9, True, id="before-the-revocation"),
        pytest.param(10, False, id="on-the-revocation"),
    ],
)
def test_standing_on_a_day(days, stands):
    recognition = RecognitionFactory(decided_on=DAY)
    RevocationFactory(recognition=recognition, decided_on=DAY + 10 * ONE_DAY)
    RecognitionVoidFactory(recognition__decided_on=DAY)

    standing = Recognition.objects.standing_on(DAY + days * ONE_DAY)

    assert list(standing) == ([recognition] if stands else [])
