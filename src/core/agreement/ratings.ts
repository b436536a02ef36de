/**
 * The table behind every coefficient: items in rows, coders in columns. Rows that say the same are one row with a weight, so
 * that a text of a million characters is a handful of rows.
 */

/** One unit as the coders rated it. */
export interface Item {
  /** A category (0, 1, 2, …) for each coder, in the order of the coders; undefined where the coder gave none. */
  readonly ratings: readonly (number | undefined)[];
  /** How many units this row stands for; 1 where left out. */
  readonly weight?: number;
}

export const weightOf = (item: Item): number => item.weight ?? 1;

/** How many coders gave a category. */
export function raters(item: Item): number {
  let count = 0;
  for (const rating of item.ratings) if (rating !== undefined) count++;
  return count;
}

/** Equal for equal ratings: a number where there are few categories, which is much cheaper than words. */
export function keyOf(ratings: Item['ratings']): number | string {
  let key = 0;
  for (const rating of ratings) {
    if (rating !== undefined && rating >= WIDEST - 1) return ratings.map((one) => one ?? '*').join(' ');
    key = key * WIDEST + (rating === undefined ? 0 : rating + 1);
  }
  return ratings.length > MOST_IN_A_NUMBER ? ratings.map((one) => one ?? '*').join(' ') : key;
}

/** Three ratings of up to 2¹⁷ categories fit into a whole number below 2⁵³. */
const WIDEST = 2 ** 17;
const MOST_IN_A_NUMBER = 3;

/** Rows of equal ratings become one, their weights added; in the order in which each first came. */
export function pooled(items: Iterable<Item>): Item[] {
  const pool = new Pool();
  pool.add(items);
  return pool.items;
}

/** The same, bit by bit. */
export class Pool {
  private readonly rows = new Map<number | string, { ratings: Item['ratings']; weight: number }>();

  add(items: Iterable<Item>): void {
    for (const item of items) {
      const key = keyOf(item.ratings);
      const row = this.rows.get(key);
      if (row) row.weight += weightOf(item);
      else this.rows.set(key, { ratings: item.ratings, weight: weightOf(item) });
    }
  }

  get items(): Item[] {
    return [...this.rows.values()];
  }
}

/** The table of two coders: `[a][b]` units to which the first gave category a and the second b; others are left out. */
export function confusion(items: Iterable<Item>, first: number, second: number, categories: number): number[][] {
  const table = Array.from({ length: categories }, () => new Array<number>(categories).fill(0));
  for (const item of items) {
    const a = item.ratings[first];
    const b = item.ratings[second];
    if (a === undefined || b === undefined) continue;
    (table[a] as number[])[b] = ((table[a] as number[])[b] as number) + weightOf(item);
  }
  return table;
}

/** The table of two coders as items, for whoever starts from a table. */
export function itemsOf(table: readonly (readonly number[])[]): Item[] {
  return table.flatMap((row, a) => row.flatMap((weight, b) => (weight === 0 ? [] : [{ ratings: [a, b], weight }])));
}
