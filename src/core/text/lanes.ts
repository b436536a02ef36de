import type { Range } from './range';

/**
 * A lane for each stretch, so that no two that overlap share one: inner stretches get the lower lanes, those around them the
 * higher ones. Where more than `most` overlap at a place, the outermost share the last lane. Greedy colouring of intervals
 * from the right: every stretch meets only those that begin inside of it, so each lane remembers one number.
 */
export function lanesOf(stretches: readonly Range[], most: number): Uint8Array {
  const order = stretches.map((_, i) => i);
  order.sort((a, b) => {
    const one = stretches[a] as Range;
    const two = stretches[b] as Range;
    return two.from - one.from || one.to - two.to;
  });
  const lanes = new Uint8Array(stretches.length);
  /** Where the leftmost stretch of each lane begins. */
  const begins = new Array<number>(most).fill(Infinity);
  for (const i of order) {
    const { from, to } = stretches[i] as Range;
    const free = begins.findIndex((begin) => begin >= to);
    const lane = free < 0 ? most - 1 : free;
    lanes[i] = lane;
    begins[lane] = from;
  }
  return lanes;
}
