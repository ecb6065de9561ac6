"""Every cell of two signed lists of work is read into the agencies of the demo data."""

import pytest
import yaml
from django.conf import settings

from assignments.agency_names import read_agencies
from tests.assignments.printed_agencies import LANG_SON, LOC_BINH

DEMO = settings.BASE_DIR / "fixtures" / "demo"


def names(code: str) -> list[tuple[str, str]]:
    """(short name, one spelling) of every agency of a plan's demo data."""
    plan, named = (
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (DEMO / f"{code}.yaml", DEMO / "agencies" / f"{code}.yaml")
    )
    aliases = named.get("aliases", {})
    return [
        (one.get("short") or one["name"], spelling)
        for one in [*plan.get("agencies", ()), *named["bodies"]]
        for spelling in (
            one["name"],
            one.get("short", ""),
            *one.get("aliases", ()),
            *aliases.get(one["name"], ()),
        )
    ]


@pytest.mark.parametrize(
    ("code", "cell", "wanted"),
    [
        pytest.param(code, cell, wanted, id=f"{code}: {cell}")
        for code, cells in [("loc-binh-2024", LOC_BINH), ("lang-son-2019", LANG_SON)]
        for cell, wanted in cells.items()
    ],
)
def test_each_printed_cell(code, cell, wanted):
    reading = read_agencies(cell, names(code))

    assert list(reading.found) == wanted
    assert reading.unread == ()
