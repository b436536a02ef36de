/**
 * The tree of entities: by type → entity → source → passage. Its passages are mentions, lost ones too. Where the codebook has
 * parents, types stand below types and entities below entities, each once: an entity below its parent, whatever its own type is.
 * What a filter has left is a flat list by type.
 */
import { branchesOf } from '../codebook/branches';
import { isLost, type Corpus, type Passage, type SourceView } from '../corpus';
import { AUTHOR, isMention, type Entity } from '../model';
import type { Steps } from '../base/steps';
import { branchTotals, entityTotals, summaryOf, totalSteps, type EntityTotals } from '../sums';
import { daysOf } from '../text/dates';
import { naturalCompare } from '../text/natural';
import {
  byCorpus,
  keysBelow,
  lazily,
  type EntityNode,
  type Forest,
  type TreeNode,
  type TypeNode,
  type UnknownNode,
} from './node';
import { partNode, type Beside } from './passages';
import { filterOf } from './words';

/** `latest`: by the date of the latest source with a mention. */
export const ENTITY_SORTS = ['name', 'mentions', 'latest'] as const;
export type EntitySort = (typeof ENTITY_SORTS)[number];

export interface EntityTreeOptions {
  /** Words of names, aliases and ids. */
  readonly filter?: string;
  readonly sort?: EntitySort;
  readonly beside?: Beside | undefined;
}

export function entityTree(corpora: readonly Corpus[], options: EntityTreeOptions = {}): Forest {
  return byCorpus(corpora, (corpus, parent) => treeOf(corpus, parent, options));
}

/** The same, with pauses while sources are counted that were not before. */
export function* entityTreeSteps(corpora: readonly Corpus[], options: EntityTreeOptions = {}): Steps<Forest> {
  for (const corpus of corpora) yield* totalSteps(corpus);
  return entityTree(corpora, options);
}

interface Row {
  readonly id: string;
  readonly known: Entity | undefined;
  readonly totals: EntityTotals | undefined;
}

function treeOf(
  corpus: Corpus,
  parent: TreeNode | undefined,
  { filter, sort = 'name', beside }: EntityTreeOptions,
): Forest {
  const { codebook } = corpus;
  const totals = entityTotals(corpus);
  const fits = filterOf(filter);
  const compare = comparing(corpus, sort);
  const others = beside && mentionedBeside(corpus, beside);
  const rows = new Map<string, Row>();
  for (const known of codebook.entities) rows.set(known.id, { id: known.id, known, totals: totals.get(known.id) });
  for (const [id, sums] of totals) {
    if (id !== AUTHOR && !rows.has(id)) rows.set(id, { id, known: undefined, totals: sums });
  }
  const byType = new Map<string, Row[]>(codebook.types.map((type) => [type.id, []]));
  const unknown: Row[] = [];
  let shown = 0;
  for (const row of rows.values()) {
    if (fits && !fits([row.id, row.known?.name, ...(row.known?.aliases ?? [])])) continue;
    shown++;
    const list = row.known ? byType.get(row.known.type) : unknown;
    if (list) list.push(row);
    else if (row.known) byType.set(row.known.type, [row]);
  }
  const keys = keysBelow(parent);
  const roots: TreeNode[] = [];
  const nested = !fits;
  const tree = branchesOf(nested ? codebook.entities : []);
  const types = branchesOf(nested ? codebook.types : []);
  const below = (id: string): Row[] =>
    tree
      .childrenOf(id)
      .flatMap((child) => rows.get(child) ?? [])
      .sort(compare);
  for (const [type, list] of byType) {
    byType.set(type, list.filter(({ id }) => tree.parentOf(id) === undefined).sort(compare));
  }
  for (const type of byType.keys()) {
    if (types.parentOf(type) === undefined && branchCount(type) > 0) roots.push(typeNode(type, parent));
  }
  if (unknown.length > 0) roots.push(unknownNode(unknown.sort(compare)));
  return { roots, shown, of: rows.size };

  /** Roots of the type and of the types below it, with all that stand below them. */
  function branchCount(type: string): number {
    let count = 0;
    for (const one of types.branchOf(type)) {
      for (const { id } of byType.get(one) ?? []) count += tree.branchOf(id).size;
    }
    return count;
  }

  function typeNode(type: string, above: TreeNode | undefined): TypeNode {
    const list = byType.get(type) ?? [];
    const inside = types.childrenOf(type).filter((one) => branchCount(one) > 0);
    const held = types.branchOf(type);
    const own = list.reduce((sum, { id }) => sum + tree.branchOf(id).size, 0);
    const node: TypeNode = {
      kind: 'type',
      key: keys('type', type),
      parent: above,
      codebook: codebook.uri,
      type,
      label: codebook.type(type)?.label ?? type,
      count: own,
      ...(inside.length > 0 && { branch: branchCount(type) }),
      holds: ({ tag }) => isMention(tag) && held.has(codebook.entity(tree.pathOf(tag.entity)[0] ?? '')?.type ?? ''),
      children: lazily(() => [
        ...inside.map((one) => typeNode(one, node)),
        ...entityNodes(corpus, node, list, below, others),
      ]),
    };
    return node;
  }

  function unknownNode(list: readonly Row[]): UnknownNode {
    const node: UnknownNode = {
      kind: 'unknown',
      key: keys('unknown', ''),
      parent,
      count: list.length,
      holds: ({ tag }) => isMention(tag) && !codebook.entity(tag.entity),
      children: lazily(() => entityNodes(corpus, node, list, () => [], others)),
    };
    return node;
  }
}

