"""Forms to fill with another's id in the place of an own one: nothing foreign changes or is shown.

The ids stand in the hidden sheet (the scope, each row's identity) and beside the rows of the form.
"""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from assignments.models import WorkItem
from communes.models import StatusEntry
from ntm_portal.lib.workbooks.stamps import FIRST_ROW, SCOPE_ROW
from ntm_portal.lib.workbooks.stamps import SHEET as HIDDEN
from plans.models import PlanTarget
from reports.models import ImportRun
from tests.trust.asking import opened
from tests.trust.knocking import Said, Visitors

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

FORMS = {
    line.door.url: (line, persona) for line, persona in opened() if "bieu-mau/" in line.door.url
}
# What a form says of itself -> which of the scene's names stands in its place.
OWN_IDS = {
    "unit": "district id/foreign",
    "commune": "commune/foreign",
    "plan": "plan/foreign",
    "viec:": "duty/foreign",
}
PLACES = ("scope", "rows")


def foreign(visitors: Visitors, what: str) -> str:
    value = visitors.scene.names[OWN_IDS[what]]
    return value.replace("viec-", "viec:") if what == "viec:" else value


def swapped(visitors: Visitors, content: bytes, place: str) -> tuple[bytes, int]:
    """The form with foreign ids in this place and something new in each row; how many ids."""
    book = load_workbook(BytesIO(content))
    hidden, sheet = book[HIDDEN], next(one for one in book.worksheets if one.title != HIDDEN)
    count = 0
    if place == "scope":
        cell = hidden.cell(SCOPE_ROW, 1)
        for what in ("unit", "plan"):
            cell.value, found = re.subn(
                rf'("{what}": )"[^"]*"', rf'\1"{foreign(visitors, what)}"', cell.value
            )
            count += found
    else:
        identities = [hidden.cell(row, 1) for row in range(FIRST_ROW, hidden.max_row + 1)]
        known = {cell.value for cell in identities}
        shown = [row[0] for row in sheet.iter_rows() if row[0].value in known]
        for cell in (*identities, *shown):
            what = "viec:" if str(cell.value).startswith("viec:") else "commune"
            if re.fullmatch(r"viec:\d+|\d+", str(cell.value)):
                cell.value = foreign(visitors, what)
                count += 1
    edit(sheet)
    body = BytesIO()
    book.save(body)
    return body.getvalue(), count


def edit(sheet) -> None:
    """The last cell of each row says something else, so that there is something to write."""
    keys = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "ntm:dong")
    column = len([key for key in keys if key])
    for row in sheet.iter_rows(min_row=5):
        if row[0].value:
            row[column - 1].value = {"timing": "Tháng 7/2024", "targets": "1, 3"}.get(
                keys[column - 1], "Đạt"
            )


def rows_of(visitors: Visitors) -> list[tuple]:
    """What an import could write, where it is foreign."""
    scene = visitors.scene
    plan = scene.names["plan/foreign"]
    return [
        *StatusEntry.objects.filter(cell__commune=scene.far_commune).values_list(),
        *PlanTarget.objects.filter(row__plan__code=plan).values_list(),
        *WorkItem.objects.filter(plan__code=plan).values_list(),
    ]


def test_the_forms_are_these():
    assert len(FORMS) == 4


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("url", FORMS)
def test_a_foreign_id_in_a_form_changes_and_shows_nothing(visitors, url, place):
    line, persona = FORMS[url]
    said = Said(line, line.tries[0], visitors.scene.names)
    client = visitors.browser(persona)
    content, count = swapped(visitors, client.get(said.address).getvalue(), place)
    before = rows_of(visitors)

    file = SimpleUploadedFile("bieu-mau.xlsx", content)
    assert client.post("/nhap-lieu/", {"file": file, "block": ""}).status_code == 302
    run = ImportRun.objects.latest("pk")
    page = client.get(f"/nhap-lieu/{run.uuid}/", follow=True)
    client.post(f"/nhap-lieu/{run.uuid}/ghi/", {"phan-dung": "1"})

    assert count > 0
    assert visitors.scene.far.name not in page.text
    assert visitors.scene.far_commune.name not in page.text
    assert rows_of(visitors) == before
