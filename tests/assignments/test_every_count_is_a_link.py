"""Every number on the pages of work leads to a list of exactly that many lines, for everybody."""

import re
from html.parser import HTMLParser

import pytest

from tests.assignments.work import QUERY, fill_duties, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
WHO = ["office", "leader", "officer", "head", "stranger"]
OTHERS = ["reader", "neighbour", "province_office", "member", "other_head"]
PAGES = [
    "/{day}",
    "/{day}&nhom=xa",
    "/{day}&nhom=tieu-chi",
    "/{day}&ke-hoach=ke-hoach",
    "/",
    "/viec/tong-quan/{day}",
    "/viec/tong-quan/",
    "/viec/co-quan/{agency}/{day}&tat-ca=1",
]


class Links(HTMLParser):
    """(address, text) of every link whose text holds a number, outside of rows of lists."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.address = ""
        self.text = ""

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.address, self.text = dict(attrs).get("href", ""), ""

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag == "a" and self.address:
            self.found.append((self.address, " ".join(self.text.split())))
            self.address = ""


# "12", "12 quá hạn", "Xem cả 12 việc", "Xã Bình An: 3 dòng chờ thẩm tra", "3 chưa nộp"
COUNT = re.compile(r"(?:|Xem cả |.+: )(\d[\d.]*)(?:| \D+)")
LISTS = ("/viec/?", "/xa/", "/ke-hoach/")


def counts_on(page: str) -> list[tuple[str, int]]:
    links = Links()
    links.feed(page)
    return [
        (address, int(count[1].replace(".", "")))
        for address, text in links.found
        if address.startswith(LISTS) and (count := COUNT.fullmatch(text))
        if "đạt tiêu chí" not in text  # the title of a target is no count
    ]


def length_of(client, address: str) -> int:
    """How many lines the list has, on all of its pages."""
    response = client.get(address)
    assert response.status_code == 200, address
    if address.startswith("/viec/?"):
        page = response.context["page"]
        further = range(2, page.paginator.num_pages + 1)
        pages = [client.get(f"{address}&trang={number}") for number in further]
        lines = sum(len(one.context["lines"]) for one in (response, *pages))
        assert lines == response.context["count"]
        return lines
    if "tien-do" in address:
        return len(response.context["cells"])
    return len(response.context["rows"])


@pytest.mark.parametrize(
    "who", [*WHO, *(pytest.param(one, marks=pytest.mark.long) for one in OTHERS)]
)
def test_every_count_equals_its_list(client, who):
    world = fill_duties(make_work())
    client.force_login(getattr(world, who))
    wrong, lengths = {}, {}

    for template in PAGES:
        address = template.format(day=QUERY, agency=world.agency.pk)
        response = client.get(address)
        assert response.status_code in (200, 404)
        for link, count in counts_on(response.text) if response.status_code == 200 else ():
            if link not in lengths:
                lengths[link] = length_of(client, link)
            if lengths[link] != count:
                wrong[address, link] = (count, lengths[link])

    assert wrong == {}
    assert len(lengths) >= (0 if who == "stranger" else 12)


def test_the_sweep_finds_the_numbers(client):
    world = fill_duties(make_work())
    client.force_login(world.office)

    found = counts_on(client.get(f"/{QUERY}").text)

    assert {"/viec/?ngay=2024-06-14&muc=qua-han&cua=toi"} <= {address for address, _ in found}
    assert any("/tham-tra/" in address for address, _ in found)
    assert sum(count for _, count in found) > 30
