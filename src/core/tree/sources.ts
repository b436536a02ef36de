/** The tree of sources, tagged or not: each with its passages in the order of the text, lost ones first. */
import { isLost, type Corpus, type Passage, type SourceView } from '../corpus';
import { indexOf } from '../query/source-index';
import { say } from '../base/say';
import type { Steps } from '../base/steps';
import { corpusCounts, summaryOf, summarySteps } from '../sums';
import { daysOf } from '../text/dates';
import { byCorpus, keysBelow, lazily, type Forest, type SourceNode, type TreeNode } from './node';
import { passageNodes, type Beside } from './passages';
import { filterOf } from './words';

export const SOURCE_SORTS = ['name', 'date', 'mentions'] as const;
export type SourceSort = (typeof SOURCE_SORTS)[number];

export interface SourceTreeOptions {
  /** Words of file name and of any detail. */
  readonly filter?: string;
  readonly sort?: SourceSort;
  /** How many proposals of a source wait for a decision. */
  readonly proposals?: (uri: string) => number;
  readonly beside?: Beside | undefined;
}

export function sourceTree(corpora: readonly Corpus[], options: SourceTreeOptions = {}): Forest {
  return byCorpus(corpora, (corpus, parent) => treeOf(corpus, parent, options));
}

/** The same, with pauses while sources are counted that were not before. */
export function* sourceTreeSteps(corpora: readonly Corpus[], options: SourceTreeOptions = {}): Steps<Forest> {
  yield* summarySteps(corpora);
  return sourceTree(corpora, options);
}

function treeOf(
  corpus: Corpus,
  parent: TreeNode | undefined,
  { filter, sort = 'name', proposals, beside }: SourceTreeOptions,
): Forest {
  const fits = filterOf(filter);
  const shown = fits
    ? corpus.sources.filter(({ name, details }) => fits([name, ...details.values()]))
    : [...corpus.sources];
  const keys = keysBelow(parent);
  const roots = sorted(shown, sort).map((source): SourceNode => {
    const summary = summaryOf(source);
    const others = beside?.(source.uri) ?? [];
    const any = summary.tags > 0 || others.some(({ tags }) => tags.length > 0);
    const node: SourceNode = {
      kind: 'source',
      key: keys('source', source.uri),
      parent,
      uri: source.uri,
      codebook: corpus.codebook.uri,
      source,
      summary,
      proposals: proposals?.(source.uri) ?? 0,
      holds: (passage) => passage.source.uri === source.uri,
      others,
      ...(any && {
        children: lazily(() =>
          passageNodes(node, corpus.codebook, passagesOf(source), 'meaning', beside && others.flatMap(passagesOf)),
        ),
      }),
    };
    return node;
  });
  return { roots, shown: roots.length, of: corpus.sources.length };
}

/** The sources come in natural order of their names, and keep it where nothing else is said. */
function sorted(sources: SourceView[], sort: SourceSort): SourceView[] {
  if (sort === 'name') return sources;
  if (sort === 'mentions') return sources.sort((a, b) => summaryOf(b).mentions - summaryOf(a).mentions);
  const day = (source: SourceView): number => daysOf(source.details.get('date'))?.from ?? Infinity;
  return sources.sort((a, b) => (day(a) === day(b) ? 0 : day(a) - day(b)));
}

function passagesOf(source: SourceView): readonly Passage[] {
  const index = indexOf(source);
  const order = index.inOrder(source.tags.map((_, i) => i));
  if (!index.lost) return order.map((i) => index.passage(i));
  const lost = order.filter((i) => isLost(source, index.tag(i)));
  return [...lost, ...order.filter((i) => index.lost?.[i] !== 1)].map((i) => index.passage(i));
}

/** What the workspace has, for welcome texts: nothing to tag, nothing tagged, or something to look at. */
export function stateOf(corpora: readonly Corpus[]): 'noTexts' | 'noTags' | 'ready' {
  if (!corpora.some(({ sources }) => sources.length > 0)) return 'noTexts';
  return corpora.some(({ sources }) => sources.some((source) => summaryOf(source).tags > 0)) ? 'ready' : 'noTags';
}

/** A number on the activity bar, with what it counts in words. */
export interface Badge {
  readonly value: number;
  readonly tooltip: string;
}

/** What needs the user: tags that are lost, tags that were found elsewhere, files that are not on disk. Undefined: nothing does. */
export function badgeOf(corpora: readonly Corpus[], unsaved: number): Badge | undefined {
  const sum = { lost: 0, moved: 0 };
  for (const corpus of corpora) {
    const { lost, moved } = corpusCounts(corpus);
    sum.lost += lost;
    sum.moved += moved;
  }
  const value = sum.lost + sum.moved + unsaved;
  const parts = [
    sum.lost > 0 ? say('{0} lost', sum.lost) : '',
    sum.moved > 0 ? say('{0} moved', sum.moved) : '',
    unsaved > 0 ? say('{0} not on disk', unsaved) : '',
  ];
  return value === 0 ? undefined : { value, tooltip: parts.filter((part) => part !== '').join(', ') };
}
