/** The one table of an entity's fields; see `sidecar/fields.ts`. */
import type { Entity } from '../model';
import { phrase, quoted, word } from '../yaml/scalars';
import { extraEntries } from '../yaml/write';
import type { Entries, Val } from '../yaml/write';

export type EntityKey = Exclude<keyof Entity, 'extra'>;

type Rows = {
  readonly [K in EntityKey]-?: {
    /** How the value is written; undefined where it is not. */
    readonly write: (value: NonNullable<Entity[K]>) => Val | undefined;
    /** May a patch take it away? */
    readonly optional: undefined extends Entity[K] ? true : false;
  };
};

export const ENTITY_FIELDS: Rows = {
  id: { write: word, optional: false },
  name: { write: phrase, optional: false },
  type: { write: word, optional: false },
  aliases: {
    write: (aliases) => (aliases.length > 0 ? { list: aliases.map(phrase) } : undefined),
    optional: false,
  },
  wikidata: { write: word, optional: true },
  note: { write: quoted, optional: true },
};

/** The keys of an entity in the order in which they are written. */
export const ENTITY_KEYS = Object.keys(ENTITY_FIELDS) as readonly EntityKey[];

/** All keys of an entity in their order, unknown ones last. */
export function entityEntries(entity: Entity): Entries {
  const entries: [string, Val][] = [];
  for (const key of ENTITY_KEYS) {
    const value = entity[key];
    const written = value === undefined ? undefined : (ENTITY_FIELDS[key].write as (value: unknown) => Val)(value);
    if (written !== undefined) entries.push([key, written]);
  }
  return [...entries, ...extraEntries(entity.extra)];
}

/** An entity with the keys that it has and no others. */
export function makeEntity(given: { readonly [K in keyof Entity]: Entity[K] | undefined } & Entity): Entity {
  const entity: Record<string, unknown> = {};
  for (const key of ENTITY_KEYS) if (given[key] !== undefined) entity[key] = given[key];
  if (given.extra !== undefined) entity['extra'] = given.extra;
  return entity as unknown as Entity;
}
