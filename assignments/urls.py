from django.urls import path

from assignments.views import (
    check,
    measures,
    report_board,
    report_cycles,
    reports,
    review,
    situation,
)

REPORTS = "ke-hoach/<slug:code>/bao-cao/"
ROW = "ke-hoach/<slug:code>/xa/<slug:commune_code>/"

app_name = "assignments"
urlpatterns = [
    path("ke-hoach/<slug:code>/kiem-tra/", check.plan_check, name="plan_check"),
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
