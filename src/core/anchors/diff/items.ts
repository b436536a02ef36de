/**
 * Enumerations: stretches that say one after the other in one form, with something between that ends no sentence ('Bread 3.20,
 * milk 1.10, …', a roll call, codes, long rows of a table). Each of their items says something of its own, as a sentence does.
 */
import { isSpaceless } from '../../text/signs';
import { isWordUnit } from './runs';
import { isTelling } from './words';

/** Fewer pieces are no enumeration, but beside one. */
const LEAST_ITEMS = 4;
/** So many neighbours have one form where a sign parts them that is made for it; where it is the form alone that shows them, more. */
const ALIKE = 0.5;
const ALIKE_FORM = 0.8;
/**
 * Items are no longer than this on average, in units, where a sign parts them, and where a word does. It bounds how many signs and words
 * of a text without sentence ends are tried, too: each costs a walk over all of it.
 */
const LONGEST = 400;
const LONGEST_BY_WORD = 120;
/** Longer words part nothing. */
const LONGEST_WORD = 24;
const SPACE = 0x20;
const LINE_END = '\n';
const BLANK = ' ';

/** What parts items where several signs could: the first of these that has one; of one rank the rarer. Others come behind them. */
const RANKS = [LINE_END, ';；؛|•·', ',，、،՝'];
/** Signs that are made for parting. */
export const SIGNS = RANKS.slice(1).join('');

/** What telegrams have in the place of stops: it parts clauses of any form. */
const STOPS: ReadonlySet<string> = new Set(['STOP', 'ТЧК', 'PUNKT', 'PUNTO', 'ΣΤΟΠ'].map((word) => word + BLANK));

/** A sign with the places at which something begins behind it, and the form of the first piece. */
interface Parting {
  readonly sign: string;
  readonly places: readonly number[];
  readonly form: string;
  /** The word that joins them, with its space: nearly all pieces but the first begin with it ('…, and …, and …'); '' for none. */
  readonly joint: string;
}

/** Places at which the items of stretches begin; `starts`: where each stretch begins, and where the last ends. */
export function itemStarts(
  codes: Uint16Array,
  starts: readonly number[],
  isLineEnd: (place: number) => boolean,
): number[] {
  const found: (Parting | undefined)[] = [];
  for (let i = 0; i + 1 < starts.length; i++) {
    found.push(partingOf(codes, starts[i] as number, starts[i + 1] as number, isLineEnd));
  }
  const all: number[] = [];
  found.forEach((own, i) => {
    const [from, to] = [starts[i] as number, starts[i + 1] as number];
    const parting = own ?? likeNeighbour(codes, from, to, found[i - 1]) ?? likeNeighbour(codes, from, to, found[i + 1]);
    if (!parting) return;
    const borders = [from, ...behindJoint(codes, parting, to), to];
    for (const place of borders.slice(1, -1)) all.push(place);
    for (const inner of itemStarts(codes, borders, isLineEnd)) all.push(inner);
  });
  return all;
}

/** A line of fewer items than make an enumeration, beside one that is parted by the same sign or word into items of the same form. */
function likeNeighbour(codes: Uint16Array, from: number, to: number, by: Parting | undefined): Parting | undefined {
  if (!by || by.sign === LINE_END || by.sign === BLANK) return undefined;
  const places: number[] = [];
  for (let at = from + 1, word = from; at < to; at++) {
    const begins = codes[at] !== SPACE && codes[at - 1] === SPACE;
    const sign = by.sign.endsWith(BLANK) ? begins && wordBefore(codes, word, at) : signBefore(codes, at);
    if (sign === by.sign) places.push(at);
    if (begins) word = at;
  }
  const forms = formsOf(codes, [from, ...places, to]);
  return places.length > 0 && forms.every((form) => form === by.form) ? { ...by, places } : undefined;
}

