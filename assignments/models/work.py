"""The work that a plan hands out (Phụ lục 01): sections, items, who does them, and when."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from assignments.models.agencies import Agency
from ntm_portal.lib.fields import CleanCharField, CleanTextField
from plans.models import PlanCommune, PlanPart
from plans.sealed import SealedModel

# Its cells beside the first, in the order of the printed columns.
CELLS = ("directing", "leading", "cooperating", "timing")
CELL_OF = {"DIRECT": "directing", "LEAD": "leading", "SUPPORT": "cooperating"}  # WorkParty.role


class WorkSection(PlanPart):
    """A part of the list of work under its Roman number: "Công tác tuyên truyền, tập huấn"."""

    title = CleanCharField("tên mục", max_length=300)

    class Meta(PlanPart.Meta):
        default_related_name = "work_sections"
        verbose_name = "mục công việc"
        verbose_name_plural = "mục công việc"

    def __str__(self) -> str:
        return self.title


class WorkItem(PlanPart):
    """One line of the list (nội dung công việc), each of its cells as printed.

    parent: of a sub-row without a number of its own, such as the two lines of "2. Y tế". An item
    that only heads its sub-rows has no timing. timing: the printed words are the truth; what
    they mean is `reading` with the tasks.
    """

    class Reading(models.TextChoices):
        DATED = "DATED", "có ngày"
        OPEN = "OPEN", "không có ngày cụ thể"
        UNREAD = "UNREAD", "chưa đọc được"

    section = models.ForeignKey(WorkSection, models.PROTECT, verbose_name="mục")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_items",
        verbose_name="thuộc việc",
    )
    text = CleanTextField("nội dung công việc")
    directing = CleanTextField("chỉ đạo", blank=True)
    leading = CleanTextField("cơ quan chủ trì thực hiện", blank=True)
    cooperating = CleanTextField("cơ quan phối hợp", blank=True)
    timing = CleanTextField("thời gian", blank=True)
    reading = models.CharField(
        "cách hiểu thời gian", max_length=8, choices=Reading, default=Reading.OPEN, editable=False
    )

    beside_by = ("section_id", "parent_id")

    class Meta(PlanPart.Meta):
        default_related_name = "work_items"
        verbose_name = "việc"
        verbose_name_plural = "việc"
        constraints = [
            models.CheckConstraint(
                condition=~Q(pk=F("parent")) | Q(parent__isnull=True),
                name="workitem_no_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def told(self) -> str:
        cells = ((name, getattr(self, name)) for name in CELLS)
        return "\n".join(
            [self.text]
            + [
                f"{self._meta.get_field(name).verbose_name}: {words}"
                for name, words in cells
                if words
            ]
        )

    def save(self, *args, **kwargs) -> None:
        """The words of a signed plan are sealed; what they mean may still be answered."""
        if not self._state.adding and set(kwargs.get("update_fields") or ()) == {"reading"}:
            super(SealedModel, self).save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.section_id and self.section.plan_id != self.plan_id:
            raise ValidationError({"section": "Mục này của kế hoạch khác. Chọn lại mục."})
        if self.parent is None:
            return
        if self.parent.plan_id != self.plan_id or self.parent.section_id != self.section_id:
            raise ValidationError({"parent": "Việc lớn phải ở cùng mục của kế hoạch này."})
        if self.parent.parent_id is not None or self.parent_id == self.pk:
            raise ValidationError({"parent": f"‘{self.parent}’ đã là việc con. Chọn việc lớn."})
        if self.pk and self.sub_items.exists():
            raise ValidationError({"parent": "Việc này đã có việc con nên không thành việc con."})


class WorkParty(models.Model):
    """An agency that stands in one of an item's cells, found in its printed words.

    Not sealed: the words of a signed plan stay, the work goes on to another agency with a line of
    history.
    """

    class Role(models.TextChoices):
        DIRECT = "DIRECT", "chỉ đạo"
        LEAD = "LEAD", "chủ trì"
        SUPPORT = "SUPPORT", "phối hợp"

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="parties", verbose_name="việc")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="work_parties", verbose_name="cơ quan"
    )
    role = models.CharField("vai trò", max_length=8, choices=Role)

    class Meta:
        ordering = ["item", "role", "pk"]
        verbose_name = "cơ quan của việc"
        verbose_name_plural = "cơ quan của việc"
        constraints = [
            models.UniqueConstraint(fields=["item", "agency", "role"], name="workparty_once"),
            models.CheckConstraint(
                condition=Q(role__in=["DIRECT", "LEAD", "SUPPORT"]),
                name="workparty_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.get_role_display()}"


class WorkTask(models.Model):
    """One time at which an item is to be done: "Tháng 3, 7" makes two of one item (đợt).

    due_on: the last day on which it is in time; None for work without a date. starts_on: where
    the words also say from when. rows: the communes it is about, none for all. stated_due_on:
    what the printed words said before the office moved it, None while it was not moved.
    """

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="tasks", verbose_name="việc")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    label = CleanCharField("đợt", max_length=120, blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    stated_due_on = models.DateField("hạn theo kế hoạch", null=True, blank=True)
    rows = models.ManyToManyField(PlanCommune, blank=True, related_name="+", verbose_name="xã")
    assignee = models.ForeignKey(
        "accounts.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người làm",
    )

    class Meta:
        ordering = ["item", "position"]
        verbose_name = "đợt thực hiện"
        verbose_name_plural = "đợt thực hiện"
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="worktask_one_per_place"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("starts_on")),
                name="worktask_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.label}".strip()
