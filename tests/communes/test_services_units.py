"""load_units: adds, follows, and keeps its hands off what figures and plans rest on."""

from datetime import date

import pytest

from assignments.models import Agency
from communes.models import AdministrativeUnit, UnitAlias
from communes.services.units import LoadResult, load_units
from criteria.models import Region
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import CellFactory, CommuneFactory, UnitAliasFactory, UnitRoleFactory
from tests.factories.criteria import RegionFactory
from tests.factories.plans import PlanCommuneFactory

pytestmark = pytest.mark.django_db

GOOD = """\
regions:
  - {code: TDMNPB, name: Trung du miền núi phía Bắc, position: 1}
sources:
  ds: {text: Danh mục 2023, exact: no}
  nq: {text: Nghị quyết, exact: yes}
province: {code: "20", name: Lạng Sơn, kind: tinh, region: TDMNPB, source: nq}
communes:
  - {code: "06562", name: Tú Đoạn, kind: xa, from: 2023-04-08, source: ds, aliases: [{name: Tú Doạn, source: nq}]}
  - {code: "06589", name: Sàn Viên, kind: xa, source: ds}
"""  # noqa: E501


@pytest.fixture
def load(tmp_path):
    """Load GOOD after replacing the given pieces of it."""

    def run(*changes: tuple[str, str]) -> LoadResult:
        text = GOOD
        for before, after in changes:
            assert text.count(before) == 1
            text = text.replace(before, after)
        path = tmp_path / "mau.yaml"
        path.write_text(text, "utf-8")
        return load_units(file=path)

    return run


def commune(code: str = "06562") -> AdministrativeUnit:
    return AdministrativeUnit.objects.get(code=code)


def test_units_are_created_with_parent_region_and_aliases(load):
    assert load() == LoadResult(created=3, changed=0, unchanged=0)

    unit = commune()
    assert (unit.full_name, unit.parent.name, unit.region.code) == (
        "Xã Tú Đoạn",
        "Lạng Sơn",
        "TDMNPB",
    )
    assert (unit.valid_from, unit.valid_to, unit.dates_exact) == (date(2023, 4, 8), None, False)
    assert (unit.source, unit.search_text) == ("Danh mục 2023", "tu doan td")
    assert list(unit.aliases.values_list("name", "source")) == [("Tú Doạn", "Nghị quyết")]


def test_a_second_run_writes_nothing(load, django_assert_num_queries):
    load()

    with django_assert_num_queries(5) as queries:  # savepoint, region, units, aliases, release
        assert load() == LoadResult(created=0, changed=0, unchanged=3)

    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_a_region_that_is_already_there_is_left_alone(load):
    RegionFactory(code="TDMNPB", name="Vùng của bộ tiêu chí", position=4)

    load()

    assert list(Region.objects.values_list("code", "name", "position")) == [
        ("TDMNPB", "Vùng của bộ tiêu chí", 4)
    ]


def test_units_and_aliases_that_the_file_does_not_name_are_left_alone(load):
    load()
    other = CommuneFactory(code="06595", name="Minh Hiệp")
    UnitAliasFactory(unit=commune(), name="Tú Đoàn")

    load()

    assert AdministrativeUnit.objects.filter(pk=other.pk).exists()
    assert set(UnitAlias.objects.values_list("name", flat=True)) == {"Tú Doạn", "Tú Đoàn"}


def test_an_unused_unit_follows_the_file(load):
    load()
    UnitRoleFactory(unit=commune())  # a role speaks of a person, not of figures
    before = commune().pk

    result = load(
        ("from: 2023-04-08", "from: 2020-01-01, to: 2024-12-31"), ("Sàn Viên, kind", "Sàn, kind")
    )

    unit = commune()
    assert result == LoadResult(created=0, changed=2, unchanged=1)
    assert (unit.pk, unit.valid_from, unit.valid_to) == (
        before,
        date(2020, 1, 1),
        date(2024, 12, 31),
    )
    assert commune("06589").name == "Sàn"


def test_a_new_source_of_an_alias_counts_as_a_change(load):
    load()

    assert load(("Tú Doạn, source: nq", "Tú Doạn, source: ds")) == LoadResult(0, 1, 2)
    assert UnitAlias.objects.get().source == "Danh mục 2023"


IN_USE = "mau.yaml, dòng 8: Xã Tú Đoạn (mã 06562) đã có số liệu hoặc kế hoạch, không đổi được {}."


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param("Tú Đoạn", "Tú Đoàn", "tên", id="renamed"),
        pytest.param("from: 2023-04-08", "from: 2020-01-01", "ngày bắt đầu", id="starts-earlier"),
        pytest.param(
            "from: 2023-04-08", "from: 2023-04-08, to: 2025-06-30", "ngày kết thúc", id="ends"
        ),
        pytest.param(
            "Tú Đoạn, kind: xa", "Tú Đoàn, kind: phuong", "tên, loại", id="renamed-and-promoted"
        ),
    ],
)
def test_a_unit_with_figures_keeps_its_meaning(load, before, after, words):
    load()
    CellFactory(commune=commune())

    with pytest.raises(Refused) as refused:
        load((before, after), ("Sàn Viên", "Sàn"))

    assert refused.value.message == IN_USE.format(words)
    assert (commune().name, commune("06589").name) == ("Tú Đoạn", "Sàn Viên")


def test_a_unit_with_an_agency_keeps_its_meaning(load):
    load()
    Agency.objects.create(unit=AdministrativeUnit.objects.get(code="20"), name="Sở Nội vụ")

    with pytest.raises(Refused) as refused:
        load(("name: Lạng Sơn", "name: Lạng"))

    assert refused.value.message == (
        "mau.yaml, dòng 6: Tỉnh Lạng Sơn (mã 20) đã có số liệu hoặc kế hoạch, không đổi được tên."
    )


def test_units_below_alone_do_not_hold_a_name(load):
    load()

    assert load(("name: Lạng Sơn", "name: Lạng")) == LoadResult(created=0, changed=1, unchanged=2)


def test_a_unit_with_figures_may_get_a_better_source(load):
    load()
    CellFactory(commune=commune())

    result = load(("from: 2023-04-08, source: ds", "from: 2023-04-08, source: nq"))

    assert result == LoadResult(created=0, changed=1, unchanged=2)
    assert commune().dates_exact is True


def test_a_code_is_not_given_to_a_second_unit_of_the_same_time(load):
    CommuneFactory(code="06562", name="Tên khác", valid_to=date(2023, 4, 8))

    with pytest.raises(Refused) as refused:
        load()

    assert refused.value.message == (
        "mau.yaml, dòng 8: mã 06562 trùng thời gian với Xã Tên khác đã có."
    )
    assert AdministrativeUnit.objects.count() == 1


def test_a_code_may_have_belonged_to_an_earlier_unit(load):
    CommuneFactory(code="06562", name="Tên khác", valid_to=date(2023, 4, 7))

    assert load() == LoadResult(created=3, changed=0, unchanged=0)


def test_a_plan_row_counts_as_use(load):
    load()
    PlanCommuneFactory(commune=commune())

    with pytest.raises(Refused) as refused:
        load(("Tú Đoạn", "Tú Đoàn"))

    assert refused.value.message == IN_USE.format("tên")
