from django.urls import path

from assignments.views import review

app_name = "assignments"
urlpatterns = [
    path("xa/<slug:code>/tham-tra/", review.review, name="review"),
]
