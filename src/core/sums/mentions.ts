import { branchesOf } from '../codebook/branches';
import { spansOf, type CodebookView, type Passage, type SourceView } from '../corpus';
import { isMention, type Tag } from '../model';
import { finish, part, sorted, type Steps } from '../base/steps';
import { naturalCompare } from '../text/natural';
import { entityLabel, type Heading } from './headings';
import { eachStance, type LeftOut, type Selection } from './selection';
import { balanceOf, emptyTally, tallyKeyOf, type OpenTally, type Tally } from './tally';

export interface MentionRow extends Heading {
  /** Id of the entity's type; empty where the codebook does not know the entity. */
  readonly type: string;
  readonly mentions: number;
  /** In the corpus's order; only sources with a mention. */
  readonly sources: readonly { readonly source: SourceView; readonly mentions: number }[];
}

export interface Mentions {
  /** Most mentions first. */
  readonly rows: readonly MentionRow[];
  readonly count: number;
  /** How many sources have a mention. */
  readonly inSources: number;
  readonly leftOut: LeftOut;
  /** By id, of each entity with others below it in the codebook: what all of them have; none where it is flat. */
  readonly branches: ReadonlyMap<string, { readonly mentions: number; readonly sources: number }>;
}

export function mentionsOf(selection: Selection): Mentions {
  return finish(mentionSteps(selection));
}

/** The same with pauses. */
export function* mentionSteps(selection: Selection): Steps<Mentions> {
  const { codebook } = selection.corpus;
  const counted = new Map<string, { source: SourceView; mentions: number }[]>();
  let [seen, inSources] = [0, 0];
  for (const { source, passages } of selection.groups) {
    yield (0.8 * seen++) / selection.groups.length;
    const here = new Map<string, number>();
    for (const { tag } of passages) if (isMention(tag)) here.set(tag.entity, (here.get(tag.entity) ?? 0) + 1);
    if (here.size > 0) inSources++;
    for (const [entity, mentions] of here) {
      const sources = counted.get(entity);
      if (sources) sources.push({ source, mentions });
      else counted.set(entity, [{ source, mentions }]);
    }
  }
  const unsorted: MentionRow[] = [];
  for (const [key, sources] of counted) {
    yield undefined;
    unsorted.push({
      key,
      label: entityLabel(codebook, key),
      type: codebook.entity(key)?.type ?? '',
      mentions: sources.reduce((sum, { mentions }) => sum + mentions, 0),
      sources,
    });
  }
  const rows = yield* sorted(unsorted, (a, b) => b.mentions - a.mentions || naturalCompare(a.label, b.label));
  const branches = yield* branchesIn(codebook, rows);
  return { rows, count: selection.mentions, inSources, leftOut: selection.leftOut, branches };
}

function* branchesIn(codebook: CodebookView, rows: readonly MentionRow[]): Steps<Mentions['branches']> {
  const tree = branchesOf(codebook.entities);
  const branches = new Map<string, { mentions: number; sources: number }>();
  const seen = new Map<string, Set<string>>();
  for (const { key, mentions, sources } of tree.isFlat ? [] : rows) {
    yield undefined;
    for (const id of tree.pathOf(key)) {
      if (tree.childrenOf(id).length === 0) continue;
      const uris = seen.get(id) ?? new Set();
      seen.set(id, uris);
      for (const { source } of sources) uris.add(source.uri);
      branches.set(id, { mentions: (branches.get(id)?.mentions ?? 0) + mentions, sources: uris.size });
    }
  }
  return branches;
}

/** Two entities that are mentioned in one paragraph. `a` comes before `b` among the nodes. */
export interface CoMention {
  readonly a: string;
  readonly b: string;
  readonly paragraphs: number;
  readonly sources: number;
}

/** What one node is said to think of another: the sign of an edge of the network. */
export interface Tie {
  readonly holder: string;
  readonly target: string;
  readonly tally: Tally;
  readonly balance?: number;
  readonly count: number;
}

export interface CoMentions {
  /** The entities with most mentions, as many as were asked for. */
  readonly nodes: readonly MentionRow[];
  /** Entities with mentions that are no node. */
  readonly more: number;
  /** Most paragraphs first. */
  readonly edges: readonly CoMention[];
  readonly ties: readonly Tie[];
  paragraphs(a: string, b: string): number;
  readonly leftOut: LeftOut;
}

/**
 * Which entities are named together, and how they stand to each other. A mention is in the paragraph in which its passage begins. That
 * two are named together says nothing of their stances: those come from stance tags alone and are kept in `ties`.
 *
 * @param most how many entities; pairs grow with its square, and nobody reads a picture of hundreds
 */
