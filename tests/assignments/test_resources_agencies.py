"""Agencies of a unit by a sheet: known by any spelling, never twice, nothing taken away."""

import pytest
from django.http import Http404

from assignments.models import Agency, AgencyChange
from assignments.resources.agencies import AgencyKind, AgencyScope
from ntm_portal.lib.imports import ImportRefused, run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Stamp, State
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyAliasFactory, AgencyFactory
from tests.factories.communes import CommuneFactory, DistrictFactory
from tests.sheet_tables import messages, read, store, told

pytestmark = pytest.mark.django_db
KIND = AgencyKind()
HEADS = ("STT", "Tên cơ quan", "Tên ngắn", "Cách viết khác", "Loại", "Gồm")
LONG = "Phòng Nông nghiệp và Phát triển nông thôn"


@pytest.fixture
def scope(world):
    return AgencyScope(world.district)


@pytest.fixture
def known(world):
    return AgencyFactory(unit=world.district, name=LONG, short_name="Phòng NN&PTNT")


def sheet(*rows):
    return [("DANH SÁCH CƠ QUAN",), HEADS, *rows]


def stored(scope):
    """(name, short name, kind, spellings, parts) of each agency of the unit."""
    return [
        (
            one.name,
            one.short_name,
            one.kind,
            [alias.name for alias in one.aliases.all()],
            sorted(part.name for part in one.parts.all()),
        )
        for one in Agency.objects.filter(unit=scope.unit).order_by("pk")
    ]


def choices(user):
    return [words for _, words in KIND.scope_form(user=user, today=None).fields["unit"].choices]


def test_units_are_those_whose_agencies_the_person_edits(world, known):
    admin = UserFactory(admin=True)
    CommuneFactory(parent=world.district)

    assert choices(world.office) == [world.district.long_name]
    assert choices(world.leader) == choices(world.officer) == choices(world.reader) == []
    assert world.district.long_name in choices(admin)
    assert world.communes[0].long_name not in choices(admin)


def test_a_unit_of_others_is_not_there(world, known):
    data = {"unit": str(world.district.pk)}

    assert KIND.scope(user=world.office, today=None, data=data) == AgencyScope(world.district)
    for user in (world.stranger, world.leader, world.officer):
        with pytest.raises(Http404):
            KIND.scope(user=user, today=None, data=data)
    with pytest.raises(Http404):
        KIND.scope(user=world.office, today=None, data={"unit": "x"})


def test_new_agencies_with_their_spellings_and_parts(world, scope):
    rows = sheet(
        (1, "Các phòng, ban liên quan", "", "", "Nhiều cơ quan", "Phòng NN&PTNT; Phòng Y tế"),
        (2, LONG, "Phòng NN&PTNT", "P. Nông nghiệp; Phòng Nông nghiệp", "", ""),
        (3, "Phòng Y tế", "", "", "Cơ quan, đơn vị", ""),
        (4, "UBND xã", "", "UBND các xã", "Các xã", ""),
    )

    intake = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office)

    assert told(intake, but=[State.NEW]) == []
    assert sorted(stored(scope)) == [
        ("Các phòng, ban liên quan", "", "COLLECTIVE", [], [LONG, "Phòng Y tế"]),
        (LONG, "Phòng NN&PTNT", "OFFICE", ["P. Nông nghiệp", "Phòng Nông nghiệp"], []),
        ("Phòng Y tế", "", "OFFICE", [], []),
        ("UBND xã", "", "COMMUNES", ["UBND các xã"], []),
    ]
    assert AgencyChange.objects.filter(what="Thêm cơ quan", by=world.office).count() == 4


def test_the_same_sheet_twice_changes_nothing(world, scope, known):
    rows = sheet(
        (1, "phòng nông nghiệp và phát triển nông thôn", "", "P. Nông nghiệp", "", ""),
        (2, "Phòng, ban khác", "", "", "Nhiều cơ quan", "Phòng NN&PTNT"),
    )
    store(KIND, scope, rows, by=world.office)
    before, history = stored(scope), AgencyChange.objects.count()

    intake = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office)

    assert (told(intake), intake.rows) == ([], ())
    assert (stored(scope), AgencyChange.objects.count()) == (before, history)


