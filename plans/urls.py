from django.urls import path

from plans.views import (
    audit,
    communes,
    compare,
    contents,
    finding,
    making,
    part,
    plan,
    progress,
    row,
    scans,
    sheet_forms,
    steps,
)

PART = "ke-hoach/<slug:code>/noi-dung/<slug:kind>/"
ROW = "ke-hoach/<slug:code>/cac-xa/<slug:commune_code>/"

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", plan.plan_list, name="plan_list"),
    path("ke-hoach/moi/", making.plan_create, name="plan_create"),
    path(
        "ke-hoach/so-sanh/", compare.plan_compare, name="plan_compare"
    ),  # before every plan's code
    path("ke-hoach/<slug:code>/", plan.plan_detail, name="plan_detail"),
    path("ke-hoach/<slug:code>/bieu-mau/", sheet_forms.plan_target_form, name="plan_target_form"),
    path("ke-hoach/<slug:code>/lich-su/", plan.plan_history, name="plan_history"),
    path("ke-hoach/<slug:code>/nhat-ky/", audit.plan_audit, name="plan_audit"),
    path("ke-hoach/<slug:code>/tien-do/", progress.progress, name="progress"),
    path("ke-hoach/<slug:code>/tien-do/o/", progress.progress_cells, name="progress_cells"),
    path("ke-hoach/<slug:code>/luu/", plan.targets_save, name="targets_save"),
    path("ke-hoach/<slug:code>/tieu-de/", plan.heading_save, name="heading_save"),
    path("ke-hoach/<slug:code>/xa/<slug:commune_code>/", row.row_edit, name="row_edit"),
    path(
        "ke-hoach/<slug:code>/xa/<slug:commune_code>/chi-tieu/<int:indicator_id>/",
        finding.finding_edit,
        name="finding_edit",
    ),
    path(
        "ke-hoach/<slug:code>/xa/<slug:commune_code>/chi-tieu/<int:indicator_id>/bo/",
        finding.finding_remove_save,
        name="finding_remove_save",
    ),
    path(
        "ke-hoach/<slug:code>/xa/<slug:commune_code>/chi-tieu/<int:indicator_id>/doi-cho/",
        finding.finding_move_save,
        name="finding_move_save",
    ),
    path("ke-hoach/<slug:code>/trinh/", steps.step_submit, name="step_submit"),
    path("ke-hoach/<slug:code>/duyet/", steps.step_approve, name="step_approve"),
    path("ke-hoach/<slug:code>/tra-lai/", steps.step_return, name="step_return"),
    path("ke-hoach/<slug:code>/ban-quet/", scans.scan_add, name="scan_add"),
    path("ke-hoach/<slug:code>/ban-quet/<int:scan_id>/", scans.scan_file, name="scan_file"),
    path("ke-hoach/<slug:code>/chep/", making.plan_copy, name="plan_copy"),
    path("ke-hoach/<slug:code>/noi-dung/", contents.contents, name="contents"),
    path("ke-hoach/<slug:code>/noi-dung/thong-tin/", contents.facts_edit, name="facts_edit"),
    path(f"{PART}them/", part.part_add, name="part_add"),
    path(f"{PART}<int:part_id>/", part.part_edit, name="part_edit"),
    path(f"{PART}<int:part_id>/bo/", part.part_remove, name="part_remove"),
    path(f"{PART}<int:part_id>/len/", part.part_up_save, name="part_up_save"),
    path(f"{PART}<int:part_id>/xuong/", part.part_down_save, name="part_down_save"),
    path("ke-hoach/<slug:code>/cac-xa/", communes.commune_rows, name="commune_rows"),
    path(ROW, communes.commune_place, name="commune_place"),
    path(f"{ROW}bo/", communes.commune_remove, name="commune_remove"),
    path(f"{ROW}len/", communes.commune_up_save, name="commune_up_save"),
    path(f"{ROW}xuong/", communes.commune_down_save, name="commune_down_save"),
]
