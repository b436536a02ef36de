/** How much two different categories still agree: 1 for the same, 0 for not at all. */
export type Weights = (a: number, b: number) => number;

export const nominal: Weights = (a, b) => (a === b ? 1 : 0);

/** 1 − |a − b| / (k − 1) over ordered categories 0 … k − 1 (Cicchetti–Allison). */
export function linear(categories: number): Weights {
  return (a, b) => (categories < 2 ? 1 : 1 - Math.abs(a - b) / (categories - 1));
}

/** 1 − ((a − b) / (k − 1))² over ordered categories 0 … k − 1 (Fleiss–Cohen). */
export function quadratic(categories: number): Weights {
  return (a, b) => (categories < 2 ? 1 : 1 - ((a - b) / (categories - 1)) ** 2);
}
