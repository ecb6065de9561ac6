"""The contents of a plan on pages: who sees what, each kind added, changed, moved, taken away."""

from decimal import Decimal

import pytest

from plans.models import PlanChange
from plans.sections import SECTIONS
from tests.factories.plans import (
    CapitalLineFactory,
    LegalBasisFactory,
    MandateFactory,
    NarrativeFactory,
    ObjectiveFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGroupFactory,
    VillageGoalFactory,
)
from tests.plans.parts import KINDS, sound_forms

pytestmark = pytest.mark.django_db

PAGE = "/ke-hoach/ke-hoach/noi-dung/"


@pytest.fixture
def plan(world):
    plan = PlanFactory(
        code="ke-hoach", unit=world.district, criteria_set=world.criteria_set, status="DRAFT"
    )
    for commune in world.communes:
        PlanCommuneFactory(plan=plan, commune=commune)
    return plan


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def add(office, plan, section, **others):
    return office.post(f"{PAGE}{section}/them/", sound_forms(plan)[section] | others)


def only(plan, kind):
    return SECTIONS[kind].model.objects.get(plan=plan)


def stored(plan) -> tuple:
    counts = [section.model.objects.filter(plan=plan).count() for section in SECTIONS.values()]
    return *counts, PlanChange.objects.count()


