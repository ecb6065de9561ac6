from django.urls import path

from reports.views import appendix, deviations, signing, urging

app_name = "reports"
urlpatterns = [
    path("nhac-viec/cong-van/", urging.urging, name="urging_letter"),
    path("ke-hoach/<slug:plan>/phu-luc/<slug:appendix>/", appendix.appendix, name="appendix"),
    path("ke-hoach/<slug:plan>/ky/", signing.plan_sign, name="plan_sign"),
    path("ke-hoach/<slug:plan>/lech/", deviations.plan_deviations, name="plan_deviations"),
]
