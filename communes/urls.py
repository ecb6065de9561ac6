from django.urls import path

from communes.views import board, carry, cell, commune, editions, succession

app_name = "communes"
urlpatterns = [
    path("bang-tieu-chi/", board.board, name="board"),
    path("bang-tieu-chi/luu/", board.board_save, name="board_save"),
    path("xa/", commune.commune_list, name="commune_list"),
    path("xa/<slug:code>/", commune.commune_detail, name="commune_detail"),
    path("xa/<slug:code>/lich-su/<int:requirement_id>/", cell.cell_history, name="cell_history"),
    path("bo-tieu-chi/chuyen-doi/", carry.carry_list, name="carry_list"),
    path("bo-tieu-chi/chuyen-doi/xem-truoc/", carry.carry_preview, name="carry_preview"),
    path("bo-tieu-chi/chuyen-doi/<int:run_id>/hoan-tac/", carry.undo_save, name="undo_save"),
    path("xa/<slug:code>/hai-bo/", editions.editions, name="editions"),
    path("xa/<slug:code>/ke-thua/", succession.succession, name="succession"),
    path(
        "xa/<slug:code>/ke-thua/<int:succession_id>/huy/",
        succession.succession_void_save,
        name="succession_void_save",
    ),
    path("xa/<slug:code>/gop/", succession.merge, name="merge"),
]
