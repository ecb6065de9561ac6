/**
 * A pasted block as rows of the grid. A block copied from a document is in that document's order:
 * where it carries the names of its rows, each line goes to the row of that name; a first line
 * that repeats the column headings is dropped.
 */

import { anyOf, fold } from "./states.js";

const NAME_COLUMNS = [0, 1];
const NUMBER = /^\d*[.)]?$/;
const UNIT = /^(xa|phuong|thi tran)\s+/;

/** A name as people write it in any document: no marks, no case, no kind of unit before it. */
export function foldName(text) {
  return fold(text)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("đ", "d")
    .replace(/\s*-\s*/g, "-")
    .replace(UNIT, "");
}

/**
 * Where the values of a block go: { lines: [{ r, values }], named, problems }. With problems, which
 * are sentences about whole lines, nothing may be written.
 */
export function placeBlock(grid, rows) {
  const names = new Names(grid.cells);
  const at = names.column(rows, grid.states);
  const named = at !== undefined;
  const { top, left } = grid.selection.rectangle;
  const lines = rows.map((row) => ({
    name: named ? (row[at] ?? "").trim() : "",
    values: named ? row.slice(at + 1) : row,
  }));
  const head = readHeadings(grid, lines, left, named && !names.rowsOf(lines[0].name).length);
  if (head === left) lines.shift();
  else if (head !== undefined) return refusal([wrongColumn(grid, head, left)]);
  if (!named) return { lines: lines.map(({ values }, i) => ({ r: top + i, values })), problems: [] };
  return names.place(lines);
}

const refusal = (problems) => ({ lines: [], named: true, problems });

/** The names of the grid's rows. */
class Names {
  constructor(cells) {
    this.shown = cells.rows.map((row) => cells.rowName(row.cells[0]));
    this.byName = new Map();
    for (const [r, name] of this.shown.entries())
      this.byName.set(foldName(name), [...this.rowsOf(name), r]);
  }

  rowsOf(name) {
    return this.byName.get(foldName(name)) ?? [];
  }

  /** The column of a block that holds names, also names that are all unknown here. */
  column(rows, states) {
    const known = NAME_COLUMNS.find((c) => rows.some((row) => this.rowsOf(row[c] ?? "").length));
    return known ?? NAME_COLUMNS.find((c) => looksLikeNames(rows, c, states));
  }

  place(lines) {
    const placed = new Map();
    const problems = [];
    for (const { name, values } of lines) {
      if (!name && values.every((value) => !value.trim())) continue;
      const [r, ...more] = this.rowsOf(name);
      if (!name) problems.push("Một dòng có kết quả mà không có tên.");
      else if (r === undefined) problems.push(`‘${name}’ không có trên bảng này.`);
      else if (more.length)
        problems.push(`‘${name}’ có thể là ${anyOf(this.#alike([r, ...more]))}. Dán riêng các dòng này.`);
      else if (placed.has(r)) problems.push(`‘${name}’ có hai lần trong khối dán.`);
      else if (!values.length) problems.push(`‘${name}’ không có kết quả bên cạnh.`);
      placed.set(r, values);
    }
    if (problems.length) return refusal(problems);
    return { lines: [...placed].map(([r, values]) => ({ r, values })), named: true, problems };
  }

  #alike(rows) {
    return rows.map((r) => `${this.shown[r]} (dòng ${r + 1})`);
  }
}

/** Nothing in this column can be a state, and it has words; one word alone may be a mistake. */
function looksLikeNames(rows, c, states) {
  if (rows.length < 2 || rows.some((row) => row.length <= c + 1)) return false;
  const body = rows.slice(1);
  if (c && !body.every((row) => NUMBER.test(row[0].trim()))) return false;
  const words = (c ? body : rows).map((row) => row[c]);
  return words.every((word) => /\p{L}{2}/u.test(word) && !states.read(word).length);
}

/**
 * The column at which the first line, as headings, begins; undefined when it is no line of
 * headings. isTitle: its name is no row's, so that it can hardly be anything else.
 */
function readHeadings(grid, lines, left, isTitle) {
  const { cells, states } = grid;
  const [{ values }, ...body] = lines;
  const headings = Array.from({ length: cells.lastColumn + 1 }, (_, c) => cells.headingWords(c));
  const fits = (c) =>
    values.slice(0, headings.length - c).every((value, i) => headings[c + i].includes(fold(value)));
  if (!body.length || !values.length || !headings[0].length) return undefined;
  const begin = [left, ...headings.keys()].find(fits);
  if (isTitle || values.some((value) => !states.read(value).length)) return begin;
  return begin === left && isOtherwiseWritten(body) ? begin : undefined;
}

/** "1" and "2" are headings and states: headings only above cells that are written in letters. */
function isOtherwiseWritten(body) {
  const written = body.flatMap(({ values }) => values).filter((value) => value.trim());
  return written.length > 0 && !written.some((value) => /\d/.test(value));
}

function wrongColumn({ cells }, head, left) {
  const [from, active] = [head, left].map((c) => cells.headingText(c));
  return `Khối dán bắt đầu ở cột ${from}, ô đang đứng ở cột ${active}. Bấm vào cột ${from} rồi dán lại.`;
}
