/** The tree of stances: by what they have in common → passage. */
import type { CodebookView, Corpus, Passage, SourceView } from '../corpus';
import { isLost } from '../corpus';
import { isStance, type StanceTag } from '../model';
import { quoteOf } from '../pieces';
import { entityLabel } from '../sums';
import { emptyTally, tallyKeyOf, type OpenTally } from '../sums/tally';
import { finish, type Steps } from '../base/steps';
import { speakerKey, speakerName, speakerOf } from '../speakers/speakers';
import { say } from '../base/say';
import { naturalCompare } from '../text/natural';
import { byCorpus, keysBelow, lazily, type Forest, type GroupNode, type StanceGrouping, type TreeNode } from './node';
import { passageNodes, type Beside } from './passages';
import { filterOf } from './words';

export const STANCE_GROUPINGS = ['target', 'holder', 'value', 'source', 'speaker'] as const;

export interface StanceTreeOptions {
  /** Words of holder, target, value, passage, note and source. */
  readonly filter?: string;
  readonly by?: StanceGrouping;
  readonly beside?: Beside | undefined;
}

export function stanceTree(corpora: readonly Corpus[], options: StanceTreeOptions = {}): Forest {
  return finish(stanceTreeSteps(corpora, options));
}

/** The same with a pause after each source. */
export function* stanceTreeSteps(corpora: readonly Corpus[], options: StanceTreeOptions = {}): Steps<Forest> {
  const grouped = new Map<Corpus, Grouped>();
  for (const corpus of corpora) grouped.set(corpus, yield* groupsOf(corpus, options));
  return byCorpus(corpora, (corpus, parent) => treeOf(corpus, parent, grouped.get(corpus) ?? NONE, options.by));
}

interface Grouped {
  readonly groups: ReadonlyMap<string, Open>;
  readonly shown: number;
  readonly of: number;
}

const NONE: Grouped = { groups: new Map(), shown: 0, of: 0 };

interface Open {
  readonly passages: Passage[];
  /** What other layers have; undefined: one layer is shown. */
  readonly asides: Passage[] | undefined;
  readonly tally: OpenTally;
  lost: number;
}

function* groupsOf(corpus: Corpus, { filter, by = 'target', beside }: StanceTreeOptions): Steps<Grouped> {
  const { codebook } = corpus;
  const fits = filterOf(filter);
  const groups = new Map<string, Open>();
  let shown = 0;
  let of = 0;
  let seen = 0;
  const groupOf = (source: SourceView, tag: StanceTag): Open => {
    const key = keyOf(by, codebook, source, tag);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { passages: [], asides: beside && [], tally: emptyTally(), lost: 0 }));
    return group;
  };
  for (const source of corpus.sources) {
    yield seen++ / corpus.sources.length;
    for (const tag of source.tags) {
      if (!isStance(tag)) continue;
      of++;
      if (fits && !fits(textsOf(codebook, source.name, tag))) continue;
      shown++;
      const group = groupOf(source, tag);
      group.passages.push({ source, tag });
      if (isLost(source, tag)) group.lost++;
      else group.tally[tallyKeyOf(codebook, tag.stance)]++;
    }
    for (const other of beside?.(source.uri) ?? []) {
      for (const tag of other.tags) {
        if (!isStance(tag) || (fits && !fits(textsOf(codebook, source.name, tag)))) continue;
        groupOf(other, tag).asides?.push({ source: other, tag });
      }
    }
  }
  return { groups, shown, of };
}

function treeOf(
  { codebook }: Corpus,
  parent: TreeNode | undefined,
  { groups, shown, of }: Grouped,
  by: StanceGrouping = 'target',
): Forest {
  const keys = keysBelow(parent);
  const roots = [...groups].map(([key, open]) => groupNode(key, open)).sort(order(codebook, by));
  return { roots, shown, of };

  function groupNode(of: string, { passages, asides, tally, lost }: Open): GroupNode {
    const node: GroupNode = {
      kind: 'group',
      key: keys(by, of),
      parent,
      by,
      codebook: codebook.uri,
      book: codebook,
      ...groupedBy(by, of),
      label: labelOf(codebook, by, of, passages.length > 0 ? passages : (asides ?? [])),
      tally,
      count: passages.length - lost,
      lost,
      holds: ({ source, tag }) => isStance(tag) && keyOf(by, codebook, source, tag) === of,
      children: lazily(() => passageNodes(node, codebook, passages, 'meaning', asides)),
    };
    return node;
  }
}

/** The key of the sources' details that it groups by, if it does. */
function detailOf(by: StanceGrouping): string | undefined {
  return by.startsWith('source.') ? by.slice('source.'.length) : undefined;
}

function keyOf(by: StanceGrouping, codebook: CodebookView, source: SourceView, tag: StanceTag): string {
  const { stance } = tag;
  if (by === 'source') return source.uri;
  if (by === 'target' || by === 'holder' || by === 'value') return stance[by];
  if (by === 'speaker') {
    const speaker = speakerOf(codebook, { source, tag });
    return speaker ? speakerKey(speaker) : '';
  }
  return source.details.get(detailOf(by) ?? '')?.trim() ?? '';
}

/** What commands on a group are told of it. */
function groupedBy(by: StanceGrouping, of: string): Pick<GroupNode, 'value' | 'uri' | 'entity'> {
  if (by === 'value') return { value: of };
  if (by === 'source') return { uri: of };
  return by === 'target' || by === 'holder' ? { entity: of } : {};
}

function labelOf(codebook: CodebookView, by: StanceGrouping, of: string, passages: readonly Passage[]): string {
  if (by === 'source') return passages[0]?.source.name ?? of;
  if (by === 'speaker') {
    const [passage] = passages;
    return (passage && speakerName(codebook, speakerOf(codebook, passage))) || say('(no speaker)');
  }
  const detail = detailOf(by);
  if (detail !== undefined) return of === '' ? say('(no {0})', detail) : of;
  return by === 'value' ? (codebook.value(of)?.label ?? of) : entityLabel(codebook, of);
}

/** Sources as they stand in the corpus, values as in the codebook, entities with the most stances first. */
function order(codebook: CodebookView, by: StanceGrouping): (a: GroupNode, b: GroupNode) => number {
  if (by === 'source') return () => 0;
  if (detailOf(by) !== undefined) return (a, b) => naturalCompare(a.label, b.label);
  if (by === 'value') {
    const place = new Map(codebook.stances.map((value, i) => [value.id, i]));
    const at = (node: GroupNode): number => place.get(node.value ?? '') ?? Infinity;
    return (a, b) => (at(a) === at(b) ? naturalCompare(a.label, b.label) : at(a) - at(b));
  }
  return (a, b) => b.count - a.count || naturalCompare(a.label, b.label);
}

function textsOf(codebook: CodebookView, source: string, tag: StanceTag): (string | undefined)[] {
  const { holder, target, value, event } = tag.stance;
  return [
    entityLabel(codebook, holder),
    entityLabel(codebook, target),
    codebook.value(value)?.label ?? value,
    quoteOf(tag),
    tag.note,
    event,
    source,
  ];
}
