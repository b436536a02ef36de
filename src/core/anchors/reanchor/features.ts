/** What a judgement goes by, each under a name: features of an anchor at a place that it may have gone to. */
import { sentenceBegins } from '../../text/sentences';
import { sameUnits } from '../diff/runs';
import { evidenceFor, shiftOf, type Bracket, type Case, type Evidence, type Place, type Round } from './evidence';
import type { Fit } from './fit';
import type { Pattern } from './pattern';
import { isAmongOthers, isFormAlone } from './formula';
import { LIMITS } from './limits';
import { placesIn } from './once';
import { isOtherItem } from './other-item';
import type { Target } from './target';

/** Is enough of the context before the quote there? Of next to none, is the place so near to the text's start? */
export function agreesBefore(pattern: Pattern, fit: Fit): boolean {
  const length = pattern.quoteFrom;
  if (length < LIMITS.leastSide) return fit.from - length <= LIMITS.atStart;
  return fit.before >= Math.min(LIMITS.agrees, LIMITS.agreesShare * length);
}

/** Is enough of the context after the quote there, or is there next to none? */
export function agreesAfter(pattern: Pattern, fit: Fit): boolean {
  const length = pattern.codes.length - pattern.quoteTo;
  return length < LIMITS.leastSide || fit.after >= Math.min(LIMITS.agrees, LIMITS.agreesShare * length);
}

/** Do the words of a place, with those around them in their sentence, stand elsewhere in the text as well? Then they prove nothing. */
export function standsTwice(
  { folded: { codes }, foldedText }: Target,
  { from, to }: Pick<Fit, 'from' | 'to'>,
): boolean {
  let low = from;
  while (low > 0 && from - low < LIMITS.inSentence && !sentenceBegins(codes, low)) low--;
  let high = to;
  while (high < codes.length && high - to < LIMITS.inSentence && !sentenceBegins(codes, high)) high++;
  const words = foldedText.slice(low, high);
  const first = foldedText.indexOf(words);
  return first !== low || foldedText.indexOf(words, low + 1) >= 0;
}

/** Is the sentence there whole, and which of its contexts are, of those that are long enough to tell? */
function sidesOf({ folded }: Target, fit: Fit, pattern: Pattern): { left: boolean; right: boolean } {
  const { codes, quoteFrom, quoteTo, sentence } = pattern;
  const [low, high] = sentence;
  const stands = (from: number, to: number): boolean =>
    sameUnits(codes, from, folded.codes, fit.from - quoteFrom + from, to - from);
  if (!stands(low, high)) return { left: false, right: false };
  return {
    left: quoteFrom >= LIMITS.wholeSide && stands(0, quoteTo),
    right: codes.length - quoteTo >= LIMITS.wholeSide && stands(quoteFrom, codes.length),
  };
}

/**
 * Does its sentence stand once, with all of one context? That stood once when the tag was made; what is on the other side of the
 * sentence was edited, or something was put in there. A short one ('All well.') may be that of the entry before: its own was taken out.
 */
export function hasSide(target: Target, fit: Fit, pattern: Pattern): boolean {
  const { codes, sentence } = pattern;
  const [low, high] = sentence;
  if (high - low < LIMITS.ownSentence) return false;
  const { left, right } = sidesOf(target, fit, pattern);
  if (!(left && low >= LIMITS.beyond) && !(right && codes.length - high >= LIMITS.beyond)) return false;
  return placesIn(target, codes.subarray(low, high), 2).length < 2;
}

/** Do the ends of both contexts stand side by side somewhere, the quote taken out between them? */
function isClosed({ foldedText }: Target, { codes, quoteFrom, quoteTo }: Pattern): boolean {
  const before = String.fromCharCode(...codes.subarray(Math.max(0, quoteFrom - LIMITS.closed), quoteFrom)).trimEnd();
  const after = String.fromCharCode(...codes.subarray(quoteTo, quoteTo + LIMITS.closed)).trimStart();
  if (before.length < LIMITS.closedLeast || after.length < LIMITS.closedLeast) return false;
  for (let at = foldedText.indexOf(before); at >= 0; at = foldedText.indexOf(before, at + 1)) {
    const end = at + before.length;
    if (foldedText.startsWith(after, end) || (foldedText[end] === ' ' && foldedText.startsWith(after, end + 1)))
      return true;
  }
  return false;
}

/** The features of one fit of one case; each is looked at when a rule asks for it. */
export class Features {
  private told: Evidence | undefined;

  constructor(
    private readonly now: Round,
    private readonly i: number,
    readonly fit: Fit,
    private readonly bracket: Bracket,
  ) {}