export function coMentionsOf(selection: Selection, most = 40): CoMentions {
  return finish(coMentionSteps(selection, mentionsOf(selection), most));
}

/** The same with pauses, of mentions that are counted already. */
export function* coMentionSteps(selection: Selection, { rows }: Mentions, most = 40): Steps<CoMentions> {
  const nodes = rows.slice(0, most);
  const place = new Map(nodes.map(({ key }, i) => [key, i]));
  const size = nodes.length;
  const paragraphs = new Int32Array(size * size);
  const sources = new Int32Array(size * size);
  let seen = 0;
  for (const group of selection.groups) {
    yield (0.7 * seen++) / selection.groups.length;
    const here = new Set<number>();
    for (const together of byParagraph(group.source, group.passages, place).values()) {
      const sorted = [...together].sort((a, b) => a - b);
      sorted.forEach((a, i) => {
        for (const b of sorted.slice(i + 1)) {
          const pair = a * size + b;
          paragraphs[pair] = (paragraphs[pair] ?? 0) + 1;
          here.add(pair);
        }
      });
    }
    for (const pair of here) sources[pair] = (sources[pair] ?? 0) + 1;
  }
  const edges: CoMention[] = [];
  paragraphs.forEach((count, pair) => {
    const a = nodes[Math.floor(pair / size)];
    const b = nodes[pair % size];
    if (count > 0 && a && b) edges.push({ a: a.key, b: b.key, paragraphs: count, sources: sources[pair] ?? 0 });
  });
  edges.sort((a, b) => b.paragraphs - a.paragraphs || naturalCompare(a.a, b.a) || naturalCompare(a.b, b.b));
  return {
    nodes,
    more: rows.length - size,
    edges,
    ties: yield* part(tiesOf(selection, place), 0.7, 1),
    paragraphs: (a, b) => {
      const [i, j] = [place.get(a), place.get(b)];
      return i === undefined || j === undefined ? 0 : (paragraphs[Math.min(i, j) * size + Math.max(i, j)] ?? 0);
    },
    leftOut: selection.leftOut,
  };
}

function byParagraph(
  source: SourceView,
  passages: readonly Passage[],
  place: ReadonlyMap<string, number>,
): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  for (const { tag } of passages) {
    const node = isMention(tag) ? place.get(tag.entity) : undefined;
    if (node === undefined) continue;
    for (const paragraph of paragraphsOf(source, tag)) {
      const together = found.get(paragraph);
      if (together) together.add(node);
      else found.set(paragraph, new Set([node]));
    }
  }
  return found;
}

/** The paragraphs in which the pieces of a passage begin. */
function paragraphsOf(source: SourceView, tag: Tag): ReadonlySet<number> {
  return new Set(spansOf(source, tag).map((span) => source.paragraphOf(span.startLine)));
}

function* tiesOf(selection: Selection, place: ReadonlyMap<string, number>): Steps<Tie[]> {
  const tallies = new Map<string, { holder: string; target: string; tally: OpenTally; count: number }>();
  yield* eachStance(selection, ({ tag }) => {
    const { holder, target } = tag.stance;
    if (!place.has(holder) || !place.has(target)) return;
    const key = JSON.stringify([holder, target]);
    let tie = tallies.get(key);
    if (!tie) tallies.set(key, (tie = { holder, target, tally: emptyTally(), count: 0 }));
    tie.tally[tallyKeyOf(selection.corpus.codebook, tag.stance)]++;
    tie.count++;
  });
  return [...tallies.values()]
    .map((tie) => ({ ...tie, balance: balanceOf(tie.tally) }))
    .sort((a, b) => b.count - a.count || naturalCompare(a.holder, b.holder) || naturalCompare(a.target, b.target));
}

/** The mentions of either entity that stand in a paragraph with the other: what an edge is made of. */
export function* coMentionPassages(selection: Selection, a: string, b: string): Steps<Passage[]> {
  const place = new Map([
    [a, 0],
    [b, 1],
  ]);
  const found: Passage[] = [];
  for (const { source, passages } of selection.groups) {
    yield undefined;
    const together = byParagraph(source, passages, place);
    for (const passage of passages) {
      const { tag } = passage;
      if (!isMention(tag) || !place.has(tag.entity)) continue;
      if ([...paragraphsOf(source, tag)].some((paragraph) => together.get(paragraph)?.size === 2)) found.push(passage);
    }
  }
  return found;
}
