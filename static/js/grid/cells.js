/**
 * The cells of one table: where they stand, what they say, how they look, and the counts beside
 * them. Rows and cells are read when first needed, so that a board of 4,000 cells opens at once.
 */

import { fold, isFigure } from "./states.js";

const MARKS = { saved: "đã lưu", saving: "đang lưu", unsaved: "chưa lưu", refused: "lỗi" };

export class Cells {
  #rows;
  #columns;
  #rowIndex;
  #byKey;
  #columnCounts;

  constructor(section, states) {
    this.section = section;
    this.table = section.querySelector("[data-grid-table]");
    this.states = states;
    this.shown = section.dataset.label === "word" ? "word" : "sign";
  }

  get first() {
    return this.table.querySelector("td.c");
  }

  /** [{ tr, cells }]: rows that hold cells; headings between them are left out. */
  get rows() {
    this.#rows ??= [...this.table.querySelectorAll("tbody tr")]
      .filter((tr) => tr.querySelector("td.c"))
      .map((tr) => new Row(tr));
    return this.#rows;
  }

  get all() {
    return this.rows.flatMap(({ cells }) => cells);
  }

  get lastRow() {
    return this.rows.length - 1;
  }

  get lastColumn() {
    return this.rows[0].cells.length - 1;
  }

  at(r, c) {
    return this.rows[r]?.cells[c];
  }

  /** The place of a cell as { r, c }. */
  place(td) {
    this.#rowIndex ??= new Map(this.rows.map((row, r) => [row.tr, r]));
    const r = this.#rowIndex.get(td.parentElement);
    return { r, c: this.rows[r].cells.indexOf(td) };
  }

  heading(c) {
    this.#columns ??= [...this.table.querySelectorAll("thead th[data-col]")];
    return this.#columns[c];
  }

  /** What stands over a column; "" where rows have criteria of their own. */
  headingText(c) {
    const heading = this.heading(c);
    return heading ? visibleText(heading) : "";
  }

  /** The ways, folded, in which a document may write a column's heading. */
  headingWords(c) {
    const text = this.headingText(c);
    if (!text) return [];
    const { title } = this.heading(c);
    const words = [text, `tc${text}`, `tc ${text}`, `tiêu chí ${text}`];
    return [...words, ...(title ? [title, `${text}. ${title}`] : [])].map(fold);
  }

  rowKey(td) {
    return td.dataset.row ?? td.parentElement.dataset.row;
  }

  columnKey(td) {
    return td.dataset.col ?? this.heading(this.place(td).c).dataset.col;
  }

  find(row, col) {
    if (!this.#byKey) {
      this.#byKey = new Map();
      for (const { cells } of this.rows)
        for (const td of cells) this.#byKey.set(`${this.rowKey(td)}|${this.columnKey(td)}`, td);
    }
    return this.#byKey.get(`${row}|${col}`);
  }

  /** "Dòng Xã Lợi Bác, cột 5"; where each row has its own criterion, the row says it all. */
  where(td) {
    const heading = this.headingText(this.place(td).c);
    const row = `Dòng ${this.rowName(td)}`;
    return heading ? `${row}, cột ${heading}` : row;
  }

  /** "Xã Yên Khoái · tiêu chí 12. Lao động": commune and criterion, wherever each is named. */
  fullName(td) {
    const heading = this.heading(this.place(td).c);
    const { title } = heading ?? {};
    const [commune, number, name] = heading
      ? [td.parentElement.dataset.title ?? this.rowName(td), visibleText(heading), title]
      : [this.section.dataset.title, this.rowNumber(td), this.rowName(td)];
    const criterion = `${this.section.dataset.node ?? "tiêu chí"} ${[number, name].filter(Boolean).join(". ")}`;
    return commune ? `${commune} · ${criterion}` : sentence(criterion);
  }

  rowNumber(td) {
    return td.parentElement.querySelector("td.number")?.textContent.trim() ?? "";
  }

  rowName(td) {
    const th = td.parentElement.querySelector("th");
    return th ? visibleText(th.querySelector("a, [data-name]") ?? th) : this.rowKey(td);
  }

  isLocked(td) {
    return (
      "locked" in td.dataset ||
      "locked" in td.parentElement.dataset ||
      "readonly" in this.section.dataset ||
      (!isFigure(td) && !this.states.get(td.dataset.s))
    );
  }

  /** What a cell says: the code of a state, or the text of a figure. */
  state(td) {
    return isFigure(td) ? td.dataset.text : td.dataset.s;
  }

  /** Whether a cell may say it: a figure is never the code of a state, nor the other way round. */
  accepts(td, after) {
    return isFigure(td) ? !this.states.get(after) : Boolean(this.states.get(after));
  }

  /** What the server is known to hold: { state, version }. */
  known(td) {
    return { state: this.state(td), version: Number(td.dataset.v || 0) };
  }

