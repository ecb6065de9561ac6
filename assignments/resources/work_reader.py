"""A sheet of work compared with the list that the plan holds: by section and words."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from assignments.models import WorkItem, WorkSection
from assignments.paste_preview import BlockReading, PreviewLine
from assignments.pasting_rules import PastedItem, PastedSection
from assignments.resources.work_rows import KEYS, WorkRows, place_words
from assignments.work_list import Entry, read_work
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, Question, State
from ntm_portal.lib.text import fold, shown, upper_first
from ntm_portal.lib.workbooks.questions import ask
from ntm_portal.lib.workbooks.row_kinds import GROUP
from ntm_portal.lib.workbooks.tables import TableRow
from plans.models import Plan

SECTION, ITEM = "muc", "viec"  # of identities: "muc:12", "viec:34"
INTO = "muc-cua-viec"


class WorkReader:
    def __init__(self, reader: RowReader, plan: Plan) -> None:
        self.reader = reader
        self.plan = plan
        self.blocks = read_work(plan)
        self.reading = BlockReading(plan)
        self.sections = {fold(block.section.title): block.section for block in self.blocks}
        self.known: dict[str, WorkSection | WorkItem] = {}
        self.alike: dict[tuple[int, int, str], list[WorkItem]] = defaultdict(list)
        for block in self.blocks:
            self.known[f"{SECTION}:{block.section.pk}"] = block.section
            for entry in block.entries:
                self._know(entry)
        self.rows = WorkRows(reader)
        self.stored: list[dict[str, Any]] = []
        self.titles: dict[str, int] = {}
        self.taken: set[int] = set()

    def _know(self, entry: Entry) -> None:
        for one in (entry.item, *entry.subs):
            self.known[f"{ITEM}:{one.pk}"] = one
            self.alike[one.section_id, one.parent_id or 0, fold(one.text)].append(one)

    def read(self) -> Intake:
        known_rows = []
        for row in self.reader.table.rows:
            standing = self.known.get(self.reader.identity(row))
            if standing is not None and row.passed_over in ("", GROUP):
                self._place(row, standing)
                known_rows.append((row, standing))
            elif row.passed_over in ("", GROUP):
                self.rows.take(row)
        for row, standing in known_rows:
            self._compare_known(row, standing)
        by_form = {row.number for row, _ in known_rows}
        for section in self.rows.block.sections:
            self._section(section, by_form)
        return Intake(tuple(self.reader.readings), tuple(self.stored))

    # What a form of our own knows, wherever it was sorted to

    def _place(self, row: TableRow, standing: WorkSection | WorkItem) -> None:
        if isinstance(standing, WorkSection):
            self.rows.put_section(row, standing.title)
        elif standing.parent_id is None:
            self.taken.add(standing.pk)
            self.rows.put_item(row, standing.section.title)
        else:
            self.taken.add(standing.pk)
            self.rows.put_sub(row)

    def _compare_known(self, row: TableRow, standing: WorkSection | WorkItem) -> None:
        if isinstance(standing, WorkItem):
            cells = self.rows.cells_of(row)
            self._item(PastedItem(row.number, cells), standing, standing.section.title, None)
            return
        title, what = self.reader.written(row, "text"), f"Mục {standing.title}"
        if self.reader.compare(row, "text", title, standing.title, what=what):
            self._store(
                row, what=SECTION, pk=standing.pk, cells={"title": title},
                seen={"title": standing.title},
            )  # fmt: skip

    # What is recognised by its words

    def _section(self, pasted: PastedSection, by_form: set[int]) -> None:
        title = pasted.title or self._into(pasted)
        if not title:
            return
        first = self.titles.setdefault(fold(title), pasted.row)
        row = self.rows.by_number.get(pasted.row)
        if row is not None and pasted.title and pasted.row not in by_form:
            if first != pasted.row:
                message = f"Mục ‘{shown(title)}’ đã có ở dòng {first}. Đặt tên khác, hoặc gộp lại."
                self.reader.say(row, "text", State.ERROR, what="", message=message)
                return
            self._say_section(row, title)
        section = self.sections.get(fold(title))
        for item in pasted.items:
            self._item_with_subs(item, section, title, by_form)

    def _say_section(self, row: TableRow, title: str) -> None:
        standing = self.sections.get(fold(title))
        state = State.SAME if standing else State.NEW
        before = standing.title if standing else ""
        key = "text" if self.reader.written(row, "text") else "number"
        self.reader.say(row, key, state, what=f"Mục {title}", read=title, before=before)
        if standing is None:
            self._store(row, what=SECTION, cells={"title": title})

    def _into(self, pasted: PastedSection) -> str:
        """The section of rows that stand before the first one on the sheet."""
        first = self.rows.by_number[pasted.items[0].row]
        if not self.blocks:
            message = "Việc chưa thuộc mục nào. Thêm dòng mục (I, II) ở trên."
            for item in pasted.items:
                row = self.rows.by_number[item.row]
                self.reader.say(row, "text", State.ERROR, what="", message=message)
            return ""
        options = tuple((str(b.section.pk), b.section.title) for b in self.blocks)
        question = Question(INTO, "Các việc trên cùng thuộc mục nào của kế hoạch?", options)
        found = ask(question, self.reader.answers, dict(options).__getitem__)
        self.reader.tell(first, "text", found, what="")
        return found.value or ""

    def _item_with_subs(
        self, item: PastedItem, section: WorkSection | None, title: str, by_form: set[int]
    ) -> None:
        if item.row in by_form:
            standing = self.known[self.reader.identity(self.rows.by_number[item.row])]
            parent: WorkItem | int | None = standing if isinstance(standing, WorkItem) else None
        else:
            standing_item = self._alike(section, None, item)
            ok = self._item(item, standing_item, title, None)
            parent = standing_item or (item.row if ok else None)
        for sub in item.subs:
            if sub.row in by_form:
                continue
            if parent is None:
                row = self.rows.by_number[sub.row]
                message = f"Việc lớn ở dòng {item.row} chưa nhập được. Sửa dòng ấy trước."
                self.reader.say(row, "text", State.ERROR, what="", message=message)
                continue
            above = parent if isinstance(parent, WorkItem) else None
            self._item(sub, self._alike(section, above, sub), title, parent)

    def _alike(
        self, section: WorkSection | None, parent: WorkItem | None, item: PastedItem
    ) -> WorkItem | None:
        """The first of the same words that no row of the sheet has taken yet."""
        if section is None:
            return None
        same = self.alike[section.pk, parent.pk if parent else 0, fold(item.cells[0])]
        found = next((one for one in same if one.pk not in self.taken), None)
        if found is not None:
            self.taken.add(found.pk)
        return found

    def _item(
        self,
        item: PastedItem,
        standing: WorkItem | None,
        title: str,
        parent: WorkItem | int | None,
    ) -> bool:
        """Tell the cells of an item; False where a new one cannot be stored."""
        row = self.rows.by_number[item.row]
        what = place_words(row, self.reader)
        try:
            line = self.reading.line(item, "")
        except Refused as refusal:
            message = upper_first(refusal.message.partition(": ")[2])
            self.reader.say(row, "timing", State.ERROR, what=what, message=message)
            if standing is None:
                return False
            line = None
        messages = dict(self._messages(item, line))
        wanted = dict(zip(KEYS, item.cells, strict=True))
        if line is None:
            del wanted["timing"]
        changed = {
            key: words
            for key, words in wanted.items()
            if self.reader.compare(
                row,
                key,
                words,
                getattr(standing, key) if standing else "",
                what=what,
                message=messages.get(key, ""),
            )
        }
        if changed and standing is None:
            above = parent.pk if isinstance(parent, WorkItem) else None
            self._store(
                row, what=ITEM, section=title, cells=changed, parent=above,
                parent_row=parent if isinstance(parent, int) else None,
            )  # fmt: skip
        elif changed and standing is not None:
            seen = {key: getattr(standing, key) for key in changed}
            self._store(row, what=ITEM, pk=standing.pk, cells=changed, seen=seen)
        return True

    def _messages(self, item: PastedItem, line: PreviewLine | None) -> Iterator[tuple[str, str]]:
        """How the portal understands a cell, where that is not plain from its words."""
        if item.row in self.rows.notes:
            yield "text", self.rows.notes[item.row]
        if line is None or line.cells is None:
            return
        for key, cell in zip(KEYS[1:4], line.cells, strict=True):
            if cell.unread:
                unread = ", ".join(f"‘{shown(words)}’" for words in cell.unread)
                yield key, f"Chưa biết cơ quan {unread}. Giữ nguyên chữ; thêm cách viết sau."
        if line.why:
            yield "timing", f"Chưa đọc được hạn: {line.why}. Trả lời ở trang công việc."
        elif line.read and line.timing:
            yield "timing", f"Đọc là: {'; '.join(line.read)}."

    def _store(self, row: TableRow, *, what: str, **more: Any) -> None:
        blank = {
            "pk": None, "section": "", "parent": None, "parent_row": None, "cells": {}, "seen": {},
        }  # fmt: skip
        self.stored.append({"row": row.number, "what": what, **blank, **more})
