/** Krippendorff's α_U: do coders mark the same stretches of a continuum? (Krippendorff 2004, 'Measuring the reliability of
 * qualitative text analysis data', formulas 3 to 7.) */
import { figure, noFigure, type Figure } from './figure';
import { finish, type Steps } from '../steps';

/** A stretch that a coder marked. Units of any one kind (UTF-16 code units here); the end is exclusive. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  readonly category: string;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const lengthOf = ({ start, end }: Stretch): number => end - start;

/** Stretches of one category by one coder may not overlap: those that do (or touch nothing between them) become one. */
function joined(units: readonly Unit[], length: number): Stretch[] {
  const sorted = units
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(length, end) }))
    .filter((unit) => unit.end > unit.start)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const out: { start: number; end: number }[] = [];
  for (const unit of sorted) {
    const last = out[out.length - 1];
    if (last && unit.start < last.end) last.end = Math.max(last.end, unit.end);
    else out.push({ ...unit });
  }
  return out;
}

/** What a coder left unmarked, between 0 and `length`. */
function gapsOf(units: readonly Stretch[], length: number): Stretch[] {
  const gaps: Stretch[] = [];
  let at = 0;
  for (const unit of units) {
    if (unit.start > at) gaps.push({ start: at, end: unit.start });
    at = unit.end;
  }
  if (at < length) gaps.push({ start: at, end: length });
  return gaps;
}

/** Σ δ² over one coder's units against another coder's units, and against the gap that one lies wholly in. */
function differences(mine: readonly Stretch[], theirs: readonly Stretch[]): { units: number; alone: number } {
  let units = 0;
  let alone = 0;
  let from = 0;
  for (const unit of mine) {
    while (from < theirs.length && (theirs[from] as Stretch).end <= unit.start) from++;
    let met = false;
    for (let i = from; i < theirs.length; i++) {
      const other = theirs[i] as Stretch;
      if (other.start >= unit.end) break;
      met = true;
      units += (unit.start - other.start) ** 2 + (unit.end - other.end) ** 2;
    }
    if (!met) alone += lengthOf(unit) ** 2;
  }
  return { units, alone };
}

interface Disagreement {
  readonly observed: number;
  readonly expected: number;
}

function* disagreement(coders: readonly (readonly Stretch[])[], length: number): Steps<Disagreement> {
  const m = coders.length;
  let observed = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      if (i === j) continue;
      yield undefined;
      const { units, alone } = differences(coders[i] as readonly Stretch[], coders[j] as readonly Stretch[]);
      // A unit in the other's gap is met from both sides: as unit against gap, and as gap against unit.
      observed += units + 2 * alone;
    }
  }
  observed /= m * (m - 1) * length ** 2;
  yield undefined;
  const units = coders.flat();
  const gaps = Float64Array.from(coders.flatMap((coder) => gapsOf(coder, length).map(lengthOf)))
    .sort()
    .reverse();
  yield undefined;
  // Units from the longest to the shortest meet ever more gaps that are as long as they.
  const lengths = Float64Array.from(units, lengthOf).sort().reverse();
  let sum = 0;
  let within = 0;
  let met = 0;
  let metLength = 0;
  for (const l of lengths) {
    for (; met < gaps.length && (gaps[met] as number) >= l; met++) metLength += gaps[met] as number;
    sum += ((units.length - 1) * (2 * l ** 3 - 3 * l ** 2 + l)) / 3 + l ** 2 * (metLength - met * (l - 1));
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
    const lines: Stretch[][] = [];
    for (const kinds of grouped) {
      yield undefined;
      lines.push(joined(kinds.get(category) ?? [], length));
    }
    if (coders.length < 2 || length <= 0 || lines.every((line) => line.length === 0)) {
      byCategory.set(category, NOTHING);
      continue;
    }
    const part = yield* disagreement(lines, length);
    byCategory.set(category, ratio(part));
    observed += part.observed;
    expected += part.expected;
  }
  if (coders.length < 2) return { all: noFigure('There is one coder only.'), byCategory };
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
