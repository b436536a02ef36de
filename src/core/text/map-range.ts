/**
 * Where places of a text are after its changes: one rule for typing, undo and redo, holes, and what a comparison of two texts shows.
 * It is that of `mapPos` of CodeMirror's `@codemirror/state`, but for a place at the start of a replaced stretch that leans to the
 * right: it goes behind the new text, so that a range never takes in what replaced the text at its border.
 *
 * In come places and changes, in UTF-16 units of the text before; out come places in the text after. Nothing of a text is looked at.
 */
import type { Range } from './range';

/** A replacement in a text: `removed` UTF-16 units at `offset` of the text before give way to `text`. */
export interface TextChange {
  readonly offset: number;
  readonly removed: number;
  readonly text: string;
}

/** A change among the others of its event, as numbers. Several are in the order of their places and do not overlap. */
export interface ChangeDesc {
  readonly offset: number;
  readonly removed: number;
  /** Where `offset` lies in the text after all of them, and how many units stand there now. */
  readonly at: number;
  readonly inserted: number;
  /** Letters of a word were put right: a range that reaches beyond them keeps them, also at its border. */
  readonly correction?: boolean;
}

/**
 * To which side a place leans where text is put in at it, or the text around it is taken out: -1 to what stands before it, 1 to what
 * stands behind it.
 */
export type Bias = -1 | 1;

/** How the two ends of a range lean. */
export interface RangeBias {
  readonly from: Bias;
  readonly to: Bias;
}

/** What is put in at an end is outside; of a range that a deletion covers nothing is left. */
export const INWARD: RangeBias = { from: 1, to: -1 };
/** What is put in at an end belongs to it; a range that a replacement covers becomes the new text. */
export const OUTWARD: RangeBias = { from: -1, to: 1 };

/** The rule: a place through one change, with what is before the change left where it is. */
export function mapOver(pos: number, offset: number, removed: number, inserted: number, bias: Bias): number {
  const end = offset + removed;
  if (pos > end || (pos === end && bias > 0)) return pos + inserted - removed;
  if (pos < offset || (pos === offset && bias < 0)) return pos;
  return bias > 0 ? offset + inserted : offset;
}

/** A place through the changes of one event. */
export function mapPos(pos: number, changes: readonly ChangeDesc[], bias: Bias): number {
  const change = changes[lastBefore(changes, pos, bias > 0)];
  if (!change) return pos;
  return mapOver(pos, change.offset, change.removed, change.inserted, bias) + change.at - change.offset;
}

/**
 * A range through the changes of one event; undefined where nothing of it is left. Each end goes as {@link mapPos} says, but where
 * the range keeps a correction, and where changes touch: those go as one, over the border with all that they put in. Takes
 * log(changes) and those that it meets.
 */
export function mapRange(range: Range, changes: readonly ChangeDesc[], bias = INWARD): Range | undefined {
  let { from, to } = range;
  let shift = 0;
  // From the last to the first, so that the places of the others are still those of the text before.
  for (let i = lastBefore(changes, to, bias.to > 0); i >= 0; i--) {
    const change = changes[i] as ChangeDesc;
    const { offset, removed, at, inserted } = change;
    const { from: left, to: right } = isInside(change, from, to) ? OUTWARD : bias;
    from = mapOver(from, offset, removed, inserted, left);
    to = mapOver(to, offset, removed, inserted, right);
    if (offset < range.from || (offset === range.from && bias.from > 0)) {
      shift = at - offset;
      break;
    }
  }
  return from < to ? { from: from + shift, to: to + shift } : undefined;
}

/** Does a range keep the new text of a correction although it lies at its border? Not when all of it is corrected. */
export function isInside({ correction, offset, removed }: ChangeDesc, from: number, to: number): boolean {
  const end = offset + removed;
  return correction === true && removed > 0 && from <= offset && to >= end && (from < offset || to > end);
}

/** Index of the last change that begins before a place of the text before, or at it (`orAt`); -1 where there is none. */
export function lastBefore(changes: readonly ChangeDesc[], place: number, orAt: boolean): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { offset } = changes[middle] as ChangeDesc;
    if (offset < place || (orAt && offset === place)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const inverses = new WeakMap<readonly ChangeDesc[], readonly ChangeDesc[]>();

/** What takes the changes of an event back: from the text after it to the one before. A correction is none on the way back. */
export function inverseOf(changes: readonly ChangeDesc[]): readonly ChangeDesc[] {
  let inverse = inverses.get(changes);
  if (!inverse) {
    inverse = changes.map(({ offset, removed, at, inserted }) => ({
      offset: at,
      removed: inserted,
      at: offset,
      inserted: removed,
    }));
    inverses.set(changes, inverse);
  }
  return inverse;
}
