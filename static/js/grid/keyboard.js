/** The keys of the grid (UX.md section 5). A key that does nothing here stays the browser's. */

import { beginsFigure } from "./figures.js";
import { isFigure } from "./states.js";

const BURST_MS = 40;
const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
const FAR = 1e6;

/** Chord -> what it does; a command that returns false leaves the key to the browser. */
const COMMANDS = {
  Tab: (grid) => leave(grid, 1) ?? grid.selection.step(1),
  "Shift+Tab": (grid) => leave(grid, -1) ?? grid.selection.step(-1),
  Enter: (grid) => void grid.selection.move(1, 0),
  "Shift+Enter": (grid) => void grid.selection.move(-1, 0),
  Home: (grid) => void toEdge(grid, -FAR),
  End: (grid) => void toEdge(grid, FAR),
  "Ctrl+Home": (grid) => void grid.selection.go(0, 0),
  "Ctrl+End": (grid) => void grid.selection.go(FAR, FAR),
  PageUp: (grid) => void grid.selection.move(-rowsPerPage(grid), 0),
  PageDown: (grid) => void grid.selection.move(rowsPerPage(grid), 0),
  " ": (grid) => grid.stepState(),
  Delete: (grid) => grid.fill(grid.selection.editable, grid.states.empty),
  Backspace: () => {},
  Escape: (grid) => grid.escape(),
  "Ctrl+z": (grid) => grid.undoLast(),
  "Ctrl+y": (grid) => grid.redoLast(),
  "Ctrl+Shift+z": (grid) => grid.redoLast(),
  "Ctrl+a": (grid) => grid.selectAll(),
  "Ctrl+d": (grid) => grid.fillDown(),
  "Ctrl+Enter": (grid) => grid.fillFromActive(),
  "Alt+ArrowDown": (grid) => grid.openHistory(),
  F2: (grid) => grid.openMenu(),
  g: (grid) => grid.takeSuggestions(grid.selection.editable),
  "?": (grid) => grid.openHelp(),
};
for (const [key, [down, right]] of Object.entries(ARROWS)) {
  COMMANDS[key] = (grid) => {
    if (!right || !toLinkBeside(grid, grid.selection.active, right))
      grid.selection.move(down, right);
  };
  COMMANDS[`Ctrl+${key}`] = (grid) => void grid.selection.move(down * FAR, right * FAR);
  COMMANDS[`Shift+${key}`] = (grid) => {
    grid.selection.extend(down, right);
    grid.sayBlock();
  };
  COMMANDS[`Ctrl+Shift+${key}`] = (grid) => {
    grid.selection.extend(down * FAR, right * FAR);
    grid.sayBlock();
  };
}

export function listenToKeys(grid) {
  const burst = new Burst();
  grid.cells.table.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.target === grid.selection.active) onCellKey(grid, event, burst);
    else if (event.target.matches("tbody a")) onLinkKey(grid, event);
  });
}

function onCellKey(grid, event, burst) {
  if (burst.isEcho(event)) return event.preventDefault();
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
  const command = COMMANDS[chord(event)];
  const figure = isFigure(grid.selection.active) && plain && beginsFigure(event);
  if (figure) {
    grid.edit(figure);
    return event.preventDefault();
  }
  const state = plain && event.key !== "Delete" && grid.states.ofKey(event);
  if (state) {
    burst.began(event);
    if (!event.repeat) grid.typeState(state.code);
  } else if (!command || command(grid) === false) {
    return undefined;
  }
  if (event.key !== "Escape") grid.leaving = false;
  return event.preventDefault();
}

/**
 * A Vietnamese input method answers a shortcut letter with a burst of keys of its own: Backspace
 * and the letter again. What arrives that soon after a shortcut was not typed by a person.
 */
class Burst {
  #since = -Infinity;

  began(event) {
    this.#since = event.timeStamp;
  }

  isEcho(event) {
    const byItself = event.key === "Backspace" || /^\p{L}$/u.test(event.key);
    const plain = !event.ctrlKey && !event.metaKey;
    return byItself && plain && event.timeStamp - this.#since < BURST_MS;
  }
}

/** "Ctrl+Shift+z"; Shift is not named where the key itself already says it ("?"). */
function chord(event) {
  const ctrl = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && (ctrl || key.length > 1);
  return (ctrl ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (shift ? "Shift+" : "") + key;
}

/** Home and End: ends of the row; in a grid of one column, ends of the column. */
function toEdge(grid, far) {
  const { r, c } = grid.selection.place;
  if (grid.cells.lastColumn === 0) grid.selection.go(far, c);
  else grid.selection.go(r, far);
}

function rowsPerPage(grid) {
  const height = grid.selection.active.offsetHeight || 1;
  const shown = Math.min(window.innerHeight, grid.cells.table.parentElement.clientHeight);
  return Math.max(1, Math.floor(shown / height) - 2);
}

/** After Esc, Tab leaves the grid at once. Returns true when it did, undefined otherwise. */
function leave(grid, direction) {
  if (!grid.leaving) return undefined;
  grid.leaving = false;
  const order = direction > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const outside = [
    ...document.querySelectorAll("a[href], button, input, select, textarea, [tabindex='0']"),
  ].filter(
    (element) =>
      grid.cells.table.compareDocumentPosition(element) & order &&
      !element.contains(grid.cells.table) &&
      element.tabIndex >= 0 &&
      element.getClientRects().length,
  );
  const target = direction > 0 ? outside[0] : outside.at(-1);
  target?.focus();
  return Boolean(target);
}

/** Links of a row are no Tab stops: the arrows reach them from the row's first and last cell. */
function toLinkBeside(grid, element, right) {
  const stops = [...element.closest("tr").querySelectorAll("td.c, a[href]")];
  const next = stops[stops.indexOf(element) + right];
  if (!next || next.matches("td.c")) return false;
  grid.selection.cancel();
  next.focus();
  return true;
}

function onLinkKey(grid, event) {
  if (!ARROWS[event.key]) return;
  event.preventDefault();
  const [down, right] = ARROWS[event.key];
  const { selection } = grid;
  if (right && toLinkBeside(grid, event.target, right)) return;
  selection.go(selection.place.r + down, selection.place.c);
}
