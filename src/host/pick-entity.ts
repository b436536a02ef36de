/** Picks of an entity of the codebook, filtered by the ranker: names and aliases in any script and with typos, then types. */
import type { CodebookView } from '../core/corpus';
import type { Entity } from '../core/model';
import { rankEntities } from '../core/rank';
import { foldName } from '../core/text/fold';
import { label, visible } from '../core/text/safe';
import type { PickItem } from './pick';

/** So many rows are sent at a key. */
const MOST = 100;

export function entityRow(codebook: CodebookView, entity: Entity): PickItem<Entity> {
  return {
    label: visible(entity.name),
    description: visible(codebook.type(entity.type)?.label ?? entity.type),
    detail: entity.aliases.length > 0 ? label(entity.aliases.join(' · '), 100) : undefined,
    value: entity,
  };
}

/** The rows for what was typed, for `PickOptions.ranked`. `recent`: ids, newest first. */
export function rankedRows(
  codebook: CodebookView,
  entities: readonly Entity[],
  typed: string,
  recent: readonly string[] = [],
): PickItem<Entity>[] {
  const wanted = foldName(typed);
  const ofType = (entity: Entity): boolean =>
    foldName(codebook.type(entity.type)?.label ?? entity.type).startsWith(wanted);
  return rankEntities(entities, typed, recent, true)
    .filter(({ entity, fit }) => fit !== 'none' || ofType(entity))
    .slice(0, MOST)
    .map(({ entity }) => entityRow(codebook, entity));
}
