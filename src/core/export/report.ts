import type { Corpus, Passage } from '../corpus';
import type { Contradictions } from '../sums/contradictions';
import type { LeftOut } from '../sums/selection';
import { leftOutNote, type Table } from './tables';

/** What a report shows; `htmlReport` and `markdownReport` write it down. Text in it is unescaped. */
export interface Report {
  readonly title: string;
  readonly corpus: Corpus;
  /** What was asked, line by line: the query, the filters. */
  readonly asked: readonly string[];
  /** The figures, as their tables. */
  readonly tables: readonly Table[];
  readonly contradictions?: Contradictions;
  /** Passages to quote. */
  readonly passages?: readonly Passage[];
  readonly leftOut: LeftOut;
}

/** Contradictions that a report shows side by side; the table of them has them all. */
export const SIDE_BY_SIDE = 50;

/** What every report says of its own limits. */
export function caveat({ leftOut }: Pick<Report, 'leftOut'>): string {
  const note = leftOutNote(leftOut);
  const sums =
    'Sums count tags: what coders saw in single passages, not what a source or its author thinks as a whole.';
  return note === '' ? `${sums} No tag is lost.` : `${sums} ${note}`;
}
