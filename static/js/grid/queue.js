/**
 * Autosave. Every changed cell waits here until the server has given a clear answer about it.
 *
 * An entry holds what is wanted now and what was sent and is still unanswered; the same value is
 * always sent under the same key, so that a repeated request stores nothing twice:
 * { row, col, version, base, want: {state, key}, sent: {state, key} | null, unsure, problem, alone }
 * base, version: what the server held when the person looked. unsure: sent, but no answer came.
 * problem: refused or in conflict, waits for the person. alone: to be sent by itself.
 */

import { post } from "./wire.js";

const COLLECT_MS = 150;
const MOST_CELLS = 400;
const LONGEST_WAIT_S = 60;

export class Queue {
  #timer = null;
  #wait = 1;
  #busy = false;

  /**
   * hooks: mark(entry, mark, words), saved(entry, answer), overruled([[entry, state]])
   * (saved, but the cell says something else), theirs(entry, answer), back(entry, known),
   * known(entry) (what the page came with), conflict(), status().
   */
  constructor(address, store, hooks) {
    this.address = address;
    this.store = store;
    this.hooks = hooks;
    this.entries = new Map();
    this.trouble = "";
    this.savedAt = "";
    window.addEventListener("online", () => this.retryNow());
    window.addEventListener("pagehide", () => this.#sendLast());
  }

  /** The person wants this cell to say `state`; known: what the server held: {state, version}. */
  put(row, col, state, known) {
    const id = `${row}|${col}`;
    let entry = this.entries.get(id);
    const inConflict = entry?.problem?.kind === "conflict";
    if (entry && !entry.sent && !inConflict && state === entry.base) {
      this.#finish(entry);
      this.hooks.mark(entry, null);
      return this.hooks.status();
    }
    entry ??= { row, col, version: known.version, base: known.state, sent: null };
    this.entries.set(id, entry);
    Object.assign(entry, { want: { state, key: newKey() }, problem: null, at: Date.now() });
    this.store.keep(entry);
    this.hooks.mark(entry, this.trouble ? "unsaved" : "saving");
    if (!this.#busy && !this.trouble) this.#schedule(COLLECT_MS);
    return this.hooks.status();
  }

  /** Take up what an earlier visit left: shown again, and sent as it was first sent. */
  async restore() {
    const { here, elsewhere } = await this.store.load();
    for (const entry of here) {
      const id = `${entry.row}|${entry.col}`;
      if (this.entries.has(id)) continue;
      this.entries.set(id, { ...entry, sent: entry.sent ?? entry.want, unsure: true });
      this.entries.get(id).served = this.hooks.known(entry);
      this.hooks.mark(entry, "unsaved");
    }
    if (here.length) this.#schedule(0);
    this.hooks.status();
    return { here, elsewhere };
  }

  get waiting() {
    return [...this.entries.values()].filter((entry) => !entry.problem);
  }

  problems(kind) {
    return [...this.entries.values()].filter((entry) => entry.problem?.kind === kind);
  }

  retryNow() {
    if (!this.trouble || this.trouble === "session") return;
    this.#wait = 1;
    this.#schedule(0);
  }

  /** "Giữ của tôi": send again, now knowing what the other person wrote. */
  keepMine(entry) {
    const { version, state } = entry.problem;
    Object.assign(entry, { version, base: state, served: null, problem: null });
    entry.want = { state: entry.want.state, key: newKey() };
    this.store.keep(entry);
    this.hooks.mark(entry, "saving");
    this.#schedule(0);
    this.hooks.status();
  }

  /** "Lấy của họ": the cell says what the other person wrote. */
  takeTheirs(entry) {
    const answer = entry.problem;
    this.#finish(entry);
    this.hooks.theirs(entry, answer);
    this.hooks.status();
  }

  /** "Bỏ các ô này": refused cells say again what the server is known to hold. */
  giveUp() {
    for (const entry of this.problems("refused")) {
      this.#finish(entry);
      this.hooks.back(entry, entry.served ?? { state: entry.base, version: entry.version });
    }
    this.hooks.status();
  }

  #schedule(ms) {
    if (this.trouble === "session") return;
    if (this.#timer && ms === COLLECT_MS) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#send();
    }, ms);
  }

