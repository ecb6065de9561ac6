/** To and from Excel: blocks of tab-separated text. */

import { placeBlock } from "./block.js";
import { pastedFigure } from "./figures.js";
import { anyOf, isFigure } from "./states.js";

const MOST_CHARACTERS = 2_000_000;
const SHOWN_CHARACTERS = 40;

/** Rows of fields. Fields may be quoted, as Excel does where they hold tabs or line breaks. */
export function parseTsv(text) {
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  const rows = [[]];
  for (const [, quoted, plain, end] of text.replace(/(\r\n|\r|\n)$/, "").matchAll(cell)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (!end) break;
    if (end !== "\t") rows.push([]);
  }
  return rows;
}

export function writeTsv(rows) {
  const field = (text) => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(field).join("\t")).join("\r\n");
}

/** The selected block as Excel takes it. */
export function copied(grid) {
  const { cells, states } = grid;
  const written = (td) => {
    const code = cells.state(td);
    if (!states.get(code)) return td.textContent.trim();
    return cells.shown === "word" ? states.word(code) : states.written(code);
  };
  return writeTsv(grid.selection.block.map((row) => row.map(written)));
}

/**
 * What a pasted text would do, before anything is done: { changes: [{ td, after }], problems:
 * sentences, same: cells that say it already, clipped: values beyond the edge of the grid,
 * named: rows were found by name, refused: the problems are about lines, nothing can be written }.
 */
export function planPaste(grid, text) {
  const plan = { changes: [], problems: [], same: 0, clipped: 0, named: false, refused: false };
  const rows = parseTsv(text.slice(0, MOST_CHARACTERS));
  for (const [td, value] of targets(grid, rows, plan)) {
    if (!td) plan.clipped += 1;
    else planCell(grid, td, value, plan);
  }
  return plan;
}

/** Pairs of cell and text. A single value goes to every selected cell. */
function* targets(grid, rows, plan) {
  const { selection, cells } = grid;
  const [[only]] = rows;
  if (rows.length === 1 && rows[0].length === 1) {
    for (const td of selection.block.flat()) yield [td, only];
    return;
  }
  const { lines, named = false, problems } = placeBlock(grid, rows);
  Object.assign(plan, { named, problems, refused: problems.length > 0 });
  const { left } = selection.rectangle;
  for (const { r, values } of lines)
    for (const [c, value] of values.entries()) yield [cells.at(r, left + c), value];
}

function planCell(grid, td, value, plan) {
  const { cells, states } = grid;
  const codes = states.read(value);
  const [code] = codes;
  if (cells.isLocked(td)) {
    if (!saysTheSame(grid, td, value))
      plan.problems.push(`${cells.where(td)}: ${grid.lockedWords(td)}`);
  } else if (isFigure(td)) {
    planFigure(grid, td, value, plan);
  } else if (codes.length !== 1) {
    plan.problems.push(`${cells.where(td)}: ${unreadable(states, value, codes)}`);
  } else if (code === cells.state(td)) {
    plan.same += 1;
  } else {
    plan.changes.push({ td, after: code });
  }
}

/** The server reads the figure; here only what can be none is turned away. */
function planFigure({ cells, states }, td, value, plan) {
  const after = pastedFigure(states, value);
  if (after === undefined) plan.problems.push(`${cells.where(td)}: ${noFigure(value)}`);
  else if (after === cells.state(td)) plan.same += 1;
  else plan.changes.push({ td, after });
}

const noFigure = (value) =>
  `‘${shortened(value)}’ không phải số liệu. Viết một số như 43,8 hoặc 14/15,7, hoặc Đạt, Chưa đạt.`;

function shortened(value) {
  const shown = value.trim();
  return shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}…` : shown;
}

/** A locked cell is not touched by nothing, or by what it says already. */
function saysTheSame(grid, td, value) {
  const { states, cells } = grid;
  const text = value.trim();
  const own = states.get(cells.state(td));
  return !text || [td.textContent.trim(), own?.sign, own?.word].includes(text);
}

function unreadable(states, value, codes) {
  const text = shortened(value);
  if (!codes.length) return `‘${text}’ không phải trạng thái. ${states.hint()}`;
  const words = codes.map((code) => states.word(code));
  return `‘${text}’ có thể là ${anyOf(words)}. Viết cả chữ.`;
}
