/**
 * Which fit of an anchor, if any, is its passage. Anchors that are certain and in the same order in both texts bracket the
 * others; the rest needs proof: context on both sides, and a place that its line, its column, its neighbours or a border of
 * sentences inside the context speak for. A sentence that stands in several places has the same words inside, so context
 * alone does not tell its copies apart.
 */
import type { Anchor } from '../anchor';
import {
  evidenceFor,
  MOST_OFF,
  shiftOf,
  type Bracket,
  type Case,
  type Evidence,
  type Place,
  type Round,
} from './evidence';
import { fitsOf, scoreOf, type Fit, type Pattern } from './fit';
import { inOrder } from '../diff/in-order';
import { scan } from './scan';
import type { Target } from './target';
import { sentenceBegins } from '../../text/sentences';
import { foldedIndex } from '../../text/folded';
import { sameUnits } from '../diff/runs';
import { placesIn } from './once';

/** Fits whose scores differ less than this are rivals. */
const RIVAL = 0.2;
/** Units of context that count as agreement, or this share of a context cut short by the source's start or end. */
const AGREES = 10;
const AGREES_SHARE = 0.6;
/** Brackets wider than this (in units) are not searched again. */
const WIDE = 12_000;
/** How far around its old column on the expected line an edited passage is looked for. */
const AROUND_LINE = 400;
/** A quote of this length is a sentence or much of one. */
const LONG = 30;
/** So many units of the sentence around a passage are looked for elsewhere. */
const IN_SENTENCE = 16;
/** So much context on one side, all of it there, proves a place that is the old one to the unit. */
const LEAST_SIDE = 24;
/** So much of it beyond the sentence: its own words say nothing of where it stood. */
const BEYOND = 12;
/** So much context, all of it there, speaks for an edited passage. */
const LEAST_AROUND = 40;

/**
 * Decides on the cases that were only edited, between two certain neighbours that moved by the same number of lines: the fit
 * on the line that both predict, with context on both sides. Spares most of them the pass over the whole text.
 */
export function judgeNear(target: Target, cases: readonly Case[]): void {
  const brackets = bracketsOf(cases);
  const now: Round = { target, cases, rewrapped: false, lineLength: 0, unrepeated: false };
  cases.forEach((one, i) => {
    if (one.fit) return;
    const bracket = brackets.of(i);
    const { left, right } = bracket;
    if (!left || !right || shiftOf(target, left) !== shiftOf(target, right)) return;
    const line = one.anchor.line + shiftOf(target, left);
    const [from, to] = bracketOf(target, bracket);
    const lineFrom = foldedLine(target, line) + one.anchor.column - AROUND_LINE;
    const lineTo = foldedLine(target, line) + one.anchor.column + one.pattern.codes.length + AROUND_LINE;
    const [best, second] = fitsBetween(target, one, Math.max(from, lineFrom), Math.min(to, lineTo));
    if (!best || (second && isRival(one.pattern, best, second))) return;
    if (!mayBe(now, one, best, bracket)) return;
    const { tight, bracketed } = evidenceFor(now, i, best, bracket);
    if (!bracketed || !tight || !agreesBefore(one.pattern, best) || !agreesAfter(one.pattern, best)) return;
    one.fit = best;
    one.certain = true;
  });
  dropDoubles(cases);
}

/**
 * Decides on every case without a fit. Cases are in the order of their old positions; `unrepeated` says that the text hardly
 * has a passage twice.
 */
export function judgeAll(target: Target, cases: readonly Case[], unrepeated: boolean): void {
  const lineLength = target.folded.codes.length / (1 + (cases[cases.length - 1]?.anchor.line ?? 0));
  for (const one of cases) {
    if (one.fit) continue;
    const [best, second] = one.fits;
    if (!best || (second && isRival(one.pattern, best, second))) continue;
    // Certain without neighbours: all of it, and once in the text (the score of a copy would be the same).
    if (best.whole) {
      one.fit = best;
      one.certain = true;
    }
  }
  dropDoubles(cases);
  // Twice: what the first round finds brackets the second more closely.
  for (let round = 0; round < 2; round++) {
    const brackets = bracketsOf(cases);
    const now: Round = { target, cases, rewrapped: isRewrapped(target, brackets.chain), lineLength, unrepeated };
    cases.forEach((one, i) => {
      if (one.fit) return;
      const bracket = brackets.of(i);
      if (round === 1) {
        const [from, to] = bracketOf(target, bracket);
        addFits(one, fitsBetween(target, one, from, to));
      }
      const fit = decide(now, i, bracket);
      if (!fit || !mayBe(now, one, fit, bracket)) return;
      one.fit = fit;
      one.certain = agreesBefore(one.pattern, fit) && agreesAfter(one.pattern, fit);
    });
    dropDoubles(cases);
  }
}

