/**
 * What each character is to a search for names, and the plain form that it is compared in.
 *
 * Unicode regular expressions cost some 50 ns a character, a table about 1 ns. The tables cover the BMP and are filled in
 * blocks of 256 when a text first shows a character of the block; letters beyond the BMP take the slow way round.
 */
import { DROPPED, isUnseen, plainUnits } from './signs';

/** Punctuation and symbols; lone surrogates. */
export const OTHER = 1;
export const SPACE = 2;
export const LINE_BREAK = 3;
/** Soft hyphens, joiners, direction marks: no part of a name's spelling, and no border either. */
export const IGNORED = 4;
/** From here on: part of a word. A letter or number whose plain form is one code unit. */
export const LETTER = 8;
/** The same of a script that writes without spaces: a name may begin and end beside any of them. */
export const SPACELESS = 9;
/** A letter whose plain form takes several code units, or differs from how it may be composed. */
export const COMPLEX = 10;
/** Belongs to what stands before: combining marks, the later parts of a Hangul syllable. Never split off. */
export const MARK = 11;
/** The first half of a character beyond the BMP; {@link wordAfter} tells whether it is a letter. */
export const HIGH = 12;

const ZERO_WIDTH_JOINER = 0x200d;

/** {@link kindOf} of each code unit, as far as the blocks are filled: 0 is not yet known. For loops over whole texts. */
export const kinds = new Uint8Array(0x10000);
const folds = new Uint16Array(0x10000);
const plains = new Uint16Array(0x10000);

// Katakana is not among them: a run of it is a word, bordered by Han and Hiragana, so 'イラン' is not found in 'イランド'.
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;
const JOINS_BEFORE = /[\p{M}\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9f]/u;
/** Letters that are another letter, or several, in the form that print gave them: ligatures, full and half width, Arabic forms. */
const PRINTED =
  /[\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\u2126\u212a\u212b\ufb00-\ufdfb\ufe70-\ufefc\uff01-\uffee]/g;
/** ASCII but for the grave accent, with single spaces: a short cut. */
const PLAIN_ALREADY = /^(?:[!-_a-~]| (?=[!-_a-~]))*$/;
/** Latin without accents too, Greek, Cyrillic, Armenian: nothing in them but what {@link plainUnits} has. */
const COMPOSED = /^[^\u0300-\u036f\u0483-\u0487\u0590-\uffff]*$/;

function isSpace(c: number): boolean {
  return c === 0x20 || c === 9 || c === 0xa0 || (c < 0x300 ? c === 11 || c === 12 : /\s/.test(String.fromCharCode(c)));
}

function fill(c: number): void {
  const first = c & 0xff00;
  for (let unit = first; unit < first + 256; unit++) {
    const char = String.fromCharCode(unit);
    const folded = foldCase(char);
    const plain = plainText(char);
    folds[unit] = folded.length === 1 ? folded.charCodeAt(0) : unit;
    plains[unit] = plain.length === 1 ? plain.charCodeAt(0) : unit;
    kinds[unit] = kindOfNew(unit, char, folded);
  }
}

function kindOfNew(unit: number, char: string, folded: string): number {
  if (unit === 10 || unit === 13 || unit === 0x85 || unit === 0x2028 || unit === 0x2029) return LINE_BREAK;
  if (isUnseen(unit) && !JOINS_BEFORE.test(char)) return IGNORED;
  if (isSpace(unit)) return SPACE;
  if (unit >= 0xd800 && unit < 0xdc00) return HIGH;
  if (JOINS_BEFORE.test(char)) return MARK;
  if (folded === "'" || !WORD.test(char)) return OTHER;
  // The first parts of Hangul syllables compose with what follows; so they are looked at together.
  if (folded.length !== 1 || char.normalize('NFC') !== char || (unit >= 0x1100 && unit < 0x1160)) return COMPLEX;
  return WITHOUT_SPACES.test(char) ? SPACELESS : LETTER;
}

/** The UTF-16 code unit at `at`; outside the text 0, so that V8 need not reckon with `NaN` in the loops. */
export function unitAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? text.charCodeAt(at) : 0;
}

/** The kind of a UTF-16 code unit. */
export function kindOf(unit: number): number {
  const kind = kinds[unit] as number;
  if (kind > 0) return kind;
  fill(unit);
  return kinds[unit] as number;
}

/**
 * {@link foldCase} (or, with case, {@link plainText}) of each code unit of kind {@link OTHER}, {@link LETTER} or
 * {@link SPACELESS}; holds for the units whose kind was asked.
 */
export function formsOf(ignoreCase: boolean): Uint16Array {
  return ignoreCase ? folds : plains;
}

/**
 * One spelling for everything but case: composed, in the letters' usual forms, without invisible characters, vowel signs of
 * Arabic and Hebrew and tatweel, quotes and dashes plain, single spaces; ى and ي are ی, ك is ک.
 */
