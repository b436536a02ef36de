import type { Piece, Sense, Stance, Tag } from '../model';

/** The parts of a tag besides its id and first piece; just one of `entity` and `stance` is there. */
export interface Rest {
  readonly also?: readonly Piece[] | undefined;
  readonly entity?: string | undefined;
  readonly sense?: Sense | undefined;
  readonly stance?: Stance | undefined;
  readonly by?: string | undefined;
  readonly note?: string | undefined;
}

/** A tag with the keys that it has and no others, so that equal tags are deeply equal however they came about. */
export function makeTag(id: string, piece: Piece, rest: Rest): Tag {
  const { at, quote, before, after } = piece;
  const tag: Record<string, unknown> = { id, at, quote, before, after };
  if (rest.also !== undefined && rest.also.length > 0) tag['also'] = rest.also;
  if (rest.entity !== undefined) tag['entity'] = rest.entity;
  if (rest.entity !== undefined && rest.sense !== undefined) tag['sense'] = rest.sense;
  if (rest.entity === undefined && rest.stance !== undefined) tag['stance'] = rest.stance;
  if (rest.by !== undefined) tag['by'] = rest.by;
  if (rest.note !== undefined) tag['note'] = rest.note;
  return tag as unknown as Tag;
}
