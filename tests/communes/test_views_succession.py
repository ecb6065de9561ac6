"""Old and new communes of one commune, the form, and merging from the page."""

import re
from datetime import date

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from communes.models import CarryOver, StatusEntry, SuccessionVoid, UnitSuccession
from tests.factories.communes import CellFactory, CommuneFactory, StatusEntryFactory
from tests.factories.criteria import IndicatorFactory, ThresholdFactory
from tests.factories.passing import MergeRuleFactory, UnitSuccessionFactory
from tests.factories.world import World, make_world

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def world() -> World:
    """Both communes of the world have ended; a third begins the day after."""
    world = make_world()
    for commune in world.communes:
        commune.valid_to = LAST
        commune.save()
    world.new = CommuneFactory(name="Mới", parent=world.district, valid_from=FIRST)
    return world


def address(commune, page: str = "ke-thua", day: date | None = None) -> str:
    return f"/xa/{commune.code}/{page}/" + (f"?ngay={day.isoformat()}" if day else "")


def form(world: World, **more) -> dict:
    return {
        "other": world.communes[0].pk,
        "starts_on": "01/07/2025",
        "document": "Nghị quyết thử",
        "share_percent": "",
        "population": "",
        "households": "",
    } | more


def send(client, world: World, *, on=None, user=None, **more):
    client.force_login(user or world.office)
    return client.post(address(on or world.new), form(world, **more))


def wrong(response) -> list[str]:
    """What the form refuses."""
    found = re.findall(
        r'<p class="(?:alert alert--error|field__error)[^>]*>(.*?)</p>', response.text
    )
    return [strip_tags(one) for one in found]


def said(response) -> list[str]:
    found = re.findall(r'<p class="(?:alert|field__error)[^>]*>(.*?)</p>', response.text, re.DOTALL)
    return [strip_tags(one) for one in found]


def test_an_old_commune_is_recorded_on_the_page_of_the_new(client, world):
    response = send(client, world, population="1.234", households="300", share_percent="62,5")

    assert (response.status_code, response.url) == (
        302,
        address(world.new, day=timezone.localdate()),
    )
    made = UnitSuccession.objects.get()
    assert (made.old, made.new, made.starts_on) == (world.communes[0], world.new, FIRST)
    assert (str(made.share_percent), made.population, made.households) == ("62.50", 1234, 300)
    assert (made.document, made.recorded_by) == ("Nghị quyết thử", world.office)


def test_a_new_commune_is_recorded_on_the_page_of_the_old(client, world):
    send(client, world, on=world.communes[0], other=world.new.pk)

    made = UnitSuccession.objects.get()
    assert (made.old, made.new) == (world.communes[0], world.new)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        pytest.param(
            {"starts_on": "01/01/2020"},
            "{old} tồn tại đến hết ngày 30/06/2025, nên kế thừa bắt đầu từ 01/07/2025, "
            "không phải 01/01/2020. Sửa ngày.",
            id="a-successor-in-the-past",
        ),
        pytest.param(
            {"starts_on": "31/02/2025"},
            "Ngày ‘31/02/2025’ không có. Viết ngày/tháng/năm, ví dụ 30/01/2024.",
            id="no-day",
        ),
        pytest.param({"starts_on": ""}, "Chưa ghi ngày. Viết ngày/tháng/năm.", id="day-left-out"),
        pytest.param(
            {"document": " "},
            "Chưa ghi văn bản. Ghi số và ngày của văn bản quyết định.",
            id="no-document",
        ),
        pytest.param(
            {"other": ""}, "Chưa chọn đơn vị. Chọn một đơn vị trong danh sách.", id="no-unit"
        ),
        pytest.param(
            {"other": "999999"},
            "Đơn vị này không có trong danh sách. Chọn lại.",
            id="unknown-unit",
        ),
        pytest.param(
            {"population": "12,5"}, "‘12,5’ không phải là số nguyên. Viết như 1.234.", id="half"
        ),
        pytest.param(
            {"population": "-1"}, "‘-1’ không phải là số nguyên. Viết như 1.234.", id="negative"
        ),
        pytest.param(
            {"households": "99999999999"},
            "‘99999999999’ quá lớn. Kiểm tra lại số.",
            id="too-many",
        ),
    ],
)
def test_what_cannot_be_taken_is_a_sentence_on_the_form(client, world, more, sentence):
    response = send(client, world, **more)

    assert response.status_code == 422
    assert sentence.format(old=world.communes[0].full_name) in said(response)
    assert not UnitSuccession.objects.exists()


