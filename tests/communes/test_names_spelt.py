"""Every commune of the fixtures in ten spellings: nobody is taken for somebody else."""

import re
import unicodedata
from collections import Counter
from datetime import date

import pytest

from communes.models import AdministrativeUnit
from communes.names import Names
from communes.services.units import load_units
from ntm_portal.lib.text import TONES, fold
from tests.communes.test_fixtures import UNITS

SHORT = {"XA": "X.", "PHUONG": "P.", "THI_TRAN": "TT."}
DAYS = (date(2024, 1, 1), date(2026, 8, 1))
pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


def with_loose_tones(text: str) -> str:
    """ "Unicode tổ hợp": the letter with its hat is one character, the tone stands behind it."""
    return "".join(
        unicodedata.normalize("NFC", "".join(c for c in letter if c not in TONES))
        + "".join(c for c in letter if c in TONES)
        for letter in (unicodedata.normalize("NFD", one) for one in text)
    )


def with_moved_tones(text: str) -> str:
    """Hòa -> Hoà, Thuỷ -> Thủy, at the end of a word."""
    moved = []
    for word in text.split():
        letters = unicodedata.normalize("NFD", word)
        tones = "".join(c for c in letters if c in TONES)
        bare = unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES))
        if tones and re.search("(o[ae]|(?<!q)uy)$", bare.lower()):
            stood_last = letters.endswith(tones)
            bare = bare[:-1] + tones + bare[-1] if stood_last else bare + tones
            word = unicodedata.normalize("NFC", bare)  # noqa: PLW2901
        moved.append(word)
    return " ".join(moved)


SPELLINGS = {
    "nfc": lambda unit: unit.full_name,
    "nfd": lambda unit: unicodedata.normalize("NFD", unit.full_name),
    "tổ-hợp": lambda unit: with_loose_tones(unit.full_name),
    "upper": lambda unit: unit.full_name.upper(),
    "short-title": lambda unit: f"{SHORT[unit.kind]} {unit.name}",
    "nbsp": lambda unit: f" {unit.full_name} ".replace(" ", "\u00a0"),
    "other-tone-place": lambda unit: with_moved_tones(unit.full_name),
    "no-marks": lambda unit: fold(unit.full_name),
    "foreign-d": lambda unit: unit.full_name.replace("Đ", "Ð").replace("đ", "ð"),
    "no-title": lambda unit: unit.name,
}


@pytest.fixture(scope="module")
def pools(rows_of_module) -> list[list[AdministrativeUnit]]:
    """The communes of each unit above, as a form would offer them on a day."""
    for file in sorted(UNITS.glob("*.yaml")):
        load_units(file=file)
    communes = AdministrativeUnit.objects.filter(level="COMMUNE").prefetch_related("aliases")
    found = []
    for day in DAYS:
        by_parent: dict[int, list[AdministrativeUnit]] = {}
        for unit in communes.existing_on(day):
            by_parent.setdefault(unit.parent_id, []).append(unit)
        found += by_parent.values()
    return found


def test_the_fixtures_hold_many_communes(pools):
    assert sum(map(len, pools)) == 297


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_commune_is_taken_for_another(pools, spelling):
    write = SPELLINGS[spelling]
    wrong, asked, alike = [], [], []
    for pool in pools:
        names = Names(pool)
        written = Counter(write(unit).lower() for unit in pool)
        for unit in pool:
            found = names.resolve(write(unit)).unit
            wrong += [(unit, found)] if found not in (None, unit) else []
            asked += [unit] if found is None else []
            alike += [unit] if written[write(unit).lower()] > 1 else []

    assert wrong == []
    assert asked == alike


def test_moved_and_loose_tones_are_what_they_say():
    assert with_moved_tones("Hòa Thuỷ Quý Xuân") == "Hoà Thủy Quý Xuân"
    assert with_loose_tones("Dưỡng") == "Dươ\u0303ng".replace("\u01b0\u01a1", "ươ")
