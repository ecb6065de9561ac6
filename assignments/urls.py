from django.urls import path

from assignments.views import check, feed, measures, reminders, reminding, review, situation

ROW = "ke-hoach/<slug:code>/xa/<slug:commune_code>/"

app_name = "assignments"
urlpatterns = [
    path("ke-hoach/<slug:code>/kiem-tra/", check.plan_check, name="plan_check"),
    path("tai-khoan/nhac-viec/", reminders.reminders, name="reminders"),
    path("tai-khoan/nhac-viec/lich/", reminders.feed_make, name="feed_make"),
    path("tai-khoan/nhac-viec/lich/bo/", reminders.feed_revoke_save, name="feed_revoke_save"),
    path("lich/<slug:secret>.ics", feed.feed, name="feed"),
    path("nhac-viec/", reminding.reminding, name="reminding"),
    path("tham-tra/", review.review_list, name="review_list"),
    path("xa/<slug:code>/tham-tra/", review.review, name="review"),
    path(f"{ROW}thuc-trang/", situation.situation, name="situation"),
    path(f"{ROW}giai-phap/", measures.measure_add, name="measure_add"),
    path(f"{ROW}giai-phap/<int:measure_id>/", measures.measure_edit, name="measure_edit"),
    path(
        f"{ROW}giai-phap/<int:measure_id>/bo/",
        measures.measure_remove_save,
        name="measure_remove_save",
    ),
    path(
        f"{ROW}giai-phap/<int:measure_id>/doi-cho/",
        measures.measure_move_save,
        name="measure_move_save",
    ),
]
