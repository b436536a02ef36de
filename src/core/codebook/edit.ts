/** Changes put on a codebook's text, one after the other, each with the change that takes it back. */
import type { CodebookChange, EntityPatch, Patch, Short, Skipped } from '../changes';
import { AUTHOR, FORMAT } from '../model';
import type { Codebook, Entity, EntityType, StanceValue } from '../model';
import { fitEntity, fitShort } from '../merge/fit';
import { Fields as MergedFields } from '../merge/three-way';
import { sameData } from '../yaml/entry-edits';
import { BadItem } from '../yaml/items';
import type { BlockItems } from '../yaml/items';
import type { Indexed } from '../yaml/work';
import { ListFile } from '../yaml/list-file';
import type { Done, ListFormat, ListState, Reason } from '../yaml/list-file';
import type { Eol, Section } from '../yaml/outline';
import { flowText } from '../yaml/write';
import { CodebookText, entityOfLines, placed, readParts } from './codebook';
import type { CodebookFile } from './codebook';
import { defaultCodebook } from './defaults';
import { editEntity, editEntityFlow } from './edit-entity';
import { addShort, noteEdit, removeShort, setShort } from './edit-short';
import type { ShortKey } from './edit-short';
import { ENTITY_KEYS, makeEntity } from './fields';
import { entityEntries, entityLines, typeText, valueEntries } from './write';

export interface AppliedToCodebook {
  readonly codebook: CodebookFile;
  /** Takes all of it back, in this order. */
  readonly inverse: readonly CodebookChange[];
  readonly skipped: readonly Skipped[];
  /** What was done, each change with the values that it took the place of. */
  readonly done: readonly CodebookChange[];
}

/**
 * Puts changes on a codebook; `now` undefined means that there is no file yet: it begins with the default types and stance
 * values. A change that cannot be made is left out with its reason, and the others go on. `eol` is for a new file.
 */
export function applyToCodebook(
  now: CodebookFile | undefined,
  changes: readonly CodebookChange[],
  eol: Eol = '\n',
): AppliedToCodebook {
  const begun = (now as CodebookText | undefined) ?? newCodebook(eol);
  const edit = new CodebookEdit(new ListFile(FORM, new State(begun), changes.length, eol));
  const inverse: CodebookChange[] = [];
  const skipped: Skipped[] = [];
  const done: CodebookChange[] = [];
  for (const change of changes) {
    const { change: fit, skipped: left } = edit.fitted(change);
    if (left) skipped.push(left);
    if (!fit) continue;
    const outcome = edit.apply(fit);
    const there = change.op === 'add-entity' ? edit.file.find(change.entity.id) : undefined;
    if (typeof outcome === 'string') skipped.push({ change, why: outcome, ...(there && { there }) });
    else {
      inverse.push(bound(outcome, fit));
      done.push(bound(fit, outcome));
    }
  }
  return { codebook: edit.file.finish().file, inverse: inverse.reverse(), skipped, done };
}

/** A change with the values that it takes the place of: those that its opposite would put. */
function bound(change: CodebookChange, opposite: CodebookChange): CodebookChange {
  switch (change.op) {
    case 'set-entity':
    case 'set-type':
    case 'set-value': {
      if (opposite.op !== change.op) return change;
      const { id: _id, ...was } = opposite.set;
      return { ...change, was };
    }
    case 'set-note':
      return opposite.op === 'set-note' ? { ...change, was: opposite.note } : change;
    case 'remove-entity':
      return opposite.op === 'add-entity' ? { ...change, was: opposite.entity } : change;
    case 'remove-type':
      return opposite.op === 'add-type' ? { ...change, was: opposite.type } : change;
    case 'remove-value':
      return opposite.op === 'add-value' ? { ...change, was: opposite.value } : change;
    case 'remove-search':
      return opposite.op === 'add-search' ? { ...change, was: opposite.search } : change;
    default:
      return change;
  }
}

/** What is written where there is no codebook yet. */
function newCodebook(eol: Eol): CodebookText {
  const { types, stances } = defaultCodebook();
  const lines = [
    `stancemark: ${FORMAT}`,
    `types: [${types.map(typeText).join(', ')}]`,
    'stances:',
    ...stances.map((value) => '  - ' + flowText({ map: valueEntries(value) })),
    'entities: []',
  ];
  const parts = readParts(lines.join(eol) + eol);
  if (!parts.ok) throw new Error('The new codebook is refused');
  return new CodebookText(parts.value);
}

/** A codebook as {@link ListFile} sees it. */
class State implements ListState<Entity> {
  readonly list: BlockItems<Entity> | undefined;

  constructor(readonly file: CodebookText) {
    this.list = file.parts.list;
  }

  get text(): string {
    return this.file.text;
  }

  get sections(): readonly Section[] {
    return this.file.parts.sections;
  }
}