/**
 * May the passage stand here at all? Not where it stands whole elsewhere; nor where another name or number stands in its
 * sentence; nor, for one of which look-alikes are known or whose sentence alone speaks for the place, where its lines are not
 * those that its neighbours predict. A sentence with other words in it or around it must be about where it stood.
 */
function mayBe(now: Round, one: Case, fit: Fit, bracket: Bracket): boolean {
  if (fit.whole) return true;
  if (one.fits.some((other) => other.whole)) return false;
  if (now.unrepeated) return true;
  if (fit.swapped) return false;
  if (isSettled(now, fit, one, bracket) || isUnmoved(now, fit, one) || hasSide(now.target, fit, one.pattern))
    return true;
  if (one.pattern.grown || standsTwice(now.target, fit)) return false;
  const around = one.pattern.codes.length - one.pattern.quoteTo + one.pattern.quoteFrom;
  // Next to all that was around it, about where it was: only the passage itself was edited, or something put in beside it.
  if (around >= LEAST_AROUND && fit.before + fit.after >= around - 8 && isNearby(now, fit, one, bracket)) return true;
  if (!fit.crosses) return false;
  return !fit.differs || (fit.quote === 1 && isNearby(now, fit, one, bracket));
}

/** Do the words of a place, with those around them in their sentence, stand elsewhere in the text as well? Then they prove nothing. */
export function standsTwice(target: Target, { from, to }: Pick<Fit, 'from' | 'to'>): boolean {
  const { codes } = target.folded;
  let low = from;
  while (low > 0 && from - low < IN_SENTENCE && !sentenceBegins(codes, low)) low--;
  let high = to;
  while (high < codes.length && high - to < IN_SENTENCE && !sentenceBegins(codes, high)) high++;
  const text = target.foldedText;
  const words = text.slice(low, high);
  const first = text.indexOf(words);
  return first !== low || text.indexOf(words, low + 1) >= 0;
}

/** Is the sentence there whole, and which of its contexts are, of those that are long enough to tell? */
function sidesOf({ folded }: Target, fit: Fit, pattern: Pattern): { left: boolean; right: boolean } {
  const { codes, quoteFrom, quoteTo, sentence } = pattern;
  const [low, high] = sentence;
  const stands = (from: number, to: number): boolean =>
    sameUnits(codes, from, folded.codes, fit.from - quoteFrom + from, to - from);
  if (!stands(low, high)) return { left: false, right: false };
  return {
    left: quoteFrom >= LEAST_SIDE && stands(0, quoteTo),
    right: codes.length - quoteTo >= LEAST_SIDE && stands(quoteFrom, codes.length),
  };
}

/**
 * Does its sentence stand once, with all of one context? That stood once when the tag was made; what is on the other side of the
 * sentence was edited, or something was put in there.
 */
function hasSide(target: Target, fit: Fit, pattern: Pattern): boolean {
  const { codes, sentence } = pattern;
  const [low, high] = sentence;
  const { left, right } = sidesOf(target, fit, pattern);
  if (!(left && low >= BEYOND) && !(right && codes.length - high >= BEYOND)) return false;
  return placesIn(target, codes.subarray(low, high), 2).length < 2;
}

/** Does it stand at its own line and column, with one of its contexts whole? Then only what is on the other side was edited. */
function isUnmoved({ target }: Round, fit: Fit, { anchor, pattern }: Case): boolean {
  if (target.offsetAt(anchor.line, anchor.column) !== target.folded.starts[fit.from]) return false;
  const { left, right } = sidesOf(target, fit, pattern);
  return left || right;
}

/** Is it a line or less from where one of the neighbours (or, without any, its own line) puts it? */
function isNearby(now: Round, fit: Fit, one: Case, { left, right }: Bracket): boolean {
  const by = now.target.positionOf(fit.from).line - one.anchor.line;
  const shifts = [left, right].map((neighbour) => (neighbour ? shiftOf(now.target, neighbour) : 0));
  return shifts.some((shift) => Math.abs(by - shift) <= 1);
}

