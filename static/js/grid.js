/**
 * The entry grid: a plain table of states becomes a sheet that is written with the keyboard,
 * from Excel or by touch, and saves each cell by itself.
 *
 * The page says everything in data attributes of the section: data-save-url, data-csrf,
 * data-user, data-body (JSON sent with each batch), data-states (see states.js), data-empty,
 * data-label="word" to show words, data-node="chỉ tiêu" where cells are no criteria,
 * data-history-url with ROW and COL in it, data-readonly.
 * Rows carry data-row, headings data-col, cells (td.c) data-s and data-v and, where they may not
 * be written, data-locked; a cell's own data-row and data-col win. Counts: see Counts in cells.js.
 */

import { Bar } from "./grid/bar.js";
import { Cells, grouped } from "./grid/cells.js";
import * as dialogs from "./grid/dialogs.js";
import * as figures from "./grid/figures.js";
import { listenToKeys } from "./grid/keyboard.js";
import { watchLogout } from "./grid/logout.js";
import { copied, planPaste } from "./grid/paste.js";
import { Queue } from "./grid/queue.js";
import { listenToMouse, Selection } from "./grid/selection.js";
import { isFigure, States } from "./grid/states.js";
import { Store } from "./grid/store.js";
import { Undo } from "./grid/undo.js";

class Grid {
  leaving = false;

  constructor(section) {
    const { saveUrl, csrf, user, body, states, empty } = section.dataset;
    this.section = section;
    this.states = new States(JSON.parse(states), empty);
    this.cells = new Cells(section, this.states);
    this.selection = new Selection(this.cells);
    this.undo = new Undo();
    const address = { url: saveUrl, csrf, body: JSON.parse(body) };
    this.queue = new Queue(address, new Store(user, saveUrl, body), {
      mark: (entry, mark, words) => this.markEntry(entry, mark, words),
      saved: (entry, answer) => this.showSaved(entry, answer),
      overruled: (pairs) => this.sayOverruled(pairs),
      theirs: (entry, answer) => this.showTheirs(entry, answer),
      back: (entry, known) => this.showBack(entry, known),
      known: ({ row, col }) => this.knownAtStart(row, col),
      conflict: () => this.openConflicts(),
      status: () => this.bar.update(),
    });
    this.bar = new Bar(this);
  }

  async start() {
    const { table } = this.cells;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
    table.closest("[role=region][tabindex]")?.removeAttribute("tabindex");
    for (const link of table.querySelectorAll("tbody a")) link.tabIndex = -1;
    listenToKeys(this);
    listenToMouse(this);
    this.listenToClipboard();
    this.section
      .querySelector("[data-grid-suggestions]")
      ?.addEventListener("click", () => this.takeSuggestions(this.cells.all));
    const { here, elsewhere } = await this.queue.restore();
    this.showRestored(here);
    if (elsewhere.length) this.bar.say("Còn ô chưa lưu ở trang khác:", { pages: elsewhere });
  }

  /* Changing cells */

  /** Write states into cells: one step of undo. Gives the number of cells that changed. */
  change(changes, { recorded = true } = {}) {
    const step = changes
      .map(({ td, after }) => ({ td, before: this.cells.state(td), after }))
      .filter(({ td, before, after }) => before !== after && !this.cells.isLocked(td))
      .filter(({ td, after }) => this.cells.accepts(td, after));
    for (const { td, after } of step)
      this.queue.put(this.cells.rowKey(td), this.cells.columnKey(td), after, this.cells.known(td));
    this.cells.show(step);
    if (recorded && step.length) this.undo.add(step);
    this.bar.say("");
    return step.length;
  }

  fill(tds, code) {
    const after = (td) =>
      isFigure(td) ? figures.decided(this.states, this.cells.state(td), code) : code;
    const count = this.change(tds.map((td) => ({ td, after: after(td) })));
    if (tds.length > 1) this.bar.say(`Đã ghi ${grouped(count)} ô`, { canUndo: count > 0 });
  }

  /** A state was typed: it fills the selection, or is written and the next cell is active. */
  typeState(code) {
    const { active, isBlock, editable } = this.selection;
    if (isBlock) return this.fill(editable, code);
    if (this.cells.isLocked(active)) return this.bar.say(this.lockedWords(active));
    this.fill([active], code);
    return this.selection.moveOn();
  }

  /** Type a figure into the active cell; first: the digit that was typed. */
  edit(first) {
    const { active } = this.selection;
    if (this.cells.isLocked(active)) return this.bar.say(this.lockedWords(active));
    return figures.openEditor(this, active, first);
  }

  takeSuggestions(tds) {
    const count = this.change(figures.suggested(this, tds));
    const words = count ? `Đã nhận ${grouped(count)} kết quả gợi ý` : "Không có gợi ý nào ở đây";
    this.bar.say(words, { canUndo: count > 0 });
  }

  stepState() {
    const { active, isBlock, editable } = this.selection;
    if (!isBlock && isFigure(active)) return this.edit();
    if (!isBlock && this.cells.isLocked(active)) return this.bar.say(this.lockedWords(active));
    return this.fill(editable, this.states.after(this.cells.state(active)));
  }

  fillFromActive() {
    const code = this.cells.state(this.selection.active);
    if (this.states.enterable.includes(this.states.get(code)))
      this.fill(this.selection.editable, code);
  }

  /** The first row of the selection downwards; with one row, the row above it. */
  fillDown() {
    const { top, left, bottom, right } = this.selection.rectangle;
    const source = this.cells.rows[top === bottom ? top - 1 : top];
    if (!source) return;
    const changes = [];
    for (let c = left; c <= right; c += 1) {
      const after = this.cells.state(source.cells[c]);
      if (!this.states.enterable.includes(this.states.get(after))) continue;
      for (let r = top; r <= bottom; r += 1) changes.push({ td: this.cells.at(r, c), after });
    }
    const count = this.change(changes);
    this.bar.say(`Đã ghi ${grouped(count)} ô`, { canUndo: count > 0 });
  }

