from django.urls import path

from communes.views import (
    board,
    carry,
    cell,
    commune,
    decision_entry,
    decisions,
    disagreements,
    editions,
    evidence,
    proofs,
    recognition,
    recognition_list,
    sheet,
    succession,
)

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
    path("bo-tieu-chi/chuyen-doi/", carry.carry_list, name="carry_list"),
    path("bo-tieu-chi/chuyen-doi/xem-truoc/", carry.carry_preview, name="carry_preview"),
    path("bo-tieu-chi/chuyen-doi/<int:run_id>/hoan-tac/", carry.undo_save, name="undo_save"),
    path("bo-tieu-chi/quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("bo-tieu-chi/quyet-dinh/nhap/", decision_entry.decision_enter, name="decision_enter"),
    path(
        "bo-tieu-chi/quyet-dinh/<int:decision_id>/",
        decisions.decision_detail,
        name="decision_detail",
    ),
    path(
        "bo-tieu-chi/quyet-dinh/<int:decision_id>/rut/",
        decisions.decision_withdraw,
        name="decision_withdraw",
    ),
    path("xa/<slug:code>/hai-bo/", editions.editions, name="editions"),
    path("xa/<slug:code>/ke-thua/", succession.succession, name="succession"),
    path(
        "xa/<slug:code>/ke-thua/<int:succession_id>/huy/",
        succession.succession_void_save,
        name="succession_void_save",
    ),
    path("xa/<slug:code>/gop/", succession.merge, name="merge"),
]