OUT_OF_RANGE = "không dùng được. Ghi trên 0 đến 100, hoặc để trống nếu nhập toàn bộ."


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        pytest.param("100,01", f"Phần nhập vào 100,01% {OUT_OF_RANGE}", id="above"),
        pytest.param("0", f"Phần nhập vào 0,00% {OUT_OF_RANGE}", id="nothing"),
        pytest.param("-1", "‘-1’ không phải là phần trăm. Viết như 62,5.", id="negative"),
        pytest.param("1/2", "‘1/2’ không phải là phần trăm. Viết như 62,5.", id="a-half"),
    ],
)
def test_a_share_that_is_no_part_is_refused(client, world, share, sentence):
    response = send(client, world, share_percent=share)

    assert response.status_code == 422
    assert wrong(response) == [sentence]
    assert not UnitSuccession.objects.exists()


def test_what_was_typed_stays_on_a_refused_form(client, world):
    response = send(client, world, starts_on="01/01/2020", document="Văn bản dài")

    assert 'value="Văn bản dài"' in response.text
    assert 'value="01/01/2020"' in response.text


def test_the_list_offers_only_units_of_the_office(client, world):
    foreign = CommuneFactory(valid_to=LAST)
    client.force_login(world.office)

    units = client.get(address(world.new)).context["form"].fields["other"].queryset

    assert set(units) == set(world.communes)
    assert foreign not in units


def test_a_foreign_unit_cannot_be_sent_either(client, world):
    foreign = CommuneFactory(valid_to=LAST)

    response = send(client, world, other=foreign.pk)

    assert response.status_code == 422
    assert not UnitSuccession.objects.exists()


@pytest.mark.parametrize(
    ("who", "status", "forms"),
    [("office", 200, 1), ("leader", 200, 0), ("reader", 200, 0), ("stranger", 404, 0)],
)
def test_who_reads_and_who_writes(client, world, who, status, forms):
    client.force_login(getattr(world, who))

    response = client.get(address(world.new))

    assert response.status_code == status
    assert response.text.count('name="document"') == forms


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_records(client, world, who):
    assert send(client, world, user=getattr(world, who)).status_code == 404
    assert not UnitSuccession.objects.exists()


def test_both_sides_show_each_other_with_the_document(client, world):
    made = UnitSuccessionFactory(
        old=world.communes[0], new=world.new, starts_on=FIRST, population=1234
    )
    client.force_login(world.reader)

    of_new, of_old = (client.get(address(one)) for one in (world.new, world.communes[0]))

    assert list(of_new.context["predecessors"]) == [made]
    assert list(of_old.context["successors"]) == [made]
    for response in (of_new, of_old):
        assert "Nghị quyết thử" in response.text
        assert "1.234" in response.text


def test_an_ended_commune_without_a_successor_says_that_it_is_not_recorded(client, world):
    client.force_login(world.reader)
    commune = world.communes[0]

    assert said(client.get(address(commune)))[-1] == (
        f"Chưa ghi: {commune.full_name} không còn từ sau ngày 30/06/2025, đơn vị kế thừa chưa rõ."
    )
    assert "Đơn vị kế thừa: chưa ghi" in client.get(f"/xa/{commune.code}/").text


def test_the_page_of_an_ended_commune_names_its_successor(client, world):
    UnitSuccessionFactory(old=world.communes[0], new=world.new, starts_on=FIRST)
    client.force_login(world.reader)

    text = client.get(f"/xa/{world.communes[0].code}/").text

    assert "Kế thừa: Xã Mới từ 01/07/2025" in text
    assert "kế thừa: chưa ghi" not in client.get(f"/xa/{world.new.code}/").text.lower()


