"""Units as a sheet to take away (xuất danh sách). Export only: units come in by load_units."""

from import_export.fields import Field
from import_export.resources import ModelResource

from communes.models import AdministrativeUnit
from ntm_portal.lib.dates import format_day


class UnitResource(ModelResource):
    """One row per unit and its time, in the order of the page it is exported from."""

    code = Field("code", "Mã")
    name = Field("name", "Tên")
    level = Field("get_level_display", "Cấp")
    kind = Field("get_kind_display", "Loại")
    parent_code = Field("parent__code", "Mã đơn vị cấp trên")
    parent_name = Field("parent__full_name", "Đơn vị cấp trên")
    region = Field("region__name", "Vùng")
    valid_from = Field("valid_from", "Tồn tại từ ngày")
    valid_to = Field("valid_to", "Đến hết ngày")
    dates_exact = Field("dates_exact", "Ngày lấy từ văn bản quyết định")
    source = Field("source", "Nguồn")

    class Meta:
        model = AdministrativeUnit
        fields = (
            "code", "name", "level", "kind", "parent_code", "parent_name", "region",
            "valid_from", "valid_to", "dates_exact", "source",
        )  # fmt: skip
        export_order = fields
        import_id_fields = ()

    def dehydrate_valid_from(self, unit: AdministrativeUnit) -> str:
        return format_day(unit.valid_from) if unit.valid_from else ""

    def dehydrate_valid_to(self, unit: AdministrativeUnit) -> str:
        return format_day(unit.valid_to) if unit.valid_to else ""

    def dehydrate_dates_exact(self, unit: AdministrativeUnit) -> str:
        return "có" if unit.dates_exact else "không"
