/**
 * In which unit a file counts is not believed but found out: every reading is tried over the whole file, and scored by how many
 * quotes stand where they should, or, where the file has none that fit, by how many places begin and end at a word's border.
 */
import { withPlainLineEnds, PlaceableText } from '../anchors/placeable';
import type { Range } from '../text/range';
import { Units } from '../text/code-points';
import type { InDoc, InPiece, Reading } from './model';

export interface Judged {
  readonly reading: Reading;
  /** Of all that could tell, how many speak for it; from 0 to 1. */
  readonly fit: number;
  readonly by: 'quotes' | 'word borders';
  /** Does no other reading with other places come near? */
  readonly clear: boolean;
  /** The best one with other places, where it is not clear. */
  readonly other?: Reading;
}

/** A document's text in every form that offsets may count in. */
export class DocText {
  /** The text as an editor has it: without byte order mark. */
  readonly body: PlaceableText;
  readonly hadMark: boolean;
  private readonly asIs: Units;
  private readonly plain: Units;

  constructor(text: string) {
    this.hadMark = text.startsWith('\ufeff');
    this.body = new PlaceableText(this.hadMark ? text.slice(1) : text);
    this.asIs = new Units(this.body.text);
    this.plain = this.body.plain.length === this.body.text.length ? this.asIs : new Units(this.body.plain);
  }

  /** Of readings by which every piece of this text stands alike, the same one: those without what the text has not. */
  asRead(reading: Reading): Reading {
    const hasCrLf = this.plain !== this.asIs;
    return { ...reading, bom: reading.bom && this.hadMark, crlf: hasCrLf ? reading.crlf : 1 };
  }

  /** Where a piece stands by a reading, as offsets into `body.text`; undefined where that is no place of the text. */
  range({ start, end }: InPiece, { unit, bom, crlf, inclusive }: Reading): Range | undefined {
    const mark = bom && this.hadMark ? (unit === 'bytes' ? 3 : 1) : 0;
    const units = crlf === 2 ? this.asIs : this.plain;
    const [from, to] = [units.from(unit, start - mark), units.from(unit, end - mark + (inclusive ? 1 : 0))];
    if (from === undefined || to === undefined || to < from) return undefined;
    return crlf === 2 ? { from, to } : { from: this.body.fromPlain(from), to: this.body.fromPlain(to) };
  }
}

/** The usual one first: of those that fit alike, the first is taken. */
const READINGS: readonly Reading[] = ([false, true] as const).flatMap((inclusive) =>
  ([false, true] as const).flatMap((bom) =>
    ([1, 2] as const).flatMap((crlf) =>
      (['code points', 'utf16', 'bytes'] as const).map((unit) => ({ unit, bom, crlf, inclusive })),
    ),
  ),
);

export const folded = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** So many pieces are looked at: more tell nothing new. */
const MOST = 5000;

/** The reading that fits a file best; undefined where nothing of it has a place and a text. */
export function decide(docs: readonly { doc: InDoc; text: DocText }[]): Judged | undefined {
  const pieces = piecesToTry(docs);
  if (pieces.length === 0) return undefined;
  const quoted = pieces.filter(({ piece }) => says(piece)).length;
  const scored = READINGS.map((reading) => ({
    reading,
    quotes: 0,
    exact: 0,
    borders: 0,
    // From and to of each piece; -1 where it has no place.
    places: new Int32Array(2 * pieces.length).fill(-1),
  }));
  const same = new Map<DocText, readonly number[]>();
  pieces.forEach(({ piece, text }, i) => {
    let first = same.get(text);
    if (!first) same.set(text, (first = firstAlike(text)));
    const found: Found[] = [];
    scored.forEach((one, r) => {
      const alike = first[r] as number;
      const range = alike === r ? text.range(piece, one.reading) : undefined;
      const here = (found[r] = alike === r ? foundAt(range, piece, text, found) : (found[alike] as Found));
      one.quotes += here.quote;
      one.exact += here.exact;
      one.borders += here.border;
      one.places[2 * i] = here.from;
      one.places[2 * i + 1] = here.to;
    });
  });
  const most = Math.max(...scored.map(({ quotes }) => quotes));
  // Names of selections may be titles: they tell something where at least every other one is found.
  const by = quoted > 0 && most * 2 >= quoted ? 'quotes' : 'word borders';
  const of = (one: (typeof scored)[number]): number => (by === 'quotes' ? one.quotes : one.borders);
  // Borders do not decide between readings in which all quotes stand alike: the usual one is tried first, and it is asked.
  const ranked = [...scored].sort((a, b) => of(b) - of(a) || b.exact - a.exact);
  const best = ranked[0];
  if (!best) return undefined;
  const rival = ranked.find(({ places }) => places.some((place, i) => place !== best.places[i]));
  const sum = by === 'quotes' ? quoted : pieces.length;
  const fit = of(best) / sum;
  const clear = rival === undefined || (fit >= 0.9 && (of(rival) < of(best) || rival.exact < best.exact));
  return { reading: best.reading, fit, by, clear, ...(!clear && rival && { other: rival.reading }) };
}

