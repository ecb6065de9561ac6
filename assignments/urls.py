from django.urls import path

from assignments.views import (
    agencies,
    agency_grid,
    bulk,
    check,
    coverage,
    duty,
    duty_list,
    measures,
    my_work,
    overview,
    report_board,
    report_cycles,
    reports,
    responsibilities,
    review,
    situation,
    work,
    work_part,
    work_paste,
    work_reading,
)

HANDED = "ke-hoach/<slug:code>/phan-cong/"
REPORTS = "ke-hoach/<slug:code>/bao-cao/"
WORK = "ke-hoach/<slug:code>/cong-viec/"
WORK_PART = f"{WORK}<slug:kind>/<int:part_id>/"
ROW = "ke-hoach/<slug:code>/xa/<slug:commune_code>/"

app_name = "assignments"
urlpatterns = [
    path("", my_work.my_work, name="my_work"),
    path("viec/", duty_list.duty_list, name="duty_list"),
    path("viec/tong-quan/", overview.overview, name="overview"),
    path("viec/doi-co-quan/", bulk.bulk_reassign, name="bulk_reassign"),
    path("viec/doi-han/", bulk.bulk_deadlines, name="bulk_deadlines"),
    path("viec/co-quan/<int:agency_id>/", agency_grid.agency_grid, name="agency_grid"),
    path(
        "viec/co-quan/<int:agency_id>/luu/", agency_grid.agency_grid_save, name="agency_grid_save"
    ),
    path("viec/<slug:key>/", duty.duty_detail, name="duty_detail"),
    path("viec/<slug:key>/tinh-trang/", duty.state_save, name="state_save"),
    path("viec/<slug:key>/giao/", duty.hand_over_save, name="hand_over_save"),
    path("ke-hoach/<slug:code>/kiem-tra/", check.plan_check, name="plan_check"),
    path("co-quan/", agencies.agency_list, name="agency_list"),
    path("co-quan/them/", agencies.agency_add, name="agency_add"),
    path("co-quan/<int:agency_id>/", agencies.agency_detail, name="agency_detail"),
    path("co-quan/<int:agency_id>/cach-viet/", agencies.alias_save, name="alias_save"),
    path(
        "co-quan/<int:agency_id>/cach-viet/<int:alias_id>/bo/",
        agencies.alias_remove_save,
        name="alias_remove_save",
    ),
    path("co-quan/<int:agency_id>/ke-thua/", agencies.succession_save, name="heir_save"),
    path(
        "co-quan/<int:agency_id>/ke-thua/<int:heir_id>/ghi-nham/",
        agencies.succession_void_save,
        name="heir_void_save",
    ),
    path(HANDED, responsibilities.responsibilities, name="responsibilities"),
    path(f"{HANDED}luu/", responsibilities.responsibilities_save, name="responsibilities_save"),
    path(f"{HANDED}xa/", responsibilities.commune_charge_save, name="commune_charge_save"),
    path(f"{HANDED}kiem-tra/", coverage.coverage, name="coverage"),
    path(f"{HANDED}co-quan/<int:agency_id>/", responsibilities.agency_lines, name="agency_lines"),
    path(
        f"{HANDED}dong/<int:line_id>/bo/",
        responsibilities.responsibility_remove_save,
        name="responsibility_remove_save",
    ),
    path(WORK, work.work_list, name="work_list"),
    path(f"{WORK}trinh-bay/", work.work_layout, name="work_layout"),
    path(f"{WORK}doc-lai/", work.work_read_save, name="work_read_save"),
    path(f"{WORK}chep/", work.work_copy_save, name="work_copy_save"),
    path(f"{WORK}dan/", work_paste.work_paste, name="work_paste"),
    path(f"{WORK}<slug:kind>/them/", work_part.work_part_add, name="work_part_add"),
    path(WORK_PART, work_part.work_part_edit, name="work_part_edit"),
    path(f"{WORK_PART}bo/", work_part.work_part_remove, name="work_part_remove"),
    path(f"{WORK_PART}len/", work_part.work_part_up_save, name="work_part_up_save"),
    path(f"{WORK_PART}xuong/", work_part.work_part_down_save, name="work_part_down_save"),
    path(f"{WORK}viec/<int:item_id>/cach-hieu/", work_reading.work_reading, name="work_reading"),
    path("tham-tra/", review.review_list, name="review_list"),
    path("xa/<slug:code>/tham-tra/", review.review, name="review"),
    path(f"{ROW}thuc-trang/", situation.situation, name="situation"),
    path(f"{ROW}giai-phap/", measures.measure_add, name="measure_add"),
    path(f"{ROW}giai-phap/<int:measure_id>/", measures.measure_edit, name="measure_edit"),
    path(
        f"{ROW}giai-phap/<int:measure_id>/bo/",
        measures.measure_remove_save,
        name="measure_remove_save",
    ),
    path(
        f"{ROW}giai-phap/<int:measure_id>/doi-cho/",
        measures.measure_move_save,
        name="measure_move_save",
    ),
    path("bao-cao/", reports.report_list, name="report_list"),
    path("bao-cao/<int:cycle_id>/<slug:who>/", reports.report, name="report"),
    path(REPORTS, report_board.report_board, name="report_board"),
    path(f"{REPORTS}lap/", report_cycles.cycles_make, name="cycles_make"),
    path(f"{REPORTS}<slug:period>/", report_cycles.report_cycle, name="report_cycle"),
    path(f"{REPORTS}<slug:period>/buoc/", report_cycles.cycle_step_save, name="cycle_step_save"),
]
