"""Every text that comes from outside, swept with what nobody types by mistake.

Whatever it is, the answer is a page or a sentence, never an error of the server, and what is
refused leaves no trace.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse

from assignments.services.measures import measure_version
from plans.services.facts import facts_version
from tests.factories.communes import (
    CellFactory,
    CommuneFactory,
    EvidenceFactory,
    SetAdoptionFactory,
)
from tests.factories.criteria import CriteriaSetFactory, IndicatorFactory
from tests.factories.decisions import decide, new_level
from tests.factories.findings import MeasureFactory
from tests.factories.passing import EditionMappingFactory, UnitSuccessionFactory
from tests.factories.plans import CapitalLineFactory, PlanCommuneFactory, PlanFactory
from tests.factories.recognition import RecognitionFactory
from tests.factories.reviews import AssessmentFactory
from tests.factories.world import World, make_world
from tests.hostile_accounts import ACCOUNT_FORMS, ACCOUNT_GUESSES, ACCOUNT_QUERIES
from tests.hostile_agencies import (
    AGENCY_FORMS,
    AGENCY_QUERIES,
    HANDED_SAVE,
    add_agencies,
    agency_names,
)
from tests.hostile_duties import DUTY_FORMS, DUTY_QUERIES, add_duties, duty_names
from tests.hostile_forms import FORM_QUERIES
from tests.hostile_imports import IMPORT_FORMS, IMPORT_QUERIES, add_imports, import_names
from tests.hostile_plans import PLAN_FORMS
from tests.hostile_reports import REPORT_FORMS, REPORT_QUERIES, add_reports, report_names
from tests.hostile_values import NUMBERS, ON_POSTGRESQL, ON_SQLITE, VALUES, tried
from tests.hostile_work import WORK_FORMS, WORK_QUERIES, add_work, work_names
from tests.pages import read_out
from tests.traces import snapshot, undone, watched

pytestmark = pytest.mark.django_db

EVERY = [pytest.param(False, id="share"), pytest.param(True, id="all", marks=pytest.mark.long)]

FILTERS = ("ngay", "bo", "don-vi", "trang-thai", "tieu-chi", "tim", "tai")
COMMUNE, CELL = "/xa/{commune}/", "/xa/{commune}/lich-su/{criterion}/"
RECOGNITIONS = "/xa/{commune}/cong-nhan/"
REVOKE, VOID = f"{RECOGNITIONS}{{recognition}}/thu-hoi/", f"{RECOGNITIONS}{{recognition}}/ghi-nham/"
EVIDENCE, PROOFS = "/xa/{commune}/minh-chung/", "/minh-chung/danh-muc/"
EDITIONS, SUCCESSION = "/xa/{commune}/hai-bo/", "/xa/{commune}/ke-thua/"
MERGE, PREVIEW = "/xa/{commune}/gop/", "/bo-tieu-chi/chuyen-doi/xem-truoc/"
SHEET, SHEET_SAVE = "/xa/{commune}/chi-tieu/", "/xa/{commune}/chi-tieu/luu/"
REVIEW = "/xa/{commune}/tham-tra/"
ROW = "/ke-hoach/mot-xa/xa/{commune}/"
FINDING, MEASURES = f"{ROW}chi-tieu/{{indicator}}/", f"{ROW}giai-phap/"
BOARD_SAVE, TARGETS_SAVE = "/bang-tieu-chi/luu/", "/ke-hoach/ke-hoach/luu/"
LETTER = "/nhac-viec/cong-van/"
DECISIONS, DECIDE = "/bo-tieu-chi/quyet-dinh/", "/bo-tieu-chi/quyet-dinh/nhap/"
QUERIES = {
    "/bang-tieu-chi/": FILTERS,
    "/xa/": FILTERS,
    COMMUNE: ("ngay", "bo", "trang-thai"),
    CELL: ("ngay", "bo", "tieng-noi"),
    "/cong-nhan/": (*FILTERS, "tinh-trang"),
    RECOGNITIONS: ("ngay", "bo"),
    REVOKE: ("ngay", "bo"),
    VOID: ("ngay", "bo"),
    EVIDENCE: ("ngay", "bo", "cho"),
    "/xa/{commune}/ho-so.zip": ("ngay", "bo"),
    PROOFS: ("ngay", "bo", "sua"),
    SHEET: ("ngay", "bo", "tieng-noi"),
    REVIEW: ("ngay", "bo", "buoc", "co-quan"),
    "/lech/": FILTERS,
    "/tham-tra/": ("ngay", "bo"),
    "/bo-tieu-chi/BO-THU/": ("vung", "nhom", "tim"),
    "/ke-hoach/ke-hoach/phu-luc/phu-luc-02/": ("format", "ngay"),
    "/ke-hoach/ke-hoach/lich-su/": ("xa", "tieu-chi"),
    "/ke-hoach/ke-hoach/nhat-ky/": ("bang", "dong", "nguoi", "tu", "den", "trang"),
    "/ke-hoach/ke-hoach/tien-do/": ("ngay", "voi", "nhip"),
    "/ke-hoach/ke-hoach/tien-do/o/": ("ngay", "loai", "xa", "tieu-chi"),
    "/ke-hoach/so-sanh/": ("a", "b"),
    "/quan-tri/login/": ("next",),
    "/nhac-viec/": ("ngay", "cho"),
    LETTER: ("ngay", "format"),
    PREVIEW: ("bang", "don-vi", "ngay"),
    DECISIONS: ("bo",),
    DECIDE: ("bo", "don-vi"),
    EDITIONS: ("cu", "moi", "ngay"),
    SUCCESSION: ("ngay",),
    MERGE: ("ngay", "bo"),
    MEASURES: ("tieu-chi",),
    **AGENCY_QUERIES,
    **WORK_QUERIES,
    **REPORT_QUERIES,
    **DUTY_QUERIES,
    **FORM_QUERIES,
    **IMPORT_QUERIES,
    **ACCOUNT_QUERIES,
}
KEPT = {"ngay": "2024-01-01", "bo": "BO-THU"}
KEPT_TOO = {
    PREVIEW: {"bang": "bang-thu", "don-vi": "{district_code}"},
    DECIDE: {"don-vi": "{district_code}"},
    LETTER: {"cho": "co-quan-{agency}"},
}
JSON = {
    BOARD_SAVE: ("set", "day", "row", "col", "state", "version", "key"),
    TARGETS_SAVE: ("row", "col", "state", "version"),
    SHEET_SAVE: ("set", "day", "row", "col", "state", "version", "key"),
    HANDED_SAVE: ("set", "row", "col", "state", "version"),
}
STATES = {TARGETS_SAVE: "TARGET", SHEET_SAVE: "43,8", HANDED_SAVE: "LEAD"}
MEASURE = {
    "requirement": "{criterion}",
    "text": "a",
    "due_on": "30/11/2024",
    "agencies": "{agency}",
}
# Forms with what a person would send; each field in turn gets the hostile value.
FORMS = {
    **ACCOUNT_GUESSES,
    f"{CELL}?ngay=2024-01-01&bo=BO-THU": {"state": "MET", "seen": "0", "note": ""},
    f"{COMMUNE}?ngay=2024-01-01&bo=BO-THU": {
        "state-{criterion}": "MET",
        "was-{criterion}": "NO_DATA",
        "seen-{criterion}": "0",
    },
    f"{RECOGNITIONS}?ngay=2024-01-01&bo=BO-THU": {
        "criteria_set": "BO-KHAC",
        "decision_no": "15/QĐ-UBND",
        "decided_on": "01/01/2024",
        "issuer": "UBND tỉnh",
        "note": "",
        "confirm_missing_prerequisite": "",
    },
    f"{REVOKE}?ngay=2024-01-01&bo=BO-THU": {
        "decision_no": "16/QĐ-UBND",
        "decided_on": "01/01/2024",
        "reason": "Không còn đạt",
    },
    f"{VOID}?ngay=2024-01-01&bo=BO-THU": {"reason": "Nhầm xã"},
    f"{EVIDENCE}?ngay=2024-01-01&bo=BO-THU": {
        "target": "yc-{criterion}",
        "address": "https://van-ban.example/",
        "title": "a",
        "page": "tr. 3",
        "quote": "a",
        "expires_on": "",
    },
    "/xa/{commune}/minh-chung/{evidence}/bo/?ngay=2024-01-01&bo=BO-THU": {"reason": "a"},
    f"{PROOFS}?ngay=2024-01-01&bo=BO-THU": {
        "unit": "{district}",
        "requirement": "{criterion}",
        "name": "a",
        "citation": "",
        "replaces": "",
    },
    SUCCESSION: {
        "other": "{ended}",
        "starts_on": "01/01/2024",
        "document": "Nghị quyết thử",
        "share_percent": "",
        "population": "",
        "households": "",
    },
    f"{MERGE}?ngay=2024-01-01&bo=BO-THU": {"seen": "a"},
    f"{PREVIEW}?ngay=2024-01-01&bang=bang-thu&don-vi={{district_code}}": {"seen": "a"},
    f"{DECIDE}?bo=BO-THU&don-vi={{district_code}}": {
        "decision_no": "15/QĐ-UBND",
        "issued_on": "05/02/2024",
        "effective_from": "01/03/2024",
        "issuer": "UBND tỉnh",
        "title": "a",
        "level-{indicator}-0-0-0": "45",
        "step": "save",
    },
    f"{DECISIONS}{{decision}}/rut/": {"reason": "a"},
    f"{SHEET}?ngay=2024-01-01&bo=BO-THU": {
        "said-{indicator}": "43,8",
        "was-{indicator}": "",
        "seen-{indicator}": "0",
    },
    f"{REVIEW}?ngay=2024-01-01&bo=BO-THU": {
        "step": "SUBMITTED",
        "row": "{criterion}",
        "seen-{criterion}": "{review}",
        "note": "",
    },
    "/ke-hoach/ke-hoach/tieu-de/": {"heading": "DECREE_30"},
    "/ke-hoach/ke-hoach/xa/{commune}/": {
        **{f"year-{tier}": "2024" for tier in ("BASIC", "ADVANCED", "MODEL", "MODERN")},
        "action-ADVANCED": "BUILD",
        "seen-ADVANCED": "",
        "targets": "{criterion}",
        "seen-{criterion}": "0",
    },
    FINDING: {"text": "a", "printed_share": "88,17", "seen": ""},
    f"{FINDING}bo/": {"seen": ""},
    MEASURES: MEASURE,
    f"{MEASURES}{{measure}}/": MEASURE | {"seen": "{measure_seen}"},
    f"{MEASURES}{{measure}}/bo/": {"seen": "{measure_seen}"},
    f"{MEASURES}{{measure}}/doi-cho/": {"step": "up"},
    "/tai-khoan/nhac-viec/": {"email": "a@co-quan.example", "wants_digest": "on"},
    **PLAN_FORMS,
    **AGENCY_FORMS,
    **WORK_FORMS,
    **REPORT_FORMS,
    **DUTY_FORMS,
    **IMPORT_FORMS,
    **ACCOUNT_FORMS,
}


@pytest.fixture(scope="module")
def made_world(rows_of_module) -> World:
    world = make_world()
    plan = PlanFactory(
        code="ke-hoach", unit=world.district, criteria_set=world.criteria_set, status="DRAFT"
    )
    world.row = PlanCommuneFactory(plan=plan, commune=world.communes[0])
    world.source = CapitalLineFactory(plan=plan)
    RecognitionFactory(commune=world.communes[0], criteria_set=world.criteria_set)
    other = CriteriaSetFactory(code="BO-KHAC")
    SetAdoptionFactory(unit=world.province, criteria_set=other)
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    world.evidence = EvidenceFactory(cell=cell)
    EditionMappingFactory(code="bang-thu", old_set=world.criteria_set)
    before = date(2023, 12, 31)
    world.ended = CommuneFactory(parent=world.district, valid_to=before)
    UnitSuccessionFactory(
        old=CommuneFactory(parent=world.district, valid_to=before),
        new=world.communes[0],
        starts_on=date(2024, 1, 1),
    )
    world.indicator = IndicatorFactory(parent=world.criteria[2])
    world.decision = decide(world.district, new_level(world.indicator, 40), decision_no="1/QĐ-UBND")
    world.assessed = AssessmentFactory(cell=cell, recorded_by=world.officer)
    of_one = PlanFactory(
        code="mot-xa",
        kind="COMMUNE",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
    )
    row = PlanCommuneFactory(plan=of_one, commune=world.communes[0])
    world.measure = MeasureFactory(row=row)
    add_agencies(world, world.row)
    add_work(world, plan)
    add_reports(world, plan)
    add_duties(world)
    add_imports(world)
    world.names = names_of(world)
    return world


@pytest.fixture
def world(made_world, db) -> World:
    return deepcopy(made_world)


@pytest.fixture
def office(client, world):
    """A browser in which the district's office is signed in; errors are answers, as on a server."""
    client.force_login(world.office)
    client.raise_request_exception = False
    return client


