/** The line above the grid: how far saving is, what the last action did, and the list of keys. */

import { grouped } from "./cells.js";
import { button, element } from "./dialogs.js";

const SLOW_MS = 1000;

export class Bar {
  #slow = null;

  constructor(grid) {
    this.grid = grid;
    this.status = grid.section.querySelector("[data-grid-status]");
    this.look = button("Xem ô trùng", () => grid.openConflicts());
    this.note = element("p", { className: "grid__note" });
    this.note.setAttribute("role", "status");
    this.action = button("Hoàn tác", () => grid.undoFromBar());
    this.drop = button("Bỏ các ô này", () => grid.giveUp());
    this.action.hidden = this.look.hidden = this.drop.hidden = true;
    const help = button("Phím tắt", () => grid.openHelp());
    const line = element("div", { className: "grid__line" });
    this.status.replaceWith(line);
    const { title } = grid.section.dataset;
    if (title) line.append(element("strong", { className: "grid__title" }, title));
    line.append(this.status, this.look, this.drop, this.note, this.action, help);
    keepClear(line, grid.cells.table.closest(".scroll"));
  }

  /** Say what was done; canUndo offers "Hoàn tác" beside it, pages become links after it. */
  say(words, { canUndo = false, pages = [] } = {}) {
    this.action.hidden = !canUndo;
    if (this.note.textContent === words) return;
    const links = pages.flatMap((href) => [" ", element("a", { href }, href)]);
    this.note.replaceChildren(words, ...links);
  }

  /** Bring the line up to date with the queue. */
  update() {
    const { queue } = this.grid;
    clearTimeout(this.#slow);
    this.look.hidden = !queue.problems("conflict").length;
    this.drop.hidden = !queue.problems("refused").length;
    if (queue.trouble === "session") return this.#show(...this.#sessionOver());
    const problems = problemWords(queue);
    if (problems) return this.#show(problems);
    const count = queue.waiting.length;
    if (!count) return this.#show(queue.savedAt ? `Đã lưu lúc ${queue.savedAt}` : "");
    this.#slow = setTimeout(() => this.#show(`Đang lưu ${grouped(count)} ô…`), SLOW_MS);
    return undefined;
  }

  #show(...parts) {
    const words = parts.map((part) => part.textContent ?? part).join("");
    if (this.status.textContent !== words) this.status.replaceChildren(...parts);
  }

  #sessionOver() {
    const next = encodeURIComponent(location.pathname + location.search);
    return [
      "Phiên làm việc đã hết. ",
      element("a", { href: `/dang-nhap/?next=${next}` }, "Đăng nhập lại"),
      "; các ô chưa lưu vẫn được giữ trên máy này.",
    ];
  }
}

/**
 * The line stays at the top of the window: what is scrolled to stops below it, and so do the
 * headings of a table that scrolls by itself (scroller) when its top is under the line.
 */
function keepClear(line, scroller) {
  const keep = () => {
    const bar = line.parentElement.offsetHeight ? line.parentElement : line;
    document.documentElement.style.scrollPaddingTop = `${bar.offsetHeight}px`;
    if (!scroller) return;
    const under = bar.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top;
    scroller.style.setProperty("--head-top", `${Math.max(0, under)}px`);
  };
  new ResizeObserver(keep).observe(line);
  window.addEventListener("scroll", keep, { passive: true });
}

/** What keeps cells from being saved, or "". */
function problemWords(queue) {
  const words = [];
  const refused = queue.problems("refused");
  const conflicts = queue.problems("conflict").length;
  const waiting = queue.waiting.length;
  if (conflicts) words.push(`${grouped(conflicts)} ô vừa được người khác đổi, chưa lưu.`);
  if (refused.length) words.push(`✕ ${grouped(refused.length)} ô chưa lưu: ${refused.at(-1).problem.message}`);
  if (waiting && queue.trouble === "network") words.push(`${grouped(waiting)} ô chưa lưu – đang chờ mạng`);
  if (waiting && queue.trouble === "server")
    words.push(`${grouped(waiting)} ô chưa lưu – máy chủ đang bận, sẽ tự gửi lại`);
  return words.join(" ");
}
