"""Every door for files shows them to the scanner first, and keeps nothing it did not call clean."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from communes.models import Evidence
from plans.models import PlanScan
from reports.models import ImportRun
from tests.clamd import EICAR, clamd
from tests.factories.plans import PlanFactory
from tests.factories.world import DAY, make_world

pytestmark = pytest.mark.django_db
FOUND, AWAY = "có mã độc (Eicar-Signature)", "Chưa quét được vi-rút nên chưa nhận tệp."
INFECTED = b"%PDF-1.7\n" + EICAR + b"\n%%EOF"
CLEAN = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def world(evidence_folder):
    world = make_world()
    world.plan = PlanFactory(
        unit=world.district, criteria_set=world.criteria_set, code="da-ky", status="SIGNED"
    )
    return world


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def evidence(office, world, content: bytes):
    page = f"/xa/{world.communes[0].code}/minh-chung/?ngay={DAY.isoformat()}&bo=BO-THU"
    file = SimpleUploadedFile("qd.pdf", content)
    return office.post(page, {"target": f"yc-{world.criteria[0].pk}", "file": file})


def scan(office, world, content: bytes):
    file = SimpleUploadedFile("ke-hoach.pdf", content)
    return office.post("/ke-hoach/da-ky/ban-quet/", {"file": file})


def workbook(office, world, content: bytes):
    file = SimpleUploadedFile("hien-trang.csv", b"X\xc3\xa3,Ghi ch\xc3\xba\na," + content)
    return office.post("/nhap-lieu/", {"file": file})


def kept(folder) -> list[int]:
    rows = [model.objects.count() for model in (Evidence, PlanScan, ImportRun)]
    return [*rows, len(list(folder.iterdir())) if folder.exists() else 0]


@pytest.fixture
def socket(settings, tmp_path):
    settings.VIRUS_SCANNER = str(tmp_path / "clamd.ctl")
    return tmp_path / "clamd.ctl"


@pytest.mark.parametrize(("hand_in", "status"), [(evidence, 422), (scan, 422), (workbook, 503)])
def test_a_file_is_taken_only_when_it_is_called_clean(office, world, socket, hand_in, status):
    folder = settings.EVIDENCE_DIR
    away = hand_in(office, world, CLEAN)
    with clamd(socket):
        infected = hand_in(office, world, INFECTED)
    nothing = kept(folder)
    socket.unlink()
    with clamd(socket) as daemon:
        clean = hand_in(office, world, CLEAN)

    assert (away.status_code, AWAY in away.text) == (status, True)
    assert (infected.status_code, FOUND in infected.text) == (422, True)
    assert nothing == [0, 0, 0, 0]
    assert clean.status_code == 302
    assert len(daemon.taken) == 1
    assert sum(kept(folder)[:3]) == 1
