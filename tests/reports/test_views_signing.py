"""The pages of the signature: the form, the deviations, the copies, the amendment."""

from datetime import date

import pytest

from plans.models import Plan, PlanStep
from tests.factories.communes import StatusEntryFactory
from tests.factories.plans import (
    CapitalLineFactory,
    LegalBasisFactory,
    PlanCommuneFactory,
    PlanFactory,
)
from tests.factories.signing import bring_to, newest_step, sign
from tests.factories.world import DAY

pytestmark = pytest.mark.django_db
PAPER = {"number": "72/KH-BCĐ", "signed_on": "30/01/2024", "signer": "Người Ký"}


@pytest.fixture
def plan(world) -> Plan:
    """Approved, with one commune and so with one appendix."""
    plan = PlanFactory(
        code="ke-hoach",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
        number="",
        signed_on=None,
    )
    PlanCommuneFactory(plan=plan, commune=world.communes[0])
    return bring_to(plan, "APPROVED", submitted_by=world.office)


def post(client, plan: Plan, **fields):
    return client.post(f"/ke-hoach/{plan.code}/ky/", PAPER | {"seen": newest_step(plan)} | fields)


def test_the_form_says_what_will_be_kept_and_signs(client, world, plan):
    client.force_login(world.office)

    page = client.get("/ke-hoach/ke-hoach/ky/")
    response = post(client, plan)

    assert "1 phụ lục (Phụ lục 02) với số và ngày dưới đây" in page.text
    assert (response.status_code, response.url) == (302, "/ke-hoach/ke-hoach/")
    assert Plan.objects.get().status == "SIGNED"


def test_what_the_checker_finds_is_read_before_signing(client, world, plan):
    CapitalLineFactory(plan=plan, label="Ngân sách", amount=100, share="60")
    CapitalLineFactory(plan=plan, label="Tín dụng", amount=100, share="50")
    client.force_login(world.office)

    page = client.get("/ke-hoach/ke-hoach/ky/")

    assert [finding.code for finding in page.context["findings"]] == ["share", "shares-sum"]
    assert all(finding.message in page.text for finding in page.context["findings"])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": ""}, "Chưa ghi số, ký hiệu."),
        ({"signed_on": ""}, "Chưa ghi ngày ký."),
        ({"signed_on": "31/02/2024"}, "Ngày ‘31/02/2024’ không có."),
        ({"signed_on": "30/01/2999"}, "Ngày ký 30/01/2999 chưa tới."),
        ({"signer": " "}, "Chưa ghi người ký."),
        ({"signed_on": "29/01/2024"}, "trước ngày của căn cứ"),
        ({"number": "9/KH-UBND"}, "Số 9/KH-UBND năm 2024 đã dùng"),
        ({"seen": "0"}, "vừa làm một bước khác"),
        ({"seen": "x"}, "vừa làm một bước khác"),
    ],
)
def test_bad_input_is_a_sentence_in_the_form(client, world, plan, fields, sentence):
    PlanFactory(unit=world.district, number="9/KH-UBND")
    LegalBasisFactory(plan=plan, text="Nghị quyết ngày 30/01/2024")
    client.force_login(world.office)

    response = post(client, plan, **fields)

    assert response.status_code == (409 if "seen" in fields else 422)
    assert sentence in response.text
    assert not PlanStep.objects.filter(step="SIGNED").exists()


def test_a_plan_that_is_not_approved_offers_no_form(client, world, plan):
    Plan.objects.update(status="DRAFT")
    client.force_login(world.office)

    page = client.get("/ke-hoach/ke-hoach/ky/")

    assert "Kế hoạch dự thảo, không có bước này." in page.text
    assert 'name="number"' not in page.text


def test_the_page_and_the_files_of_a_signed_plan_are_the_kept_ones(client, world, plan):
    client.force_login(world.office)
    sign(plan, by=world.office)
    address = "/ke-hoach/ke-hoach/phu-luc/phu-luc-02/"
    page, pdf = client.get(address), client.get(f"{address}?format=pdf").content

    StatusEntryFactory(
        cell__commune=world.communes[0],
        cell__requirement=world.criteria[0],
        verdict="MET",
        observed_on=DAY,
    )
    again = client.get(address)

    assert "Bản đã ký ngày 30 tháng 01 năm 2024" in again.text
    assert again.context["fragment"] == page.context["fragment"]
    assert client.get(f"{address}?format=pdf").content == pdf
    assert client.get(f"{address}?format=pdf&ngay={DAY.isoformat()}").content == pdf


def test_another_day_is_marked_as_not_the_signed_copy(client, world, plan):
    sign(plan, by=world.office)
    client.force_login(world.office)

    page = client.get("/ke-hoach/ke-hoach/phu-luc/phu-luc-02/?ngay=30/06/2024")

    assert "Bản tính lại đến ngày 30/06/2024, không phải bản đã ký." in page.text
    assert "Bản đã ký ngày" not in page.text


