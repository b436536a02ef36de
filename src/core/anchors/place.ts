/**
 * Places all tags of a source in its text: where their positions and quotes agree, and where they moved. In steps, since a source can
 * have a hundred thousand; finding again is one step, however much is looked for.
 */
import { each, finish, RUN, type Steps } from '../base/steps';
import type { Range } from '../text/range';
import type { PlaceableText } from './placeable';
import { sameSpan, type Piece, type Placement, type Tag } from '../model';
import { pieceCount, piecesOf } from '../pieces';
import { findAgain } from './reanchor';
import type { Anchor, Found } from './anchor';

export type Placed =
  | { readonly kind: 'placed' | 'moved'; readonly pieces: readonly Range[] }
  | { readonly kind: 'lost'; readonly pieces?: undefined };

/**
 * The usual case, without a look at the rest of the text: every quote stands at its position, with its context, to the letter.
 * Undefined where one does not: then all are looked for together, since each tells where its neighbours went.
 */
function* whereTheyWere(text: PlaceableText, anchors: readonly Anchor[]): Steps<Found[] | undefined> {
  const found: Found[] = [];
  for (const anchor of anchors) {
    const from = standsAt(text, anchor);
    if (from < 0) return undefined;
    if (found.push({ kind: 'placed', from, to: from + anchor.quote.length }) % RUN === 0) yield undefined;
  }
  return found;
}

/** Offset into the plain text where an anchor stands as it is written, position, quote and context to the letter; else -1. */
export function standsAt(text: PlaceableText, { line, column, quote, before, after }: Anchor): number {
  const from = text.plainOffset(line, column);
  const { plain } = text;
  if (from < before.length || quote === '' || !plain.startsWith(quote, from)) return -1;
  return plain.startsWith(before, from - before.length) && plain.startsWith(after, from + quote.length) ? from : -1;
}

/** Do all tags stand in the text as they are written? */
export function* standIn(text: PlaceableText, tags: readonly Tag[]): Steps<boolean> {
  for (const [i, tag] of tags.entries()) {
    if (!stands(text, tag)) return false;
    if (i % RUN === RUN - 1) yield undefined;
  }
  return true;
}

/** Does a tag stand in the text as it is written, with all of its pieces? */
export function stands(text: PlaceableText, tag: Tag): boolean {
  return piecesOf(tag).every((piece) => standsAt(text, anchorOf(piece)) >= 0);
}

/** Where each tag stands: all of its pieces, or it is lost. */
export function place(text: PlaceableText, tags: readonly Tag[]): Placed[] {
  return finish(placeSteps(text, tags));
}

export function* placeSteps(text: PlaceableText, tags: readonly Tag[]): Steps<Placed[]> {
  const anchors: Anchor[] = [];
  yield* each(tags, (tag) => {
    for (const piece of piecesOf(tag)) anchors.push(anchorOf(piece));
  });
  const found = (yield* whereTheyWere(text, anchors)) ?? findAgain(text.plain, anchors);
  return yield* placedBy(text, tags, found);
}

/** The tags by what was found of their pieces, which `found` has one after the other. */
export function* placedBy(text: PlaceableText, tags: readonly Tag[], found: readonly Found[]): Steps<Placed[]> {
  const all: Placed[] = [];
  let next = 0;
  yield* each(tags, (tag) => {
    let kind: Placed['kind'] = 'placed';
    const pieces: Range[] = [];
    for (let i = pieceCount(tag); i > 0; i--) {
      const one = found[next++];
      if (!one || one.kind === 'lost') kind = 'lost';
      else {
        if (one.kind === 'moved' && kind === 'placed') kind = 'moved';
        pieces.push({ from: text.fromPlain(one.from), to: text.fromPlain(one.to) });
      }
    }
    all.push(kind === 'lost' ? { kind } : { kind, pieces });
  });
  return all;
}

/** Where each piece of a tag is found on its own, in their order; undefined: not without doubt. */
export function placePieces(text: PlaceableText, tag: Tag): (Range | undefined)[] {
  return findAgain(text.plain, piecesOf(tag).map(anchorOf)).map((one) =>
    one.kind === 'lost' ? undefined : { from: text.fromPlain(one.from), to: text.fromPlain(one.to) },
  );
}

/** Do the pieces stand at the positions that the tag has in its sidecar? */
export function isWhereWritten(text: PlaceableText, tag: Tag, pieces: readonly Range[]): boolean {
  return piecesOf(tag).every((piece, i) => {
    const range = pieces[i];
    return range !== undefined && sameSpan(text.spanOf(range), piece.at);
  });
}

/** The same for a view: only the tags that do not simply stand where they were written, by id. */
export function* placementsOf(
  text: PlaceableText,
  tags: readonly Tag[],
  placed: readonly Placed[],
): Steps<Map<string, Placement>> {
  const placements = new Map<string, Placement>();
  yield* each(tags, (tag, i) => {
    const one = placed[i];
    if (!one || (one.kind === 'placed' && isWhereWritten(text, tag, one.pieces))) return;
    placements.set(
      tag.id,
      one.kind === 'lost'
        ? { kind: 'lost' }
        : { kind: one.kind, pieces: one.pieces.map((range) => text.spanOf(range)) },
    );
  });
  return placements;
}

export function anchorOf(piece: Piece): Anchor {
  return {
    line: piece.at.startLine,
    column: piece.at.startColumn,
    endLine: piece.at.endLine,
    endColumn: piece.at.endColumn,
    quote: piece.quote,
    before: piece.before,
    after: piece.after,
  };
}
