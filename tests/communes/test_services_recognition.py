"""Recording recognitions: what is stored, what is refused, what must stand before."""

import pytest

from communes.models import AdministrativeUnit, SetAdoption
from communes.services.recognition import MissingPrerequisite, void_recognition
from tests.communes.recognising import ONE_DAY, Place, end, make_place, refusal, stored, write
from tests.factories.communes import SetAdoptionFactory
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.recognition import RecognitionFactory
from tests.factories.world import DAY, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


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
