/** Who says what where another says something else: the table of two coders' ratings, and where its cells stand in the texts. */
import type { Answer } from './answer';
import { startOf, type CodedSource, type Stretch } from './coded';
import { rowsOf, subjectOf, type Asked, type Question, type Row } from './questions';
import { weightOf } from './ratings';

export interface ConfusionCell {
  /** What the first and the second coder said. */
  readonly first: string;
  readonly second: string;
  readonly units: number;
}

/** The cells that have any units, in the order of the categories. */
export function confusionOf({ items, categories }: Answer, first: number, second: number): ConfusionCell[] {
  const counts = new Map<number, number>();
  for (const item of items.flat()) {
    const [a, b] = [item.ratings[first], item.ratings[second]];
    if (a === undefined || b === undefined) continue;
    const key = a * categories.length + b;
    counts.set(key, (counts.get(key) ?? 0) + weightOf(item));
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([key, units]) => ({
      first: categories[Math.floor(key / categories.length)] ?? '',
      second: categories[key % categories.length] ?? '',
      units,
    }));
}

/** A row with its source. */
export interface FoundRow {
  readonly source: CodedSource;
  readonly row: Row;
}

/** Rows of a question that fit, in the order of the sources, `most` of them at the most, and how many there are. */
export function rowsThat(
  question: Question,
  sources: readonly CodedSource[],
  asked: Asked,
  fits: (row: Row) => boolean,
  most: number,
): { readonly list: readonly FoundRow[]; readonly of: number } {
  const list: FoundRow[] = [];
  let of = 0;
  for (const source of sources) {
    for (const row of rowsOf(question, source, asked)) {
      if (!fits(row)) continue;
      of++;
      if (list.length < most) list.push({ source, row });
    }
  }
  return { list, of };
}

/** Where an item stands: its stretch, or, for one at the level of the source, the first passage that is about it. */
export function placeOf({ source, row }: FoundRow): Stretch {
  if (row.item === undefined) return row;
  const about = source.layers.flatMap((tags) => tags ?? []).filter((tag) => subjectOf(tag) === row.item);
  about.sort((a, b) => startOf(a) - startOf(b));
  return about[0]?.pieces[0] ?? row;
}