/** Do certain neighbours on both sides say, by moving by the same number of lines, that the fit stands where it stood? */
function isSettled(now: Round, fit: Fit, one: Case, { left, right }: Bracket): boolean {
  if (now.rewrapped || !left || !right) return false;
  const shift = shiftOf(now.target, left);
  if (shift !== shiftOf(now.target, right)) return false;
  return now.target.positionOf(fit.from).line - one.anchor.line === shift;
}

function bracketsOf(cases: readonly Case[]): { of: (i: number) => Bracket; chain: Case[] } {
  const sure = cases.map((_, i) => i).filter((i) => (cases[i] as Case).certain);
  const kept = inOrder(sure.map((i) => ((cases[i] as Case).fit as Fit).from));
  const chain = sure.filter((_, k) => kept[k]);
  return {
    chain: chain.map((i) => cases[i] as Case),
    of: (i) => {
      let low = 0;
      let high = chain.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((chain[middle] as number) < i) low = middle + 1;
        else high = middle;
      }
      const at = (k: number): Case | undefined => (chain[k] === undefined ? undefined : cases[chain[k]]);
      return { left: at(low - 1), right: at(chain[low] === i ? low + 1 : low) };
    },
  };
}

/** Do lines say nothing, since most neighbours moved by different numbers of them? */
function isRewrapped(target: Target, chain: readonly Case[]): boolean {
  let equal = 0;
  for (let i = 1; i < chain.length; i++) {
    if (shiftOf(target, chain[i - 1] as Case) === shiftOf(target, chain[i] as Case)) equal++;
  }
  return chain.length > 4 && 2 * equal < chain.length - 1;
}

function bracketOf({ folded: { codes } }: Target, { left, right }: Bracket): [number, number] {
  return [left?.fit ? left.fit.from - 100 : 0, right?.fit ? right.fit.to + 100 : codes.length];
}

function foldedLine({ folded, lineStarts }: Target, line: number): number {
  return foldedIndex(folded, lineStarts[Math.min(Math.max(line, 0), lineStarts.length - 1)] ?? 0);
}

/** What is left of the pattern in a stretch of the text, looked for with short grams; best first. */
function fitsBetween({ folded: { codes } }: Target, one: Case, low: number, high: number): Fit[] {
  const from = Math.max(0, low);
  const to = Math.min(codes.length, high);
  if (to - from > WIDE || to <= from) return [];
  return fitsOf(one.pattern, codes, scan(codes, [one.pattern.codes], 6, from, to)[0] ?? [], 3);
}

/** Adds fits at places that a case has none for yet; best first. */
export function addFits(one: Case, fits: readonly Fit[]): void {
  for (const fit of fits) {
    if (!one.fits.some((other) => other.from < fit.to && fit.from < other.to)) one.fits.push(fit);
  }
  one.fits.sort((a, b) => scoreOf(one.pattern, b) - scoreOf(one.pattern, a));
}

function decide(now: Round, i: number, bracket: Bracket): Fit | undefined {
  const one = now.cases[i] as Case;
  const best = one.fits[0];
  if (!best) return undefined;
  const sided = one.fits.filter((fit) => hasSide(now.target, fit, one.pattern));
  if (sided.length === 1) return sided[0];
  const rivals = one.fits.filter((fit) => fit === best || isRival(one.pattern, best, fit));
  const evidence = (fit: Fit): Evidence => evidenceFor(now, i, fit, bracket);
  if (rivals.length > 1) {
    // Copies of one sentence: their places tell, where one alone is the expected one; or a whole context that only one has.
    const expected = rivals.filter((fit) => {
      const { tight, bracketed } = evidence(fit);
      // Without lines to go by a copy that was changed is not chosen while a better one stands elsewhere.
      if (now.rewrapped && scoreOf(one.pattern, fit) < scoreOf(one.pattern, best) - RIVAL / 2) return false;
      return bracketed && tight && agreesBefore(one.pattern, fit) && agreesAfter(one.pattern, fit);
    });
    // A second copy not much further from where the neighbours put it leaves a doubt.
    const near = rivals.filter((fit) => (evidence(fit).off ?? Infinity) <= MOST_OFF).length;
    if (expected.length === 1) return near > 1 ? undefined : expected[0];
    const exact = expected.filter((fit) => evidence(fit).place === 'exact');
    if (exact.length === 1) return exact[0];
    const alone = best.whole && best.crosses && rivals.filter((fit) => fit.whole).length === 1;
    const { place } = evidence(best);
    return alone && expected.length === 0 && (place === 'exact' || place === 'near') ? best : undefined;
  }
  const { place, bracketed } = evidence(best);
  return isProven(now, one, best, place, bracketed) ? best : undefined;
}

