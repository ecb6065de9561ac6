"""The lists about communes as files to take away. Reads nothing."""

from collections.abc import Iterable, Sequence
from itertools import chain

from communes import grid
from communes.boards import Board
from communes.disagreements import Difference, Disagreements, OneSided
from communes.models import (
    AdministrativeUnit,
    CarryOver,
    DecisionEntry,
    RequiredProof,
    StatusEntry,
    VerdictChoice,
)
from communes.proofs import Line, Section
from communes.tiers import Standing, Tier
from communes.views.filters import Filters
from communes.views.scope import Scope
from criteria.models import Requirement
from ntm_portal.lib.lists_out import ListColumn, ListFile, moment
from ntm_portal.lib.text import upper_first

NO_DATA = VerdictChoice.NO_DATA.value


def communes_file(
    filters: Filters, rows: Sequence[tuple[AdministrativeUnit, int]], criteria_count: int
) -> ListFile:
    columns = [
        ListColumn("Mã", lambda row: row[0].code, 10),
        ListColumn("Xã", lambda row: row[0].full_name, 28),
        ListColumn("Thuộc", lambda row: row[0].parent.full_name, 28),
        ListColumn("Tiêu chí đạt", lambda row: row[1], 14),
        ListColumn("Tổng số tiêu chí", lambda _: criteria_count, 14),
    ]
    return _file("Các xã", columns, rows, filters)


def board_file(filters: Filters, board: Board, parents: Iterable[AdministrativeUnit]) -> ListFile:
    """A column for each criterion, empty where nobody has said anything."""
    names = {unit.pk: unit.full_name for unit in parents}
    words = {**grid.WORDS, NO_DATA: ""}

    def said(place: int) -> ListColumn:
        one = board.criteria[place]
        return ListColumn(f"{one.code}. {one.name}", lambda row: words[row[1][place].state], 14)

    columns = [
        ListColumn("Mã", lambda row: row[0].code, 10),
        ListColumn("Xã", lambda row: row[0].full_name, 28),
        ListColumn("Thuộc", lambda row: names.get(row[0].parent_id, ""), 28),
        *(said(place) for place in range(len(board.criteria))),
        ListColumn("Số tiêu chí đạt", lambda row: sum(_is_met(one) for one in row[1]), 12),
    ]
    rows = ((commune, board.row(commune)) for commune in board.communes)
    return _file("Bảng tiêu chí", columns, rows, filters)


def _is_met(square) -> bool:
    return square.state == VerdictChoice.MET.value


def recognitions_file(
    filters: Filters,
    tiers: Sequence[Tier],
    rows: Iterable[tuple[AdministrativeUnit, Sequence[Standing]]],
    parents: Iterable[AdministrativeUnit],
) -> ListFile:
    """Five columns for each tier."""
    names = {unit.pk: unit.full_name for unit in parents}
    columns = [
        ListColumn("Mã", lambda row: row[0].code, 10),
        ListColumn("Xã", lambda row: row[0].full_name, 28),
        ListColumn("Thuộc", lambda row: names.get(row[0].parent_id, ""), 28),
        *chain.from_iterable(_of_tier(place, one) for place, one in enumerate(tiers)),
    ]
    return _file("Công nhận đạt chuẩn", columns, rows, filters)


def _of_tier(place: int, tier: Tier) -> list[ListColumn]:
    name = upper_first(tier.criteria_set.get_tier_display())

    def recognition(row):
        return row[1][place].recognition or row[1][place].earlier

    return [
        ListColumn(f"{name}: tiêu chí đạt", lambda row: row[1][place].met, 14),
        ListColumn(f"{name}: tổng số", lambda row: row[1][place].total, 12),
        ListColumn(f"{name}: chưa có số liệu", lambda row: row[1][place].no_data, 14),
        ListColumn(
            f"{name}: quyết định công nhận",
            lambda row: (found := recognition(row)) and found.decision_no,
            20,
        ),
        ListColumn(
            f"{name}: ngày công nhận",
            lambda row: (found := recognition(row)) and found.decided_on,
            14,
        ),
        ListColumn(
            f"{name}: không còn đạt",
            lambda row: "; ".join(loss.codes for loss in row[1][place].losses),
            18,
        ),
    ]


def disagreements_file(filters: Filters, found: Disagreements) -> ListFile:
    columns = [
        ListColumn("Loại lệch", lambda row: row[0], 40),
        ListColumn("Mã", lambda row: row[1].code, 10),
        ListColumn("Xã", lambda row: row[1].full_name, 28),
        ListColumn("Số", lambda row: row[2].code, 8),
        ListColumn("Tiêu chí, chỉ tiêu", lambda row: row[2].name, 40),
        ListColumn("Bên thứ nhất", lambda row: row[3], 16),
        ListColumn("Bên thứ hai", lambda row: row[4], 16),
        ListColumn("Tiếng nói", lambda row: row[5], 18),
    ]
    rows = chain(
        (_difference("Xã tự đánh giá khác chính thức", one) for one in found.between),
        (_difference("Ghi cho tiêu chí khác theo các chỉ tiêu", one) for one in found.within),
        chain.from_iterable(map(_one_sided, found.one_sided)),
    )
    return _file("Các chỗ lệch", columns, rows, filters)


def _difference(kind: str, one: Difference) -> tuple:
    return kind, one.commune, one.requirement, one.one.label, one.other.label, one.voice


def _one_sided(one: OneSided) -> Iterable[tuple]:
    kind = "Mới có một bên"
    for requirement, word in one.assessed:
        yield kind, one.commune, requirement, word, "", "Xã tự đánh giá"
    for requirement, word in one.official:
        yield kind, one.commune, requirement, "", word, "Chính thức"


