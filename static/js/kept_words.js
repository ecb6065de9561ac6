// Words that were typed and not yet sent stay in this browser: a lost network loses nothing.
// <form data-keep="whose form" data-keep-over="version it was opened over">

const PREFIX = "words/";

function kept(form) {
  const start = `${PREFIX}${form.dataset.keep}/`;
  const key = start + form.dataset.keepOver;
  // What was typed over an older version has been sent, or somebody else was faster.
  for (const other of Object.keys(localStorage)) {
    if (other.startsWith(start) && other !== key) localStorage.removeItem(other);
  }
  return key;
}

function restore(form, key) {
  const texts = JSON.parse(localStorage.getItem(key) ?? "{}");
  let changed = false;
  for (const box of form.querySelectorAll("textarea")) {
    if (!(box.name in texts) || texts[box.name] === box.value) continue;
    box.value = texts[box.name];
    changed = true;
  }
  return changed;
}

function say(form, words) {
  const line = document.createElement("p");
  line.className = "alert alert--info";
  line.setAttribute("role", "status");
  line.textContent = words;
  form.prepend(line);
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  try {
    const key = kept(form);
    const keep = () => {
      const boxes = [...form.querySelectorAll("textarea")];
      const texts = Object.fromEntries(boxes.map((box) => [box.name, box.value]));
      localStorage.setItem(key, JSON.stringify(texts));
    };
    if (document.querySelector("[role=alert]")) {
      keep(); // a form that was refused comes back with what was typed: that is newer
    } else if (restore(form, key)) {
      say(form, "Lời đã gõ lần trước, chưa gửi, được giữ lại trong các ô dưới đây.");
      form.closest("details")?.setAttribute("open", "");
    }
    form.addEventListener("input", keep);
  } catch {
    // Without storage the page works as without JavaScript.
  }
}