/** The rules by which a fit without rivals is taken. */
function isProven({ target, unrepeated }: Round, one: Case, fit: Fit, place: Place, bracketed: boolean): boolean {
  const { pattern, anchor } = one;
  const before = agreesBefore(pattern, fit);
  const after = agreesAfter(pattern, fit);
  const size = pattern.quoteTo - pattern.quoteFrom;
  if (before && after) {
    if (place === 'exact' || place === 'near' || fit.crosses) return true;
    if (unrepeated && fit.quote > 0.9 && fit.before + fit.after >= 44) return true;
    return place === 'unknown' && columnAgrees(target, one, fit);
  }
  // The same name stands everywhere: what is left of its context must be next to it.
  if (size < LONG && !fit.touches) return false;
  const here = bracketed && (place === 'exact' || place === 'near');
  let likely: boolean;
  if (before || after) {
    const agreed = fit.quote * size + (before ? fit.before : fit.after);
    if (here) likely = agreed >= (fit.quote < 0.75 ? 40 : 24);
    else {
      const long = size >= LONG && place !== 'against' && fit.quote > 0.9;
      likely = long && (fit.crosses || (unrepeated && agreed >= 2 * LONG));
    }
  } else if (fit.quote < 1 || !here) likely = false;
  else likely = (place === 'exact' && size >= LONG && anchor.column > 0) || (unrepeated && size >= 2 * LONG);
  // A repetition that is known from the context itself needs all of it; so does a quote between whose contexts nothing is left.
  return likely && !pattern.doubled && !(one.closed ??= isClosed(target, pattern));
}

function agreesBefore(pattern: Pattern, fit: Fit): boolean {
  const length = pattern.quoteFrom;
  return length < 4 ? fit.from - length <= 2 : fit.before >= Math.min(AGREES, AGREES_SHARE * length);
}

function agreesAfter(pattern: Pattern, fit: Fit): boolean {
  const length = pattern.codes.length - pattern.quoteTo;
  return length < 4 || fit.after >= Math.min(AGREES, AGREES_SHARE * length);
}

function columnAgrees(target: Target, one: Case, fit: Fit): boolean {
  const { column } = one.anchor;
  return column > 0 && target.positionOf(fit.from).column === column;
}

function isRival(pattern: Pattern, best: Fit, other: Fit): boolean {
  return scoreOf(pattern, best) - scoreOf(pattern, other) < RIVAL;
}

/** Do the ends of both contexts stand side by side somewhere, the quote taken out between them? */
function isClosed(target: Target, { codes, quoteFrom, quoteTo }: Pattern): boolean {
  const before = String.fromCharCode(...codes.subarray(Math.max(0, quoteFrom - 14), quoteFrom)).trimEnd();
  const after = String.fromCharCode(...codes.subarray(quoteTo, quoteTo + 14)).trimStart();
  if (before.length < 8 || after.length < 8) return false;
  const text = target.foldedText;
  for (let at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
    const end = at + before.length;
    if (text.startsWith(after, end) || (text[end] === ' ' && text.startsWith(after, end + 1))) return true;
  }
  return false;
}

/** Two passages that stood apart cannot stand in one place: the less certain is given up, or both. */
function dropDoubles(cases: readonly Case[]): void {
  const placed = cases.filter((one) => one.fit).sort((a, b) => (a.fit as Fit).from - (b.fit as Fit).from);
  for (let i = 0; i < placed.length; i++) {
    const one = placed[i] as Case;
    for (let k = i + 1; k < placed.length && one.fit; k++) {
      const other = placed[k] as Case;
      if (!other.fit) continue;
      if (other.fit.from >= one.fit.to) break;
      if (!standApart(one.anchor, other.anchor)) continue;
      const [a, b] = [weight(one), weight(other)];
      if (a <= b) giveUp(one);
      if (b <= a) giveUp(other);
    }
  }
}

function weight(one: Case): number {
  return scoreOf(one.pattern, one.fit as Fit) + (one.certain ? 1 : 0);
}

function giveUp(one: Case): void {
  one.fit = undefined;
  one.certain = false;
}

function standApart(a: Anchor, b: Anchor): boolean {
  const before = (x: Anchor, y: Anchor): boolean =>
    x.endLine < y.line || (x.endLine === y.line && x.endColumn <= y.column);
  return before(a, b) || before(b, a);
}
