import { finish, type Steps } from '../base/steps';
import { CONTEXT, MOST_CONTEXT, type Piece } from '../model';
import { foldedIndex, passageIndex } from '../text/folded';
import { onceSteps, type Once } from './reanchor/once';
import { withPlainLineEnds, type PlaceableText } from './placeable';
import type { Range } from '../text/range';

const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** Where a passage needs more context, so much beyond the unit that tells it from the others: most often the rest of a word. */
const SPARE = 8;

/**
 * A range with `units` of context ({@link CONTEXT}) on either side, cut at code-point borders; a `\r\n` counts as the one `\n`
 * that it is written as. For what is looked for in this very text; a tag's anchor is made by {@link anchorIn}.
 */
export function pieceAt(text: PlaceableText, range: Range, units = CONTEXT): Piece {
  const { from, to } = range;
  const whole = text.text;
  return {
    at: text.spanOf(range),
    quote: withPlainLineEnds(whole.slice(from, to)),
    before: tail(withPlainLineEnds(whole.slice(Math.max(0, from - 2 * units), from)), units),
    after: head(withPlainLineEnds(whole.slice(to, to + 2 * units)), units),
  };
}

/**
 * The anchor of a range: as {@link pieceAt}, and where it stands more than once in the text with one of its contexts (as finding
 * again compares), with as many units of that context as it takes to stand once, up to {@link MOST_CONTEXT}.
 *
 * @param old the anchor that it had: where nothing but its position changed, its context stays as it is written
 */
export function anchorIn(text: PlaceableText, range: Range, old?: Piece): Piece {
  return finish(anchorSteps(text, range, old));
}

/** The same in steps: of the first passage of a large text whose context is made anew the whole text is looked through. */
export function* anchorSteps(text: PlaceableText, range: Range, old?: Piece): Steps<Piece> {
  const made = pieceAt(text, range);
  if (old?.quote === made.quote) {
    const { before, after } = pieceAt(text, range, Math.max(CONTEXT, old.before.length, old.after.length));
    // Contexts that were cut short (by the text's start, a pair of units, a hand) are as good.
    if (old.before !== '' && before.endsWith(old.before) && after.startsWith(old.after)) {
      if (old.before.length >= made.before.length && old.after.length >= made.after.length)
        return { ...made, before: old.before, after: old.after };
    }
  }
  const [left, right] = unitsNeeded(yield* onceSteps(text), text, range, made);
  if (Math.max(left, right) <= CONTEXT) return made;
  return { ...made, before: pieceAt(text, range, left).before, after: pieceAt(text, range, right).after };
}

/**
 * How many units of context it takes before and behind the passage until it stands once with either of them alone: when its own
 * line is gone, the line after it may stand behind another one with the same last words, and both contexts whole around them.
 */
function unitsNeeded(once: Once, text: PlaceableText, range: Range, { quote, before, after }: Piece): [number, number] {
  const { folded } = once.target;
  const { codes, starts } = folded;
  const from = text.toPlain(range.from);
  const to = from + quote.length;
  const quoteFrom = passageIndex(folded, from, quote);
  const low = foldedIndex(folded, from - before.length);
  const high = foldedIndex(folded, to + after.length);
  const withBefore = codes.subarray(low, foldedIndex(folded, to));
  const withAfter = codes.subarray(quoteFrom, high);
  const left = longest(once.others(withBefore, low), (other) => agreeing(codes, low - 1, other - 1, -1));
  const right = longest(once.others(withAfter, quoteFrom), (other) =>
    agreeing(codes, high, other + high - quoteFrom, 1),
  );
  // Folded units may stand for several of the text.
  const first = left < 0 ? from : (starts[Math.max(0, low - left - 1 - SPARE)] ?? 0);
  const last = right < 0 ? to : (starts[Math.min(codes.length, high + right + 1 + SPARE)] ?? text.plain.length);
  return [within(from - first), within(last - to)];
}

const within = (units: number): number => Math.min(MOST_CONTEXT, Math.max(CONTEXT, units));

/** The largest of some lengths, or -1; more than {@link MOST_CONTEXT} are not told apart. */
function longest(places: readonly number[], lengthAt: (place: number) => number): number {
  let most = -1;
  for (let i = 0; i < places.length && most < MOST_CONTEXT; i++) most = Math.max(most, lengthAt(places[i] as number));
  return most;
}

/** How many units agree from two places on, in the direction of `step`. */
function agreeing(codes: Uint16Array, one: number, two: number, step: 1 | -1): number {
  let n = 0;
  while (n < MOST_CONTEXT && codes[one + n * step] !== undefined && codes[one + n * step] === codes[two + n * step])
    n++;
  return n;
}

function tail(text: string, units: number): string {
  if (text.length <= units) return startsWithin(text) ? text.slice(1) : text;
  const from = text.length - units;
  return text.slice(isLow(text.charCodeAt(from)) ? from + 1 : from);
}

function head(text: string, units: number): string {
  if (text.length <= units) return isHigh(text.charCodeAt(text.length - 1)) ? text.slice(0, -1) : text;
  return text.slice(0, isHigh(text.charCodeAt(units - 1)) ? units - 1 : units);
}

function startsWithin(text: string): boolean {
  return text.length > 0 && isLow(text.charCodeAt(0));
}
