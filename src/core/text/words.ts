/**
 * What a word and a name are to the cursor, the selection, the checks and the finder: runs of letters, marks and numbers
 * (letters.ts), with what a language writes onto a name taken off (endings.ts) and Intl's dictionary (UAX 29) where a script has
 * no spaces. All offsets are UTF-16 code units.
 */
import { beginsWord, endingAt, isApostrophe, splitAtApostrophe } from './endings';
import { foldCase, insideWord, kindOf, unitAt, wordAfter } from './letters';
import { wordSegments } from './segments';
import { sentenceStarts } from './sentences';
import { hasSmallLetter } from './signs';
import { border, type Offsets } from './snap';

/** How far around an offset a line is looked at. */
const AROUND = 500;

/**
 * The word at or right before an offset; undefined where there is none. A possessive, a case ending after an apostrophe and an
 * elided article are left out, since the passage is to name somebody: 'Baku’s' and 'l’Iran' are *Baku* and *Iran*.
 */
export function wordAt(text: string, offset: number): Offsets | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - AROUND);
  const lineEnd = text.indexOf('\n', offset);
  const start = lineStart > 0 ? border(text, lineStart, 'down') : 0;
  const line = text.slice(start, Math.min(lineEnd < 0 ? text.length : lineEnd, offset + AROUND));
  let before: Offsets | undefined;
  for (const { index, segment, isWordLike } of wordSegments(line)) {
    if (!isWordLike) continue;
    const from = start + index;
    if (from > offset) break;
    const [first, last] = splitAtApostrophe(segment);
    const found = { from: from + first, to: from + last };
    if (offset < from + segment.length) return found;
    if (offset === from + segment.length) before = found;
  }
  return before;
}

/** The borders of a range moved by one word: `end` outward or inward. Undefined: there is no further word, or no word left. */
export function byWord(text: string, range: Offsets, grow: boolean): Offsets | undefined {
  if (grow) {
    const rest = text.slice(range.to, range.to + AROUND);
    for (const { index, segment, isWordLike } of wordSegments(rest)) {
      if (segment.includes('\n')) return undefined;
      if (isWordLike) return { from: range.from, to: range.to + index + segment.length };
    }
    return undefined;
  }
  const inside = [...wordSegments(text.slice(range.from, range.to))].filter((word) => word.isWordLike);
  const last = inside[inside.length - 2];
  return last && { from: range.from, to: range.from + last.index + last.segment.length };
}

/** What Hebrew and Arabic write onto the front of a word: and, in, to, from, as, that, the. */
const PROCLITICS = /^(?:[ובלכמשה]{1,3}|[وف]?[بكل]?(?:ال)?)$/u;

/** Would a passage that begins at `at` cut a word? Behind an elided article or a Hebrew or Arabic particle it does not. */
export function cutsWordBefore(text: string, at: number): boolean {
  if (!insideWord(text, at)) return false;
  let start = at;
  while (insideWord(text, start) && at - start < 4) start--;
  return insideWord(text, start) || !PROCLITICS.test(text.slice(start, at));
}

/** Would a passage from `from` to `to` cut a word at its end? Before a Korean particle it does not. */
export function cutsWordAfter(text: string, from: number, to: number): boolean {
  if (!insideWord(text, to)) return false;
  const ending = endingAt(text, from, to, true);
  return !ending || ending.inside > 0;
}

/**
 * A selection made to begin and end with whole words: a word of which half or more is selected, or that is all there is, goes in
 * whole; less of one at an end was a slip and is left out, with the comma or space between. Scripts without spaces stay as they
 * are selected.
 */
export function snapToWords(text: string, { from, to }: Offsets): Offsets {
  let [start, end] = [from, to];
  if (cutsWordBefore(text, from)) {
    const [first, last] = wordAround(text, from);
    start = 2 * (Math.min(last, to) - from) >= last - first || last >= to ? first : last;
  }
  if (cutsWordAfter(text, from, to)) {
    const [first, last] = wordAround(text, to);
    end = 2 * (to - Math.max(first, from)) >= last - first || first <= from ? last : first;
  }
  while (start < end && start > from && !isWordPart(text, start)) start++;
  while (end > start && end < to && !insideWordOrAfter(text, end)) end--;
  return start < end ? { from: start, to: end } : { from, to };
}

function wordAround(text: string, at: number): [number, number] {
  let [from, to] = [at, at];
  while (from > 0 && insideWord(text, from)) from--;
  while (to < text.length && insideWord(text, to)) to++;
  return [from, to];
}

