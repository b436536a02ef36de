import { CONTEXT, MOST_CONTEXT, type Piece } from '../model';
import { foldedIndex, passageIndex } from '../text/folded';
import { onceIn } from './once';
import { withPlainLineEnds, type PlaceableText, type Range } from './place';

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
 * The anchor of a range: as {@link pieceAt}, and where quote and context stand more than once in the text, as finding again
 * compares, with as many units of context as it takes to stand once, up to {@link MOST_CONTEXT} on either side.
 *
 * @param old the anchor that it had: where nothing but its position changed, its context stays as it is written
 */
export function anchorIn(text: PlaceableText, range: Range, old?: Piece): Piece {
  const made = pieceAt(text, range);
  if (old?.quote === made.quote) {
    const { before, after } = pieceAt(text, range, Math.max(CONTEXT, old.before.length, old.after.length));
    // Contexts that were cut short (by the text's start, a pair of units, a hand) are as good.
    if (old.before !== '' && before.endsWith(old.before) && after.startsWith(old.after)) {
      if (old.before.length >= made.before.length && old.after.length >= made.after.length)
        return { ...made, before: old.before, after: old.after };
    }
  }
  const units = unitsNeeded(text, range, made);
  return units > CONTEXT ? pieceAt(text, range, units) : made;
}

/** How many units of context on both sides it takes until the passage stands once. */
function unitsNeeded(text: PlaceableText, range: Range, { quote, before, after }: Piece): number {
  const once = onceIn(text);
  const { folded } = once.target;
  const from = text.toPlain(range.from);
  const start = foldedIndex(folded, from - before.length);
  const end = foldedIndex(folded, from + quote.length + after.length);
  const others = once.others(folded.codes.subarray(start, end), start);
  if (others.length === 0) return CONTEXT;
  const { codes, starts } = folded;
  const quoteFrom = passageIndex(folded, from, quote);
  let needed = 0;
  for (const other of others) {
    const by = other - start;
    let left = 0;
    while (
      left < MOST_CONTEXT &&
      start > left &&
      other > left &&
      codes[start - left - 1] === codes[start + by - left - 1]
    )
      left++;
    let right = 0;
    while (right < MOST_CONTEXT && end + right < codes.length && codes[end + right] === codes[end + by + right])
      right++;
    // Where the text itself begins or ends there is no more to be told from others by.
    if (left === start) left = MOST_CONTEXT;
    if (end + right === codes.length) right = MOST_CONTEXT;
    needed = Math.max(needed, Math.min(left, right) + 1 + SPARE);
    if (needed > MOST_CONTEXT) break;
  }
  // Folded units may stand for several of the text.
  const first = starts[Math.max(0, start - needed)] ?? 0;
  const last = starts[Math.min(codes.length, end + needed)] ?? text.plain.length;
  const units = Math.max((starts[quoteFrom] ?? from) - first, last - from - quote.length, CONTEXT + needed);
  return Math.min(MOST_CONTEXT, units);
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
