/** Figures that may have no value, and the small arithmetic that they share. */

/** A coefficient: a number, or the reason in plain words why there is none. Never 0 or 1 in the place of 'undefined'. */
export type Figure = { readonly value: number } | { readonly value: undefined; readonly why: string };

export const figure = (value: number): Figure => ({ value });
export const noFigure = (why: string): Figure => ({ value: undefined, why });

/** (observed − expected) / (1 − expected): what agreement is left above chance. All chance-corrected ratios have this form. */
export function aboveChance(observed: number, expected: number): Figure {
  // Sums of products of shares reach 1 only up to rounding.
  if (1 - expected < 1e-12)
    return noFigure('Everybody used one and the same category, so there is nothing to agree on.');
  return figure((observed - expected) / (1 - expected));
}
