import { isLost, spansOf, type CodebookView, type Passage, type SourceView } from '../corpus';
import { compareSpans } from '../model';
import { SHARED } from '../files/addresses';
import { keysBelow, lazily, type ChunkNode, type PartNode, type PassageNode, type TreeNode } from './node';

/** As many passages as one list shows at the most. */
export const CHUNK = 500;

/** The source as the other layers have it, where all are shown; their tags are listed and never counted. */
export type Beside = (uri: string) => readonly SourceView[];

/** Passages as leaves, in the order given; more than {@link CHUNK} of them in stretches of so many. */
export function passageNodes(
  parent: TreeNode | undefined,
  book: CodebookView,
  passages: readonly Passage[],
  shows: PassageNode['shows'],
  asides?: readonly Passage[],
): readonly TreeNode[] {
  const aside = asides && new Set(asides);
  const all = asides ? inTextOrder(passages, asides) : passages;
  if (all.length <= CHUNK) return leaves(parent, book, all, shows, aside);
  const keys = keysBelow(parent);
  const chunks: ChunkNode[] = [];
  for (let from = 0; from < all.length; from += CHUNK) {
    const some = all.slice(from, from + CHUNK);
    const chunk: ChunkNode = {
      kind: 'chunk',
      key: keys('chunk', String(from)),
      parent,
      from: from + 1,
      to: from + some.length,
      holds: (passage) => some.some((one) => same(one, passage)),
      children: lazily(() => leaves(chunk, book, some, shows, aside)),
    };
    chunks.push(chunk);
  }
  return chunks;
}

function leaves(
  parent: TreeNode | undefined,
  book: CodebookView,
  passages: readonly Passage[],
  shows: PassageNode['shows'],
  aside?: ReadonlySet<Passage>,
): PassageNode[] {
  const keys = keysBelow(parent);
  return passages.map((passage) => {
    const { source, tag } = passage;
    const layer = source.layer ?? SHARED;
    const isAside = aside?.has(passage) === true;
    return {
      kind: 'passage',
      key: keys(source.uri, isAside ? `${tag.id} ${layer}` : tag.id),
      parent,
      uri: source.uri,
      id: tag.id,
      codebook: book.uri,
      book,
      passage,
      ...(aside && { whose: layer }),
      ...(isAside && { aside: true }),
      state: source.placements.get(tag.id)?.kind ?? 'placed',
      shows,
      holds: (other) => same(passage, other),
    };
  });
}

/** Those of several layers in the order of the text, lost ones first; on one place the layer that is read comes first. */
function inTextOrder(own: readonly Passage[], asides: readonly Passage[]): readonly Passage[] {
  return [...own, ...asides]
    .map((passage) => ({
      passage,
      lost: isLost(passage.source, passage.tag) ? 0 : 1,
      at: spansOf(passage.source, passage.tag)[0] ?? passage.tag.at,
    }))
    .sort((a, b) => a.lost - b.lost || compareSpans(a.at, b.at))
    .map(({ passage }) => passage);
}

function same(a: Passage, b: Passage): boolean {
  // Two layers may have tags of one id, when their files were copied.
  return a.tag.id === b.tag.id && a.source.uri === b.source.uri && a.source.layer === b.source.layer;
}

/** Passages of one source; undefined: there are none. */
export function partNode(
  parent: TreeNode | undefined,
  key: string,
  book: CodebookView,
  passages: readonly Passage[],
  more?: { readonly source: SourceView; readonly asides: readonly Passage[] },
): PartNode | undefined {
  const source = passages[0]?.source ?? (more?.asides.length ? more.source : undefined);
  const asides = more?.asides;
  const found = { count: passages.length, lost: lostAmong(passages), passages, ...(asides && { asides }) };
  return source && partOf(parent, key, book, { source, ...found });
}

/** A source with `count` passages, the lost ones among them; `passages` is asked for when it is opened. */
export function partOf(
  parent: TreeNode | undefined,
  key: string,
  book: CodebookView,
  found: {
    source: SourceView;
    count: number;
    lost: number;
    passages: readonly Passage[];
    asides?: readonly Passage[];
  },
): PartNode {
  const { source, count, lost } = found;
  const part: PartNode = {
    kind: 'part',
    key,
    parent,
    uri: source.uri,
    codebook: book.uri,
    source,
    count: count - lost,
    lost,
    holds: (other) => other.source.uri === source.uri,
    children: lazily(() => passageNodes(part, book, found.passages, 'context', found.asides)),
  };
  return part;
}

/** How many of the passages are lost. */
function lostAmong(passages: readonly Passage[]): number {
  let lost = 0;
  for (const { source, tag } of passages) if (source.placements.size > 0 && isLost(source, tag)) lost++;
  return lost;
}
