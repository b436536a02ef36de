/** The fields of an entity, type or stance value set by a patch, and the patch that sets them back. */
import type { EntityPatch, Patch } from '../changes';
import type { Entity, EntityType, StanceValue } from '../model';
import { ENTITY_KEYS, makeEntity } from './fields';

/** An entity with fields set, or taken away by `null`. */
export function patchEntity(old: Entity, set: EntityPatch): Entity {
  const now: Record<string, unknown> = { ...old };
  for (const key of PATCHED) if (set[key] !== undefined) now[key] = set[key] ?? undefined;
  return makeEntity(now as unknown as Entity);
}

/** The patch of an entity that brings the old values back. */
export function unsetEntity(old: Entity, set: EntityPatch): EntityPatch {
  const undo: Record<string, unknown> = {};
  for (const key of PATCHED) if (set[key] !== undefined) undo[key] = old[key] ?? null;
  return undo;
}

const PATCHED = [...ENTITY_KEYS, 'extra'] as const satisfies readonly (keyof EntityPatch)[];

/** A type or value with fields set, or taken away by `null`. */
export function patchShort<T extends EntityType | StanceValue>(old: T, set: Patch<T>): T {
  const now: Record<string, unknown> = { ...old };
  for (const [key, value] of Object.entries(set)) {
    if (value === null || value === undefined) delete now[key];
    else now[key] = value;
  }
  return now as unknown as T;
}

/** The patch that brings the old values back; a key that was not there is set to null, which takes it away. */
export function unset<T extends object>(old: T, set: Patch<T>): Patch<T> {
  const undo: Record<string, unknown> = {};
  for (const key of Object.keys(set) as (keyof T & string)[]) undo[key] = old[key] ?? null;
  return undo as Patch<T>;
}
