"""The steps of a person with an import: hand in, choose, answer, write, take back, drop.

All but the first are taken by the person whose run it is (`reports.access_imports.get_run`).
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from ntm_portal.lib.file_names import safe_name, split_ending
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import SheetColumn
from ntm_portal.lib.virus_scan import refuse_infected
from reports import previews
from reports.import_looks import Kinds
from reports.import_tables import missing_columns
from reports.models import ImportRun
from reports.querysets import KEPT_FOR
from reports.scopes import in_words
from reports.services.import_cleaning import prune_runs, refuse_too_much
from reports.services.import_jobs import keep_parsed, parsed, proceed
from reports.services.import_layouts import recall_layout, set_scope
from reports.services.import_process import is_heavy, is_interrupted, lock_of

State = ImportRun.State
BLOCK = "Khối dán"
LONGEST_STEM, LONGEST_ENDING = 150, 10
CONFLICT = 409


def start_run(
    *, name: str, content: bytes, kinds: Kinds, today: date, by: User, is_block: bool = False
) -> ImportRun:
    """Take in a file or a pasted block (then `content` is its text in UTF-8).

    Raises Refused, with nothing stored, for what cannot be read; a file so big that it is read in
    a process of its own ends as FAILED instead.
    """
    now = timezone.now()
    prune_runs(now=now, of=by)
    refuse_too_much(by, len(content))
    if not is_block:
        refuse_infected(name=name, content=content, scanner=settings.VIRUS_SCANNER)
    run = ImportRun(
        by=by,
        file_name=BLOCK if is_block else _clean_name(name),
        is_block=is_block,
        size=len(content),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        beat_at=now,
    )
    if not is_heavy(run):
        keep_parsed(run, parsed(run))
    run.save()
    proceed(run, kinds, today)
    return run


def choose_sheet(
    *, run: ImportRun, sheet: str, kind: str, answers: Mapping[str, str], kinds: Kinds, today: date
) -> None:
    """What the sheet is and what it is about; what was chosen for another sheet is forgotten.

    On to the preview where its layout has been used before. Raises Refused and Http404 as the
    kind does.
    """
    _refuse_written(run)
    kinds[kind].scope(user=run.by, today=today, data=answers)
    form = kinds[kind].scope_form(user=run.by, today=today, data=answers)
    set_scope(run, kind, dict(answers), in_words(form))
    run.sheet = sheet
    run.header_first = run.header_last = None
    run.reads_hidden = False
    run.mapping, run.answers = {}, {}
    if recall_layout(run, kinds, today):
        _move(run, State.CHECKING)
        proceed(run, kinds, today)
    else:
        _move(run, State.OPEN)


def choose_headings(
    *, run: ImportRun, header_rows: tuple[int, int] | None, reads_hidden: bool
) -> None:
    """Where the headings stand; None: where they are found. The columns are chosen anew."""
    _refuse_written(run)
    run.header_first, run.header_last = header_rows or (None, None)
    run.reads_hidden = reads_hidden
    run.mapping, run.answers = {}, {}
    _move(run, State.OPEN)


def choose_columns(
    *,
    run: ImportRun,
    mapping: Mapping[int, str],
    columns: list[SheetColumn],
    kinds: Kinds,
    today: date,
) -> None:
    """Which column is what, and on to the preview."""
    _refuse_written(run)
    missing = missing_columns(columns, mapping)
    if missing:
        raise Refused(f"Chưa chọn cột cho: {', '.join(missing)}. Chọn trong danh sách của cột.")
    once = {one.key: one.label for one in columns if not one.many}
    chosen = list(mapping.values())
    twice = [label for key, label in once.items() if chosen.count(key) > 1]
    if twice:
        raise Refused(f"Hai cột cùng là ‘{twice[0]}’. Giữ một cột, cột kia chọn “không đọc”.")
    run.mapping = {str(column): key for column, key in mapping.items()}
    run.answers = {}
    _move(run, State.CHECKING)
    proceed(run, kinds, today)


def answer(*, run: ImportRun, answers: Mapping[str, str], kinds: Kinds, today: date) -> None:
    """Answer questions of the preview, each for all equal cases; the preview is made anew.

    An answer that none of its question's options gives, but "" (leave out), is refused.
    """
    _refuse_written(run)
    if run.state != State.READY:
        return
    asked = previews.load(bytes(run.preview)).questions
    for key, value in answers.items():
        options = {option for option, _ in asked[key].options} if key in asked else set()
        if value not in options | {""} or key not in asked:
            raise Refused("Câu hỏi đã thay đổi. Xem lại các chỗ cần trả lời rồi chọn lại.")
    run.answers = run.answers | dict(answers)
    _move(run, State.CHECKING)
    proceed(run, kinds, today)


def forget_answers(*, run: ImportRun, kinds: Kinds, today: date) -> None:
    _refuse_written(run)
    if run.state != State.READY:
        return
    run.answers = {}
    _move(run, State.CHECKING)
    proceed(run, kinds, today)


def write_run(*, run: ImportRun, leaves_faults: bool, kinds: Kinds, today: date) -> None:
    """Write what the preview shows, all or nothing; a second click writes nothing more.

    leaves_faults: write what is right and leave the rest, where the person chose so.
    Raises Refused where the same sheet is being written at this moment.
    """
    if run.is_written or run.state == State.WRITING:
        return
    if run.state != State.READY:
        raise Refused("Lượt nhập chưa có bản xem trước. Xem trước rồi ghi.")
    preview = previews.load(bytes(run.preview))
    if preview.blocked:
        raise Refused(preview.blocked)
    if preview.problem_count and not leaves_faults:
        raise Refused(
            f"Còn {preview.problem_count} chỗ cần xem, chưa ghi gì. "
            "Trả lời hoặc chọn ghi phần đúng."
        )
    if not preview.good_rows:
        raise Refused("Không có gì mới để ghi: cổng đã có đúng những số liệu này.")
    if _claim(run, leaves_faults=leaves_faults, today=today):
        proceed(run, kinds, today)


def undo_run(*, run: ImportRun, kinds: Kinds, today: date) -> None:
    """Take a written import back, within a day and while nothing was edited since.

    What stands against it is said in the run's fault; nothing is taken back then.
    """
    if run.state in (State.UNDOING, State.UNDONE):
        return
    now = timezone.now()
    if run.done_at is None or run.state != State.DONE:
        raise Refused("Lượt nhập này chưa ghi gì, nên không có gì để hoàn tác.")
    if not may_undo(run, now):
        raise Refused("Đã quá 24 giờ từ khi ghi, không hoàn tác được nữa. Sửa ở từng trang.")
    own = ImportRun.objects.filter(pk=run.pk, state=State.DONE)
    if own.update(state=State.UNDOING, beat_at=now, fault="", touched_at=now):
        run.refresh_from_db(fields=["state", "beat_at", "fault"])
        proceed(run, kinds, today)


def may_undo(run: ImportRun, now: datetime) -> bool:
    return run.state == State.DONE and run.done_at is not None and now < run.done_at + KEPT_FOR


def retry_run(*, run: ImportRun, kinds: Kinds, today: date) -> None:
    """Begin anew what was interrupted. An interrupted writing waits for its button again."""
    if not is_interrupted(run, timezone.now()):
        return
    back = {State.WRITING: State.READY, State.UNDOING: State.DONE}.get(State(run.state))
    _move(run, back or State(run.state))
    if back is None:
        proceed(run, kinds, today)


@transaction.atomic
def discard_run(*, run: ImportRun) -> None:
    """Drop an import that has written nothing, with its bytes."""
    if run.is_working and not is_interrupted(run, timezone.now()):
        raise Refused("Lượt nhập đang chạy. Chờ xong rồi bỏ.")
    _refuse_written(run)
    lock_of(run).unlink(missing_ok=True)
    run.delete()


def _claim(run: ImportRun, *, leaves_faults: bool, today: date) -> bool:
    """Take the state WRITING and a number, alone; False where another click was faster."""
    for _ in range(5):
        now = timezone.now()
        number = run.number or _next_number(today.year)
        try:
            with transaction.atomic():
                taken = ImportRun.objects.filter(pk=run.pk, state=State.READY).update(
                    state=State.WRITING,
                    beat_at=now,
                    touched_at=now,
                    fault="",
                    leaves_faults=leaves_faults,
                    year=run.year or today.year,
                    number=number,
                )
        except IntegrityError:
            _refuse_being_written(run)  # else the number was taken: the next one
            continue
        run.refresh_from_db()
        return bool(taken)
    raise Refused("Nhiều người đang ghi cùng lúc. Bấm ghi lại.", status=CONFLICT)


def _next_number(year: int) -> int:
    newest = ImportRun.objects.filter(year=year).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def _refuse_being_written(run: ImportRun) -> None:
    """Somebody writes the same sheet: told who and since when. One that has died gives way."""
    others = ImportRun.objects.same_sheet(run).filter(state=State.WRITING).light()
    other = others.first()
    if other is None:
        return
    if is_interrupted(other, timezone.now()):
        _move(other, State.READY)
        return
    at = timezone.localtime(other.beat_at or other.touched_at)
    raise Refused(
        f"{other.by} đang ghi chính tệp này từ lúc {at:%H:%M ngày %d/%m/%Y}. Chờ xong rồi xem lại.",
        status=CONFLICT,
    )


def _refuse_written(run: ImportRun) -> None:
    if run.is_written or run.state == State.WRITING:
        raise Refused("Lượt nhập này đã ghi. Muốn nhập lại, tải tệp lên lần nữa.")


def _clean_name(name: str) -> str:
    stem, ending = split_ending(name)
    clean = safe_name(stem, most=LONGEST_STEM, otherwise="tep")
    short = safe_name(ending[1:], most=LONGEST_ENDING, otherwise="")
    return f"{clean}.{short}" if short else clean


def _move(run: ImportRun, state: ImportRun.State) -> None:
    """All that was chosen, and the next state."""
    run.state, run.fault, run.beat_at = state, "", timezone.now()
    run.save(
        update_fields=[
            "kind",
            "scope",
            "scope_words",
            "scope_digest",
            "sheet",
            "header_first",
            "header_last",
            "reads_hidden",
            "mapping",
            "answers",
            "state",
            "fault",
            "beat_at",
            "touched_at",
        ]
    )
