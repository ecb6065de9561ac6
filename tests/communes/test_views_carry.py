"""Choosing a mapping, the preview, the confirmation, the runs and their undo."""

import re

import pytest
from django.utils.html import strip_tags

from communes.models import CarryOver, CarryUndo, StatusEntry
from tests.factories.editions import CARRIED_ON, Passage, make_passage
from tests.factories.passing import EditionMappingFactory
from tests.factories.world import person

pytestmark = pytest.mark.django_db
LIST = "/bo-tieu-chi/chuyen-doi/"
PREVIEW = f"{LIST}xem-truoc/"


@pytest.fixture
def passage() -> Passage:
    passage = make_passage()
    passage.say("MET")
    passage.say("NOT_MET", code="2", commune=1)
    return passage


def address(passage: Passage, **more: str) -> str:
    given = {
        "bang": passage.mapping.code,
        "don-vi": passage.world.district.code,
        "ngay": CARRIED_ON.isoformat(),
    } | {name.replace("_", "-"): text for name, text in more.items()}
    return PREVIEW + "?" + "&".join(f"{name}={text}" for name, text in given.items())


def preview(client, passage: Passage, user=None, **more: str):
    client.force_login(user or passage.world.office)
    return client.get(address(passage, **more))


def confirm(client, passage: Passage, *, seen: str | None = None, user=None):
    shown = preview(client, passage)
    client.force_login(user or passage.world.office)
    seen = shown.context["seen"] if seen is None else seen
    return client.post(address(passage), {"seen": seen})


def said(response) -> list[str]:
    found = re.findall(r'<p class="alert[^>]*>(.*?)</p>', response.text, re.DOTALL)
    return [strip_tags(one) for one in found]


def test_the_preview_says_per_commune_what_would_change(client, passage):
    passage.say("NOT_APPLICABLE", new=True, code="4", observed_on=CARRIED_ON)

    context = preview(client, passage).context

    assert [(row.commune, row.written, row.measured, row.kept) for row in context["rows"]] == [
        (passage.world.communes[0], ["1 đạt (từ 1 đạt)"], ["2", "3"], ["4 không áp dụng"]),
        (passage.world.communes[1], ["2 chưa đạt (từ 2 chưa đạt)"], ["1", "3", "4"], []),
    ]
    counts = ("written_count", "measured_count", "kept_count")
    assert [context[name] for name in counts] == [2, 5, 1]
    assert context["dropped"] == ["4"]


def test_the_preview_stores_nothing(client, passage):
    count = StatusEntry.objects.count()

    preview(client, passage)

    assert (StatusEntry.objects.count(), CarryOver.objects.count()) == (count, 0)


def test_the_confirmation_writes_what_the_preview_showed(client, passage):
    response = confirm(client, passage)

    assert (response.status_code, response.url) == (302, LIST)
    run = CarryOver.objects.get()
    assert (run.mapping, run.unit, run.day) == (
        passage.mapping,
        passage.world.district,
        CARRIED_ON,
    )
    assert run.run_by == passage.world.office
    assert said(client.get(LIST)) == ["Đã ghi 2 ô. Dòng cũ giữ nguyên; có thể hoàn tác ở dưới."]


def test_a_confirmation_of_an_old_preview_leads_back_to_a_new_one(client, passage):
    response = confirm(client, passage, seen="khác")

    assert (response.status_code, response.url) == (302, address(passage))
    assert not CarryOver.objects.exists()
    assert said(client.get(response.url)) == [
        "Số liệu đã đổi từ khi bạn mở trang. Xem lại bản xem trước rồi xác nhận lại."
    ]


def test_nothing_to_carry_has_no_button_and_says_so(client):
    passage = make_passage()

    response = preview(client, passage)

    assert "Không có ô nào để ghi theo bảng này." in said(response)
    assert 'name="seen"' not in response.text


def test_confirming_nothing_stores_nothing(client):
    passage = make_passage()

    response = confirm(client, passage)

    assert said(client.get(response.url))[0] == "Không có ô nào để ghi, chưa lưu gì."
    assert not CarryOver.objects.exists()


def test_a_day_on_which_the_new_set_does_not_count_says_so(client, passage):
    response = preview(client, passage, ngay="2026-02-14")

    unit, new_set = passage.world.district.full_name, passage.new_set.name
    (sentence,) = said(response)
    assert sentence == (
        f"Không có xã nào thuộc {unit} áp dụng {new_set} vào ngày 14/02/2026. "
        "Chọn ngày hoặc đơn vị khác."
    )


def test_the_future_is_refused(client, passage):
    response = preview(client, passage, ngay="2999-01-01")

    assert response.status_code == 400
    assert "chưa tới" in said(response)[0]


@pytest.mark.parametrize("name", ["bang", "don_vi"])
def test_what_does_not_exist_is_not_found(client, passage, name):
    assert preview(client, passage, **{name: "khong-co"}).status_code == 404


