"""Names as people write them. Real names of Lạng Sơn, Bắc Giang, Thanh Hóa."""

import unicodedata

import pytest

from communes.models import AdministrativeUnit
from communes.names import How, Match, resolve_unit
from tests.factories.communes import CommuneFactory, UnitAliasFactory

pytestmark = pytest.mark.django_db
KIND = AdministrativeUnit.Kind
NAMES = ("Xuân Dương", "Tú Đoạn", "Hòa Bình", "Thụy Hùng", "Ái Quốc", "Xa Dung", "Mẫu Sơn")


@pytest.fixture
def units() -> list[AdministrativeUnit]:
    for name in NAMES:
        CommuneFactory(name=name)
    CommuneFactory(name="Na Dương", kind=KIND.TOWN)
    return list(AdministrativeUnit.objects.prefetch_related("aliases"))


def named(units, name: str) -> AdministrativeUnit:
    return next(unit for unit in units if unit.name == name)


@pytest.mark.parametrize(
    ("written", "name", "how"),
    [
        pytest.param("Xuân Dương", "Xuân Dương", How.EXACT, id="as-it-is"),
        pytest.param("XUÂN DƯƠNG", "Xuân Dương", How.EXACT, id="capitals"),
        pytest.param("  Xuân\u00a0 Dương\u200b ", "Xuân Dương", How.EXACT, id="spaces"),
        pytest.param(unicodedata.normalize("NFD", "Xuân Dương"), "Xuân Dương", How.EXACT, id="nfd"),
        pytest.param("Tú Ðoạn", "Tú Đoạn", How.EXACT, id="icelandic-d"),
        pytest.param("Xã Xuân Dương", "Xuân Dương", How.EXACT, id="title"),
        pytest.param("X. Xuân Dương", "Xuân Dương", How.EXACT, id="short-title"),
        pytest.param("X.Xuân Dương", "Xuân Dương", How.EXACT, id="short-title-no-space"),
        pytest.param("TT Na Dương", "Na Dương", How.EXACT, id="town"),
        pytest.param("Thị trấn Na Dương", "Na Dương", How.EXACT, id="town-in-full"),
        pytest.param("Xa Dung", "Xa Dung", How.EXACT, id="name-like-a-title"),
        pytest.param("Xã Xa Dung", "Xa Dung", How.EXACT, id="title-and-name-like-a-title"),
        pytest.param("Hoà Bình", "Hòa Bình", How.TONE_PLACE, id="tone-on-a"),
        pytest.param("xã Thuỵ Hùng", "Thụy Hùng", How.TONE_PLACE, id="tone-on-y"),
        pytest.param("Xuan Duong", "Xuân Dương", How.FOLDED, id="no-marks"),
        pytest.param("XA XUAN DUONG", "Xuân Dương", How.FOLDED, id="no-marks-with-title"),
        pytest.param("Xuan Dương", "Xuân Dương", How.FOLDED, id="some-marks"),
        pytest.param("Ai Quôc", "Ái Quốc", How.FOLDED, id="fewer-marks"),
        pytest.param("Thuỵ Hung", "Thụy Hùng", How.FOLDED, id="fewer-marks-and-another-place"),
        pytest.param("Tú Doạn", "Tú Đoạn", How.FOLDED, id="d-for-đ"),
    ],
)
def test_a_name_is_recognised(units, written, name, how):
    assert resolve_unit(written, units=units) == Match(named(units, name), (), how)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        pytest.param("Mậu Sơn", ["Mẫu Sơn"], id="another-mark"),
        pytest.param("Tú Đoan Xã", [], id="more-than-one-letter-away"),
        pytest.param("Xuân Dươngg", ["Xuân Dương"], id="one-letter-more"),
        pytest.param("Xuân Dươnggg", [], id="two-letters-more"),
        pytest.param("Xuâ Dương", ["Xuân Dương"], id="one-letter-less"),
        pytest.param("Xuâm Dương", ["Xuân Dương"], id="one-letter-changed"),
        pytest.param("Xã Na Dương", ["Na Dương"], id="title-of-another-kind"),
        pytest.param("", [], id="empty"),
        pytest.param("Bình Gia", [], id="unknown"),
    ],
)
def test_what_is_near_is_only_offered(units, written, names):
    match = resolve_unit(written, units=units)

    assert match.unit is None
    assert [unit.name for unit in match.candidates] == names


def test_an_unknown_name_says_so(units):
    assert resolve_unit("Bình Gia", units=units) == Match(None, (), How.UNKNOWN)


def test_an_alias_is_recognised_before_folding(units):
    UnitAliasFactory(unit=named(units, "Mẫu Sơn"), name="Mậu Sơn")
    units = list(AdministrativeUnit.objects.prefetch_related("aliases"))

    assert resolve_unit("xã Mậu Sơn", units=units) == Match(named(units, "Mẫu Sơn"), (), How.ALIAS)


def test_two_names_that_fold_alike_are_asked():
    pair = [CommuneFactory(name="Đông Tiến"), CommuneFactory(name="Đồng Tiến")]

    assert resolve_unit("Dong Tien", units=pair) == Match(None, tuple(pair), How.ASK)
    assert resolve_unit("Đồng Tiến", units=pair) == Match(pair[1], (), How.EXACT)


def test_wrong_marks_never_pick_the_twin_that_is_left():
    only = CommuneFactory(name="Đông Tiến")

    assert resolve_unit("Đồng Tiến", units=[only]) == Match(None, (only,), How.ASK)


def test_one_name_in_two_places_is_asked():
    pair = [CommuneFactory(name="Hòa Bình"), CommuneFactory(name="Hòa Bình")]

    assert resolve_unit("Hòa Bình", units=pair) == Match(None, tuple(pair), How.ASK)


def test_the_title_tells_a_town_from_a_commune():
    commune = CommuneFactory(name="Đình Lập")
    town = CommuneFactory(name="Đình Lập", kind=KIND.TOWN)
    ward = CommuneFactory(name="Đình Lập", kind=KIND.WARD)
    units = [commune, town, ward]

    assert resolve_unit("Xã Đình Lập", units=units) == Match(commune, (), How.EXACT)
    assert resolve_unit("TT. Đình Lập", units=units) == Match(town, (), How.EXACT)
    assert resolve_unit("P.Đình Lập", units=units) == Match(ward, (), How.EXACT)
    assert resolve_unit("Đình Lập", units=units) == Match(None, tuple(units), How.ASK)


def test_a_title_that_may_be_part_of_the_name_reads_both_ways():
    name = CommuneFactory(name="Xà Dung")
    town = CommuneFactory(name="Dũng", kind=KIND.TOWN)
    commune = CommuneFactory(name="Dụng")

    assert resolve_unit("xa dung", units=[name, town]) == Match(name, (), How.FOLDED)
    assert resolve_unit("xa dung", units=[name, commune]) == Match(None, (name, commune), How.ASK)


def test_no_query_is_run(units, django_assert_num_queries):
    with django_assert_num_queries(0):
        resolve_unit("Bản Mế", units=iter(units))
