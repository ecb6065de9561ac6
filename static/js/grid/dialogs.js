/** The grid's dialogs: menu of states, conflicts, list of keys, preview of a paste. */

import { grouped, sentence } from "./cells.js";
import { isFigure } from "./states.js";

/** element("button", { type: "button", onclick }, "Lưu") */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function button(text, onclick, className = "button button--second") {
  return element("button", { type: "button", className, onclick }, text);
}

let titles = 0;

/** A modal dialog that disappears when it closes; focus starts on its title, never on a choice. */
function open(title, className, ...children) {
  const heading = element(
    "h2",
    { id: `grid-dialog-${(titles += 1)}`, tabIndex: -1, autofocus: true },
    title,
  );
  const dialog = element("dialog", { className: `dialog ${className}` }, heading, ...children);
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

const actions = (...buttons) => element("div", { className: "dialog__actions" }, ...buttons);

/** The states of one cell as large buttons; on a phone a sheet at the bottom of the screen. */
export function openMenu(grid, td) {
  const { states, cells } = grid;
  const choose = (code) => () => {
    dialog.close();
    grid.fill([td], code);
  };
  const choices = states.enterable.map((state) => {
    const sign = element("span", { className: `sign sign--${state.code}` }, state.sign);
    sign.setAttribute("aria-hidden", "true");
    const choice = button("", choose(state.code), "dialog__choice");
    choice.append(sign, ` ${state.word}`);
    choice.setAttribute("aria-pressed", String(cells.state(td) === state.code));
    return choice;
  });
  if (isFigure(td)) {
    const type = () => {
      dialog.close();
      grid.edit();
    };
    choices.unshift(button("Nhập số…", type, "dialog__choice"));
  }
  const locked = cells.isLocked(td);
  const history = grid.historyAddress(td);
  const dialog = open(
    cells.fullName(td),
    "dialog--menu",
    ...(locked ? [element("p", {}, grid.lockedWords(td))] : choices),
    actions(
      ...(history ? [element("a", { href: history, className: "button button--second" }, "Ghi chú, lịch sử")] : []),
      button("Đóng", () => dialog.close()),
    ),
  );
  dialog.addEventListener("keydown", (event) => {
    const code = !locked && codeOfDigit(states, event);
    if (!code) return;
    event.preventDefault();
    choose(code)();
  });
}

/** 1, 0, 2, Delete; no letters, which an input method would repeat into the cell. */
function codeOfDigit(states, { key, code, shiftKey, ctrlKey, altKey, metaKey }) {
  if (ctrlKey || altKey || metaKey) return undefined;
  if (key === "Delete") return states.empty;
  return states.ofKey({ key: /\p{L}/u.test(key) ? "Unidentified" : key, code, shiftKey })?.code;
}

/** Cells that somebody else changed meanwhile: both values, who and when, and the choice. */
export function openConflicts(grid) {
  document.querySelector("dialog.dialog--conflict")?.close();
  const { queue } = grid;
  const settle = (entries, choice) => () => {
    for (const entry of entries) queue[choice](entry);
    dialog.close();
    if (queue.problems("conflict").length) openConflicts(grid);
  };
  const choices = (entries, mine, theirs) =>
    actions(
      button(mine, settle(entries, "keepMine")),
      button(theirs, settle(entries, "takeTheirs")),
    );
  const conflicts = queue.problems("conflict");
  const items = conflicts.map((entry) =>
    element(
      "li",
      {},
      element("strong", {}, entry.problem.place ?? ""),
      element("p", {}, whatTheyDid(grid, entry.problem)),
      element("p", {}, `Bạn ghi: ${grid.states.word(entry.want.state)}.`),
      choices([entry], "Giữ của tôi", "Lấy của họ"),
    ),
  );
  const forAll =
    conflicts.length > 1
      ? [choices(conflicts, "Giữ tất cả của tôi", "Lấy tất cả của họ")]
      : [];
  const dialog = open(
    conflicts.length > 1 ? `${conflicts.length} ô vừa được người khác đổi` : "Ô vừa được người khác đổi",
    "dialog--conflict",
    element("ul", { className: "dialog__list" }, ...items),
    ...forAll,
  );
}

/** "Nguyễn Văn A vừa đổi ô này thành Đạt lúc 14:02." */
function whatTheyDid(grid, { by, at, state }) {
  const word = grid.states.word(state);
  const who = by ? `${by} vừa đổi ô này` : "Ô này vừa được đổi";
  return `${who} thành ${word}${at ? ` lúc ${at}` : ""}.`;
}

const SHOWN_PROBLEMS = 50;

/** What of a paste cannot be taken; nothing is written until the person says so. */
export function openPastePreview({ problems, changes, clipped, same, refused }, apply) {
  const parts = refused ? "dòng" : "ô";
  const right = changes.length + same;
  const more = problems.length - SHOWN_PROBLEMS;
  const list = problems.slice(0, SHOWN_PROBLEMS).map((words) => element("li", {}, words));
  if (more > 0) list.push(element("li", {}, `… và ${grouped(more)} ${parts} nữa.`));
  const go = button(`Dán ${grouped(right)} ô đúng`, () => {
    dialog.close();
    apply();
  }, "button");
  const dialog = open(
    `Có ${grouped(problems.length)} ${parts} không dán được`,
    "dialog--paste",
    element("p", {}, "Chưa có ô nào được ghi."),
    element("ul", { className: "dialog__list dialog__list--plain" }, ...list),
    ...(clipped ? [element("p", {}, clippedWords(clipped))] : []),
    actions(...(right ? [go] : []), button("Hủy", () => dialog.close())),
  );
}

export const clippedWords = (count) => `${grouped(count)} ô nằm ngoài bảng, bị bỏ.`;

const FIGURE_KEYS = [
  ["0 … 9, F2", "gõ, sửa số liệu của ô có số"],
  ["G", "nhận kết quả gợi ý"],
];

export function openHelp(grid) {
  const states = grid.states.enterable
    .filter((state) => state.code !== grid.states.empty)
    .map((state) => [[state.key, ...state.keys].filter(Boolean).join(" "), state.word]);
  const rows = [
    ...states,
    ["Delete", `${grid.states.word(grid.states.empty)} (xóa ô)`],
    ["Dấu cách", "lần lượt qua các trạng thái"],
    ...(grid.cells.table.querySelector("[data-figure]") ? FIGURE_KEYS : []),
    ["← ↑ → ↓", "đi tới ô bên; thêm Shift để chọn nhiều ô"],
    ["Enter, Shift+Enter", "xuống, lên"],
    ["Tab, Shift+Tab", "ô sau, ô trước"],
    ["Home, End, Ctrl+Home, Ctrl+End", "đầu, cuối hàng; đầu, cuối bảng"],
    ["PgUp, PgDn", "lên, xuống một trang"],
    ["Ctrl+A", "chọn cả bảng; gõ tiếp 1 để ghi mọi ô"],
    ["Ctrl+D, Ctrl+Enter", "chép ô trên xuống; ghi cả vùng chọn như ô đang đứng"],
    ["Ctrl+C, Ctrl+V", "chép sang Excel, dán từ Excel; chép kèm cột tên xã thì mỗi dòng tự vào đúng xã"],
    ["Ctrl+Z, Ctrl+Y", "hoàn tác, làm lại"],
    ["F2", "bảng chọn trạng thái"],
    ...(grid.section.dataset.historyUrl ? [["Alt+↓", "ghi chú, lịch sử của ô"]] : []),
    ["Esc, rồi Tab", "bỏ chọn, rồi ra khỏi bảng"],
  ];
  const marks = [
    ["●", "đã lưu"],
    ["◌", "đang lưu"],
    ["▲", "chưa lưu, sẽ tự gửi khi có mạng"],
    ["✕", "lỗi: chỉ vào ô để đọc lý do"],
  ];
  const table = (caption, lines, tag) =>
    element(
      "table",
      { className: "dialog__keys" },
      element("caption", {}, caption),
      element("tbody", {}, ...lines.map((line) => keyRow(line, tag))),
    );
  const dialog = open(
    "Phím tắt",
    "dialog--help",
    table("Trong bảng", rows, "kbd"),
    table("Dấu ở góc ô", marks, "span"),
    actions(button("Đóng", () => dialog.close())),
  );
}

function keyRow([keys, words], tag) {
  const head = element("th", { scope: "row" }, element(tag, {}, keys));
  return element("tr", {}, head, element("td", {}, sentence(words)));
}
