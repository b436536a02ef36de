/**
 * What happened to the tags of a source between two readings of its sidecar, by id: for `diff` of the command line and for
 * 'Compare Tags'. Tags are data of their coder: two with one meaning under two ids are never taken for each other.
 */
import { ENTITY_KEYS } from '../codebook/fields';
import { isStance, meaningKey, sameSpan, type Entity, type Tag } from '../model';
import { samePieces } from '../pieces';
import { inPlainWords, spokenSentence, type Names } from '../words/sentence';

/** `moved`: another passage or place. `re-meant`: another entity, sense or stance. `noted`: another note or coder. */
export const TAG_DIFFERENCES = ['added', 'removed', 'moved', 're-meant', 'noted'] as const;
export type TagDifference = (typeof TAG_DIFFERENCES)[number];

export interface ChangedTag {
  readonly id: string;
  /** One for a tag that came or went; for another as many as hold. */
  readonly kinds: readonly TagDifference[];
  readonly before?: Tag;
  readonly after?: Tag;
}

/** In the order of the places after; what was removed stands where it was. */
export function diffTags(before: readonly Tag[], after: readonly Tag[]): ChangedTag[] {
  const was = new Map(before.map((tag) => [tag.id, tag]));
  const is = new Set(after.map((tag) => tag.id));
  const found: ChangedTag[] = before.flatMap((tag) =>
    is.has(tag.id) ? [] : [{ id: tag.id, kinds: ['removed'], before: tag }],
  );
  for (const tag of after) {
    const old = was.get(tag.id);
    if (!old) {
      found.push({ id: tag.id, kinds: ['added'], after: tag });
      continue;
    }
    const kinds = differencesOf(old, tag);
    if (kinds.length > 0) found.push({ id: tag.id, kinds, before: old, after: tag });
  }
  return found.sort((a, b) => compareSpots(a.after ?? a.before, b.after ?? b.before));
}

function compareSpots(a: Tag | undefined, b: Tag | undefined): number {
  if (!a || !b) return 0;
  return a.at.startLine - b.at.startLine || a.at.startColumn - b.at.startColumn || (a.id < b.id ? -1 : 1);
}

function differencesOf(before: Tag, after: Tag): TagDifference[] {
  if (before === after) return [];
  const kinds: TagDifference[] = [];
  if (!samePassage(before, after)) kinds.push('moved');
  if (meaningKey(before) !== meaningKey(after)) kinds.push('re-meant');
  if (before.note !== after.note || before.by !== after.by) kinds.push('noted');
  return kinds;
}

/** The context apart: that a neighbouring word changed is nothing about the tag. */
function samePassage(a: Tag, b: Tag): boolean {
  return samePieces(a, b, (one, two) => one.quote === two.quote && sameSpan(one.at, two.at));
}

/** A tag's meaning in words; of each side by its own codebook. `show` is applied to each text from files. */
export function meaningIn(codebook: Names | undefined, tag: Tag, show: (text: string) => string): string {
  if (isStance(tag)) return inPlainWords(spokenSentence(codebook, tag.stance), show);
  const name = show(codebook?.entity(tag.entity)?.name ?? tag.entity);
  return tag.sense === undefined ? name : `${name} (${tag.sense})`;
}

export interface ChangedEntity {
  readonly id: string;
  readonly before?: Entity;
  readonly after?: Entity;
}

/** Entities that came, went or are others now, in the order after, the removed ones first. */
export function diffEntities(before: readonly Entity[], after: readonly Entity[]): ChangedEntity[] {
  const was = new Map(before.map((entity) => [entity.id, entity]));
  const is = new Set(after.map(({ id }) => id));
  const gone = before
    .filter(({ id }) => !is.has(id))
    .map((entity): ChangedEntity => ({ id: entity.id, before: entity }));
  const others = after.flatMap((entity): ChangedEntity[] => {
    const old = was.get(entity.id);
    if (!old) return [{ id: entity.id, after: entity }];
    return entityKey(old) === entityKey(entity) ? [] : [{ id: entity.id, before: old, after: entity }];
  });
  return [...gone, ...others];
}

/** All that the codebook says of an entity but its unknown keys, in the order of the one table of fields. */
function entityKey(entity: Entity): string {
  return JSON.stringify(ENTITY_KEYS.map((key) => (key === 'aliases' ? [...entity.aliases].sort() : entity[key])));
}
