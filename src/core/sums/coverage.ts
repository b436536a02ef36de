import { spansOf, type SourceView } from '../corpus';
import { isMention } from '../model';
import { finish, type Steps } from '../base/steps';
import type { LeftOut, Selection, SourceGroup } from './selection';

/**
 * - `untagged`: no tag that is not lost;
 * - `partly`: fewer than half of the paragraphs hold a tag;
 * - `tagged`: half of them or more.
 */
export type CoverageState = 'untagged' | 'partly' | 'tagged';

export interface CoverageRow {
  readonly source: SourceView;
  readonly mentions: number;
  readonly stances: number;
  readonly lost: number;
  readonly state: CoverageState;
  readonly taggedParagraphs: number;
  /**
   * Of how many. With the text at hand (`text`) all its paragraphs; without it (`tags`) those down to the last tag, as what comes after
   * is not known: `state` is then the best that can be.
   */
  readonly paragraphs: number;
  readonly basis: 'text' | 'tags';
}

export interface Coverage {
  /** In the corpus's order. */
  readonly rows: readonly CoverageRow[];
  readonly counts: Readonly<Record<CoverageState, number>>;
  readonly lost: number;
  readonly leftOut: LeftOut;
}

const ENOUGH = 0.5;

/** @param paragraphsIn how many paragraphs with text a source has, where its text has been read */
export function coverageOf(selection: Selection, paragraphsIn?: (source: SourceView) => number | undefined): Coverage {
  return finish(coverageSteps(selection, paragraphsIn));
}

/** The same with a pause after each source. */
export function* coverageSteps(
  selection: Selection,
  paragraphsIn?: (source: SourceView) => number | undefined,
): Steps<Coverage> {
  const counts = { untagged: 0, partly: 0, tagged: 0 };
  let lost = 0;
  const rows: CoverageRow[] = [];
  for (const group of selection.groups) {
    yield rows.length / selection.groups.length;
    const row = rowOf(group, paragraphsIn?.(group.source));
    counts[row.state]++;
    lost += row.lost;
    rows.push(row);
  }
  return { rows, counts, lost, leftOut: selection.leftOut };
}

function rowOf({ source, passages, lost }: SourceGroup, known: number | undefined): CoverageRow {
  const held = new Set<number>();
  let last = -1;
  let mentions = 0;
  for (const { tag } of passages) {
    if (isMention(tag)) mentions++;
    for (const span of spansOf(source, tag)) {
      const first = source.paragraphOf(span.startLine);
      const end = source.paragraphOf(
        span.endColumn === 0 && span.endLine > span.startLine ? span.endLine - 1 : span.endLine,
      );
      // A hand-written `at` may name any line: a stretch is bounded by what can be shown.
      for (let paragraph = first; paragraph <= Math.min(end, first + 10_000); paragraph++) held.add(paragraph);
      last = Math.max(last, end);
    }
  }
  const paragraphs = Math.max(known ?? last + 1, held.size);
  const state = passages.length === 0 ? 'untagged' : held.size < paragraphs * ENOUGH ? 'partly' : 'tagged';
  return {
    source,
    mentions,
    stances: passages.length - mentions,
    lost,
    state,
    taggedParagraphs: held.size,
    paragraphs,
    basis: known === undefined ? 'tags' : 'text',
  };
}