  #finish(entry) {
    this.entries.delete(`${entry.row}|${entry.col}`);
    this.store.drop(entry);
  }

  /** The next cells to send: many together, or one that has to go alone. */
  #pick() {
    const waiting = this.waiting;
    const together = waiting.filter((entry) => !entry.alone);
    return together.length ? together.slice(0, MOST_CELLS) : waiting.slice(0, 1);
  }

  async #send() {
    const batch = this.#pick();
    if (this.#busy || !batch.length || this.trouble === "session") return;
    this.#busy = true;
    const online = navigator.onLine;
    for (const entry of batch) {
      entry.sent ??= entry.want;
      this.hooks.mark(entry, "saving");
    }
    this.hooks.status();
    const answer = await post(this.address, batch);
    this.#busy = false;
    if (answer.kind === "saved") this.#onSaved(batch, answer.saved);
    else if (answer.kind === "conflict") this.#onConflict(batch, answer.conflicts);
    else if (answer.kind === "refused") this.#onRefused(batch, answer);
    else this.#onTrouble(batch, answer.kind, online);
    for (const entry of batch) if (this.#holds(entry)) this.store.keep(entry);
    this.hooks.status();
    if (!this.trouble && this.waiting.length) this.#schedule(0);
  }

  #holds(entry) {
    return this.entries.get(`${entry.row}|${entry.col}`) === entry;
  }

  #onSaved(batch, saved) {
    const answered = matched(batch, saved);
    if (!answered.length) return this.#onTrouble(batch, "server", true);
    this.#trouble("");
    const overruled = [];
    for (const [entry, answer] of answered) {
      const { state, version, at } = answer;
      const isLast = entry.want.key === entry.sent.key || entry.want.state === state;
      Object.assign(entry, { version, base: state, served: null, sent: null });
      Object.assign(entry, { unsure: false, alone: false });
      this.savedAt = at;
      if (!isLast) continue;
      this.#finish(entry);
      this.hooks.saved(entry, answer);
      if (state !== entry.want.state) overruled.push([entry, state]);
    }
    if (overruled.length) this.hooks.overruled(overruled);
    return undefined;
  }

  /** Nothing of the batch was stored. Both values are kept until the person chooses. */
  #onConflict(batch, conflicts) {
    const answered = matched(batch, conflicts);
    if (!answered.length) return this.#onTrouble(batch, "server", true);
    this.#trouble("");
    this.#release(batch);
    for (const [entry, theirs] of answered) {
      Object.assign(entry, { sent: null, unsure: false });
      entry.problem = { kind: "conflict", ...theirs };
      if (theirs.state === entry.want.state) this.takeTheirs(entry);
      else this.hooks.mark(entry, "refused", "Người khác vừa đổi ô này");
    }
    if (this.problems("conflict").length) this.hooks.conflict();
    return undefined;
  }

  /** Nothing of the batch was stored: the cell that is named waits, the others go again. */
  #onRefused(batch, answer) {
    this.#trouble("");
    let [refused] = matched(batch, [answer]).map(([entry]) => entry);
    if (!refused && batch.length === 1) [refused] = batch;
    this.#release(batch);
    if (!refused) {
      for (const entry of batch) entry.alone = true;
      return;
    }
    Object.assign(refused, { sent: null, unsure: false, alone: false });
    refused.problem = { kind: "refused", message: answer.message };
    this.hooks.mark(refused, "refused", answer.message);
  }

  /** Cells that were certainly not stored may go out with their newest value. */
  #release(batch) {
    for (const entry of batch) if (!entry.unsure) entry.sent = null;
  }

  #onTrouble(batch, kind, mayHaveArrived) {
    this.#trouble(kind);
    if (mayHaveArrived && kind !== "session") for (const entry of batch) entry.unsure = true;
    else this.#release(batch);
    this.#schedule(this.#wait * 1000);
    this.#wait = Math.min(LONGEST_WAIT_S, this.#wait * 2);
  }

  #trouble(kind) {
    this.trouble = kind;
    if (!kind) this.#wait = 1;
    else for (const entry of this.waiting) this.hooks.mark(entry, "unsaved");
  }

  /** The page goes away: what has not been sent leaves with it, and is asked for next time. */
  #sendLast() {
    const batch = this.waiting.slice(0, MOST_CELLS);
    if (!batch.length || this.trouble === "session") return;
    for (const entry of batch) Object.assign(entry, { sent: entry.sent ?? entry.want, unsure: true });
    post(this.address, batch, { keepalive: true });
  }
}

/** [[entry, item]] for the items that speak of a cell of the batch. */
function matched(batch, items) {
  const byCell = new Map(batch.map((entry) => [`${entry.row}|${entry.col}`, entry]));
  return (items ?? [])
    .map((item) => [byCell.get(`${item.row}|${item.col}`), item])
    .filter(([entry]) => entry);
}

/** A random UUID; crypto.randomUUID is missing where the portal is served without TLS. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
