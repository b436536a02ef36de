import type { AnyTag, Extra, Piece, Tag } from '../model';
import { TAG_KEYS } from './fields';
import type { PieceKey, TagKey } from './fields';

/** The keys of a tag besides its id and first piece, each of which may be left undefined; just one of `entity` and `stance` is there. */
export type Rest = { readonly [K in Exclude<TagKey, 'id' | PieceKey>]: AnyTag[K] | undefined } & {
  readonly extra: Extra | undefined;
};

const PIECE: Readonly<Record<PieceKey, true>> = { at: true, quote: true, before: true, after: true };
const REST_KEYS = TAG_KEYS.filter((key): key is Exclude<TagKey, 'id' | PieceKey> => key !== 'id' && !(key in PIECE));

/** A tag with the keys that it has and no others, so that equal tags are deeply equal however they came about. */
export function makeTag(id: string, piece: Piece, rest: Partial<Rest>): Tag {
  const { at, quote, before, after } = piece;
  const tag: Record<string, unknown> = { id, at, quote, before, after };
  for (const key of REST_KEYS) {
    const value = rest[key];
    if (value === undefined || (key === 'also' && rest.also?.length === 0)) continue;
    if (key === (rest.entity === undefined ? 'sense' : 'stance')) continue;
    tag[key] = value;
  }
  if (rest.extra !== undefined) tag['extra'] = rest.extra;
  return tag as unknown as Tag;
}
