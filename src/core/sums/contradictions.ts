import type { Stance } from '../model';
import { finish, part, sorted, type Steps } from '../base/steps';
import { naturalCompare } from '../text/natural';
import { entityLabel, headingOf, keyOf, type Heading } from './headings';
import { eachStance, type LeftOut, type Selection, type StancePassage } from './selection';
import { voiceOf, type Voice } from '../words/voice';
import { emptyTally, signOf, tallyKeyOf, type OpenTally, type Tally } from './tally';

/** Of whom sources disagree: who holds the stance, which outlet printed it, or, with `target`, anybody at all. */
export type ContradictionGrouping = 'holder' | 'outlet' | 'target';

export interface Side {
  readonly passage: StancePassage;
  /** See {@link weightOf}. */
  readonly weight: number;
  readonly voice: Voice;
}

/** One holder (or outlet) and one target, with passages for and against. */
export interface Contradiction {
  readonly group: Heading;
  readonly target: Heading;
  /** The two strongest opposite passages. */
  readonly positive: Side;
  readonly negative: Side;
  /** From above 0 to 1; see {@link contradictionsOf}. */
  readonly sharpness: number;
  /** All stances of the pair (of the one source, for a contradiction within it). */
  readonly tally: Tally;
  /** Sources with a positive or a negative stance of the pair. */
  readonly sources: number;
}

export interface Contradictions {
  /** The two passages stand in different sources. Sharpest first. */
  readonly between: readonly Contradiction[];
  /** The two stand in one source, which says both: irony, a change of mind, or two voices; judged apart. */
  readonly within: readonly Contradiction[];
  readonly leftOut: LeftOut;
}

const SURE = { asserted: 1, probable: 0.75, possible: 0.5, denied: 0 } as const;

/** Intensity for a stance that has none: between slight and strong. */
const MIDDLE = 2;

/** How much a stance says: intensity (1 to 4) × certainty (asserted 1, probable ¾, possible ½, denied 0). From 0 to 4. */
export function weightOf(stance: Stance): number {
  return (stance.intensity ?? MIDDLE) * SURE[stance.certainty ?? 'asserted'];
}

/** What one source says of a pair. */
interface Told {
  positive?: Side;
  negative?: Side;
  /** Sums of the weights. */
  forIt: number;
  against: number;
  readonly tally: OpenTally;
}

interface Pair {
  readonly group: Heading;
  readonly target: string;
  readonly told: Map<string, Told>;
}

/**
 * Pairs on which sources disagree, the sharpest first.
 *
 * sharpness = (w⁺ + w⁻) ÷ 8 × 2·min(P, N) ÷ (P + N), where w⁺ and w⁻ are the weights of the two strongest opposite passages (of
 * different sources, or of one) and P and N the sums of the weights of all positive and all negative passages. The first factor
 * is 1 when both passages are as strong as can be; the second is 1 when the sources are split evenly and near 0 when one
 * voice stands against many. Neutral, mixed, unclear and denied stances have no side and no part in it.
 */
export function contradictionsOf(selection: Selection, by: ContradictionGrouping, voice?: Voice): Contradictions {
  return finish(contradictionSteps(selection, by, voice));
}

/** The same with pauses. */
export function* contradictionSteps(
  selection: Selection,
  by: ContradictionGrouping,
  voice?: Voice,
): Steps<Contradictions> {
  const { codebook } = selection.corpus;
  const between: Contradiction[] = [];
  const within: Contradiction[] = [];
  for (const { group, target: id, told } of yield* part(pairsOf(selection, by, voice), 0, 0.7)) {
    yield undefined;
    const target = { key: id, label: entityLabel(codebook, id) };
    const sources = [...told.values()].filter((one) => one.positive ?? one.negative);
    const apart = strongestApart(sources);
    if (apart) between.push({ group, target, ...apart, ...summed(apart, sources), sources: sources.length });
    for (const one of sources) {
      const { positive, negative } = one;
      if (!positive || !negative) continue;
      within.push({ group, target, positive, negative, ...summed({ positive, negative }, [one]), sources: 1 });
    }
  }
  return {
    between: yield* sorted(between, sharpestFirst),
    within: yield* sorted(within, sharpestFirst),
    leftOut: selection.leftOut,
  };
}