def test_every_kind_has_a_form_here():
    assert tuple(SECTIONS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_is_added_and_stands_on_the_page(office, plan, kind):
    response = add(office, plan, kind)

    part = only(plan, kind)
    assert (response.status_code, response.url) == (302, f"{PAGE}#{kind}-{part.pk}")
    assert PlanChange.objects.get().what == part.what
    page = office.get(PAGE)
    assert f'id="{kind}-{part.pk}"' in page.text
    assert f"Đã thêm {SECTIONS[kind].one}." in page.text


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_shows_what_it_stored_and_stores_it_again_unchanged(office, plan, kind):
    add(office, plan, kind)
    part = only(plan, kind)
    page = office.get(f"{PAGE}{kind}/{part.pk}/")
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    response = office.post(f"{PAGE}{kind}/{part.pk}/", sent | {"seen": part.version})

    assert response.status_code == 302
    assert (str(only(plan, kind)), PlanChange.objects.count()) == (str(part), 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_is_taken_away_after_a_look_at_it(office, plan, kind):
    add(office, plan, kind)
    part = only(plan, kind)
    address = f"{PAGE}{kind}/{part.pk}/bo/"

    assert office.get(address).context["words"] != ""
    response = office.post(address, {"seen": part.version})

    assert (response.status_code, response.url) == (302, f"{PAGE}#{kind}")
    assert stored(plan) == (0, 0, 0, 0, 0, 0, 0, 2)


def test_a_narrative_keeps_its_paragraphs_and_loses_what_nobody_sees(office, plan):
    add(office, plan, "noi-dung", text="Đoạn một.\r\n\r\n- gạch\x0bđầu dòng\u200b\r\nĐoạn hai.")

    assert only(plan, "noi-dung").text == "Đoạn một.\n\n- gạch\nđầu dòng\nĐoạn hai."
    assert "<p>Đoạn một.</p>" in office.get(PAGE).text


def test_lines_follow_each_other_on_one_form(office, plan):
    response = add(office, plan, "can-cu", more="1")

    assert (response.status_code, response.url) == (302, f"{PAGE}can-cu/them/")
    assert plan.legal_bases.count() == 1


def test_a_line_moves_up_and_down(office, plan):
    first = LegalBasisFactory(plan=plan, text="một", position=1)
    second = LegalBasisFactory(plan=plan, text="hai", position=2)

    response = office.post(f"{PAGE}can-cu/{second.pk}/len/")

    assert response.url == f"{PAGE}#can-cu-{second.pk}"
    assert list(plan.legal_bases.values_list("text", flat=True)) == ["hai", "một"]
    office.post(f"{PAGE}can-cu/{second.pk}/xuong/")
    assert list(plan.legal_bases.all()) == [first, second]


def test_a_source_moves_among_the_parts_of_its_own_source(office, plan):
    above = CapitalLineFactory(plan=plan, label="Ngân sách", position=1)
    first = CapitalLineFactory(plan=plan, label="Trung ương", parent=above, position=2)
    CapitalLineFactory(plan=plan, label="Tín dụng", position=3)
    second = CapitalLineFactory(plan=plan, label="Tỉnh", parent=above, position=4)

    office.post(f"{PAGE}von/{second.pk}/len/")

    def labels() -> list[str]:
        lines = dict(office.get(PAGE).context["sections"])[SECTIONS["von"]]
        return [line.part.label for line in lines]

    assert labels() == ["Ngân sách", "Tỉnh", "Trung ương", "Tín dụng"]
    office.post(f"{PAGE}von/{first.pk}/xuong/")
    assert labels() == ["Ngân sách", "Tỉnh", "Trung ương", "Tín dụng"]


def test_money_shows_what_its_parts_come_to(office, plan):
    above = CapitalLineFactory(plan=plan, label="Ngân sách", amount=100)
    CapitalLineFactory(plan=plan, parent=above, amount=Decimal("60.5"))
    CapitalLineFactory(plan=plan, parent=above, amount=Decimal("39.4"))

    page = office.get(PAGE)

    lines = dict(page.context["sections"])[SECTIONS["von"]]
    assert [(line.depth, line.written_sum, line.adds_up) for line in lines] == [
        (0, "99,9", False),
        (1, "", True),
        (1, "", True),
    ]
    assert "Cộng các nguồn bên dưới: 99,9" in page.text


BAD = {
    "a-share-over-100": ("von", {"share": "100,1"}, "share", "‘100,1’ quá 100 %"),
    "an-amount-of-two-readings": ("von", {"amount": "1.234"}, "amount", "đọc được hai cách"),
    "an-amount-in-words": ("von", {"amount": "khoảng 5 tỷ"}, "amount", "không phải một số"),
    "money-below-nothing": ("von", {"amount": "-1"}, "amount", "không phải một số"),
    "no-amount": ("von", {"amount": ""}, "amount", "bắt buộc"),
    "a-year-outside": ("thon", {"year": "2025"}, "year", "Năm 2025 nằm ngoài kế hoạch 2024"),
    "half-a-village": ("thon", {"count": "1,5"}, "count", "không phải số nguyên"),
    "a-name-for-two": ("thon", {"count": "2"}, "count", "số lượng phải là 1"),
    "nothing-to-say": (
        "chi-tieu",
        {"kind": "OTHER", "total": "", "share": ""},
        "text",
        "ít nhất một con số",
    ),
    "no-criterion": ("chi-tieu", {"requirement": ""}, "requirement", "Chọn tiêu chí"),
    "a-tier-left-out": ("chi-tieu", {"kind": "TIER"}, "tier", "Chọn cấp độ"),
    "a-band-upside-down": (
        "chi-tieu",
        {"kind": "BAND", "lowest": "9", "highest": "5"},
        "highest",
        "5 nhỏ hơn 9",
    ),
    "a-range-upside-down": (
        "chi-tieu",
        {"value_from": "11,5", "value_to": "11"},
        "value_to",
        "11 nhỏ hơn 11,5",
    ),
    "too-many-communes": ("chi-tieu", {"total": "32768"}, "total", "không phải số nguyên"),
    "no-criterion-is-mandatory": (
        "bat-buoc",
        {"requirement": "999999999"},
        "requirement",
        "Hãy chọn",
    ),
    "an-empty-basis": ("can-cu", {"text": " \n "}, "text", "bắt buộc"),
    "no-heading": ("noi-dung", {"heading": ""}, "heading", "bắt buộc"),
    "a-group-without-name": ("nhom-xa", {"name": ""}, "name", "bắt buộc"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_answered_beside_its_field_and_nothing_is_stored(office, plan, case):
    kind, others, field, sentence = BAD[case]

    response = add(office, plan, kind, **others)

    assert response.status_code == 422
    assert sentence in response.context["form"].errors[field][0]
    assert response.context["form"].errors[field][0] in response.context["form"][field].errors
    assert stored(plan) == (0,) * 8


def test_what_belongs_to_another_plan_is_not_taken(office, plan):
    foreign = PlanFactory(unit=plan.unit, criteria_set=plan.criteria_set, status="DRAFT")
    wrong = {
        "thon": {"row": PlanCommuneFactory(plan=foreign).pk},
        "bat-buoc": {"group": PlanGroupFactory(plan=foreign).pk},
        "von": {"parent": CapitalLineFactory(plan=foreign).pk},
        "nhom-xa": {"members": [PlanCommuneFactory(plan=foreign).pk]},
    }

    answers = {kind: add(office, plan, kind, **others) for kind, others in wrong.items()}

    assert {kind: list(one.context["form"].errors) for kind, one in answers.items()} == {
        "thon": ["row"],
        "bat-buoc": ["group"],
        "von": ["parent"],
        "nhom-xa": ["members"],
    }
    assert stored(plan) == (0,) * 8


def test_two_people_change_one_line(office, world, plan):
    basis = LegalBasisFactory(plan=plan, text="như cũ")
    office.post(f"{PAGE}can-cu/{basis.pk}/", {"text": "của người nhanh", "seen": 1})

    response = office.post(f"{PAGE}can-cu/{basis.pk}/", {"text": "của người chậm", "seen": 1})

    assert response.status_code == 409
    assert "của người nhanh" in response.text
    assert "Văn phòng huyện đã đổi lúc" in response.text
    assert response.context["form"]["text"].value() == "của người chậm"
    assert plan.legal_bases.get().text == "của người nhanh"
    again = {"text": "của người chậm", "seen": response.context["seen"]}
    assert office.post(f"{PAGE}can-cu/{basis.pk}/", again).status_code == 302
    assert plan.legal_bases.get().text == "của người chậm"


def test_a_conflict_names_the_boxes_that_differ(office, world, plan):
    sent = sound_forms(plan)["nhom-xa"]
    group = PlanGroupFactory(plan=plan, name=sent["name"], members=list(plan.rows.all()))
    office.post(f"{PAGE}nhom-xa/{group.pk}/", sent | {"stated_count": "21", "seen": 1})

    response = office.post(f"{PAGE}nhom-xa/{group.pk}/", sent | {"seen": 1})

    assert response.status_code == 409
    assert "Khác điều đang ghi ở ô: <strong>Số xã như in</strong>." in response.text


def test_line_ends_of_a_browser_are_no_difference(office, plan):
    part = NarrativeFactory(plan=plan, heading="I", text="một\nhai")
    office.post(f"{PAGE}noi-dung/{part.pk}/", {"heading": "II", "text": "một\r\nhai", "seen": 1})

    sent = {"heading": "I", "text": "một\r\nhai", "seen": 1}
    response = office.post(f"{PAGE}noi-dung/{part.pk}/", sent)

    assert response.context["differing"] == ["Đề mục"]


def test_two_people_change_two_lines(office, plan):
    first, second = LegalBasisFactory(plan=plan), LegalBasisFactory(plan=plan)

    answers = [
        office.post(f"{PAGE}can-cu/{one.pk}/", {"text": f"mới {number}", "seen": 1}).status_code
        for number, one in enumerate((first, second))
    ]

    assert answers == [302, 302]
    assert list(plan.legal_bases.values_list("text", flat=True)) == ["mới 0", "mới 1"]


def test_what_was_typed_for_a_line_that_is_gone_is_offered_as_a_new_one(office, plan):
    basis = LegalBasisFactory(plan=plan)
    address = f"{PAGE}can-cu/{basis.pk}/"
    office.post(f"{address}bo/", {"seen": 1})

    response = office.post(address, {"text": "đã gõ", "seen": 1})

    assert response.status_code == 409
    assert f'action="{PAGE}can-cu/them/"' in response.text
    assert "Chưa lưu: dòng này vừa được người khác bỏ khỏi kế hoạch." in response.text
    assert "đã gõ" in response.text
    assert office.get(address).status_code == 404
    for deed in ("bo", "len", "xuong"):
        assert office.post(f"{address}{deed}/", {"seen": 1}).status_code == 302
    assert "Dòng này vừa được người khác bỏ." in office.get(PAGE).text


def test_a_line_that_changed_meanwhile_is_not_taken_away(office, plan):
    basis = LegalBasisFactory(plan=plan, text="như cũ")
    office.post(f"{PAGE}can-cu/{basis.pk}/", {"text": "mới hơn", "seen": 1})

    response = office.post(f"{PAGE}can-cu/{basis.pk}/bo/", {"seen": 1})

    assert response.status_code == 409
    assert "mới hơn" in response.text
    assert plan.legal_bases.count() == 1


def test_what_others_hang_on_stays_with_a_sentence(office, world, plan):
    group = PlanGroupFactory(plan=plan)
    MandateFactory(plan=plan, group=group, requirement=world.criteria[0])

    response = office.post(f"{PAGE}nhom-xa/{group.pk}/bo/", {"seen": 1})

    assert response.status_code == 422
    assert "còn được dùng ở" in response.text
    assert plan.groups.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_signed_plan_says_so_and_keeps_what_was_typed(office, plan, kind):
    form = sound_forms(plan)[kind]
    plan.status = "SIGNED"
    plan.save()

    page, response = office.get(f"{PAGE}{kind}/them/"), office.post(f"{PAGE}{kind}/them/", form)

    assert (page.status_code, response.status_code) == (422, 422)
    assert "đã ký, không sửa được nữa" in page.text
    assert "đã ký, không sửa được nữa" in response.context["form"].non_field_errors()[0]
    assert stored(plan) == (0,) * 8


@pytest.mark.parametrize("deed", ["bo", "len", "xuong"])
def test_a_signed_plan_loses_and_moves_nothing(office, plan, deed):
    basis = LegalBasisFactory(plan=plan)
    LegalBasisFactory(plan=plan)
    plan.status = "SIGNED"
    plan.save()

    response = office.post(f"{PAGE}can-cu/{basis.pk}/{deed}/", {"seen": 1})

    assert response.status_code == 422
    assert "đã ký, không sửa được nữa" in response.text
    assert plan.legal_bases.first() == basis


@pytest.mark.parametrize("who", ["leader", "reader", "province_office"])
def test_who_reads_the_contents(client, world, plan, who):
    LegalBasisFactory(plan=plan, text="Nghị quyết 20")
    client.force_login(getattr(world, who))

    page = client.get(PAGE)

    assert "Nghị quyết 20" in page.text
    assert page.context["may_edit"] is (who == "province_office")
    assert ("/can-cu/them/" in page.text) is (who == "province_office")


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_writes(client, world, plan, who):
    basis = LegalBasisFactory(plan=plan)
    client.force_login(getattr(world, who))
    form = sound_forms(plan)["can-cu"]

    addresses = (
        f"{PAGE}thong-tin/",
        f"{PAGE}can-cu/them/",
        f"{PAGE}can-cu/{basis.pk}/",
        f"{PAGE}can-cu/{basis.pk}/bo/",
        f"{PAGE}can-cu/{basis.pk}/len/",
    )

    assert {client.post(one, form | {"seen": 1}).status_code for one in addresses} == {404}
    assert stored(plan) == (1, 0, 0, 0, 0, 0, 0, 0)


def test_a_line_of_another_plan_or_kind_is_not_there(office, world, plan):
    other = LegalBasisFactory(plan=PlanFactory(unit=world.district, status="DRAFT"))

    assert office.get(f"{PAGE}can-cu/{other.pk}/").status_code == 404
    assert office.get(f"{PAGE}khong-co/them/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(office, world, plan, count, django_assert_num_queries):
    above = CapitalLineFactory(plan=plan)
    for criterion in world.criteria[:count]:
        group = PlanGroupFactory(plan=plan, members=plan.rows.all())
        LegalBasisFactory(plan=plan)
        NarrativeFactory(plan=plan)
        ObjectiveFactory(plan=plan, requirement=criterion, group=group)
        MandateFactory(plan=plan, requirement=criterion, group=group)
        VillageGoalFactory(plan=plan, row=plan.rows.first(), name="Ngã Ba", count=1)
        CapitalLineFactory(plan=plan, parent=above)

    with django_assert_num_queries(14):
        page = office.get(PAGE)

    counts = [len(lines) for _, lines in page.context["sections"]]
    assert counts == [count] * 6 + [count + 1]
