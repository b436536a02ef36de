/** The smallest merges: of one value, of lines, of a set, of keys. */
import { diff3Merge } from 'node-diff3';
import type { Written } from '../model';
import { sameData } from '../yaml/entry-edits';

/** Which side's value stands: where both say the same, or only one has changed it. Undefined: they disagree. */
export function pick<T>(
  base: T,
  ours: T,
  theirs: T,
  same: (a: T, b: T) => boolean = sameData,
): 'ours' | 'theirs' | undefined {
  if (same(ours, theirs) || same(base, theirs)) return 'ours';
  return same(base, ours) ? 'theirs' : undefined;
}

/** Collects what became of the fields of one item. */
export class Fields {
  readonly conflicts: string[] = [];
  readonly taken: string[] = [];

  constructor(private readonly prefer: 'ours' | 'theirs') {}

  /** The value of one field; where the sides disagree that of the preferred one, and the field is a conflict. */
  of<T>(name: string, base: T, ours: T, theirs: T): T {
    const side = pick(base, ours, theirs);
    if (side === undefined) return this.conflict(name, ours, theirs);
    if (side === 'theirs') this.taken.push(name);
    return side === 'ours' ? ours : theirs;
  }

  conflict<T>(name: string, ours: T, theirs: T): T {
    this.conflicts.push(name);
    return this.prefer === 'ours' ? ours : theirs;
  }

  /** A text of several lines: changes of different lines go together. */
  lines(
    name: string,
    base: string | undefined,
    ours: string | undefined,
    theirs: string | undefined,
  ): string | undefined {
    if (pick(base, ours, theirs) === undefined && base !== undefined && ours !== undefined && theirs !== undefined) {
      const made = mergeLines(base, ours, theirs);
      if (made !== undefined) {
        this.taken.push(name);
        return made;
      }
    }
    return this.of(name, base, ours, theirs);
  }

  /** Unknown keys, each on its own. */
  keys<V extends Written>(
    prefix: string,
    base: Readonly<Record<string, V>> | undefined,
    ours: Readonly<Record<string, V>> | undefined,
    theirs: Readonly<Record<string, V>> | undefined,
  ): Readonly<Record<string, V>> | undefined {
    if (!ours && !theirs) return undefined;
    const made = new Map<string, V>();
    for (const key of new Set([...Object.keys(ours ?? {}), ...Object.keys(theirs ?? {})])) {
      const at = (of: Readonly<Record<string, V>> | undefined) => (of && Object.hasOwn(of, key) ? of[key] : undefined);
      const value = this.of(prefix + key, at(base), at(ours), at(theirs));
      if (value !== undefined) made.set(key, value);
    }
    return made.size > 0 ? Object.fromEntries(made) : undefined;
  }
}

/** Lines changed by both sides; undefined where both changed the same or adjacent ones (node-diff3, after Khanna et al. 2007). */
export function mergeLines(base: string, ours: string, theirs: string): string | undefined {
  const regions = diff3Merge(ours.split('\n'), base.split('\n'), theirs.split('\n'));
  const made: string[] = [];
  for (const region of regions) {
    if (!region.ok) return undefined;
    made.push(...region.ok);
  }
  return made.join('\n');
}

/** Comments and blank lines: what both sides have changed stands one after the other, since nobody's words may go. */
export function mergeComments(base: string, ours: string, theirs: string): string {
  const side = pick(base, ours, theirs);
  if (side !== undefined) return side === 'ours' ? ours : theirs;
  const cut = (text: string): string[] => text.split(/(?<=\n)/).filter((line) => line !== '');
  return diff3Merge(cut(ours), cut(base), cut(theirs))
    .flatMap((region) => region.ok ?? [...(region.conflict?.a ?? []), ...(region.conflict?.b ?? [])])
    .join('');
}

/** Ours, without what theirs has taken out of the base, and with what it has put in. */
export function mergeSet<T>(
  base: readonly T[],
  ours: readonly T[],
  theirs: readonly T[],
  keyOf: (item: T) => string,
): T[] {
  const keys = (items: readonly T[]) => new Set(items.map(keyOf));
  const [inBase, inOurs, inTheirs] = [keys(base), keys(ours), keys(theirs)];
  const kept = ours.filter((item) => inTheirs.has(keyOf(item)) || !inBase.has(keyOf(item)));
  return [...kept, ...theirs.filter((item) => !inOurs.has(keyOf(item)) && !inBase.has(keyOf(item)))];
}