def test_an_appendix_that_was_not_there_at_the_signature_is_marked(client, world, plan):
    sign(plan, by=world.office)
    StatusEntryFactory(
        cell__commune=world.communes[0], cell__requirement=world.criteria[0], observed_on=DAY
    )
    client.force_login(world.office)

    page = client.get("/ke-hoach/ke-hoach/phu-luc/phan-nhom-xa/")

    assert "không phải bản đã ký" in page.text


def test_the_deviations_link_to_the_history_of_the_cell(client, world, plan):
    sign(plan, by=world.office)
    entry = StatusEntryFactory(
        cell__commune=world.communes[0],
        cell__requirement=world.criteria[0],
        verdict="MET",
        observed_on=DAY,
        recorded_by=world.office,
    )
    client.force_login(world.reader)

    page = client.get("/ke-hoach/ke-hoach/lech/")

    commune, requirement = world.communes[0], entry.cell.requirement
    assert "<caption>1 chỗ lệch</caption>" in page.text
    assert (
        f'<a href="/xa/{commune.code}/lich-su/{requirement.pk}/?ngay=2024-01-01&amp;bo=BO-THU">'
        in page.text
    )
    assert (
        '<td data-head="Khi ký">Chưa có số liệu</td><td data-head="Hôm nay">Đạt</td>'
        f'<td data-head="Người ghi">{world.office}</td>'
    ) in page.text


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("APPROVED", "Kế hoạch chưa ký, nên chưa có gì để so."),
        ("SIGNED", "khi cổng chưa lưu bản ký, nên không có gì để so."),
    ],
)
def test_without_copies_there_is_nothing_to_compare(client, world, plan, status, sentence):
    Plan.objects.update(status=status)
    client.force_login(world.office)

    assert sentence in client.get("/ke-hoach/ke-hoach/lech/").text


def test_without_a_deviation_the_page_says_so(client, world, plan):
    sign(plan, by=world.office)
    client.force_login(world.leader)

    page = client.get("/ke-hoach/ke-hoach/lech/")

    assert "Không có số liệu nào lệch so với khi ký." in page.text
    assert page.text.count("<code>") == 5


def test_commune_staff_read_the_signed_copy_but_not_what_moved(client, world, plan):
    sign(plan, by=world.office)
    client.force_login(world.officer)

    assert client.get("/ke-hoach/ke-hoach/phu-luc/phu-luc-02/").status_code == 200
    assert client.get("/ke-hoach/ke-hoach/lech/").status_code == 404


@pytest.fixture
def amendment(world) -> Plan:
    """Approved, without communes; it replaces a signed plan."""
    old = PlanFactory(
        code="ke-hoach-cu",
        number="5/KH-UBND",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
    )
    CapitalLineFactory(plan=old)
    sign(bring_to(old, "APPROVED"), by=world.office, number="5/KH-UBND")
    new = PlanFactory(
        code="dieu-chinh",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
        replaces=old,
    )
    return bring_to(new, "APPROVED")


def test_a_signed_amendment_supersedes_and_each_names_the_other(client, world, amendment):
    client.force_login(world.office)
    pdf = client.get("/ke-hoach/ke-hoach-cu/phu-luc/nguon-von/?format=pdf").content

    response = post(client, amendment)

    assert response.status_code == 302
    old = amendment.replaces
    old.refresh_from_db()
    assert (old.status, old.changes.first().after) == (
        "SUPERSEDED",
        "đã thay thế bằng Kế hoạch 72/KH-BCĐ",
    )
    new_page, old_page = client.get("/ke-hoach/dieu-chinh/"), client.get("/ke-hoach/ke-hoach-cu/")
    assert 'thay cho <a href="/ke-hoach/ke-hoach-cu/">Kế hoạch 5/KH-UBND</a>' in new_page.text
    assert (
        'Đã được thay bằng <a href="/ke-hoach/dieu-chinh/">Kế hoạch 72/KH-BCĐ</a>' in old_page.text
    )
    assert client.get("/ke-hoach/ke-hoach-cu/phu-luc/nguon-von/?format=pdf").content == pdf


@pytest.mark.parametrize(
    ("status", "signed_on", "sentence"),
    [
        ("APPROVED", date(2024, 1, 30), "chưa ký nên không thay được."),
        ("SUPERSEDED", date(2024, 1, 30), "đã được thay."),
        ("SIGNED", date(2024, 1, 31), "trước ngày ký kế hoạch được thay, 31/01/2024."),
    ],
)
def test_what_cannot_be_replaced_is_refused(client, world, status, signed_on, sentence):
    old = PlanFactory(unit=world.district, status=status, signed_on=signed_on)
    plan = PlanFactory(
        unit=world.district, criteria_set=world.criteria_set, status="DRAFT", replaces=old
    )
    client.force_login(world.office)

    response = post(client, bring_to(plan, "APPROVED"))

    assert response.status_code == 422
    assert sentence in response.text.replace(old.title, "").replace(" .", ".")
    assert not PlanStep.objects.filter(step="SIGNED").exists()
