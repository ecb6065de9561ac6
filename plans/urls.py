from django.urls import path

from plans.views import compare, finding, plan, progress, row

app_name = "plans"
urlpatterns = [
    path("", plan.home, name="home"),
    path("ke-hoach/", plan.plan_list, name="plan_list"),
    path(
        "ke-hoach/so-sanh/", compare.plan_compare, name="plan_compare"
    ),  # before every plan's code
    path("ke-hoach/<slug:code>/", plan.plan_detail, name="plan_detail"),
    path("ke-hoach/<slug:code>/lich-su/", plan.plan_history, name="plan_history"),
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
]