const FORM: ListFormat<Entity, State> = {
  key: 'entities',
  order: ['stancemark', 'note', 'types', 'stances', 'entities', 'searches', 'codes', 'speakers'],
  unique: false,
  read: (text, known) => {
    const parts = readParts(text, known);
    return parts.ok ? new State(new CodebookText(parts.value)) : undefined;
  },
  withList: ({ file }, { text, list }, moved) => {
    const sections = file.parts.sections.map((one) => ({
      ...one,
      from: moved(one.from),
      valueFrom: moved(one.valueFrom),
      to: moved(one.to),
    }));
    return new State(new CodebookText({ text, list, sections, head: placed(file.parts.head, moved) }));
  },
  items: ({ file }) => file.items,
  lines: entityLines,
  flow: (entity) => flowText({ map: entityEntries(entity) }),
  readLines: entityOfLines,
  editLines: editEntity,
  editFlow: editEntityFlow,
  place: placeOf,
  compare: (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
};

/** Where the ids stand in order: in that order, so that two people's new entities seldom meet. Otherwise at the end. */
function placeOf(items: Indexed<Entity | BadItem>, entity: Entity): number {
  let last = '';
  let place = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items.at(i);
    if (!item || item instanceof BadItem) continue;
    if (item.id < last) return items.length;
    last = item.id;
    if (item.id <= entity.id) place = i + 1;
  }
  return place;
}

class CodebookEdit {
  constructor(readonly file: ListFile<Entity, State>) {}

  /** The change as far as it takes nothing back that somebody else has done since it was made. */
  fitted(change: CodebookChange): { change?: CodebookChange; skipped?: Skipped } {
    if (change.op === 'set-note') return this.fittedNote(change);
    // Two people who ticked the same label agree.
    if (change.op === 'add-speaker' && this.codebook.speakers?.some((one) => sameData(one, change.rule))) return {};
    if (change.op !== 'set-entity' && change.op !== 'remove-entity') return this.fittedShort(change);
    const there = this.file.find(change.id);
    if (!there) return this.isRenamed(change) ? {} : { change };
    if (!change.was) return { change };
    if (change.op === 'remove-entity') {
      const same = sameData(entityEntries(there), entityEntries(change.was));
      return same ? { change } : { skipped: { change, why: 'changed-meanwhile', there } };
    }
    const { set, conflicts } = fitEntity(there, change.set, change.was, patchEntity);
    if (conflicts.length === 0) return { change: { ...change, set } };
    const skipped: Skipped = { change, why: 'changed-meanwhile', fields: conflicts, there };
    return Object.keys(set).length === 0 ? { skipped } : { change: { ...change, set }, skipped };
  }

  /** A memo goes by lines, as notes do; where both changed the same ones, what stands there stays. */
  private fittedNote(change: Extract<CodebookChange, { op: 'set-note' }>): {
    change?: CodebookChange;
    skipped?: Skipped;
  } {
    if (change.was === undefined) return { change };
    const fields = new MergedFields('ours');
    const now = this.codebook.note;
    const note = fields.lines('note', change.was ?? undefined, now, change.note ?? undefined);
    if (fields.conflicts.length === 0) return { change: { ...change, note: note ?? null } };
    return { skipped: { change, why: 'changed-meanwhile', fields: ['note'] } };
  }

  /** Has the entity the id already that it is to have? A change that was half done is done again. */
  private isRenamed(change: CodebookChange): boolean {
    if (change.op !== 'set-entity' || change.set.id === undefined) return false;
    const there = this.file.find(change.set.id);
    return there !== undefined && sameData(patchEntity(there, change.set), there);
  }

