// A file may be dropped anywhere on the form and a block pasted anywhere on the page; another kind
// of sheet shows its form at once. Without this script the same is done by the controls themselves.

const form = document.querySelector("form[data-drop]");

if (form) {
  const file = form.querySelector("input[type=file]");
  const block = form.querySelector("textarea");
  const over = (on) => form.classList.toggle("hand-in--over", on);
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer.files.length) file.files = event.dataTransfer.files;
  });
  document.addEventListener("paste", (event) => {
    if (event.target === block) return;
    const { files } = event.clipboardData;
    const text = event.clipboardData.getData("text/plain");
    // Excel puts a picture beside the cells: the cells are meant.
    if (text) block.value = text;
    else if (files.length) file.files = files;
    else return;
    event.preventDefault();
    (text ? block : file).focus();
  });
}

for (const select of document.querySelectorAll("select[data-asks]")) {
  const button = select.form.querySelector(`button[name="${select.dataset.asks}"]`);
  button.hidden = true;
  select.addEventListener("change", () => select.form.requestSubmit(button));
}
