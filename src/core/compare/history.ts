/** What happened to one tag or one entity, version by version of its file. */
import { readCodebook } from '../codebook';
import { ENTITY_KEYS, entityEntries } from '../codebook/fields';
import type { Entity, Tag } from '../model';
import { readSidecar } from '../sidecar';
import { sameData } from '../yaml/entry-edits';
import { flowText } from '../yaml/write';
import { diffTags, type TagDifference } from './tags';

/** One version of the file; `text` undefined: it was not there, or could not be had. */
export interface Version<V> {
  readonly of: V;
  readonly text: string | undefined;
}

export interface Step<V, T> {
  readonly of: V;
  /** The version before, undefined for the first one. */
  readonly since: V | undefined;
  readonly kinds: readonly (TagDifference | 'changed')[];
  readonly before?: T;
  readonly after?: T;
}

/**
 * The versions in which the tag became another, oldest first. `versions` oldest first too. A version that cannot be read whole is
 * passed over: what it said nobody knows.
 */
export function tagHistory<V>(versions: readonly Version<V>[], id: string): Step<V, Tag>[] {
  const find = (text: string): readonly Tag[] | undefined => {
    const reading = readSidecar(text);
    return reading.ok ? reading.value.tags.filter((tag) => tag.id === id) : undefined;
  };
  return stepsOf(versions, find, ([before], [after]) => {
    const [change] = diffTags(before ? [before] : [], after ? [after] : []);
    return change?.kinds ?? [];
  });
}

/** The same of an entity; one that was given another id begins with that. */
export function entityHistory<V>(versions: readonly Version<V>[], id: string): Step<V, Entity>[] {
  const find = (text: string): readonly Entity[] | undefined => {
    const reading = readCodebook(text);
    const entity = reading.ok ? reading.value.entity(id) : undefined;
    return reading.ok ? (entity ? [entity] : []) : undefined;
  };
  return stepsOf(versions, find, ([before], [after]) => {
    if (!before || !after) return before ? ['removed'] : after ? ['added'] : [];
    return sameData(entityEntries(before), entityEntries(after)) ? [] : ['changed'];
  });
}

function stepsOf<V, T>(
  versions: readonly Version<V>[],
  find: (text: string) => readonly T[] | undefined,
  kindsOf: (before: readonly T[], after: readonly T[]) => readonly (TagDifference | 'changed')[],
): Step<V, T>[] {
  const steps: Step<V, T>[] = [];
  let last: readonly T[] = [];
  let since: V | undefined;
  for (const { of, text } of versions) {
    const now = text === undefined ? [] : find(text);
    if (!now) continue;
    const kinds = kindsOf(last, now);
    const [before, after] = [last[0], now[0]];
    if (kinds.length > 0) steps.push({ of, since, kinds, ...(before && { before }), ...(after && { after }) });
    [last, since] = [now, of];
  }
  return steps;
}

export interface FieldChange {
  readonly key: string;
  /** As it is written, on one line; undefined: it had none. Unescaped. */
  readonly before?: string;
  readonly after?: string;
}

/** The keys of an entity that say something else, in the order of the table of fields, unknown ones last. */
export function entityFields(before: Entity | undefined, after: Entity | undefined): FieldChange[] {
  const [was, is] = [before, after].map((entity) => new Map(entity ? entityEntries(entity) : []));
  const keys = new Set<string>([...ENTITY_KEYS, ...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  return [...keys].flatMap((key): FieldChange[] => {
    const [old, now] = [was?.get(key), is?.get(key)].map((value) =>
      value === undefined ? undefined : flowText(value),
    );
    if (old === now) return [];
    return [{ key, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }];
  });
}
