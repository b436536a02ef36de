/** What speaks for a place beside quote and context: lines, columns, and neighbours that are certain. */
import type { Anchor } from '../anchor';
import { sentenceBegins } from '../../text/sentences';
import type { Fit } from './fit';
import type { Pattern } from './pattern';
import { LIMITS } from './limits';
import type { Target } from './target';

/** An anchor on its way: its possible fits, best first, and the one that was decided on. */
export interface Case {
  readonly anchor: Anchor;
  readonly pattern: Pattern;
  readonly fits: Fit[];
  fit?: Fit;
  /** Is the fit one that others may be judged by? */
  certain?: boolean;
  /** Do the ends of its contexts stand side by side in the text? Set when it was looked for. */
  closed?: boolean;
}

/** The certain neighbours, in order, on both sides of a case. */
export interface Bracket {
  readonly left: Case | undefined;
  readonly right: Case | undefined;
}

/** What is known of the text as a whole while its cases are judged. */
export interface Round {
  readonly target: Target;
  readonly cases: readonly Case[];
  /** Do lines say nothing, since most neighbours moved by different numbers of them? */
  readonly rewrapped: boolean;
  /** Units of an old line, about. */
  readonly lineLength: number;
  /** Are sentences that stand twice so rare in this text that a whole context found once is proof enough? */
  readonly unrepeated: boolean;
}

export type Place = 'exact' | 'near' | 'unknown' | 'against';

export interface Evidence {
  /** `exact`: the very place that position or neighbours predict; `near`: close to it; `against`: neighbours predict another. */
  readonly place: Place;
  /** Near enough to choose one of several copies by it. */
  readonly tight: boolean;
  readonly bracketed: boolean;
  /** Units between the place and the one that neighbours predict, where they predict one to the unit. */
  readonly off?: number;
}

export function evidenceFor(now: Round, i: number, fit: Fit, { left, right }: Bracket): Evidence {
  const { target, cases } = now;
  const one = cases[i] as Case;
  const bracketed =
    (!left?.fit || left.fit.from <= fit.from) && (!right?.fit || fit.to <= Math.max(right.fit.to, right.fit.from));
  const beside = besideNeighbour(target, cases, i, fit);
  if (beside) return { ...beside, bracketed };
  if (now.rewrapped) {
    const { off, width } = distanceFromShare(one, fit, left, right, now.lineLength);
    const near = bracketed && off <= Math.min(LIMITS.mostOff, LIMITS.share + width * LIMITS.shareOfWay);
    const tight = off <= Math.min(LIMITS.mostOff / 3, LIMITS.shareTight + width * LIMITS.shareTightOfWay);
    return { place: near ? 'near' : 'unknown', tight, bracketed, off };
  }
  const at = target.positionOf(fit.from);
  const shifts = [left, right].map((neighbour) => (neighbour ? shiftOf(target, neighbour) : 0));
  const shift = at.line - one.anchor.line;
  const expected = shift >= Math.min(...shifts) && shift <= Math.max(...shifts);
  const sameColumn = at.column === one.anchor.column;
  if (expected && bracketed) return { place: sameColumn ? 'exact' : 'near', tight: shifts.includes(shift), bracketed };
  if (sameColumn && one.anchor.column >= LIMITS.column) return { place: 'near', tight: false, bracketed };
  const settled = left && right && shifts[0] === shifts[1];
  return { place: settled && bracketed ? 'against' : 'unknown', tight: false, bracketed };
}

/** Where lines were made anew: how far the fit is from where it lay between its neighbours by its old line and column. */
function distanceFromShare(
  { anchor }: Case,
  fit: Fit,
  left: Case | undefined,
  right: Case | undefined,
  lineLength: number,
): { off: number; width: number } {
  if (!left?.fit || !right?.fit) return { off: Infinity, width: 0 };
  const width = right.fit.from - left.fit.from;
  const start = placeOf(left.anchor, lineLength);
  const way = placeOf(right.anchor, lineLength) - start;
  const share = way > 0 ? (placeOf(anchor, lineLength) - start) / way : 0.5;
  return { off: Math.abs(left.fit.from + share * width - fit.from), width };
}

/** About where an anchor stood in the old text, in units. */
function placeOf(anchor: Anchor, lineLength: number): number {
  return anchor.line * lineLength + Math.min(anchor.column, 2 * lineLength);
}

/**
 * Does an anchor of the same old line, near to this one, stand as far from the fit as it stood from the anchor? One that was not
 * decided on either counts when another sentence begins between the two: both in one copy of a sentence prove nothing.
 */
function besideNeighbour(target: Target, cases: readonly Case[], i: number, fit: Fit): Evidence | undefined {
  const { anchor } = cases[i] as Case;
  let least: Evidence | undefined;
  for (const step of [-1, 1]) {
    for (let k = i + step, looked = 0; looked < LIMITS.besideAsked; k += step, looked++) {
      const other = cases[k];
      if (!other || other.anchor.line !== anchor.line) break;
      const there = other.fit ?? (other.fits.length === 1 ? other.fits[0] : undefined);
      if (!there || (other.fit && !other.certain)) continue;
      if (!other.fit && !sentenceBetween(target, Math.min(there.from, fit.from), Math.max(there.from, fit.from)))
        continue;
      const distance = anchor.column - other.anchor.column;
      const off = Math.abs(fit.from - there.from - distance);
      if (off > LIMITS.beside + Math.abs(distance) * LIMITS.besideShare || (least?.off ?? Infinity) <= off) continue;
      least = {
        place: off <= 1 ? 'exact' : 'near',
        tight: off <= LIMITS.beside + Math.abs(distance) * LIMITS.besideTight,
        bracketed: true,
        off,
      };
    }
  }
  return least;
}

/** Does a sentence end between two places that are not far apart? */
function sentenceBetween({ folded: { codes } }: Target, from: number, to: number): boolean {
  if (to - from > LIMITS.besideSentence) return false;
  for (let at = from + 1; at < to; at++) if (sentenceBegins(codes, at + 1)) return true;
  return false;
}

/** By how many lines a case moved. */
export function shiftOf(target: Target, one: Case): number {
  return target.positionOf((one.fit as Fit).from).line - one.anchor.line;
}