def names_of(world: World) -> dict[str, str]:
    """What the {words} of this file's addresses and forms stand for."""
    names = {
        "commune": world.communes[0].code,
        "criterion": world.criteria[0].pk,
        "decision": world.decision.pk,
        "district": world.district.pk,
        "district_code": world.district.code,
        "ended": world.ended.pk,
        "evidence": world.evidence.pk,
        "indicator": world.indicator.pk,
        **agency_names(world),
        **work_names(world),
        **report_names(world),
        "measure": world.measure.pk,
        "measure_seen": measure_version(world.measure),
        "recognition": world.communes[0].recognitions.earliest("pk").pk,
        "review": f"{world.assessed.pk}-0-0",
        "other_commune": world.communes[1].code,
        "row": world.row.pk,
        "source": world.source.pk,
        "facts": facts_version(world.row.plan),
        **duty_names(world),
        **import_names(world),
    }
    return {f"{{{name}}}": str(value) for name, value in names.items()}


def filled(text: str, world: World) -> str:
    for name, value in world.names.items():
        text = text.replace(name, value)
    return text


def escaped(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def faults(
    values: dict, send: Callable[..., HttpResponse], share_of: str | None = None
) -> dict[str, object]:
    """What went wrong, by the name of the value: an error of the server, markup, or a trace.

    share_of: the name of the field that gets a share of the values; None: all of them.
    """
    found: dict[str, object] = {}
    for name, value in tried(values, share_of).items():
        with undone(), watched() as writes:
            response = send(value)
            if response.status_code >= 500:
                found[name] = response.status_code
            elif is_page(response) and b"<script>alert" in response.getvalue():
                found[name] = "markup"
            refused = 400 <= response.status_code < 500
            after = snapshot(writes) if refused else {}
        if refused and snapshot(writes) != after:
            found[name] = f"{response.status_code}, but stored"
    return found


def test_every_value_is_sent_on_one_database_at_least():
    assert VALUES.keys() == ON_POSTGRESQL | ON_SQLITE


def test_shares_of_all_fields_hold_every_value():
    fields = [f"{address} {field}" for address, names in FORMS.items() for field in names]
    counts = Counter(name for field in fields for name in tried(VALUES, field))

    assert counts.keys() == tried(VALUES).keys()
    assert min(counts.values()) > len(fields) / 5


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize(
    ("address", "name"), [(address, name) for address, names in QUERIES.items() for name in names]
)
def test_addresses(office, world, address, name, every):
    if address == "/quan-tri/login/":
        office.logout()
    others = KEPT | KEPT_TOO.get(address, {})
    kept = "".join(f"&{key}={filled(word, world)}" for key, word in others.items() if key != name)

    def send(value: str) -> HttpResponse:
        response = office.get(f"{filled(address, world)}?{name}={escaped(value)}{kept}")
        read_out(response)
        return response

    if connection.vendor == "sqlite":  # so a refusal is due to the value, on each
        assert send("").status_code in (200, 302)
    assert faults(VALUES, send, None if every else f"{address} {name}") == {}


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize(
    ("address", "field"),
    [(one, field) for one, fields in FORMS.items() for field in fields],
)
def test_plain_forms(office, world, address, field, every):
    fields = {filled(key, world): filled(text, world) for key, text in FORMS[address].items()}
    if address == "/dang-nhap/":
        office.logout()

    def send(value: str) -> HttpResponse:
        body = "&".join(
            f"{key}={escaped(text)}"
            for key, text in (fields | {filled(field, world): value}).items()
        )
        form = "application/x-www-form-urlencoded"
        return office.post(filled(address, world), body, content_type=form)

    assert faults(VALUES, send, None if every else f"{address} {field}") == {}


@pytest.mark.parametrize("address", [one for one in FORMS if one not in ACCOUNT_GUESSES])
def test_without_the_hostile_value_the_form_is_taken(office, world, address):
    """So a refusal is due to the value."""
    fields = {filled(key, world): filled(text, world) for key, text in FORMS[address].items()}

    assert office.post(filled(address, world), fields).status_code == 302


def json_body(world: World, address: str, field: str, value: object) -> str:
    cell: dict[str, object] = {
        "row": world.agency.pk if address == HANDED_SAVE else world.communes[0].code,
        "col": world.indicator.pk if address == SHEET_SAVE else world.criteria[0].pk,
        "state": STATES.get(address, "MET"),
        "version": 0,
        "key": "0" * 32,
    }
    body: dict[str, object] = {"set": "BO-THU", "day": "2024-01-01"}
    (body if field in body else cell)[field] = value
    return json.dumps(body | {"cells": [cell]})


@pytest.mark.parametrize(
    ("address", "field"), [(a, f) for a, fields in JSON.items() for f in fields]
)
def test_the_grids_json(office, world, address, field):
    def send(value: object) -> HttpResponse:
        body = json_body(world, address, field, value)
        return office.post(filled(address, world), body, content_type="application/json")

    assert faults(VALUES | NUMBERS, send) == {}


@pytest.mark.parametrize("field", ["set", "day", "row", "state"])
def test_a_refusal_of_json_can_be_shown_as_a_page(office, world, field):
    def send(value: object) -> HttpResponse:
        body = json_body(world, BOARD_SAVE, field, value)
        return office.post(BOARD_SAVE, body, content_type="text/plain")

    shown = ("lone-surrogate", "markup")
    assert faults({name: VALUES[name] for name in shown}, send) == {}


@pytest.mark.parametrize("address", JSON)
def test_json_that_is_none(office, world, address):
    bodies = {
        "nothing": b"",
        "no-object": b"[1]",
        "deep": b"[" * 100_000,
        "long-number": b'{"cells": [{"col": ' + b"9" * 5000 + b"}]}",
        "no-utf-8": b'{"set": "\xff"}',
        "utf-16": '{"set": "a"}'.encode("utf-16"),
    }

    def send(body: bytes) -> HttpResponse:
        return office.post(filled(address, world), body, content_type="application/json")

    assert faults(bodies, send) == {}


def test_the_voice_of_a_save(office, world):
    def send(value: str) -> HttpResponse:
        body = json_body(world, BOARD_SAVE, "set", "BO-THU")
        address = f"{BOARD_SAVE}?tieng-noi={escaped(value)}"
        return office.post(filled(address, world), body, content_type="application/json")

    assert faults(VALUES, send) == {}


def test_the_sweep_knows_every_name_in_an_address():
    sources = [
        path.read_text(encoding="utf-8")
        for path in settings.BASE_DIR.glob("*/**/*.py")
        if path.relative_to(settings.BASE_DIR).parts[0] not in ("tests", ".venv", "var")
    ]
    reading = re.compile(
        r'query_text\(\s*request, "([\w-]+)"|request\.GET\.get\w*\("([\w-]+)"|\(asked, "([\w-]+)"'
    )
    read = {"".join(names) for text in sources for names in reading.findall(text)}

    assert read == {name for names in QUERIES.values() for name in names} | {"tieng-noi"}
