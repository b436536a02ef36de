import { isLost, type CodebookView, type Passage, type SourceView } from '../corpus';
import { keysBelow, lazily, type ChunkNode, type PartNode, type PassageNode, type TreeNode } from './node';

/** As many passages as one list shows at the most. */
export const CHUNK = 500;

/** Passages as leaves, in the order given; more than {@link CHUNK} of them in stretches of so many. */
export function passageNodes(
  parent: TreeNode | undefined,
  book: CodebookView,
  passages: readonly Passage[],
  shows: PassageNode['shows'],
): readonly TreeNode[] {
  if (passages.length <= CHUNK) return leaves(parent, book, passages, shows);
  const keys = keysBelow(parent);
  const chunks: ChunkNode[] = [];
  for (let from = 0; from < passages.length; from += CHUNK) {
    const some = passages.slice(from, from + CHUNK);
    const chunk: ChunkNode = {
      kind: 'chunk',
      key: keys('chunk', String(from)),
      parent,
      from: from + 1,
      to: from + some.length,
      holds: (passage) => some.some((one) => same(one, passage)),
      children: lazily(() => leaves(chunk, book, some, shows)),
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
): PassageNode[] {
  const keys = keysBelow(parent);
  return passages.map((passage) => {
    const { source, tag } = passage;
    return {
      kind: 'passage',
      key: keys(source.uri, tag.id),
      parent,
      uri: source.uri,
      id: tag.id,
      codebook: book.uri,
      book,
      passage,
      state: source.placements.get(tag.id)?.kind ?? 'placed',
      shows,
      holds: (other) => same(passage, other),
    };
  });
}

function same(a: Passage, b: Passage): boolean {
  return a.tag.id === b.tag.id && a.source.uri === b.source.uri;
}

/** Passages of one source; undefined: there are none. */
export function partNode(
  parent: TreeNode | undefined,
  key: string,
  book: CodebookView,
  passages: readonly Passage[],
): PartNode | undefined {
  const source = passages[0]?.source;
  return source && partOf(parent, key, book, { source, count: passages.length, lost: lostAmong(passages), passages });
}

/** A source with `count` passages, the lost ones among them; `passages` is asked for when it is opened. */
export function partOf(
  parent: TreeNode | undefined,
  key: string,
  book: CodebookView,
  found: { source: SourceView; count: number; lost: number; passages: readonly Passage[] },
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
    children: lazily(() => passageNodes(part, book, found.passages, 'context')),
  };
  return part;
}

/** How many of the passages are lost. */
function lostAmong(passages: readonly Passage[]): number {
  let lost = 0;
  for (const { source, tag } of passages) if (source.placements.size > 0 && isLost(source, tag)) lost++;
  return lost;
}
