/** Changes put on a sidecar's text, one after the other, each with the change that takes it back. */
import type { Raw, SidecarChange, Skipped } from '../changes';
import { compareTags, FORMAT } from '../model';
import type { Tag } from '../model';
import { BadItem } from '../yaml/items';
import type { BlockItems } from '../yaml/items';
import { ListFile, rawOf } from '../yaml/list-file';
import type { Done, ListFormat, ListState, Reason } from '../yaml/list-file';
import type { Eol, Section } from '../yaml/outline';
import type { Indexed } from '../yaml/work';
import { flowText } from '../yaml/write';
import { editBlock, editFlow } from './edit-block';
import { detailsEdit, dismissEdit } from './edit-head';
import { inversePatch, patchTag } from './patch';
import { readParts } from './read';
import { isSorted, reorder } from './reorder';
import { SidecarFile, sidecarOf, tagOfLines } from './sidecar';
import type { Sidecar } from './sidecar';
import { tagEntries, tagLines } from './write';

export interface Applied {
  readonly sidecar: Sidecar;
  /** Takes all of it back, in this order. */
  readonly inverse: readonly SidecarChange[];
  readonly skipped: readonly Skipped[];
}

/**
 * Puts changes on a sidecar; `now` undefined means that there is no file yet. Every change alters the lines of its own tag
 * and no others; one that cannot be made is left out with its reason, and the others go on. `eol` is for a new file.
 */
export function applyToSidecar(now: Sidecar | undefined, changes: readonly SidecarChange[], eol: Eol = '\n'): Applied {
  const begun = (now as SidecarFile | undefined) ?? emptySidecar(eol);
  const edit = new SidecarEdit(new ListFile(FORM, new State(begun), changes.length, eol));
  const inverse: SidecarChange[] = [];
  const skipped: Skipped[] = [];
  for (const change of changes) {
    const outcome = edit.apply(change);
    if (typeof outcome === 'string') skipped.push({ change, why: outcome });
    else inverse.push(outcome);
  }
  inverse.push(...edit.sort());
  return { sidecar: edit.file.finish().sidecar, inverse: inverse.reverse(), skipped };
}

function emptySidecar(eol: Eol): SidecarFile {
  const parts = readParts(`stancemark: ${FORMAT}${eol}tags: []${eol}`);
  if (!parts.ok) throw new Error('The empty sidecar is refused');
  return sidecarOf(parts.value);
}

/** A sidecar as {@link ListFile} sees it. */
class State implements ListState<Tag> {
  readonly list: BlockItems<Tag> | undefined;

  constructor(readonly sidecar: SidecarFile) {
    this.list = sidecar.parts.list;
  }

  get text(): string {
    return this.sidecar.text;
  }

  get sections(): readonly Section[] {
    return this.sidecar.parts.sections;
  }
}

const FORM: ListFormat<Tag, State> = {
  key: 'tags',
  order: ['stancemark', 'source', 'tags', 'dismissed'],
  unique: true,
  compare: compareTags,
  read: (text, known) => {
    const parts = readParts(text, known);
    return parts.ok ? new State(sidecarOf(parts.value)) : undefined;
  },
  withList: ({ sidecar }, { text, pieces, list }, moved) => {
    // Ids given in memory depend on all tags before: the file is then read again.
    const again = sidecar.hasDuplicates ? readParts(text) : undefined;
    if (again?.ok) return new State(sidecarOf(again.value));
    const { sections, head } = sidecar.parts;
    const parts = {
      text,
      list,
      sections: sections.map((one) => ({
        ...one,
        from: moved(one.from),
        valueFrom: moved(one.valueFrom),
        to: moved(one.to),
      })),
      head: {
        ...head,
        faults: head.faults.map((fault) => ({ ...fault, from: moved(fault.from), to: moved(fault.to) })),
      },
    };
    return new State(new SidecarFile(parts, new Map(), list.items, pieces));
  },
  items: ({ sidecar }) => sidecar.items,
  lines: tagLines,
  flow: (tag) => flowText({ map: tagEntries(tag) }),
  readLines: tagOfLines,
  editLines: editBlock,
  editFlow,
  place: placeOf,
};

/** After the last tag that does not come after it. */
function placeOf(items: Indexed<Tag | BadItem>, tag: Tag): number {
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items.at(i) as Tag | BadItem;
    if (!(item instanceof BadItem) && compareTags(item, tag) <= 0) return i + 1;
  }
  return 0;
}

class SidecarEdit {
  /** Tags whose place was changed by their fields; sorted in at the end where the list was sorted before. */
  private readonly placed = new Set<string>();
  private sorted: boolean | undefined;

  constructor(readonly file: ListFile<Tag, State>) {}

  apply(change: SidecarChange): SidecarChange | Reason {
    const { file } = this;
    switch (change.op) {
      case 'add':
        return back(file.add(change.tag, change.raw), { op: 'remove', id: change.tag.id });
      case 'remove': {
        const tag = file.find(change.id);
        return tag ? back(file.remove(tag, change.raw), { op: 'add', tag }) : 'no-such-tag';
      }
      case 'set':
        return this.set(change);
      case 'details': {
        const old = file.current().sidecar.details;
        const undo = Object.create(null) as Record<string, string | null>;
        for (const key of Object.keys(change.set)) undo[key] = old.get(key) ?? null;
        const make = (lines: string) => detailsEdit(lines, change.set, file.eol);
        return back(file.changeSection('source', change.raw, make), { op: 'details', set: undo });
      }
      case 'dismiss':
      case 'undismiss': {
        const make = (lines: string) => dismissEdit(lines, change, file.eol);
        const op = change.op === 'dismiss' ? 'undismiss' : 'dismiss';
        return back(file.changeSection('dismissed', change.raw, make), { op, what: change.what });
      }
    }
  }

  private set({ id, set, raw }: Extract<SidecarChange, { op: 'set' }>): SidecarChange | Reason {
    const tag = this.file.find(id);
    if (!tag) return 'no-such-tag';
    const now = patchTag(tag, set);
    if (!now) return 'changed-meanwhile';
    const list = set.pieces && this.file.list();
    if (list) this.sorted ??= isSorted(list.all());
    const done = this.file.set(tag, now, raw);
    // What an inverse put back to the letter stands where it stood.
    const exact = raw !== undefined && typeof done === 'object' && done.raw?.text === raw.instead;
    if (list && typeof done === 'object' && !exact) this.placed.add(id);
    return back(done, { op: 'set', id, set: inversePatch(tag, set) });
  }

  /** Tags whose place changed go where they belong, if the list was sorted before. Answers the changes back. */
  sort(): SidecarChange[] {
    const list = this.placed.size > 0 && this.sorted ? this.file.list() : undefined;
    if (!list) return [];
    return reorder(list, this.placed, (tag) => placeOf(list, tag)).map(({ id, own, spot }) => {
      const raw: Raw = rawOf(own, spot);
      return { op: 'set', id, set: {}, raw: { ...raw, instead: raw.text } };
    });
  }
}

function back(done: Done | Reason, inverse: SidecarChange): SidecarChange | Reason {
  if (typeof done === 'string') return done;
  return done.raw ? { ...inverse, raw: done.raw } : inverse;
}
