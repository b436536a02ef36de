/**
 * A tag's passage in one or more pieces. One rule holds everywhere: the pieces are one passage. A tag stands where all of them
 * stand; where one is gone the tag is lost as a whole, the others wait with it, and what the sidecar says of any of them stays
 * as it is until that piece returns or somebody decides.
 */
import { sameSpan, type Piece, type Tag } from './model';

/** All pieces of a tag, the first first; that one without the tag's other keys. */
export function piecesOf(tag: Tag): readonly Piece[] {
  const { at, quote, before, after } = tag;
  const first = { at, quote, before, after };
  return tag.also ? [first, ...tag.also] : [first];
}

/** How many pieces a tag has. */
export function pieceCount(tag: Tag): number {
  return 1 + (tag.also?.length ?? 0);
}

/** Are two pieces the same in every key that the tool knows? */
export function samePiece(a: Piece, b: Piece): boolean {
  return a === b || (a.quote === b.quote && a.before === b.before && a.after === b.after && sameSpan(a.at, b.at));
}

/** Have two tags the same pieces, in the same order? `same` says when two pieces are. */
export function samePieces(a: Tag, b: Tag, same: (one: Piece, two: Piece) => boolean = samePiece): boolean {
  if (a === b) return true;
  return pieceCount(a) === pieceCount(b) && sameEach(piecesOf(a), piecesOf(b), same);
}

/** Are two lists of pieces the same, one by one? `same` says when two pieces are. */
export function sameEach(a: readonly Piece[], b: readonly Piece[], same = samePiece): boolean {
  return a.length === b.length && a.every((piece, i) => same(piece, b[i] as Piece));
}

/** What stands between two pieces in a quotation. */
export const GAP = ' […] ';

/** The whole passage in the words of the sidecar. */
export function quoteOf(tag: Tag): string {
  return tag.also
    ? piecesOf(tag)
        .map((piece) => piece.quote)
        .join(GAP)
    : tag.quote;
}