function entityNodes(
  corpus: Corpus,
  parent: TreeNode,
  rows: readonly Row[],
  below: (id: string) => readonly Row[],
  others: Others | undefined,
): EntityNode[] {
  const keys = keysBelow(parent);
  const lost = lostMentions(corpus);
  return rows.map(({ id, known, totals }) => {
    const lostHere = lost.get(id) ?? 0;
    const inside = below(id);
    const branch = inside.length > 0 ? branchesOf(corpus.codebook.entities).branchOf(id) : undefined;
    const node: EntityNode = {
      kind: 'entity',
      key: keys('entity', id),
      parent,
      codebook: corpus.codebook.uri,
      entity: id,
      known,
      totals,
      ...(branch && { branch: branchTotals(corpus).get(id) }),
      lost: lostHere,
      holds: ({ tag }) => tag.entity !== undefined && (branch ? branch.has(tag.entity) : tag.entity === id),
      ...(((totals?.mentions ?? 0) > 0 || lostHere > 0 || branch || others?.has(id)) && {
        children: lazily(() => [
          ...entityNodes(corpus, node, inside, below, others),
          ...parts(corpus, node, others?.get(id) ?? (others && new Map())),
        ]),
      }),
    };
    return node;
  });
}

/** What other layers mention, by entity and the address of the source. */
type Others = ReadonlyMap<string, ReadonlyMap<string, readonly Passage[]>>;

function mentionedBeside(corpus: Corpus, beside: Beside): Others {
  const found = new Map<string, Map<string, Passage[]>>();
  for (const { uri } of corpus.sources) {
    for (const source of beside(uri)) {
      for (const tag of source.tags) {
        if (!isMention(tag)) continue;
        const bySource = found.get(tag.entity) ?? new Map<string, Passage[]>();
        found.set(tag.entity, bySource);
        const passages = bySource.get(uri);
        if (passages) passages.push({ source, tag });
        else bySource.set(uri, [{ source, tag }]);
      }
    }
  }
  return found;
}

function parts(
  corpus: Corpus,
  parent: EntityNode,
  others: ReadonlyMap<string, readonly Passage[]> | undefined,
): TreeNode[] {
  const keys = keysBelow(parent);
  return corpus.sources.flatMap((source) => {
    const passages = mentionsIn(source, parent.entity);
    const more = others && { source, asides: others.get(source.uri) ?? [] };
    return partNode(parent, keys('source', source.uri), corpus.codebook, passages, more) ?? [];
  });
}

function mentionsIn(source: SourceView, entity: string): Passage[] {
  const some = source.placements.size > 0 || (summaryOf(source).entities.get(entity)?.mentions ?? 0) > 0;
  return some ? source.tags.filter((tag) => tag.entity === entity).map((tag) => ({ source, tag })) : [];
}

/** How many lost mentions each entity has. */
function lostMentions(corpus: Corpus): ReadonlyMap<string, number> {
  const lost = new Map<string, number>();
  for (const source of corpus.sources) {
    if (source.placements.size === 0) continue;
    for (const tag of source.tags) {
      if (isMention(tag) && isLost(source, tag)) lost.set(tag.entity, (lost.get(tag.entity) ?? 0) + 1);
    }
  }
  return lost;
}

function comparing(corpus: Corpus, sort: EntitySort): (a: Row, b: Row) => number {
  const byName = (a: Row, b: Row): number => naturalCompare(a.known?.name ?? a.id, b.known?.name ?? b.id);
  if (sort === 'name') return byName;
  if (sort === 'mentions') return (a, b) => (b.totals?.mentions ?? 0) - (a.totals?.mentions ?? 0) || byName(a, b);
  const latest = latestDays(corpus);
  return (a, b) => (latest.get(b.id) ?? 0) - (latest.get(a.id) ?? 0) || byName(a, b);
}

/** The last day of the latest source that mentions each entity; see `text/dates`. */
function latestDays(corpus: Corpus): ReadonlyMap<string, number> {
  const latest = new Map<string, number>();
  for (const source of corpus.sources) {
    const day = daysOf(source.details.get('date'))?.to;
    if (day === undefined) continue;
    for (const [id, { mentions }] of summaryOf(source).entities) {
      if (mentions > 0) latest.set(id, Math.max(latest.get(id) ?? 0, day));
    }
  }
  return latest;
}