function* pairsOf(selection: Selection, by: ContradictionGrouping, voice: Voice | undefined): Steps<Pair[]> {
  const { codebook } = selection.corpus;
  const pairs: Pair[] = [];
  const byTarget = new Map<string, Map<string, Pair>>();
  const look = (passage: StancePassage): void => {
    const { stance } = passage.tag;
    const spoken = voiceOf(stance);
    if (voice && spoken !== voice) return;
    const key = by === 'target' ? '' : keyOf(by, passage, codebook);
    // Sources that name no outlet have none in common.
    if (by === 'outlet' && key === '') return;
    let ofTarget = byTarget.get(stance.target);
    if (!ofTarget) byTarget.set(stance.target, (ofTarget = new Map<string, Pair>()));
    let pair = ofTarget.get(key);
    if (!pair) {
      const group = by === 'target' ? { key: '', label: '(anybody)' } : headingOf(by, passage, codebook);
      ofTarget.set(key, (pair = { group, target: stance.target, told: new Map() }));
      pairs.push(pair);
    }
    let told = pair.told.get(passage.source.uri);
    if (!told) pair.told.set(passage.source.uri, (told = { forIt: 0, against: 0, tally: emptyTally() }));
    told.tally[tallyKeyOf(codebook, stance)]++;
    const sign = signOf(codebook, stance);
    if (sign === 0) return;
    const side: Side = { passage, weight: weightOf(stance), voice: spoken };
    if (sign > 0) {
      told.forIt += side.weight;
      if (side.weight > (told.positive?.weight ?? 0)) told.positive = side;
    } else {
      told.against += side.weight;
      if (side.weight > (told.negative?.weight ?? 0)) told.negative = side;
    }
  };
  yield* eachStance(selection, look);
  return pairs;
}

/**
 * The heaviest two opposite passages of different sources. Each side's best two sources are enough: if the best of both are
 * one source, one of them gives way to its second.
 */
function strongestApart(told: readonly Told[]): { positive: Side; negative: Side } | undefined {
  const best = (side: 'positive' | 'negative'): Told[] =>
    told
      .filter((one) => one[side])
      .sort((a, b) => (b[side]?.weight ?? 0) - (a[side]?.weight ?? 0))
      .slice(0, 2);
  let found: { positive: Side; negative: Side } | undefined;
  for (const one of best('positive')) {
    for (const other of best('negative')) {
      const { positive } = one;
      const { negative } = other;
      if (one === other || !positive || !negative) continue;
      if (!found || positive.weight + negative.weight > found.positive.weight + found.negative.weight)
        found = { positive, negative };
    }
  }
  return found;
}

function summed(pair: { positive: Side; negative: Side }, told: readonly Told[]): { sharpness: number; tally: Tally } {
  const tally = emptyTally();
  let [forIt, against] = [0, 0];
  for (const one of told) {
    forIt += one.forIt;
    against += one.against;
    for (const key of Object.keys(tally) as (keyof Tally)[]) tally[key] += one.tally[key];
  }
  const strength = (pair.positive.weight + pair.negative.weight) / 8;
  return { sharpness: (strength * 2 * Math.min(forIt, against)) / (forIt + against), tally };
}

function sharpestFirst(a: Contradiction, b: Contradiction): number {
  return (
    b.sharpness - a.sharpness ||
    b.tally.positive + b.tally.negative - a.tally.positive - a.tally.negative ||
    naturalCompare(a.target.label, b.target.label) ||
    naturalCompare(a.group.label, b.group.label)
  );
}
