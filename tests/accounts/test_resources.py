"""Accounts by a sheet: who is new, what changes, what is asked; no password ever."""

import pytest
from django.contrib.admin.models import LogEntry
from django.http import Http404

from accounts.models import User
from accounts.origins import NOWHERE
from accounts.resources import AccountKind, AccountScope
from accounts.services.invitations import accept, find_invitation, invite
from ntm_portal.lib.imports import ImportRefused, run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Stamp, State
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from tests.factories.accounts import UserFactory
from tests.factories.communes import UnitRoleFactory
from tests.sheet_tables import messages, questions, read, store, told

pytestmark = pytest.mark.django_db
KIND, SCOPE = AccountKind(), AccountScope()
HEADS = ("STT", "Tên đăng nhập", "Họ và tên", "Điện thoại", "Email")


@pytest.fixture
def admin():
    return UserFactory(admin=True, username="quan-tri")


@pytest.fixture
def known():
    return UserFactory(username="xa-an-lac", full_name="Cán bộ xã", phone="0205123456")


def sheet(*rows):
    return [("DANH SÁCH CÁN BỘ",), HEADS, *rows]


def facts(user):
    user.refresh_from_db()
    return user.full_name, user.phone, user.email


def test_only_administrators_are_offered_accounts(admin):
    office = UnitRoleFactory(role="OFFICE").user

    forms = [KIND.scope_form(user=user, today=None) for user in (admin, office)]

    assert [len(form.fields["accounts"].choices) for form in forms] == [1, 0]
    assert KIND.scope(user=admin, today=None, data={"accounts": "tat-ca"}) == SCOPE
    with pytest.raises(Http404):
        KIND.scope(user=office, today=None, data={"accounts": "tat-ca"})
    with pytest.raises(Http404):
        KIND.scope(user=admin, today=None, data={})


def test_a_new_account_cannot_sign_in_before_its_first_password(admin, client):
    store(KIND, SCOPE, sheet((1, "xa-moi", "Cán bộ mới", "", "moi@xa.example.vn")), by=admin)

    user = User.objects.get(username="xa-moi")
    assert facts(user) == ("Cán bộ mới", "", "moi@xa.example.vn")
    assert (user.has_usable_password(), user.must_change_password) == (False, True)
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert not client.login(username="xa-moi", password="")


def test_a_new_account_is_invited_like_any_other(admin):
    store(KIND, SCOPE, sheet((1, "xa-moi", "Cán bộ mới")), by=admin)
    user = User.objects.get(username="xa-moi")

    invitation = find_invitation(invite(user=user, by=admin))
    accept(invitation=invitation, password="một câu thật dễ nhớ", origin=NOWHERE)

    user.refresh_from_db()
    assert (user.check_password("một câu thật dễ nhớ"), user.must_change_password) == (True, False)


def test_a_known_account_is_changed_where_the_sheet_says_otherwise(admin, known):
    rows = sheet((1, "xa-an-lac", "Cán bộ xã An Lạc", "0205123456", ""))

    intake = read(KIND, SCOPE, rows)
    store(KIND, SCOPE, rows, by=admin)

    assert told(intake) == [(3, 3, State.CHANGED, "Cán bộ xã An Lạc")]
    assert facts(known) == ("Cán bộ xã An Lạc", "0205123456", "")
    log = LogEntry.objects.get()
    assert (log.user, log.object_id) == (admin, str(known.pk))
    assert log.change_message == "họ và tên: Cán bộ xã → Cán bộ xã An Lạc"


