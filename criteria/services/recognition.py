"""Writes to the rules of recognition (quy định công nhận): they change by loading their file."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from criteria.files.recognition import (
    NamedLine,
    PrerequisiteLine,
    RevocationLine,
    SetRules,
)
from criteria.models import CriteriaSet, NamedCriterion, Prerequisite, RevocationRule
from criteria.services.sets import LoadResult
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line


def load_rules(*, rules: Sequence[SetRules]) -> list[LoadResult]:
    """Make the stored rules on the sets of a file equal to the file, all or none.

    Rules on sets that the file does not name are left alone. Nothing points at a rule, so that it
    may be replaced at any time; recognitions point at sets. Returns one result per set.
    Raises Refused when a set, or a criterion that a rule names, is not there.
    """
    try:
        with transaction.atomic():
            return [_load(one) for one in rules]
    except IntegrityError as error:
        raise Refused("Có người vừa nạp các quy định này, nên chưa lưu gì. Nạp lại tệp.") from error


def _load(rules: SetRules) -> LoadResult:
    criteria_set = _set(rules.criteria_set, rules.where)
    _check(rules)
    stored = stored_rules(criteria_set)
    if stored == rules:
        return LoadResult.UNCHANGED
    Prerequisite.objects.filter(criteria_set=criteria_set).delete()
    criteria_set.revocation_rules.all().delete()
    if rules.prerequisite:
        Prerequisite.objects.create(
            criteria_set=criteria_set,
            requires=_set(rules.prerequisite.requires, rules.prerequisite.where),
            citation=rules.prerequisite.citation,
            provenance=rules.prerequisite.provenance,
        )
    for line in rules.revocations:
        _create(criteria_set, line)
    return LoadResult.REPLACED if stored else LoadResult.CREATED


def _set(code: str, where: str) -> CriteriaSet:
    """The set, locked: it is not loaded anew while a rule is checked against it."""
    found = CriteriaSet.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise Refused(f"{where}: bộ ‘{code}’ chưa có. Nạp tệp của bộ đó trước.")
    if found.level != CriteriaSet.Level.COMMUNE:
        raise Refused(f"{where}: bộ ‘{code}’ không phải bộ tiêu chí của xã. Chọn bộ khác.")
    return found


def _check(rules: SetRules) -> None:
    for line in rules.revocations:
        judging = _set(line.judged_by, line.where)
        names = {one.code: clean_line(one.name) for one in judging.requirements.criteria()}
        for named in line.named:
            if names.get(named.code) != named.name:
                there = f"là ‘{names[named.code]}’" if named.code in names else "không có"
                raise Refused(
                    f"{named.where}: tiêu chí {named.code} ‘{named.name}’, trong bộ "
                    f"{judging.code} {there}. Sửa số hoặc tên cho khớp."
                )


def _create(criteria_set: CriteriaSet, line: RevocationLine) -> None:
    rule = RevocationRule.objects.create(
        criteria_set=criteria_set,
        judged_by=_set(line.judged_by, line.where),
        effective_from=line.effective_from,
        effective_to=line.effective_to,
        share_with_named=line.share_with_named,
        share_alone=line.share_alone,
        citation=line.citation,
        provenance=line.provenance,
    )
    NamedCriterion.objects.bulk_create(
        NamedCriterion(rule=rule, code=one.code, name=one.name) for one in line.named
    )


def stored_rules(criteria_set: CriteriaSet) -> SetRules | None:
    """What the database holds on a set, as its file would say it; None when it holds nothing."""
    prerequisite = (
        Prerequisite.objects.filter(criteria_set=criteria_set).select_related("requires").first()
    )
    stored = criteria_set.revocation_rules.select_related("judged_by").prefetch_related("named")
    revocations = tuple(_line(rule) for rule in stored.order_by("effective_from"))
    if prerequisite is None and not revocations:
        return None
    return SetRules(criteria_set.code, _before(prerequisite), revocations)


def _before(row: Prerequisite | None) -> PrerequisiteLine | None:
    if row is None:
        return None
    return PrerequisiteLine(row.requires.code, row.citation, row.provenance)


def _line(rule: RevocationRule) -> RevocationLine:
    named = sorted(rule.named.all(), key=lambda one: int(one.code))
    return RevocationLine(
        judged_by=rule.judged_by.code,
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        share_with_named=rule.share_with_named,
        share_alone=rule.share_alone,
        citation=rule.citation,
        provenance=rule.provenance,
        named=tuple(NamedLine(one.code, one.name) for one in named),
    )
