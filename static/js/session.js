/**
 * A session ends by itself after half an hour without a request. Five minutes before, a line says
 * so; what was typed in forms is kept in this browser, as the grid keeps its own cells.
 *
 * <div data-session="whose" data-keep-url data-login-url hidden>. Times: accounts/session_rules.py.
 */

const MINUTE = 60_000;
const WARN_AFTER = 25 * MINUTE;
const ENDS_AFTER = 30 * MINUTE;
const LOOK_EVERY = 10_000;
const SEEN = "session/seen";

const box = document.querySelector("[data-session]");
const { session: user, keepUrl, loginUrl } = box.dataset;
const drafts = `drafts/${user}/`;
const draft = drafts + location.pathname + location.search;
let stage = "";
let sent = false; // what is typed has gone out, or is to be forgotten

/** Storage may be missing or full: the page then works as without this script. */
function store(work, otherwise) {
  try {
    return work(localStorage);
  } catch {
    return otherwise;
  }
}

let here = Date.now();

/** The server has just heard of this person, here or in another tab. */
function seen() {
  here = Date.now();
  store((storage) => storage.setItem(SEEN, String(here)));
}

const idle = () => Date.now() - Math.max(here, Number(store((s) => s.getItem(SEEN), 0)) || 0);

/* Drafts */

const typed = (form) =>
  [...form.querySelectorAll("input, textarea, select")].filter(
    ({ type, name }) => name && !["hidden", "file", "password", "submit"].includes(type),
  );

/** Forms that write, but for those with a password and those that keep their words themselves. */
const forms = () =>
  [...document.querySelectorAll("main form[method=post]:not([data-keep])")].filter(
    (form) => !form.querySelector("[type=password]"),
  );

const isTick = ({ type }) => type === "checkbox" || type === "radio";

function isChanged(field) {
  if (isTick(field)) return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
}

function keepDrafts() {
  if (sent) return;
  const kept = forms().map((form) => {
    const changed = typed(form).filter(isChanged);
    return changed.map((field) => [field.name, field.value, isTick(field) ? field.checked : null]);
  });
  if (kept.some((fields) => fields.length))
    store((storage) => storage.setItem(draft, JSON.stringify(kept)));
}

function restoreDrafts() {
  const kept = JSON.parse(store((storage) => storage.getItem(draft), null) ?? "null");
  store((storage) => storage.removeItem(draft));
  if (!kept) return;
  let count = 0;
  forms().forEach((form, place) => {
    for (const [name, value, checked] of kept[place] ?? []) {
      const field = typed(form).find(
        (one) => one.name === name && (checked === null || one.value === value),
      );
      if (!field) continue;
      if (checked === null) field.value = value;
      else field.checked = checked;
      count += 1;
    }
  });
  if (!count) return;
  const line = document.createElement("p");
  line.className = "alert alert--info";
  line.setAttribute("role", "status");
  line.textContent = "Những gì đã gõ trước khi phiên hết, chưa gửi, được giữ lại dưới đây.";
  document.querySelector("main").prepend(line);
}

/* The line at the foot of the page */

function show(words, action) {
  const line = document.createElement("p");
  line.textContent = words;
  box.setAttribute("role", "alert");
  box.replaceChildren(line, action);
  box.hidden = false;
}

function hide() {
  box.hidden = true;
  box.replaceChildren();
}

async function keep() {
  try {
    const response = await fetch(keepUrl, { redirect: "manual" });
    if (response.status === 204) seen();
    else here = 0;
    if (!response.ok) store((storage) => storage.removeItem(SEEN));
  } catch {
    // No network: the line stays, and the next look says what is left.
  }
  look();
}

function button() {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button";
  element.textContent = "Làm việc tiếp";
  element.addEventListener("click", keep);
  return element;
}

function link() {
  const element = document.createElement("a");
  element.className = "button";
  element.href = `${loginUrl}?next=${encodeURIComponent(location.pathname + location.search)}`;
  element.textContent = "Đăng nhập lại";
  return element;
}

function look() {
  const left = idle();
  const now = left >= ENDS_AFTER ? "ended" : left >= WARN_AFTER ? "ending" : "";
  if (now) keepDrafts();
  if (now === stage) return;
  stage = now;
  if (now === "ended") show("Phiên đã hết. Số liệu đã lưu; chữ chưa gửi được giữ lại.", link());
  else if (now) show("Phiên sắp hết. Số liệu đã lưu.", button());
  else {
    hide();
    store((storage) => storage.removeItem(draft));
  }
}

seen();
restoreDrafts();
setInterval(look, LOOK_EVERY);
document.addEventListener("visibilitychange", look);
window.addEventListener("pageshow", () => {
  sent = false;
});
window.addEventListener("portal-answered", () => {
  seen();
  look();
});
document.addEventListener("submit", ({ target }) => {
  const isLogout = target.matches('form[action="/dang-xuat/"]');
  if (stage === "ended" && !isLogout) return keepDrafts();
  sent = true;
  const gone = (key) => (isLogout ? key.startsWith(drafts) : key === draft);
  return store((storage) => {
    for (const key of Object.keys(storage).filter(gone)) storage.removeItem(key);
  });
});
