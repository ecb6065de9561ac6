"""The letter that urges: its words, its table, its files, and who gets it."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from assignments.models import DayOff
from tests.assignments.reminded import make_reminded
from tests.factories.assignments import AgencyFactory
from tests.factories.communes import DistrictFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db
ADDRESS = "/nhac-viec/cong-van/?ngay=2024-11-28"


@pytest.fixture
def world():
    world = make_world()
    world.district.name = "Lộc Bình"
    world.district.save()
    world.reminded = make_reminded(
        unit=world.district, criteria_set=world.criteria_set, issuer="UBND huyện Lộc Bình"
    )
    return world


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def to_agency(world) -> str:
    return f"{ADDRESS}&cho=co-quan-{world.reminded.agency.pk}"


def to_all(world) -> str:
    return f"{ADDRESS}&cho=don-vi-{world.district.code}"


def letter(client, address):
    return client.get(address).context["letter"]


def cells(letter) -> list[tuple[str, ...]]:
    return [letter.table.texts(row) for row in letter.table.rows]


def pdf_text(client, address) -> str:
    reader = PdfReader(BytesIO(client.get(f"{address}&format=pdf").content))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_the_table_says_what_is_late_by_how_many_days(office, world):
    world.reminded.work(date(2024, 11, 27), "Tập huấn")
    world.reminded.work(date(2024, 10, 31), "Lập hồ sơ")
    world.reminded.work(date(2024, 11, 28), "Còn hạn")
    other = AgencyFactory(unit=world.district)
    world.reminded.work(date(2024, 11, 25), agency=other)

    found = letter(office, to_agency(world))

    assert [column.title for column in found.table.columns] == [
        "STT",
        "Nội dung",
        "Cơ quan chủ trì",
        "Thời hạn",
        "Số ngày quá hạn",
        "Kế hoạch",
    ]
    assert cells(found) == [
        ("1", "Lập hồ sơ", "Phòng Văn hóa", "31/10/2024", "28", "72/KH-UBND"),
        ("2", "Tập huấn", "Phòng Văn hóa", "27/11/2024", "1", "72/KH-UBND"),
    ]
    assert found.table.notes == ()
    assert found.recipients == ("Phòng Văn hóa",)
    assert found.opening == (
        "Thực hiện Kế hoạch 72/KH-UBND ngày 30/01/2024 của UBND huyện Lộc Bình, tính đến hết ngày "
        "28/11/2024, Phòng Văn hóa còn 2 nội dung quá hạn, chưa báo cáo hoàn thành, như sau:"
    )
    assert (found.issuer, found.place) == ("UBND huyện Lộc Bình", "Lộc Bình")


def test_a_deadline_on_a_day_off_is_counted_from_the_next_working_day(office, world):
    DayOff.objects.create(day=date(2024, 11, 25), name="Nghỉ")
    world.reminded.work(date(2024, 11, 23))  # a Saturday before a Monday off

    found = letter(office, to_agency(world))

    assert cells(found)[0][3:5] == ("23/11/2024", "2")
    assert found.table.notes == ("Hạn rơi vào ngày nghỉ được tính đến hết ngày làm việc kế tiếp.",)


def test_one_letter_for_all_names_each_agency_once(office, world):
    other = AgencyFactory(unit=world.district, name="Phòng Nội vụ")
    world.reminded.work(date(2024, 11, 25))
    world.reminded.work(date(2024, 11, 26))
    world.reminded.work(date(2024, 11, 25), agency=other)

    found = letter(office, to_all(world))

    assert found.recipients == ("Phòng Nội vụ", "Phòng Văn hóa")
    assert [row[2] for row in cells(found)] == ["Phòng Nội vụ", "Phòng Văn hóa", "Phòng Văn hóa"]
    assert "các cơ quan, đơn vị còn 3 nội dung quá hạn" in found.opening


def test_a_letter_about_what_nobody_leads_goes_to_all(office, world):
    row = PlanCommuneFactory(plan=world.reminded.plan, commune=world.communes[0])
    PlanTargetFactory(row=row, requirement=world.criteria[0])

    found = letter(office, f"/nhac-viec/cong-van/?ngay=2025-01-10&cho=don-vi-{world.district.code}")

    assert found.recipients == ("Các cơ quan, đơn vị của huyện Lộc Bình",)


def test_the_letter_of_a_unit_holds_its_own_plans_only(client, world):
    world.reminded.work(date(2024, 11, 25))
    above = PlanFactory(unit=world.province)
    world.reminded.work(date(2024, 11, 25), "Của tỉnh", plan=above)
    client.force_login(world.province_office)

    assert [row[1] for row in cells(letter(client, to_all(world)))] == ["Việc thử"]


def test_a_commune_is_urged_about_its_targets(office, world):
    row = PlanCommuneFactory(plan=world.reminded.plan, commune=world.communes[0])
    PlanTargetFactory(row=row, requirement=world.criteria[0])

    found = letter(office, f"/nhac-viec/cong-van/?ngay=2025-01-10&cho=xa-{world.communes[0].code}")

    assert found.recipients == (f"UBND xã {world.communes[0].name}",)
    assert cells(found) == [
        (
            "1",
            f"{row.name}: đạt tiêu chí {world.criteria[0].code}",
            "Chưa giao cơ quan",
            "31/12/2024",
            "10",
            "72/KH-UBND",
        )
    ]
    assert found.issuer == "UBND huyện Lộc Bình"


def test_plans_with_different_issuers_leave_the_peoples_committee(office, world):
    world.reminded.work(date(2024, 11, 25))
    other = PlanFactory(unit=world.district, issuer="BCĐ huyện")
    world.reminded.work(date(2024, 11, 25), plan=other)

    assert letter(office, to_agency(world)).issuer == "UBND huyện Lộc Bình"


def test_the_pdf_is_the_whole_letter_with_blanks_for_number_day_and_signer(office, world):
    world.reminded.work(date(2024, 11, 25), "Lập hồ sơ")

    text = pdf_text(office, to_agency(world))

    for words in (
        "UBND HUYỆN LỘC BÌNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "/…-…",
        "Lộc Bình, ngày … tháng … năm …",
        "V/v đôn đốc thực hiện các nội dung quá hạn",
        "Kính gửi: Phòng Văn hóa.",
        "DANH SÁCH NỘI DUNG QUÁ HẠN (Tính đến hết ngày 28/11/2024)",
        "1 Lập hồ sơ Phòng Văn hóa 25/11/2024 3 72/KH-UBND",
        "Nơi nhận: - Như trên; - Lưu: VT.",
    ):
        assert words in text


def test_the_excel_file_is_the_table_as_an_enclosure(office, world):
    world.reminded.work(date(2024, 11, 25), "=1+1")

    response = office.get(f"{to_agency(world)}&format=xlsx")

    sheet = load_workbook(BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if row[0].value is not None]
    assert [row[0] for row in rows[:3]] == [
        "DANH SÁCH NỘI DUNG QUÁ HẠN",
        "(Kèm theo Công văn số …/…-… ngày … tháng … năm … của UBND huyện Lộc Bình)",
        "(Tính đến hết ngày 28/11/2024)",
    ]
    assert rows[4] == [1, "=1+1", "Phòng Văn hóa", "25/11/2024", 3, "72/KH-UBND"]
    assert sheet.cell(sheet.max_row, 2).data_type == "s"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="DonDoc_co-quan-{world.reminded.agency.pk}_2024-11-28.xlsx"'
    )


def test_the_word_file_is_the_whole_letter(office, world):
    world.reminded.work(date(2024, 11, 25), "Lập hồ sơ")
    other = AgencyFactory(unit=world.district, name="Phòng Nội vụ")
    world.reminded.work(date(2024, 11, 25), agency=other)

    document = Document(BytesIO(office.get(f"{to_all(world)}&format=docx").content))

    head, table, foot = document.tables
    assert [cell.text.split("\n")[0] for cell in head.rows[0].cells] == [
        "UBND HUYỆN LỘC BÌNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]
    assert [cell.text for cell in table.rows[2].cells][:3] == ["2", "Lập hồ sơ", "Phòng Văn hóa"]
    assert foot.rows[0].cells[0].text == "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == ["Kính gửi:", "- Phòng Nội vụ;", "- Phòng Văn hóa."]


def test_the_table_as_json(office, world):
    world.reminded.work(date(2024, 11, 25), "Lập hồ sơ")

    content = json.loads(office.get(f"{to_agency(world)}&format=json").content)

    assert content["rows"][0]["cells"][1] == "Lập hồ sơ"


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_the_same_letter_is_the_same_bytes(office, world, file_format):
    world.reminded.work(date(2024, 11, 25))
    address = f"{to_agency(world)}&format={file_format}"

    assert office.get(address).content == office.get(address).content


def test_nothing_late_no_letter(office, world):
    page, file = office.get(to_agency(world)), office.get(f"{to_agency(world)}&format=pdf")

    assert "Không có nội dung quá hạn nên không có công văn." in page.text
    assert file.status_code == 422
    assert "Phòng Văn hóa không có nội dung quá hạn đến ngày 28/11/2024" in file.text


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_it_is_the_offices_letter(client, world, who):
    world.reminded.work(date(2024, 11, 25))
    client.force_login(getattr(world, who))

    for address in (to_agency(world), to_all(world), ADDRESS):
        assert client.get(address).status_code == 404


def test_a_unit_of_somebody_else_is_not_there(office):
    assert office.get(f"{ADDRESS}&cho=don-vi-{DistrictFactory().code}").status_code == 404
