/**
 * The best alignment of several coders' units, exactly (Mathet, Widlöcher & Métivier 2015, sections 4.2 to 4.4). A *unitary
 * alignment* takes one unit, or none, of each coder; the best alignment has every unit in exactly one of them and the least
 * sum of disorders. With three coders and more that is a set partition: prices for the units (a Lagrangian dual, by
 * subgradients) say from below what is still to be paid, and a best-first search over what is covered so far does the rest.
 */
import { dissimilarity, PLAIN, type Dissimilarity, type Placed } from './dissimilarity';
import { Heap } from './heap';
import { finish, type Steps } from '../steps';

/** One unitary alignment: for each coder the number of the unit, or -1. */
export interface Unitary {
  readonly units: readonly number[];
  readonly disorder: number;
}

export interface Alignment {
  readonly parts: readonly Unitary[];
  /** Sum of the disorders divided by the mean number of units of a coder (formula 4). */
  readonly disorder: number;
  /** False: the search was cut off, and a better alignment may exist. */
  readonly exact: boolean;
}

/**
 * How long prices are raised (rounds, and how many of them without a gain halve the step) before so many states are looked at.
 * Most alignments are found in the first try; where units lie thick, better prices cost less than more states (measured).
 */
const TRIES = [
  { rounds: 60, patience: 4, states: 1_500 },
  { rounds: 400, patience: 12, states: 20_000 },
  { rounds: 2_000, patience: 20, states: 200_000 },
];

/** Units without length are left out by the caller: nothing can be said of their distance. */
export function bestAlignment(coders: readonly (readonly Placed[])[], how: Dissimilarity = PLAIN): Alignment {
  return finish(alignmentSteps(coders, how));
}

/** As {@link bestAlignment}, in pieces. */
export function* alignmentSteps(coders: readonly (readonly Placed[])[], how: Dissimilarity = PLAIN): Steps<Alignment> {
  const total = coders.reduce((sum, units) => sum + units.length, 0);
  if (total === 0) return { parts: [], disorder: 0, exact: true };
  const problem = new Problem(coders, how);
  const { parts, exact } = yield* problem.solve();
  const sum = parts.reduce((all, part) => all + part.disorder, 0);
  return { parts, disorder: sum / (total / coders.length), exact };
}

interface Row {
  readonly coder: number;
  /** Which of the coder's units. */
  readonly index: number;
  readonly unit: Placed;
}

interface Column {
  /** Numbers of the units in the common order, ascending. */
  readonly rows: readonly number[];
  readonly cost: number;
}

interface State {
  readonly first: number;
  /** Covered units after `first`, as a key. */
  readonly covered: readonly number[];
  readonly paid: number;
  readonly column: Column | undefined;
  readonly before: State | undefined;
}

class Problem {
  /** All units in the order of their starts. */
  private readonly rows: Row[];
  private readonly columns: Column[] = [];
  /** Columns by the first of their rows. */
  private readonly byFirst: Column[][];
  /** What each unit is at least worth: no column costs less than the prices of its rows. */
  private prices: Float64Array;

  constructor(
    private readonly coders: readonly (readonly Placed[])[],
    private readonly how: Dissimilarity,
  ) {
    this.rows = coders
      .flatMap((units, coder) => units.map((unit, index) => ({ coder, index, unit })))
      .sort((a, b) => a.unit.start - b.unit.start || a.unit.end - b.unit.end || a.coder - b.coder || a.index - b.index);
    this.byFirst = this.rows.map(() => []);
    this.prices = new Float64Array(this.rows.length).fill(how.empty);
  }

