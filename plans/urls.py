from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [
    path("", views.home, name="home"),
    path("ke-hoach/", views.plan_list, name="plan_list"),
    path("ke-hoach/<slug:code>/", views.plan_detail, name="plan_detail"),
    path("ke-hoach/<slug:code>/luu/", views.targets_save, name="targets_save"),
    path("ke-hoach/<slug:code>/tieu-de/", views.heading_save, name="heading_save"),
    path("ke-hoach/<slug:code>/xa/<slug:commune_code>/", views.row_edit, name="row_edit"),
]
