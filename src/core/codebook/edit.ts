/** Changes put on a codebook's text, one after the other, each with the change that takes it back. */
import type { CodebookChange, Skipped } from '../changes';
import { AUTHOR } from '../model';
import type { Codebook, Entity, EntityType, StanceValue } from '../model';
import { ListFile } from '../yaml/list-file';
import type { Done, Reason } from '../yaml/list-file';
import type { Eol } from '../yaml/outline';
import type { CodebookFile, CodebookText } from './codebook';
import { addShort, noteEdit, removeShort, setShort } from './edit-short';
import type { ShortKey } from './edit-short';
import { fitted } from './fit';
import type { There } from './fit';
import { FORM, newCodebook, stateOf } from './form';
import type { State } from './form';
import { patchEntity, patchShort, unset, unsetEntity } from './patch';

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
  const edit = new CodebookEdit(new ListFile(FORM, stateOf(begun), changes.length, eol));
  const inverse: CodebookChange[] = [];
  const skipped: Skipped[] = [];
  const done: CodebookChange[] = [];
  for (const change of changes) {
    const { change: fit, skipped: left } = fitted(edit, change);
    if (left) skipped.push(left);
    if (!fit) continue;
    const outcome = edit.apply(fit);
    const there = change.op === 'add-entity' ? edit.find(change.entity.id) : undefined;
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

class CodebookEdit implements There {
  constructor(readonly file: ListFile<Entity, State>) {}

  get codebook(): Codebook {
    return this.file.current().file.codebook;
  }

  readonly find = (id: string): Entity | undefined => this.file.find(id);

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

function back(done: Done | Reason, inverse: CodebookChange): CodebookChange | Reason {
  if (typeof done === 'string') return done;
  return done.raw ? { ...inverse, raw: done.raw } : inverse;
}
