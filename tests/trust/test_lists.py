"""Lists are open to everybody who signs in, and show each person only what is theirs."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from communes.models import CarryOver, RequiredProof
from tests.trust.doors import DOORS
from tests.trust.doors_accounts import ACCOUNTS
from tests.trust.doors_decisions import CONCERNED, OF_PROVINCE
from tests.trust.doors_imports import MAKER
from tests.trust.knocking import Visitors
from tests.trust.lines import (
    AGENCIES,
    RECEIVES_PLAN,
    SEES_COMMUNE,
    SEES_DISTRICT,
    SIGNED_IN,
)
from tests.trust.scene import Scene

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
SCOPE = "?ngay={day}&bo={set}"


@dataclass(frozen=True)
class Shown:
    """mark: what stands on the page when an object does; state: of it, as in `scene`."""

    address: str
    mark: Callable[[Scene, str], str]
    who: frozenset[str]
    state: str = ""


def address_of(kind: str) -> Callable[[Scene, str], str]:
    """A link to the object: "/xa/90001/"."""
    paths = {
        "commune": "/xa/{}/",
        "plan": "/ke-hoach/{}/",
        "decision": "/bo-tieu-chi/quyet-dinh/{}/",
        "agency": "/co-quan/{}/",
        "duty": "/viec/{}/",
        "import": "/nhap-lieu/{}/",
    }
    return lambda scene, state: paths[kind].format(named(scene, kind, state))


def named(scene: Scene, kind: str, state: str) -> str:
    return scene.names[f"{kind}/{state}" if state else kind]


def of_unit(scene: Scene, state: str) -> str:
    return CarryOver.objects.get(pk=named(scene, "run", state)).unit.full_name


def line_of_list(scene: Scene, state: str) -> str:
    return f"{RequiredProof.objects.get(pk=named(scene, 'proof', state)).name}<"


def own_report(scene: Scene, state: str) -> str:
    """The link of the list, with its state: of an agency, of a "commune", of a "foreign" agency."""
    cycle = named(scene, "cycle", state if state == "foreign" else "")
    return f'"/bao-cao/{cycle}/{named(scene, "reporter", state)}/"'


def reported_plan(scene: Scene, state: str) -> str:
    return f'"/ke-hoach/{named(scene, "reported plan", state)}/bao-cao/"'


def choice_of_plan(scene: Scene, state: str) -> str:
    return f'<option value="{named(scene, "plan", state)}"'


CHOICE = choice_of_plan
DUTIES = "/viec/"
COMMUNE, PLAN, DECISION = map(address_of, ("commune", "plan", "decision"))
AGENCY, DUTY, IMPORT = map(address_of, ("agency", "duty", "import"))
# An office asks the communes below it: its list is read there, not by the offices above.
ASKED = SEES_DISTRICT - {"province_office"} | {"officer", "neighbour"}
LISTS = {
    "board": Shown(f"/bang-tieu-chi/{SCOPE}", COMMUNE, SEES_COMMUNE),
    "communes": Shown(f"/xa/{SCOPE}", COMMUNE, SEES_COMMUNE),
    "recognitions": Shown(f"/cong-nhan/{SCOPE}", COMMUNE, SEES_COMMUNE),
    "disagreements": Shown(f"/lech/{SCOPE}", COMMUNE, SEES_COMMUNE),
    "reviews": Shown(f"/tham-tra/{SCOPE}", COMMUNE, SEES_COMMUNE),
    "proofs": Shown(f"/minh-chung/danh-muc/{SCOPE}", line_of_list, ASKED),
    "decisions": Shown("/bo-tieu-chi/quyet-dinh/", DECISION, CONCERNED),
    "decisions, withdrawn": Shown(
        "/bo-tieu-chi/quyet-dinh/", DECISION, CONCERNED, state="withdrawn"
    ),
    "decisions of the province": Shown(
        "/bo-tieu-chi/quyet-dinh/", DECISION, OF_PROVINCE, state="of province"
    ),
    "agencies": Shown("/co-quan/?don-vi={district}", AGENCY, SEES_DISTRICT),
    "runs": Shown("/bo-tieu-chi/chuyen-doi/", of_unit, SEES_DISTRICT),
    "drafts": Shown("/ke-hoach/", PLAN, SEES_DISTRICT, state="DRAFT"),
    "signed plans": Shown("/ke-hoach/", PLAN, RECEIVES_PLAN, state="SIGNED"),
    "reports of one's agency": Shown("/bao-cao/", own_report, AGENCIES),
    "reports of one's commune": Shown(
        "/bao-cao/", own_report, frozenset({"officer"}), state="commune"
    ),
    "plans with reports": Shown("/bao-cao/", reported_plan, SEES_DISTRICT),
    "home, drafts": Shown("/", CHOICE, SEES_DISTRICT, state="DRAFT"),
    "home, signed plans": Shown("/", CHOICE, RECEIVES_PLAN, state="SIGNED"),
    "duties of drafts": Shown(DUTIES, DUTY, SEES_DISTRICT, state="DRAFT"),
    "duties of signed plans": Shown(DUTIES, DUTY, RECEIVES_PLAN, state="SIGNED"),
    "imports": Shown("/nhap-lieu/", IMPORT, MAKER),
    "overview": Shown("/viec/tong-quan/", CHOICE, SEES_DISTRICT, state="SIGNED"),
}
OF_LAW = {"bo-tieu-chi/"}  # the same for everybody


def readers(visitors: Visitors, shown: Shown) -> tuple[set[str], set[str]]:
    """Who of the thirteen finds the district's object on the page, who the one far away."""
    states = shown.state, "foreign, signed" if shown.state == "SIGNED" else "foreign"
    own, foreign = (shown.mark(visitors.scene, state) for state in states)
    address = shown.address.format(**visitors.scene.names)
    pages = {one: visitors.browser(one).get(address).text for one in SIGNED_IN}
    return (
        {one for one, page in pages.items() if own in page},
        {one for one, page in pages.items() if foreign in page},
    )


@pytest.mark.parametrize("shown", LISTS.values(), ids=LISTS)
def test_a_list_shows_each_person_what_is_theirs(visitors, shown):
    assert readers(visitors, shown) == (shown.who, set())


def test_every_list_is_in_the_table():
    lists = {door.url for door in DOORS if door.get and not door.parts and not door.named}

    known = {shown.address.partition("?")[0].removeprefix("/") for shown in LISTS.values()}
    of_oneself = {"dang-nhap/", "tai-khoan/nhac-viec/"} | {door.url for door in ACCOUNTS}
    of_oneself |= {"bang-tieu-chi/bieu-mau/"}  # a form to fill: tests of its own read it
    of_oneself &= lists
    assert lists - known == OF_LAW | of_oneself | {"ke-hoach/moi/", "nhat-ky/"}
