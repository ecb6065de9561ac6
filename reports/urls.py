from django.urls import path

from reports.appendices.cycle_reports import CODE
from reports.views import appendix, cycle_appendix, deviations, signing, urging

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
]