function piecesToTry(docs: readonly { doc: InDoc; text: DocText }[]): { piece: InPiece; text: DocText }[] {
  const pieces: { piece: InPiece; text: DocText }[] = [];
  for (const { doc, text } of docs) {
    for (const span of doc.spans) {
      for (const piece of span.pieces) {
        if (pieces.length === MOST) return pieces;
        if (Number.isInteger(piece.start) && Number.isInteger(piece.end)) pieces.push({ piece, text });
      }
    }
  }
  return pieces;
}

/** For each reading the first one by which all pieces of the text stand alike. */
function firstAlike(text: DocText): number[] {
  const keys = READINGS.map((reading) => JSON.stringify(text.asRead(reading)));
  return keys.map((key) => keys.indexOf(key));
}

/** What a piece's place says; 1 where it speaks for the reading. */
interface Found extends Range {
  readonly quote: number;
  readonly exact: number;
  readonly border: number;
}

const NO_PLACE: Found = { from: -1, to: -1, quote: 0, exact: 0, border: 0 };

function foundAt(range: Range | undefined, piece: InPiece, { body }: DocText, before: readonly Found[]): Found {
  if (!range) return NO_PLACE;
  const known = before.find(({ from, to }) => from === range.from && to === range.to);
  if (known) return known;
  const passage = body.text.slice(range.from, range.to);
  const quote = says(piece) && fits(passage, piece);
  const exact = quote && withPlainLineEnds(passage) === withPlainLineEnds(piece.quote ?? '');
  return { ...range, quote: +quote, exact: +exact, border: +atBorders(body.text, range) };
}

/** Has it a quote to hold it to? Blanks alone are one, unless they may be a title. */
export function says({ quote, cut }: InPiece): boolean {
  return quote !== undefined && quote !== '' && (cut !== true || folded(quote) !== '');
}

/** Does the passage say what the file says that it does? A cut quote may be its beginning alone. */
export function fits(passage: string, { quote = '', cut }: InPiece): boolean {
  if (passage === quote) return true;
  const [a, b] = [folded(passage), folded(quote)];
  // Folded, all blanks are alike: then it is their number that tells.
  if (b === '') return blanks(passage) === blanks(quote);
  if (a === b) return true;
  const beginning = b.replace(/(?:…|\.\.\.)$/, '').trim();
  return cut === true && beginning.length >= 20 && a.startsWith(beginning);
}

const blanks = (text: string): string => withPlainLineEnds(text).replace(/\s/gu, ' ');

function atBorders(text: string, { from, to }: Range): boolean {
  if (from === to) return false;
  const inWord = (at: number): boolean => isWord(text, at - 1) && isWord(text, at);
  return !inWord(from) && !inWord(to) && !/^\s|\s$/u.test(text.slice(from, to));
}

function isWord(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /[\p{L}\p{M}\p{N}]/u.test(text.charAt(at));
}

/** In words of ours. */
export function readingText({ unit, bom, crlf, inclusive }: Reading): string {
  const units = { utf16: 'UTF-16 units', 'code points': 'code points', bytes: 'bytes' }[unit];
  return `${units}, byte order mark ${bom ? '' : 'not '}counted, CR LF as ${crlf}, end ${inclusive ? 'inclusive' : 'exclusive'}`;
}
