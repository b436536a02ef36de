/**
 * Reads the lines of own form, one scalar a line, straight from the file's text: `indexOf` and character codes, no expression
 * for each line, no parsing but of strings with a backslash. A line that is not in own form is for the judge.
 */
import { isDate, isPlainPhrase, isPlainWord } from './scalars';

const LINE_END = 10;
const RETURN = 13;
const QUOTE = 34;
const APOSTROPHE = 39;
const COMMA = 44;

/** Words met before (ids of entities, enum words), each kept once: tags of all files share them. */
const words = new Map<string, string>();
const MOST_SHARED = 50_000;
/** Longer ones would keep the text of the file in memory that they were met in: V8 makes slices of it of 13 units and more. */
const LONGEST_SHARED = 12;

export class OwnLines {
  text = '';
  /** The offset that is read next. */
  at = 0;
  /** The next backslash at or after some place already passed: looked for once, not for each string. */
  private backslash = -1;

  begin(text: string, at: number): void {
    if (text !== this.text) {
      this.text = text;
      this.backslash = -1;
    } else if (at < this.at) this.backslash = -1;
    this.at = at;
  }

  /** Takes `start` (spaces and key), if it stands here. */
  take(start: string): boolean {
    if (!this.text.startsWith(start, this.at)) return false;
    this.at += start.length;
    return true;
  }

  /** Does the next line belong to something else than what was read, indented by more than two spaces? */
  get endsHere(): boolean {
    const { text, at } = this;
    return !(text.charCodeAt(at + 2) === 32 && text.charCodeAt(at + 1) === 32 && text.charCodeAt(at) === 32);
  }

  /** Finds the line's end; the line after it is read next. */
  private line(): number {
    const { text } = this;
    const from = this.at;
    let end = text.indexOf('\n', from);
    if (end < 0) end = this.at = text.length;
    else this.at = end + 1;
    if (end > from && text.charCodeAt(end - 1) === RETURN && text.charCodeAt(end) === LINE_END) end--;
    return end;
  }

  /** The rest of the line as a text in quotes. */
  quoted(): string | undefined {
    const { text } = this;
    const from = this.at;
    if (text.charCodeAt(from) === QUOTE) {
      // The common case: no backslash, and the first quote after the opening one ends this very line.
      const close = text.indexOf('\n', from) - 1;
      if (this.backslash < from) this.findBackslash(from);
      if (close > from && this.backslash > close && text.indexOf('"', from + 1) === close) {
        this.at = close + 2;
        return text.slice(from + 1, close);
      }
    }
    const end = this.line();
    return this.string(from, end);
  }

  private findBackslash(from: number): void {
    const next = this.text.indexOf('\\', from);
    this.backslash = next < 0 ? this.text.length : next;
  }

  private string(from: number, end: number): string | undefined {
    const { text } = this;
    const first = text.charCodeAt(from);
    if (first === QUOTE) {
      if (this.backslash < from) this.findBackslash(from);
      if (this.backslash >= end)
        return text.indexOf('"', from + 1) === end - 1 ? text.slice(from + 1, end - 1) : undefined;
      return unescaped(text.slice(from, end));
    }
    if (first !== APOSTROPHE || end - from < 2 || text.charCodeAt(end - 1) !== APOSTROPHE) return undefined;
    const parts = text.slice(from + 1, end - 1).split("''");
    return parts.some((part) => part.includes("'")) ? undefined : parts.join("'");
  }

  /** The rest of the line as a word: plain, or in quotes where it must be. */
  word(): string | undefined {
    const from = this.at;
    const end = this.line();
    return this.wordIn(from, end);
  }

  private wordIn(from: number, end: number): string | undefined {
    const { text } = this;
    const written = text.slice(from, end);
    const known = words.get(written);
    if (known !== undefined) return known;
    const first = written.charCodeAt(0);
    const word =
      first === QUOTE || first === APOSTROPHE ? this.string(from, end) : isPlainWord(written) ? written : undefined;
    if (word !== undefined && written.length <= LONGEST_SHARED) {
      // A session sees some thousand; where it sees more, those met next are shared.
      if (words.size >= MOST_SHARED) words.clear();
      words.set(written, word);
    }
    return word;
  }

