/**
 * Every unitary alignment that can be in a best one, side by side in typed arrays: a set partition's columns, whose rows are the units of
 * all coders in the order of their starts.
 */
import type { Dissimilarity, Placed } from './dissimilarity';
import type { Steps } from '../base/steps';

export interface Columns {
  /** For each unit its coder, and which of the coder's units it is. */
  readonly coders: Int32Array;
  readonly indexes: Int32Array;
  /** How many there are. */
  readonly count: number;
  /** `members[from[c]]` to `members[from[c + 1] - 1]` are the rows of column c, ascending. */
  readonly from: Int32Array;
  readonly members: Int32Array;
  /** The disorder of each (formula 3 of section 4.2). */
  readonly costs: Float64Array;
  /** `byFirst[r]` to `byFirst[r + 1] - 1` are the columns whose first row is r. */
  readonly byFirst: Int32Array;
  /** `with[withFrom[r]]` to `with[withFrom[r + 1] - 1]` are the columns that have row r. */
  readonly withFrom: Int32Array;
  readonly with: Int32Array;
}

/**
 * A unit alone costs Δ∅: so does each pair with an empty partner, or of two empty ones. An alignment that costs no less than one of its
 * units alone and the others together can be left out. Of k units of n coders that holds unless each unit's distances from the k − 1
 * others come to less than (k − 1 + n(n − 1)/2)·Δ∅, so that no pair farther apart than k = n allows is looked at: the paper's n·Δ∅
 * (section 4.4) for single pairs.
 */
export function* columnsOf(coders: readonly (readonly Placed[])[], how: Dissimilarity): Steps<Columns> {
  const n = coders.length;
  const pairs = (n * (n - 1)) / 2;
  const { alpha, beta, empty } = how;
  const units = inOrder(coders);
  const size = units.length;
  const rows = { coders: new Int32Array(size), indexes: new Int32Array(size) };
  const [starts, ends] = [new Float64Array(size), new Float64Array(size)];
  const categories: string[] = [];
  let longest = 0;
  for (let i = 0; i < size; i++) {
    const { coder, index, unit } = units[i] as Numbered;
    rows.coders[i] = coder;
    rows.indexes[i] = index;
    starts[i] = unit.start;
    ends[i] = unit.end;
    categories.push(unit.category);
    longest = Math.max(longest, unit.end - unit.start);
  }
  const most = (n - 1 + pairs) * empty;
  // No unit that starts farther than this share of both lengths behind another can be aligned with it.
  const reach = Math.sqrt((n - 1 + pairs) / Math.max(1e-9, alpha));

  const between = (i: number, j: number): number => {
    const s = starts[i] as number;
    const e = ends[i] as number;
    const t = starts[j] as number;
    const f = ends[j] as number;
    const position = ((Math.abs(s - t) + Math.abs(e - f)) / (e - s + (f - t))) ** 2 * empty;
    return alpha * position + beta * how.category(categories[i] as string, categories[j] as string) * empty;
  };

  const coderOf = rows.coders;
  let count = 0;
  let from = new Int32Array(8 * size + 1);
  let costs = new Float64Array(8 * size);
  let members = new Int32Array(8 * n * size);
  const byFirst = new Int32Array(size + 1);
  /** The units that are taken, the distances of each pair of them, and of each unit from all others. */
  const taken: number[] = [];
  const near: number[] = [];
  const nearBy: number[] = [];
  const sums = new Float64Array(n);
  const more = new Float64Array(n * n);

  const worthwhile = (): boolean => {
    const k = taken.length;
    for (let i = 0; i < k; i++) if ((sums[i] as number) >= (k - 1 + pairs) * empty - 1e-12) return false;
    return true;
  };
  const grow = (real: number, next: number): void => {
    const k = taken.length;
    if (k === 1 || worthwhile()) {
      if (count === costs.length) {
        from = grown(from, new Int32Array(2 * count + 1));
        costs = grown(costs, new Float64Array(2 * count));
        members = grown(members, new Int32Array(2 * n * count));
      }
      let at = from[count] as number;
      for (let i = 0; i < k; i++) members[at++] = taken[i] as number;
      costs[count++] = pairs === 0 ? empty : (real + (pairs - (k * (k - 1)) / 2) * empty) / pairs;
      from[count] = at;
    }
    if (k === n) return;
    for (let c = next; c < near.length; c++) {
      const row = near[c] as number;
      let sum = real;
      let far = false;
      let all = 0;
      for (let i = 0; i < k && !far; i++) {
        far = coderOf[taken[i] as number] === coderOf[row];
        if (far) break;
        const d = i === 0 ? (nearBy[c] as number) : between(taken[i] as number, row);
        more[k * n + i] = d;
        sum += d;
        all += d;
        // Whoever joins later adds to it.
        far = all >= most || (sums[i] as number) + d >= most;
      }
      if (far) continue;
      for (let i = 0; i < k; i++) sums[i] = (sums[i] as number) + (more[k * n + i] as number);
      sums[k] = all;
      taken.push(row);
      grow(sum, c + 1);
      taken.pop();
      for (let i = 0; i < k; i++) sums[i] = (sums[i] as number) - (more[k * n + i] as number);
    }
  };

  for (let i = 0; i < size; i++) {
    if (i % 64 === 0) yield undefined;
    byFirst[i] = count;
    near.length = 0;
    nearBy.length = 0;
    const length = (ends[i] as number) - (starts[i] as number);
    const until = (starts[i] as number) + reach * (length + longest);
    for (let j = i + 1; j < size && (starts[j] as number) <= until; j++) {
      if (coderOf[j] === coderOf[i]) continue;
      const d = between(i, j);
      if (d >= most) continue;
      near.push(j);
      nearBy.push(d);
    }
    taken.push(i);
    sums[0] = 0;
    grow(0, 0);
    taken.pop();
  }
  byFirst[size] = count;
  const used = members.subarray(0, from[count]);
  return {
    ...rows,
    ...{ count, from: from.subarray(0, count + 1), members: used, costs: costs.subarray(0, count), byFirst },
    ...byRow(size, count, from, used),
  };
}

