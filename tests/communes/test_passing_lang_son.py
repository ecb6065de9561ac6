"""The shipped units and sets of Lạng Sơn: from 2021-2025 into 2026-2030, and across a merger.

Which new commune took over which old one is not in the data: the successions here are test data.
"""

from datetime import date
from pathlib import Path

import pytest

from communes.boards import read_board
from communes.carrying import carried_communes, fingerprint, plan_carry_over
from communes.merging import plan_merge, read_merger
from communes.models import AdministrativeUnit, SetAdoption, StatusEntry, UnitSuccession
from communes.services.carry_over import carry_over, undo_carry_over
from communes.services.merge import merge_statuses
from communes.services.status import Change, record_statuses
from communes.services.succession import record_succession
from communes.services.units import load_units
from criteria.files import read_set
from criteria.files.passing import read_mapping
from criteria.models import CriteriaSet, EditionMapping
from criteria.services import load_mapping, load_set
from tests.factories.accounts import UserFactory
from tests.factories.passing import EditionMappingFactory, MappingLineFactory, MergeRuleFactory
from tests.history import rows_hash

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
LAST_OF_OLD, FIRST_OF_NEW = date(2025, 6, 30), date(2025, 7, 1)
FRAME_FROM = date(2026, 2, 15)
TODAY = date(2026, 11, 22)


class LangSon:
    def __init__(self) -> None:
        for name in ("ntm-2021-2025", "ntm-2026-2030"):
            load_set(file=read_set(FIXTURES / "criteria" / f"{name}.yaml"))
        mapping = FIXTURES / "mappings" / "ntm-2021-2025--ntm-2026-2030.yaml"
        load_mapping(file=read_mapping(mapping))
        load_units(file=FIXTURES / "units" / "lang-son.yaml")
        self.old_set = CriteriaSet.objects.get(code="NTM-2021-2025")
        self.new_set = CriteriaSet.objects.get(code="NTM-2026-2030")
        self.mapping = EditionMapping.objects.get()
        self.province = AdministrativeUnit.objects.get(level="PROVINCE", code="20")
        self.office = UserFactory()
        for one in (self.old_set, self.new_set):
            SetAdoption.objects.create(
                unit=self.province,
                criteria_set=one,
                starts_on=one.effective_from,
                ends_on=one.effective_to,
            )

    def unit(self, code: str, day: date) -> AdministrativeUnit:
        return AdministrativeUnit.objects.existing_on(day).get(code=code, level="COMMUNE")

    def criterion(self, code: str):
        return self.old_set.requirements.criteria().get(code=code)

    def record(self, unit: AdministrativeUnit, day: date, **verdicts: str) -> None:
        """tc1="MET": criterion 1 of 2021-2025, said by the office on the day."""
        changes = [
            Change(unit, self.criterion(name.removeprefix("tc")), verdict, seen=0)
            for name, verdict in verdicts.items()
        ]
        record_statuses(changes=changes, day=day, today=TODAY, voice="OFFICE", by=self.office)

    def carry(self, mapping: EditionMapping):
        communes = list(carried_communes(mapping=mapping, unit=self.province, day=FRAME_FROM))
        moves = plan_carry_over(mapping=mapping, communes=communes, day=FRAME_FROM)
        run = carry_over(
            mapping=mapping,
            unit=self.province,
            day=FRAME_FROM,
            today=TODAY,
            seen=fingerprint(moves),
            by=self.office,
        )
        return moves, run

    def met(self, unit: AdministrativeUnit, criteria_set: CriteriaSet, day: date) -> list[str]:
        board = read_board(communes=[unit], criteria_set=criteria_set, day=day)
        return [criterion.code for criterion in board.met_criteria(unit)]


@pytest.fixture
def lang_son() -> LangSon:
    return LangSon()


