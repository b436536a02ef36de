/**
 * Precision, recall and F1 over marked stretches, in the four ways of SemEval-2013 task 9: *strict* (borders and label),
 * *exact* (borders), *partial* (borders, overlap counts half), *type* (label, any overlap).
 */
import type { Unit } from './alpha-u';
import { figure, noFigure, type Figure } from './figure';

export interface SpanScore {
  /** Of what the second marked, how much the first has. */
  readonly precision: Figure;
  /** Of what the first marked, how much the second has. */
  readonly recall: Figure;
  /** The same whoever is first. */
  readonly f1: Figure;
  readonly counts: Counts;
}

/** MUC's counts: correct, incorrect, partial, missed (the first alone), spurious (the second alone). */
export interface Counts {
  readonly correct: number;
  readonly incorrect: number;
  readonly partial: number;
  readonly missed: number;
  readonly spurious: number;
}

export const WAYS = ['strict', 'exact', 'partial', 'type'] as const;
export type Way = (typeof WAYS)[number];

/** One partner for each stretch at most: equal ones first, then equal borders, then equal labels, then the larger overlap. */
export function partners(first: readonly Unit[], second: readonly Unit[]): [number, number][] {
  const pairs: { a: number; b: number; rank: number; overlap: number }[] = [];
  const order = second.map((_, i) => i).sort((i, j) => (second[i] as Unit).start - (second[j] as Unit).start);
  const longest = second.reduce((most, unit) => Math.max(most, unit.end - unit.start), 0);
  first.forEach((one, a) => {
    let low = 0;
    for (let high = order.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((second[order[middle] as number] as Unit).start <= one.start - longest - 1) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < order.length; i++) {
      const b = order[i] as number;
      const other = second[b] as Unit;
      const borders = one.start === other.start && one.end === other.end;
      if (other.start >= one.end && !borders) break;
      const overlap = Math.min(one.end, other.end) - Math.max(one.start, other.start);
      if (overlap <= 0 && !borders) continue;
      const label = one.category === other.category;
      pairs.push({ a, b, rank: borders ? (label ? 0 : 1) : label ? 2 : 3, overlap });
    }
  });
  const place = (unit: Unit): number => unit.start;
  pairs.sort(
    (p, q) =>
      p.rank - q.rank ||
      q.overlap - p.overlap ||
      // By place on both sides alike, so that the outcome does not depend on who is first.
      Math.min(place(first[p.a] as Unit), place(second[p.b] as Unit)) -
        Math.min(place(first[q.a] as Unit), place(second[q.b] as Unit)) ||
      p.a + p.b - (q.a + q.b),
  );
  const [takenA, takenB] = [new Set<number>(), new Set<number>()];
  return pairs.flatMap(({ a, b }): [number, number][] => {
    if (takenA.has(a) || takenB.has(b)) return [];
    takenA.add(a);
    takenB.add(b);
    return [[a, b]];
  });
}

/** All four ways at once. */
export function spanScores(first: readonly Unit[], second: readonly Unit[]): Record<Way, SpanScore> {
  const found = partners(first, second);
  const kinds = { both: 0, borders: 0, label: 0, overlap: 0 };
  for (const [a, b] of found) {
    const [one, other] = [first[a] as Unit, second[b] as Unit];
    const borders = one.start === other.start && one.end === other.end;
    const label = one.category === other.category;
    kinds[borders ? (label ? 'both' : 'borders') : label ? 'label' : 'overlap']++;
  }
  const { both, borders, label, overlap } = kinds;
  const score = (correct: number, incorrect: number, partial: number): SpanScore =>
    scoreOf({
      correct,
      incorrect,
      partial,
      missed: first.length - found.length,
      spurious: second.length - found.length,
    });
  return {
    strict: score(both, borders + label + overlap, 0),
    exact: score(both + borders, label + overlap, 0),
    partial: score(both + borders, 0, label + overlap),
    type: score(both + label, borders + overlap, 0),
  };
}

/** The counts of several texts together. */
export function addedCounts(list: readonly Counts[]): Counts {
  const sum = { correct: 0, incorrect: 0, partial: 0, missed: 0, spurious: 0 };
  for (const counts of list) {
    sum.correct += counts.correct;
    sum.incorrect += counts.incorrect;
    sum.partial += counts.partial;
    sum.missed += counts.missed;
    sum.spurious += counts.spurious;
  }
  return sum;
}

/** Precision, recall and F1 of counts: a correct one counts 1, a partial one ½ (SemEval-2013 task 9). */
export function scoreOf(counts: Counts): SpanScore {
  const { correct, incorrect, partial, missed, spurious } = counts;
  const right = correct + partial / 2;
  const possible = correct + incorrect + partial + missed;
  const actual = correct + incorrect + partial + spurious;
  const share = (of: number, why: string): Figure => (of === 0 ? noFigure(why) : figure(right / of));
  return {
    precision: share(actual, 'The second coder marked nothing.'),
    recall: share(possible, 'The first coder marked nothing.'),
    f1: share((possible + actual) / 2, 'Nobody marked anything.'),
    counts,
  };
}
