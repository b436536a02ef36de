/** The one table of an entity's fields; see `sidecar/fields.ts`. */
import type { Entity, EntityType, Guide, StanceValue } from '../model';
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

/** Text of one line in quotes; of several as lines. */
export const proseText = (text: string): Val => (text.includes('\n') ? { lines: text } : quoted(text));

/** The keys that say what a code means: of entities, types and stance values alike. */
const GUIDE_FIELDS = {
  definition: { write: proseText, optional: true },
  include: { write: proseText, optional: true },
  exclude: { write: proseText, optional: true },
  examples: {
    write: (examples: readonly string[]) => (examples.length > 0 ? { list: examples.map(quoted) } : undefined),
    optional: true,
  },
} as const;

export const GUIDE_KEYS = Object.keys(GUIDE_FIELDS) as readonly (keyof Guide)[];

/** The entries of what a type or a stance value says of its meaning. */
export function guideEntries(item: EntityType | StanceValue): Entries {
  return GUIDE_KEYS.flatMap((key): [string, Val][] => {
    const value = item[key];
    const written = value === undefined ? undefined : (GUIDE_FIELDS[key].write as (value: unknown) => Val)(value);
    return written === undefined ? [] : [[key, written]];
  });
}

export const ENTITY_FIELDS: Rows = {
  id: { write: word, optional: false },
  name: { write: phrase, optional: false },
  type: { write: word, optional: false },
  parent: { write: word, optional: true },
  aliases: {
    write: (aliases) => (aliases.length > 0 ? { list: aliases.map(phrase) } : undefined),
    optional: false,
  },
  wikidata: { write: word, optional: true },
  ...GUIDE_FIELDS,
  note: { write: proseText, optional: true },
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
