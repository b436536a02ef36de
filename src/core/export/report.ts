import type { Corpus, Passage } from '../corpus';
import type { Contradictions } from '../sums/contradictions';
import type { LeftOut } from '../sums/selection';
import { leftOutNote, type Table } from './table';
import { say } from '../base/say';

/** What a report shows; `htmlReport` and `markdownReport` write it down. Text in it is unescaped. */
export interface Report {
  readonly title: string;
  readonly corpus: Corpus;
  /** What was asked, line by line: the query, the filters. */
  readonly asked: readonly string[];
  /** The figures: their tables, and in HTML their pictures (SVG that needs nothing else) with what they show. */
  readonly tables: readonly (Table & { readonly picture?: { readonly svg: string; readonly caption: string } })[];
  readonly made?: Made;
  readonly contradictions?: Contradictions;
  /** Passages to quote. */
  readonly passages?: readonly Passage[];
  readonly leftOut: LeftOut;
}

/** By what, when, and of which state of the corpus a report was made. */
export interface Made {
  /** Of this tool. */
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly revision?: { readonly commit: string; readonly branch?: string; readonly changed: boolean };
}

/** `Made with Stancemark 0.4.0 on 2025-07-02. Corpus: revision 1a2b3c4 of main It has changes that are not committed.` */
export function madeLine({ version, date, revision }: Made): string {
  const made = say('Made with Stancemark {0} on {1}.', version, date);
  if (!revision) return made;
  const { commit, branch, changed } = revision;
  const short = commit.slice(0, 12);
  const at =
    branch === undefined ? say('Corpus: revision {0}.', short) : say('Corpus: revision {0} of {1}.', short, branch);
  return changed ? `${made} ${at} ${say('It has changes that are not committed.')}` : `${made} ${at}`;
}

/** Contradictions that a report shows side by side; the table of them has them all. */
export const SIDE_BY_SIDE = 50;

/** What every report says of its own limits. */
export function caveat({ leftOut }: Pick<Report, 'leftOut'>): string {
  const note = leftOutNote(leftOut);
  const sums = say(
    'Sums count tags: what coders saw in single passages, not what a source or its author thinks as a whole.',
  );
  return note === '' ? `${sums} ${say('No tag is lost.')}` : `${sums} ${note}`;
}
