"""Accounts in and out (tài khoản): who they are, never a password.

Roles are not brought in: they live where their object lives. A new account has no password, and
nobody signs in with it before an administrator has invited them on the staff pages.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from import_export.fields import Field
from import_export.resources import ModelResource

from accounts.models import User
from accounts.services.listed import FACTS, change_account, open_account, withdraw_account
from ntm_portal.lib.imports import Effect, ServiceResource, of_row
from ntm_portal.lib.mail import is_address
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, Question, SheetColumn, SheetKind, Stamp, State
from ntm_portal.lib.text import fold, shown
from ntm_portal.lib.workbooks.model import CellKind
from ntm_portal.lib.workbooks.questions import ask
from ntm_portal.lib.workbooks.tables import SheetTable, TableRow

ALL = "tat-ca"
COLUMNS = (
    SheetColumn("username", "Tên đăng nhập", ("Tài khoản", "User", "Username"), required=True),
    SheetColumn("full_name", "Họ và tên", ("Họ tên", "Tên người dùng", "Cán bộ"), required=True),
    SheetColumn("phone", "Điện thoại", ("Số điện thoại", "SĐT", "Di động")),
    SheetColumn("email", "Thư điện tử", ("Email", "E-mail", "Địa chỉ thư", "Hộp thư")),
)
_SECRET = re.compile(r"\b(mat khau|password|pass)\b")


@dataclass(frozen=True)
class AccountScope:
    """All accounts of the portal; a sheet of them needs to say nothing more."""


class AccountScopeForm(forms.Form):
    accounts = forms.ChoiceField(label="Tài khoản")

    def __init__(self, *, user: User, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        choices = [(ALL, "Danh sách tài khoản của cổng")] if user.is_staff else []
        self.fields["accounts"].choices = choices


class AccountKind(SheetKind[AccountScope]):
    """For administrators only."""

    code = "nguoi-dung"
    name = "Tài khoản người dùng"

    def scope_form(
        self, *, user: Any, today: date, data: Mapping[str, str] | None = None
    ) -> forms.Form:
        return AccountScopeForm(user=user, data=data)

    def scope(self, *, user: Any, today: date, data: Mapping[str, str]) -> AccountScope:
        if not user.is_staff or data.get("accounts") != ALL:
            raise Http404
        return AccountScope()

    def columns(self, scope: AccountScope) -> Sequence[SheetColumn]:
        return COLUMNS

    def read(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: AccountScope,
        answers: Mapping[str, str],
        stamp: Stamp | None = None,
    ) -> Intake:
        """Raises Refused for a sheet with passwords: they would be kept with the file."""
        for heading in table.headings:
            if _SECRET.search(fold(heading.title)):
                raise Refused(
                    f"Bảng có cột ‘{shown(heading.title)}’. Xóa cột ấy rồi tải lên: "
                    "mật khẩu không nhập bằng tệp."
                )
        return _AccountReader(RowReader(table, mapping, answers, stamp)).read()

    def resource(self, scope: AccountScope) -> ServiceResource:
        return AccountResource()

    def undo(self, effects: Sequence[Effect], *, scope: AccountScope, by: Any) -> None:
        users = User.objects.in_bulk([effect["pk"] for effect in effects])
        for effect in effects:
            user = users.get(effect["pk"])
            if user is None:
                raise Refused(f"Dòng {effect['row']}: tài khoản không còn, nên không hoàn tác gì.")
            if effect["before"] is None:
                withdraw_account(user=user)
            else:
                change_account(user=user, facts=effect["before"], seen=effect["after"], by=by)


class AccountResource(ServiceResource):
    """row: pk None for a new account; seen: what the portal said of the facts that change."""

    def line(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        return row

    def store(self, lines: Sequence[Mapping[str, Any]], *, by: Any) -> list[Effect]:
        users = User.objects.in_bulk([line["pk"] for line in lines if line["pk"]])
        effects: list[Effect] = []
        for line in lines:
            with of_row(line["row"]):
                effects.append(_store(line, users, by=by))
        return effects


def _store(line: Mapping[str, Any], users: Mapping[int, User], *, by: User) -> Effect:
    facts = line["facts"]
    if line["pk"] is None:
        user = open_account(username=line["username"], **facts, by=by)
        return {"row": line["row"], "pk": user.pk, "before": None, "after": facts}
    user = users[line["pk"]]
    change_account(user=user, facts=facts, seen=line["seen"], by=by)
    return {"row": line["row"], "pk": user.pk, "before": line["seen"], "after": facts}


class _AccountReader:
    def __init__(self, reader: RowReader) -> None:
        self.reader = reader
        self.known = {user.username: user for user in User.objects.order_by("pk")}
        self.by_pk = {str(user.pk): user for user in self.known.values()}
        self.folded = {name.casefold(): name for name in self.known}
        self.rows: dict[str, int] = {}

    def read(self) -> Intake:
        found = [
            stored
            for row in self.reader.table.rows
            if not row.passed_over and (stored := self._row(row)) is not None
        ]
        return Intake(tuple(self.reader.readings), tuple(found))

    def _row(self, row: TableRow) -> dict[str, Any] | None:
        username = self.reader.words(row, "username", what="")
        if not username:
            if any(self.reader.written(row, name) for name in FACTS):
                self._fault(row, "Chưa ghi tên đăng nhập. Ghi tên, hoặc xóa dòng.", username)
            return None
        if fault := self._name_fault(row, username):
            self._fault(row, fault, username)
            return None
        user = self.by_pk.get(self.reader.identity(row)) or self.known.get(username)
        self.rows[username.casefold()] = row.number
        facts = {name: words for name in FACTS if (words := self._fact(row, name, user))}
        if user is None:
            return self._new(row, username, facts)
        if not facts:
            return None
        seen = {name: getattr(user, name) for name in facts}
        return self._line(row, user.pk, username, facts, seen)

    def _new(self, row: TableRow, username: str, facts: dict[str, str]) -> dict[str, Any] | None:
        what = f"Tài khoản {username}"
        if "full_name" not in facts:
            if not self.reader.written(row, "full_name"):
                self._fault(row, "Tài khoản mới chưa có họ và tên. Ghi họ và tên.", username)
            return None
        self.reader.say(
            row,
            "username",
            State.NEW,
            what=what,
            read=username,
            message="Chưa có mật khẩu: quản trị viên đặt mật khẩu đầu tiên ở trang tài khoản.",
        )
        return self._line(row, None, username, facts, {})

    def _line(
        self,
        row: TableRow,
        pk: int | None,
        username: str,
        facts: dict[str, str],
        seen: dict[str, str],
    ) -> dict[str, Any]:
        return {"row": row.number, "pk": pk, "username": username, "facts": facts, "seen": seen}

    def _name_fault(self, row: TableRow, username: str) -> str:
        """Two names that differ in capitals only are a slip of Excel, never two people."""
        if first := self.rows.get(username.casefold()):
            return f"‘{shown(username)}’ đã có ở dòng {first}. Giữ một dòng."
        owner = self.by_pk.get(self.reader.identity(row))
        if owner is not None and owner.username != username:
            return (
                f"Biểu mẫu ghi ‘{owner.username}’, nay là ‘{shown(username)}’. "
                "Đổi tên đăng nhập ở trang tài khoản."
            )
        if username in self.known:
            return ""
        if alike := self.folded.get(username.casefold()):
            return f"‘{shown(username)}’ chỉ khác chữ hoa với ‘{alike}’ đã có. Viết đúng như vậy."
        try:
            User.username_validator(username)
        except forms.ValidationError:
            return (
                f"‘{shown(username)}’ không dùng làm tên đăng nhập được. Viết liền, như xa-an-lac."
            )
        return ""

    def _fact(self, row: TableRow, name: str, user: User | None) -> str:
        """The words that are to be stored; "" where the cell wants nothing."""
        what = f"Tài khoản {self.reader.written(row, 'username')}"
        words = self._phone(row, what) if name == "phone" else self._words(row, name, what)
        standing = getattr(user, name) if user else ""
        return words if self.reader.compare(row, name, words, standing, what=what) else ""

    def _words(self, row: TableRow, name: str, what: str) -> str:
        words = self.reader.words(row, name, what=what)
        if name == "email" and words and not is_address(words):
            fault = f"Địa chỉ ‘{shown(words)}’ không dùng được. Viết như ten@co-quan.example.vn."
            self.reader.say(row, name, State.ERROR, what=what, message=fault)
            return ""
        return words

    def _phone(self, row: TableRow, what: str) -> str:
        """Excel takes the first zero from a number: asked, since nobody knows what was typed."""
        cell = self.reader.cell(row, "phone")
        if cell is None or cell.kind is not CellKind.NUMBER:
            return self.reader.words(row, "phone", what=what)
        digits = cell.text
        question = Question(
            f"dien-thoai={digits}",
            f"Excel giữ số {digits}. Số điện thoại có số 0 ở đầu không?",
            ((f"0{digits}", f"0{digits}"), (digits, digits)),
        )
        found = ask(question, self.reader.answers, str)
        self.reader.tell(row, "phone", found, what=what)
        return found.value or ""

    def _fault(self, row: TableRow, sentence: str, username: str) -> None:
        what = f"Tài khoản {shown(username)}" if username else ""
        self.reader.say(row, "username", State.ERROR, what=what, message=sentence)


class AccountExport(ModelResource):
    """The list as a sheet to take away; what comes back is read by `AccountKind`."""

    username = Field("username", "Tên đăng nhập")
    full_name = Field("full_name", "Họ và tên")
    phone = Field("phone", "Điện thoại")
    email = Field("email", "Thư điện tử")
    is_active = Field("is_active", "Còn hiệu lực")
    is_staff = Field("is_staff", "Quản trị viên")

    class Meta:
        model = User
        fields = ("username", "full_name", "phone", "email", "is_active", "is_staff")
        export_order = fields
        import_id_fields = ()

    def dehydrate_is_active(self, user: User) -> str:
        return "có" if user.is_active else "không"

    def dehydrate_is_staff(self, user: User) -> str:
        return "có" if user.is_staff else "không"
