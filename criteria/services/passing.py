"""Writes to mappings between editions and to merge rules: both change by loading their file."""

from django.db import transaction

from criteria.files.passing import MappingFile, MergeRulesFile
from criteria.models import CriteriaSet, EditionMapping, MappingLine, MergeRule
from criteria.models.passing import by_code
from criteria.services.sets import LoadResult
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.yaml_lines import Text, wrong


@transaction.atomic
def load_mapping(*, file: MappingFile) -> LoadResult:
    """Make the stored mapping of that code equal to the file.

    Raises Refused, with nothing stored, for a set or a number that does not exist, for a change
    to a mapping that a carry-over has gone by, and for a second mapping of the same two sets
    while the first one can still be replaced.
    """
    old_set, new_set = _set(file.old_set), _set(file.new_set)
    _refuse_unknown(old_set, [line.old for line in file.lines if line.old])
    _refuse_unknown(new_set, [line.new for line in file.lines if line.new])
    # Locked: a second load waits here and then compares with what the first one stored.
    stored = EditionMapping.objects.select_for_update().filter(code=file.code).first()
    if stored and stored_mapping(stored) == _as_stored(file):
        return LoadResult.UNCHANGED
    if stored and EditionMapping.objects.used().filter(pk=stored.pk).exists():
        raise Refused(
            f"Bảng chuyển đổi {file.code} đã có số liệu chuyển theo nên không sửa nữa. "
            "Đặt mã mới trong tệp để tạo bảng mới."
        )
    of_pair = EditionMapping.objects.filter(old_set=old_set, new_set=new_set)
    unused = of_pair.exclude(code=file.code).exclude(pk__in=of_pair.used().values("pk"))
    other = unused.first()
    if other is not None:
        raise wrong(
            file.new_set,
            f"hai bộ này đã có bảng chuyển đổi {other.code}. Dùng mã đó trong tệp để thay bảng.",
        )
    mapping = stored or EditionMapping(code=file.code)
    mapping.old_set, mapping.new_set = old_set, new_set
    mapping.citation, mapping.provenance, mapping.note = file.citation, file.provenance, file.note
    mapping.save()
    mapping.lines.all().delete()
    MappingLine.objects.bulk_create(
        MappingLine(
            mapping=mapping,
            position=position,
            old_code=line.old,
            new_code=line.new,
            relation=line.relation,
            note=line.note,
        )
        for position, line in enumerate(file.lines, start=1)
    )
    return LoadResult.REPLACED if stored else LoadResult.CREATED


def stored_mapping(mapping: EditionMapping) -> tuple:
    """What the database holds of a mapping, comparable with a file."""
    lines = mapping.lines.order_by("position")
    return (
        mapping.old_set.code,
        mapping.new_set.code,
        mapping.citation,
        mapping.provenance,
        mapping.note,
        tuple(lines.values_list("old_code", "new_code", "relation", "note")),
    )


def _as_stored(file: MappingFile) -> tuple:
    lines = tuple(line.as_stored for line in file.lines)
    old, new = str(file.old_set), str(file.new_set)
    return old, new, file.citation, file.provenance, file.note, lines


@transaction.atomic
def load_merge_rules(*, file: MergeRulesFile) -> LoadResult:
    """Make the stored merge rules of the set equal to the file.

    What has been merged keeps its figures: each row says by which rule it was made. Raises
    Refused, with nothing stored, for a set or a number that does not exist.
    """
    criteria_set = _set(file.criteria_set)
    _refuse_unknown(criteria_set, [rule.code for rule in file.rules])
    stored = MergeRule.objects.filter(criteria_set=criteria_set)
    fields = ("code", "rule", "base", "citation", "provenance")
    before = set(stored.values_list(*fields))
    wanted = {(str(r.code), r.rule, r.base, r.citation, r.provenance) for r in file.rules}
    if before == wanted:
        return LoadResult.UNCHANGED
    stored.delete()
    MergeRule.objects.bulk_create(
        MergeRule(criteria_set=criteria_set, **dict(zip(fields, values, strict=True)))
        for values in sorted(wanted)
    )
    return LoadResult.REPLACED if before else LoadResult.CREATED


def _set(code: Text) -> CriteriaSet:
    """The set, locked: nobody replaces its requirements while they are being named."""
    found = CriteriaSet.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise wrong(code, f"bộ tiêu chí ‘{code}’ chưa có. Nạp tệp của bộ đó trước.")
    return found


def _refuse_unknown(criteria_set: CriteriaSet, codes: list[Text]) -> None:
    known = by_code(criteria_set)
    for code in codes:
        if code not in known:
            raise wrong(
                code,
                f"bộ {criteria_set.code} không có tiêu chí, chỉ tiêu số ‘{code}’. Sửa số đó.",
            )
