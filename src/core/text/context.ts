import { CONTEXT, type Piece } from '../model';
import { withPlainLineEnds, type PlaceableText, type Range } from '../anchors/place';

const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/**
 * The anchor of a range: position, quote and up to {@link CONTEXT} units on either side, cut at code-point borders; a `\r\n`
 * counts as the one `\n` that it is written as.
 */
export function pieceAt(text: PlaceableText, range: Range): Piece {
  const { from, to } = range;
  const whole = text.text;
  return {
    at: text.spanOf(range),
    quote: withPlainLineEnds(whole.slice(from, to)),
    before: tail(withPlainLineEnds(whole.slice(Math.max(0, from - 2 * CONTEXT), from))),
    after: head(withPlainLineEnds(whole.slice(to, to + 2 * CONTEXT))),
  };
}

function tail(text: string): string {
  if (text.length <= CONTEXT) return startsWithin(text) ? text.slice(1) : text;
  const from = text.length - CONTEXT;
  return text.slice(isLow(text.charCodeAt(from)) ? from + 1 : from);
}

function head(text: string): string {
  if (text.length <= CONTEXT) return isHigh(text.charCodeAt(text.length - 1)) ? text.slice(0, -1) : text;
  return text.slice(0, isHigh(text.charCodeAt(CONTEXT - 1)) ? CONTEXT - 1 : CONTEXT);
}

function startsWithin(text: string): boolean {
  return text.length > 0 && isLow(text.charCodeAt(0));
}
