/** Makes a selection a passage: no white space at its ends, no cut through a character that people see as one. */
import { graphemeSegments } from './segments';
import { isUnseen } from './signs';

export interface Offsets {
  readonly from: number;
  readonly to: number;
}

/** Graphemes are looked for in a window of this many UTF-16 units around a border; longer ones do not occur in prose. */
const WINDOW = 64;

/** Lengthens Arabic letters: passed over by comparisons, but to be seen. */
const TATWEEL = 0x640;

/** Trims white space and signs that nobody sees, then moves borders that cut a surrogate pair or a grapheme outward. Undefined: nothing is left. */
export function snap(text: string, selection: Offsets): Offsets | undefined {
  let { from, to } = selection;
  while (from < to && isSpace(text, from)) from++;
  while (to > from && isSpace(text, to - 1)) to--;
  return from < to ? { from: border(text, from, 'down'), to: border(text, to, 'up') } : undefined;
}

function isSpace(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return /\s/.test(text.charAt(offset)) || (code !== TATWEEL && isUnseen(code));
}

/** `offset`, or the next border of a grapheme where it stands inside one. */
export function border(text: string, offset: number, way: 'down' | 'up'): number {
  if (offset <= 0 || offset >= text.length) return offset;
  // Plain letters on both sides: no grapheme spans them. This is nearly always so.
  if (text.charCodeAt(offset) < 0x300 && text.charCodeAt(offset - 1) < 0x300 && text.charAt(offset) !== '\n')
    return offset;
  const start = Math.max(0, offset - WINDOW);
  for (const { index, segment } of graphemeSegments(text.slice(start, offset + WINDOW))) {
    const from = start + index;
    const to = from + segment.length;
    if (from < offset && offset < to) return way === 'down' ? from : to;
    if (from >= offset) break;
  }
  return offset;
}