interface Numbered {
  readonly coder: number;
  readonly index: number;
  readonly unit: Placed;
}

/** All units by their starts, then their ends. */
function inOrder(coders: readonly (readonly Placed[])[]): Numbered[] {
  const all: Numbered[] = [];
  for (let coder = 0; coder < coders.length; coder++) {
    const units = coders[coder] as readonly Placed[];
    for (let index = 0; index < units.length; index++) all.push({ coder, index, unit: units[index] as Placed });
  }
  return all.sort(
    (a, b) => a.unit.start - b.unit.start || a.unit.end - b.unit.end || a.coder - b.coder || a.index - b.index,
  );
}

/** `to`, which is longer, with what stands in `one`. */
function grown<T extends Int32Array | Float64Array>(one: T, to: T): T {
  to.set(one);
  return to;
}

function byRow(size: number, count: number, from: Int32Array, members: Int32Array): Pick<Columns, 'withFrom' | 'with'> {
  const withFrom = new Int32Array(size + 1);
  for (let k = 0; k < members.length; k++) {
    const after = (members[k] as number) + 1;
    withFrom[after] = (withFrom[after] as number) + 1;
  }
  for (let row = 0; row < size; row++) withFrom[row + 1] = (withFrom[row + 1] as number) + (withFrom[row] as number);
  const at = withFrom.slice();
  const columns = new Int32Array(members.length);
  for (let c = 0; c < count; c++) {
    for (let k = from[c] as number; k < (from[c + 1] as number); k++) {
      const row = members[k] as number;
      columns[at[row] as number] = c;
      at[row] = (at[row] as number) + 1;
    }
  }
  return { withFrom, with: columns };
}