function partingOf(
  codes: Uint16Array,
  from: number,
  to: number,
  isLineEnd: (place: number) => boolean,
): Parting | undefined {
  const { signs, numbers, capitals } = countsIn(codes, from, to, isLineEnd);
  // Too little for an enumeration, as in nearly all sentences.
  if (signs + 1 < LEAST_ITEMS && numbers < LEAST_ITEMS && capitals < LEAST_ITEMS) return undefined;
  const starts = new Map<string, number[]>();
  const add = (sign: string, at: number): void => {
    const places = starts.get(sign);
    if (places) places.push(at);
    else starts.set(sign, [at]);
  };
  for (let at = from + 1; at < to; at++) {
    // Within a word nothing begins: most units of a text are that.
    if (kindOf(codes[at] as number) === LETTER && kindOf(codes[at - 1] as number) === LETTER) continue;
    const before = lastBefore(codes, at);
    if (before < from) continue;
    if (isSign(codes[before] as number)) add(String.fromCharCode(codes[before] as number), at);
    for (let space = before + 1; space < at; space++) {
      if (!isLineEnd(space)) continue;
      add(LINE_END, at);
      break;
    }
  }
  const best = bestOf(codes, from, to, starts, LONGEST);
  if (best || (numbers < LEAST_ITEMS && capitals < LEAST_ITEMS)) return best;
  // No sign parts them: white space, or a word that comes again and again ('บาท').
  starts.clear();
  for (let at = from + 1, word = from; at < to; at++) {
    if (codes[at] === SPACE || codes[at - 1] !== SPACE) continue;
    const before = wordBefore(codes, word, at);
    // Without numbers pieces between words have no form by which they are alike.
    if (before !== '' && (numbers >= LEAST_ITEMS || STOPS.has(before))) add(before, at);
    if (numbers >= LEAST_ITEMS) add(BLANK, at);
    word = at;
  }
  return bestOf(codes, from, to, starts, LONGEST_BY_WORD);
}

/** Signs and line ends; numbers; words that end in a capital. As many as are wanted, at most. */
function countsIn(
  codes: Uint16Array,
  from: number,
  to: number,
  isLineEnd: (place: number) => boolean,
): { signs: number; numbers: number; capitals: number } {
  let [signs, numbers, capitals] = [0, 0, 0];
  for (let at = from; at < to; at++) {
    const code = codes[at] as number;
    const kind = kindOf(code);
    if (kind === LETTER) continue;
    if ((kind & DIGIT) !== 0 && !isDigit(codes[at - 1] ?? 0)) numbers++;
    if (code === SPACE && isCapital(codes[at - 1] ?? 0)) capitals++;
    if ((kind & SIGN) !== 0 || (code === SPACE && isLineEnd(at))) signs++;
    if (signs + 1 >= LEAST_ITEMS && numbers >= LEAST_ITEMS) break;
  }
  return { signs, numbers, capitals };
}

/** Of the alphabets of {@link STOPS}. */
function isCapital(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x391 && code <= 0x3a9) || (code >= 0x410 && code <= 0x42f);
}

/** The word from `word` on, before white space before `at`, with a space; '' for a long one. */
function wordBefore(codes: Uint16Array, word: number, at: number): string {
  return at - word > LONGEST_WORD ? '' : String.fromCharCode(...codes.subarray(word, at)).trimEnd() + BLANK;
}

/** The sign behind which something begins at `at`; '' for none. */
function signBefore(codes: Uint16Array, at: number): string {
  const before = lastBefore(codes, at);
  return before < 0 ? '' : String.fromCharCode(codes[before] as number);
}

/** The last unit before white space before `at`, or a sign that needs none; -1: nothing begins at `at`. */
function lastBefore(codes: Uint16Array, at: number): number {
  let last = at - 1;
  if (codes[at] === SPACE) return -1;
  if (codes[last] !== SPACE) return isSpaceless(codes[last] as number) && isSign(codes[last] as number) ? last : -1;
  while (last > 0 && codes[last] === SPACE) last--;
  return last;
}

const WORD = 1;
const DIGIT = 2;
const SIGN = 4;
const KNOWN = 8;
const LETTER = KNOWN | WORD;
/** What is asked of every unit of a text, once for each that there is; 0: not asked yet. */
const KINDS = new Uint8Array(0x10000);

/** What a unit is; a digit of an alphabet is of a word as well, and what ends, opens or closes is nothing of these. */
function kindOf(code: number): number {
  return (
    KINDS[code] ||
    (KINDS[code] = KNOWN | (isWordUnit(code) ? WORD : 0) | (digit(code) ? DIGIT : 0) | (sign(code) ? SIGN : 0))
  );
}

