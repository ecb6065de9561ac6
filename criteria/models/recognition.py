"""What the law asks of a recognition (công nhận đạt chuẩn), by set."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from criteria.models.sets import CriteriaSet, Provenance
from criteria.querysets import RevocationRuleQuerySet
from criteria.recognition_rules import LossRule
from ntm_portal.lib.fields import CleanCharField, CleanTextField

PERCENT = [MinValueValidator(1), MaxValueValidator(100)]


class Prerequisite(models.Model):
    """The set whose recognition must stand before this one is given (điều kiện trước)."""

    criteria_set = models.OneToOneField(
        CriteriaSet, models.CASCADE, related_name="prerequisite", verbose_name="bộ tiêu chí"
    )
    requires = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="+", verbose_name="cần công nhận trước"
    )
    citation = CleanCharField("căn cứ", max_length=300)
    provenance = models.CharField("nguồn", max_length=10, choices=Provenance)

    class Meta:
        ordering = ["criteria_set"]
        verbose_name = "điều kiện trước"
        verbose_name_plural = "điều kiện trước"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(requires=models.F("criteria_set")),
                name="prerequisite_is_another_set",
                violation_error_message="Một bộ không thể là điều kiện trước của chính nó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set}: {self.requires}"


class RevocationRule(models.Model):
    """When a recognition under a set is to be revoked (thu hồi), for the time of one decision.

    judged_by: the set whose criteria are counted. The shares are whole percent of its criteria:
    from `share_with_named` on when a named criterion is among those no longer met, from
    `share_alone` on in any case. Named criteria are kept by number and name, not by key: loading
    a set again gives its criteria new keys.
    """

    criteria_set = models.ForeignKey(
        CriteriaSet, models.CASCADE, related_name="revocation_rules", verbose_name="bộ tiêu chí"
    )
    judged_by = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="+", verbose_name="xét theo bộ tiêu chí"
    )
    effective_from = models.DateField("hiệu lực từ")
    effective_to = models.DateField("hiệu lực đến", null=True, blank=True)
    share_with_named = models.PositiveSmallIntegerField(
        "tỷ lệ (%) khi có tiêu chí nêu tên", validators=PERCENT
    )
    share_alone = models.PositiveSmallIntegerField("tỷ lệ (%) đủ để thu hồi", validators=PERCENT)
    citation = CleanCharField("căn cứ", max_length=300)
    provenance = models.CharField("nguồn", max_length=10, choices=Provenance)

    objects = RevocationRuleQuerySet.as_manager()

    class Meta:
        ordering = ["criteria_set", "effective_from"]
        verbose_name = "quy định thu hồi"
        verbose_name_plural = "quy định thu hồi"
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "effective_from"], name="revocationrule_once_per_first_day"
            ),
            models.CheckConstraint(
                condition=models.Q(share_with_named__gte=1, share_alone__lte=100)
                & models.Q(share_with_named__lte=models.F("share_alone")),
                name="revocationrule_shares_are_percent",
                violation_error_message="Tỷ lệ từ 1 đến 100, và tỷ lệ đủ để thu hồi là tỷ lệ lớn.",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True)
                | models.Q(effective_to__gte=models.F("effective_from")),
                name="revocationrule_ends_after_it_begins",
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set}: {self.citation}"

    @property
    def loss_rule(self) -> LossRule:
        """For the pure rule. A query unless `named` is prefetched."""
        named = frozenset(one.code for one in self.named.all())
        return LossRule(self.share_with_named, self.share_alone, named)


class NamedCriterion(models.Model):
    """A criterion that the rule names: losing it makes the smaller share enough."""

    rule = models.ForeignKey(
        RevocationRule, models.CASCADE, related_name="named", verbose_name="quy định thu hồi"
    )
    code = CleanCharField("số", max_length=10)
    name = CleanTextField("tên")

    class Meta:
        ordering = ["rule", "pk"]
        verbose_name = "tiêu chí được nêu tên"
        verbose_name_plural = "tiêu chí được nêu tên"
        constraints = [
            models.UniqueConstraint(fields=["rule", "code"], name="namedcriterion_once_per_rule")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
