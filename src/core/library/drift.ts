/** What a save has to write of tags that moved with their text. */
import { anchorSteps } from '../anchors/context';
import type { PlaceableText } from '../anchors/placeable';
import { RUN, type Steps } from '../base/steps';
import type { SidecarChange } from '../changes';
import type { Piece, Tag } from '../model';
import { piecesOf, sameEach, samePieces } from '../pieces';
import type { Range } from '../text/range';

/** The changes that make tags say where they stand in a text. `standing`: the places of their pieces, by id; others stay as they are. */
export function* driftOf(
  text: PlaceableText,
  tags: readonly Tag[],
  standing: Steps<ReadonlyMap<string, readonly Range[]>>,
): Steps<SidecarChange[]> {
  const changes: SidecarChange[] = [];
  const spans = yield* standing;
  for (const [i, tag] of tags.entries()) {
    if (i % RUN === RUN - 1) yield undefined;
    const ranges = spans.get(tag.id);
    if (!ranges) continue;
    const old = piecesOf(tag);
    const pieces: Piece[] = [];
    for (const range of ranges) pieces.push(yield* anchorSteps(text, range, old[pieces.length]));
    if (sameEach(pieces, old)) continue;
    changes.push({ op: 'set', id: tag.id, set: { pieces } });
  }
  return changes;
}

/** The changes of those tags that have the passages of then: meanwhile one may have been given others, or be gone. */
export function ofSame(
  drift: readonly SidecarChange[],
  then: readonly Tag[],
  now: readonly Tag[],
): readonly SidecarChange[] {
  if (drift.length === 0 || then === now) return drift;
  const before = new Map(then.map((tag) => [tag.id, tag]));
  const same = new Set<string>();
  for (const tag of now) {
    const old = before.get(tag.id);
    if (old && samePieces(old, tag)) same.add(tag.id);
  }
  return drift.filter((change) => change.op === 'set' && same.has(change.id));
}
