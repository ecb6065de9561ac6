"""fixtures/mappings/*.yaml, and merge rules as files: every problem Refused with file and line.

Whether a set and a number exist is for the database to say; each part keeps the place of what it
names, so that a service can refuse it with the line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from criteria.models import EditionMapping, MappingLine, MergeRule, Provenance
from criteria.models.passing import RelationChoice
from criteria.rules import Relation
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.yaml_lines import Entries, Text, read_yaml, wrong

MAPPING_KEYS = {"code", "old_set", "new_set", "citation", "provenance", "note", "lines"}
LINE_KEYS = {"old", "new", "relation", "note"}
MERGE_KEYS = {"criteria_set", "citation", "provenance", "rules"}
RULE_KEYS = {"code", "rule", "base", "citation", "provenance"}
MOST_CODE = MappingLine._meta.get_field("old_code").max_length
MOST_CITATION = EditionMapping._meta.get_field("citation").max_length


@dataclass(frozen=True)
class LineOfMapping:
    """One line; old, new: numbers as written, with their place. "" where there is none."""

    old: Text
    new: Text
    relation: str
    note: str

    @property
    def as_stored(self) -> tuple[str, str, str, str]:
        return str(self.old), str(self.new), self.relation, self.note


@dataclass(frozen=True)
class MappingFile:
    code: str
    old_set: Text
    new_set: Text
    citation: str
    provenance: str
    note: str
    lines: tuple[LineOfMapping, ...]


@dataclass(frozen=True)
class RuleOfMerging:
    code: Text
    rule: str
    base: str
    citation: str
    provenance: str


@dataclass(frozen=True)
class MergeRulesFile:
    criteria_set: Text
    rules: tuple[RuleOfMerging, ...]


def read_mapping(path: Path) -> MappingFile:
    """The mapping in a file. Raises Refused with file and line for the first problem."""
    top = read_yaml(path)
    top.expect(MAPPING_KEYS)
    code = top.text("code", most=EditionMapping._meta.get_field("code").max_length)
    old_set, new_set = top.text("old_set"), top.text("new_set")
    if old_set == new_set:
        raise wrong(new_set, f"bộ cũ và bộ mới đều là ‘{new_set}’. Ghi hai bộ khác nhau.")
    return MappingFile(
        code=clean_line(code),
        old_set=old_set,
        new_set=new_set,
        citation=_citation(top),
        provenance=str(top.choice("provenance", Provenance.values)),
        note=str(top.text("note", default="")),
        lines=tuple(_lines(top)),
    )


def _lines(top: Entries) -> Iterator[LineOfMapping]:
    met: dict[str, set[str]] = {"old": set(), "new": set()}
    alone: dict[str, set[str]] = {"old": set(), "new": set()}
    pairs: set[tuple[str, str]] = set()
    if not top.listed("lines"):
        raise wrong(top.listed("lines"), "‘lines’ chưa có dòng nào. Ghi ít nhất một dòng.")
    for part in top.listed("lines").entries():
        line = _line(part)
        if (line.old, line.new) in pairs:
            raise wrong(part, "hai số này đã có một dòng ở trên. Giữ lại một.")
        pairs.add((line.old, line.new))
        for side, number in (("old", line.old), ("new", line.new)):
            is_alone = line.relation in (Relation.NEW, Relation.DROPPED)
            if number and (number in alone[side] or (is_alone and number in met[side])):
                raise wrong(
                    number,
                    f"số ‘{number}’ đã có ở dòng khác. Số ghi NEW hay DROPPED chỉ có một dòng.",
                )
            met[side].add(number)
            if is_alone:
                alone[side].add(number)
        yield line


def _line(part: Entries) -> LineOfMapping:
    part.expect(LINE_KEYS)
    relation = part.choice("relation", RelationChoice.values)
    old = part.text("old", most=MOST_CODE, default="")
    new = part.text("new", most=MOST_CODE, default="")
    if bool(old) == (relation == Relation.NEW):
        raise wrong(
            old, f"dòng {relation} {'không có' if old else 'cần có'} ‘old’ (số trong bộ cũ)."
        )
    if bool(new) == (relation == Relation.DROPPED):
        raise wrong(
            new, f"dòng {relation} {'không có' if new else 'cần có'} ‘new’ (số trong bộ mới)."
        )
    return LineOfMapping(old, new, str(relation), str(part.text("note", default="")))


def read_merge_rules(path: Path) -> MergeRulesFile:
    """The merge rules in a file. Raises Refused with file and line for the first problem."""
    top = read_yaml(path)
    top.expect(MERGE_KEYS)
    rules: dict[str, RuleOfMerging] = {}
    for part in top.listed("rules").entries():
        made = _rule(part, top)
        if made.code in rules:
            raise wrong(made.code, f"số ‘{made.code}’ đã có quy tắc ở trên. Giữ lại một.")
        rules[made.code] = made
    return MergeRulesFile(top.text("criteria_set"), tuple(rules.values()))


def _rule(part: Entries, top: Entries) -> RuleOfMerging:
    """A rule; citation and provenance of its own or those of the file."""
    part.expect(RULE_KEYS)
    rule = part.choice("rule", MergeRule.Rule.values)
    base = part.choice("base", MergeRule.Base.values, default="")
    if bool(base) != (rule == MergeRule.Rule.WEIGHTED):
        raise wrong(base, "‘base’ (trọng số) cần có khi ‘rule’ là WEIGHTED, và chỉ khi đó.")
    cited = part if part.get("citation") else top
    judged = part if part.get("provenance") else top
    return RuleOfMerging(
        code=part.text("code", most=MOST_CODE),
        rule=str(rule),
        base=str(base),
        citation=_citation(cited),
        provenance=str(judged.choice("provenance", Provenance.values)),
    )


def _citation(part: Entries) -> str:
    return clean_line(part.text("citation", most=MOST_CITATION))
