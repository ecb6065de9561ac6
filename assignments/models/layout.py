"""How a plan prints its list of work: the lines above the table, and the words of its header."""

from django.db import models

from ntm_portal.lib.fields import CleanCharField
from plans.models import PlanPart

BY_HEADING = "Trống: theo tiêu đề phụ lục của kế hoạch."


class WorkLayout(PlanPart):
    """The lines and header words of phụ lục 01 as a plan prints them; one per plan.

    title, subtitle: empty for what follows from the plan's number, day and kind of heading.
    """

    title = CleanCharField("tên phụ lục", max_length=300, blank=True, help_text=BY_HEADING)
    subtitle = CleanCharField(
        "dòng dưới tên phụ lục", max_length=300, blank=True, help_text=BY_HEADING
    )
    number_head = CleanCharField("cột số thứ tự", max_length=40, default="STT")
    text_head = CleanCharField("cột nội dung", max_length=120, default="Nội dung công việc")
    directing_head = CleanCharField("cột chỉ đạo", max_length=120, default="Chỉ đạo")
    leading_head = CleanCharField(
        "cột chủ trì", max_length=120, default="Cơ quan chủ trì thực hiện"
    )
    cooperating_head = CleanCharField("cột phối hợp", max_length=120, default="Cơ quan phối hợp")
    timing_head = CleanCharField("cột thời gian", max_length=120, default="Thời gian")

    class Meta(PlanPart.Meta):
        default_related_name = "work_layouts"
        verbose_name = "trình bày phụ lục công việc"
        verbose_name_plural = "trình bày phụ lục công việc"
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                name="worklayout_one_per_plan",
                violation_error_message="Kế hoạch này đã có phần trình bày. Tải lại trang rồi sửa.",
            )
        ]

    def __str__(self) -> str:
        lines = " / ".join(filter(None, (self.title, self.subtitle)))
        return f"{lines or 'theo tiêu đề phụ lục'} | {' | '.join(self.heads)}"

    @property
    def heads(self) -> tuple[str, ...]:
        """The words of the six columns, left to right."""
        return (
            self.number_head,
            self.text_head,
            self.directing_head,
            self.leading_head,
            self.cooperating_head,
            self.timing_head,
        )
