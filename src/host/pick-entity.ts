/** Picks of an entity of the codebook, filtered by the ranker: names and aliases in any script and with typos, then types. */
import { branchesOf } from '../core/codebook/branches';
import { guideInBrief } from '../core/codebook/guide';
import type { CodebookView } from '../core/corpus';
import type { Entity } from '../core/model';
import { rankEntities } from '../core/find/rank';
import { foldName } from '../core/text/fold';
import { label, visible } from '../core/text/safe';
import { rowsOf, type PickItem } from './pick';

export function entityRow(codebook: CodebookView, entity: Entity): PickItem<Entity> {
  return {
    label: visible(entity.name),
    description: visible(codebook.type(entity.type)?.label ?? entity.type),
    detail: entityDetail(entity),
    value: entity,
  };
}

/** The second line of an entity's row: its other names, and what it means. */
export function entityDetail(entity: Entity): string | undefined {
  const aliases = entity.aliases.length > 0 ? label(entity.aliases.join(' · '), 100) : '';
  const means = label(guideInBrief(entity), 160);
  return [aliases, means].filter((part) => part !== '').join(' — ') || undefined;
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
  const found = rankEntities(entities, typed, recent, true).filter(
    ({ entity, fit }) => fit !== 'none' || ofType(entity),
  );
  return rowsOf(found, ({ entity }) => entityRow(codebook, entity));
}

/** The types of the codebook as rows, those below others after them, with what they mean. */
export function typeRows(codebook: CodebookView): PickItem<string>[] {
  const tree = branchesOf(codebook.types);
  const row = (id: string): PickItem<string>[] => {
    const type = codebook.type(id);
    const path = tree.pathOf(id).slice(0, -1);
    const above = path.map((one) => visible(codebook.type(one)?.label ?? one)).join(' › ');
    const means = type ? label(guideInBrief(type), 160) : '';
    return [
      {
        label: visible(type?.label ?? id),
        ...(above !== '' && { description: above }),
        ...(means !== '' && { detail: means }),
        value: id,
      },
      ...tree.childrenOf(id).flatMap(row),
    ];
  };
  return tree.roots.flatMap(row);
}
