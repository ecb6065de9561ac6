/** Signing out on a shared machine: unsent cells do not stay behind. */

import { countUnsent, forget } from "./store.js";

/** Ask when cells would be lost, then forget them; user: whose cells. */
export function watchLogout(user) {
  const form = document.querySelector('form[action="/dang-xuat/"]');
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const unsent = await countUnsent(user);
    const question = `Còn ${unsent} ô chưa lưu. Đăng xuất sẽ bỏ các ô này. Vẫn đăng xuất?`;
    if (unsent && !window.confirm(question)) return;
    await forget(user);
    form.submit();
  });
}
