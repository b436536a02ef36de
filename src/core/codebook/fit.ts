/** A change of a codebook that meets another state than it was made on: as far as it takes nothing back of what others did. */
import type { CodebookChange, Short, Skipped } from '../changes';
import { fitEntity, fitShort } from '../merge/fit';
import { Fields as MergedFields } from '../merge/three-way';
import type { Codebook, Entity } from '../model';
import { sameData } from '../yaml/entry-edits';
import { patchEntity } from './patch';
import { entityEntries } from './write';

/** What stands in the codebook. */
export interface There {
  readonly codebook: Codebook;
  readonly find: (id: string) => Entity | undefined;
}

export interface Fit {
  /** What can be done; undefined where nothing is left to do. */
  readonly change?: CodebookChange;
  /** What cannot, and why. */
  readonly skipped?: Skipped;
}

/** The change as far as it takes nothing back that somebody else has done since it was made. */
export function fitted(there: There, change: CodebookChange): Fit {
  if (change.op === 'set-note') return fittedNote(there, change);
  // Two people who ticked the same label agree.
  if (change.op === 'add-speaker' && there.codebook.speakers?.some((one) => sameData(one, change.rule))) return {};
  if (change.op !== 'set-entity' && change.op !== 'remove-entity') return fittedShort(there, change);
  const entity = there.find(change.id);
  if (!entity) return isRenamed(there, change) ? {} : { change };
  if (!change.was) return { change };
  if (change.op === 'remove-entity') {
    const same = sameData(entityEntries(entity), entityEntries(change.was));
    return same ? { change } : { skipped: { change, why: 'changed-meanwhile', there: entity } };
  }
  const { set, conflicts } = fitEntity(entity, change.set, change.was, patchEntity);
  if (conflicts.length === 0) return { change: { ...change, set } };
  const skipped: Skipped = { change, why: 'changed-meanwhile', fields: conflicts, there: entity };
  return Object.keys(set).length === 0 ? { skipped } : { change: { ...change, set }, skipped };
}

/** A memo goes by lines, as notes do; where both changed the same ones, what stands there stays. */
function fittedNote({ codebook }: There, change: Extract<CodebookChange, { op: 'set-note' }>): Fit {
  if (change.was === undefined) return { change };
  const fields = new MergedFields('ours');
  const now = codebook.note;
  const note = fields.lines('note', change.was ?? undefined, now, change.note ?? undefined);
  if (fields.conflicts.length === 0) return { change: { ...change, note: note ?? null } };
  return { skipped: { change, why: 'changed-meanwhile', fields: ['note'] } };
}

/** Has the entity the id already that it is to have? A change that was half done is done again. */
function isRenamed({ find }: There, change: CodebookChange): boolean {
  if (change.op !== 'set-entity' || change.set.id === undefined) return false;
  const there = find(change.set.id);
  return there !== undefined && sameData(patchEntity(there, change.set), there);
}

function fittedShort({ codebook }: There, change: CodebookChange): Fit {
  const there = shortOf(codebook, change);
  if (!there) return { change };
  switch (change.op) {
    case 'add-type':
    case 'add-value':
    case 'add-search':
      return { skipped: { change, why: 'id-taken', there } };
    case 'remove-type':
    case 'remove-value':
    case 'remove-search':
      return !change.was || sameData(change.was, there)
        ? { change }
        : { skipped: { change, why: 'changed-meanwhile', there } };
    case 'set-type':
    case 'set-value': {
      if (!change.was) return { change };
      const { set, conflicts } = fitShort(there, change.set, change.was);
      const fit = Object.keys(set).length > 0 ? { change: { ...change, set } as CodebookChange } : {};
      const why = 'changed-meanwhile' as const;
      return conflicts.length === 0 ? fit : { ...fit, skipped: { change, why, fields: conflicts, there } };
    }
    default:
      return { change };
  }
}

/** The type, value or search that a change is about, as it stands there. */
function shortOf(codebook: Codebook, change: CodebookChange): Short | undefined {
  const { types, stances, searches } = codebook;
  switch (change.op) {
    case 'add-type':
      return types.find(({ id }) => id === change.type.id);
    case 'add-value':
      return stances.find(({ id }) => id === change.value.id);
    case 'add-search':
      return searches.find(({ name }) => name === change.search.name);
    case 'remove-type':
    case 'set-type':
      return types.find(({ id }) => id === change.id);
    case 'remove-value':
    case 'set-value':
      return stances.find(({ id }) => id === change.id);
    case 'remove-search':
      return searches.find(({ name }) => name === change.name);
    default:
      return undefined;
  }
}
