/**
 * Texts with a known fate: made-up prose, tags in it, and edits whose every unit is followed, so that the place of each tag after
 * the edits is known and not guessed. Everything follows from the seed.
 */
import type { Anchor } from '../../src/core/anchors/anchor';

export type Random = () => number;

/** Numbers in [0, 1) that follow from `seed` (mulberry32, public domain). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const below = (random: Random, n: number): number => Math.floor(random() * n);
export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T;

/** A made-up language: words by rank (Zipf), names, and sentences that occur again and again. */
class Prose {
  private readonly words: string[] = [];
  private readonly sums: number[] = [];
  readonly names: string[] = [];
  private readonly boilerplate: string[] = [];

  constructor(
    private readonly random: Random,
    vocabulary: number,
  ) {
    const syllables =
      'ba be bi bo da de di fa fe ga go ha he ka ki ko la le li lo ma me mi mo na ne no pa pe ra re ri ro sa se si so ta te ti to u va ve vi wa we za zo ön tü ça é'.split(
        ' ',
      );
    const ends = ['', '', 'n', 's', 'r', 't', 'l', 'm', 'k', 'nd', 'st'];
    const known = new Set<string>();
    while (this.words.length < vocabulary) {
      const rank = this.words.length;
      const count = rank < 60 ? 1 : rank < 600 ? 1 + below(random, 2) : 2 + below(random, 3);
      let word = '';
      for (let i = 0; i < count; i++) word += pick(random, syllables);
      word += pick(random, ends);
      if (known.has(word)) {
        if (rank < 60) known.delete(word);
        continue;
      }
      known.add(word);
      this.words.push(word);
    }
    let sum = 0;
    for (let i = 0; i < this.words.length; i++) this.sums.push((sum += 1 / (i + 2.7)));
    for (let i = 0; i < 120; i++) {
      const parts = 1 + below(random, 2);
      this.names.push(Array.from({ length: parts }, () => capital(this.rareWord())).join(' '));
    }
    for (let i = 0; i < 40; i++) this.boilerplate.push(this.freshSentence());
  }

