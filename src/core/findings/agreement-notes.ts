/** What the figures of the coders' agreement are made from, and the notes that go with each: a figure goes out alone. */
import type { Comparison } from '../agreement/compare';
import type { Coded } from '../agreement/read';
import type { SourceGamma } from '../agreement/tables';
import { label } from '../text/safe';
import { counted } from '../words/count';
import { say } from '../base/say';

/** What there is to show: the comparison, or why there is none. */
export interface Agreement {
  readonly coded: Pick<Coded, 'coders' | 'unfinished' | 'troubles'>;
  /** Undefined: fewer than two coders, or nothing that two of them finished; or it was stopped. */
  readonly comparison?: Comparison | undefined;
  readonly stopped?: boolean | undefined;
  readonly gamma?: readonly SourceGamma[] | undefined;
}

/** Which files cannot be read, the first of them with the reason; empty where all can. */
export function troubleNote({ troubles }: Pick<Coded, 'troubles'>): string {
  const [first] = troubles;
  if (!first) return '';
  const name = label(decodeURIComponent(first.uri.slice(first.uri.lastIndexOf('/') + 1)), 120);
  const more = troubles.length > 1 ? say('Others that are left out: {0}.', troubles.length - 1) : '';
  return `${say('{0} is left out: {1}', name, label(first.message, 200))} ${more}`.trim();
}

/** Whose tags of how many sources were compared, and how. */
export function comparedNote({ coders, sources, options }: Comparison): string {
  return say(
    '{0}: {1} compared; intervals of 95 % from {2} draws of the sources, seed {3}.',
    coders.map((coder) => label(coder, 40)).join(', '),
    counted(sources.length, 'source'),
    options.draws,
    options.seed,
  );
}

/** How many files are not compared, as their coders have not finished; empty where there are none. */
export function leftOut({ coded }: Agreement): string {
  const count = coded.unfinished.length;
  return count === 0 ? '' : say('Left out, since their coders have not finished: {0}.', counted(count, 'file'));
}

/** The length of a name that a picture has room for, in UTF-16 units at the most; made safe to show. */
export const shortName = (text: string): string => label(text, 60);
