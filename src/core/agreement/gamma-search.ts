/** The best set of columns in which every unit is once, by a search that prices guide. */
import type { Columns } from './gamma-columns';
import type { Prices } from './gamma-prices';
import { Heap } from './heap';
import type { Steps } from '../base/steps';

export interface Found {
  /** Numbers of the columns, in the order of their first units. */
  readonly columns: readonly number[];
  /** The sum of their costs. */
  readonly cost: number;
  /** False: the search was cut off. */
  readonly exact: boolean;
}

/** States that are kept at most: what lies so thick has no end in sight. */
const MOST_KEPT = 4_000_000;

/**
 * Lists of units in ascending order, each different one once: a list is a number, and two are the same list if they are the same number.
 * 0 is the empty one.
 */
class Lists {
  private readonly heads: number[] = [-1];
  private readonly rests: number[] = [0];
  /** Where each list is by what it holds (open addressing); twice as many places as lists at least. */
  private places = new Int32Array(1_024);

  /** The first unit; -1 of the empty list. */
  head(list: number): number {
    return this.heads[list] as number;
  }

  rest(list: number): number {
    return this.rests[list] as number;
  }

  with(head: number, rest: number): number {
    const place = this.placeOf(head, rest);
    const known = this.places[place] as number;
    if (known > 0) return known;
    const list = this.heads.push(head) - 1;
    this.rests.push(rest);
    this.places[place] = list;
    if (2 * list > this.places.length) this.spread();
    return list;
  }

  private placeOf(head: number, rest: number): number {
    const { places, heads, rests } = this;
    const last = places.length - 1;
    let hash = Math.imul(head + 1, 0x9e3779b1) ^ Math.imul(rest + 1, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let place = hash & last; ; place = (place + 1) & last) {
      const list = places[place] as number;
      if (list === 0 || (heads[list] === head && rests[list] === rest)) return place;
    }
  }

  private spread(): void {
    this.places = new Int32Array(2 * this.places.length);
    for (let list = 1; list < this.heads.length; list++) {
      this.places[this.placeOf(this.head(list), this.rest(list))] = list;
    }
  }
}

/** Which of the columns that begin with each unit still has all of its units free and least left over: not far from the best. */
export function greedy(columns: Columns, { left }: Prices): Found {
  const { byFirst, from, members, costs } = columns;
  const covered = new Uint8Array(byFirst.length - 1);
  const chosen: number[] = [];
  let cost = 0;
  for (let first = 0; first < covered.length; first++) {
    if (covered[first]) continue;
    let best = -1;
    for (let c = byFirst[first] as number; c < (byFirst[first + 1] as number); c++) {
      if (best >= 0 && (left[c] as number) >= (left[best] as number)) continue;
      let free = true;
      for (let k = (from[c] as number) + 1; k < (from[c + 1] as number) && free; k++)
        free = !covered[members[k] as number];
      if (free) best = c;
    }
    for (let k = from[best] as number; k < (from[best + 1] as number); k++) covered[members[k] as number] = 1;
    chosen.push(best);
    cost += costs[best] as number;
  }
  return { columns: chosen, cost, exact: false };
}

/**
 * A* over 'everything before this unit is covered, and these after it', which is a list. What the columns taken so far have left above the
 * prices of their units is what a state has cost beyond the bound, and no way on costs less than nothing. `known`: an alignment, whose cost
 * none that is looked for exceeds; it is given back where the search is cut off after `most` states.
 */
export function* search(columns: Columns, prices: Prices, most: number, known: Found): Steps<Found> {
  const { byFirst, from, members, costs } = columns;
  const { left } = prices;
  const size = byFirst.length - 1;
  // What is farther above the bound than the known one is in no better one: no column has less than nothing left.
  const gap = known.cost - prices.bound + 1e-9;
  const lists = new Lists();
  const done: boolean[] = [];
  const states = [lists.with(0, 0)];
  const over = [0];
  const taken = [-1];
  const before = [-1];
  const queue = new Heap<number>();
  queue.push(0, 0);
  const ahead = new Int32Array(size);
  for (let looked = 0; looked < most && states.length < MOST_KEPT; looked++) {
    if (looked % 256 === 255) yield undefined;
    const state = queue.pop();
    if (state === undefined) break;
    const here = states[state] as number;
    const first = lists.head(here);
    if (first === size) {
      const chosen: number[] = [];
      for (let now = state; now > 0; now = before[now] as number) chosen.push(taken[now] as number);
      chosen.reverse();
      return { columns: chosen, cost: chosen.reduce((sum, c) => sum + (costs[c] as number), 0), exact: true };
    }
    if (done[here]) continue;
    done[here] = true;
    const covered = lists.rest(here);
    for (let c = byFirst[first] as number; c < (byFirst[first + 1] as number); c++) {
      const sum = (over[state] as number) + (left[c] as number);
      if (sum > gap) continue;
      // Both lists are in ascending order: one is merged into the other, and a unit of both means that it is not free.
      let list = covered;
      let k = (from[c] as number) + 1;
      const end = from[c + 1] as number;
      let free = true;
      let many = 0;
      while (k < end) {
        const row = members[k] as number;
        const head = lists.head(list);
        if (head === row) {
          free = false;
          break;
        }
        if (head >= 0 && head < row) {
          ahead[many++] = head;
          list = lists.rest(list);
        } else {
          ahead[many++] = row;
          k++;
        }
      }
      if (!free) continue;
      let next = first + 1;
      let skip = 0;
      while (skip < many && ahead[skip] === next) {
        skip++;
        next++;
      }
      while (skip === many && lists.head(list) === next) {
        list = lists.rest(list);
        next++;
      }
      for (let i = many - 1; i >= skip; i--) list = lists.with(ahead[i] as number, list);
      const there = lists.with(next, list);
      if (done[there]) continue;
      // A hair less for what is further on: of equals the one that is nearly done goes first.
      queue.push(sum - next * 1e-9, states.length);
      states.push(there);
      over.push(sum);
      taken.push(c);
      before.push(state);
    }
  }
  return known;
}