  /** Show new states and bring every count up to date. changes: [{ td, after }] */
  show(changes) {
    const counts = new Counts(this);
    for (const { td, after } of changes) {
      if (isFigure(td)) {
        td.dataset.text = after;
      } else {
        counts.add(td, td.dataset.s, after);
        td.dataset.s = after;
      }
      this.write(td);
      this.name(td);
    }
    counts.write();
  }

  write(td) {
    td.textContent = isFigure(td) ? td.dataset.text : this.states.get(td.dataset.s)[this.shown];
  }

  /** The verdict of a figure, as the server found it. */
  judge(td, verdict) {
    const counts = new Counts(this);
    counts.add(td, td.dataset.s, verdict);
    td.dataset.s = verdict;
    counts.write();
    this.name(td);
  }

  /** Say by shape and word how far saving is; details: what the cell's title says instead. */
  mark(td, mark, details = "") {
    td.classList.remove(...Object.keys(MARKS).map((name) => `c--${name}`));
    if (mark) td.classList.add(`c--${mark}`);
    td.title = details || (mark ? sentence(MARKS[mark]) : "");
    this.name(td);
  }

  /** The row of a saved cell says who wrote it and why: after a save that is out of date. */
  showWriter(td, by) {
    const cellOf = (head) => td.parentElement.querySelector(`td[data-head="${head}"]`);
    cellOf("Ghi bởi")?.replaceChildren(by);
    cellOf("Ghi chú")?.replaceChildren();
  }

  /** The accessible name: the state's word, and how far saving is unless all is well. */
  name(td) {
    const verdict = this.states.word(td.dataset.s);
    const word = isFigure(td) && td.dataset.text ? `${td.dataset.text}, ${verdict}` : verdict;
    const mark = ["saving", "unsaved", "refused"].find((name) =>
      td.classList.contains(`c--${name}`),
    );
    td.setAttribute("aria-label", mark ? `${word}, ${MARKS[mark]}` : word);
    if (this.isLocked(td)) td.setAttribute("aria-readonly", "true");
  }

  /** Elements that count one column, at the foot of the table. */
  columnCounts(c) {
    this.#columnCounts ??= [...this.table.querySelectorAll("tfoot tr")].map((tr) => [
      ...tr.querySelectorAll("[data-count-col]"),
    ]);
    return this.#columnCounts.map((cells) => cells[c]).filter(Boolean);
  }
}

class Row {
  #cells;

  constructor(tr) {
    this.tr = tr;
  }

  get cells() {
    this.#cells ??= [...this.tr.querySelectorAll("td.c")];
    return this.#cells;
  }
}

/** Differences of counts, collected over many cells and written once. */
class Counts {
  constructor(cells) {
    this.cells = cells;
    const page = cells.section.closest("main") ?? cells.section;
    this.totals = [...page.querySelectorAll("[data-count-all]")];
    this.differences = new Map();
  }

  add(td, before, after) {
    const { c } = this.cells.place(td);
    for (const element of td.parentElement.querySelectorAll("[data-count]"))
      this.addTo(element, element.dataset.count, before, after);
    for (const element of this.cells.columnCounts(c))
      this.addTo(element, element.dataset.countCol, before, after);
    for (const element of this.totals)
      this.addTo(element, element.dataset.countAll, before, after);
  }

  addTo(element, listed, before, after) {
    const codes = listed.split(" ");
    const difference = codes.includes(after) - codes.includes(before);
    if (difference)
      this.differences.set(element, (this.differences.get(element) ?? 0) + difference);
  }

  write() {
    for (const [element, difference] of this.differences) {
      const target = element.querySelector("a") ?? element;
      const before = Number(target.textContent.replace(/\./g, "").trim() || NaN);
      const counted = Number.isNaN(before)
        ? this.countCells(element.dataset.countAll ?? "")
        : before + difference;
      target.textContent = grouped(counted);
    }
    for (const element of this.cells.section.querySelectorAll("[data-average]"))
      element.textContent = average(
        this.countCells(element.dataset.average),
        this.cells.rows.length,
      );
  }

  countCells(listed) {
    const chosen = listed.split(" ").map((code) => `td.c[data-s="${code}"]`);
    return this.cells.table.querySelectorAll(chosen.join()).length;
  }
}

/** 1234 -> "1.234" */
export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ".");
}

/** Two decimals, half up, decimal comma; exact, because it stays among whole numbers. */
export function average(sum, parts) {
  const hundredths = Math.floor((200 * sum + parts) / (2 * parts));
  return `${grouped(Math.floor(hundredths / 100))},${String(hundredths % 100).padStart(2, "0")}`;
}

export function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The text of a heading without what is only there for screen readers. */
function visibleText(element) {
  const copy = element.cloneNode(true);
  for (const hidden of copy.querySelectorAll(".hidden")) hidden.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}
