/**
 * The states of a cell and the words for them. All of it is read from the page: nothing here
 * knows what a verdict or a target is.
 */

/** Text as people write it, made comparable: case, Unicode forms and odd spaces do not count. */
export function fold(text) {
  return text
    .normalize("NFC")
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "")
    .toLowerCase()
    .replace(/[\u00f0\u0256]/g, "đ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether a cell holds a figure (see figures.js) instead of a state. */
export const isFigure = (td) => "figure" in td.dataset;

export class States {
  /** list: see data-states; empty: the code that Delete writes. */
  constructor(list, empty) {
    this.empty = empty;
    this.byCode = new Map(list.map((state) => [state.code, state]));
    this.enterable = list.filter((state) => state.key || state.keys.length || state.code === empty);
    this.readings = new Map();
    for (const state of this.enterable)
      for (const word of [state.sign, state.word, ...state.paste]) this.addReading(word, state.code);
  }

  addReading(word, code) {
    const key = fold(word);
    if (!this.readings.has(key)) this.readings.set(key, new Set());
    this.readings.get(key).add(code);
  }

  get(code) {
    return this.byCode.get(code);
  }

  /** The word of a state; the text of a figure is its own, no text is the empty state. */
  word(code) {
    return this.get(code || this.empty)?.word ?? code;
  }

  /** The state that a key stands for, also on layouts whose digit row types other signs. */
  ofKey({ key, code, shiftKey }) {
    const letter = key.toLowerCase();
    const typed = (state) =>
      state.key === key || state.keys.includes(key) || state.keys.includes(letter);
    const placed = (state) => !shiftKey && /^\d$/.test(state.key) && code === "Digit" + state.key;
    return this.enterable.find(typed) ?? this.enterable.find(placed);
  }

  /** The state after `code` when Space steps through them. */
  after(code) {
    const index = this.enterable.findIndex((state) => state.code === code);
    return this.enterable[(index + 1) % this.enterable.length].code;
  }

  /** The codes that a written word may mean: none is unknown, two or more is ambiguous. */
  read(text) {
    return [...(this.readings.get(fold(text)) ?? [])];
  }

  /** What a copied cell says: its sign, or its word where the sign could be read as another. */
  written(code) {
    const state = this.get(code);
    const readings = this.read(state.sign);
    return readings.length === 1 && readings[0] === code ? state.sign : state.word;
  }

  /** "Viết Đ, C hoặc Không áp dụng.": only words that are read back as meant. */
  hint() {
    const words = this.enterable
      .filter((state) => state.code !== this.empty)
      .map((state) => this.written(state.code));
    return `Viết ${anyOf(words)}.`;
  }
}

/** "a, b hoặc c" */
export function anyOf(words) {
  const last = words.at(-1);
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} hoặc ${last}`;
}
