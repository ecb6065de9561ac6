from django.urls import path

from communes.views import (
    board,
    cell,
    commune,
    evidence,
    proofs,
    recognition,
    recognition_list,
    sheet,
)

app_name = "communes"
urlpatterns = [
    path("bang-tieu-chi/", board.board, name="board"),
    path("bang-tieu-chi/luu/", board.board_save, name="board_save"),
    path("xa/", commune.commune_list, name="commune_list"),
    path("xa/<slug:code>/", commune.commune_detail, name="commune_detail"),
    path("xa/<slug:code>/chi-tieu/", sheet.sheet, name="sheet"),
    path("xa/<slug:code>/chi-tieu/luu/", sheet.sheet_save, name="sheet_save"),
    path("xa/<slug:code>/lich-su/<int:requirement_id>/", cell.cell_history, name="cell_history"),
    path("cong-nhan/", recognition_list.recognition_list, name="recognition_list"),
    path("xa/<slug:code>/cong-nhan/", recognition.recognition_detail, name="recognition_detail"),
    path(
        "xa/<slug:code>/cong-nhan/<int:recognition_id>/thu-hoi/",
        recognition.recognition_revoke,
        name="recognition_revoke",
    ),
    path(
        "xa/<slug:code>/cong-nhan/<int:recognition_id>/ghi-nham/",
        recognition.recognition_void,
        name="recognition_void",
    ),
    path("xa/<slug:code>/minh-chung/", evidence.evidence, name="evidence"),
    path(
        "xa/<slug:code>/minh-chung/<int:evidence_id>/",
        evidence.evidence_file,
        name="evidence_file",
    ),
    path(
        "xa/<slug:code>/minh-chung/<int:evidence_id>/bo/",
        evidence.evidence_withdraw,
        name="evidence_withdraw",
    ),
    path("xa/<slug:code>/ho-so.zip", evidence.dossier, name="dossier"),
    path("minh-chung/danh-muc/", proofs.proof_list, name="proof_list"),
    path("minh-chung/danh-muc/<int:proof_id>/bo/", proofs.proof_retire, name="proof_retire"),
]
