"""Days off (ngày nghỉ), on which nothing falls due."""

from django.db import models

from ntm_portal.lib.fields import CleanCharField


class DayOff(models.Model):
    """A public holiday, or a working Saturday or Sunday (ngày làm bù), as announced each year."""

    day = models.DateField("ngày", unique=True)
    name = CleanCharField("tên", max_length=80, help_text="Như Tết Nguyên đán, Quốc khánh.")
    works = models.BooleanField(
        "là ngày làm bù", default=False, help_text="Thứ Bảy, Chủ nhật phải làm việc."
    )

    class Meta:
        ordering = ["day"]
        verbose_name = "ngày nghỉ"
        verbose_name_plural = "ngày nghỉ"

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