def decisions_file(entries: Iterable[DecisionEntry], code: str) -> ListFile:
    columns = [
        ListColumn("Quyết định", lambda one: str(one.decision), 30),
        ListColumn("Cơ quan ban hành", lambda one: one.decision.issuer, 30),
        ListColumn("Bộ tiêu chí", lambda one: one.decision.criteria_set.name, 40),
        ListColumn("Áp dụng cho", lambda one: one.unit.full_name, 24),
        ListColumn("Hiệu lực từ", lambda one: one.decision.effective_from, 14),
        ListColumn("Số mức", lambda one: one.threshold_count, 10),
        ListColumn("Người nhập", lambda one: str(one.entered_by), 24),
        ListColumn("Nhập lúc", lambda one: moment(one.entered_at), 18),
        ListColumn("Tình trạng", lambda one: "Đã rút" if _is_withdrawn(one) else "Đang tính", 12),
    ]
    return ListFile("Quyết định về mức đạt", columns, entries, code)


def _is_withdrawn(entry: DecisionEntry) -> bool:
    return getattr(entry, "withdrawal", None) is not None


def proofs_file(scope: Scope, lines: Iterable[RequiredProof]) -> ListFile:
    columns = [
        ListColumn("Số", lambda one: one.requirement.code, 8),
        ListColumn("Tiêu chí, chỉ tiêu", lambda one: one.requirement.name, 40),
        ListColumn("Minh chứng cần có", lambda one: one.name, 40),
        ListColumn("Căn cứ", lambda one: one.citation, 30),
        ListColumn("Danh mục của", lambda one: one.unit.full_name, 24),
        ListColumn("Người nhập", lambda one: str(one.added_by), 24),
        ListColumn("Nhập lúc", lambda one: moment(one.added_at), 18),
        ListColumn("Bỏ từ ngày", lambda one: one.retired_on, 14),
    ]
    return ListFile("Danh mục minh chứng", columns, lines, scope.criteria_set.code)


def carry_runs_file(runs: Iterable[CarryOver]) -> ListFile:
    columns = [
        ListColumn("Lượt", lambda one: one.title, 40),
        ListColumn("Đơn vị", lambda one: one.unit.full_name, 24),
        ListColumn("Ghi cho ngày", lambda one: one.day, 14),
        ListColumn("Số ô", lambda one: one.entry_count, 10),
        ListColumn("Người chạy", lambda one: str(one.run_by), 24),
        ListColumn("Chạy lúc", lambda one: moment(one.run_at), 18),
        ListColumn("Hoàn tác lúc", lambda one: moment(_undone_at(one)), 18),
    ]
    return ListFile("Các lượt chuyển số liệu", columns, runs)


def _undone_at(run: CarryOver):
    undo = getattr(run, "undo", None)
    return undo and undo.undone_at


def dossier_file(
    commune: AdministrativeUnit, scope: Scope, sections: Iterable[Section]
) -> ListFile:
    """What there is and what is asked for, as the index of the dossier."""
    columns = [
        ListColumn("Số", lambda one: one.requirement.code, 8),
        ListColumn("Tiêu chí, chỉ tiêu", lambda one: one.requirement.name, 40),
        ListColumn("Kết quả", lambda one: _verdict(one.verdict), 16),
        ListColumn("Minh chứng cần có", lambda one: one.proof and one.proof.name, 40),
        ListColumn("Đã nộp", lambda one: one.evidence and one.evidence.title, 40),
        ListColumn("Trang", lambda one: one.evidence and one.evidence.page, 10),
        ListColumn("Câu trích", lambda one: one.evidence and one.evidence.quote, 40),
        ListColumn("Hết hạn", lambda one: one.evidence and one.evidence.expires_on, 14),
        ListColumn("Người nộp", lambda one: one.evidence and str(one.evidence.submitter), 24),
        ListColumn("Nộp lúc", lambda one: one.evidence and moment(one.evidence.added_at), 18),
    ]
    lines: Iterable[Line] = chain.from_iterable(section.lines for section in sections)
    return ListFile("Minh chứng", columns, lines, commune.full_name, scope.day)


def _verdict(verdict: str) -> str:
    return "" if verdict == NO_DATA else grid.WORDS[verdict]


def history_file(
    commune: AdministrativeUnit, requirement: Requirement, entries: Iterable[StatusEntry]
) -> ListFile:
    columns = [
        ListColumn("Ngày của số liệu", lambda one: one.observed_on, 16),
        ListColumn("Kết quả", lambda one: _verdict(one.verdict), 16),
        ListColumn("Giá trị", lambda one: one.said_text if one.figure else "", 16),
        ListColumn("Ai nói", lambda one: one.get_voice_display(), 20),
        ListColumn("Người ghi", lambda one: str(one.recorded_by), 24),
        ListColumn("Nhập hộ", lambda one: "có" if one.on_behalf else "", 10),
        ListColumn("Ghi lúc", lambda one: moment(one.recorded_at), 18),
        ListColumn("Ghi chú", lambda one: one.note, 40),
    ]
    about = f"{commune.full_name} {requirement.label}"
    return ListFile("Lịch sử", columns, entries, about)


def _file(title: str, columns: Sequence[ListColumn], rows: Iterable, filters: Filters) -> ListFile:
    """Named after the set and what the list is narrowed to."""
    about = " ".join(filter(None, (filters.scope.criteria_set.code, filters.as_words)))
    return ListFile(title, columns, rows, about, filters.scope.day)
