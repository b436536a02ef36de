/** Edits whose every unit is followed: the new text, and where each unit of the old one went. */
import { below, type Random, type TagRange, type World } from './truth';

/** `from[i]` and `to[i]`: where unit `i` of the old text stands in the new one; -1 when it is gone. */
export interface Fate {
  readonly text: string;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** A piece of the old text (`put`: written otherwise, as one unit), or new text. */
export type Part = string | { readonly from: number; readonly to: number; readonly put?: string };

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly put: string;
}

/** How many of each: words replaced, put in, taken out; letters inside words; sentences; paragraphs. */
const SHARES = [
  ['replaceWords', 0.4],
  ['insertWords', 0.17],
  ['deleteWords', 0.17],
  ['letter', 0.06],
  ['insertSentence', 0.06],
  ['deleteSentence', 0.06],
  ['replaceSentence', 0.04],
  ['deleteParagraph', 0.01],
  ['moveParagraph', 0.03],
] as const;

/** `count` scattered edits. Those that would touch one another are left out and tried again elsewhere. */
export function editWorld(random: Random, world: World, count: number): Fate {
  const { text } = world;
  const bounds = paragraphsOf(text);
  const busy = new Uint8Array(text.length + 2);
  const edits: Edit[] = [];
  const gone = new Set<number>();
  const moves: [number, number][] = [];
  for (let done = 0, tries = 0; done < count && tries < 50 * count; tries++) {
    let roll = random();
    const kind = SHARES.find(([, share]) => (roll -= share) < 0)?.[0] ?? 'replaceWords';
    if (kind === 'moveParagraph' || kind === 'deleteParagraph') {
      const which = below(random, bounds.length);
      if (gone.has(which)) continue;
      if (kind === 'deleteParagraph') gone.add(which);
      else moves.push([which, below(random, bounds.length)]);
      done++;
      continue;
    }
    const edit = makeEdit(random, world, kind);
    if (!edit || busy.subarray(Math.max(0, edit.from - 1), edit.to + 1).some((one) => one > 0)) continue;
    busy.fill(1, edit.from, Math.max(edit.to, edit.from + 1));
    edits.push(edit);
    done++;
  }
  edits.sort((a, b) => a.from - b.from);
  let order = bounds.map((_, i) => i).filter((i) => !gone.has(i));
  for (const [which, to] of moves) {
    if (!order.includes(which)) continue;
    order = order.filter((i) => i !== which);
    order.splice(Math.min(to, order.length), 0, which);
  }
  const parts: Part[] = [];
  for (const which of order) {
    let { from } = bounds[which] as TagRange;
    const { to } = bounds[which] as TagRange;
    for (let i = firstFrom(edits, from); i < edits.length; i++) {
      const edit = edits[i] as Edit;
      if (edit.from >= to) break;
      parts.push({ from, to: edit.from }, edit.put);
      from = Math.min(edit.to, to);
    }
    parts.push({ from, to });
  }
  return build(text, parts);
}

function firstFrom(edits: readonly Edit[], from: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle] as Edit).from < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Paragraphs with the line ends after them. */
function paragraphsOf(text: string): TagRange[] {
  const blank = text.includes('\n\n') ? /\n\n+/g : /\n/g;
  const bounds: TagRange[] = [];
  let from = 0;
  for (const match of text.matchAll(blank)) {
    bounds.push({ from, to: match.index + match[0].length });
    from = match.index + match[0].length;
  }
  if (from < text.length) bounds.push({ from, to: text.length });
  return bounds;
}

function makeEdit(random: Random, world: World, kind: string): Edit | undefined {
  const { text, prose } = world;
  const around = below(random, text.length);
  if (kind.endsWith('Sentence')) {
    const match = /[.?!…] (?=[A-Z])/.exec(text.slice(around, around + 600));
    if (!match) return undefined;
    const from = around + match.index + 2;
    if (kind === 'insertSentence') return { from, to: from, put: prose.sentence() + ' ' };
    const end = /[.?!…](?=\s)/.exec(text.slice(from, from + 600));
    if (!end) return undefined;
    const to = from + end.index + 1;
    // A sentence goes with one of the spaces around it.
    return kind === 'deleteSentence' ? { from: from - 1, to, put: '' } : { from, to, put: prose.sentence() };
  }
  const match = /[a-zé,] ((?:\S+ ){0,2}?[^\s.,?!…]+)(?= )/.exec(text.slice(around, around + 200));
  if (!match?.[1]) return undefined;
  const from = around + match.index + 2;
  const words = match[1];
  const to = from + words.length;
  if (kind === 'insertWords') return { from, to: from, put: freshWords(random, world, '') + ' ' };
  if (kind === 'deleteWords') return { from: from - 1, to, put: '' };
  if (kind === 'replaceWords') return { from, to, put: freshWords(random, world, words) };
  // A letter inside a word: put in, taken out, or replaced.
  if (words.includes(' ') || words.length < 5 || !/^[a-z]+$/i.test(words)) return undefined;
  const at = from + 2 + below(random, words.length - 4);
  const roll = random();
  return { from: at, to: roll < 0.35 ? at : at + 1, put: roll > 0.65 ? '' : 'x' };
}