function sign(code: number): boolean {
  if (code < 0x80 ? code <= SPACE : isWordUnit(code)) return false;
  return !/[\p{L}\p{M}\p{N}\p{Ps}\p{Pe}\p{Pi}\p{Pf}.!?…'"]/u.test(String.fromCharCode(code));
}

function digit(code: number): boolean {
  return code < 0x80 ? code >= 0x30 && code <= 0x39 : /\p{N}/u.test(String.fromCharCode(code));
}

const isSign = (code: number): boolean => (kindOf(code) & SIGN) !== 0;
const isDigit = (code: number): boolean => (kindOf(code) & DIGIT) !== 0;

/** Of the starts of pieces by the sign before them, those that show an enumeration best. */
function bestOf(
  codes: Uint16Array,
  from: number,
  to: number,
  starts: ReadonlyMap<string, readonly number[]>,
  longest: number,
): Parting | undefined {
  let best: Parting | undefined;
  let least = Infinity;
  for (const [sign, places] of starts) {
    if (places.length + 1 < Math.max(LEAST_ITEMS, (to - from) / longest)) continue;
    const listed = RANKS.findIndex((signs) => signs.includes(sign));
    const rank = (listed < 0 ? RANKS.length : listed) + 1 - 1 / places.length;
    if (rank >= least) continue;
    const forms = formsOf(codes, [from, ...places, to]);
    if (STOPS.has(sign) || areAlike(forms, sign)) {
      best = { sign, places, form: forms[0] as string, joint: jointOf(codes, places, to) };
      least = rank;
    }
  }
  return best;
}

/** The word with which nearly all pieces begin; none where it may be of what they say: a name, or any word of a script without capitals. */
function jointOf(codes: Uint16Array, places: readonly number[], to: number): string {
  const counts = new Map<string, number>();
  for (const at of places) {
    const word = firstWord(codes, at, to);
    if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const [word, count] of counts)
    if (count >= Math.max(LEAST_ITEMS, ALIKE_FORM * places.length) && !isTelling(word)) return word + BLANK;
  return '';
}

/** The word before the next space; '' for none of letters alone, or a long one. */
function firstWord(codes: Uint16Array, from: number, to: number): string {
  let at = from;
  while (at < to && at - from <= LONGEST_WORD && kindOf(codes[at] as number) === LETTER) at++;
  return at > from && at < to && codes[at] === SPACE ? String.fromCharCode(...codes.subarray(from, at)) : '';
}

/** Where the pieces begin behind what joins them. One that says no more is of the piece before: it joins the next line to it. */
function behindJoint(codes: Uint16Array, { places, joint }: Parting, to: number): number[] {
  if (joint === '') return [...places];
  return places
    .map((at) => (firstWord(codes, at, to) + BLANK === joint ? at + joint.length : at))
    .filter((at) => at < to);
}

function areAlike(forms: readonly string[], sign: string): boolean {
  const byForm = sign === LINE_END || sign.endsWith(BLANK);
  let alike = 0;
  for (let i = 1; i < forms.length; i++) {
    if (forms[i] === forms[i - 1] && !(byForm && /^a+$/.test(forms[i] as string))) alike++;
  }
  return alike >= (byForm ? ALIKE_FORM : ALIKE) * (forms.length - 1);
}

/** The form of each piece between two borders. */
function formsOf(codes: Uint16Array, borders: readonly number[]): string[] {
  return borders.slice(1).map((to, i) => formOf(codes, borders[i] as number, to));
}

/**
 * Words, numbers and the signs between them, in their order: `a9` for 'Bread 3.20'. Of words alone, how many there are: clauses of
 * prose have no other form.
 */
function formOf(codes: Uint16Array, from: number, to: number): string {
  let form = '';
  let words = 0;
  for (let at = from; at < to; at++) {
    const code = codes[at] as number;
    let kind = '';
    if (isDigit(code)) kind = '9';
    else if (isWordUnit(code) || (isSpaceless(code) && !isSign(code))) kind = 'a';
    // What stands in a word or a number is of it; brackets and quotes come and go.
    else if (isSign(code) && !(isWordUnit(codes[at - 1] ?? 0) && isWordUnit(codes[at + 1] ?? 0)))
      kind = String.fromCharCode(code);
    if (kind === 'a' && !isWordUnit(codes[at - 1] ?? 0)) words++;
    if (!form.endsWith(kind)) form += kind;
  }
  return /^a.?$/.test(form) ? form.replace('a', 'a'.repeat(words)) : form;
}