@pytest.mark.parametrize("name", ["bang", "don_vi"])
def test_nothing_chosen_leads_back_to_the_choice(client, passage, name):
    response = preview(client, passage, **{name: ""})

    assert (response.status_code, response.url) == (302, LIST)


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "neighbour", "stranger"])
def test_only_the_office_previews_and_carries(client, passage, who):
    user = getattr(passage.world, who)
    shown = preview(client, passage)
    client.force_login(user)

    answers = [
        client.get(address(passage)),
        client.post(address(passage), {"seen": shown.context["seen"]}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not CarryOver.objects.exists()


def test_the_office_above_carries_too(client, passage):
    assert confirm(client, passage, user=passage.world.province_office).status_code == 302
    assert CarryOver.objects.get().run_by == passage.world.province_office


@pytest.mark.parametrize(
    ("who", "runs", "buttons"),
    [
        ("office", 1, 1),
        ("province_office", 1, 1),
        ("leader", 1, 0),
        ("reader", 1, 0),
        ("officer", 0, 0),
        ("stranger", 0, 0),
    ],
)
def test_who_sees_the_runs_and_who_may_take_them_back(client, passage, who, runs, buttons):
    confirm(client, passage)
    client.force_login(getattr(passage.world, who))

    response = client.get(LIST)

    assert len(response.context["runs"]) == runs
    assert response.text.count("/hoan-tac/") == buttons


def test_undo_from_the_list(client, passage):
    confirm(client, passage)
    run = CarryOver.objects.get()

    response = client.post(f"{LIST}{run.pk}/hoan-tac/")

    assert (response.status_code, response.url) == (302, LIST)
    shown = client.get(LIST)
    assert said(shown) == [
        "Đã ghi 2 ô. Dòng cũ giữ nguyên; có thể hoàn tác ở dưới.",
        "Đã hoàn tác: rút 2 ô.",
    ]
    assert "/hoan-tac/" not in shown.text
    assert f"{passage.world.office}, " in shown.text


def test_undo_names_what_it_left(client, passage):
    confirm(client, passage)
    passage.say("NOT_MET", new=True, observed_on=CARRIED_ON)
    run = CarryOver.objects.get()
    client.get(LIST)

    client.post(f"{LIST}{run.pk}/hoan-tac/")

    assert said(client.get(LIST)) == [
        "Đã hoàn tác: rút 1 ô.",
        f"1 ô để nguyên vì đã có kết quả mới hơn: {passage.world.communes[0].full_name} 1.",
    ]


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_takes_a_run_back(client, passage, who):
    confirm(client, passage)
    run = CarryOver.objects.get()
    client.force_login(getattr(passage.world, who))

    assert client.post(f"{LIST}{run.pk}/hoan-tac/").status_code == 404
    assert not CarryUndo.objects.exists()


def test_a_run_of_a_unit_above_is_not_the_districts_to_take_back(client, passage):
    run = passage.carry(unit=passage.world.province, by=passage.world.province_office)
    client.force_login(passage.world.office)

    assert list(client.get(LIST).context["runs"]) == []
    assert client.post(f"{LIST}{run.pk}/hoan-tac/").status_code == 404


def test_a_run_that_is_taken_back_twice_is_a_sentence(client, passage):
    confirm(client, passage)
    run = CarryOver.objects.get()
    client.post(f"{LIST}{run.pk}/hoan-tac/")

    response = client.post(f"{LIST}{run.pk}/hoan-tac/")

    assert response.status_code == 422
    assert said(response)[-1] == "Lượt chuyển này đã được hoàn tác trước đó. Tải lại trang để xem."


def test_the_list_offers_the_units_above_communes_to_their_office(client, passage):
    client.force_login(passage.world.province_office)

    units = client.get(LIST).context["units"]

    assert set(units) == {passage.world.province, passage.world.district}


def test_the_list_without_a_mapping_says_so(client, passage):
    passage.mapping.delete()
    client.force_login(passage.world.office)

    assert "Chưa có bảng chuyển đổi nào." in said(client.get(LIST))[0]


def test_an_administrator_carries_nothing(client, passage):
    admin = person("Quản trị", passage.world.district, "OFFICE")
    admin.is_staff = True
    admin.save()
    client.force_login(admin)

    assert client.get(address(passage)).status_code == 404


@pytest.mark.parametrize("communes", [1, 3])
def test_the_preview_costs_the_same_whatever_its_length(
    client, communes, django_assert_num_queries
):
    passage = make_passage(communes=communes)
    for number in range(communes):
        passage.say("MET", commune=number)
    client.force_login(passage.world.office)

    with django_assert_num_queries(22):
        response = client.get(address(passage))

    assert len(response.context["rows"]) == communes


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, items, django_assert_num_queries):
    passage = make_passage()
    for number in range(items):
        passage.say("MET", code=("1", "3", "4")[number])
        CarryOver.objects.create(
            mapping=passage.mapping,
            unit=passage.world.district,
            day=CARRIED_ON,
            run_by=passage.world.office,
        )
    EditionMappingFactory.create_batch(items - 1)
    client.force_login(passage.world.office)

    with django_assert_num_queries(7):
        response = client.get(LIST)

    assert (len(response.context["mappings"]), len(response.context["runs"])) == (items, items)