/** One to three words that are not a corrected form of `old`: what replaces a word half of whose letters stay is a correction. */
function freshWords(random: Random, { prose }: World, old: string): string {
  for (;;) {
    const words = Array.from({ length: 1 + below(random, 2) }, () => prose.word()).join(' ');
    if (old === '' || 2 * common(words, old) < Math.min(words.length, old.length)) return words;
  }
}

/** Length of the longest common subsequence. */
function common(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const one of a) {
    const next = [0];
    for (let j = 0; j < b.length; j++) {
      next.push(one === b[j] ? (row[j] as number) + 1 : Math.max(next[j] as number, row[j + 1] as number));
    }
    row = next;
  }
  return row[b.length] as number;
}

/** The text of the parts, each unit of the old one followed. */
export function build(old: string, parts: readonly Part[]): Fate {
  const from = new Int32Array(old.length).fill(-1);
  const to = new Int32Array(old.length).fill(-1);
  const pieces: string[] = [];
  let length = 0;
  for (const part of parts) {
    const put = typeof part === 'string' ? part : (part.put ?? old.slice(part.from, part.to));
    pieces.push(put);
    if (typeof part !== 'string') {
      for (let i = part.from; i < part.to; i++) {
        from[i] = length + i - part.from;
        to[i] = part.put === undefined ? (from[i] as number) + 1 : length + put.length;
      }
    }
    length += put.length;
  }
  return { text: pieces.join(''), from, to };
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ['“', '"'],
  ['”', '"'],
  ['’', "'"],
  ['–', '-'],
  ['…', '...'],
  ['\u00a0', ' '],
]);

/** Every typographic character plain, and every line break inside a paragraph a space (or, in a text of long lines, the text wrapped). */
export function normalise(fate: Fate, wrapped: boolean): Fate {
  let column = 0;
  return rewrite(fate, (text, i) => {
    const unit = text.charAt(i);
    if (unit === '\n') {
      column = 0;
      return wrapped && text.charAt(i + 1) !== '\n' && text.charAt(i - 1) !== '\n' && i + 1 < text.length ? ' ' : '\n';
    }
    column++;
    if (!wrapped && unit === ' ' && column > 70) {
      column = 0;
      return '\n';
    }
    return PLAIN.get(unit) ?? unit;
  });
}

/** The text with its letters taken apart (NFD). */
export function decompose(fate: Fate): Fate {
  return rewrite(fate, (text, i) => {
    const code = text.charCodeAt(i);
    return code >= 0xd800 && code <= 0xdfff ? text.charAt(i) : text.charAt(i).normalize('NFD');
  });
}

function rewrite(fate: Fate, put: (text: string, i: number) => string): Fate {
  const at = new Int32Array(fate.text.length + 1);
  const pieces: string[] = [];
  let length = 0;
  for (let i = 0; i < fate.text.length; i++) {
    at[i] = length;
    const piece = put(fate.text, i);
    pieces.push(piece);
    length += piece.length;
  }
  at[fate.text.length] = length;
  const from = fate.from.map((one) => (one < 0 ? -1 : (at[one] as number)));
  const to = fate.from.map((one) => (one < 0 ? -1 : (at[one + 1] as number)));
  return { text: pieces.join(''), from, to };
}

export const untouched = (text: string): Fate => build(text, [{ from: 0, to: text.length }]);

/** What became of a tag: where its surviving units stand (white space at the ends left out), and how many of them there are. */
export interface TagFate extends TagRange {
  readonly survived: number;
}

export function fateOf(tag: TagRange, fate: Fate): TagFate {
  let from = Infinity;
  let to = -1;
  let survived = 0;
  for (let i = tag.from; i < tag.to; i++) {
    const start = fate.from[i] as number;
    if (start < 0) continue;
    survived++;
    if (/\s/.test(fate.text.charAt(start))) continue;
    from = Math.min(from, start);
    to = Math.max(to, fate.to[i] as number);
  }
  return { from: to < 0 ? 0 : from, to: Math.max(to, 0), survived: survived / (tag.to - tag.from) };
}

/** How an answer compares with the truth: `shifted` has the right place and wrong borders, `foreign` is a destroyed tag on other text. */
export type Verdict = 'exact' | 'shifted' | 'wrong' | 'lost' | 'destroyed' | 'foreign';

export function judge(fate: TagFate, found: TagRange | undefined): Verdict {
  const destroyed = fate.survived <= 0.5;
  if (!found) return destroyed ? 'destroyed' : 'lost';
  const overlaps = found.from < fate.to && fate.from < found.to;
  if (destroyed) return overlaps ? 'destroyed' : 'foreign';
  if (found.from === fate.from && found.to === fate.to) return 'exact';
  return overlaps ? 'shifted' : 'wrong';
}