  word(): string {
    const at = this.random() * (this.sums[this.sums.length - 1] as number);
    let low = 0;
    let high = this.sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sums[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return this.words[low] as string;
  }

  /** A name by rank (Zipf): the first some 4,000 times in a million units, as the countries in articles about two countries. */
  private name(): string {
    const rank = Math.floor(Math.exp(this.random() * Math.log(this.names.length + 1))) - 1;
    return this.names[rank] as string;
  }

  private rareWord(): string {
    return this.words[600 + below(this.random, this.words.length - 600)] as string;
  }

  sentence(): string {
    return this.random() < 0.04 ? pick(this.random, this.boilerplate) : this.freshSentence();
  }

  private freshSentence(): string {
    const { random } = this;
    const words: string[] = [];
    const count = 5 + below(random, 22);
    for (let i = 0; i < count; i++) {
      const roll = random();
      const word = roll < 0.12 ? this.name() : this.word();
      // Of 'Nego Nego' nobody could say which one a deletion took.
      if (words[i - 1]?.toLowerCase().endsWith(word.toLowerCase())) i--;
      else words.push(i === 0 ? capital(word) : word);
    }
    let text = words.map((word, i) => (i < count - 1 && random() < 0.08 ? word + ',' : word)).join(' ');
    if (random() < 0.15) text = text.replace(' ', ' – ');
    if (random() < 0.1) text = text.replace(/ (\S+ \S+) (\S+)$/, ' “$1” $2');
    if (random() < 0.1) text = text.replace(/ (\S+)$/, '’s $1');
    if (random() < 0.05) text = text.replace(/ (\S+)$/, '\u00a0$1');
    if (random() < 0.02) text = text.replace(/ (\S+)$/, ' 🙂 $1');
    return text + pick(random, ['.', '.', '.', '.', '.', '?', '!', '…']);
  }

  paragraph(): string {
    return Array.from({ length: 2 + below(this.random, 6) }, () => this.sentence()).join(' ');
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `wrapped`: lines of at most 76 units and blank lines between paragraphs; otherwise a paragraph is a line. */
export interface World {
  readonly text: string;
  readonly prose: Prose;
  readonly wrapped: boolean;
}

export function makeWorld(random: Random, size: number, wrapped = false): World {
  const prose = new Prose(random, size < 20_000 ? 1500 : 6000);
  const parts: string[] = [];
  for (let length = 0; length < size;) {
    const paragraph = wrapped ? wrap(prose.paragraph()) : prose.paragraph();
    parts.push(paragraph);
    length += paragraph.length + 2;
  }
  return { text: parts.join(wrapped || random() < 0.5 ? '\n\n' : '\n') + '\n', prose, wrapped };
}

function wrap(paragraph: string): string {
  let text = '';
  let column = 0;
  for (const word of paragraph.split(' ')) {
    if (column + word.length > 76) {
      text += '\n';
      column = 0;
    } else if (text) text += ' ';
    text += word;
    column += word.length + 1;
  }
  return text;
}

export interface TagRange {
  readonly from: number;
  readonly to: number;
}

/** Tags of mixed kind: names, phrases of 2 to 6 words, sentences, two sentences; nested ones too. */
export function makeTags(random: Random, text: string, count: number): TagRange[] {
  const tags: TagRange[] = [];
  while (tags.length < count) {
    const around = below(random, text.length);
    const roll = random();
    const tag =
      roll < 0.4
        ? nameAt(text, around)
        : roll < 0.7
          ? phraseAt(random, text, around)
          : sentenceAt(text, around, roll > 0.95 ? 2 : 1);
    if (!tag) continue;
    tags.push(tag);
    if (random() < 0.15 && tag.to - tag.from > 40 && tags.length < count) {
      const inner = phraseAt(random, text, tag.from + below(random, tag.to - tag.from - 20));
      if (inner && inner.to <= tag.to) tags.push(inner);
    }
  }
  return tags.sort((a, b) => a.from - b.from || b.to - a.to);
}

function nameAt(text: string, around: number): TagRange | undefined {
  const match = /[a-zé,] ([A-Z][\wöüçé]+(?: [A-Z][\wöüçé]+)?)/.exec(text.slice(around, around + 400));
  if (!match?.[1]) return undefined;
  const from = around + match.index + match[0].length - match[1].length;
  return { from, to: from + match[1].length };
}

function phraseAt(random: Random, text: string, around: number): TagRange | undefined {
  const words = 2 + below(random, 5);
  const match = new RegExp(`\\s(\\S+(?:[ \\n]\\S+){${words - 1}})`).exec(text.slice(around, around + 300));
  if (!match?.[1] || crossesParagraphs(text, match[1])) return undefined;
  const quote = match[1].replace(/[.,?!…]+$/, '');
  return { from: around + match.index + 1, to: around + match.index + 1 + quote.length };
}

/** Does a quote go over the end of a paragraph: a blank line, or any line end in a text that has no blank lines? */
function crossesParagraphs(text: string, quote: string): boolean {
  return quote.includes(text.includes('\n\n') ? '\n\n' : '\n');
}

function sentenceAt(text: string, around: number, count: number): TagRange | undefined {
  const found = /[.?!…]\s+|\n/.exec(text.slice(around, around + 800));
  if (!found) return undefined;
  const from = around + found.index + found[0].length;
  let to = from;
  for (let i = 0; i < count; i++) {
    const end = /[.?!…](?=\s)/.exec(text.slice(to, to + 800));
    if (!end) return undefined;
    to += end.index + 1;
  }
  const quote = text.slice(from, to);
  return crossesParagraphs(text, quote) || quote.length < 8 || /\s/.test(quote.charAt(0)) ? undefined : { from, to };
}

const CONTEXT = 32;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** The anchors that the tags had in `text`. */
export function anchorsOf(text: string, tags: readonly TagRange[]): Anchor[] {
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return tags.map(({ from, to }) => {
    const line = lineOf(from);
    const endLine = lineOf(to);
    let start = Math.max(0, from - CONTEXT);
    if (isLow(text.charCodeAt(start))) start++;
    let end = Math.min(text.length, to + CONTEXT);
    if (isLow(text.charCodeAt(end))) end--;
    return {
      line,
      column: from - (lines[line] as number),
      endLine,
      endColumn: to - (lines[endLine] as number),
      quote: text.slice(from, to),
      before: text.slice(start, from),
      after: text.slice(to, end),
    };
  });
}
