from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("ke-hoach/<slug:plan>/phu-luc/<slug:appendix>/", views.appendix, name="appendix"),
]