  private get one(): Case {
    return this.now.cases[this.i] as Case;
  }

  private get pattern(): Pattern {
    return this.one.pattern;
  }

  private get evidence(): Evidence {
    return (this.told ??= evidenceFor(this.now, this.i, this.fit, this.bracket));
  }

  /** What position and neighbours say of the place. */
  get place(): Place {
    return this.evidence.place;
  }

  get isExpected(): boolean {
    return this.place === 'exact' || this.place === 'near';
  }

  /** Expected, and between its neighbours. */
  get isHere(): boolean {
    return this.evidence.bracketed && this.isExpected;
  }

  /** Does it stand whole in another place? */
  get isWholeElsewhere(): boolean {
    return this.one.fits.some((other) => other.whole);
  }

  /** Is it an item of an enumeration that has other words than the anchor's? */
  get isOtherItem(): boolean {
    return isOtherItem(this.now.target, this.fit, this.pattern);
  }

  /** Do other words stand around its sentence, and is all that agrees there a formula? See {@link isAmongOthers}. */
  get isAmongOthers(): boolean {
    return this.fit.differs && isAmongOthers(this.now.target, this.fit, this.pattern);
  }

  /** Do other words stand in its sentence, and is all that is left of it a formula? See {@link isFormAlone}. */
  get isFormAlone(): boolean {
    return this.fit.differs && isFormAlone(this.now.target, this.fit, this.pattern);
  }

  /** Does the text hardly ever say a thing twice? */
  get isInUnrepeated(): boolean {
    return this.now.unrepeated;
  }

  /** Are look-alikes known of: did the tag need more context than is usual, or do the words stand elsewhere? */
  get hasLookAlikes(): boolean {
    return this.pattern.grown || standsTwice(this.now.target, this.fit);
  }

  get isDoubled(): boolean {
    return this.pattern.doubled;
  }

  get isClosed(): boolean {
    return (this.one.closed ??= isClosed(this.now.target, this.pattern));
  }

  get hasSide(): boolean {
    return hasSide(this.now.target, this.fit, this.pattern);
  }

  /** Does it stand at its own line and column, with one of its contexts whole? Then only what is on the other side was edited. */
  get isUnmoved(): boolean {
    const { target } = this.now;
    const { anchor } = this.one;
    if (target.offsetAt(anchor.line, anchor.column) !== target.folded.starts[this.fit.from]) return false;
    const { left, right } = sidesOf(target, this.fit, this.pattern);
    return left || right;
  }

  /** Lines by which it would have moved. */
  private get shift(): number {
    return this.now.target.positionOf(this.fit.from).line - this.one.anchor.line;
  }

  /** Do certain neighbours on both sides say, by moving by the same number of lines, that the fit stands where it stood? */
  get isSettled(): boolean {
    const { left, right } = this.bracket;
    if (this.now.rewrapped || !left || !right) return false;
    const shift = shiftOf(this.now.target, left);
    return shift === shiftOf(this.now.target, right) && this.shift === shift;
  }

  /** Is it a line or less from where one of the neighbours (or, without any, its own line) puts it? */
  get isNearby(): boolean {
    const { left, right } = this.bracket;
    const shifts = [left, right].map((neighbour) => (neighbour ? shiftOf(this.now.target, neighbour) : 0));
    return shifts.some((shift) => Math.abs(this.shift - shift) <= LIMITS.nearbyLines);
  }

  /** Is next to all there that was around it? Only the passage itself was edited, or something put in beside it. */
  get hasAround(): boolean {
    const around = this.pattern.codes.length - this.size;
    return around >= LIMITS.around && this.context >= around - LIMITS.aroundGone;
  }

  /** Units of the quote. */
  get size(): number {
    return this.pattern.quoteTo - this.pattern.quoteFrom;
  }

  /** Units of context that are there. */
  get context(): number {
    return this.fit.before + this.fit.after;
  }

  get before(): boolean {
    return agreesBefore(this.pattern, this.fit);
  }

  get after(): boolean {
    return agreesAfter(this.pattern, this.fit);
  }

  /** Units of the quote and of the context that agrees. */
  get agreed(): number {
    return this.fit.quote * this.size + (this.before ? this.fit.before : this.fit.after);
  }

  get isLong(): boolean {
    return this.size >= LIMITS.long;
  }

  get isNearlyAll(): boolean {
    return this.fit.quote > LIMITS.nearlyAll;
  }

  get column(): number {
    return this.one.anchor.column;
  }

  /** Does it stand at its old column, and not at the start of a line? */
  get isAtColumn(): boolean {
    return this.column > 0 && this.now.target.positionOf(this.fit.from).column === this.column;
  }
}
