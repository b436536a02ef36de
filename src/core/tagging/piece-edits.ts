/** Adding and taking away pieces of a passage, as pure functions: from the places of the pieces now to a change of the tag. */
import type { TagPatch } from '../changes';
import type { Extra, Tag } from '../model';
import { piecesOf } from '../pieces';
import type { PlaceableText } from '../anchors/placeable';
import type { Range } from '../text/range';
import { anchorIn } from '../anchors/context';

/** A piece at its place now; `old`: the number of the piece that it was. */
export interface PieceNow extends Range {
  readonly old?: number;
}

/**
 * The pieces with more passages, in the order of the text. A passage that overlaps a piece or touches it becomes one with it.
 * Undefined where the pieces hold all of them already.
 */
export function withPassages(pieces: readonly Range[], added: readonly Range[]): readonly PieceNow[] | undefined {
  let now: PieceNow[] = pieces.map(({ from, to }, old) => ({ from, to, old }));
  let changed = false;
  for (const { from, to } of added) {
    if (now.some((piece) => piece.from <= from && to <= piece.to)) continue;
    changed = true;
    const met = now.filter((piece) => piece.from <= to && from <= piece.to);
    const joined = {
      from: Math.min(from, ...met.map((piece) => piece.from)),
      to: Math.max(to, ...met.map((piece) => piece.to)),
      old: met[0]?.old,
    };
    now = [...now.filter((piece) => !met.includes(piece)), joined];
  }
  return changed ? now.sort((a, b) => a.from - b.from || a.to - b.to) : undefined;
}

/** The number of the piece that a place is in (or `atEnd` of), the shortest where several overlap; -1: none. */
export function pieceAtOffset(pieces: readonly Range[], offset: number, atEnd = true): number {
  let found = -1;
  pieces.forEach(({ from, to }, i) => {
    const best = pieces[found];
    const inside = from <= offset && (offset < to || (atEnd && offset === to));
    if (inside && (!best || to - from < best.to - best.from)) found = i;
  });
  return found;
}

/**
 * The patch that makes these the pieces of a tag. Unknown keys stay with their piece; those of one that is the first now become
 * the tag's, where the tag has none of that name.
 */
export function piecesPatch(text: PlaceableText, tag: Tag, pieces: readonly PieceNow[]): TagPatch {
  const before = piecesOf(tag);
  const extraOf = ({ old }: PieceNow): Extra | undefined => (old ? before[old]?.extra : undefined);
  const made = pieces.map((piece, i) => {
    const { extra: _of, ...anchor } = anchorIn(text, piece, piece.old === undefined ? undefined : before[piece.old]);
    const extra = i > 0 ? extraOf(piece) : undefined;
    return extra ? { ...anchor, extra } : anchor;
  });
  const promoted = pieces[0] && extraOf(pieces[0]);
  return promoted ? { pieces: made, extra: { ...promoted, ...tag.extra } } : { pieces: made };
}
