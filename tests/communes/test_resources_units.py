"""Units from a sheet, for administrators: what the list gives comes back, and what is new."""

from datetime import date

import pytest
from django.http import Http404

from communes.models import AdministrativeUnit
from communes.resources.unit_kind import UnitKind
from communes.resources.units import UnitResource
from ntm_portal.lib.imports import ImportRefused, run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks.matching import suggest
from tests.factories.accounts import UserFactory
from tests.factories.communes import (
    CellFactory,
    CommuneFactory,
    DistrictFactory,
    ProvinceFactory,
    UnitRoleFactory,
)
from tests.factories.criteria import RegionFactory
from tests.factories.sheets import make_table

pytestmark = pytest.mark.django_db
KIND = UnitKind()
TODAY = date(2024, 6, 1)
TITLES = (
    "Cấp",
    "Mã",
    "Tên",
    "Loại",
    "Mã đơn vị cấp trên",
    "Vùng",
    "Tồn tại từ ngày",
    "Đến hết ngày",
    "Ngày lấy từ văn bản quyết định",
    "Nguồn",
)


@pytest.fixture
def admin():
    return UserFactory(is_staff=True)


@pytest.fixture
def province() -> AdministrativeUnit:
    region = RegionFactory(code="TDMNPB", name="Trung du miền núi phía Bắc")
    return ProvinceFactory(code="20", name="Lạng Sơn", region=region)


@pytest.fixture
def district(province) -> AdministrativeUnit:
    return DistrictFactory(code="188", name="Lộc Bình", parent=province, region=province.region)


@pytest.fixture
def commune(district) -> AdministrativeUnit:
    return CommuneFactory(
        code="06562",
        name="Tú Đoạn",
        parent=district,
        region=district.region,
        valid_from=date(2023, 4, 8),
        dates_exact=True,
    )


def scope_of(user):
    return KIND.scope(user=user, today=TODAY, data={"units": "tat-ca"})


def read(admin, *rows, titles=TITLES, answers=None):
    table = make_table(titles, *rows)
    scope = scope_of(admin)
    mapping = suggest(table, KIND.columns(scope))
    return KIND.read(table, mapping, scope=scope, answers=answers or {})


def store(admin, intake):
    return run_import(KIND.resource(scope_of(admin)), intake.rows, by=admin, commit=True)


def states(intake) -> list[tuple[int, int, str]]:
    return sorted((one.row, one.column, one.state.name) for one in intake.readings)


def message(intake) -> str:
    (wrong,) = [one for one in intake.readings if one.state.name == "ERROR"]
    return wrong.message


def test_what_the_list_gives_comes_back_unchanged(admin, commune):
    exported = UnitResource().export(AdministrativeUnit.objects.order_by("pk"))

    intake = read(admin, *exported, titles=exported.headers)

    assert intake.rows == ()
    assert {one.state.name for one in intake.readings} == {"SAME"}
    assert len(intake.readings) >= 3 * 6


def test_new_units_are_stored_below_each_other_in_any_order(admin, province):
    intake = read(
        admin,
        ("xã", "6562", "Tú Đoạn", "xã", "188", "TDMNPB", "08/04/2023", "", "có", "Nghị quyết"),
        ("cấp huyện", "188", "Lộc Bình", "huyện", "20", "TDMNPB", "", "", "không", "Danh mục"),
    )
    store(admin, intake)

    unit = AdministrativeUnit.objects.get(code="06562")
    assert (unit.full_name, unit.parent.full_name, unit.parent.parent) == (
        "Xã Tú Đoạn",
        "Huyện Lộc Bình",
        province,
    )
    assert (unit.region, unit.valid_from, unit.dates_exact, unit.source) == (
        province.region,
        date(2023, 4, 8),
        True,
        "Nghị quyết",
    )


def test_what_differs_is_changed_and_shows_both(admin, commune):
    intake = read(admin, ("xã", "06562", "Tú Đoạn", "", "", "", "", "30/06/2025"))

    (changed,) = [one for one in intake.readings if one.state.name != "SAME"]
    assert (changed.column, changed.state.name, changed.read, changed.before) == (
        8,
        "NEW",
        "30/06/2025",
        "",
    )
    store(admin, intake)
    commune.refresh_from_db()
    assert (commune.valid_to, commune.name, commune.dates_exact) == (
        date(2025, 6, 30),
        "Tú Đoạn",
        True,
    )


def test_a_first_day_that_is_put_right_keeps_the_unit_and_those_below(admin, district, commune):
    intake = read(admin, ("huyện", "188", "Lộc Bình", "", "", "", "01/01/2015"))
    store(admin, intake)

    district.refresh_from_db()
    commune.refresh_from_db()
    assert (district.valid_from, commune.parent) == (date(2015, 1, 1), district)
    assert AdministrativeUnit.objects.count() == 3


