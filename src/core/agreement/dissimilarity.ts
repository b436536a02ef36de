/** How far two units are apart in place and in category (Mathet, Widlöcher & Métivier 2015, section 4.1). */

/** A unit of one coder on the continuum; the end is exclusive. */
export interface Placed {
  readonly start: number;
  readonly end: number;
  readonly category: string;
}

export interface Dissimilarity {
  /** Weight of the difference in place, of the difference in category, and the price of an empty partner. */
  readonly alpha: number;
  readonly beta: number;
  readonly empty: number;
  /** From 0 (the same) to 1. */
  readonly category: (a: string, b: string) => number;
}

export const PLAIN: Dissimilarity = { alpha: 1, beta: 1, empty: 1, category: (a, b) => (a === b ? 0 : 1) };

/** d(u, v) = α·d_pos + β·d_cat (formulas 1 to 3). */
export function dissimilarity(u: Placed, v: Placed, how: Dissimilarity): number {
  const apart = Math.abs(u.start - v.start) + Math.abs(u.end - v.end);
  const position = (apart / (u.end - u.start + (v.end - v.start))) ** 2 * how.empty;
  return how.alpha * position + how.beta * how.category(u.category, v.category) * how.empty;
}