def test_a_successor_outside_ones_area_is_named_but_not_linked(client, world):
    foreign = CommuneFactory(name="Xa", valid_from=FIRST)
    UnitSuccessionFactory(old=world.communes[0], new=foreign, starts_on=FIRST)
    client.force_login(world.reader)

    text = client.get(address(world.communes[0])).text

    assert f"Xã Xa, mã {foreign.code}" in text
    assert f"/xa/{foreign.code}/" not in text


def test_a_code_that_is_used_again_names_the_unit_of_the_day(client, world):
    old = world.communes[0]
    again = CommuneFactory(code=old.code, name="Lại", parent=world.district, valid_from=FIRST)
    client.force_login(world.reader)

    shown = [client.get(address(old, day=day)).context["commune"] for day in (LAST, FIRST)]

    assert shown == [old, again]


def void(client, world: World, made: UnitSuccession, user=None, on=None):
    client.force_login(user or world.office)
    commune = on or world.new
    return client.post(f"/xa/{commune.code}/ke-thua/{made.pk}/huy/")


def test_a_mistake_is_taken_back(client, world):
    made = UnitSuccessionFactory(old=world.communes[0], new=world.new, starts_on=FIRST)

    response = void(client, world, made)

    assert response.status_code == 302
    assert SuccessionVoid.objects.get().recorded_by == world.office
    assert list(client.get(address(world.new)).context["predecessors"]) == []


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_takes_it_back(client, world, who):
    made = UnitSuccessionFactory(old=world.communes[0], new=world.new, starts_on=FIRST)

    assert void(client, world, made, user=getattr(world, who)).status_code == 404
    assert not SuccessionVoid.objects.exists()


def test_the_office_of_one_side_only_takes_nothing_back(client, world):
    made = UnitSuccessionFactory(new=world.new, starts_on=FIRST)

    assert void(client, world, made).status_code == 404


def test_a_succession_of_other_units_is_not_found_here(client, world):
    made = UnitSuccessionFactory(old=world.communes[0], new=world.new, starts_on=FIRST)

    assert void(client, world, made, on=world.communes[1]).status_code == 404


@pytest.fixture
def merged(world) -> World:
    """Both went into the new one; criterion 1 was met by both and must be met by all."""
    MergeRuleFactory(criteria_set=world.criteria_set, code="1")
    for commune in world.communes:
        UnitSuccessionFactory(old=commune, new=world.new, starts_on=FIRST)
        StatusEntryFactory(cell=CellFactory(commune=commune, requirement=world.criteria[0]))
    return world


MERGE = "?ngay=2025-07-01&bo=BO-THU"


def test_the_preview_of_a_merger_says_what_would_be_written(client, merged):
    client.force_login(merged.office)

    response = client.get(address(merged.new, "gop") + MERGE)

    first, second = (commune.full_name for commune in merged.communes)
    assert [(one.said, one.move.how, one.outcome) for one in response.context["lines"]] == [
        (
            [f"{first}: đạt", f"{second}: đạt"],
            "mọi xã cũ đều đạt",
            "Đạt",
        ),
        ([f"{first}: chưa có số liệu", f"{second}: chưa có số liệu"], "", "đo lại"),
        ([f"{first}: chưa có số liệu", f"{second}: chưa có số liệu"], "", "đo lại"),
    ]
    assert StatusEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("provenance", "outcome", "suggestion"),
    [
        pytest.param("VERIFIED", "95/110 = 86,36%, đạt", "", id="decided"),
        pytest.param("UNVERIFIED", "95/110 = 86,36%, chờ kết luận", "Đạt", id="suggested"),
    ],
)
def test_the_preview_of_a_merged_figure_shows_it_beside_its_threshold(
    client, merged, provenance, outcome, suggestion
):
    indicator = IndicatorFactory(parent=merged.criteria[1], code="2.1")
    MergeRuleFactory(criteria_set=merged.criteria_set, code="2.1", rule="SUM")
    ThresholdFactory(requirement=indicator, value=80, provenance=provenance)
    for commune, numbers in zip(merged.communes, ((90, 100), (5, 10)), strict=True):
        cell = CellFactory(commune=commune, requirement=indicator)
        numerator, denominator = numbers
        StatusEntryFactory(cell=cell, numerator=numerator, denominator=denominator)
    client.force_login(merged.office)

    response = client.get(address(merged.new, "gop") + MERGE)

    line = response.context["lines"][-1]
    first, second = (commune.full_name for commune in merged.communes)
    assert line.said == [f"{first}: 90/100 = 90%, đạt", f"{second}: 5/10 = 50%, đạt"]
    assert (line.outcome, line.suggestion) == (outcome, suggestion)
    assert line.reason == "86,36 > 80 (mức chung; 318/QĐ-TTg)"
    assert ("Gợi ý: Đạt" in response.text) == bool(suggestion)