def test_the_shipped_mapping_invents_nothing_all_61_communes_measure_again(lang_son):
    before = date(2026, 2, 14)
    for code in ("06565", "06607"):
        lang_son.record(lang_son.unit(code, before), before, tc1="MET", tc10="NOT_MET")
    rows = rows_hash()

    moves, run = lang_son.carry(lang_son.mapping)

    assert run is None
    assert len({move.commune for move in moves}) == 61
    assert [(m.requirement.code, m.is_to_measure) for m in moves[:10]] == [
        (str(number), True) for number in range(1, 11)
    ]
    assert len(moves) == 610
    assert rows_hash() == rows
    assert rows[0] == 4


def test_an_offices_own_mapping_carries_the_frame_over_and_back(lang_son):
    """The lines are test data: no document that decides equivalents is known."""
    mapping = EditionMappingFactory(code="thu", old_set=lang_son.old_set, new_set=lang_son.new_set)
    MappingLineFactory(mapping=mapping, old_code="1", new_code="1", relation="SAME")
    for old in ("2", "3", "4"):
        MappingLineFactory(mapping=mapping, old_code=old, new_code="2", relation="LOOSER")
    commune = lang_son.unit("06565", FRAME_FROM)
    lang_son.record(
        commune, date(2025, 12, 31), tc1="MET", tc2="MET", tc3="MET", tc4="MET", tc5="MET"
    )
    rows = rows_hash(cell__requirement__criteria_set=lang_son.old_set)

    _, run = lang_son.carry(mapping)
    carried = lang_son.met(commune, lang_son.new_set, FRAME_FROM)
    after = rows_hash(cell__requirement__criteria_set=lang_son.old_set)
    undone = undo_carry_over(run=run, today=TODAY, by=lang_son.office)

    assert carried == ["1", "2"]
    assert run.carried.count() == 4
    assert (len(undone.withdrawn), len(undone.left)) == (2, 0)
    assert lang_son.met(commune, lang_son.new_set, FRAME_FROM) == []
    assert rows[0] == 5
    assert (after, rows_hash(cell__requirement__criteria_set=lang_son.old_set)) == (rows, rows)


def test_a_merger_of_communes_that_ended_changes_no_row_of_theirs(lang_son):
    """Khuất Xá and Tú Đoạn into the new Khuất Xá: invented for the test."""
    parts = [lang_son.unit(code, LAST_OF_OLD) for code in ("06565", "06562")]
    new = lang_son.unit("06565", FIRST_OF_NEW)
    for part in parts:
        record_succession(
            old=part,
            new=new,
            starts_on=FIRST_OF_NEW,
            document="văn bản thử",
            by=lang_son.office,
        )
    lang_son.record(parts[0], date(2024, 1, 1), tc1="MET", tc3="MET", tc4="MET", tc7="MET")
    lang_son.record(parts[1], date(2024, 1, 1), tc1="MET", tc3="NOT_MET", tc7="MET")
    for code in ("1", "3", "4"):
        MergeRuleFactory(criteria_set=lang_son.old_set, code=code)
    rows = rows_hash(cell__commune__in=parts)
    merger = read_merger(new, FIRST_OF_NEW)
    moves = plan_merge(merger=merger, criteria_set=lang_son.old_set, day=FIRST_OF_NEW)

    run = merge_statuses(
        unit=new,
        criteria_set=lang_son.old_set,
        day=FIRST_OF_NEW,
        today=TODAY,
        seen=fingerprint(moves),
        by=lang_son.office,
    )

    said = StatusEntry.objects.filter(cell__commune=new).order_by("cell__requirement__position")
    # 4 lacks a figure of Tú Đoạn, 7 has no rule: both are measured again.
    assert list(said.values_list("cell__requirement__code", "verdict")) == [
        ("1", "MET"),
        ("3", "NOT_MET"),
    ]
    assert run.carried.count() == 4
    assert rows[0] == 7
    assert rows_hash(cell__commune__in=parts) == rows
    assert lang_son.met(parts[0], lang_son.old_set, TODAY) == ["1", "3", "4", "7"]


def test_loading_the_units_records_no_succession(lang_son):
    assert not UnitSuccession.objects.exists()
