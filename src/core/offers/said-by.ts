/** Names beside a reporting verb or 'according to': who is said to say it. */
import type { Range } from '../text/range';
import { fold } from '../text/fold';
import { CUES, type Cues } from './cues';

/** A name in a text: where it stands (UTF-16 offsets), and whose it is; without an id the codebook does not know it. */
export interface NameAt extends Range {
  readonly id?: string;
}

/** Words between a verb and its name at the most: 'said the deputy minister of transport, X'. */
const FARTHEST = 6;

type Kind = keyof Cues;

/** First words of cues, each with the whole cues that begin so; all languages together: their words seldom collide. */
const table = new Map<string, { kind: Kind; words: readonly string[] }[]>();
const stems: { kind: Kind; stem: string }[] = [];

for (const cues of Object.values(CUES)) {
  for (const kind of Object.keys(cues) as Kind[]) {
    for (const cue of cues[kind]) {
      const words = fold(cue).split(' ');
      const [first = ''] = words;
      if (first.endsWith('*')) stems.push({ kind, stem: first.slice(0, -1) });
      else table.set(first, [...(table.get(first) ?? []), { kind, words }]);
    }
  }
}

interface Word extends Range {
  readonly folded: string;
}

const WORD = /[’']?[\p{L}\p{M}\p{N}]+(?:[-’'][\p{L}\p{M}\p{N}]+)*/gu;

function wordsIn(text: string, range: Range): Word[] {
  const piece = text.slice(range.from, range.to);
  return [...piece.matchAll(WORD)].map((match) => {
    const from = range.from + match.index;
    // Typewriter's and printer's apostrophe are one.
    return { from, to: from + match[0].length, folded: fold(match[0].replace(/'/g, '’')) };
  });
}

interface Cue extends Range {
  readonly kind: Kind;
  /** Number of its first word, and of the one behind its last. */
  readonly first: number;
  readonly end: number;
}

function cuesIn(words: readonly Word[]): Cue[] {
  const found: Cue[] = [];
  words.forEach((word, i) => {
    const end = (count: number): Cue['to'] => words[i + count - 1]?.to ?? word.to;
    for (const { kind, words: wanted } of table.get(word.folded) ?? []) {
      if (!wanted.every((one, j) => words[i + j]?.folded === one)) continue;
      found.push({ kind, from: word.from, to: end(wanted.length), first: i, end: i + wanted.length });
    }
    for (const { kind, stem } of stems) {
      if (word.folded.startsWith(stem) && word.folded.length <= stem.length + 4)
        found.push({ kind, from: word.from, to: word.to, first: i, end: i + 1 });
    }
  });
  return found;
}

export interface SaidBy {
  readonly name: NameAt;
  /** By 'according to' and its like, which name nobody but a reporter; a verb may also belong to a holder. */
  readonly according: boolean;
  /** Words between. */
  readonly distance: number;
}

export interface Hearing {
  readonly text: string;
  /** What is said: a name within it is not who says it by words outside of it ('“X will forgive Y,” Z believes'). */
  readonly passage: Range;
  /** Names of the codebook, in the order of the text. */
  readonly names: readonly NameAt[];
  /** The entity that goes by a name or its last word: of one word alone beside a verb it tells that it is a name. */
  readonly named: (name: string) => string | undefined;
}

/** Who says something within a range (a sentence), the surest first. */
export function saidBy(hearing: Hearing, sentence: Range): SaidBy[] {
  const { text, passage, names } = hearing;
  const words = wordsIn(text, sentence);
  const cues = cuesIn(words);
  const inside = names.filter((name) => isWithin(name, sentence));
  const found: SaidBy[] = [];
  for (const cue of cues) {
    if (cue.kind === 'probable' || cue.kind === 'possible') continue;
    const said = isWithin(cue, passage);
    const sides = [
      ...(cue.kind === 'before' ? [] : [beside(hearing, words, cue, inside, 'left')]),
      ...(cue.kind === 'after' ? [] : [beside(hearing, words, cue, inside, 'right')]),
    ]
      .filter((one) => one !== undefined)
      .filter(({ name }) => said || !isWithin(name, passage));
    const [nearest] = sides.sort((a, b) => a.distance - b.distance);
    if (nearest) found.push({ ...nearest, according: cue.kind !== 'verbs' });
  }
  return found.sort((a, b) => Number(b.according) - Number(a.according) || a.distance - b.distance);
}

/** How sure a sentence is of what it says, by its words; undefined: nothing tells. */
export function hedgeIn(text: string, sentence: Range): 'probable' | 'possible' | undefined {
  const kinds = new Set(cuesIn(wordsIn(text, sentence)).map(({ kind }) => kind));
  return kinds.has('possible') ? 'possible' : kinds.has('probable') ? 'probable' : undefined;
}

const isWithin = (one: Range, whole: Range): boolean => one.from >= whole.from && one.to <= whole.to;

function beside(
  { text, named }: Hearing,
  words: readonly Word[],
  cue: Cue,
  names: readonly NameAt[],
  side: 'left' | 'right',
): Omit<SaidBy, 'according'> | undefined {
  const known =
    side === 'left' ? names.filter((one) => one.to <= cue.from).at(-1) : names.find((one) => one.from >= cue.to);
  const unknown = capitals(text, words, cue, side, named);
  const distanceTo = (name: Range): number =>
    side === 'left'
      ? words.filter((word) => word.from >= name.to && word.to <= cue.from).length
      : words.filter((word) => word.from >= cue.to && word.to <= name.from).length;
  const near = known && distanceTo(known);
  const most = cue.kind === 'after' ? 1 : cue.kind === 'before' ? 4 : FARTHEST;
  if (unknown && !names.some((one) => one.from < unknown.to && unknown.from < one.to)) {
    const distance = distanceTo(unknown);
    if (near === undefined || distance < near) return { name: unknown, distance };
  }
  return known && near !== undefined && near <= most ? { name: known, distance: near } : undefined;
}

/** Words with capitals directly beside a cue: a name that the codebook does not have. */
function capitals(
  text: string,
  words: readonly Word[],
  cue: Cue,
  side: 'left' | 'right',
  named: Hearing['named'],
): NameAt | undefined {
  const step = side === 'left' ? -1 : 1;
  let i = side === 'left' ? cue.first - 1 : cue.end;
  // 'according to the Ministry'
  if (cue.kind === 'before' && /^(the|der|die|dem|des|den|le|la|les|el|los|il|gli)$/.test(words[i]?.folded ?? '')) i++;
  const name: Word[] = [];
  for (; name.length < 4; i += step) {
    const word = words[i];
    if (!word || !/^\p{Lu}/u.test(text.slice(word.from, word.to))) break;
    const last = name.at(-1);
    const gap = last && (side === 'left' ? text.slice(word.to, last.from) : text.slice(last.to, word.from));
    if (gap !== undefined && !/^\.?\s+$/.test(gap)) break;
    name.push(word);
  }
  const ordered = side === 'left' ? name.reverse() : name;
  const [first] = ordered;
  const last = ordered.at(-1);
  if (!first || !last) return undefined;
  // One word alone is as often a pronoun or a noun at a sentence's start, unless somebody goes by it.
  if (ordered.length < 2 && cue.kind === 'verbs' && named(text.slice(first.from, first.to)) === undefined)
    return undefined;
  return { from: first.from, to: last.to };
}
