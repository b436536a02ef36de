/** The rules of the judgement, in their order: the first one that is about a fit decides. */
import type { Features } from './features';
import { LIMITS } from './limits';

export interface Rule {
  readonly name: string;
  readonly when: (fit: Features) => boolean;
  /** `unless closed`: not where the quote was taken out from between its contexts. */
  readonly then: boolean | 'unless closed';
}

/**
 * May the passage stand here at all? Not where it stands whole elsewhere; nor where another name or number stands in its sentence,
 * any other word in its item of an enumeration, or others in a sentence that is a formula without them; nor, for one of which look-alikes
 * are known or whose sentence alone speaks for the place, where its lines are not those that its neighbours predict. A sentence with
 * other words in it or around it must be about where it stood.
 */
export const MAY_BE: readonly Rule[] = [
  { name: 'whole', when: ({ fit }) => fit.whole, then: true },
  { name: 'whole elsewhere', when: (one) => one.isWholeElsewhere, then: false },
  { name: 'another item', when: (one) => one.isOtherItem, then: false },
  { name: 'in a text without repetitions', when: (one) => one.isInUnrepeated, then: true },
  { name: 'a form that others have', when: (one) => one.isFormAlone, then: false },
  { name: 'another name or number', when: ({ fit }) => fit.swapped, then: false },
  { name: 'settled by its neighbours', when: (one) => one.isSettled, then: true },
  { name: 'unmoved', when: (one) => one.isUnmoved, then: true },
  { name: 'all of one side', when: (one) => one.hasSide, then: true },
  { name: 'look-alikes', when: (one) => one.hasLookAlikes, then: false },
  { name: 'all around it, nearby', when: (one) => one.hasAround && one.isNearby, then: true },
  { name: 'a sentence alone', when: ({ fit }) => !fit.crosses, then: false },
  { name: 'no other words', when: ({ fit }) => !fit.differs, then: true },
  {
    name: 'whole quote, nearby',
    when: (one) => one.fit.quote === 1 && one.isNearby && !one.isAmongOthers,
    then: true,
  },
];

/** By what a fit without rivals is taken. */
export const PROVEN: readonly Rule[] = [
  {
    name: 'both sides, expected or beyond its sentence',
    when: (one) => one.before && one.after && (one.isExpected || one.fit.crosses),
    then: true,
  },
  {
    name: 'both sides, in a text without repetitions',
    when: (one) => one.before && one.after && one.isInUnrepeated && one.isNearlyAll && one.context >= LIMITS.bothSides,
    then: true,
  },
  {
    name: 'both sides, at its column',
    when: (one) => one.before && one.after && one.place === 'unknown' && one.isAtColumn,
    then: true,
  },
  { name: 'both sides alone', when: (one) => one.before && one.after, then: false },
  // The same name stands everywhere: what is left of its context must be next to it.
  { name: 'a name apart from its context', when: (one) => !one.isLong && !one.fit.touches, then: false },
  // A repetition that is known from the context itself needs all of it.
  { name: 'twice in a row', when: (one) => one.isDoubled, then: false },
  {
    name: 'one side, where it is expected',
    when: (one) =>
      oneSide(one) && one.isHere && one.agreed >= (one.fit.quote < LIMITS.poor ? LIMITS.oneSidePoor : LIMITS.oneSide),
    then: 'unless closed',
  },
  {
    name: 'one side elsewhere, and a long quote',
    when: (one) =>
      oneSide(one) &&
      !one.isHere &&
      one.isLong &&
      one.place !== 'against' &&
      one.isNearlyAll &&
      (one.fit.crosses || (one.isInUnrepeated && one.agreed >= 2 * LIMITS.long)),
    then: 'unless closed',
  },
  {
    name: 'no side, and a long quote at the very place',
    when: (one) =>
      !one.before &&
      !one.after &&
      one.fit.quote === 1 &&
      one.isHere &&
      ((one.place === 'exact' && one.isLong && one.column > 0) || (one.isInUnrepeated && one.size >= 2 * LIMITS.long)),
    then: 'unless closed',
  },
];

const oneSide = (one: Features): boolean => one.before !== one.after;

/** What the first rule that is about a fit says of it; where none is: no. */
export function says(rules: readonly Rule[], one: Features): boolean {
  const rule = rules.find(({ when }) => when(one));
  return rule?.then === 'unless closed' ? !one.isClosed : rule?.then === true;
}
