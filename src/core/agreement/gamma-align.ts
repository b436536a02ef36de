/**
 * The best alignment of several coders' units, exactly (Mathet, Widlöcher & Métivier 2015, sections 4.2 to 4.4). A *unitary
 * alignment* takes one unit, or none, of each coder; the best alignment has every unit in exactly one of them and the least
 * sum of disorders. With three coders and more that is a set partition: prices for the units (a Lagrangian dual) say from below
 * what is still to be paid, and a best-first search over what is covered so far does the rest.
 */
import { PLAIN, type Dissimilarity, type Placed } from './dissimilarity';
import { columnsOf, type Columns } from './gamma-columns';
import { Prices } from './gamma-prices';
import { greedy, search, type Found } from './gamma-search';
import { finish, type Steps } from '../base/steps';

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
 * States that are looked at; before another try prices are raised in so many rounds, of which so many without a gain halve the step.
 * Most alignments are found in the first try; where units lie thick, better prices cost less than more states (measured).
 */
const TRIES = [
  { rounds: 0, patience: 0, states: 1_500 },
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
  const columns = yield* columnsOf(coders, how);
  const { columns: chosen, cost, exact } = yield* solve(columns);
  const parts = chosen.map((c) => partOf(columns, c, coders.length));
  return { parts, disorder: cost / (total / coders.length), exact };
}

function* solve(columns: Columns): Steps<Found> {
  const prices = new Prices(columns);
  prices.start();
  let known = greedy(columns, prices);
  for (const { rounds, patience, states } of TRIES) {
    if (rounds > 0) {
      yield* prices.raise(rounds, patience, known.cost);
      const other = greedy(columns, prices);
      if (other.cost < known.cost) known = other;
    }
    const found = yield* search(columns, prices, states, known);
    if (found.exact) return found;
  }
  return known;
}

function partOf({ coders, indexes, from, members, costs }: Columns, column: number, size: number): Unitary {
  const units = new Array<number>(size).fill(-1);
  for (let k = from[column] as number; k < (from[column + 1] as number); k++) {
    const row = members[k] as number;
    units[coders[row] as number] = indexes[row] as number;
  }
  return { units, disorder: costs[column] as number };
}
