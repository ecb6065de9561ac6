"""Criteria sets as sheets to take away. Export only.

A set comes in by `load_criteria_set`, which compares it with what figures and plans already rest
on; what a province decides of thresholds has its own page. A sheet would go past both.
"""

from decimal import Decimal

from import_export.fields import Field
from import_export.resources import ModelResource

from criteria.models import Requirement, Threshold


class RequirementExport(ModelResource):
    """One row per criterion or indicator, in the order of its set."""

    criteria_set = Field("criteria_set__code", "Bộ tiêu chí")
    code = Field("code", "Số")
    name = Field("name", "Tên")
    kind = Field("get_kind_display", "Loại")
    parent = Field("parent__code", "Thuộc tiêu chí")
    group = Field("group", "Nhóm")
    unit = Field("unit", "Đơn vị tính")
    value_kind = Field("get_value_kind_display", "Cách ghi")
    comparator = Field("get_comparator_display", "So sánh")
    note = Field("note", "Ghi chú")

    class Meta:
        model = Requirement
        fields = (
            "criteria_set", "code", "name", "kind", "parent", "group", "unit", "value_kind",
            "comparator", "note",
        )  # fmt: skip
        export_order = fields
        import_id_fields = ()


class ThresholdExport(ModelResource):
    """One row per threshold: of which region, group and year, and on which document it rests."""

    criteria_set = Field("requirement__criteria_set__code", "Bộ tiêu chí")
    code = Field("requirement__code", "Số")
    region = Field("region__name", "Vùng")
    commune_group = Field("commune_group__name", "Nhóm xã")
    year = Field("year", "Năm")
    value = Field("value", "Mức")
    text = Field("text", "Điều kiện")
    citation = Field("citation", "Căn cứ")
    provenance = Field("get_provenance_display", "Nguồn")

    class Meta:
        model = Threshold
        fields = (
            "criteria_set", "code", "region", "commune_group", "year", "value", "text", "citation",
            "provenance",
        )  # fmt: skip
        export_order = fields
        import_id_fields = ()

    def dehydrate_value(self, threshold: Threshold) -> str:
        """12.9500 -> "12,95"."""
        if threshold.value is None:
            return ""
        return f"{Decimal(threshold.value).normalize():f}".replace(".", ",")
