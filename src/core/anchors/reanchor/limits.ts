/**
 * The numbers that finding again judges by: units are folded UTF-16 units, shares are of 1. `again-limits.test.ts` has a row for each
 * of them that it can be tied to, which fails when the number is moved by a step. What only bounds the work is beside the work.
 */
export const LIMITS = {
  // What is left of an anchor at a place (`fit.ts`).
  /** A quote is lost where less of it is left: half of a long one, two thirds of a name. */
  leastQuote: 0.5,
  leastName: 0.66,
  /** A quote of at most so many units is a name. */
  name: 16,
  /** Pieces of context shorter than this are chance. */
  leastContext: 5,
  /** A border of sentences is crossed where so many units stand on the side of the quote, and so many on the far one: a few letters
   * or the same first word are chance. */
  borderNear: 6,
  borderFar: 12,
  /**
   * Where white space alone parts phrases (Thai), it is no border of the sentence within so many units of a short quote; and a sentence
   * that ends within so many is a label ('No. 12') of the next.
   */
  phrase: 12,
  /** So many units of the quote beside the quote itself: it stands twice in a row. */
  doubled: 12,

  // Which of several fits (`judge.ts`).
  /** Fits whose scores differ less than this are rivals. */
  rival: 0.2,
  /** Two places not further than this from the one that the neighbours predict leave a doubt; a place that is further is not near. */
  mostOff: 1500,

  // Features of a fit (`features.ts`).
  /** Units of context that count as agreement, or this share of a context cut short by the source's start or end. */
  agrees: 10,
  agreesShare: 0.6,
  /** A context of fewer units than this says nothing; one at the source's start, that the place is so near to the start. */
  leastSide: 4,
  atStart: 2,
  /** So many units of the sentence around a passage are looked for elsewhere. */
  inSentence: 16,
  /** So much context on one side, all of it there, proves a place; so much of it beyond the sentence: its own words say nothing. */
  wholeSide: 24,
  beyond: 12,
  /** A sentence of fewer units, of which one side stands, is said again too easily. */
  ownSentence: 40,
  /** So much context, all but a little of it there, speaks for an edited passage. */
  around: 40,
  aroundGone: 8,
  /** Lines from where a neighbour puts a fit up to which it is nearby. */
  nearbyLines: 1,
  /** The ends of both contexts that are looked for side by side, and what is too short for it. */
  closed: 14,
  closedLeast: 8,

  // What proves a fit without rivals (`rules.ts`).
  /** A quote of this length is a sentence or much of one. */
  long: 30,
  /** With so much of the quote it is nearly all there. */
  nearlyAll: 0.9,
  /** Units of both contexts that prove a place in a text that hardly repeats itself. */
  bothSides: 44,
  /** Units of quote and one context that prove a place beside its neighbours; more where less than this share of the quote is left. */
  oneSide: 24,
  oneSidePoor: 40,
  poor: 0.75,

  // What position and neighbours say (`evidence.ts`).
  /** A column from here on tells one line from another. */
  column: 8,
  /** An anchor of the same line is a witness where it is no further off than this, and a share of the distance between them. */
  beside: 24,
  besideShare: 1 / 3,
  besideTight: 1 / 10,
  /** How many anchors of the line are asked on a side, and how far away a sentence may end between two. */
  besideAsked: 4,
  besideSentence: 1200,
  /** In a text with other lines: so near to where the share of the way between its neighbours puts it, and so much of that way more. */
  share: 200,
  shareOfWay: 1 / 5,
  shareTight: 60,
  shareTightOfWay: 1 / 12,
  /** So many neighbours show that lines were made anew. */
  rewrapped: 4,

  // The text as a whole (`find-again.ts`).
  /** Lines around the expected one that are tried first. */
  linesTried: 16,
  /** Less of the passages in the old order than this share, of so many: the text was shuffled. */
  ordered: 0.7,
  orderedOf: 6,
  /** A sentence of so many units is looked for as it stands; in more places than this it tells nothing. */
  sentence: 20,
  twins: 3,
  /** A pattern with so much of its grams somewhere stands there; with such a share of the most elsewhere, there as well. */
  standsThere: 1 / 4,
  standsToo: 0.6,
  /** A text hardly repeats itself when of so many patterns that stand once there is less than one in a hundred that stands twice. */
  onceLeast: 40,
  oncePerTwice: 100,
};
