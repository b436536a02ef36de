/** The ways in which an inserted text fills a hole: which tags come back, and where. */
import type { LivePiece } from './block';
import type { Range } from '../../text/range';
import type { Edit } from './changes';
import type { Placed } from './span-index';

/** A border of a piece, in a hole's text. */
export interface Mark {
  readonly piece: LivePiece;
  readonly isEnd: boolean;
  readonly rel: number;
}

/** What a deletion took from tags. See `holes.ts` for what fills it. */
export interface Hole {
  /** Stays the same while the hole moves. */
  readonly id: number;
  /** Offset in the text; -1 when its point is unknown. */
  readonly at: number;
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Number of the event that made it; 0 for one that no undo takes away. */
  readonly born: number;
}

/** Where a piece is after the event; undefined while it has no text. */
export type PlaceOf = (piece: LivePiece) => Range | undefined;

/** A text of this length is not written twice by chance. */
export const SURE = 12;
/** An inserted text shorter than this fills the middle of a hole too easily. */
const INNER = 4;
/** Longer replacements are for a diff of the whole, not for {@link fillReplaced}. */
const LONG = 10_000;

/** The borders in a hole's text, piece by piece. */
function bordersOf({ marks }: Hole): Map<LivePiece, { from?: number; to?: number }> {
  const borders = new Map<LivePiece, { from?: number; to?: number }>();
  for (const { piece, isEnd, rel } of marks) {
    const border = borders.get(piece) ?? {};
    if (isEnd) border.to = rel;
    else border.from = rel;
    borders.set(piece, border);
  }
  return borders;
}

/** What an insertion at a hole's point brings back, by the first way to lay one text upon the other that brings anything. */
export function fillAt(hole: Hole, edit: Edit, placeOf: PlaceOf): Placed[] {
  for (const shift of alignments(hole.text, edit.text)) {
    const low = Math.max(0, -shift);
    const high = Math.min(hole.text.length, edit.text.length - shift);
    const zero = edit.at + shift;
    const placed: Placed[] = [];
    for (const [piece, { from, to }] of bordersOf(hole)) {
      const place = placeOf(piece);
      if (from !== undefined && to !== undefined) {
        if (!place && from >= low && to <= high && from < to) placed.push({ piece, from: zero + from, to: zero + to });
      } else if (from !== undefined) {
        const reaches = shift + hole.text.length === edit.text.length && place?.from === edit.at + edit.text.length;
        if (place && reaches && from >= low) placed.push({ piece, from: zero + from, to: place.to });
      } else if (to !== undefined) {
        const reaches = shift === 0 && place?.to === edit.at;
        if (place && reaches && to <= high) placed.push({ piece, from: place.from, to: zero + to });
      }
    }
    if (placed.length > 0) return placed;
  }
  return [];
}

/** Where the hole's text begins in the inserted one (negative: the inserted text is a part of the hole's). */
function* alignments(hole: string, text: string): Generator<number> {
  const [long, short, sign] = text.length >= hole.length ? [text, hole, 1] : [hole, text, -1];
  if (long.startsWith(short)) yield 0;
  if (long.length > short.length && long.endsWith(short)) yield sign * (long.length - short.length);
  if (short.length < INNER) return;
  const inner = long.indexOf(short, 1);
  if (inner > 0 && long.indexOf(short, inner + 1) < 0) yield sign * inner;
}

/** A replacement whose new text holds a tag's old text, which must not stand twice in either. */
export function fillReplaced(hole: Hole, edit: Edit, placeOf: PlaceOf): Placed[] {
  const placed: Placed[] = [];
  if (hole.text.length > LONG) return placed;
  for (const [piece, { from, to }] of bordersOf(hole)) {
    if (from === undefined || to === undefined || to - from < 2 || placeOf(piece)) continue;
    const text = hole.text.slice(from, to);
    const found = edit.text.indexOf(text);
    const once = found >= 0 && edit.text.indexOf(text, found + 1) < 0;
    if (once && hole.text.indexOf(text) === hole.text.lastIndexOf(text)) {
      placed.push({ piece, from: edit.at + found, to: edit.at + found + text.length });
    }
  }
  return placed;
}

/**
 * Vanished tags in a text that was pasted somewhere else. Line ends around it do not count: 'move line' shifts them. A short
 * text must have been pasted alone.
 */
export function fillElsewhere(hole: Hole, edit: Edit, placeOf: PlaceOf): Placed[] {
  let low = 0;
  let high = hole.text.length;
  while (low < high && isLineEnd(hole.text.charCodeAt(low))) low++;
  while (high > low && isLineEnd(hole.text.charCodeAt(high - 1))) high--;
  const core = hole.text.slice(low, high);
  if (core.length < 2 || (core.length < SURE && edit.text.trim() !== core.trim())) return [];
  const found = edit.text.indexOf(core);
  if (found < 0 || edit.text.indexOf(core, found + 1) >= 0) return [];
  const zero = edit.at + found - low;
  const placed: Placed[] = [];
  for (const [piece, { from, to }] of bordersOf(hole)) {
    if (from === undefined || to === undefined || placeOf(piece)) continue;
    if (from >= low && to <= high && from < to) placed.push({ piece, from: zero + from, to: zero + to });
  }
  return placed;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}
