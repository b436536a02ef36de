const collator = new Intl.Collator('en', { numeric: true });

/**
 * Order for people: `2.txt` before `10.txt`, accents beside their letters. Names that read alike but are written differently
 * (`1` and `01`) follow by code unit, so that the order is total and the same everywhere.
 */
export function naturalCompare(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