def test_a_blank_cell_says_nothing(admin, commune):
    intake = read(admin, ("xã", "06562", "Tú Đoạn"))

    assert (states(intake), intake.rows) == ([(2, 3, "SAME")], ())


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        pytest.param(
            ("cấp bản", "1", "A"), "‘cấp bản’ không phải một cấp. Viết như cấp xã.", id="level"
        ),
        pytest.param(("xã", "", "A"), "Chưa ghi mã đơn vị. Ghi mã, hoặc xóa dòng.", id="no-code"),
        pytest.param(
            ("xã", "065620", "A"),
            "Mã ‘065620’ không đúng. Mã ở cấp này gồm 5 chữ số.",
            id="code-too-long",
        ),
        pytest.param(
            ("xã", "06562", "Tú Đoạn", "làng"),
            "‘làng’ không phải loại đơn vị. Viết như xã.",
            id="kind",
        ),
        pytest.param(
            ("xã", "06562", "Tú Đoạn", "xã", "999"),
            "Không có đơn vị cấp trên mã ‘999’. Xem lại mã.",
            id="parent",
        ),
        pytest.param(
            ("xã", "06562", "Tú Đoạn", "xã", "188", "Vùng lạ"),
            "Không có vùng ‘Vùng lạ’. Ghi tên hoặc mã của vùng.",
            id="region",
        ),
        pytest.param(
            ("xã", "06562", "Tú Đoạn", "", "", "", "31/02/2023"),
            "Ngày ‘31/02/2023’ không có. Viết ngày/tháng/năm, ví dụ 30/06/2024.",
            id="day",
        ),
        pytest.param(
            ("xã", "06562", "Tú Đoạn", "", "", "", "", "", "chắc là có"),
            "‘chac la co’ không rõ. Viết có hoặc không.",
            id="exact",
        ),
        pytest.param(
            ("xã", "06589", "Sàn Viên", "xã", "188"),
            "Đơn vị mới chưa ghi ‘Nguồn’. Ghi thêm.",
            id="new-without-source",
        ),
        pytest.param(
            ("xã", "06562", "Tên khác", "xã", "188", "", "01/01/2024", "", "", "nguồn"),
            "Mã trùng thời gian với Xã Tú Đoạn, huyện Lộc Bình. Sửa ngày.",
            id="overlap",
        ),
    ],
)
def test_what_cannot_be_is_an_error(admin, commune, row, sentence):
    intake = read(admin, row)

    assert message(intake) == sentence
    assert intake.rows == ()


def test_a_unit_in_use_keeps_its_meaning(admin, commune):
    CellFactory(commune=commune)

    intake = read(admin, ("xã", "06562", "Tên khác"))

    assert message(intake) == "Xã Tú Đoạn đã có số liệu hoặc kế hoạch, không đổi được tên."
    assert intake.rows == ()


def test_a_unit_twice_is_told(admin, commune):
    intake = read(admin, ("xã", "06562", "Tú Đoạn"), ("xã", "06562", "Tú Đoạn"))

    assert message(intake) == "Đã có ở dòng 2. Giữ một dòng."


def test_a_unit_that_outlives_the_one_above_is_refused_with_its_row(admin, district):
    district.valid_to = date(2025, 6, 30)
    district.save()
    intake = read(admin, ("xã", "06562", "Tú Đoạn", "xã", "188", "", "", "", "", "nguồn"))

    with pytest.raises(ImportRefused) as refused:
        store(admin, intake)

    assert refused.value.message == (
        "Dòng 2: Tú Đoạn có ngày mà Lộc Bình (mã 188) không tồn tại. "
        "Sửa thời gian hoặc đặt dưới đơn vị khác."
    )
    assert not AdministrativeUnit.objects.filter(code="06562").exists()


def test_an_edit_since_the_preview_is_refused_and_named(admin, commune):
    intake = read(admin, ("xã", "06562", "Tú Đoạn Mới"))
    commune.source = "nguồn khác"
    commune.save()

    with pytest.raises(ImportRefused) as refused:
        store(admin, intake)

    assert refused.value.message == (
        "Tú Đoạn Mới (mã 06562): đã thay đổi từ lúc xem trước. Xem trước lại."
    )
    commune.refresh_from_db()
    assert commune.name == "Tú Đoạn"


# Taking it back


def test_undo_takes_new_units_away_and_says_again_what_was(admin, commune):
    effects = store(
        admin,
        read(
            admin,
            ("xã", "06562", "Tú Đoạn", "", "", "", "", "30/06/2025"),
            ("xã", "06589", "Sàn Viên", "xã", "188", "", "", "", "", "nguồn"),
        ),
    )

    KIND.undo(effects, scope=scope_of(admin), by=admin)

    commune.refresh_from_db()
    assert commune.valid_to is None
    assert not AdministrativeUnit.objects.filter(code="06589").exists()


def test_undo_is_refused_once_a_new_unit_is_used(admin, commune):
    row = ("xã", "06589", "Sàn Viên", "xã", "188", "", "", "", "", "nguồn")
    effects = store(admin, read(admin, row))
    unit = AdministrativeUnit.objects.get(code="06589")
    UnitRoleFactory(unit=unit)

    with pytest.raises(Refused) as refused:
        KIND.undo(effects, scope=scope_of(admin), by=admin)

    assert refused.value.message == "Xã Sàn Viên (mã 06589) đã được dùng, không xóa được."


def test_undo_is_refused_where_somebody_has_edited_since(admin, commune):
    effects = store(admin, read(admin, ("xã", "06562", "Tú Đoạn Mới")))
    commune.refresh_from_db()
    commune.source = "nguồn khác"
    commune.save()

    with pytest.raises(Refused) as refused:
        KIND.undo(effects, scope=scope_of(admin), by=admin)

    assert refused.value.message == (
        "Xã Tú Đoạn Mới: đã có người sửa sau lần nhập này, nên không hoàn tác đơn vị nào."
    )


# Whose sheet


def test_administrators_only(admin):
    office = UserFactory()

    offered = [KIND.scope_form(user=user, today=TODAY).fields["units"] for user in (admin, office)]

    assert [bool(field.choices) for field in offered] == [True, False]
    with pytest.raises(Http404):
        scope_of(office)
