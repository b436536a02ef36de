import { sorted, type Steps } from '../base/steps';

/** Stretches from `from` to `to`, both included, sorted by start; each belongs to the tag with the number `owner`. */
export interface Stretches {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly owner: Int32Array;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly owner: number;
}

/** With pauses where they are very many. */
export function* stretchSteps(unsorted: readonly Stretch[]): Steps<Stretches> {
  const all = yield* sorted(unsorted, (a, b) => a.from - b.from);
  return {
    from: Float64Array.from(all, ({ from }) => from),
    to: Float64Array.from(all, ({ to }) => to),
    owner: Int32Array.from(all, ({ owner }) => owner),
  };
}

/**
 * Some of the stretches, with the farthest end up to each of them: whether one reaches into given borders is a binary search, so that
 * `near`, `inside` and `overlaps` cost n log n and not n². A passage is never beside itself: with the farthest end goes the
 * farthest end of another owner.
 */
export class Intervals {
  private readonly starts: Float64Array;
  private readonly farthest: Float64Array;
  private readonly owners: Int32Array;
  private readonly second: Float64Array;
  private readonly size: number;

  constructor({ from, to, owner }: Stretches, among: (owner: number) => boolean) {
    this.starts = new Float64Array(from.length);
    this.farthest = new Float64Array(from.length);
    this.owners = new Int32Array(from.length);
    this.second = new Float64Array(from.length);
    let [size, end, holder, other] = [0, -Infinity, -1, -Infinity];
    for (let i = 0; i < from.length; i++) {
      const own = owner[i] ?? -1;
      if (!among(own)) continue;
      const last = to[i] ?? -Infinity;
      if (own === holder) end = Math.max(end, last);
      else if (last > end) {
        other = end;
        end = last;
        holder = own;
      } else other = Math.max(other, last);
      this.starts[size] = from[i] ?? 0;
      this.farthest[size] = end;
      this.owners[size] = holder;
      this.second[size] = other;
      size++;
    }
    this.size = size;
  }

  /** Does one of another owner than `self` start at `latestStart` or before and end at `earliestEnd` or after? */
  has(latestStart: number, earliestEnd: number, self: number): boolean {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? Infinity) <= latestStart) low = middle + 1;
      else high = middle;
    }
    const last = low - 1;
    if (last < 0) return false;
    const end = this.owners[last] === self ? this.second[last] : this.farthest[last];
    return (end ?? -Infinity) >= earliestEnd;
  }
}
