from django.urls import path

from criteria import views

app_name = "criteria"
urlpatterns = [
    path("bo-tieu-chi/", views.set_list, name="set_list"),
    path("bo-tieu-chi/<slug:code>/", views.set_detail, name="set_detail"),
]
