"""The audit trail (nhật ký thay đổi): one entry per row that was added, changed or removed."""

from typing import NoReturn

from django.db import models

from ntm_portal.lib.append_only import AppendOnlyError, AppendOnlyModel, AppendOnlyQuerySet


class AuditEntryQuerySet(AppendOnlyQuerySet):
    def _by_trigger(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnlyError("AuditEntry is written by the database's own triggers only")

    create = bulk_create = get_or_create = _by_trigger


class AuditEntry(AppendOnlyModel):
    """Written by the triggers of ntm_portal/lib/audit, never by Python.

    number: its place in the chain, without a gap; PostgreSQL writes the entries of a transaction at
    its commit, so that this is also their order. actor_id is no foreign key: an
    account that is gone stays named. before, after: JSON objects of columns, kept as text since the
    hash is over these very bytes; of a change they hold what differs.
    """

    class Operation(models.TextChoices):
        INSERT = "INSERT", "thêm"
        UPDATE = "UPDATE", "sửa"
        DELETE = "DELETE", "xóa"

    number = models.BigIntegerField("số thứ tự", primary_key=True, editable=False)
    at = models.DateTimeField("lúc", editable=False)
    actor_id = models.BigIntegerField("mã tài khoản", null=True, editable=False)
    actor = models.TextField("ai", editable=False)
    acting_as = models.TextField("với tư cách", editable=False)
    request_id = models.CharField("mã yêu cầu", max_length=40, editable=False)
    address = models.CharField("địa chỉ", max_length=60, editable=False)
    reason = models.TextField("lý do", editable=False)
    table = models.CharField("bảng", max_length=63, editable=False)
    row = models.CharField("dòng", max_length=64, editable=False)
    operation = models.CharField("thao tác", max_length=6, choices=Operation, editable=False)
    before = models.TextField("trước", null=True, editable=False)
    after = models.TextField("sau", null=True, editable=False)
    previous = models.CharField("mã băm mục trước", max_length=64, editable=False)
    hash = models.CharField("mã băm", max_length=64, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "mục nhật ký thay đổi"
        verbose_name_plural = "nhật ký thay đổi"
        indexes = [
            models.Index(fields=["table", "row"], name="audit_of_a_row"),
            models.Index(fields=["actor_id"], name="audit_of_a_person"),
            models.Index(fields=["at"], name="audit_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.table} {self.row} {self.operation}"

    def save(self, **options: object) -> NoReturn:
        raise AppendOnlyError("AuditEntry is written by the database's own triggers only")
