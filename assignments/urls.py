from django.urls import path

from assignments.views import review

app_name = "assignments"
urlpatterns = [
    path("tham-tra/", review.review_list, name="review_list"),
    path("xa/<slug:code>/tham-tra/", review.review, name="review"),
]