  private fittedShort(change: CodebookChange): { change?: CodebookChange; skipped?: Skipped } {
    const there = this.shortOf(change);
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
  private shortOf(change: CodebookChange): Short | undefined {
    const { types, stances, searches } = this.codebook;
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

  apply(change: CodebookChange): CodebookChange | Reason {
    const { file } = this;
    switch (change.op) {
      case 'add-entity':
        if (change.entity.id === AUTHOR) return 'id-taken';
        return back(file.add(change.entity, change.raw), { op: 'remove-entity', id: change.entity.id });
      case 'remove-entity': {
        const entity = file.find(change.id);
        return entity ? back(file.remove(entity, change.raw), { op: 'add-entity', entity }) : 'no-such-entity';
      }
      case 'set-entity':
        return this.setEntity(change);
      case 'add-type':
        return this.add(change, 'types', { op: 'remove-type', id: change.type.id }, change.type, 'id');
      case 'add-value':
        return this.add(change, 'stances', { op: 'remove-value', id: change.value.id }, change.value, 'id');
      case 'add-search':
        return this.add(change, 'searches', { op: 'remove-search', name: change.search.name }, change.search, 'name');
      case 'remove-type': {
        const type = this.codebook.types.find((one) => one.id === change.id);
        return type ? this.remove(change, 'types', change.id, { op: 'add-type', type }) : 'no-such-value';
      }
      case 'remove-value': {
        const value = this.codebook.stances.find((one) => one.id === change.id);
        return value ? this.remove(change, 'stances', change.id, { op: 'add-value', value }) : 'no-such-value';
      }
      case 'remove-search': {
        const search = this.codebook.searches.find((one) => one.name === change.name);
        return search ? this.remove(change, 'searches', change.name, { op: 'add-search', search }) : 'no-such-value';
      }
      case 'set-note': {
        const make = (lines: string) => noteEdit(lines, change.note, this.file.eol);
        const inverse: CodebookChange = { op: 'set-note', note: this.codebook.note ?? null };
        return back(this.file.changeSection('note', change.raw, make), inverse);
      }
      case 'add-code':
        return this.add(change, 'codes', { op: 'remove-code', code: change.rule.code }, change.rule, 'code');
      case 'remove-code': {
        const rule = this.codebook.codes?.find((one) => one.code === change.code);
        return rule ? this.remove(change, 'codes', change.code, { op: 'add-code', rule }) : 'no-such-value';
      }
      case 'add-speaker': {
        const { rule } = change;
        return this.add(change, 'speakers', { op: 'remove-speaker', label: rule.label }, rule, 'label');
      }
      case 'remove-speaker': {
        const rule = this.codebook.speakers?.find((one) => one.label === change.label);
        return rule ? this.remove(change, 'speakers', change.label, { op: 'add-speaker', rule }) : 'no-such-value';
      }
      case 'set-type': {
        const old = this.codebook.types.find((one) => one.id === change.id);
        if (!old) return 'no-such-value';
        const now = patchShort(old, change.set);
        const inverse: CodebookChange = { op: 'set-type', id: now.id, set: unset(old, change.set) };
        return this.set(change, 'types', old, now, inverse);
      }
      case 'set-value': {
        const old = this.codebook.stances.find((one) => one.id === change.id);
        if (!old) return 'no-such-value';
        const now = patchShort(old, change.set);
        const inverse: CodebookChange = { op: 'set-value', id: now.id, set: unset(old, change.set) };
        return this.set(change, 'stances', old, now, inverse);
      }
    }
  }

  private get codebook(): Codebook {
    return this.file.current().file.codebook;
  }

  private setEntity({ id, set, raw }: Extract<CodebookChange, { op: 'set-entity' }>): CodebookChange | Reason {
    const old = this.file.find(id);
    if (!old) return 'no-such-entity';
    const now = patchEntity(old, set);
    if (now.id !== id && (now.id === AUTHOR || now.id === '' || this.file.find(now.id))) return 'id-taken';
    return back(this.file.set(old, now, raw), { op: 'set-entity', id: now.id, set: unsetEntity(old, set) });
  }

  private add<T extends object>(
    change: CodebookChange,
    key: ShortKey,
    inverse: CodebookChange,
    item: T,
    name: keyof T,
  ): CodebookChange | Reason {
    const all = (this.codebook[key] ?? []) as readonly unknown[] as readonly T[];
    if (all.some((one) => one[name] === item[name])) return 'id-taken';
    const make = (lines: string) => addShort(lines, key, item as never, this.file.eol);
    return back(this.file.changeSection(key, change.raw, make), inverse);
  }

  private remove(change: CodebookChange, key: ShortKey, id: string, inverse: CodebookChange): CodebookChange | Reason {
    const make = (lines: string) => removeShort(lines, key, id, this.file.eol);
    return back(this.file.changeSection(key, change.raw, make), inverse);
  }

  private set<T extends EntityType | StanceValue>(
    change: CodebookChange,
    key: 'types' | 'stances',
    old: T,
    now: T,
    inverse: CodebookChange,
  ): CodebookChange | Reason {
    if (now.id === '' || (now.id !== old.id && this.codebook[key].some((one) => one.id === now.id))) return 'id-taken';
    const make = (lines: string) => setShort(lines, key, old, now, this.file.eol);
    return back(this.file.changeSection(key, change.raw, make), inverse);
  }
}

export function patchEntity(old: Entity, set: EntityPatch): Entity {
  const now: Record<string, unknown> = { ...old };
  for (const key of PATCHED) if (set[key] !== undefined) now[key] = set[key] ?? undefined;
  return makeEntity(now as unknown as Entity);
}

export function unsetEntity(old: Entity, set: EntityPatch): EntityPatch {
  const undo: Record<string, unknown> = {};
  for (const key of PATCHED) if (set[key] !== undefined) undo[key] = old[key] ?? null;
  return undo;
}

const PATCHED = [...ENTITY_KEYS, 'extra'] as const satisfies readonly (keyof EntityPatch)[];

/** A type or value with fields set, or taken away by `null`. */
export function patchShort<T extends EntityType | StanceValue>(old: T, set: Patch<T>): T {
  const now: Record<string, unknown> = { ...old };
  for (const [key, value] of Object.entries(set)) {
    if (value === null || value === undefined) delete now[key];
    else now[key] = value;
  }
  return now as unknown as T;
}

/** The patch that brings the old values back; a key that was not there is set to null, which takes it away. */
function unset<T extends object>(old: T, set: Patch<T>): Patch<T> {
  const undo: Record<string, unknown> = {};
  for (const key of Object.keys(set) as (keyof T & string)[]) undo[key] = old[key] ?? null;
  return undo as Patch<T>;
}

function back(done: Done | Reason, inverse: CodebookChange): CodebookChange | Reason {
  if (typeof done === 'string') return done;
  return done.raw ? { ...inverse, raw: done.raw } : inverse;
}
