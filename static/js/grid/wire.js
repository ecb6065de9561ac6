/** One save request, and what its answer means. */

const LONGEST_MS = 30_000;
const GONE =
  "Không ghi được: xã, kế hoạch hoặc tiêu chí này không còn thuộc quyền của bạn.";
const UNREADABLE = "Máy chủ không nhận lượt gửi này. Tải lại trang rồi làm lại.";

/**
 * Send cells. Never throws. kind of the answer:
 * saved, conflict, refused (nothing was stored; a 404 too: not there is not yours), session
 * (signed out),
 * server (busy or broken), network (no answer).
 */
export async function post({ url, csrf, body }, batch, { keepalive = false } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LONGEST_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ ...body, cells: batch.map(written) }),
      redirect: "manual",
      signal: stop.signal,
      keepalive,
    });
    const answer = await read(response);
    const isSignedIn = ["saved", "conflict", "refused"].includes(answer.kind);
    if (isSignedIn) window.dispatchEvent(new Event("portal-answered")); // see session.js
    return answer;
  } catch {
    return { kind: "network" };
  } finally {
    clearTimeout(timer);
  }
}

function written({ row, col, version, sent }) {
  return { row, col: /^\d+$/.test(col) ? Number(col) : col, version, ...sent };
}

async function read(response) {
  const { status } = response;
  const isJson = response.headers.get("Content-Type")?.includes("json");
  if (status >= 500 || status === 408 || status === 429) return { kind: "server" };
  if (response.type === "opaqueredirect" || status === 403) return { kind: "session" };
  if (status === 404) return { kind: "refused", message: GONE };
  if (!isJson) return { kind: status < 400 ? "session" : "refused", message: UNREADABLE };
  const answer = await response.json();
  if (status === 409) return { kind: "conflict", ...answer };
  if (response.ok) return { kind: "saved", ...answer };
  return { kind: "refused", ...answer };
}
