const LEAST_DRAG_PX = 4;

/**
 * The active cell and the selected rectangle. As in Excel the active cell stays where the
 * selection began; the grid has one Tab stop, which travels with the active cell.
 */

export class Selection {
  #shown = [];

  constructor(cells) {
    this.cells = cells;
    this.active = cells.first;
    this.active.tabIndex = 0;
    cells.name(this.active);
    this.anchor = this.head = null;
  }

  get place() {
    return this.cells.place(this.active);
  }

  /** { top, left, bottom, right } */
  get rectangle() {
    const anchor = this.anchor ?? this.place;
    const head = this.head ?? anchor;
    return {
      top: Math.min(anchor.r, head.r),
      left: Math.min(anchor.c, head.c),
      bottom: Math.max(anchor.r, head.r),
      right: Math.max(anchor.c, head.c),
    };
  }

  get isBlock() {
    const { top, left, bottom, right } = this.rectangle;
    return top !== bottom || left !== right;
  }

  /** Selected cells row by row: a list of lists. */
  get block() {
    const { top, left, bottom, right } = this.rectangle;
    return this.cells.rows.slice(top, bottom + 1).map((row) => row.cells.slice(left, right + 1));
  }

  get editable() {
    return this.block.flat().filter((td) => !this.cells.isLocked(td));
  }

  activate(td) {
    if (td !== this.active) {
      this.active.removeAttribute("tabindex");
      this.active = td;
      td.tabIndex = 0;
      this.cells.name(td);
    }
    this.anchor = this.head = null;
    this.show();
    td.focus({ preventScroll: true });
    reveal(td);
  }

  /** Go to a place; a place outside stops at the edge. Returns whether the cell is another. */
  go(r, c) {
    const before = this.active;
    this.activate(this.cells.at(...this.inside(r, c)));
    return this.active !== before;
  }

  move(down, right) {
    const { r, c } = this.place;
    return this.go(r + down, c + right);
  }

  /** Stretch the selection from the active cell to a place. */
  extendTo(r, c) {
    this.anchor = this.place;
    [r, c] = this.inside(r, c);
    this.head = { r, c };
    this.show();
    reveal(this.cells.at(r, c));
  }

  extend(down, right) {
    const from = this.isBlock && this.anchor ? this.head : this.place;
    this.extendTo(from.r + down, from.c + right);
  }

  all() {
    this.anchor = { r: 0, c: 0 };
    this.head = { r: this.cells.lastRow, c: this.cells.lastColumn };
    this.show();
  }

  cancel() {
    const wasBlock = this.isBlock;
    this.anchor = this.head = null;
    this.show();
    return wasBlock;
  }

  /** The next cell in reading order, or undefined at the end. */
  beside(td, step) {
    const { r, c } = this.cells.place(td);
    return (
      this.cells.at(r, c + step) ??
      (step > 0 ? this.cells.at(r + 1, 0) : this.cells.at(r - 1, this.cells.lastColumn))
    );
  }

  step(step) {
    const next = this.beside(this.active, step);
    if (next) this.activate(next);
    return Boolean(next);
  }

  /** After a state was typed: on to the next cell that can be written. */
  moveOn() {
    let next = this.beside(this.active, 1);
    while (next && this.cells.isLocked(next)) next = this.beside(next, 1);
    if (next) this.activate(next);
  }

  inside(r, c) {
    const fit = (value, last) => Math.max(0, Math.min(last, value));
    return [fit(r, this.cells.lastRow), fit(c, this.cells.lastColumn)];
  }

  show() {
    for (const td of this.#shown) td.removeAttribute("aria-selected");
    this.#shown = this.isBlock ? this.block.flat() : [];
    for (const td of this.#shown) td.setAttribute("aria-selected", "true");
  }
}

/** Scroll no more than needed; scroll-margin in grid.css keeps the cell clear of the headings. */
function reveal(td) {
  td.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Mouse: press and drag selects, Shift+click stretches, double click opens the menu of states. */
export function listenToMouse(grid) {
  const { table } = grid.cells;
  const { selection } = grid;
  const cellOf = (event) => event.target.closest?.("td.c");
  let pressedAt = null;
  let touched = false;

  table.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
    selection.touched = touched;
  });
  table.addEventListener("mousedown", (event) => {
    const td = cellOf(event);
    if (event.target.matches("input")) return; // the box of a figure has a caret of its own
    if (!td || (event.button && selection.isBlock)) return;
    event.preventDefault();
    if (event.shiftKey) {
      const { r, c } = grid.cells.place(td);
      selection.active.focus();
      selection.extendTo(r, c);
    } else {
      selection.activate(td);
      pressedAt = touched || event.button ? null : event;
    }
    grid.sayBlock();
  });
  table.addEventListener("mouseover", (event) => {
    const td = pressedAt && cellOf(event);
    if (!td || !hasMoved(pressedAt, event)) return;
    const { r, c } = grid.cells.place(td);
    selection.extendTo(r, c);
    grid.sayBlock();
  });
  window.addEventListener("mouseup", () => {
    pressedAt = null;
  });
  table.addEventListener("click", (event) => {
    if (touched && cellOf(event)) grid.openMenu();
  });
  table.addEventListener("dblclick", (event) => {
    if (cellOf(event) && !touched) grid.openMenu();
  });
}

/** A cell can also come under a mouse that stays still, when something above it changes. */
function hasMoved(from, to) {
  return Math.hypot(to.clientX - from.clientX, to.clientY - from.clientY) > LEAST_DRAG_PX;
}
