from django.urls import path

from assignments.views import (
    agency_grid,
    bulk,
    check,
    duty,
    duty_list,
    measures,
    my_work,
    overview,
    review,
    situation,
)

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
]
