/** Makes a selection a passage: no white space at its ends, no cut through a character that people see as one. */

export interface Offsets {
  readonly from: number;
  readonly to: number;
}

/** Graphemes are looked for in a window of this many UTF-16 units around a border; longer ones do not occur in prose. */
const WINDOW = 64;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Trims white space, then moves borders that cut a surrogate pair or a grapheme outward. Undefined: nothing is left. */
export function snap(text: string, selection: Offsets): Offsets | undefined {
  let { from, to } = selection;
  while (from < to && isSpace(text, from)) from++;
  while (to > from && isSpace(text, to - 1)) to--;
  return from < to ? { from: border(text, from, 'down'), to: border(text, to, 'up') } : undefined;
}

/**
 * The word at or right before an offset; undefined where there is none. Intl's word rules (UAX #29), which take a possessive
 * as part of the word; here it is not, since the passage is to name somebody.
 */
export function wordAt(text: string, offset: number): Offsets | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - 500);
  const lineEnd = text.indexOf('\n', offset);
  const start = lineStart > 0 ? border(text, lineStart, 'down') : 0;
  const line = text.slice(start, Math.min(lineEnd < 0 ? text.length : lineEnd, offset + 500));
  let before: Offsets | undefined;
  for (const { index, segment, isWordLike } of words.segment(line)) {
    if (!isWordLike) continue;
    const word = segment.replace(/['\u2019]s?$/, '');
    const found = { from: start + index, to: start + index + word.length };
    if (found.from > offset) break;
    if (offset < found.to) return found;
    if (offset <= start + index + segment.length) before = found;
  }
  return before;
}

/** The borders of a range moved by one word: `end` outward or inward. Undefined: there is no further word, or no word left. */
export function byWord(text: string, range: Offsets, grow: boolean): Offsets | undefined {
  if (grow) {
    const rest = text.slice(range.to, range.to + 500);
    for (const { index, segment, isWordLike } of words.segment(rest)) {
      if (segment.includes('\n')) return undefined;
      if (isWordLike) return { from: range.from, to: range.to + index + segment.length };
    }
    return undefined;
  }
  const inside = [...words.segment(text.slice(range.from, range.to))].filter((word) => word.isWordLike);
  const last = inside[inside.length - 2];
  return last && { from: range.from, to: range.from + last.index + last.segment.length };
}

function isSpace(text: string, offset: number): boolean {
  return /\s/.test(text.charAt(offset));
}

function border(text: string, offset: number, way: 'down' | 'up'): number {
  if (offset <= 0 || offset >= text.length) return offset;
  // Plain letters on both sides: no grapheme spans them. This is nearly always so.
  if (text.charCodeAt(offset) < 0x300 && text.charCodeAt(offset - 1) < 0x300 && text.charAt(offset) !== '\n')
    return offset;
  const start = Math.max(0, offset - WINDOW);
  for (const { index, segment } of graphemes.segment(text.slice(start, offset + WINDOW))) {
    const from = start + index;
    const to = from + segment.length;
    if (from < offset && offset < to) return way === 'down' ? from : to;
    if (from >= offset) break;
  }
  return offset;
}
