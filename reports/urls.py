from django.urls import path

from reports.appendices.cycle_reports import CODE
from reports.views import (
    appendix,
    cycle_appendix,
    deviations,
    imports_preview,
    imports_receipt,
    imports_start,
    imports_steps,
    signing,
    urging,
)

RUN = "nhap-lieu/<slug:run>/"

app_name = "reports"
urlpatterns = [
    path("nhac-viec/cong-van/", urging.urging, name="urging_letter"),
    # Before the appendices that are told by the plan alone: this one is of a period.
    path(
        f"ke-hoach/<slug:plan>/phu-luc/{CODE}/",
        cycle_appendix.cycle_appendix,
        name="cycle_appendix",
    ),
    path("ke-hoach/<slug:plan>/phu-luc/<slug:appendix>/", appendix.appendix, name="appendix"),
    path("ke-hoach/<slug:plan>/ky/", signing.plan_sign, name="plan_sign"),
    path("ke-hoach/<slug:plan>/lech/", deviations.plan_deviations, name="plan_deviations"),
    path("nhap-lieu/", imports_start.import_list, name="import_list"),
    path(RUN, imports_start.import_run, name="import_run"),
    path(f"{RUN}tinh-trang/", imports_start.import_state, name="import_state"),
    path(f"{RUN}lam-lai/", imports_start.import_retry, name="import_retry"),
    path(f"{RUN}bo/", imports_start.import_discard, name="import_discard"),
    path(f"{RUN}trang/", imports_steps.import_sheet, name="import_sheet"),
    path(f"{RUN}cot/", imports_steps.import_columns, name="import_columns"),
    path(f"{RUN}xem-truoc/", imports_preview.import_preview, name="import_preview"),
    path(f"{RUN}tra-loi/", imports_preview.import_answer, name="import_answer"),
    path(f"{RUN}tep-ghi-chu/", imports_preview.import_marked, name="import_marked"),
    path(f"{RUN}ghi/", imports_preview.import_write, name="import_write"),
    path(f"{RUN}bien-nhan/", imports_receipt.import_receipt, name="import_receipt"),
    path(f"{RUN}hoan-tac/", imports_receipt.import_undo, name="import_undo"),
]
