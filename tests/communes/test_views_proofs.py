"""The list of required proofs: everybody reads what concerns him, its office keeps it."""

import pytest

from communes.models import RequiredProof, UnitRole
from tests.factories.communes import RequiredProofFactory
from tests.factories.world import World, person

pytestmark = pytest.mark.django_db
PAGE = "/minh-chung/danh-muc/?ngay=2024-01-01&bo=BO-THU"


def line(world: World, name: str = "Biên bản", **more) -> RequiredProof:
    return RequiredProofFactory(
        **({"unit": world.district, "requirement": world.criteria[0], "name": name} | more)
    )


def form(world: World, **more) -> dict:
    asked = {"unit": world.district.pk, "requirement": world.criteria[0].pk, "name": "Ảnh"}
    return asked | more


def retire(proof: RequiredProof) -> str:
    return f"/minh-chung/danh-muc/{proof.pk}/bo/?ngay=2024-01-01&bo=BO-THU"


def names(client) -> list[str]:
    return [one.name for one in client.get(PAGE).context["standing"]]


def test_no_list_is_shipped(client, world):
    client.force_login(world.reader)

    assert "Chưa nhập danh mục minh chứng cho bộ này." in client.get(PAGE).text


def test_the_office_adds_a_line(client, world):
    client.force_login(world.office)

    response = client.post(PAGE, form(world, citation="Công văn 1"))

    made = RequiredProof.objects.get()
    assert (response.status_code, response.url) == (302, PAGE)
    assert (made.unit, made.requirement, made.name, made.citation, made.added_by) == (
        world.district,
        world.criteria[0],
        "Ảnh",
        "Công văn 1",
        world.office,
    )


def test_the_office_corrects_a_line(client, world):
    old = line(world)
    client.force_login(world.office)

    opened = client.get(f"{PAGE}&sua={old.pk}").text
    client.post(PAGE, form(world, name="Biên bản họp", replaces=old.pk))

    assert f'name="replaces" value="{old.pk}"' in opened
    assert 'value="Biên bản"' in opened
    assert RequiredProof.objects.standing().get().replaces == old
    assert "Đã bỏ hoặc đã sửa (1)" in client.get(PAGE).text


def test_the_office_retires_a_line(client, world):
    client.force_login(world.office)

    response = client.post(retire(line(world)), follow=True)

    assert "Đã bỏ “Biên bản” khỏi danh mục." in response.text
    assert names(client) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Tiêu chí 1: chưa ghi tên minh chứng cần có. Ghi tên rồi lưu."),
        ({"name": "Biên bản"}, "Tiêu chí 1: danh mục đã có ‘Biên bản’. Ghi tên khác."),
        ({"requirement": ""}, "Chưa chọn. Chọn một dòng trong danh sách."),
        ({"requirement": "9999"}, "Danh sách đã đổi. Chọn lại một dòng."),
        ({"unit": "abc"}, "Danh sách đã đổi. Chọn lại một dòng."),
        ({"replaces": "9999"}, "Chưa lưu"),
    ],
)
def test_a_refusal_is_a_sentence_and_stores_nothing(client, world, fields, sentence):
    stands = line(world)
    client.force_login(world.office)

    response = client.post(PAGE, form(world, **fields))

    assert response.status_code == 422
    assert sentence in response.text
    assert list(RequiredProof.objects.all()) == [stands]


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "neighbour"])
def test_readers_read(client, world, who):
    there = line(world)
    client.force_login(getattr(world, who))

    assert names(client) == ["Biên bản"]
    assert "Thêm vào danh mục" not in client.get(PAGE).text
    assert client.post(PAGE, form(world)).status_code == 404
    assert client.post(retire(there)).status_code == 404
    assert list(RequiredProof.objects.standing()) == [there]


def test_lists_that_concern_a_person(client, world):
    line(world, "của huyện")
    line(world, "của tỉnh", unit=world.province)
    line(world, "của xã bên", unit=world.communes[1])
    line(world, "của tỉnh khác", unit=world.stranger.unit_roles.get().unit)

    found = {}
    for who in ("office", "officer", "neighbour", "stranger"):
        client.force_login(getattr(world, who))
        found[who] = sorted(names(client))

    assert found == {
        "office": ["của huyện", "của tỉnh"],
        "officer": ["của huyện", "của tỉnh"],
        "neighbour": ["của huyện", "của tỉnh", "của xã bên"],
        "stranger": ["của tỉnh khác"],
    }


@pytest.mark.parametrize("who", ["province_office", "stranger"])
def test_another_offices_line_is_not_there(client, world, who):
    there = line(world)
    client.force_login(getattr(world, who))

    assert client.get(f"{PAGE}&sua={there.pk}").status_code == 404
    assert client.post(retire(there)).status_code == 404
    assert client.post(PAGE, form(world)).status_code == 422
    assert list(RequiredProof.objects.standing()) == [there]


@pytest.mark.parametrize("text", ["abc", "-1", "²", "9" * 400])
def test_no_such_line(client, world, text):
    client.force_login(world.office)

    assert client.get(f"{PAGE}&sua={text}").status_code == 404


def test_an_administrator_keeps_no_list(client, world):
    admin = person("Quản trị", world.district, UnitRole.Role.OFFICE)
    admin.is_staff = True
    admin.save()
    client.force_login(admin)

    assert client.post(PAGE, form(world)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(
    client, world, django_assert_num_queries, count
):
    for number in range(count):
        line(world, f"đang cần {number}")
        line(world, f"đã bỏ {number}", retired_on="2024-01-01", retired_by=world.office)
    client.force_login(world.office)

    with django_assert_num_queries(11):
        client.get(PAGE)
