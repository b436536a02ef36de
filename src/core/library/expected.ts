/**
 * What the tags of an open source will be when a save of their places is written, looked through beforehand in steps: 100,000 of
 * them, compared one by one at the moment of the change, would keep everybody else from their turn.
 */
import { each, type Steps } from '../base/steps';
import type { SidecarChange } from '../changes';
import type { Piece, Tag } from '../model';
import { piecesOf, sameEach } from '../pieces';

export interface Expected {
  /** What will be written. */
  readonly changes: readonly SidecarChange[];
  /** The tags as they were. */
  readonly from: readonly Tag[];
  /** As they will be, in the same order; and by id. */
  readonly tags: readonly Tag[];
  readonly byId: Map<string, Tag>;
  /** Ids of those that will be written where they stand. */
  readonly settled: ReadonlySet<string>;
}

/** The pieces that changes write, by the ids of their tags. */
export function* writtenBy(changes: readonly SidecarChange[]): Iterable<readonly [string, readonly Piece[]]> {
  for (const change of changes) {
    if (change.op === 'set' && change.set.pieces) yield [change.id, change.set.pieces];
  }
}

/** `tags` after `from`, where they differ in what `changes` write and in nothing else; undefined: in more. */
export function* expectedOf(
  from: readonly Tag[],
  tags: readonly Tag[],
  changes: readonly SidecarChange[],
): Steps<Expected | undefined> {
  const pieces = new Map(writtenBy(changes));
  yield undefined;
  const byId = new Map<string, Tag>();
  const settled = new Set<string>();
  let same = from.length === tags.length;
  yield* each(tags, (tag, i) => {
    const [was, written] = [from[i], pieces.get(tag.id)];
    if (was !== tag && (was?.id !== tag.id || !written || !sameEach(piecesOf(tag), written))) same = false;
    if (was !== tag) settled.add(tag.id);
    byId.set(tag.id, tag);
  });
  return same && byId.size === tags.length ? { changes, from, tags, byId, settled } : undefined;
}
