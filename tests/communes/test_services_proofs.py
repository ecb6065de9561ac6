"""The list of required proofs: lines are added and retired, their words never change."""

import pytest

from communes.models import RequiredProof
from communes.services.proofs import add_required_proof, retire_required_proof
from ntm_portal.lib.refusals import Refused
from tests.factories.world import TODAY, World

pytestmark = pytest.mark.django_db


def add(world: World, name: str = "Biên bản", **more) -> RequiredProof:
    line = {
        "unit": world.district,
        "requirement": world.criteria[0],
        "citation": "",
        "by": world.office,
        "today": TODAY,
    }
    return add_required_proof(name=name, **(line | more))


def refusal(world: World, *args, **more) -> str:
    with pytest.raises(Refused) as caught:
        add(world, *args, **more)
    return caught.value.message


def test_lines_are_numbered_per_requirement(world):
    lines = [
        add(world, "Biên\vbản", citation=" Công văn 1 "),
        add(world, "Quyết định"),
        add(world, "Quyết định", requirement=world.criteria[1]),
        add(world, "Quyết định", unit=world.province),
    ]

    assert [(line.name, line.position) for line in lines] == [
        ("Biên bản", 1),
        ("Quyết định", 2),
        ("Quyết định", 1),
        ("Quyết định", 1),
    ]
    assert (lines[0].citation, lines[0].added_by) == ("Công văn 1", world.office)


@pytest.mark.parametrize(
    ("name", "citation", "sentence"),
    [
        pytest.param(
            " ", "", "Tiêu chí 1: chưa ghi tên minh chứng cần có. Ghi tên rồi lưu.", id="no-words"
        ),
        pytest.param(
            "x" * 301,
            "",
            f"Minh chứng cần có ‘{'x' * 40}…’ dài 301 ký tự, tối đa 300. Viết gọn.",
            id="long-name",
        ),
        pytest.param(
            "Ảnh",
            "x" * 201,
            f"Căn cứ ‘{'x' * 40}…’ dài 201 ký tự, tối đa 200. Viết gọn.",
            id="long-citation",
        ),
        pytest.param(
            "Biên  bản", "", "Tiêu chí 1: danh mục đã có ‘Biên bản’. Ghi tên khác.", id="twice"
        ),
    ],
)
def test_lines_that_are_refused(world, name, citation, sentence):
    stands = add(world)

    assert refusal(world, name, citation=citation) == sentence
    assert list(RequiredProof.objects.all()) == [stands]


def test_a_retired_line_stays_with_who_and_when(world):
    line = add(world)

    retire_required_proof(proof=line, by=world.leader, today=TODAY)

    line.refresh_from_db()
    assert (line.name, line.retired_on, line.retired_by) == ("Biên bản", TODAY, world.leader)
    assert list(RequiredProof.objects.standing()) == []
    assert add(world).position == 2


def test_a_line_is_retired_once(world):
    line = add(world)
    retire_required_proof(proof=line, by=world.office, today=TODAY)

    with pytest.raises(Refused) as caught:
        retire_required_proof(proof=line, by=world.leader, today=TODAY)

    line.refresh_from_db()
    assert caught.value.message == (
        "‘Biên bản’ đã được sửa hoặc bỏ trước đó. Tải lại trang rồi làm lại."
    )
    assert line.retired_by == world.office


def test_a_correction_retires_the_line_and_takes_its_place(world):
    first, _ = add(world), add(world, "Quyết định")

    corrected = add(world, "Biên bản họp", replaces=first)

    first.refresh_from_db()
    assert (first.name, first.retired_on) == ("Biên bản", TODAY)
    assert (corrected.replaces, corrected.position) == (first, 1)


def test_the_citation_alone_can_be_corrected(world):
    first = add(world)

    corrected = add(world, citation="Công văn 2", replaces=first)

    assert list(RequiredProof.objects.standing()) == [corrected]


@pytest.mark.parametrize("wrong", ["requirement", "unit"])
def test_a_correction_stays_in_its_place(world, wrong):
    first = add(world)
    more = (
        {"requirement": world.criteria[1]} if wrong == "requirement" else {"unit": world.province}
    )

    sentence = refusal(world, "Ảnh", replaces=first, **more)

    assert sentence == (
        f"Tiêu chí {2 if wrong == 'requirement' else 1}: không sửa được ‘Biên bản’ sang chỗ khác. "
        "Bỏ dòng cũ rồi thêm dòng mới."
    )
    assert list(RequiredProof.objects.standing()) == [first]


def test_a_correction_that_is_refused_retires_nothing(world):
    first, second = add(world), add(world, "Quyết định")

    refusal(world, "Quyết định", replaces=first)

    assert list(RequiredProof.objects.standing()) == [first, second]


def test_two_corrections_of_one_line(world):
    first = add(world)
    corrected = add(world, "Biên bản họp", replaces=first)

    sentence = refusal(world, "Biên bản khác", replaces=first)

    assert sentence == "‘Biên bản’ đã được sửa hoặc bỏ trước đó. Tải lại trang rồi làm lại."
    assert list(RequiredProof.objects.standing()) == [corrected]
