from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("quan-tri/", admin.site.urls),
    path("", include("accounts.urls")),
    # Before criteria: bo-tieu-chi/chuyen-doi/ and bo-tieu-chi/quyet-dinh/ are no sets.
    path("", include("communes.urls")),
    path("", include("criteria.urls")),
    path("", include("plans.urls")),
    path("", include("assignments.urls")),
    path("", include("reports.urls")),
]

handler500 = "ntm_portal.views.server_error"