def test_what_the_new_commune_says_already_is_kept(client, merged):
    cell = CellFactory(commune=merged.new, requirement=merged.criteria[0])
    StatusEntryFactory(cell=cell, verdict="NOT_MET", observed_on=FIRST)
    client.force_login(merged.office)

    response = client.get(address(merged.new, "gop") + MERGE)

    assert response.context["lines"][0].outcome == "giữ nguyên: chưa đạt"
    assert "Không có ô nào để ghi" in said(response)[0]


def test_the_day_of_a_merger_is_that_of_the_succession_unless_named(client, merged):
    client.force_login(merged.office)

    assert client.get(address(merged.new, "gop")).context["scope"].day == FIRST


def confirm(client, world: World, user=None, seen: str | None = None):
    client.force_login(world.office)
    shown = client.get(address(world.new, "gop") + MERGE).context["seen"]
    client.force_login(user or world.office)
    return client.post(address(world.new, "gop") + MERGE, {"seen": seen or shown})


def test_the_confirmation_writes_on_the_new_commune(client, merged):
    response = confirm(client, merged)

    assert (response.status_code, response.url) == (302, "/bo-tieu-chi/chuyen-doi/")
    run = CarryOver.objects.get()
    assert (run.merged_set, run.unit, run.day) == (merged.criteria_set, merged.new, FIRST)
    entry = StatusEntry.objects.get(cell__commune=merged.new)
    assert (entry.verdict, entry.cell.requirement) == ("MET", merged.criteria[0])
    assert "Gộp xã, bộ BO-THU" in client.get("/bo-tieu-chi/chuyen-doi/").text


def test_a_confirmation_of_an_old_preview_writes_nothing(client, merged):
    response = confirm(client, merged, seen="khác")

    assert response.status_code == 302
    assert "/gop/" in response.url
    assert not CarryOver.objects.exists()


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_merges(client, merged, who):
    user = getattr(merged, who)

    assert confirm(client, merged, user=user).status_code == 404
    client.force_login(user)
    assert client.get(address(merged.new, "gop") + MERGE).status_code == 404
    assert not CarryOver.objects.exists()


def test_without_predecessors_there_is_nothing_to_merge(client, world):
    client.force_login(world.office)

    response = client.get(address(world.new, "gop") + MERGE)

    assert response.status_code == 422
    assert said(response) == [
        "Chưa ghi xã cũ nào mà Xã Mới kế thừa đến ngày 01/07/2025. Ghi ở trang kế thừa trước."
    ]


def test_a_part_of_a_commune_is_pointed_out(client, world):
    UnitSuccessionFactory(old=world.communes[0], new=world.new, starts_on=FIRST, share_percent=50)
    client.force_login(world.office)

    response = client.get(address(world.new, "gop") + MERGE)

    assert said(response)[0].startswith("Có đơn vị cũ chỉ nhập một phần")


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_costs_the_same_whatever_its_length(
    client, world, items, django_assert_num_queries
):
    for _ in range(items):
        old = CommuneFactory(parent=world.district, valid_to=LAST)
        UnitSuccessionFactory(old=old, new=world.new, starts_on=FIRST)
    client.force_login(world.office)

    with django_assert_num_queries(11):
        response = client.get(address(world.new))

    assert len(response.context["predecessors"]) == items
