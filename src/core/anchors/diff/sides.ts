/** One of two texts that are compared: its units, and its sentences with what tells one from another. */
import { foldedIndex, isShouted, unitsOf, withoutCase } from '../../text/folded';
import { stretchAt } from '../../text/lines';
import { sentenceBegins } from '../../text/sentences';
import { itemStarts, SIGNS } from './items';
import { KeyIndex } from './key-index';

/** Lines of so many units are wrapped ones: a sentence may go on in the next. */
const WRAPPED = { least: 50, most: 110 };
const SPACE = 0x20;
/** What parts sentences or items is of none of them: the last of a line has it, the first or the next not. */
const PARTING: ReadonlySet<number> = new Set(Array.from(` ${SIGNS}`, (sign) => sign.charCodeAt(0)));
const LINE_END = 0x0a;
/** Plain signs that may close a sentence of a script without spaces. */
const QUOTE = 0x22;
const CLOSED = 0x29;

/** A text in pieces that say something of their own. */
export interface Cut {
  readonly codes: Uint16Array;
  readonly sentences: Sentences;
}

export class Side implements Cut {
  /** Units as they are compared; without case their places are others than the text's. */
  readonly codes: Uint16Array;
  private readonly starts: Int32Array | undefined;

  constructor(
    readonly text: string,
    caseless: boolean,
  ) {
    const units = unitsOf(text);
    if (!caseless) {
      this.codes = units;
      return;
    }
    const folded = withoutCase({ codes: units, starts: Int32Array.from({ length: units.length + 1 }, (_, i) => i) });
    this.codes = folded.codes;
    this.starts = folded.starts;
  }

  /** Offset of the text → place among the units. */
  place(offset: number): number {
    return this.starts ? foldedIndex({ codes: this.codes, starts: this.starts }, offset) : offset;
  }

  offset(place: number): number {
    return this.starts ? (this.starts[place] ?? this.text.length) : place;
  }

  private made: Sentences | undefined;

  get sentences(): Sentences {
    return (this.made ??= new Sentences(this.codes, sentenceStartsOf(this)));
  }

  /** The same with each item of an enumeration as a sentence of its own. */
  byItems(): Cut {
    const { starts } = this.sentences;
    const isLineEnd = (place: number): boolean => this.text.charCodeAt(this.offset(place)) === LINE_END;
    const items = itemStarts(this.codes, starts, isLineEnd);
    const all = [...starts, ...items].sort((a, b) => a - b);
    const sentences =
      items.length === 0 ? this.sentences : new Sentences(this.codes, all, new Set(items), this.sentences);
    return { codes: this.codes, sentences };
  }
}

/** Is one of the texts written in capitals and the other not? Then case says nothing. */
export function areRecased(oldText: string, newText: string): boolean {
  return isShouted(oldText.slice(0, 20_000)) !== isShouted(newText.slice(0, 20_000));
}

/** Both texts, ready to be compared. */
export function sidesOf(oldText: string, newText: string): [Side, Side] {
  const caseless = areRecased(oldText, newText);
  return [new Side(oldText, caseless), new Side(newText, caseless)];
}

/** The sentences of a text (a line without an end is one as well), by what they say: white space does not count. */
export class Sentences {
  readonly keys: number[] = [];
  private readonly index: KeyIndex;

  /**
   * `starts`: where each begins, and where the text ends; `items`: those of them at which no sentence begins; `whole`: the sentences
   * as they are where they have no items.
   */
  constructor(
    private readonly codes: Uint16Array,
    readonly starts: readonly number[],
    private readonly items: ReadonlySet<number> = new Set(),
    whole?: Sentences,
  ) {
    for (let i = 0, k = 0; i + 1 < starts.length; i++) {
      while (whole && (whole.starts[k] as number) < (starts[i] as number)) k++;
      const known = whole?.starts[k] === starts[i] && whole?.starts[k + 1] === starts[i + 1];
      this.keys.push(known ? (whole?.keys[k] as number) : keyOf(codes, ...this.said(i)));
    }
    this.index = new KeyIndex(this.keys);
  }

  /** What a sentence says, without the signs that part it from others; end exclusive. */
  said(i: number): [from: number, to: number] {
    let [from, to] = [this.starts[i] as number, this.starts[i + 1] as number];
    while (from < to && PARTING.has(this.codes[from] as number)) from++;
    while (to > from && PARTING.has(this.codes[to - 1] as number)) to--;
    return [from, to];
  }

  /** Is what stands there an item that another one follows? */
  isItem(i: number): boolean {
    return this.items.has(this.starts[i + 1] as number);
  }

  /** Is it an item of an enumeration? */
  isListed(i: number): boolean {
    return this.items.has(this.starts[i] as number) || this.isItem(i);
  }

  /** Which sentences say the same. */
  with(key: number): readonly number[] {
    return this.index.with(key);
  }

  /** How many sentences say it. */
  count(key: number): number {
    return this.index.count(key);
  }

  /** The sentence at a place. */
  at(place: number): number {
    return stretchAt(this.starts, place, this.starts.length - 2);
  }
}

function sentenceStartsOf(side: Side): number[] {
  const { codes, text } = side;
  const starts = [0];
  let line = 0;
  /** Where something is said behind the last start. */
  let said = -1;
  for (let at = 1; at < codes.length; at++) {
    const left = codes[at - 1] as number;
    if (left === SPACE) {
      const before = codes[at - 2] as number;
      const ends = text.charCodeAt(side.offset(at - 1)) === LINE_END;
      // What begins behind an indentation has begun with its line.
      const begins = said >= (starts[starts.length - 1] as number) && !isSmallLetter(before) && beginsAt(codes, at);
      if ((ends && !goesOn(codes, line, at)) || begins) starts.push(at);
      if (ends) line = at;
    } else {
      said = at - 1;
      if ((left >= 0x2000 || left === QUOTE || left === CLOSED) && sentenceBegins(codes, at)) starts.push(at);
    }
  }
  starts.push(codes.length);
  return starts;
}

/** No sentence ends with one: spares most of the closer looks. */
function isSmallLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** As {@link sentenceBegins}, behind any number of spaces. */
function beginsAt(codes: Uint16Array, at: number): boolean {
  if (codes[at] === SPACE) return false;
  let space = at - 1;
  while (space > 0 && codes[space - 1] === SPACE) space--;
  if (space === at - 1) return sentenceBegins(codes, at);
  return sentenceBegins(
    [...codes.subarray(Math.max(0, space - 8), space), SPACE, codes[at] as number],
    Math.min(space, 8) + 1,
  );
}

function goesOn(codes: Uint16Array, line: number, at: number): boolean {
  const length = at - line;
  return length >= WRAPPED.least && length <= WRAPPED.most && codes[at] !== SPACE;
}

/** 53 bits of the units that are no white space; 0 for none. */
function keyOf(codes: Uint16Array, from: number, to: number): number {
  let one = 0x811c9dc5;
  let two = 0x9747b28c;
  let count = 0;
  for (let i = from; i < to; i++) {
    const code = codes[i] as number;
    if (code === SPACE) continue;
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two + code, 0x5bd1e995) ^ (two >>> 15);
    count++;
  }
  return count === 0 ? 0 : (one >>> 0) * 0x200000 + ((two ^ (two >>> 11)) & 0x1fffff);
}
