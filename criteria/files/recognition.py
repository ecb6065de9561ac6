"""fixtures/recognition/*.yaml -> rules of recognition, problems Refused with file and line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from criteria.models import Prerequisite, Provenance, RevocationRule
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.yaml_lines import Entries, Text, read_yaml, wrong

# A rule that nobody knows is not written down at all.
KNOWN = [Provenance.VERIFIED.value, Provenance.UNVERIFIED.value]
REVOCATION_KEYS = {
    "judged_by", "effective_from", "effective_to", "share_with_named", "share_alone", "named",
    "citation", "provenance",
}  # fmt: skip


@dataclass(frozen=True)
class NamedLine:
    """A criterion that a rule names. where: "ntm-2021-2025.yaml, dòng 41", as below."""

    code: str
    name: str
    where: str = field(default="", compare=False)


@dataclass(frozen=True)
class PrerequisiteLine:
    requires: str
    citation: str
    provenance: str
    where: str = field(default="", compare=False)


@dataclass(frozen=True)
class RevocationLine:
    """judged_by: code of a set. shares: whole percent. named: in the order of their numbers."""

    judged_by: str
    effective_from: date
    effective_to: date | None
    share_with_named: int
    share_alone: int
    citation: str
    provenance: str
    named: tuple[NamedLine, ...]
    where: str = field(default="", compare=False)


@dataclass(frozen=True)
class SetRules:
    """All rules on one set; revocations in the order of their first days."""

    criteria_set: str
    prerequisite: PrerequisiteLine | None
    revocations: tuple[RevocationLine, ...]
    where: str = field(default="", compare=False)


def read_rules(path: Path) -> tuple[SetRules, ...]:
    """The rules in a file, set by set. Raises Refused with file and line; runs no query."""
    top = read_yaml(path)
    top.expect({"sources", "rules"})
    for source in top.listed("sources").entries():
        source.expect({"code", "title", "address"})
    seen: set[str] = set()
    made = []
    for part in top.listed("rules").entries():
        part.expect({"criteria_set", "prerequisite", "revocations"})
        code = part.text("criteria_set")
        if code in seen:
            raise wrong(code, f"bộ ‘{code}’ đã có quy định ở trên. Gộp lại một chỗ.")
        seen.add(code)
        revocations = tuple(_revocations(part))
        made.append(SetRules(str(code), _prerequisite(part, code), revocations, code.where))
    if not made:
        raise wrong(top, "tệp chưa có quy định nào. Thêm danh sách ‘rules’.")
    return tuple(made)


def _prerequisite(part: Entries, code: Text) -> PrerequisiteLine | None:
    if not part.get("prerequisite"):
        return None
    line = part.mapped("prerequisite")
    line.expect({"criteria_set", "citation", "provenance"})
    requires = line.text("criteria_set")
    if requires == code:
        raise wrong(requires, f"bộ ‘{code}’ không thể là điều kiện trước của chính nó.")
    return PrerequisiteLine(
        requires=str(requires),
        citation=_citation(line, Prerequisite),
        provenance=str(line.choice("provenance", KNOWN)),
        where=requires.where,
    )


def _revocations(part: Entries) -> Iterator[RevocationLine]:
    before: RevocationLine | None = None
    for entry in part.listed("revocations").entries():
        line = _revocation(entry)
        if before and not (before.effective_to and before.effective_to < line.effective_from):
            raise wrong(
                entry["effective_from"],
                f"quy định từ ngày {format_day(line.effective_from)} trùng thời gian với quy định "
                "ở trên. Ghi ‘effective_to’ cho quy định trước, xếp theo thời gian.",
            )
        yield line
        before = line


def _revocation(entry: Entries) -> RevocationLine:
    entry.expect(REVOCATION_KEYS)
    judged_by = entry.text("judged_by")
    starts = entry.day("effective_from")
    ends = entry.day("effective_to") if entry.get("effective_to") else None
    if ends and ends < starts:
        raise wrong(entry["effective_to"], "ngày hết hiệu lực phải sau ngày có hiệu lực.")
    with_named, alone = (_percent(entry, key) for key in ("share_with_named", "share_alone"))
    if with_named > alone:
        raise wrong(
            entry["share_alone"],
            f"‘share_alone’ ({alone}) phải từ {with_named} trở lên, bằng ‘share_with_named’.",
        )
    return RevocationLine(
        judged_by=str(judged_by),
        effective_from=starts,
        effective_to=ends,
        share_with_named=with_named,
        share_alone=alone,
        citation=_citation(entry, RevocationRule),
        provenance=str(entry.choice("provenance", KNOWN)),
        named=tuple(_named(entry)),
        where=judged_by.where,
    )


def _percent(entry: Entries, key: str) -> int:
    share = entry.whole(key, most=100)
    if not share:
        raise wrong(entry[key], f"‘{key}’ phải từ 1 đến 100 phần trăm.")
    return share


def _named(entry: Entries) -> Iterator[NamedLine]:
    lines: dict[str, NamedLine] = {}
    for part in entry.listed("named").entries():
        part.expect({"code", "name"})
        code = part.text("code", most=10)
        if not code.isdecimal():
            raise wrong(code, f"số tiêu chí ‘{code}’ phải là một số, ví dụ 10.")
        if code in lines:
            raise wrong(code, f"tiêu chí ‘{code}’ đã nêu ở trên. Giữ lại một.")
        lines[code] = NamedLine(str(code), clean_line(part.text("name")), part.where)
    if not lines:
        raise wrong(entry, "chưa nêu tiêu chí nào ở ‘named’.")
    yield from sorted(lines.values(), key=lambda line: int(line.code))


def _citation(entry: Entries, model: type[Prerequisite | RevocationRule]) -> str:
    return clean_line(entry.text("citation", most=model._meta.get_field("citation").max_length))
