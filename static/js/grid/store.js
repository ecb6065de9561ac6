/**
 * Unsent cells on this machine (IndexedDB), so that they survive a reload, a crash or a power
 * cut. Where the browser has no such store the grid works from memory alone.
 */

const NAME = "ntm-grid";
const CELLS = "cells";
const KEPT_MS = 72 * 3600 * 1000;

let opening;

function open() {
  opening ??= new Promise((resolve) => {
    if (!window.indexedDB) return resolve(null);
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(CELLS, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
    return undefined;
  }).catch(() => null);
  return opening;
}

/** null where the browser has thrown the store away while the page was open. */
function begin(database, mode) {
  try {
    return database.transaction(CELLS, mode);
  } catch {
    return null;
  }
}

/** Run `work(store)` in one transaction; gives the result of the request it returns, if any. */
async function inStore(mode, work) {
  const database = await open();
  if (!database) return undefined;
  return new Promise((resolve) => {
    const transaction = begin(database, mode);
    if (!transaction) return resolve(undefined);
    const request = work(transaction.objectStore(CELLS));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => resolve(undefined);
    return undefined;
  });
}

/** All cells of one person that are not too old; the too old of anybody are dropped. */
async function cellsOf(user) {
  const all = (await inStore("readonly", (store) => store.getAll())) ?? [];
  const oldest = Date.now() - KEPT_MS;
  const expired = all.filter((record) => !(record.at > oldest));
  if (expired.length) await write([], expired.map((record) => record.id));
  return all.filter((record) => record.user === user && record.at > oldest);
}

function write(records, goneIds) {
  return inStore("readwrite", (store) => {
    for (const record of records) store.put(record);
    for (const id of goneIds) store.delete(id);
  });
}

export const countUnsent = async (user) => (await cellsOf(user)).length;

export async function forget(user) {
  await write([], (await cellsOf(user)).map((record) => record.id));
}

/** The unsent cells of one person on one board: same address, same day and set. */
export class Store {
  #changed = new Map();

  constructor(user, url, body) {
    this.user = user;
    this.prefix = [user, url, body].join("\n");
  }

  id(entry) {
    return `${this.prefix}\n${entry.row}|${entry.col}`;
  }

  /** { here: entries of this board, elsewhere: addresses of pages with other unsent cells } */
  async load() {
    const records = await cellsOf(this.user);
    const isHere = (record) => record.id.startsWith(`${this.prefix}\n`);
    const others = records.filter((record) => !isHere(record)).map((record) => record.page);
    return {
      here: records.filter(isHere).map((record) => record.entry),
      elsewhere: [...new Set(others)],
    };
  }

  keep(entry) {
    const { row, col, version, base, want, sent, at } = entry;
    this.#change(entry, {
      id: this.id(entry),
      user: this.user,
      at,
      page: location.pathname + location.search,
      entry: { row, col, version, base, want, sent, at },
    });
  }

  drop(entry) {
    this.#change(entry, null);
  }

  /** All changes of one moment go into one transaction. */
  #change(entry, record) {
    if (!this.#changed.size) queueMicrotask(() => this.#write());
    this.#changed.set(this.id(entry), record);
  }

  #write() {
    const changed = [...this.#changed];
    this.#changed.clear();
    write(
      changed.map(([, record]) => record).filter(Boolean),
      changed.filter(([, record]) => !record).map(([id]) => id),
    );
  }
}
