/** Where coders differ, tag by tag: what an adjudicator goes through, and what a low coefficient comes from. */
import type { Group } from './align';
import { endOf, startOf, type CodedSource, type CodedTag } from './coded';
import { groupsOf } from './questions';
import { sayable } from '../base/say';
import type { Steps } from '../base/steps';

/** From what weighs most: somebody saw nothing; another meaning; another degree; only the borders. */
export const DIFFERENCES = ['missed', 'entity', 'ends', 'value', 'intensity', 'details', 'borders'] as const;
export type Difference = (typeof DIFFERENCES)[number];

export const DIFFERENCE_NAMES: Readonly<Record<Difference, string>> = sayable({
  missed: 'not tagged by all',
  entity: 'another entity',
  ends: 'another holder or target',
  value: 'another value',
  intensity: 'another intensity',
  details: 'another reporter, certainty or event',
  borders: 'other borders',
});

export interface Disagreement {
  readonly source: string;
  readonly uri?: string | undefined;
  /** UTF-16 offsets of all that the coders tagged here together. */
  readonly from: number;
  readonly to: number;
  readonly kinds: readonly Difference[];
  /** For each coder; undefined: tagged nothing here. */
  readonly tags: Group;
}

/** All of a source, the worst first, then in the order of the text. Where everybody who coded the source agrees there is none. */
export function disagreementsIn(source: CodedSource): Disagreement[] {
  const coded = source.layers.map((tags) => tags !== undefined);
  return [false, true]
    .flatMap((stances) => groupsOf(source, stances))
    .flatMap((tags): Disagreement[] => {
      const kinds = differencesOf(tags, coded);
      const all = tags.filter((tag) => tag !== undefined);
      if (kinds.length === 0) return [];
      const from = Math.min(...all.map(startOf));
      return [{ source: source.name, uri: source.uri, from, to: Math.max(...all.map(endOf)), kinds, tags }];
    })
    .sort((a, b) => rank(a) - rank(b) || a.from - b.from || a.to - b.to);
}

/** All of several sources, the worst first whichever source they are in; of equals in the order of sources and texts. */
export function* worstFirst(sources: readonly CodedSource[]): Steps<Disagreement[]> {
  const byRank: Disagreement[][] = [];
  let done = 0;
  for (const source of sources) {
    if (done++ % 8 === 0) yield undefined;
    for (const one of disagreementsIn(source)) (byRank[rank(one)] ??= []).push(one);
  }
  return byRank.flat();
}

const rank = ({ kinds }: Disagreement): number => DIFFERENCES.indexOf(kinds[0] as Difference);

/** How the tags of a group differ, the heaviest first; `coded`: which coders worked on the source at all. */
export function differencesOf(tags: Group, coded: readonly boolean[]): Difference[] {
  const there = tags.filter((tag) => tag !== undefined);
  const differ = (of: (tag: CodedTag) => unknown): boolean =>
    new Set(there.map((tag) => JSON.stringify(of(tag)))).size > 1;
  const found: Record<Difference, boolean> = {
    missed: tags.some((tag, coder) => tag === undefined && coded[coder]),
    entity: differ(({ entity }) => entity),
    ends: differ(({ stance }) => stance && [stance.holder, stance.target]),
    value: differ(({ stance }) => stance?.value),
    intensity: differ(({ stance }) => stance?.intensity),
    details: differ(({ stance }) => stance && [stance.via ?? [], stance.certainty ?? 'asserted', stance.event]),
    borders: differ(({ pieces }) => pieces),
  };
  return DIFFERENCES.filter((kind) => found[kind]);
}
