"""Writing recognitions: what is stored, what is refused, what can be taken back."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from communes.models import (
    AdministrativeUnit,
    Recognition,
    RecognitionVoid,
    Revocation,
    SetAdoption,
)
from communes.services.recognition import (
    MissingPrerequisite,
    recognise,
    revoke,
    void_recognition,
)
from criteria.models import CriteriaSet
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import SetAdoptionFactory
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.recognition import (
    PrerequisiteFactory,
    RecognitionFactory,
    RecognitionVoidFactory,
    RevocationFactory,
)
from tests.factories.world import DAY, TODAY, World, make_world

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@dataclass
class Place:
    world: World
    commune: AdministrativeUnit
    basic: CriteriaSet
    advanced: CriteriaSet


@pytest.fixture
def place() -> Place:
    """The advanced set requires the basic one; both count in the province."""
    world = make_world()
    advanced = CriteriaSetFactory(code="BO-NC", tier="ADVANCED")
    SetAdoptionFactory(unit=world.province, criteria_set=advanced)
    PrerequisiteFactory(criteria_set=advanced, requires=world.criteria_set)
    return Place(world, world.communes[0], world.criteria_set, advanced)


def write(place: Place, **given) -> Recognition:
    usual = {
        "commune": place.commune,
        "criteria_set": place.basic,
        "decision_no": "15/QĐ-UBND",
        "decided_on": DAY,
        "issuer": "Chủ tịch UBND tỉnh thử",
        "today": TODAY,
        "by": place.world.office,
    }
    return recognise(**usual | given)


def end(place: Place, recognition: Recognition, **given) -> Revocation:
    usual = {
        "decision_no": "20/QĐ-UBND",
        "decided_on": DAY + ONE_DAY,
        "reason": "Không còn đạt",
        "today": TODAY,
        "by": place.world.office,
    }
    return revoke(recognition=recognition, **usual | given)


def refusal(act, *arguments, **given) -> str:
    """The sentence; nothing may have been stored."""
    before = stored()
    with pytest.raises(Refused) as refused:
        act(*arguments, **given)
    assert stored() == before
    return refused.value.message


def stored() -> list[int]:
    return [model.objects.count() for model in (Recognition, Revocation, RecognitionVoid)]


def test_a_recognition_is_stored_with_its_author(place):
    made = write(place, note="  công bố\u000bngày 5 ")

    assert (made.commune, made.criteria_set, made.recorded_by) == (
        place.commune, place.basic, place.world.office,
    )  # fmt: skip
    assert (made.decision_no, made.decided_on, made.issuer, made.note) == (
        "15/QĐ-UBND", DAY, "Chủ tịch UBND tỉnh thử", "công bố ngày 5",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("318/QĐ-TTg", "318/QĐ-TTg"),
        ("18/2022/QĐ-TTg", "18/2022/QĐ-TTg"),
        (" 15 / QĐ - UBND ", "15/QĐ-UBND"),
        ("15/QÐ-UBND", "15/QĐ-UBND"),  # the capital eth of another keyboard
        ("4072/QĐ-BNN-VPĐP", "4072/QĐ-BNN-VPĐP"),
    ],
)
def test_numbers_of_decisions(place, written, kept):
    assert write(place, decision_no=written).decision_no == kept


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Thiếu số quyết định."),
        ("  ", "Thiếu số quyết định."),
        ("15", "Số quyết định ‘15’ không đúng."),
        ("QĐ-UBND", "Số quyết định ‘QĐ-UBND’ không đúng."),
        ("15/KH-UBND", "Số quyết định ‘15/KH-UBND’ không đúng."),
        ("15/QĐ", "Số quyết định ‘15/QĐ’ không đúng."),
        ("15/QĐ-UBND; 16/QĐ-UBND", "Số quyết định ‘15/QĐ-UBND; 16/QĐ-UBND’ không đúng."),
        ("1234567/QĐ-UBND", "Số quyết định ‘1234567/QĐ-UBND’ không đúng."),
    ],
)
def test_a_number_that_is_none_is_refused(place, written, said):
    recognition = RecognitionFactory(commune=place.commune, criteria_set=place.basic)

    sentences = [
        refusal(write, place, decision_no=written),
        refusal(end, place, recognition, decision_no=written),
    ]

    advice = " Viết số, gạch chéo, ký hiệu, ví dụ 15/QĐ-UBND."
    assert sentences == [said + advice] * 2


def test_a_day_to_come_is_refused(place):
    write(place, decided_on=TODAY, commune=place.world.communes[1])

    said = refusal(write, place, decided_on=TODAY + ONE_DAY)

    assert said == "Ngày 23/11/2026 chưa tới. Chỉ ghi quyết định ký đến hôm nay, 22/11/2026."


@pytest.mark.parametrize("day", [DAY - ONE_DAY, DAY + 3 * ONE_DAY])
def test_a_commune_that_did_not_exist_is_refused(place, day):
    place.commune.valid_from, place.commune.valid_to = DAY, DAY + 2 * ONE_DAY
    place.commune.save()

    said = refusal(write, place, decided_on=day)

    assert said == (
        f"{place.commune.full_name} không tồn tại vào ngày {day:%d/%m/%Y}. Kiểm tra lại ngày."
    )


@pytest.mark.parametrize("days", [0, 2])
def test_its_first_and_last_day_count(place, days):
    place.commune.valid_from, place.commune.valid_to = DAY, DAY + 2 * ONE_DAY
    place.commune.save()

    assert write(place, decided_on=DAY + days * ONE_DAY).pk


def test_a_ward_is_not_recognised(place):
    place.commune.kind = AdministrativeUnit.Kind.WARD

    assert "không phải xã" in refusal(write, place)


@pytest.mark.parametrize("wrong", [{"level": "VILLAGE"}, {"status": "DRAFT"}])
def test_only_sets_of_communes_that_are_no_drafts(place, wrong):
    other = CriteriaSetFactory(**wrong)
    SetAdoptionFactory(unit=place.world.province, criteria_set=other)

    assert "không phải bộ tiêu chí của xã" in refusal(write, place, criteria_set=other)


def test_a_set_that_is_not_adopted_there_is_refused(place):
    other = CriteriaSetFactory(name="Bộ tiêu chí khác")
    SetAdoptionFactory(criteria_set=other)  # elsewhere

    said = refusal(write, place, criteria_set=other)

    assert said == (
        f"{place.commune.full_name} chưa áp dụng Bộ tiêu chí khác vào ngày 01/01/2024. "
        "Chọn bộ tiêu chí khác hoặc kiểm tra lại ngày."
    )


def test_a_set_counts_from_its_adoption_on_and_after_its_end(place):
    SetAdoption.objects.filter(criteria_set=place.basic).update(
        starts_on=DAY, ends_on=DAY + ONE_DAY
    )

    assert "chưa áp dụng" in refusal(write, place, decided_on=DAY - ONE_DAY)
    assert write(place, decided_on=DAY).pk
    assert write(place, decided_on=DAY + 9 * ONE_DAY, commune=place.world.communes[1]).pk


def test_the_same_set_is_not_recognised_twice_while_it_stands(place):
    write(place, decided_on=DAY)

    said = [
        refusal(write, place, decided_on=DAY + days * ONE_DAY, decision_no="16/QĐ-UBND")
        for days in (-1, 0, 1)
    ]

    sentence = (
        f"{place.commune.full_name} đã được công nhận theo {place.basic} tại Quyết định "
        "15/QĐ-UBND ngày 01/01/2024. Nếu dòng đó sai, đánh dấu ghi nhầm rồi ghi lại."
    )
    assert said == [sentence] * 3


def test_another_commune_and_another_set_are_another_matter(place):
    write(place)

    assert write(place, commune=place.world.communes[1]).pk
    assert write(place, criteria_set=place.advanced).pk


@pytest.mark.parametrize(
    ("days", "taken"),
    [
        pytest.param(4, False, id="the-day-before-the-revocation"),
        pytest.param(5, True, id="the-day-of-the-revocation"),
    ],
)
def test_after_a_revocation_it_may_be_recognised_again(place, days, taken):
    end(place, write(place), decided_on=DAY + 5 * ONE_DAY)
    again = {"decided_on": DAY + days * ONE_DAY, "decision_no": "30/QĐ-UBND"}

    if taken:
        assert write(place, **again).pk
    else:
        assert "đã được công nhận" in refusal(write, place, **again)


def test_a_mistake_may_be_written_again(place):
    void_recognition(recognition=write(place), reason="Nhầm ngày", by=place.world.office)

    assert write(place, decided_on=DAY + ONE_DAY).pk


def test_a_missing_prerequisite_asks_for_a_confirmation(place):
    with pytest.raises(MissingPrerequisite) as asked:
        write(place, criteria_set=place.advanced)

    assert asked.value.requires == place.basic
    assert asked.value.message == (
        f"{place.commune.full_name} chưa có công nhận theo {place.basic} vào ngày 01/01/2024 "
        "(Điều 1; đã đối chiếu). Nếu quyết định đúng là như vậy, đánh dấu “Vẫn ghi” rồi lưu lần "
        "nữa."
    )
    assert stored() == [0, 0, 0]
    assert write(place, criteria_set=place.advanced, confirm_missing_prerequisite=True).pk


@pytest.mark.parametrize(
    ("days", "taken"),
    [
        pytest.param(-1, False, id="the-day-before"),
        pytest.param(0, True, id="the-same-day"),
        pytest.param(9, True, id="before-its-revocation"),
        pytest.param(10, False, id="on-its-revocation"),
    ],
)
def test_a_prerequisite_must_stand_on_the_day(place, days, taken):
    end(place, write(place), decided_on=DAY + 10 * ONE_DAY)
    wanted = {"criteria_set": place.advanced, "decided_on": DAY + days * ONE_DAY}

    if taken:
        assert write(place, **wanted).pk
    else:
        assert "chưa có công nhận" in refusal(write, place, **wanted)


def test_a_confirmation_confirms_nothing_else(place):
    wanted = {"criteria_set": place.advanced, "confirm_missing_prerequisite": True}

    assert "chưa tới" in refusal(write, place, decided_on=TODAY + ONE_DAY, **wanted)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"issuer": " "}, "Cơ quan công nhận: ", id="no-issuer"),
        pytest.param({"issuer": "x" * 101}, "Cơ quan công nhận: ", id="long-issuer"),
        pytest.param({"note": "x" * 501}, "Ghi chú: ", id="long-note"),
    ],
)
def test_words_that_do_not_fit_are_refused(place, given, said):
    assert refusal(write, place, **given).startswith(said)


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