  /**
   * Every unitary alignment that can be in the best one. A unit alone costs Δ∅: so does each pair with an empty partner, or of
   * two empty ones.
   */
  private *makeColumns(): Steps<void> {
    const { rows, how } = this;
    const pairs = (this.coders.length * (this.coders.length - 1)) / 2;
    const n = this.coders.length;
    const near = rows.map((_, i) => this.nearAfter(i, n * (n - 1)));
    const between = (i: number, j: number): number => dissimilarity((rows[i] as Row).unit, (rows[j] as Row).unit, how);
    /** Is it cheaper than with one of its units alone? Else the best alignment can do without it. */
    const worthwhile = (taken: readonly number[], real: number, cost: number): boolean => {
      const size = taken.length;
      const empties = pairs - ((size - 1) * (size - 2)) / 2;
      return taken.every((row) => {
        let without = real;
        for (const other of taken) if (other !== row) without -= between(Math.min(row, other), Math.max(row, other));
        return cost < (without + empties * how.empty) / pairs + how.empty - 1e-12;
      });
    };
    const grow = (taken: number[], real: number, from: number): void => {
      const size = taken.length;
      const empties = pairs - (size * (size - 1)) / 2;
      const cost = (real + empties * how.empty) / pairs;
      if (size === 1 || worthwhile(taken, real, cost)) {
        const column = { rows: [...taken], cost };
        this.columns.push(column);
        this.byFirst[taken[0] as number]?.push(column);
      }
      if (size === n) return;
      const candidates = near[taken[0] as number] as readonly number[];
      for (let k = from; k < candidates.length; k++) {
        const next = candidates[k] as number;
        if (taken.some((row) => rows[row]?.coder === rows[next]?.coder)) continue;
        let more = real;
        for (const row of taken) more += between(row, next);
        // However many join later, what these pairs cost stays: dearer than all n alone, and nothing is gained.
        if (more > pairs * n * how.empty) continue;
        taken.push(next);
        grow(taken, more, k + 1);
        taken.pop();
      }
    };
    for (let i = 0; i < rows.length; i++) {
      if (i % 64 === 0) yield undefined;
      grow([i], 0, 0);
    }
  }

  /** Units of other coders that start later, and near enough that the two could ever be aligned. */
  private nearAfter(i: number, most: number): number[] {
    const { rows, how } = this;
    const { unit, coder } = rows[i] as Row;
    const out: number[] = [];
    const limit = Math.max(1e-9, how.alpha * how.empty);
    for (let j = i + 1; j < rows.length; j++) {
      const other = rows[j] as Row;
      if (other.coder === coder) continue;
      const position =
        ((Math.abs(unit.start - other.unit.start) + Math.abs(unit.end - other.unit.end)) /
          (unit.end - unit.start + (other.unit.end - other.unit.start))) **
        2;
      if (position * limit <= (most * (most + 1) * how.empty) / 2) out.push(j);
      // The longest unit decides how far one has to look.
      if (other.unit.start - unit.start > this.reach(unit, most)) break;
    }
    return out;
  }

  private longest: number | undefined;

  /** No unit that starts farther than this behind `unit` can be aligned with it. */
  private reach(unit: Placed, most: number): number {
    this.longest ??= this.rows.reduce((length, { unit: u }) => Math.max(length, u.end - u.start), 0);
    return Math.sqrt((most * (most + 1)) / 2 / Math.max(1e-9, this.how.alpha)) * (unit.end - unit.start + this.longest);
  }

  *solve(): Steps<{ parts: Unitary[]; exact: boolean }> {
    yield* this.makeColumns();
    const upper = this.greedy();
    for (const { rounds, patience, states } of TRIES) {
      yield* this.raisePrices(rounds, patience, upper);
      const found = yield* this.search(states, upper);
      if (found.exact || states === TRIES[TRIES.length - 1]?.states) return found;
    }
    throw new Error('unreachable: the last try returns');
  }

  /** Subgradient ascent on Σ prices + Σ min(0, cost − prices of its rows); then the prices are cut until no column is below 0. */
  private *raisePrices(rounds: number, patience: number, upper: number): Steps<void> {
    const { prices } = this;
    const { from, members, costs } = flat(this.columns);
    const best = Float64Array.from(prices);
    const slope = new Float64Array(prices.length);
    let bestBound = -Infinity;
    let factor = 1;
    let stale = 0;
    for (let round = 0; round < rounds; round++) {
      if (round % 16 === 15) yield undefined;
      let bound = 0;
      slope.fill(1);
      for (let i = 0; i < prices.length; i++) bound += prices[i] as number;
      for (let c = 0; c < costs.length; c++) {
        const end = from[c + 1] as number;
        let left = costs[c] as number;
        for (let k = from[c] as number; k < end; k++) left -= prices[members[k] as number] as number;
        if (left >= 0) continue;
        bound += left;
        for (let k = from[c] as number; k < end; k++) {
          const row = members[k] as number;
          slope[row] = (slope[row] as number) - 1;
        }
      }
      if (bound > bestBound + 1e-9) {
        bestBound = bound;
        best.set(prices);
        stale = 0;
      } else if (++stale >= patience) {
        factor /= 2;
        stale = 0;
        prices.set(best);
      }
      let norm = 0;
      for (const s of slope) norm += s * s;
      if (norm === 0 || upper - bestBound < 1e-9 || factor < 0.005) break;
      const step = (factor * (upper - bound)) / norm;
      for (let i = 0; i < prices.length; i++) prices[i] = (prices[i] as number) + step * (slope[i] as number);
    }
    prices.set(best);
    for (const { rows: own, cost } of this.columns) {
      let left = cost;
      for (const row of own) left -= prices[row] as number;
      if (left < 0) for (const row of own) prices[row] = (prices[row] as number) + left / own.length;
    }
  }

