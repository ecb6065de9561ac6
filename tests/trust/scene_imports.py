"""Imports of the district's office in every state, and one of somebody far away."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils import timezone
from openpyxl import Workbook

from tests.factories.accounts import UserFactory
from tests.factories.imports import block, compared, copied, handed_in

if TYPE_CHECKING:
    from tests.trust.scene import Scene


def imports(scene: Scene) -> None:
    world = scene.world
    text = block(("Xã", "Tiêu chí 1"), (world.communes[1].name, "Chưa đạt"))
    ready = compared(world.office, text, unit=world.district, criteria_set=world.criteria_set)
    tomorrow = timezone.now() + timedelta(days=1)  # the scene is older than a process that begins
    runs = {
        "open": handed_in(world.office, text),
        "working": copied(ready, "CHECKING", beat_at=tomorrow),
        "dead": copied(ready, "CHECKING", beat_at=tomorrow - timedelta(days=2)),
        "written": copied(ready, "DONE"),
        "book": copied(ready, "READY", file_name="a.xlsx", is_block=False, content=book()),
        "foreign": copied(ready, "DONE", by=UserFactory()),
    }
    scene.name("import", str(ready.uuid), **{state: str(run.uuid) for state, run in runs.items()})
    # An administrator reads everybody's receipts: what is nobody's own has none yet.
    unwritten = copied(ready, "READY", by=UserFactory())
    scene.name("receipt", str(runs["written"].uuid), foreign=str(unwritten.uuid))
    mapping = {f"column {place}": key for place, key in ready.mapping.items()}
    scene.names |= {"pasted": text, "import sheet": ready.sheet, **mapping}


def book() -> bytes:
    workbook = Workbook()
    workbook.active.title = "Khối dán"
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()
