/** A change of one tag or entity that meets another state than it was made on: merged with it, field by field. */
import type { EntityPatch, TagPatch } from '../changes';
import type { Entity, Piece, Tag } from '../model';
import { ENTITY_KEYS } from '../codebook/fields';
import { makeTag } from '../sidecar/make';
import { piecesOf } from '../pieces';
import { patchTag, PATCHED, sameTag } from '../sidecar/patch';
import { sameData } from '../yaml/entry-edits';
import { mergeEntity, mergeTag } from './items';

export interface Fitted<P> {
  /** What can be set without taking anything back. */
  readonly set: P;
  /** The fields on which the change and what stands there disagree: what stands there stays. */
  readonly conflicts: readonly string[];
}

/** `was`: what the fields said when the change was made. Places are set as asked for: they follow the text, and nobody's wish. */
export function fitTag(now: Tag, set: TagPatch, was: TagPatch): Fitted<TagPatch> | undefined {
  const { pieces, ...fields } = set;
  const { pieces: _before, ...old } = was;
  const base = patchTag(now, old);
  const wanted = base && patchTag(base, fields);
  if (!wanted) return undefined;
  const { item, conflicts } = mergeTag(base, now, wanted, 'ours');
  const fit: Record<string, unknown> = {};
  for (const key of [...PATCHED, 'extra'] as const) {
    if (!sameData(item[key], now[key])) fit[key] = item[key] ?? null;
  }
  return { set: { ...(fit as TagPatch), ...(pieces && { pieces }) }, conflicts };
}

/** Do two states of a tag say the same, wherever they stand? */
export function saysTheSame(a: Tag, b: Tag): boolean {
  const [first, ...also] = piecesOf(a);
  const [id, place] = [a.id, first as Piece];
  return sameTag(makeTag(id, place, { ...a, also }), makeTag(id, place, { ...b, also }));
}

/** Are two tags of one id two passages? So it is where ids were doubled by copy and paste; no text moves that far. */
export function isElsewhere(a: Tag, b: Tag): boolean {
  return a.quote !== b.quote && a.before !== b.before && a.after !== b.after && !sameData(a.at, b.at);
}

export function fitEntity(
  now: Entity,
  set: EntityPatch,
  was: EntityPatch,
  patch: (entity: Entity, set: EntityPatch) => Entity,
): Fitted<EntityPatch> {
  const { id, ...fields } = set;
  const { id: _before, ...old } = was;
  const base = patch(now, old);
  const { item, conflicts } = mergeEntity(base, now, patch(base, fields), 'ours');
  const fit: Record<string, unknown> = {};
  for (const key of [...ENTITY_KEYS, 'extra'] as const) {
    if (!sameData(item[key], now[key])) fit[key] = item[key] ?? null;
  }
  return { set: { ...(fit as EntityPatch), ...(id !== undefined && { id }) }, conflicts };
}

/** The same of a type or stance value; each key is its own. The id is set as asked for. */
export function fitShort(now: object, set: object, was: object): Fitted<object> {
  const at = (of: object, key: string): unknown => (of as Readonly<Record<string, unknown>>)[key] ?? null;
  const fit: Record<string, unknown> = {};
  const conflicts: string[] = [];
  for (const [key, wanted] of Object.entries(set)) {
    const [there, before] = [at(now, key), at(was, key)];
    if (key !== 'id' && sameData(there, wanted ?? null)) continue;
    if (key === 'id' || !(key in was) || sameData(there, before)) fit[key] = wanted;
    else conflicts.push(key);
  }
  return { set: fit, conflicts };
}
