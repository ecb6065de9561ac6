"""fixtures/criteria/*.yaml -> SetFile, every problem Refused with the file and its line.

Everything is checked here that can be known without the database.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from django.db import models

from criteria.files.lines import (
    CriterionLine,
    GroupLine,
    IndicatorLine,
    RegionLine,
    SetFile,
    ThresholdLine,
)
from criteria.models import CommuneGroup, CriteriaSet, Provenance, Region, Requirement, Threshold
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.yaml_lines import Entries, Text, read_yaml, wrong


def _names(line: type) -> set[str]:
    return {one.name for one in fields(line)}


DECISION_KEYS = {"number", "issued_on", "issuer", "title", "annex"}
SET_KEYS = (_names(SetFile) - DECISION_KEYS - {"decision_no"}) | {"decision", "sources"}
INDICATOR_KEYS = _names(IndicatorLine) | {"sources", "citation"}
MOST_FACTOR = 100  # what the column holds


@dataclass(frozen=True)
class _Known:
    """What a threshold or an indicator of this file may name."""

    regions: frozenset[str]
    commune_groups: frozenset[str]
    sources: frozenset[str]


def read_set(path: Path) -> SetFile:
    """The set in a file. Raises Refused with file and line for the first problem."""
    top = read_yaml(path)
    top.expect(SET_KEYS)
    regions = tuple(map(_region, _once(top, "regions")))
    groups = sorted(map(_group, _once(top, "commune_groups")), key=lambda group: group.code)
    known = _Known(
        frozenset(region.code for region in regions),
        frozenset(group.code for group in groups),
        frozenset(_sources(top)),
    )
    criteria = tuple(_criterion(part, known) for part in _once(top, "criteria"))
    _check_indicator_codes(top)
    _check_counts(top, criteria)
    return SetFile(**_header(top), commune_groups=tuple(groups), criteria=criteria, regions=regions)


def _header(top: Entries) -> dict:
    code = _text(top, CriteriaSet, "code")
    if not re.fullmatch(r"[-a-zA-Z0-9_]+", code):
        raise wrong(top["code"], f"mã ‘{code}’ chỉ được gồm chữ không dấu, số, ‘-’ và ‘_’.")
    decision = top.mapped("decision")
    decision.expect(DECISION_KEYS)
    starts = top.day("effective_from")
    ends = top.day("effective_to") if top.get("effective_to") else None
    if ends and ends < starts:
        raise wrong(top["effective_to"], "ngày hết hiệu lực phải sau ngày có hiệu lực.")
    return {
        "code": code,
        "name": _text(top, CriteriaSet, "name"),
        "tier": str(top.choice("tier", CriteriaSet.Tier.values)),
        "level": str(top.choice("level", CriteriaSet.Level.values)),
        "period": _text(top, CriteriaSet, "period"),
        "status": str(top.choice("status", CriteriaSet.Status.values)),
        "parent": str(top.text("parent", default="")),
        "decision_no": clean_line(decision.text("number", most=_most(CriteriaSet, "decision_no"))),
        "issued_on": decision.day("issued_on"),
        "issuer": _text(decision, CriteriaSet, "issuer"),
        "title": _text(decision, CriteriaSet, "title"),
        "annex": _text(decision, CriteriaSet, "annex", default=""),
        "effective_from": starts,
        "effective_to": ends,
        "criteria_count": top.whole("criteria_count"),
        "indicator_count": top.whole("indicator_count"),
        "note": str(top.text("note", default="")),
    }


def _region(part: Entries) -> RegionLine:
    part.expect(_names(RegionLine))
    code, name = _text(part, Region, "code"), _text(part, Region, "name")
    return RegionLine(code, name, part.whole("position"))


def _group(part: Entries) -> GroupLine:
    part.expect(_names(GroupLine))
    code, name = _text(part, CommuneGroup, "code"), _text(part, CommuneGroup, "name")
    return GroupLine(code, name, str(part.text("definition")))


def _sources(top: Entries) -> Iterator[str]:
    """The names of the evidence; the addresses are for the people who read the file."""
    for source in _once(top, "sources"):
        source.expect(["code", "title", "address"])
        source.text("title")
        yield str(source["code"])


def _criterion(part: Entries, known: _Known) -> CriterionLine:
    part.expect(_names(CriterionLine))
    code = _text(part, Requirement, "code")
    if not re.fullmatch(r"[0-9]+", code):
        raise wrong(part["code"], f"số tiêu chí ‘{code}’ phải là một số, ví dụ 13.")
    return CriterionLine(
        code=code,
        name=str(part.text("name")),
        group=_text(part, Requirement, "group", default=""),
        note=str(part.text("note", default="")),
        name_provenance=str(part.choice("name_provenance", Provenance.values)),
        code_provenance=str(part.choice("code_provenance", Provenance.values)),
        indicators=tuple(_indicator(one, known) for one in part.listed("indicators").entries()),
    )


def _indicator(part: Entries, known: _Known) -> IndicatorLine:
    part.expect(INDICATOR_KEYS)
    for source in part.listed("sources").texts():
        if source not in known.sources:
            raise wrong(source, f"nguồn ‘{source}’ chưa có trong ‘sources’ của tệp.")
    kind = part.choice("value_kind", set(Requirement.ValueKind.values) - {"NONE"})
    comparator = part.choice("comparator", Requirement.Comparison.values, default="")
    if (kind == "NUMBER") != bool(comparator):
        raise wrong(comparator, "‘comparator’ cần có khi ‘value_kind’ là NUMBER, và chỉ khi đó.")
    return IndicatorLine(
        code=_text(part, Requirement, "code"),
        name=str(part.text("name")),
        unit=_text(part, Requirement, "unit", default=""),
        value_kind=str(kind),
        comparator=str(comparator),
        decimals=part.whole("decimals", most=4) if part.get("decimals") else None,
        by_sex=part.yes("by_sex"),
        if_any=part.yes("if_any"),
        set_by=_text(part, Requirement, "set_by", default=""),
        note=str(part.text("note", default="")),
        name_provenance=str(part.choice("name_provenance", Provenance.values)),
        code_provenance=str(part.choice("code_provenance", Provenance.values)),
        thresholds=_thresholds(part, known),
    )


def _thresholds(indicator: Entries, known: _Known) -> tuple[ThresholdLine, ...]:
    made: dict[tuple[str, str, int], ThresholdLine] = {}
    for part in indicator.listed("thresholds").entries():
        line = _threshold(part, indicator, known)
        if line.scope in made:
            raise wrong(part, "vùng, nhóm xã và năm này đã có mức ở trên. Giữ lại một.")
        made[line.scope] = line
    return tuple(made[scope] for scope in sorted(made))


def _threshold(part: Entries, indicator: Entries, known: _Known) -> ThresholdLine:
    part.expect(_names(ThresholdLine))
    citation = _text(part, Threshold, "citation", default="")
    citation = citation or _text(indicator, Threshold, "citation", default="")
    if not citation:
        raise wrong(part, "mức chưa có căn cứ. Thêm ‘citation’ cho mức hoặc cho chỉ tiêu.")
    line = ThresholdLine(
        region=str(part.choice("region", sorted(known.regions), default="")),
        commune_group=str(part.choice("commune_group", sorted(known.commune_groups), default="")),
        year=_year(part),
        value=part.number("value") if part.get("value") else None,
        text=str(part.text("text", default="")),
        citation=citation,
        provenance=str(part.choice("provenance", Provenance.values)),
        factor=part.number("factor") if part.get("factor") else None,
        base_set=_text(part, Threshold, "base_set", default=""),
        base_code=_text(part, Threshold, "base_code", default=""),
    )
    _check_value(part, line, indicator)
    return line


def _year(part: Entries) -> int | None:
    text = part.text("year", default="")
    if text and not re.fullmatch(r"[12][0-9]{3}", text):
        raise wrong(text, f"năm ‘{text}’ không đúng. Viết đủ bốn chữ số.")
    return int(text) if text else None


def _check_value(part: Entries, line: ThresholdLine, indicator: Entries) -> None:
    stated = line.value is not None or line.text
    if line.provenance == Provenance.MISSING and (stated or line.factor is not None):
        raise wrong(part, "mức ghi MISSING thì không có ‘value’, ‘text’ hay ‘factor’.")
    if line.provenance != Provenance.MISSING and not stated:
        raise wrong(part, "thiếu ‘value’ hoặc ‘text’. Nếu chưa có số liệu, ghi MISSING.")
    derived = {line.factor is not None, bool(line.base_set), bool(line.base_code)}
    if derived == {True, False} or (line.factor is not None and line.value is not None):
        raise wrong(part, "‘factor’, ‘base_set’ và ‘base_code’ đi cùng nhau, và không có ‘value’.")
    if line.factor is not None and not 0 < line.factor < MOST_FACTOR:
        raise wrong(part["factor"], f"hệ số phải lớn hơn 0 và nhỏ hơn {MOST_FACTOR}.")
    number = "value" if line.value is not None else "factor" if line.factor is not None else ""
    if number and indicator["value_kind"] != "NUMBER":
        raise wrong(
            part, f"‘{number}’ chỉ dùng khi ‘value_kind’ là NUMBER. Viết điều kiện vào ‘text’."
        )


def _check_indicator_codes(top: Entries) -> None:
    """Unlike criteria, indicators are counted through: 13.4 once in the whole set."""
    seen: set[str] = set()
    for criterion in top.listed("criteria").entries():
        number = criterion["code"]
        for indicator in criterion.listed("indicators").entries():
            code = indicator.text("code")
            if code != number and not code.startswith(f"{number}."):
                raise wrong(code, f"số chỉ tiêu ‘{code}’ phải bắt đầu bằng ‘{number}.’.")
            if code in seen:
                raise wrong(code, f"số chỉ tiêu ‘{code}’ đã có ở trên.")
            seen.add(code)


def _check_counts(top: Entries, criteria: tuple[CriterionLine, ...]) -> None:
    """A set may be known by its frame only: then no indicator is in the file at all."""
    counted = sum(len(criterion.indicators) for criterion in criteria)
    for key, found, term in (
        ("criteria_count", len(criteria), "tiêu chí"),
        ("indicator_count", counted or top.whole("indicator_count"), "chỉ tiêu"),
    ):
        if found != top.whole(key):
            raise wrong(top[key], f"ghi {top[key]} {term} nhưng trong tệp có {found}.")


def _once(top: Entries, key: str) -> Iterator[Entries]:
    """The mappings listed under `key`; each has a `code` of its own."""
    seen: set[Text] = set()
    for part in top.listed(key).entries():
        code = part.text("code")
        if code in seen:
            raise wrong(code, f"mã ‘{code}’ đã có ở trên.")
        seen.add(code)
        yield part


def _text(part: Entries, model: type[models.Model], name: str, default: str | None = None) -> str:
    """A text that fits the model's field of the same name."""
    return clean_line(part.text(name, most=_most(model, name), default=default))


def _most(model: type[models.Model], name: str) -> int | None:
    return model._meta.get_field(name).max_length