  /** The sum of an alignment that is near enough to the best to measure steps by. */
  private greedy(): number {
    const order = [...this.columns].sort((a, b) => a.cost / a.rows.length - b.cost / b.rows.length);
    const covered = new Uint8Array(this.rows.length);
    let sum = 0;
    for (const { rows, cost } of order) {
      if (rows.some((row) => covered[row])) continue;
      for (const row of rows) covered[row] = 1;
      sum += cost;
    }
    return sum;
  }

  /** A* over 'everything before `first` is covered, and these after it': exact, since no column costs less than its prices. */
  private *search(most: number, upper: number): Steps<{ parts: Unitary[]; exact: boolean }> {
    const { rows, prices, byFirst } = this;
    const rest = new Float64Array(rows.length + 1);
    for (let i = rows.length - 1; i >= 0; i--) rest[i] = (rest[i + 1] as number) + (prices[i] as number);
    const owed = ({ first, covered }: { first: number; covered: readonly number[] }): number =>
      covered.reduce((sum, row) => sum - (prices[row] as number), rest[first] as number);
    const start: State = { first: 0, covered: [], paid: 0, column: undefined, before: undefined };
    const queue = new Heap<State>();
    queue.push(owed(start), start);
    const done = new Set<string>();
    let deepest = start;
    for (let looked = 0; looked < most; looked++) {
      if (looked % 256 === 255) yield undefined;
      const state = queue.pop();
      if (!state) break;
      if (state.first === rows.length) return { parts: this.partsOf(state), exact: true };
      const key = `${state.first}:${state.covered.join(',')}`;
      if (done.has(key)) continue;
      done.add(key);
      if (state.first > deepest.first) deepest = state;
      const taken = new Set(state.covered);
      for (const column of byFirst[state.first] as readonly Column[]) {
        if (column.rows.some((row) => taken.has(row))) continue;
        const after = [...state.covered, ...column.rows.slice(1)].sort((a, b) => a - b);
        let first = state.first + 1;
        let skip = 0;
        while (after[skip] === first) {
          first++;
          skip++;
        }
        const next = { first, covered: after.slice(skip), paid: state.paid + column.cost, column, before: state };
        const least = next.paid + owed(next);
        // A hair less for what is further on: of equals the one that is nearly done goes first.
        if (least <= upper + 1e-9) queue.push(least - first * 1e-9, next);
      }
    }
    return { parts: this.finish(deepest), exact: false };
  }

  /** The search was cut off: from its farthest state on the cheapest columns are taken. */
  private finish(state: State): Unitary[] {
    let now = state;
    while (now.first < this.rows.length) {
      const taken = new Set(now.covered);
      const free = (this.byFirst[now.first] as readonly Column[]).filter(
        ({ rows }) => !rows.some((row) => taken.has(row)),
      );
      const column = free.reduce((best, one) =>
        one.cost / one.rows.length < best.cost / best.rows.length ? one : best,
      );
      const covered = [...now.covered, ...column.rows.slice(1)].sort((a, b) => a - b);
      let first = now.first + 1;
      while (covered[0] === first) {
        covered.shift();
        first++;
      }
      now = { first, covered, paid: now.paid + column.cost, column, before: now };
    }
    return this.partsOf(now);
  }

  private partsOf(state: State): Unitary[] {
    const parts: Unitary[] = [];
    for (let now: State | undefined = state; now?.column; now = now.before) {
      const units = new Array<number>(this.coders.length).fill(-1);
      for (const row of now.column.rows) {
        const { coder, index } = this.rows[row] as Row;
        units[coder] = index;
      }
      parts.push({ units, disorder: now.column.cost });
    }
    return parts.reverse();
  }
}

/** The columns side by side: `from[c]` to `from[c + 1]` are the rows of column c. */
function flat(columns: readonly Column[]): { from: Int32Array; members: Int32Array; costs: Float64Array } {
  const from = new Int32Array(columns.length + 1);
  columns.forEach(({ rows }, c) => (from[c + 1] = (from[c] as number) + rows.length));
  const members = new Int32Array(from[columns.length] as number);
  columns.forEach(({ rows }, c) => members.set(rows, from[c]));
  return { from, members, costs: Float64Array.from(columns, ({ cost }) => cost) };
}
