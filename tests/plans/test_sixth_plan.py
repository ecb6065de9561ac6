"""A plan that no seed knows: a small made-up district, entered through the pages alone."""

from decimal import Decimal

import pytest

from plans.models import Plan
from reports.appendices import APPENDICES
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.world import World, make_world

pytestmark = pytest.mark.django_db

PLAN = "/ke-hoach/thu-2025/"


@pytest.fixture
def world() -> World:
    """Three communes and five criteria; before the plan begins the first commune met two."""
    world = make_world(communes=3, criteria=5)
    for criterion in world.criteria[:2]:
        cell = CellFactory(commune=world.communes[0], requirement=criterion)
        StatusEntryFactory(cell=cell)
    return world


class Office:
    """The district's office at its browser: it only knows what the pages show."""

    def __init__(self, client, world) -> None:
        client.force_login(world.office)
        self.client, self.world = client, world

    def send(self, address: str, **fields) -> str:
        """Open the page, send its form with these fields; returns where it leads."""
        page = self.client.get(address)
        form = page.context.get("form")
        seen = page.context.get("seen")
        sent = {} if form is None else {one.name: one.value() for one in form}
        sent = {name: value for name, value in sent.items() if value is not None}
        if sent.get("signed_on"):
            sent["signed_on"] = form.fields["signed_on"].prepare_value(sent["signed_on"])
        answer = self.client.post(address, sent | fields | ({"seen": seen} if seen else {}))
        assert answer.status_code == 302, answer.context["form"].errors
        return answer.url

    def choice(self, address: str, field: str, words: str) -> str:
        """The value behind these words in a list of the form."""
        choices = self.client.get(address).context["form"].fields[field].choices
        (value,) = {str(value) for value, label in choices if words in str(label)}
        return value

    def enter_the_plan(self) -> None:
        made = self.send(
            "/ke-hoach/moi/",
            title="Kế hoạch thử năm 2025",
            code="thu-2025",
            first_year="2025",
            baseline_on="01/01/2025",
        )
        assert made == f"{PLAN}noi-dung/"
        self.send(f"{PLAN}noi-dung/thong-tin/", number="5/KH-UBND", signer="Người ký thử")
        self.enter_words()
        self.enter_money()
        self.enter_communes()

    def enter_words(self) -> None:
        address = f"{PLAN}noi-dung/{{}}/them/".format
        self.send(address("can-cu"), text="Nghị quyết thử")
        self.send(address("noi-dung"), heading="I. MỤC ĐÍCH", text="Một.\n\nHai.")
        name = self.world.communes[2].full_name
        member = self.choice(address("nhom-xa"), "members", name)
        self.send(address("nhom-xa"), name="Xã điểm", members=[member], stated_count="1")
        group = self.choice(address("bat-buoc"), "group", "Xã điểm")
        criterion = self.choice(address("bat-buoc"), "requirement", "3. ")
        self.send(address("bat-buoc"), requirement=criterion, group=group)
        self.send(
            address("chi-tieu"), kind="CRITERION", requirement=criterion, total="1", share="33,33"
        )
        self.send(address("thon"), kind="GARDEN", action="BUILD", year="2025", count="4")

    def enter_money(self) -> None:
        address = f"{PLAN}noi-dung/von/them/"
        self.send(address, label="Ngân sách", amount="1.234,5")
        above = self.choice(address, "parent", "Ngân sách")
        self.send(address, label="Ngân sách huyện", amount="1.000,5", parent=above)
        self.send(address, label="Ngân sách xã", amount="234", parent=above)

    def enter_communes(self) -> None:
        first, second, third = (commune.code for commune in self.world.communes)
        self.send(f"{PLAN}cac-xa/{second}/bo/")
        self.send(f"{PLAN}cac-xa/{third}/", position="1", printed_name="Xã Thử")
        targets = {first: [3], third: [1, 2]}
        for code, numbers in targets.items():
            years = {f"year-{tier}": "2025" for tier in ("BASIC", "ADVANCED", "MODEL", "MODERN")}
            ticks = [str(self.world.criteria[number - 1].pk) for number in numbers]
            goal = {"action-BASIC": "BUILD"} if code == third else {}
            self.send(f"{PLAN}xa/{code}/", targets=ticks, **years, **goal)


def test_it_is_printed_as_it_was_entered(client, world):
    Office(client, world).enter_the_plan()

    answer = client.get(f"{PLAN}phu-luc/phu-luc-02/?format=json").json()

    first = world.communes[0].full_name
    assert [row["cells"] for row in answer["rows"]] == [
        ["1", "Xã Thử", "0", "", "2", "1,2\nXây dựng xã nông thôn mới", "2"],
        ["2", first, "2", "1,2", "1", "3", "3"],
        ["Cộng toàn huyện", "", "2", "", "3", "", "5"],
        ["Tỷ lệ đạt bình quân tiêu chí/xã", "", "1,00", "", "", "", "2,50"],
    ]


@pytest.mark.skipif("nguon-von" not in APPENDICES, reason="printed once the portal has it")
def test_its_money_is_printed(client, world):
    Office(client, world).enter_the_plan()

    page = client.get(f"{PLAN}phu-luc/nguon-von/")

    assert page.status_code == 200
    for words in ("Ngân sách huyện", "1.234,5", "1.000,5", "234"):
        assert words in page.text


def test_everything_is_stored_and_told(client, world):
    Office(client, world).enter_the_plan()

    plan = Plan.objects.get()
    assert (plan.number, plan.signer, plan.years) == ("5/KH-UBND", "Người ký thử", "2025")
    assert [str(one) for one in plan.mandates.all()] == ["Tiêu chí 3: Xã điểm"]
    assert sum(line.amount for line in plan.capital_lines.filter(parent=None)) == Decimal("1234.5")
    assert [row.name for row in plan.rows.all()] == ["Xã Thử", world.communes[0].full_name]
    assert set(plan.changes.values_list("what", flat=True)) >= {
        "Lập kế hoạch",
        "Số, ký hiệu",
        "Căn cứ",
        "Nội dung",
        "Nhóm xã",
        "Tiêu chí bắt buộc",
        "Chỉ tiêu",
        "Nguồn vốn",
        "Các xã",
        "Tên như in",
        "STT",
        "Tiêu chí 3",
        "Mục tiêu cấp độ",
    }
