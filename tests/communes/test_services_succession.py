"""Who took over whom: what is stored, and each thing that cannot be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from communes.models import CarryOver, SuccessionVoid, UnitSuccession
from communes.services.succession import record_succession, void_succession
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.communes import CommuneFactory, DistrictFactory
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.passing import UnitSuccessionFactory

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
BEFORE = FIRST - timedelta(days=1)
AFTER = FIRST + timedelta(days=1)


@pytest.fixture
def old():
    return CommuneFactory(name="Cũ", valid_to=LAST)


@pytest.fixture
def new():
    return CommuneFactory(name="Mới", valid_from=FIRST)


def record(old, new, starts_on=FIRST, **more) -> UnitSuccession:
    given = {"document": "Nghị quyết thử", "by": UserFactory()} | more
    return record_succession(old=old, new=new, starts_on=starts_on, **given)


def refusal(*args, **more) -> str:
    before = list(UnitSuccession.objects.values_list())
    with pytest.raises(Refused) as refused:
        record(*args, **more)
    assert list(UnitSuccession.objects.values_list()) == before
    return refused.value.message


def test_a_succession_is_stored_with_its_document(old, new):
    by = UserFactory()

    made = record(old, new, document="  Nghị quyết  thử ", population=1200, households=300, by=by)

    stored = UnitSuccession.objects.get()
    assert stored == made
    assert (stored.old, stored.new, stored.starts_on) == (old, new, FIRST)
    assert (stored.document, stored.recorded_by) == ("Nghị quyết thử", by)
    assert (stored.share_percent, stored.population, stored.households) == (None, 1200, 300)


def test_an_older_neighbour_may_take_over(old):
    neighbour = CommuneFactory(valid_from=date(2020, 1, 1))

    assert record(old, neighbour).new == neighbour


@pytest.mark.parametrize(
    ("starts_on", "said"),
    [
        pytest.param(LAST, "30/06/2025", id="the-old-ones-last-day"),
        pytest.param(AFTER, "02/07/2025", id="a-day-of-nobody"),
        pytest.param(date(2020, 1, 1), "01/01/2020", id="in-the-past"),
    ],
)
def test_a_day_that_is_not_the_one_after_the_old_units_last_is_refused(old, new, starts_on, said):
    assert refusal(old, new, starts_on) == (
        "Xã Cũ tồn tại đến hết ngày 30/06/2025, nên kế thừa bắt đầu từ 01/07/2025, "
        f"không phải {said}. Sửa ngày."
    )


def test_a_day_before_the_new_units_first_is_refused(old):
    later = CommuneFactory(name="Sau", valid_from=AFTER)

    assert refusal(old, later) == (
        "Xã Sau chỉ có từ ngày 02/07/2025, sau ngày 01/07/2025. Chọn đơn vị khác hoặc sửa ngày."
    )


def test_a_new_unit_that_has_ended_by_the_day_is_refused(old):
    gone = CommuneFactory(name="Hết", valid_to=LAST)

    assert refusal(old, gone) == (
        "Xã Hết không còn tồn tại vào ngày 01/07/2025. Chọn đơn vị khác hoặc sửa ngày."
    )


def test_an_old_unit_that_still_exists_is_refused(new):
    still = CommuneFactory(name="Còn")

    assert refusal(still, new) == (
        "Xã Còn vẫn tồn tại vào ngày 01/07/2025. Ghi ngày kết thúc của đơn vị cũ trước."
    )


def test_the_same_unit_is_refused(old):
    assert refusal(old, old) == "Xã Cũ không thể kế thừa chính nó. Chọn đơn vị khác."


def test_another_level_is_refused(old):
    district = DistrictFactory(name="Trên", valid_from=FIRST)

    assert refusal(old, district) == (
        "Xã Cũ (cấp xã) và Huyện Trên (cấp huyện) không cùng cấp. Chọn đơn vị cùng cấp."
    )


def test_a_circle_is_refused(old, new):
    middle = CommuneFactory(valid_from=date(2020, 1, 1), valid_to=date(2022, 1, 1))
    UnitSuccessionFactory(old=new, new=middle)
    UnitSuccessionFactory(old=middle, new=old)

    assert refusal(old, new) == (
        "Xã Mới đã nhập vào Xã Cũ theo kế thừa đã ghi, nên không thể kế thừa ngược lại. "
        "Kiểm tra lại hai đơn vị."
    )


def test_the_same_succession_twice_is_refused(old, new):
    record(old, new)

    assert refusal(old, new) == (
        "Đã ghi Xã Mới kế thừa Xã Cũ. Ghi nhầm thì hủy dòng đó rồi ghi lại."
    )


@pytest.mark.parametrize(
    ("share", "taken"),
    [
        pytest.param("40", True, id="together-exactly-all"),
        pytest.param("40.01", False, id="just-above"),
        pytest.param(None, True, id="not-stated"),
    ],
)
def test_the_parts_of_a_unit_are_not_more_than_all(old, new, share, taken):
    record(old, CommuneFactory(valid_from=FIRST), share_percent=Decimal(60))
    part = share and Decimal(share)

    if taken:
        assert record(old, new, share_percent=part).share_percent == part
    else:
        assert refusal(old, new, share_percent=part) == (
            "Các phần của Xã Cũ cộng lại quá 100%. Sửa phần nhập vào."
        )


@pytest.mark.parametrize(
    ("share", "taken"),
    [
        pytest.param("0", False, id="nothing"),
        pytest.param("0.01", True, id="the-least"),
        pytest.param("100", True, id="all"),
        pytest.param("100.01", False, id="more-than-all"),
    ],
)
def test_a_share_is_more_than_nothing_and_at_most_all(old, new, share, taken):
    if taken:
        assert record(old, new, share_percent=Decimal(share)).share_percent == Decimal(share)
    else:
        assert refusal(old, new, share_percent=Decimal(share)).startswith("Phần nhập vào ")


def test_without_a_document_it_is_refused(old, new):
    assert "Xã Cũ → Xã Mới" in refusal(old, new, document="  ")


def test_a_document_that_is_too_long_is_refused(old, new):
    assert "Xã Cũ → Xã Mới" in refusal(old, new, document="x" * 201)


@pytest.mark.parametrize("share", [Decimal(0), Decimal(-1)])
def test_the_database_refuses_a_part_that_is_none(share):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSuccessionFactory(share_percent=share)


def test_the_database_refuses_a_unit_that_follows_itself():
    one = CommuneFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSuccessionFactory(old=one, new=one)


def test_predecessors_and_successors_count_from_the_day(old, new):
    made = record(old, new)
    of = UnitSuccession.objects

    assert (list(of.predecessors(new, FIRST)), list(of.successors(old, FIRST))) == ([made], [made])
    assert (list(of.predecessors(new, BEFORE)), list(of.successors(old, BEFORE))) == ([], [])
    assert (list(of.predecessors(old, FIRST)), list(of.successors(new, FIRST))) == ([], [])


def test_a_voided_succession_no_longer_counts_and_stays(old, new):
    made, by = record(old, new), UserFactory()

    void = void_succession(succession=made, by=by)

    assert list(UnitSuccession.objects.predecessors(new, FIRST)) == []
    assert (UnitSuccession.objects.get(), void.recorded_by) == (made, by)
    assert record(old, new) != made


def test_voiding_twice_is_refused(old, new):
    made = record(old, new)
    void_succession(succession=made, by=UserFactory())

    with pytest.raises(Refused, match="đã được hủy trước đó"):
        void_succession(succession=made, by=UserFactory())

    assert SuccessionVoid.objects.count() == 1


def test_once_figures_are_merged_the_parts_stay_as_they_are(old, new):
    made = record(old, new)
    CarryOver.objects.create(
        merged_set=CriteriaSetFactory(), unit=new, day=FIRST, run_by=UserFactory()
    )

    said = refusal(CommuneFactory(valid_to=LAST), new)
    with pytest.raises(Refused, match="Hoàn tác lượt gộp trước"):
        void_succession(succession=made, by=UserFactory())

    assert said.startswith("Số liệu của Xã Mới đã được gộp")
    assert not SuccessionVoid.objects.exists()


def test_a_succession_is_history(old, new):
    made = record(old, new)

    for attempt in (made.save, made.delete, UnitSuccession.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            attempt()
