"""What happened to work: the steps of a task, and every change of who does it by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assignments.duty_rules import State
from assignments.models.work import WorkTask
from assignments.querysets import WorkStepQuerySet
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField, CleanTextField
from plans.models import Plan


class WorkStep(AppendOnlyModel):
    """Somebody said how far a task is (tình trạng): the newest step is its state.

    done_on: the day on which it was done, of WAITING and DONE only. holds_from: the day from
    which the step counts, that is done_on, or the day of writing. proof: where it can be seen, an
    address or the number of a document.
    """

    class Kind(models.TextChoices):
        NOT_STARTED = State.NOT_STARTED.value, "chưa bắt đầu"
        DOING = State.DOING.value, "đang làm"
        WAITING = State.WAITING.value, "chờ xác nhận"
        DONE = State.DONE.value, "xong"

    task = models.ForeignKey(WorkTask, models.PROTECT, related_name="steps", verbose_name="đợt")
    state = models.CharField("tình trạng", max_length=12, choices=Kind)
    note = CleanCharField("ghi chú", max_length=500, blank=True)
    proof = CleanCharField("minh chứng", max_length=500, blank=True)
    done_on = models.DateField("ngày xong", null=True, blank=True)
    holds_from = models.DateField("kể từ ngày")
    at = models.DateTimeField("lúc", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    objects = WorkStepQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "tình trạng của việc"
        verbose_name_plural = "tình trạng của việc"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="workstep_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["WAITING", "DONE"], done_on__isnull=False)
                | Q(state__in=["NOT_STARTED", "DOING"], done_on__isnull=True),
                name="workstep_says_when_it_was_done",
                violation_error_message="Việc đã làm xong phải ghi ngày xong.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.get_state_display()}"


class AssignmentChange(AppendOnlyModel):
    """One line of the history of who does what by when, also while a signed plan runs.

    about: what the duty is found by (`Duty.about`), empty for what is of no single duty.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", verbose_name="kế hoạch")
    about = CleanCharField("mã việc", max_length=60, blank=True, db_index=True)
    what = CleanCharField("việc", max_length=300)
    before = CleanTextField("trước", blank=True)
    after = CleanTextField("sau", blank=True)
    reason = CleanCharField("lý do", max_length=300, blank=True)
    at = models.DateTimeField("lúc", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = "lần đổi phân công"
        verbose_name_plural = "lịch sử phân công"

    def __str__(self) -> str:
        return f"{self.plan}: {self.what}"