@pytest.mark.parametrize("spelling", ["Phòng NN&PTNT", "phòng NN và PTNT", "P. NN"])
def test_any_spelling_is_the_same_agency(world, scope, known, spelling):
    AgencyAliasFactory(agency=known, name="P.NN")

    intake = read(KIND, scope, sheet((1, spelling, "", "", "", "")))

    assert told(intake) == []
    assert messages(intake) == [f"Cổng ghi là {LONG}."]


def test_what_is_said_otherwise_is_changed_and_spellings_are_added(world, scope, known):
    AgencyAliasFactory(agency=known, name="P.NN")
    rows = sheet((1, LONG, "Phòng NN", "P.NN\nPhòng Nông nghiệp", "nhiều cơ quan", ""))

    intake = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office)

    assert [(one.column, one.state, one.before, one.read) for one in intake.readings] == [
        (2, State.SAME, LONG, LONG),
        (3, State.CHANGED, "Phòng NN&PTNT", "Phòng NN"),
        (5, State.CHANGED, "cơ quan, đơn vị", "nhiều cơ quan"),
        (4, State.CHANGED, "P.NN", "P.NN; Phòng Nông nghiệp"),
    ]
    assert stored(scope) == [(LONG, "Phòng NN", "COLLECTIVE", ["P.NN", "Phòng Nông nghiệp"], [])]


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        pytest.param(
            (1, "", "P.X"), 2, "Chưa ghi tên cơ quan. Ghi tên, hoặc xóa dòng.", id="no-name"
        ),
        pytest.param(
            (1, "Phòng mới", "Phòng NN&PTNT"),
            3,
            f"‘Phòng NN&PTNT’ đã là cách viết của {LONG}. Chọn một nơi.",
            id="name-of-another",
        ),
        pytest.param(
            (1, "Phòng mới", "", "", "phòng ban"),
            5,
            "‘phòng ban’ không phải loại cơ quan. Viết: cơ quan, đơn vị; nhiều cơ quan; các xã.",
            id="kind",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_where_it_stands(scope, known, row, column, message):
    intake = read(KIND, scope, sheet(row))

    assert [(one.column, one.message) for one in intake.readings] == [(column, message)]
    assert intake.rows == ()


@pytest.mark.parametrize(
    ("kind", "parts", "message"),
    [
        (
            "",
            "Phòng NN&PTNT",
            "Chỉ “nhiều cơ quan” mới gồm cơ quan khác. Sửa loại, hoặc xóa ô này.",
        ),
        (
            "nhiều cơ quan",
            "Phòng NN&PTNT; Phòng X",
            "‘Phòng X’ chưa là cơ quan của đơn vị. Thêm một dòng cho nó.",
        ),
    ],
)
def test_parts_that_cannot_be_are_left_out(scope, known, kind, parts, message):
    intake = read(KIND, scope, sheet((1, "Phòng mới", "", "", kind, parts)))

    assert messages(intake) == [message]
    assert [row["parts"] for row in intake.rows] == [[]]


def test_an_agency_that_stands_twice_is_told_at_the_second(scope, known):
    rows = sheet((1, LONG), (2, "Phòng NN&PTNT"), (3, "Phòng mới"), (4, "phòng Mới"))

    intake = read(KIND, scope, rows)

    assert [one.message for one in intake.readings if one.state is State.ERROR] == [
        "‘Phòng NN&PTNT’ đã có ở dòng 3. Giữ một dòng.",
        "‘phòng Mới’ đã có ở dòng 5. Giữ một dòng.",
    ]


def test_a_row_of_another_unit_is_no_row_of_this_one(scope):
    other = DistrictFactory(name="Khác")
    rows = [("TT", "Tên cơ quan", "Thuộc"), (1, "Phòng A", scope.unit.full_name)]
    rows += [(2, "Phòng B", other.full_name)]

    intake = read(KIND, scope, rows)

    assert [row["facts"]["name"] for row in intake.rows] == ["Phòng A"]
    assert messages(intake) == [
        (
            f"Ghi ‘{other.full_name}’, đang nhập cơ quan của {scope.unit.full_name}. "
            "Nhập riêng, hoặc sửa ô."
        )
    ]


def test_collectives_that_hold_each_other_are_refused(world, scope):
    rows = sheet(
        (1, "Nhóm A", "", "", "nhiều cơ quan", "Nhóm B"),
        (2, "Nhóm B", "", "", "nhiều cơ quan", "Nhóm A"),
    )

    with pytest.raises(ImportRefused, match="Dòng 3: Các cơ quan gồm lẫn nhau"):
        store(KIND, scope, rows, by=world.office)

    assert stored(scope) == []


def stamped(agency, **cells):
    identity = str(agency.pk)
    columns = {2: "name", 3: "short_name", 4: "aliases", 5: "kind", 6: "parts"}
    said = {(identity, key): (words, 1) for key, words in cells.items()}
    return Stamp("co-quan", {}, columns, {3: identity}, said)


def test_a_form_that_comes_back_may_rename(world, scope, known):
    stamp = stamped(known, name=LONG, short_name="Phòng NN&PTNT")

    intake = read(KIND, scope, sheet((1, "Phòng NN và MT", "Phòng NN&PTNT")), stamp=stamp)

    assert told(intake) == [(3, 2, State.CHANGED, "Phòng NN và MT")]
    assert [row["facts"] for row in intake.rows] == [{"name": "Phòng NN và MT"}]


def test_a_name_changed_meanwhile_is_a_conflict(scope, known):
    stamp = stamped(known, name="Phòng Nông nghiệp", short_name="Phòng NN&PTNT")

    intake = read(KIND, scope, sheet((1, "Phòng NN và MT", "Phòng NN&PTNT")), stamp=stamp)

    assert told(intake) == [(3, 2, State.CONFLICT, "Phòng NN và MT")]
    assert intake.rows == ()


def test_somebody_who_was_faster_keeps_it_out(world, scope, known):
    intake = read(KIND, scope, sheet((1, LONG, "Phòng NN")))
    Agency.objects.filter(pk=known.pk).update(short_name="P. NN")

    with pytest.raises(ImportRefused, match=r"Dòng 3: .* vừa được đổi"):
        run_import(KIND.resource(scope), intake.rows, by=world.office, commit=True)


def test_changes_are_taken_back(world, scope, known):
    part = AgencyFactory(unit=scope.unit, name="Phòng Y tế")
    before = stored(scope)
    rows = sheet((1, LONG, "Phòng NN", "P. NN", "nhiều cơ quan", "Phòng Y tế"))
    effects = store(KIND, scope, rows, by=world.office)
    assert stored(scope)[0] == (LONG, "Phòng NN", "COLLECTIVE", ["P. NN"], [part.name])

    KIND.undo(effects, scope=scope, by=world.office)

    assert stored(scope) == before


def test_what_was_edited_since_is_not_taken_back(world, scope, known):
    effects = store(KIND, scope, sheet((1, LONG, "Phòng NN")), by=world.office)
    Agency.objects.filter(pk=known.pk).update(short_name="P. NN")

    with pytest.raises(Refused, match="đã có người sửa sau lần nhập này"):
        KIND.undo(effects, scope=scope, by=world.office)


def test_a_new_agency_has_its_history_and_stays(world, scope):
    effects = store(KIND, scope, sheet((1, "Phòng mới")), by=world.office)

    with pytest.raises(Refused, match="Phòng mới là cơ quan mới, đã có lịch sử"):
        KIND.undo(effects, scope=scope, by=world.office)

    assert stored(scope) == [("Phòng mới", "", "OFFICE", [], [])]
