"""Writes to criteria sets: a set changes by loading its file, until it has been used."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import fields
from enum import StrEnum
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from criteria.files import (
    CriterionLine,
    GroupLine,
    IndicatorLine,
    RegionLine,
    SetFile,
    ThresholdLine,
)
from criteria.models import (
    CommuneGroup,
    CriteriaSet,
    Region,
    Requirement,
    Threshold,
)
from criteria.services.named import refuse_lost
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import fold
from ntm_portal.lib.validation import labelled

OWN_FIELDS = {one.name for one in fields(SetFile)} - {
    "parent",
    "commune_groups",
    "criteria",
    "regions",
}


class LoadResult(StrEnum):
    CREATED = "CREATED"
    UNCHANGED = "UNCHANGED"
    REPLACED = "REPLACED"


def load_set(*, file: SetFile) -> LoadResult:
    """Make the stored set of that code equal to the file.

    The row of the set stays, so that adoptions and plans keep pointing at it. Raises Refused,
    with nothing stored, when the set differs and has been used, when a rule of recognition, a
    mapping or a merge rule names what the file has no longer, when a region or the parent set is
    not what the file says, when the model refuses a value, or when somebody loads the set or
    builds on it at the same time.
    """
    try:
        with transaction.atomic():
            return _load(file)
    except ValidationError as error:
        said = " ".join(labelled(CriteriaSet, error))
        raise Refused(f"Bộ {file.code}: {said} Sửa trong tệp rồi nạp lại.") from error
    except IntegrityError as error:  # ProtectedError is one
        raise Refused(
            f"Bộ {file.code}: có người vừa nạp bộ này hoặc vừa ghi số liệu dựa vào nó, "
            "nên chưa lưu gì. Nạp lại tệp."
        ) from error


def _load(file: SetFile) -> LoadResult:
    # Locked: a second load waits here and then compares with what the first one stored.
    stored = CriteriaSet.objects.select_for_update().filter(code=file.code).first()
    if stored and stored_set(stored) == file:
        return LoadResult.UNCHANGED
    if stored and CriteriaSet.objects.used().filter(pk=stored.pk).exists():
        raise Refused(
            f"Bộ {file.code} đã có số liệu dựa vào nên không sửa nữa. "
            "Đặt mã mới và ngày hiệu lực mới trong tệp để tạo bộ mới."
        )
    if stored:
        refuse_lost(stored, file)
        stored.requirements.all().delete()
        stored.commune_groups.all().delete()
    _save_tree(_save_header(stored or CriteriaSet(), file), file)
    return LoadResult.REPLACED if stored else LoadResult.CREATED


def stored_set(criteria_set: CriteriaSet) -> SetFile:
    """What the database holds of a set, as its file would say it. Four queries."""
    thresholds: dict[int, list[ThresholdLine]] = defaultdict(list)
    for row in Threshold.objects.of_set(criteria_set):
        thresholds[row.requirement_id].append(_threshold_line(row))
    criteria: list[Requirement] = []
    indicators: dict[int | None, list[IndicatorLine]] = defaultdict(list)
    for node in criteria_set.requirements.order_by("position"):
        if node.kind == Requirement.Kind.CRITERION:
            criteria.append(node)
        else:
            indicators[node.parent_id].append(_indicator_line(node, thresholds[node.pk]))
    groups = criteria_set.commune_groups.order_by("code")
    return SetFile(
        **{name: getattr(criteria_set, name) for name in OWN_FIELDS},
        parent=criteria_set.parent.code if criteria_set.parent else "",
        commune_groups=tuple(GroupLine(one.code, one.name, one.definition) for one in groups),
        criteria=tuple(_criterion_line(one, indicators[one.pk]) for one in criteria),
    )


def _threshold_line(row: Threshold) -> ThresholdLine:
    return ThresholdLine(
        region=row.region.code if row.region else "",
        commune_group=row.commune_group.code if row.commune_group else "",
        year=row.year,
        value=row.value,
        text=row.text,
        citation=row.citation,
        provenance=row.provenance,
        factor=row.factor,
        base_set=row.base_set,
        base_code=row.base_code,
    )


def _indicator_line(node: Requirement, thresholds: Iterable[ThresholdLine]) -> IndicatorLine:
    ordered = tuple(sorted(thresholds, key=lambda line: line.scope))
    return IndicatorLine(**_fields_of(node, IndicatorLine) | {"thresholds": ordered})


def _criterion_line(node: Requirement, indicators: Iterable[IndicatorLine]) -> CriterionLine:
    return CriterionLine(**_fields_of(node, CriterionLine) | {"indicators": tuple(indicators)})


def _fields_of(node: Requirement, line: type[CriterionLine | IndicatorLine]) -> dict[str, Any]:
    return {one.name: getattr(node, one.name, None) for one in fields(line)}


def _save_header(row: CriteriaSet, file: SetFile) -> CriteriaSet:
    for name in OWN_FIELDS:
        setattr(row, name, getattr(file, name))
    row.parent = CriteriaSet.objects.filter(code=file.parent).first() if file.parent else None
    if file.parent and (row.parent is None or file.parent == file.code):
        raise Refused(f"Bộ gốc ‘{file.parent}’ chưa có. Nạp tệp của bộ gốc trước.")
    row.full_clean()
    row.save()
    return row


def _save_tree(criteria_set: CriteriaSet, file: SetFile) -> None:
    """Rows of a set that has none: criteria, then indicators, then thresholds."""
    places = count(1)
    criteria: list[Requirement] = []
    indicators: list[tuple[int, Requirement, IndicatorLine]] = []
    for criterion in file.criteria:
        criteria.append(_row(criteria_set, criterion, next(places)))
        for line in criterion.indicators:
            row = _row(criteria_set, line, next(places))
            indicators.append((len(criteria) - 1, row, line))
    Requirement.objects.bulk_create(criteria)
    for index, row, _ in indicators:
        row.parent = criteria[index]  # after the criteria have their keys
    Requirement.objects.bulk_create([row for _, row, _ in indicators])
    regions = {line.code: _region(line) for line in file.regions}
    groups = {line.code: _group(criteria_set, line) for line in file.commune_groups}
    Threshold.objects.bulk_create(
        Threshold(
            requirement=row,
            region=regions.get(threshold.region),
            commune_group=groups.get(threshold.commune_group),
            **_own(threshold, leaving_out={"region", "commune_group"}),
        )
        for _, row, indicator in indicators
        for threshold in indicator.thresholds
    )


def _row(
    criteria_set: CriteriaSet, line: CriterionLine | IndicatorLine, position: int
) -> Requirement:
    row = Requirement(
        criteria_set=criteria_set,
        position=position,
        **_own(line, leaving_out={"indicators", "thresholds"}),
    )
    if isinstance(line, CriterionLine):
        row.kind, row.value_kind = Requirement.Kind.CRITERION, Requirement.ValueKind.NONE
    else:
        row.kind = Requirement.Kind.INDICATOR
    row.search_text = fold(f"{row.code} {row.name} {row.group}")
    return row


def _region(line: RegionLine) -> Region:
    """Regions are shared by all sets: the first file names them, later ones must agree."""
    region, _ = Region.objects.get_or_create(
        code=line.code, defaults={"name": line.name, "position": line.position}
    )
    if region.name != line.name:
        raise Refused(
            f"Vùng {line.code} đang có tên ‘{region.name}’, tệp ghi ‘{line.name}’. "
            "Sửa tên trong tệp cho khớp."
        )
    return region


def _group(criteria_set: CriteriaSet, line: GroupLine) -> CommuneGroup:
    return CommuneGroup.objects.create(criteria_set=criteria_set, **_own(line))


def _own(
    line: CriterionLine | IndicatorLine | ThresholdLine | GroupLine,
    *,
    leaving_out: AbstractSet[str] = frozenset(),
) -> dict[str, Any]:
    """The values of a line by the names of the model's fields."""
    return {
        one.name: getattr(line, one.name) for one in fields(line) if one.name not in leaving_out
    }