function isWordPart(text: string, at: number): boolean {
  return wordAfter(text, at) !== 0;
}

function insideWordOrAfter(text: string, at: number): boolean {
  let last = at - 1;
  while (last > 0 && kindOf(unitAt(text, last)) >= 11) last--;
  return wordAfter(text, last) !== 0;
}

/** Most words of a name that is put together by its capitals. */
const MOST_WORDS = 5;

/**
 * The name at `offset` (or right before it): one of the codebook (`hits`, as the name finder gives them), else by its capitals: the neighbours on the same line that begin with a capital too and have
 * one space between. The first word of a sentence has a capital anyway and joins only where the cursor is on it, or the text has
 * it so inside of a sentence. In German capitals show nouns and no names: there it is the word.
 */
export function nameAt(text: string, offset: number, hits: readonly Offsets[] = []): Offsets | undefined {
  const hit = hits.find(({ from, to }) => from <= offset && offset < to) ?? hits.find(({ to }) => to === offset);
  if (hit) return { from: hit.from, to: hit.to };
  const word = wordAt(text, offset);
  if (!word || !isCapitalized(text, word) || capitalizesNouns(text, offset)) return word;
  let name = word;
  for (let count = 1; count < MOST_WORDS; count++) {
    const next = neighbour(text, name.to, 1);
    if (!next) break;
    name = { from: name.from, to: next.to };
  }
  for (let count = 1; count < MOST_WORDS; count++) {
    const last = neighbour(text, name.from, -1);
    if (!last || (beginsSentence(text, last.from) && !standsInside(text, last))) break;
    name = { from: last.from, to: name.to };
  }
  return name;
}

/** German words of which any paragraph has some; no other language has four of them. */
const GERMAN = /(?<!\p{L})(?:der|die|das|und|dem|nicht|ist|sich|mit|auf|für|von|eine|zu|wird)(?!\p{L})/gu;
const MARKS_GERMAN = 4;

function capitalizesNouns(text: string, offset: number): boolean {
  const found = text.slice(Math.max(0, offset - AROUND), offset + AROUND).match(GERMAN);
  return new Set(found).size >= MARKS_GERMAN;
}

/** The capitalized word that one space parts from `at`, on one side. */
function neighbour(text: string, at: number, way: 1 | -1): Offsets | undefined {
  const [space, inside] = way === 1 ? [at, at + 1] : [at - 1, at - 2];
  if (text[space] !== ' ') return undefined;
  const found = wordAt(text, inside);
  if (!found || (way === 1 ? found.from !== at + 1 : found.to !== at - 1)) return undefined;
  return isCapitalized(text, found) ? found : undefined;
}

function isCapitalized(text: string, { from, to }: Offsets): boolean {
  return /^\p{Lu}/u.test(text.slice(from, from + 2)) && hasSmallLetter(text.slice(from, to));
}

function beginsSentence(text: string, at: number): boolean {
  const start = Math.max(0, at - 40);
  return (
    /(?:^|\n)\P{L}*$/u.test(text.slice(start, at)) || sentenceStarts(text.slice(start, at + 1)).includes(at - start)
  );
}

/** Does the text have the word with its capital inside of a sentence too? */
function standsInside(text: string, { from, to }: Offsets): boolean {
  const word = text.slice(from, to);
  for (let at = text.indexOf(word), tries = 0; at >= 0 && tries < 200; at = text.indexOf(word, at + 1), tries++) {
    if (at === from || !beginsWord(text, at) || insideWord(text, at + word.length)) continue;
    if (!beginsSentence(text, at)) return true;
  }
  return false;
}

/** Is the form written without a capital in a script that has them (`he`, `the president`)? It may mean anyone. */
export function isCommonWord(form: string): boolean {
  return hasSmallLetter(form) && !/\p{Lu}/u.test(form);
}

const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORDS = /[a-z0-9]+/g;

/** Words of a name as they are compared, at the borders that {@link insideWord} sees; each character of Han is a word. */
export function wordsOf(text: string): string[] {
  const folded = foldCase(text);
  if (ASCII.test(folded)) return folded.match(ASCII_WORDS) ?? [];
  const found: string[] = [];
  for (let at = 0, start = 0; at < folded.length; at++) {
    const next = at + 1;
    if (next < folded.length && insideWord(folded, next)) continue;
    const word = folded.slice(start, next);
    if (wordAfter(word, 0) !== 0 && !isApostrophe(unitAt(word, 0))) found.push(word);
    start = next;
  }
  return found;
}
