/**
 * Finding the tags of a source again in a text that changed while nobody watched: only position, quote and context are at hand.
 *
 * Expected places first, with the shift of the neighbours carried forward; then one pass over the text with an index of the
 * grams of all quotes and contexts that were not found; then a judgement in which the tags that are certain bracket the others.
 * Better lost than wrong: a look-alike is never taken where context, order or column do not prove it.
 */
import { finish } from '../../base/steps';
import { shiftOf, type Case } from './evidence';
import { fitAmong, fitsOf, scoreOf, wholeAt, type Fit } from './fit';
import { patternOf, type Pattern } from './pattern';
import { standsTwice } from './features';
import { addFits, judgeAll, judgeNear } from './judge';
import { inOrder } from '../diff/in-order';
import { scan, type Group } from './scan';
import { LIMITS } from './limits';
import { Target } from './target';
import type { Anchor, Found } from '../anchor';
import { isShouted, passageIndex } from '../../text/folded';
import { Once, placesIn } from './once';

/** Units of the grams of the pass over the text, and groups of places that are looked at closely for each anchor. */
const GRAM = 12;
const MOST_GROUPS = 6;
/** So many anchors are enough to see whether a text repeats itself. */
const SAMPLE = 150;

/**
 * Where each anchor's passage stands in `text` (line ends as `\n`); the answer has the order of `anchors`, which may be any.
 * Time: about one pass over the text.
 */
export function findAgain(text: string, anchors: readonly Anchor[]): Found[] {
  if (anchors.length === 0) return [];
  return findIn(new Target(text, isRecased(text, anchors)), anchors);
}

/** Is the text in capitals where the anchors are not, or the other way round? Then case says nothing. */
function isRecased(text: string, anchors: readonly Anchor[]): boolean {
  const every = Math.ceil(anchors.length / 50);
  const known = anchors.filter((_, i) => i % every === 0).map(({ before, quote, after }) => before + quote + after);
  return isShouted(text.slice(0, 20_000)) !== isShouted(known.join(' ').slice(0, 20_000));
}

function findIn(target: Target, anchors: readonly Anchor[]): Found[] {
  const order = anchors.map((_, i) => i).sort((a, b) => compareStarts(anchors[a] as Anchor, anchors[b] as Anchor));
  const cases = order.map((i): Case => ({
    anchor: anchors[i] as Anchor,
    pattern: patternOf(anchors[i] as Anchor, target.caseless),
    fits: [],
  }));
  carryForward(target, cases);
  if (cases.some((one) => !one.fit)) judgeNear(target, cases);
  const open = cases.filter((one) => !one.fit);
  if (open.length > 0) {
    // Some that are settled are looked for too: they show how often this text says a thing twice.
    const settled = cases.filter((one) => one.fit);
    const every = Math.ceil(settled.length / SAMPLE);
    const asked = [...open, ...settled.filter((_, i) => i % every === 0)];
    const groups = scan(
      target.folded.codes,
      asked.map((one) => one.pattern.codes),
      GRAM,
    );
    open.forEach((one, i) => {
      addFits(one, fitsOf(one.pattern, target.folded.codes, groups[i] ?? [], MOST_GROUPS));
      if (one.fits.every(({ quote }) => quote < 1)) addFits(one, sentenceFits(target, one.pattern));
    });
    judgeAll(target, cases, isUnrepeated(asked, groups));
    takeWhole(target, cases);
  }
  const found = new Array<Found>(anchors.length);
  order.forEach((i, k) => {
    const one = cases[k] as Case;
    found[i] = answer(target, one, isInPlace(target, cases, k));
  });
  return found;
}

/**
 * Fits where the sentence of the quote stands as the anchor shows it: where all lines are made of the same words, no gram tells
 * one from another.
 */
function sentenceFits(target: Target, pattern: Pattern): Fit[] {
  const [low, high] = pattern.sentence;
  if (high - low < LIMITS.sentence) return [];
  const places = placesIn(target, pattern.codes.subarray(low, high), LIMITS.twins + 1);
  if (places.length > LIMITS.twins) return [];
  return places.flatMap((at) => fitAmong(pattern, target.folded.codes, at - low, at - low, at - low) ?? []);
}

function compareStarts(a: Anchor, b: Anchor): number {
  return a.line - b.line || a.column - b.column || b.endLine - a.endLine || b.endColumn - a.endColumn;
}

/**
 * What stands whole, context and all, and once, is the passage, wherever it is: its context was chosen so that it stood once. What
 * stands whole in several places is only taken where it stood, or where the neighbours on both sides put it.
 */
function takeWhole(target: Target, cases: readonly Case[]): void {
  let once: Once | undefined;
  const shuffled = isShuffled(cases);
  cases.forEach((one, i) => {
    const { fit, pattern } = one;
    if (fit && shuffled && !isOwn(target, one, fit) && standsTwice(target, fit)) one.fit = undefined;
    const start = fit ? fit.from - pattern.quoteFrom : -1;
    if (fit && (!fit.whole || isBetween(target, cases, i))) return;
    if (fit && isOwn(target, one, fit)) return;
    once ??= finish(Once.of(target));
    if (fit) {
      if (once.others(pattern.codes, start).length > 0) one.fit = undefined;
      return;
    }
    const [only, ...others] = once.places(pattern.codes);
    if (only === undefined || others.length > 0) return;
    const whole = wholeAt(pattern, target.folded.codes, only);
    if (whole && !(shuffled && standsTwice(target, whole))) one.fit = whole;
  });
}

