/**
 * Finding a proposal's passage. Finding a tag again forgives what editors do to a text; a proposal is forgiven nothing but what
 * print does ({@link foldedOf}): its quote stands in its lines, once, between whole words and numbers, or it is refused.
 */
import { foldedOf, foldedIndex } from '../text/folded';
import { onceIn, stringOf } from '../anchors/reanchor';
import type { PlaceableText } from '../anchors/placeable';
import type { Range } from '../text/range';
import { cutsWordAfter, cutsWordBefore } from '../text/words';
import { insideCharacter } from '../text/letters';
import type { Lines, Proposal } from './model';

export type PlacedQuote =
  | { readonly kind: 'found'; readonly range: Range }
  | { readonly kind: 'lines-outside'; readonly lines: number }
  | { readonly kind: 'quote-not-there' }
  | { readonly kind: 'quote-twice'; readonly lines: readonly number[] };

/** Where the quote stands; the range is one of the text as it is, its own line ends and all. Lines in answers count from 1. */
export function placeQuote(
  text: PlaceableText,
  { lines, quote, meaning }: Pick<Proposal, 'lines' | 'quote' | 'meaning'>,
): PlacedQuote {
  const { target } = onceIn(text);
  const { folded, lineStarts } = target;
  if (lines.last >= lineStarts.length) return { kind: 'lines-outside', lines: lineStarts.length };
  const wanted = stringOf(foldedOf(quote.trim()).codes);
  if (wanted.trim() === '') return { kind: 'quote-not-there' };
  const start = foldedIndex(folded, lineStarts[lines.first] ?? 0);
  const end = foldedIndex(folded, lineStarts[lines.last + 1] ?? text.plain.length);
  // A window of its own: a search in the whole text would go on behind the lines, for each of thousands of proposals.
  const window = target.foldedText.slice(Math.max(0, start - 1), end);
  const from = Math.max(0, start - 1);
  const bounds = { from: lineStarts[lines.first] ?? 0, to: lineStarts[lines.last + 1] ?? text.plain.length };
  const found: Range[] = [];
  for (let at = window.indexOf(wanted); at >= 0 && found.length < 2; at = window.indexOf(wanted, at + 1)) {
    const range = passageAt(text.plain, folded.starts, from + at, wanted.length);
    if (!range || range.from < bounds.from || range.to > bounds.to) continue;
    // Somebody may be named within a compound (Moscow-based), but 'aligned' is no stance of 'non-aligned'.
    if ('stance' in meaning && cutsCompound(text.plain, range)) continue;
    if (isWhole(text.plain, range) && stringOf(foldedOf(text.plain.slice(range.from, range.to)).codes) === wanted) {
      if (found.at(-1)?.from !== range.from) found.push(range);
    }
  }
  const [one, other] = found;
  if (!one) return { kind: 'quote-not-there' };
  if (other) return { kind: 'quote-twice', lines: [one, other].map((range) => lineOf(lineStarts, range.from) + 1) };
  return { kind: 'found', range: { from: text.fromPlain(one.from), to: text.fromPlain(one.to) } };
}

/**
 * The lines in which the quote of a proposal stands, where it stands in the source just once, by the same rules: what was put in above
 * it, or taken out, has moved it. Undefined where it is not there, or more than once: nobody but a person knows then.
 */
export function standsElsewhere(
  text: PlaceableText,
  { quote, meaning }: Pick<Proposal, 'quote' | 'meaning'>,
): Lines | undefined {
  const { lineStarts } = onceIn(text).target;
  const placed = placeQuote(text, { lines: { first: 0, last: lineStarts.length - 1 }, quote, meaning });
  if (placed.kind !== 'found') return undefined;
  const { startLine, endLine } = text.spanOf(placed.range);
  return { first: startLine, last: endLine };
}

/** The text's own units for some folded ones; undefined where they begin or end within one character. */
function passageAt(plain: string, starts: Int32Array, at: number, length: number): Range | undefined {
  let from = starts[at] ?? plain.length;
  let to = starts[at + length] ?? plain.length;
  if (at > 0 && starts[at - 1] === from) return undefined;
  if (to <= (starts[at + length - 1] ?? 0)) return undefined;
  // A dash has swallowed the space before it, and the next unit begins behind the space after this one.
  while (from < to && /\s/.test(plain.charAt(from))) from++;
  while (to > from && /\s/.test(plain.charAt(to - 1))) to--;
  return from < to ? { from, to } : undefined;
}

/** Does the passage begin and end with whole words, numbers and characters? 'happy' is not in 'unhappy', nor '5' in '1.5'. */
function isWhole(text: string, { from, to }: Range): boolean {
  if (insideCharacter(text, from) || insideCharacter(text, to)) return false;
  if (cutsWordBefore(text, from) || cutsWordAfter(text, from, to)) return false;
  const before = text.slice(Math.max(0, from - 2), from);
  const after = text.slice(to, to + 2);
  const [first, last] = [text.charAt(from), text.charAt(to - 1)];
  const digit = /\p{Nd}/u;
  if (digit.test(first) && /\p{Nd}[.,:'’٫٬]$/u.test(before)) return false;
  return !(digit.test(last) && /^[.,:'’٫٬]\p{Nd}/u.test(after));
}

function cutsCompound(text: string, { from, to }: Range): boolean {
  return (
    /[\p{L}\p{N}][-\u2010\u2011]$/u.test(text.slice(Math.max(0, from - 3), from)) ||
    /^[-\u2010\u2011][\p{L}\p{N}]/u.test(text.slice(to, to + 3))
  );
}

function lineOf(starts: Int32Array, offset: number): number {
  let line = 0;
  while (line + 1 < starts.length && (starts[line + 1] as number) <= offset) line++;
  return line;
}
