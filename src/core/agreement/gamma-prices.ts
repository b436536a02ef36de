/**
 * What each unit is at least worth, so that no unitary alignment costs less than the prices of its units: the sum of the prices says from
 * below what the best alignment costs (the Lagrangian dual of a set partition).
 */
import type { Columns } from './gamma-columns';
import type { Steps } from '../base/steps';

/** Sweeps of coordinate ascent at most, and what `LOOK` of them must gain, as a share of the bound, for more (measured). */
const SWEEPS = 40;
const LOOK = 4;
const GAIN = 2e-3;

export class Prices {
  /** By unit. */
  readonly of: Float64Array;
  /** Of each column: its cost less the prices of its units. */
  readonly left: Float64Array;

  constructor(private readonly columns: Columns) {
    this.of = new Float64Array(columns.byFirst.length - 1);
    this.left = new Float64Array(columns.count);
  }

  /** The sum of the prices. No alignment costs less, once no column has less than nothing left. */
  get bound(): number {
    const { of } = this;
    let sum = 0;
    for (let row = 0; row < of.length; row++) sum += of[row] as number;
    return sum;
  }

  /** First prices: of the columns that a unit is in, the least that each unit of one costs; then ascent as long as it gains. */
  start(): void {
    const { with: own, withFrom, from, costs } = this.columns;
    const { of } = this;
    for (let row = 0; row < of.length; row++) {
      let least = Infinity;
      for (let k = withFrom[row] as number; k < (withFrom[row + 1] as number); k++) {
        const c = own[k] as number;
        least = Math.min(least, (costs[c] as number) / ((from[c + 1] as number) - (from[c] as number)));
      }
      of[row] = least;
    }
    this.reckon();
    let before = 0;
    for (let sweep = 1; sweep <= SWEEPS; sweep++) {
      this.ascend();
      if (sweep % LOOK > 0) continue;
      const now = this.bound + this.below();
      if (now - before <= GAIN * now) break;
      before = now;
    }
    this.settle();
  }

  /** The sum of what columns have less than nothing. */
  private below(): number {
    const { left } = this;
    let sum = 0;
    for (let c = 0; c < left.length; c++) if ((left[c] as number) < 0) sum += left[c] as number;
    return sum;
  }

  /**
   * Coordinate ascent (Wedelin 1995, 'An algorithm for large scale 0–1 integer programming'): one unit after another takes the middle of
   * what the cheapest and the second cheapest of its columns leave it. That never lowers the bound.
   */
  private ascend(): void {
    const { with: own, withFrom } = this.columns;
    const { of, left } = this;
    for (let row = 0; row < of.length; row++) {
      const [begin, end] = [withFrom[row] as number, withFrom[row + 1] as number];
      let [least, second] = [Infinity, Infinity];
      for (let k = begin; k < end; k++) {
        const one = left[own[k] as number] as number;
        if (one < least) {
          second = least;
          least = one;
        } else if (one < second) second = one;
      }
      const by = second === Infinity ? least : (least + second) / 2;
      of[row] = (of[row] as number) + by;
      for (let k = begin; k < end; k++) {
        const c = own[k] as number;
        left[c] = (left[c] as number) - by;
      }
    }
  }

  /** Subgradient ascent on Σ prices + Σ min(0, what is left), for what the other could not: there it stops short. */
  *raise(rounds: number, patience: number, upper: number): Steps<void> {
    const { of, left } = this;
    const { from, members, count } = this.columns;
    const best = Float64Array.from(of);
    const slope = new Float64Array(of.length);
    let [bestBound, factor, stale] = [-Infinity, 1, 0];
    for (let round = 0; round < rounds; round++) {
      if (round % 16 === 15) yield undefined;
      this.reckon();
      let bound = this.bound;
      slope.fill(1);
      for (let c = 0; c < count; c++) {
        const one = left[c] as number;
        if (one >= 0) continue;
        bound += one;
        for (let k = from[c] as number; k < (from[c + 1] as number); k++) {
          const row = members[k] as number;
          slope[row] = (slope[row] as number) - 1;
        }
      }
      if (bound > bestBound + 1e-9) {
        bestBound = bound;
        best.set(of);
        stale = 0;
      } else if (++stale >= patience) {
        factor /= 2;
        stale = 0;
        of.set(best);
      }
      let norm = 0;
      for (const s of slope) norm += s * s;
      if (norm === 0 || upper - bestBound < 1e-9 || factor < 0.005) break;
      const step = (factor * (upper - bound)) / norm;
      for (let i = 0; i < of.length; i++) of[i] = (of[i] as number) + step * (slope[i] as number);
    }
    of.set(best);
    this.settle();
  }

  /** Prices are cut until no column has less than nothing left. */
  private settle(): void {
    const { of } = this;
    const { from, members, costs, count } = this.columns;
    for (let c = 0; c < count; c++) {
      const [begin, end] = [from[c] as number, from[c + 1] as number];
      let rest = costs[c] as number;
      for (let k = begin; k < end; k++) rest -= of[members[k] as number] as number;
      if (rest >= 0) continue;
      const by = rest / (end - begin);
      for (let k = begin; k < end; k++) {
        const row = members[k] as number;
        of[row] = (of[row] as number) + by;
      }
    }
    this.reckon();
  }

  private reckon(): void {
    const { of, left } = this;
    const { from, members, costs, count } = this.columns;
    for (let c = 0; c < count; c++) {
      let rest = costs[c] as number;
      for (let k = from[c] as number; k < (from[c + 1] as number); k++) rest -= of[members[k] as number] as number;
      left[c] = rest;
    }
  }
}
