/** Krippendorff's α_U: do coders mark the same stretches of a continuum? (Krippendorff 2004, 'Measuring the reliability of
 * qualitative text analysis data', formulas 3 to 7.) */
import { figure, noFigure, type Figure } from './figure';
import { finish, type Steps } from '../base/steps';

/** A stretch that a coder marked. Units of any one kind (UTF-16 code units here); the end is exclusive. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  readonly category: string;
}

/** Stretches in the order of the continuum that do not overlap: the k-th goes from `from[k]` to `to[k]`. */
interface Line {
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** Stretches of one category by one coder may not overlap: those that do (or touch nothing between them) become one. */
function joined(units: readonly Unit[], length: number): Line {
  const ordered = units.every((unit, i) => i === 0 || (units[i - 1] as Unit).start <= unit.start);
  const [from, to] = [new Float64Array(units.length), new Float64Array(units.length)];
  let count = 0;
  for (const unit of ordered ? units : [...units].sort((a, b) => a.start - b.start)) {
    const [start, end] = [Math.max(0, unit.start), Math.min(length, unit.end)];
    if (end <= start) continue;
    if (count > 0 && start < (to[count - 1] as number)) to[count - 1] = Math.max(to[count - 1] as number, end);
    else {
      from[count] = start;
      to[count++] = end;
    }
  }
  return { from: from.subarray(0, count), to: to.subarray(0, count) };
}

/** The lengths of what a coder left unmarked, between 0 and `length`. */
function gapsOf({ from, to }: Line, length: number): number[] {
  const gaps: number[] = [];
  let at = 0;
  for (let k = 0; k < from.length; k++) {
    if ((from[k] as number) > at) gaps.push((from[k] as number) - at);
    at = to[k] as number;
  }
  if (at < length) gaps.push(length - at);
  return gaps;
}

/** Σ δ² over one coder's units against another coder's units, and against the gap that one lies wholly in. */
function differences(mine: Line, theirs: Line): { units: number; alone: number } {
  let units = 0;
  let alone = 0;
  let next = 0;
  for (let k = 0; k < mine.from.length; k++) {
    const start = mine.from[k] as number;
    const end = mine.to[k] as number;
    while (next < theirs.to.length && (theirs.to[next] as number) <= start) next++;
    let met = false;
    for (let i = next; i < theirs.from.length && (theirs.from[i] as number) < end; i++) {
      met = true;
      units += (start - (theirs.from[i] as number)) ** 2 + (end - (theirs.to[i] as number)) ** 2;
    }
    if (!met) alone += (end - start) ** 2;
  }
  return { units, alone };
}

interface Disagreement {
  readonly observed: number;
  readonly expected: number;
}

function* disagreement(coders: readonly Line[], length: number): Steps<Disagreement> {
  const m = coders.length;
  let observed = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      if (i === j) continue;
      yield undefined;
      const { units, alone } = differences(coders[i] as Line, coders[j] as Line);
      // A unit in the other's gap is met from both sides: as unit against gap, and as gap against unit.
      observed += units + 2 * alone;
    }
  }
  observed /= m * (m - 1) * length ** 2;
  yield undefined;
  const gaps = Float64Array.from(coders.flatMap((coder) => gapsOf(coder, length)))
    .sort()
    .reverse();
  yield undefined;
  // Units from the longest to the shortest meet ever more gaps that are as long as they.
  const lengths = new Float64Array(coders.reduce((count, { from }) => count + from.length, 0));
  let filled = 0;
  for (const { from, to } of coders) {
    for (let k = 0; k < from.length; k++) lengths[filled++] = (to[k] as number) - (from[k] as number);
  }
  lengths.sort().reverse();
  yield undefined;
  let sum = 0;
  let within = 0;
  let met = 0;
  let metLength = 0;
  for (const l of lengths) {
    for (; met < gaps.length && (gaps[met] as number) >= l; met++) metLength += gaps[met] as number;
    sum += ((lengths.length - 1) * (2 * l ** 3 - 3 * l ** 2 + l)) / 3 + l ** 2 * (metLength - met * (l - 1));
    within += l * (l - 1);
  }
  const all = m * length;
  return { observed, expected: ((2 / length) * sum) / (all * (all - 1) - within) };
}

export interface AlphaU {
  readonly all: Figure;
  readonly byCategory: ReadonlyMap<string, Figure>;
}

/**
 * α_U over a continuum of `length` units, for all categories together and for each alone. Stretches without length carry no
 * mass and are left out; what a coder marked twice with one category counts once.
 */
export function alphaU(coders: readonly (readonly Unit[])[], length: number): AlphaU {
  return finish(alphaUSteps(coders, length));
}

/** As {@link alphaU}, in pieces. */
export function* alphaUSteps(coders: readonly (readonly Unit[])[], length: number): Steps<AlphaU> {
  const grouped = coders.map(byKind);
  const categories = [...new Set(grouped.flatMap((kinds) => [...kinds.keys()]))].sort();
  const byCategory = new Map<string, Figure>();
  let observed = 0;
  let expected = 0;
  for (const category of categories) {
    const lines: Line[] = [];
    for (const kinds of grouped) {
      yield undefined;
      lines.push(joined(kinds.get(category) ?? [], length));
    }
    if (coders.length < 2 || length <= 0 || lines.every(({ from }) => from.length === 0)) {
      byCategory.set(category, NOTHING);
      continue;
    }
    const part = yield* disagreement(lines, length);
    byCategory.set(category, ratio(part));
    observed += part.observed;
    expected += part.expected;
  }
  if (coders.length < 2) return { all: noFigure('There is only one coder.'), byCategory };
  return { all: ratio({ observed, expected }), byCategory };
}

function byKind(units: readonly Unit[]): Map<string, Unit[]> {
  const kinds = new Map<string, Unit[]>();
  for (const unit of units) {
    const kind = kinds.get(unit.category);
    if (kind) kind.push(unit);
    else kinds.set(unit.category, [unit]);
  }
  return kinds;
}

const NOTHING = noFigure('Nobody marked anything.');

function ratio({ observed, expected }: Disagreement): Figure {
  return expected === 0 ? NOTHING : figure(1 - observed / expected);
}
