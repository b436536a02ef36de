/**
 * Folding: what editors, word processors and web pages change in a text without changing what it says is made equal, so that
 * texts can be compared unit by unit; borders are mapped back to the text as it stands.
 */
import { DASH, DROPPED, isSpaceless, plainUnits } from './signs';

/** A folded text: `codes[i]` stands for the units `[starts[i], starts[i + 1])` of the text; `starts` has one entry more. */
export interface Folded {
  readonly codes: Uint16Array;
  readonly starts: Int32Array;
}

const SPACE = 0x20;
const DOT = 0x2e;
const GRAVE = 0x60;
const ELLIPSIS = 0x2026;

/** The units of `text`, one for one: typographic quotes, dashes and white space as their plain forms, offsets kept. */
export function unitsOf(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let i = 0; i < codes.length; i++) codes[i] = plainUnits[text.charCodeAt(i)] ?? 0;
  return codes;
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Units as a string, place for place (halves of surrogate pairs as U+FFFD), for the engine's own search. */
export function textOf({ buffer, byteOffset, byteLength }: Uint16Array): string {
  const decoder = new TextDecoder(LITTLE_ENDIAN ? 'utf-16le' : 'utf-16be', { ignoreBOM: true });
  return decoder.decode(new Uint8Array(buffer, byteOffset, byteLength));
}

/**
 * Folds `text`: besides {@link unitsOf}, runs of white space (line ends too) count as one space, dashes swallow the white space
 * around them and one another, letters and signs of scripts that are written without it (Han, kana, Thai) the white space beside
 * them, `…` is three dots, invisible units are dropped, and letters are composed (NFC).
 */
export function foldedOf(text: string): Folded {
  const most = text.length + 2 * countOf(text, '…') + 8;
  const codes = new Uint16Array(most);
  const starts = new Int32Array(most + 1);
  const composed = isComposed(text);
  let n = 0;
  let last = -1;
  for (let i = 0; i < text.length; i++) {
    const raw = text.charCodeAt(i);
    if (!composed && (raw >= 0x300 || text.charCodeAt(i + 1) >= 0x300)) {
      const end = clusterEnd(text, i);
      const cluster = text.slice(i, end).normalize('NFC');
      if (cluster.length !== 1 || cluster.charCodeAt(0) !== raw) {
        // A composed cluster is never longer than what it was made of, but for a few marks; those stay as they are.
        const units = cluster.length <= end - i ? cluster : text.slice(i, end);
        for (let k = 0; k < units.length; k++) {
          const code = plainUnits[units.charCodeAt(k)] as number;
          if (code === DROPPED) continue;
          if (k === 0 && last === SPACE && isSpaceless(code)) n--;
          starts[n] = i;
          codes[n++] = code;
          last = code;
        }
        i = end - 1;
        continue;
      }
    }
    // Most units are plain letters: nothing in this range but the grave accent is folded.
    if (raw > DASH && raw < 0x80 && raw !== GRAVE) {
      starts[n] = i;
      codes[n++] = last = raw;
      continue;
    }
    const code = plainUnits[raw] ?? raw;
    if (code === DROPPED) continue;
    if (code === SPACE) {
      if (last === SPACE || last === DASH || isSpaceless(last) || endsInHan(codes, n)) continue;
    } else if (code === DASH) {
      if (last === DASH) continue;
      if (last === SPACE) n--;
      starts[n] = last === SPACE ? (starts[n] ?? i) : i;
      codes[n++] = DASH;
      last = DASH;
      continue;
    } else if (code === ELLIPSIS) {
      for (let k = 0; k < 3; k++) {
        starts[n] = i;
        codes[n++] = DOT;
      }
      last = DOT;
      continue;
    } else if (last === SPACE && isSpaceless(code)) n--;
    starts[n] = i;
    codes[n++] = code;
    last = code;
  }
  starts[n] = text.length;
  return { codes: codes.subarray(0, n), starts: starts.subarray(0, n + 1) };
}

/** The same without case: `STRASSE` is `straße`, and all letters i are one (`İ` and `ı` too). */
export function withoutCase(folded: Folded): Folded {
  const { codes, starts } = folded;
  const upper: number[] = [];
  const from: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    for (const code of upperOf(codes[i] as number)) {
      upper.push(code);
      from.push(starts[i] as number);
    }
  }
  from.push(starts[codes.length] as number);
  return { codes: Uint16Array.from(upper), starts: Int32Array.from(from) };
}

/** Are nearly all of its letters capitals (of those that have two forms)? */
export function isShouted(text: string): boolean {
  let small = 0;
  let large = 0;
  for (const unit of text) {
    if (unit !== unit.toUpperCase()) small++;
    else if (unit !== unit.toLowerCase()) large++;
  }
  return large > 10 * small;
}

const uppers = new Map<number, readonly number[]>();

function upperOf(code: number): readonly number[] {
  let upper = uppers.get(code);
  if (!upper) {
    // A combining dot that İ leaves when it is made small, and accents that Greek capitals go without, are left out.
    const text = String.fromCharCode(code).normalize('NFD').toUpperCase();
    const plain = /^[\u0399\u0370-\u03ff\u1f00-\u1fff]|^I\u0307|^\u0307/.test(text)
      ? text.replace(/\p{M}/gu, '')
      : text;
    upper = Array.from(plain.normalize('NFC').split(''), (unit) => unit.charCodeAt(0));
    uppers.set(code, upper);
  }
  return upper;
}

/** Index of the first folded unit that starts at `offset` of the text or after it. */
export function foldedIndex(folded: Folded, offset: number): number {
  const { starts } = folded;
  let low = Math.max(0, Math.min(folded.codes.length, offset) - 64);
  let high = Math.min(folded.codes.length, offset + 64);
  // Most texts hardly shrink by folding: look close to the offset first.
  if ((starts[low] ?? 0) >= offset) low = 0;
  if ((starts[high] ?? 0) < offset) high = folded.codes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Index of the folded unit with which a passage at `offset` begins: the next one, but a dash that has swallowed the white space
 * before it when the passage begins with that dash.
 */
export function passageIndex(folded: Folded, offset: number, passage: string): number {
  const at = foldedIndex(folded, offset);
  return at > 0 && folded.codes[at - 1] === DASH && plainUnits[passage.charCodeAt(0)] === DASH ? at - 1 : at;
}

/** Is the last of `n` units the second half of a Han letter beyond the BMP? */
function endsInHan(codes: Uint16Array, n: number): boolean {
  const last = codes[n - 1] ?? 0;
  return last >= 0xdc00 && last < 0xe000 && isSpaceless(codes[n - 2] ?? 0);
}

/** Is every unit below U+0300, or the text in NFC? Then no letters need composing. */
function isComposed(text: string): boolean {
  return !/[\u0300-\uffff]/.test(text) || text.normalize('NFC') === text;
}

/** End of the letter at `at` with the marks (and Hangul vowels and finals) that compose with it. */
function clusterEnd(text: string, at: number): number {
  const first = text.codePointAt(at) ?? 0;
  let end = at + (first > 0xffff ? 2 : 1);
  while (end < text.length) {
    const code = text.codePointAt(end) ?? 0;
    if (code < 0x300 || !(isHangulPart(code) || /^\p{M}/u.test(String.fromCodePoint(code)))) break;
    end += code > 0xffff ? 2 : 1;
  }
  return end;
}

function isHangulPart(code: number): boolean {
  return code >= 0x1160 && code <= 0x11ff;
}

function countOf(text: string, one: string): number {
  let count = 0;
  for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) count++;
  return count;
}
