/**
 * Cells that hold a figure (td.c[data-figure]): their text is typed in a box of their own, the
 * server reads and judges it, and the verdict with its reason stands beside it ([data-result]).
 *
 * data-text: what was entered, such as "43,8" or "43,8 C" (C: a person decided). data-s: the
 * verdict. data-suggestion: the sign that an unverified threshold suggests.
 */

import { element } from "./dialogs.js";
import { isFigure } from "./states.js";

/** Digits begin a figure, on every keyboard; letters stay with the verdicts. */
export function beginsFigure({ key, code, shiftKey }) {
  if (/^[0-9]$/.test(key)) return key;
  return !shiftKey && /^(Digit|Numpad)[0-9]$/.test(code) ? code.at(-1) : "";
}

/** What a cell says once a person decides: the figure stays, the sign of the state goes behind it. */
export function decided(states, text, code) {
  const figure = withoutSign(states, text);
  if (code === states.empty) return "";
  const { sign, alone } = states.get(code);
  return alone || !figure ? sign : `${figure} ${sign}`;
}

function withoutSign(states, text) {
  const signs = states.enterable.map((state) => state.sign).filter(Boolean);
  const sign = signs.find((one) => text === one || text.endsWith(` ${one}`));
  return sign ? text.slice(0, -sign.length).trim() : text;
}

/** The text of a pasted value, or undefined where it can be no figure. */
export function pastedFigure(states, value) {
  const text = value.replace(/\s+/g, " ").trim();
  const codes = states.read(text);
  if (/\d/.test(text)) return text;
  return codes.length === 1 ? states.get(codes[0]).sign : undefined;
}

/** Type a figure into a cell. first: the digit that opened the box; without: the text as it is. */
export function openEditor(grid, td, first = "") {
  const { cells, selection } = grid;
  const input = element("input", { type: "text", className: "c__input", autocomplete: "off" });
  input.value = first || cells.state(td);
  input.setAttribute("aria-label", cells.fullName(td));
  let open = true;
  const close = (text) => {
    if (!open) return;
    open = false;
    cells.write(td);
    if (td === selection.active) td.tabIndex = 0;
    if (text !== undefined && text !== cells.state(td)) grid.change([{ td, after: text }]);
  };
  const commit = () => close(input.value.replace(/\s+/g, " ").trim());
  const leave = (go) => {
    commit();
    selection.activate(td);
    go();
  };
  const keys = {
    Enter: ({ shiftKey }) => leave(() => (shiftKey ? selection.move(-1, 0) : selection.moveOn())),
    Tab: ({ shiftKey }) => leave(() => selection.step(shiftKey ? -1 : 1)),
    ArrowDown: () => leave(() => selection.move(1, 0)),
    ArrowUp: () => leave(() => selection.move(-1, 0)),
    Escape: () => {
      close();
      selection.activate(td);
    },
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key](event);
  });
  input.addEventListener("blur", commit);
  td.replaceChildren(input);
  td.removeAttribute("tabindex"); // the box is the Tab stop while it is open
  input.focus();
  if (!first) input.select();
}

/** What the server made of a figure: the verdict, why, and what it suggests. */
export function showResult(grid, td, answer) {
  if (!isFigure(td)) return showCriterion(answer);
  td.dataset.suggestion = answer.suggestion;
  grid.cells.judge(td, answer.verdict);
  const said = [element("strong", {}, answer.word)];
  if (answer.reason) said.push(element("small", { className: "muted" }, answer.reason));
  if (answer.suggestion)
    said.push(element("small", { className: "suggestion" }, `Gợi ý: ${answer.suggestionWord}`));
  resultOf(td).replaceChildren(...said);
  standing.delete(td);
  return showCriterion(answer);
}

function showCriterion({ criterion, criterionWord, criterionState }) {
  const place = document.querySelector(`[data-criterion="${criterion}"]`);
  if (!place) return;
  place.textContent = criterionWord;
  place.dataset.s = criterionState;
}

/** The results of cells that are being judged anew, as they stood. */
const standing = new WeakMap();
const PENDING = { saving: "Đang so với mức…", unsaved: "Chưa gửi đi, chưa so với mức." };

/** How far a figure is on its way; words: why it was not taken. No mark: the result stands again. */
export function showMark(td, mark, words) {
  if (!mark) return showStanding(td);
  const { suggestion } = td.dataset;
  if (!standing.has(td)) standing.set(td, { suggestion, said: [...resultOf(td).childNodes] });
  td.dataset.suggestion = "";
  const said = element("small", { className: PENDING[mark] ? "muted" : "problem" });
  said.textContent = PENDING[mark] ?? words;
  return resultOf(td).replaceChildren(said);
}

/** Nothing was sent, or it was given up: the result is what it was. */
function showStanding(td) {
  if (!standing.has(td)) return;
  const { suggestion, said } = standing.get(td);
  td.dataset.suggestion = suggestion;
  resultOf(td).replaceChildren(...said);
  standing.delete(td);
}

const resultOf = (td) => td.parentElement.querySelector("[data-result]");

/** Changes that take over what is suggested in these cells. */
export function suggested(grid, tds) {
  return tds
    .filter((td) => td.dataset.suggestion)
    .map((td) => ({ td, after: `${grid.cells.state(td)} ${td.dataset.suggestion}` }));
}
