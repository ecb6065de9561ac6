from django.urls import path

from communes.views import board, cell, commune, disagreements, sheet

app_name = "communes"
urlpatterns = [
    path("bang-tieu-chi/", board.board, name="board"),
    path("bang-tieu-chi/luu/", board.board_save, name="board_save"),
    path("lech/", disagreements.disagreements, name="disagreements"),
    path("xa/", commune.commune_list, name="commune_list"),
    path("xa/<slug:code>/", commune.commune_detail, name="commune_detail"),
    path("xa/<slug:code>/chi-tieu/", sheet.sheet, name="sheet"),
    path("xa/<slug:code>/chi-tieu/luu/", sheet.sheet_save, name="sheet_save"),
    path("xa/<slug:code>/lich-su/<int:requirement_id>/", cell.cell_history, name="cell_history"),
]