  /** The rest of the line as a word that is not expected again: an id. */
  id(): string | undefined {
    const from = this.at;
    const end = this.line();
    const { text } = this;
    // Longer than any word with a meaning of its own, in plain letters, digits and hyphens.
    if (end - from > 5 && isLetter(text.charCodeAt(from))) {
      let at = from + 1;
      while (at < end && isIdUnit(text.charCodeAt(at))) at++;
      if (at === end) return text.slice(from, end);
    }
    const written = text.slice(from, end);
    if (isPlainWord(written)) return written;
    return this.string(from, end) || undefined;
  }

  /** The rest of the line as a list of plain words, `[a, b]`. */
  list(isPlain: (text: string) => boolean): string[] | undefined {
    const from = this.at;
    const end = this.line();
    const { text } = this;
    if (text.charCodeAt(from) !== 91 || text.charCodeAt(end - 1) !== 93) return undefined;
    const words: string[] = [];
    if (end - from === 2) return words;
    for (let at = from + 1; at < end;) {
      let next = text.indexOf(',', at);
      if (next < 0 || next > end) next = end - 1;
      const word = text.slice(at, next);
      if (!isPlain(word)) return undefined;
      words.push(word);
      if (next === end - 1) return text.charCodeAt(next) === COMMA ? undefined : words;
      if (text.charCodeAt(next + 1) !== 32) return undefined;
      at = next + 2;
    }
    return undefined;
  }

  /** The rest of the line as a list of texts in double quotes without escapes, `["a", "b"]`; never an empty one. */
  quotedList(): string[] | undefined {
    const from = this.at;
    const written = this.text.slice(from, this.line());
    if (!/^\["[^"\\]*"(?:, "[^"\\]*")*\]$/.test(written)) return undefined;
    return written.slice(2, -2).split('", "');
  }

  /** The rest of the line as words: plain, or in quotes where they must be. */
  phrase(): string | undefined {
    const from = this.at;
    const end = this.line();
    const { text } = this;
    const first = text.charCodeAt(from);
    if (first === QUOTE || first === APOSTROPHE) return this.string(from, end);
    const written = text.slice(from, end);
    return isPlainPhrase(written) ? written : undefined;
  }

  /** The same, or a whole date. */
  detail(): string | undefined {
    const from = this.at;
    const words = this.phrase();
    if (words !== undefined) return words;
    const date = this.text.slice(from, from + 10);
    const end = from + 10;
    const c = this.text.charCodeAt(end);
    return isDate(date) && (c === LINE_END || (c === RETURN && this.text.charCodeAt(end + 1) === LINE_END))
      ? date
      : undefined;
  }

  /** The rest of the line as a single digit; -1 where it is something else. */
  digit(): number {
    const from = this.at;
    const end = this.line();
    const digit = this.text.charCodeAt(from) - 48;
    return end === from + 1 && digit >= 0 && digit <= 9 ? digit : -1;
  }

  /** The rest of the line as it stands. */
  rest(): string {
    const from = this.at;
    return this.text.slice(from, this.line());
  }

  /** A whole number of at most nine digits up to `stop`, which is taken too; -1 where there is none. */
  number(stop: number): number {
    const { text } = this;
    const from = this.at;
    let at = from;
    let value = 0;
    for (;;) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      at++;
    }
    if (at === from || at - from > 9) return -1;
    const c = text.charCodeAt(at);
    if (stop === LINE_END) {
      this.at = at;
      if (this.line() !== at) return -1;
      return value;
    }
    if (c !== stop) return -1;
    this.at = at + 1;
    return value;
  }
}

function unescaped(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : undefined;
  } catch {
    // Escapes that JSON does not have: not own form, the judge reads it.
    return undefined;
  }
}

function isLetter(c: number): boolean {
  return c >= 97 && c <= 122;
}

function isIdUnit(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 48 && c <= 57) || c === 45;
}
