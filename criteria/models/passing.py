"""What may be taken over: from one edition to the next, and from old communes to a merged one.

Requirements are named by their number, not by a key: until a set is used, loading its file
replaces its rows, and a number lasts.
"""

from django.db import models

from criteria.merging_rules import MergeBase, Merging
from criteria.models.sets import CriteriaSet, Provenance, Requirement
from criteria.querysets import EditionMappingQuerySet
from criteria.rules import Relation
from ntm_portal.lib.fields import CleanCharField, CleanSlugField, CleanTextField


class RelationChoice(models.TextChoices):
    """What the new edition asks, compared with the old one."""

    SAME = Relation.SAME.value, "giữ nguyên"
    STRICTER = Relation.STRICTER.value, "chặt hơn"
    LOOSER = Relation.LOOSER.value, "nới hơn"
    NEW = Relation.NEW.value, "mới"
    DROPPED = Relation.DROPPED.value, "bỏ"


class EditionMapping(models.Model):
    """How an edition passes into the next (bảng chuyển đổi). Once used, it is never changed: what
    is wrong in it is put right by another mapping of the same two sets, which then goes first.
    """

    code = CleanSlugField("mã", max_length=90, unique=True)
    old_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="mappings_from", verbose_name="bộ cũ"
    )
    new_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="mappings_to", verbose_name="bộ mới"
    )
    citation = CleanCharField("căn cứ", max_length=300)
    provenance = models.CharField("nguồn", max_length=10, choices=Provenance)
    note = CleanTextField("ghi chú", blank=True)

    objects = EditionMappingQuerySet.as_manager()

    class Meta:
        ordering = ["-new_set__effective_from", "-pk"]
        verbose_name = "bảng chuyển đổi"
        verbose_name_plural = "bảng chuyển đổi"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(old_set=models.F("new_set")),
                name="editionmapping_between_two_sets",
                violation_error_message="Bộ cũ và bộ mới phải là hai bộ khác nhau.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class MappingLine(models.Model):
    """One requirement of the old edition against one of the new.

    Several lines may lead to one new requirement: it then asks all of them together.
    """

    mapping = models.ForeignKey(
        EditionMapping, models.CASCADE, related_name="lines", verbose_name="bảng chuyển đổi"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    old_code = CleanCharField("số trong bộ cũ", max_length=10, blank=True)
    new_code = CleanCharField("số trong bộ mới", max_length=10, blank=True)
    relation = models.CharField("so với bộ cũ", max_length=10, choices=RelationChoice)
    note = CleanTextField("ghi chú", blank=True)

    class Meta:
        ordering = ["mapping", "position"]
        verbose_name = "dòng chuyển đổi"
        verbose_name_plural = "dòng chuyển đổi"
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "old_code", "new_code"], name="mappingline_once"
            ),
            models.CheckConstraint(
                condition=(models.Q(relation="NEW", old_code="") & ~models.Q(new_code=""))
                | (models.Q(relation="DROPPED", new_code="") & ~models.Q(old_code=""))
                | (
                    models.Q(relation__in=["SAME", "STRICTER", "LOOSER"])
                    & ~models.Q(old_code="")
                    & ~models.Q(new_code="")
                ),
                name="mappingline_sides_fit_relation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_code or '–'} → {self.new_code or '–'}: {self.get_relation_display()}"


class MergeRule(models.Model):
    """How the figures of merged communes become one (quy tắc gộp); without a row: measure again."""

    class Rule(models.TextChoices):
        SUM = Merging.SUM.value, "cộng"
        WEIGHTED = Merging.WEIGHTED.value, "bình quân có trọng số"
        ALL_MET = Merging.ALL_MET.value, "mọi xã cũ đều đạt"
        MEASURE_AGAIN = Merging.MEASURE_AGAIN.value, "đo lại"

    class Base(models.TextChoices):
        POPULATION = MergeBase.POPULATION.value, "dân số"
        HOUSEHOLDS = MergeBase.HOUSEHOLDS.value, "số hộ"

    criteria_set = models.ForeignKey(
        CriteriaSet, models.CASCADE, related_name="merge_rules", verbose_name="bộ tiêu chí"
    )
    code = CleanCharField("số tiêu chí, chỉ tiêu", max_length=10)
    rule = models.CharField("cách gộp", max_length=14, choices=Rule)
    base = models.CharField("trọng số", max_length=10, choices=Base, blank=True)
    citation = CleanCharField("căn cứ", max_length=300)
    provenance = models.CharField("nguồn", max_length=10, choices=Provenance)

    class Meta:
        ordering = ["criteria_set", "code"]
        verbose_name = "quy tắc gộp"
        verbose_name_plural = "quy tắc gộp"
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="mergerule_once"),
            models.CheckConstraint(
                condition=(models.Q(rule="WEIGHTED") & ~models.Q(base=""))
                | (~models.Q(rule="WEIGHTED") & models.Q(base="")),
                name="mergerule_weight_has_base",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_rule_display()}"


def by_code(criteria_set: CriteriaSet) -> dict[str, Requirement]:
    """Number -> requirement. A number that a criterion shares with its only indicator means the
    criterion. One query.
    """
    found: dict[str, Requirement] = {}
    for requirement in criteria_set.requirements.order_by("position"):
        if requirement.kind == Requirement.Kind.CRITERION or requirement.code not in found:
            found[requirement.code] = requirement
    return found
