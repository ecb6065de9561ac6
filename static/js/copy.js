/**
 * Buttons that copy a text: <button data-copy="id of the textarea" hidden>. Without this script the
 * buttons stay hidden and the text is selected by hand. What happened is said in [data-copied].
 */

for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = document.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(text);
    said.textContent = done ? "Đã sao chép." : "Chưa sao chép được. Nhấn Ctrl+C để chép phần đã chọn.";
  });
}

/** The clipboard needs https or localhost; a selection and the old command do not. */
async function copy(text) {
  text.focus();
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