export function plainText(text: string): string {
  if (PLAIN_ALREADY.test(text)) return text;
  const composed = COMPOSED.test(text) ? text : inUsualForms(text);
  // Copied in stretches: most texts have few units to change, many have none.
  let plain = '';
  let from = 0;
  let last = 0;
  for (let i = 0; i < composed.length; i++) {
    const code = composed.charCodeAt(i);
    const unit = plainUnits[code] as number;
    if (unit === code && !(unit === 0x20 && last === 0x20)) {
      last = unit;
      continue;
    }
    plain += composed.slice(from, i);
    from = i + 1;
    if (unit === DROPPED || (unit === 0x20 && last === 0x20)) continue;
    plain += String.fromCharCode(unit);
    last = unit;
  }
  if (from === 0) return composed;
  plain += composed.slice(from);
  return composed === text && plain.length === text.length ? plain : plain.normalize('NFC');
}

function inUsualForms(text: string): string {
  return text.replace(PRINTED, (char) => char.normalize('NFKC')).normalize('NFC');
}

/**
 * {@link plainText} without case. Full folding by way of the capitals: ß equals SS, ς equals σ; and the four letters I of Turkish
 * and Azerbaijani are one, since which of them is meant depends on a language nobody stated.
 */
export function foldCase(text: string): string {
  if (PLAIN_ALREADY.test(text)) return text.toLowerCase();
  const folded = plainText(text).toUpperCase().toLowerCase();
  return isLatin(folded) ? folded.replace(/i\u0307/g, 'i') : afterFolding(folded);
}

function isLatin(text: string): boolean {
  return !/[\u0250-\uffff]/.test(text);
}

function afterFolding(text: string): string {
  return text
    .replace(/ς/g, 'σ')
    .replace(/i\u0307/g, 'i')
    .normalize('NFC');
}

function wordKind(text: string, at: number, kind: number): number {
  if (kind === LETTER || kind === SPACELESS || kind === MARK) return kind;
  if (kind !== HIGH && kind !== COMPLEX) return 0;
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (JOINS_BEFORE.test(char)) return MARK;
  if (!WORD.test(char)) return 0;
  return WITHOUT_SPACES.test(char) ? SPACELESS : LETTER;
}

/** What part of a word begins at `at`: {@link LETTER}, {@link SPACELESS} or {@link MARK}; 0 if none does. */
export function wordAfter(text: string, at: number): number {
  let kind = kindOf(unitAt(text, at));
  while (kind === IGNORED) kind = kindOf(unitAt(text, ++at));
  return wordKind(text, at, kind);
}

/** What part of a word ends at `at`: {@link LETTER} or {@link SPACELESS}, its marks passed over; 0 if none does. */
export function wordBefore(text: string, at: number): number {
  for (let i = at - 1; i >= 0; i--) {
    const unit = unitAt(text, i);
    let kind = kindOf(unit);
    if (kind === IGNORED) continue;
    if (unit >= 0xdc00 && unit < 0xe000 && kindOf(unitAt(text, i - 1)) === HIGH) kind = wordKind(text, --i, HIGH);
    else kind = wordKind(text, i, kind);
    if (kind !== MARK) return kind;
  }
  return 0;
}

/**
 * Does offset `at` stand inside a word (so that a passage that begins or ends there cuts it)? Words are runs of letters,
 * marks and numbers; hyphens and apostrophes are no part of them; scripts without spaces have borders everywhere but
 * before a mark.
 */
export function insideWord(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const after = wordAfter(text, at);
  if (after === 0 || after === MARK) return after === MARK;
  const before = wordBefore(text, at);
  return before !== 0 && before !== SPACELESS && after !== SPACELESS;
}

/** Would a border at `at` split a character: a letter from its marks, two surrogates, the parts of one picture? */
export function insideCharacter(text: string, at: number): boolean {
  const next = unitAt(text, at);
  const last = unitAt(text, at - 1);
  if (!(next >= 0x300 || last === ZERO_WIDTH_JOINER) || at <= 0) return false;
  if (next >= 0xdc00 && next < 0xe000) return kindOf(last) === HIGH;
  // The joiner ties signs into one picture (families of emoji); between letters it is only a hint for drawing.
  if (next === ZERO_WIDTH_JOINER) return isPicture(last) && isPicture(unitAt(text, at + 1));
  if (last === ZERO_WIDTH_JOINER) return isPicture(unitAt(text, at - 2)) && isPicture(next);
  return kindOf(next) === MARK || (kindOf(next) === HIGH && wordKind(text, at, HIGH) === MARK);
}

/** Is the code unit a sign, half of one, or what makes a sign a picture (U+FE0F)? */
function isPicture(unit: number): boolean {
  return unit >= 0x2000 && (unit === 0xfe0f || kindOf(unit) === OTHER || kindOf(unit) === HIGH);
}
