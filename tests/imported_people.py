"""A small kind of sheet for tests of the wizard: names of people, by their user name.

A name with a slash ("An/Ân") is asked about, an unknown user name is an error, and the service
refuses a name that begins with "Cấm".
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django import forms
from django.http import Http404
from openpyxl import Workbook

from accounts.models import User
from communes.forms.fields import DayField
from communes.models import AdministrativeUnit, UnitRole
from ntm_portal.lib.imports import ServiceResource
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Intake, Question, Reading, SheetColumn, SheetKind, State

CODE = "ten-nguoi"
TODAY = date(2026, 11, 22)


class UnitForm(forms.Form):
    unit = forms.ModelChoiceField(AdministrativeUnit.objects.none(), label="Đơn vị")
    day = DayField(label="Ngày")


class People(ServiceResource):
    def line(self, row: dict[str, Any]) -> dict[str, Any]:
        if row["name"].startswith("Cấm"):
            raise Refused(f"Tên ‘{row['name']}’ không nhận. Viết tên khác.")
        return row

    def store(self, lines: Sequence[dict[str, Any]], *, by: User) -> list[dict[str, Any]]:
        for line in lines:
            User.objects.filter(pk=line["pk"]).update(full_name=line["name"])
        return [{"pk": one["pk"], "before": one["before"], "after": one["name"]} for one in lines]


class PeopleKind(SheetKind):
    code = CODE
    name = "Tên người"

    def scope_form(self, *, user, today, data=None):
        form = UnitForm(data, initial={"day": today})
        form.fields["unit"].queryset = AdministrativeUnit.objects.spoken_for_by(
            user, UnitRole.Role.OFFICE
        ).filter(level="DISTRICT")
        return form

    def scope(self, *, user, today, data):
        form = self.scope_form(user=user, today=today, data=data)
        if not form.is_valid():
            raise Http404
        if form.cleaned_data["day"] > today:
            raise Refused("Ngày chưa tới. Chọn ngày khác.")
        return form.cleaned_data["unit"]

    def columns(self, scope):
        return [
            SheetColumn("username", "Tài khoản", ("Ten dang nhap",), required=True),
            SheetColumn("name", "Họ và tên", ("Tên",), required=True),
            SheetColumn("note", "Ghi chú", many=True),
        ]

    def read(self, table, mapping, *, scope, answers, stamp=None):
        places = {key: column for column, key in mapping.items()}
        readings, rows = [], []
        people = {one.username: one for one in User.objects.all()}
        for row in table.rows:
            cells = [row.cells.get(places[key]) for key in ("username", "name")]
            if row.passed_over or None in cells:
                continue
            said = tuple(cell.text for cell in cells)
            reading, name = self._reading(row.number, places, people, said, answers)
            readings.append(reading)
            if name:
                person = people[said[0]]
                rows.append(
                    {"row": row.number, "pk": person.pk, "name": name, "before": person.full_name}
                )
        return Intake(tuple(readings), tuple(rows))

    def _reading(self, row, places, people, said, answers):
        """The reading, and the name to store: "" for none."""
        username, written = said
        if username not in people:
            told = f"Không có tài khoản ‘{username}’. Sửa tên đăng nhập."
            return Reading(row, places["username"], State.ERROR, username, message=told), ""
        column, before, name = places["name"], people[username].full_name, written
        question = None
        if "/" in written:
            options = tuple((one, one) for one in written.split("/"))
            question = Question(written, f"‘{written}’ là tên nào?", options)
            name = answers.get(written)
            if name is None:
                told = "Chọn một tên."
                return Reading(
                    row, column, State.ASK, written, "", before, username, told, question
                ), ""
            if not name:
                return Reading(row, column, State.PASSED_OVER, written, question=question), ""
        if name == before:
            return Reading(row, column, State.SAME, written, name, before, username), ""
        return Reading(row, column, State.CHANGED, written, name, before, username), name

    def resource(self, scope) -> People:
        return People()

    def undo(self, effects, *, scope, by) -> None:
        for effect in effects:
            person = User.objects.get(pk=effect["pk"])
            if person.full_name != effect["after"]:
                raise Refused(f"{person.username} đã đổi tên từ khi nhập, nên không hoàn tác gì.")
            person.full_name = effect["before"]
            person.save()


def people_sheet(*rows: tuple[str, str], heading: tuple[str, ...] = ("Tài khoản", "Họ và tên")):
    """The bytes of a workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet.append(["DANH SÁCH CÁN BỘ"])
    sheet.append(list(heading))
    for row in rows:
        sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()
