import type { AnyTag, Extra, Piece, Tag } from '../model';
import { TAG_KEYS } from './fields';
import type { PieceKey, TagKey } from './fields';

/** The keys of a tag besides its id and first piece, each of which may be left undefined; just one of `entity` and `stance` is there. */
export type Rest = { readonly [K in Exclude<TagKey, 'id' | PieceKey>]: AnyTag[K] | undefined } & {
  readonly extra: Extra | undefined;
};

/** A tag with the keys that it has and no others, so that equal tags are deeply equal however they came about. */
export function makeTag(id: string, piece: Piece, rest: Partial<Rest>): Tag {
  const { at, quote, before, after } = piece;
  const given: { readonly [K in TagKey]: unknown } = {
    ...(rest as Rest),
    id,
    at,
    quote,
    before,
    after,
    also: rest.also && rest.also.length > 0 ? rest.also : undefined,
    sense: rest.entity === undefined ? undefined : rest.sense,
    stance: rest.entity === undefined ? rest.stance : undefined,
  };
  const tag: Record<string, unknown> = {};
  for (const key of TAG_KEYS) if (given[key] !== undefined) tag[key] = given[key];
  if (rest.extra !== undefined) tag['extra'] = rest.extra;
  return tag as unknown as Tag;
}