def test_the_same_sheet_twice_changes_nothing(admin, known):
    rows = sheet((1, "xa-an-lac", "Tên khác"), (2, "xa-moi", "Cán bộ mới"))
    store(KIND, SCOPE, rows, by=admin)
    before = list(User.objects.order_by("pk").values())

    intake = read(KIND, SCOPE, rows)
    store(KIND, SCOPE, rows, by=admin)

    assert (told(intake), intake.rows) == ([], ())
    assert list(User.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        pytest.param(
            (1, "", "Cán bộ"), 2, "Chưa ghi tên đăng nhập. Ghi tên, hoặc xóa dòng.", id="no-name"
        ),
        pytest.param(
            (1, "Xa-an-lac", "Cán bộ"),
            2,
            "‘Xa-an-lac’ chỉ khác chữ hoa với ‘xa-an-lac’ đã có. Viết đúng như vậy.",
            id="capital",
        ),
        pytest.param(
            (1, "xã an", "Cán bộ"),
            2,
            "‘xã an’ không dùng làm tên đăng nhập được. Viết liền, như xa-an-lac.",
            id="not-a-name",
        ),
        pytest.param(
            (1, "xa-moi", "", "0205"),
            2,
            "Tài khoản mới chưa có họ và tên. Ghi họ và tên.",
            id="no-full-name",
        ),
        pytest.param(
            (1, "xa-an-lac", "Cán bộ xã", "", "hộp thư"),
            5,
            "Địa chỉ ‘hộp thư’ không dùng được. Viết như ten@co-quan.example.vn.",
            id="address",
        ),
        pytest.param(
            (1, "xa-an-lac", SheetCell(CellKind.ERROR, "#REF!")),
            3,
            "Ô báo #REF!. Sửa công thức hoặc gõ chữ vào ô.",
            id="no-words",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_where_it_stands(known, row, column, message):
    intake = read(KIND, SCOPE, sheet(row))

    assert [(one.column, one.message) for one in intake.readings if one.state is State.ERROR] == [
        (column, message)
    ]
    assert intake.rows == ()


def test_a_name_that_stands_twice_is_told_at_the_second(known):
    intake = read(KIND, SCOPE, sheet((1, "xa-moi", "Một"), (2, "XA-MOI", "Hai")))

    assert "‘XA-MOI’ đã có ở dòng 3. Giữ một dòng." in messages(intake)
    assert [row["username"] for row in intake.rows] == ["xa-moi"]


def test_a_telephone_that_lost_its_zero_is_asked(admin, known):
    rows = sheet((1, "xa-an-lac", "", 205999999))

    asked = read(KIND, SCOPE, rows)
    answered = {"dien-thoai=205999999": "0205999999"}
    store(KIND, SCOPE, rows, by=admin, answers=answered)

    assert questions(asked) == {"dien-thoai=205999999": ("0205999999", "205999999")}
    assert asked.rows == ()
    assert facts(known) == ("Cán bộ xã", "0205999999", "")


def test_a_sheet_with_passwords_is_not_read():
    with pytest.raises(Refused, match="mật khẩu không nhập bằng tệp"):
        read(KIND, SCOPE, [(*HEADS, "Mật khẩu"), (1, "xa-moi", "Một", "", "", "x")])


def stamped(user, **cells):
    return Stamp(
        "nguoi-dung",
        {"accounts": "tat-ca"},
        {2: "username", 3: "full_name", 4: "phone", 5: "email"},
        {3: str(user.pk)},
        {(str(user.pk), key): (words, 1) for key, words in cells.items()},
    )


def test_a_form_that_comes_back_changes_only_what_was_typed_into_it(known):
    stamp = stamped(known, username="xa-an-lac", full_name="Tên cũ", phone="0205123456")

    intake = read(KIND, SCOPE, sheet((1, "xa-an-lac", "Tên cũ", "0999")), stamp=stamp)

    assert told(intake) == [(3, 4, State.CHANGED, "0999")]
    assert [row["facts"] for row in intake.rows] == [{"phone": "0999"}]


def test_a_cell_of_a_form_that_was_changed_meanwhile_is_a_conflict(known):
    stamp = stamped(known, username="xa-an-lac", full_name="Tên cũ", phone="0205123456")

    intake = read(KIND, SCOPE, sheet((1, "xa-an-lac", "Tên mới", "0205123456")), stamp=stamp)

    assert told(intake) == [(3, 3, State.CONFLICT, "Tên mới")]
    assert messages(intake) == ["Trên cổng nay là ‘Cán bộ xã’. Giữ một trong hai, sửa trên cổng."]
    assert intake.rows == ()


def test_a_form_renames_nobody(known):
    stamp = stamped(known, username="xa-an-lac")

    intake = read(KIND, SCOPE, sheet((1, "xa-khac", "Cán bộ xã")), stamp=stamp)

    assert messages(intake) == [
        "Biểu mẫu ghi ‘xa-an-lac’, nay là ‘xa-khac’. Đổi tên đăng nhập ở trang tài khoản."
    ]


def test_somebody_who_was_faster_keeps_all_of_it_out(admin, known):
    rows = sheet((1, "xa-moi", "Một"), (2, "xa-an-lac", "Tên khác"))
    intake = read(KIND, SCOPE, rows)
    User.objects.filter(pk=known.pk).update(full_name="Tên vừa đổi")

    with pytest.raises(ImportRefused) as refusal:
        run_import(KIND.resource(SCOPE), intake.rows, by=admin, commit=True)

    assert [fault.row for fault in refusal.value.faults] == [4]
    assert refusal.value.message == (
        "Dòng 4: Tài khoản xa-an-lac vừa được đổi, nay là ‘Tên vừa đổi’. Xem lại."
    )
    assert not User.objects.filter(username="xa-moi").exists()


def test_an_import_is_taken_back(admin, known):
    rows = sheet((1, "xa-moi", "Một"), (2, "xa-an-lac", "Tên khác"))
    effects = store(KIND, SCOPE, rows, by=admin)

    KIND.undo(effects, scope=SCOPE, by=admin)

    assert not User.objects.filter(username="xa-moi").exists()
    assert facts(known) == ("Cán bộ xã", "0205123456", "")


def test_what_was_used_since_is_not_taken_back(admin, known):
    effects = store(KIND, SCOPE, sheet((1, "xa-moi", "Một")), by=admin)
    UnitRoleFactory(user=User.objects.get(username="xa-moi"))

    with pytest.raises(Refused, match="Tài khoản xa-moi đã có mật khẩu hoặc vai trò"):
        KIND.undo(effects, scope=SCOPE, by=admin)


def test_what_was_edited_since_is_not_taken_back(admin, known):
    effects = store(KIND, SCOPE, sheet((1, "xa-an-lac", "Tên khác")), by=admin)
    User.objects.filter(pk=known.pk).update(full_name="Tên vừa đổi")

    with pytest.raises(Refused, match="xa-an-lac vừa được đổi, nay là ‘Tên vừa đổi’"):
        KIND.undo(effects, scope=SCOPE, by=admin)