/** Does a fit stand where the anchor's position says? */
function isOwn(target: Target, { anchor }: Case, fit: Fit): boolean {
  return target.offsetAt(anchor.line, anchor.column) === target.folded.starts[fit.from];
}

/** Are many of the passages that were found in another order now? */
function isShuffled(cases: readonly Case[]): boolean {
  const places = cases.flatMap(({ fit }) => (fit ? [fit.from] : []));
  const kept = inOrder(places).reduce((sum, one) => sum + one, 0);
  return places.length >= LIMITS.orderedOf && kept < LIMITS.ordered * places.length;
}

/** Did the cases beside this one move by as many lines as it did? */
function isBetween(target: Target, cases: readonly Case[], i: number): boolean {
  const [left, one, right] = [cases[i - 1], cases[i] as Case, cases[i + 1]];
  if (!left?.fit || !right?.fit || !one.fit) return false;
  const shift = shiftOf(target, one);
  return shiftOf(target, left) === shift && shiftOf(target, right) === shift;
}

/** Do next to none of the patterns stand in exactly two places? (Of what stands in three, two are left when one is deleted.) */
function isUnrepeated(asked: readonly Case[], groups: readonly (readonly Group[])[]): boolean {
  let once = 0;
  let twice = 0;
  asked.forEach(({ pattern }, i) => {
    const counts = (groups[i] ?? []).map((group) => group.most);
    const most = Math.max(0, ...counts);
    if (most < (pattern.codes.length - GRAM) * LIMITS.standsThere) return;
    const places = counts.filter((one) => one >= LIMITS.standsToo * most).length;
    if (places === 1) once++;
    if (places === 2) twice++;
  });
  return once >= LIMITS.onceLeast && LIMITS.oncePerTwice * twice <= once;
}

/**
 * Settles every anchor that stands whole, context and all, where it is expected: at the place that the shift of the anchor before
 * it gives, or at its own position. Where both do, the text repeats itself, and the judgement must decide.
 */
function carryForward(target: Target, cases: readonly Case[]): void {
  const { codes } = target.folded;
  let lines = 0;
  let columns = 0;
  let columnsOf = -1;
  for (const one of cases) {
    const { line, column } = one.anchor;
    const wholeFrom = (offset: number): Fit | undefined =>
      offset < 0
        ? undefined
        : wholeAt(one.pattern, codes, passageIndex(target.folded, offset, one.anchor.quote) - one.pattern.quoteFrom);
    const shift = columnsOf === line ? columns : 0;
    const own = wholeFrom(target.offsetAt(line, column));
    const carried = lines === 0 && shift === 0 ? own : wholeFrom(target.offsetAt(line + lines, column + shift));
    if (own && carried && own.from !== carried.from) continue;
    let fit = carried ?? own;
    // Lines were put in or taken out since the last anchor: a few of them more or less, at the same column, and with more of
    // the context than one sentence.
    for (let by = 1; !fit && by <= LIMITS.linesTried && column >= LIMITS.column; by++) {
      for (const lineThere of [line + lines + by, line + lines - by]) {
        const there = wholeFrom(target.offsetAt(lineThere, column));
        if (there?.crosses) fit ??= there;
      }
    }
    if (!fit) continue;
    one.fit = fit;
    one.certain = true;
    const at = target.positionOf(fit.from);
    lines = at.line - line;
    columns = at.column - column;
    columnsOf = line;
  }
}

/** The same words: only white space differs. */
function sameButSpace(a: string, b: string): boolean {
  return a === b || a.replace(/\s+/g, ' ') === b.replace(/\s+/g, ' ');
}

/** Does more than its context speak for the place: its column, or the neighbours on both sides? */
function isInPlace(target: Target, cases: readonly Case[], i: number): boolean {
  const { fit, anchor } = cases[i] as Case;
  if (!fit) return false;
  if (isBetween(target, cases, i) || isOwn(target, cases[i] as Case, fit)) return true;
  return target.positionOf(fit.from).column === anchor.column && !standsTwice(target, fit);
}

function answer(target: Target, one: Case, inPlace: boolean): Found {
  const { anchor, fit, pattern } = one;
  if (!fit) return { kind: 'lost' };
  const { quote } = anchor;
  const range = target.rangeOf(fit, quote);
  const expected = target.offsetAt(anchor.line, anchor.column);
  const end = expected + quote.length;
  if (
    fit.whole &&
    expected >= 0 &&
    quote !== '' &&
    range.from < end &&
    expected < range.to &&
    target.text.startsWith(quote, expected)
  ) {
    return { kind: 'placed', from: expected, to: end };
  }
  const exact = target.text.slice(range.from, range.to);
  if (fit.whole && inPlace && quote !== '' && sameButSpace(exact, quote)) return { kind: 'placed', ...range };
  // Folding takes neighbours like `--` together: where the quote itself stands in the range, it is meant.
  const inside = target.text.slice(range.from, range.to).indexOf(quote);
  const from = inside > 0 ? range.from + inside : range.from;
  const to = inside >= 0 && quote !== '' ? from + quote.length : range.to;
  return from < to ? { kind: 'moved', from, to, score: scoreOf(pattern, fit) } : { kind: 'lost' };
}
