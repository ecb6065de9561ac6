from django.urls import path

from assignments.views import (
    agencies,
    check,
    coverage,
    measures,
    responsibilities,
    review,
    situation,
)

HANDED = "ke-hoach/<slug:code>/phan-cong/"
ROW = "ke-hoach/<slug:code>/xa/<slug:commune_code>/"

app_name = "assignments"
urlpatterns = [
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
