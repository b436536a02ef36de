/**
 * The changes of one event of the editor, brought into one order and one form.
 *
 * A change that replaces text is read as a deletion and an insertion, with one exception, the *correction*: where the old and
 * the new text share a head and a tail that make up more than half of the longer one (a letter added to a name, a capital
 * instead of a small letter, a line with one other word), only the middle has changed. See `live-anchors.ts` for what tags do then.
 */

import type { ChangeDesc, TextChange } from '../../text/map-range';

/** A change, trimmed to what it really changes, with its place after the event as well. */
export interface Edit extends TextChange, ChangeDesc {
  /** Is it the middle of a correction? */
  readonly correction: boolean;
}

/** What is needed of a text here. */
export interface Sliceable {
  readonly length: number;
  slice(from: number, to: number): string;
}

/** Both sides of a replacement must be longer than this for {@link isBig}, unless it covers half of the text. */
const BIG = 1000;

/**
 * Does a change replace so much that only a diff of the old and the new text can tell where the tags went? True of a reload
 * from disk (VS Code sends one replacement from the first to the last changed line), of 'replace all' by a formatter and of
 * changed line ends; not of plain deletions and insertions of any size.
 *
 * @param length the text's length before the event
 */
export function isBig(change: TextChange, length: number): boolean {
  const { removed, text } = change;
  if (removed === 0 || text.length === 0) return false;
  return removed * 2 > length || Math.min(removed, text.length) > BIG;
}

/**
 * The changes in the order of their places, trimmed, without those that change nothing.
 *
 * Insertions at one and the same offset keep the order that VS Code means: it lists changes from the end of the text to its
 * start, so the one listed later stands before the other.
 *
 * @throws RangeError when changes overlap or lie outside the text: the event belongs to another text than ours.
 */
export function editsOf(changes: readonly TextChange[], text: Sliceable): Edit[] {
  const edits: Edit[] = [];
  let end = 0;
  let shift = 0;
  for (const change of inOrder(changes)) {
    if (change.offset < end || change.removed < 0 || change.offset + change.removed > text.length) {
      throw new RangeError('Changes of one event must lie inside the text and must not overlap.');
    }
    end = change.offset + change.removed;
    const trimmed = trim(change, text);
    if (trimmed.removed > 0 || trimmed.text.length > 0)
      edits.push({ ...trimmed, at: trimmed.offset + shift, inserted: trimmed.text.length });
    shift += change.text.length - change.removed;
  }
  return edits;
}

/** Lengths of the head and the tail of a text that changes leave alone. */
export interface Untouched {
  readonly head: number;
  readonly tail: number;
}

/** What all of some events leave alone. */
export function widest(all: readonly Untouched[]): Untouched {
  let head = Infinity;
  let tail = Infinity;
  for (const extent of all) {
    head = Math.min(head, extent.head);
    tail = Math.min(tail, extent.tail);
  }
  return { head, tail };
}

/** What changes leave alone of a text of this length. */
export function untouchedBy(edits: readonly Edit[], length: number): Untouched {
  const last = edits[edits.length - 1];
  return { head: edits[0]?.offset ?? length, tail: last ? length - last.offset - last.removed : length };
}

function inOrder(changes: readonly TextChange[]): readonly TextChange[] {
  if (changes.length < 2) return changes;
  const order = changes.map((change, i) => ({ change, i }));
  order.sort(
    (a, b) =>
      a.change.offset - b.change.offset ||
      // What is inserted at the start of a deleted range stands before it.
      Math.sign(a.change.removed) - Math.sign(b.change.removed) ||
      b.i - a.i,
  );
  return order.map(({ change }) => change);
}

type Trimmed = Omit<Edit, 'at' | 'inserted'>;

function trim(change: TextChange, text: Sliceable): Trimmed {
  const { offset, removed, text: after } = change;
  const shorter = Math.min(removed, after.length);
  const longer = Math.max(removed, after.length);
  const whole = { offset, removed, text: after, correction: false };
  if (shorter * 2 <= longer) return whole;
  const before = text.slice(offset, offset + removed);
  if (before === after) return { offset, removed: 0, text: '', correction: false };
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  if (splitsAt(before, head) || splitsAt(after, head)) head--;
  let tail = 0;
  while (tail < shorter - head && before.charCodeAt(removed - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) {
    tail++;
  }
  if (tail > 0 && (splitsAt(before, removed - tail) || splitsAt(after, after.length - tail))) tail--;
  if ((head + tail) * 2 <= longer) return whole;
  return {
    offset: offset + head,
    removed: removed - head - tail,
    text: after.slice(head, after.length - tail),
    correction: true,
  };
}

/** Does a cut here part the two halves of a character beyond the BMP, or of a `\r\n`? */
function splitsAt(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return (left === 13 && right === 10) || ((left & 0xfc00) === 0xd800 && (right & 0xfc00) === 0xdc00);
}
