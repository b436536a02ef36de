/** The one list of a pick of entities: what fits, the new entity, the rest. */
import type { Entity } from '../model';
import { aroundNew, isWhole, rankEntities, type Ranked } from '../find/rank';

/** A row: an entity with the form that fits, or a new one of this name. */
export type Choice = Ranked | { readonly newName: string };

/** The new entity stands in this row (from 0) at the latest: what stands lower nobody sees without scrolling. */
const IN_SIGHT = 5;

const LONGEST_NAME = 200;

/** So many rows of a list are shown: nobody reads more, and 20,000 entities are 2 MB to send at each key. */
const MOST_SHOWN = 200;

/** The first of a list, with the one to `begin` with wherever it stands, and how many `more` there are. */
export function firstOf<T>(list: readonly T[], begin?: (one: T) => boolean): { shown: T[]; more: number } {
  const shown = list.slice(0, MOST_SHOWN);
  const at = begin && !shown.some(begin) ? list.findIndex(begin) : -1;
  if (at >= 0) shown.push(list[at] as T);
  return { shown, more: list.length - shown.length };
}

/**
 * The rows for what is typed, else for the words to be tagged, and then all others of the codebook, used last first. What typed words
 * name stands above the new entity, which is always in sight; words that are only a part of a name do not name it.
 */
export function choicesFor(
  entities: readonly Entity[],
  { typed, words, recent }: { readonly typed: string; readonly words: string; readonly recent: readonly string[] },
): Choice[] {
  const typing = typed.trim() !== '';
  const name = (typing ? typed : words).replace(/\s+/g, ' ').trim();
  const ranked = rankEntities(entities, name, recent, typing);
  const { above, below } = aroundNew(ranked, typing);
  const made: Choice[] = name === '' || name.length > LONGEST_NAME ? [] : [{ newName: name }];
  const at = Math.min(above.length, IN_SIGHT);
  const shown = new Set([...above, ...below]);
  const rest = typing ? [] : ranked.filter((one) => !shown.has(one));
  return [...above.slice(0, at), ...made, ...above.slice(at), ...below, ...rest];
}

/** May words become an alias by one press? Not what the entity has, with an ending or not; nothing long, and nothing without a letter. */
export function aliasFrom(entity: Entity, words: string): string | undefined {
  const form = words.replace(/\s+/g, ' ').trim();
  if (!/\p{L}/u.test(form) || form.length > LONGEST_NAME || form.split(' ').length > 4) return undefined;
  return rankEntities([entity], form, []).some(isWhole) ? undefined : form;
}
