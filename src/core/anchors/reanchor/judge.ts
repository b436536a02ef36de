/**
 * Which fit of an anchor, if any, is its passage. Anchors that are certain and in the same order in both texts bracket the
 * others; the rest needs proof: context on both sides, and a place that its line, its column, its neighbours or a border of
 * sentences inside the context speak for. A sentence that stands in several places has the same words inside, so context
 * alone does not tell its copies apart.
 */
import type { Anchor } from '../anchor';
import { bracketsOf, foldedLine, isRewrapped, stretchOf } from './brackets';
import { evidenceFor, shiftOf, type Bracket, type Case, type Evidence, type Round } from './evidence';
import { agreesAfter, agreesBefore, Features, hasSide } from './features';
import { fitsOf, scoreOf, type Fit } from './fit';
import type { Pattern } from './pattern';
import { LIMITS } from './limits';
import { MAY_BE, PROVEN, says } from './rules';
import { scan } from './scan';
import type { Target } from './target';

/** Brackets wider than this (in units) are not searched again. */
const WIDE = 12_000;
/** How far around its old column on the expected line an edited passage is looked for. */
const AROUND_LINE = 400;
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
    const [from, to] = stretchOf(target, bracket);
    const lineFrom = foldedLine(target, line) + one.anchor.column - AROUND_LINE;
    const lineTo = foldedLine(target, line) + one.anchor.column + one.pattern.codes.length + AROUND_LINE;
    const [best, second] = fitsBetween(target, one, Math.max(from, lineFrom), Math.min(to, lineTo));
    if (!best || (second && isRival(one.pattern, best, second))) return;
    if (!says(MAY_BE, new Features(now, i, best, bracket))) return;
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
        const [from, to] = stretchOf(target, bracket);
        addFits(one, fitsBetween(target, one, from, to));
      }
      const fit = decide(now, i, bracket);
      if (!fit || !says(MAY_BE, new Features(now, i, fit, bracket))) return;
      one.fit = fit;
      one.certain = agreesBefore(one.pattern, fit) && agreesAfter(one.pattern, fit);
    });
    dropDoubles(cases);
  }
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
      if (now.rewrapped && scoreOf(one.pattern, fit) < scoreOf(one.pattern, best) - LIMITS.rival / 2) return false;
      return bracketed && tight && agreesBefore(one.pattern, fit) && agreesAfter(one.pattern, fit);
    });
    // A second copy not much further from where the neighbours put it leaves a doubt.
    const near = rivals.filter((fit) => (evidence(fit).off ?? Infinity) <= LIMITS.mostOff).length;
    if (expected.length === 1) return near > 1 ? undefined : expected[0];
    const exact = expected.filter((fit) => evidence(fit).place === 'exact');
    if (exact.length === 1) return exact[0];
    const alone = best.whole && best.crosses && rivals.filter((fit) => fit.whole).length === 1;
    const { place } = evidence(best);
    return alone && expected.length === 0 && (place === 'exact' || place === 'near') ? best : undefined;
  }
  return says(PROVEN, new Features(now, i, best, bracket)) ? best : undefined;
}

function isRival(pattern: Pattern, best: Fit, other: Fit): boolean {
  return scoreOf(pattern, best) - scoreOf(pattern, other) < LIMITS.rival;
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