  undoLast() {
    this.replay(this.undo.back(), "Đã hoàn tác", "Không còn gì để hoàn tác");
  }

  redoLast() {
    this.replay(this.undo.forward(), "Đã làm lại", "Không còn gì để làm lại");
  }

  undoFromBar() {
    this.undoLast();
    this.selection.active.focus();
  }

  replay(changes, words, nothing) {
    if (!changes) return this.bar.say(nothing);
    this.change(changes, { recorded: false });
    if (changes.length === 1) this.selection.activate(changes[0].td);
    return this.bar.say(`${words} ${grouped(changes.length)} ô`);
  }

  /* Excel */

  listenToClipboard() {
    const isOurs = () => document.activeElement === this.selection.active;
    document.addEventListener("copy", (event) => {
      if (!isOurs()) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", copied(this));
      this.bar.say(`Đã chép ${grouped(this.selection.block.flat().length)} ô`);
    });
    document.addEventListener("paste", (event) => {
      if (!isOurs()) return;
      event.preventDefault();
      this.paste(event.clipboardData.getData("text/plain"));
    });
  }

  paste(text) {
    if (!text) return;
    const plan = planPaste(this, text);
    if (plan.problems.length) dialogs.openPastePreview(plan, () => this.applyPaste(plan));
    else this.applyPaste(plan);
  }

  applyPaste({ changes, same, clipped, named }) {
    this.change(changes);
    const how = named ? ", mỗi dòng theo tên" : "";
    const more = clipped ? `. ${dialogs.clippedWords(clipped)}` : "";
    const words = `Đã dán ${grouped(changes.length + same)} ô${how}${more}`;
    this.bar.say(words, { canUndo: changes.length > 0 });
  }

  /* Saving */

  markEntry({ row, col }, mark, words) {
    const td = this.cells.find(row, col);
    if (!td) return;
    this.cells.mark(td, mark, words);
    if (isFigure(td)) figures.showMark(td, mark, words);
  }

  showSaved(entry, answer) {
    const td = this.showKnown(entry, answer);
    if (!td) return;
    const { at, by, verdict } = answer;
    this.cells.mark(td, "saved", at ? `Đã lưu lúc ${at}` : "");
    this.cells.showWriter(td, by || "vừa ghi");
    if (verdict) figures.showResult(this, td, answer);
  }

  /** What the server holds; gives the cell, if it is on this page. */
  showKnown({ row, col }, { state, version }) {
    const td = this.cells.find(row, col);
    if (!td) return undefined;
    td.dataset.v = version;
    if (this.cells.state(td) !== state) this.cells.show([{ td, after: state }]);
    return td;
  }

  knownAtStart(row, col) {
    const td = this.cells.find(row, col);
    return td && this.cells.known(td);
  }

  sayOverruled(pairs) {
    const places = pairs
      .map(([{ row, col }, state]) => [this.cells.find(row, col), state])
      .filter(([td]) => td && !isFigure(td))
      .map(([td, state]) => `${this.cells.fullName(td)}: ${this.states.word(state)}`);
    if (places.length) this.bar.say(`Tiêu chí vẫn hiện theo các chỉ tiêu: ${places.join("; ")}.`);
  }

  showTheirs(entry, answer) {
    this.showSaved(entry, answer);
    this.forgetSteps(entry);
  }

  showBack(entry, known) {
    const td = this.showKnown(entry, known);
    if (td) this.markEntry(entry, null);
    this.forgetSteps(entry);
  }

  forgetSteps({ row, col }) {
    this.undo.forget(this.cells.find(row, col));
    this.bar.say("");
  }

  giveUp() {
    this.queue.giveUp();
    this.selection.active.focus();
  }

  showRestored(entries) {
    const changes = entries
      .map(({ row, col, want }) => ({ td: this.cells.find(row, col), after: want.state }))
      .filter(({ td }) => td);
    this.cells.show(changes);
    if (entries.length) this.bar.say(`Lấy lại ${grouped(entries.length)} ô chưa lưu từ lần trước`);
  }

  /* Around the cells */

  selectAll() {
    this.selection.all();
    this.sayBlock();
  }

  sayBlock() {
    const { isBlock, block } = this.selection;
    this.bar.say(isBlock ? `Đã chọn ${grouped(block.flat().length)} ô` : "");
  }

  escape() {
    this.leaving = !this.selection.cancel();
    this.bar.say(this.leaving ? "Bấm Tab để ra khỏi bảng" : "");
  }

  lockedWords(td) {
    return td.dataset.locked || this.section.dataset.lockedWords || "Ô này đã khóa, không sửa ở đây.";
  }

  historyAddress(td) {
    return this.section.dataset.historyUrl
      ?.replace("ROW", this.cells.rowKey(td))
      .replace("COL", this.cells.columnKey(td));
  }

  openHistory() {
    const address = this.historyAddress(this.selection.active);
    if (address) location.assign(address);
    else this.openMenu();
  }

  openMenu() {
    const { active } = this.selection;
    if (isFigure(active) && !this.cells.isLocked(active) && !this.selection.touched)
      return this.edit();
    return dialogs.openMenu(this, active);
  }

  openHelp() {
    dialogs.openHelp(this);
  }

  openConflicts() {
    dialogs.openConflicts(this);
  }
}

const sections = [...document.querySelectorAll("[data-grid]")].filter((section) =>
  section.querySelector("[data-grid-table] td.c"),
);
for (const section of sections) new Grid(section).start();
if (sections.length) watchLogout(sections[0].dataset.user);
