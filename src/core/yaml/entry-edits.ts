/** What tells one map's entries from another's, as changes of its keys. */
import type { Extra } from '../model';
import type { KeyEdit } from './map-edit';
import type { Entries, Val } from './write';

/** The edit of one key; undefined where it says the same in both. */
export function entryEdit(
  key: string,
  before: ReadonlyMap<string, Val>,
  after: ReadonlyMap<string, Val>,
): KeyEdit | undefined {
  const to = after.get(key) ?? null;
  return sameData(before.get(key) ?? null, to) ? undefined : { key, to };
}

/** The edits that bring one map's entries to another's, for the keys given. */
export function entryEdits(old: Entries, now: Entries, keys: readonly string[]): KeyEdit[] {
  const [before, after] = [new Map(old), new Map(now)];
  return keys.flatMap((key) => entryEdit(key, before, after) ?? []);
}

/** The same for unknown keys. */
export function extraEdits(old: Extra | undefined, now: Extra | undefined): KeyEdit[] {
  if (old === now) return [];
  const [before, after] = [new Map(Object.entries(old ?? {})), new Map(Object.entries(now ?? {}))];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => entryEdit(key, before, after) ?? []);
}

/** Are two values that hold nothing but data the same, keys in the same order? */
export function sameData(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
