/** Changes put on a sidecar's text, one after the other, each with the change that takes it back. */
import { finish, type Steps } from '../base/steps';
import type { Raw, SidecarChange, Skipped } from '../changes';
import { compareTags, FORMAT } from '../model';
import type { Tag } from '../model';
import { fitTag, isElsewhere, saysTheSame } from '../merge/fit';
import { BadItem } from '../yaml/items';
import { InParts, ListFile, movedSections, rawOf } from '../yaml/list-file';
import type { Done, ListFormat, Reason } from '../yaml/list-file';
import type { Eol } from '../yaml/outline';
import type { Indexed } from '../yaml/work';
import { flowText } from '../yaml/write';
import { editBlock, editFlow } from './edit-block';
import { mergeLines } from '../merge/three-way';
import { detailsEdit, dismissEdit, finishEdit, mapSectionEdit, rejectEdit } from './edit-head';
import { inversePatch, patchTag } from './patch';
import { readParts } from './read';
import { isSorted, reorder } from './reorder';
import { SidecarFile, sidecarOf, tagOfLines } from './sidecar';
import type { Sidecar } from './sidecar';
import { SECTIONS, tagEntries, tagLines } from './write';

export interface Applied {
  readonly sidecar: Sidecar;
  /** Takes all of it back, in this order. */
  readonly inverse: readonly SidecarChange[];
  readonly skipped: readonly Skipped[];
  /** What was done, each change with the values that it took the place of: see `was` of {@link SidecarChange}. */
  readonly done: readonly SidecarChange[];
}

/** Changes between two pauses: a few milliseconds. */
const SOME = 128;

/**
 * Puts changes on a sidecar; `now` undefined means that there is no file yet. Every change alters the lines of its own tag
 * and no others; one that cannot be made is left out with its reason, and the others go on. `eol` is for a new file.
 */
export function applyToSidecar(now: Sidecar | undefined, changes: readonly SidecarChange[], eol?: Eol): Applied {
  return finish(applySteps(now, changes, eol));
}

/** The same with pauses; `now` stays as it is. */
export function* applySteps(
  now: Sidecar | undefined,
  changes: readonly SidecarChange[],
  eol: Eol = '\n',
): Steps<Applied> {
  const begun = (now as SidecarFile | undefined) ?? emptySidecar(eol);
  const edit = new SidecarEdit(new ListFile(FORM, stateOf(begun), changes.length, eol));
  const inverse: SidecarChange[] = [];
  const skipped: Skipped[] = [];
  const done: SidecarChange[] = [];
  for (const [i, change] of changes.entries()) {
    if (i % SOME === SOME - 1) yield i / changes.length;
    const outcome = edit.apply(change);
    if (typeof outcome === 'string') {
      skipped.push({ change, why: outcome });
      continue;
    }
    if (outcome.back) inverse.push(outcome.back);
    if (outcome.done) done.push(outcome.done);
    if (outcome.skipped) skipped.push(outcome.skipped);
  }
  for (const move of yield* edit.sort()) inverse.push(move);
  yield undefined;
  return { sidecar: edit.file.finish().file, inverse: inverse.reverse(), skipped, done };
}

function emptySidecar(eol: Eol): SidecarFile {
  const parts = readParts(`stancemark: ${FORMAT}${eol}tags: []${eol}`);
  if (!parts.ok) throw new Error('The empty sidecar is refused');
  return sidecarOf(parts.value);
}

/** A sidecar as {@link ListFile} sees it. */
type State = InParts<Tag, SidecarFile>;
const stateOf = (file: SidecarFile): State => new InParts(file);

const FORM: ListFormat<Tag, State> = {
  key: 'tags',
  order: SECTIONS,
  unique: true,
  compare: compareTags,
  read: (text, known) => {
    const parts = readParts(text, known);
    return parts.ok ? stateOf(sidecarOf(parts.value)) : undefined;
  },
  withList: ({ file }, { text, pieces, list }, moved) => {
    // Ids given in memory depend on all tags before: the file is then read again.
    const again = file.hasDuplicates ? readParts(text) : undefined;
    if (again?.ok) return stateOf(sidecarOf(again.value));
    const { sections, head } = file.parts;
    const parts = {
      text,
      list,
      sections: movedSections(sections, moved),
      head: {
        ...head,
        faults: head.faults.map((fault) => ({ ...fault, from: moved(fault.from), to: moved(fault.to) })),
      },
    };
    return stateOf(new SidecarFile(parts, new Map(), list.items, pieces));
  },
  items: ({ file }) => file.items,
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

  apply(change: SidecarChange): Outcome | Reason {
    const { file } = this;
    switch (change.op) {
      case 'add':
        return this.add(change);
      case 'remove': {
        const tag = file.find(change.id);
        if (!tag) return 'no-such-tag';
        if (change.was && (!saysTheSame(change.was, tag) || isElsewhere(change.was, tag))) {
          return { skipped: { change, why: 'changed-meanwhile', there: tag } };
        }
        return outcome(file.remove(tag, change.raw), { op: 'add', tag }, { ...change, was: tag });
      }
      case 'set':
        return this.set(change);
      case 'details':
        return this.details(change);
      case 'dismiss':
      case 'undismiss': {
        const make = (lines: string) => dismissEdit(lines, change, file.eol);
        const op = change.op === 'dismiss' ? 'undismiss' : 'dismiss';
        return outcome(file.changeSection('dismissed', change.raw, make), { op, what: change.what }, change);
      }
      case 'reject':
      case 'unreject': {
        const make = (lines: string) => rejectEdit(lines, change, file.eol);
        const op = change.op === 'reject' ? 'unreject' : 'reject';
        return outcome(file.changeSection('rejected', change.raw, make), { op, id: change.id }, change);
      }
      case 'finish': {
        const { finished } = change;
        if (file.current().file.finished === finished) return {};
        const make = (lines: string) => finishEdit(lines, finished, file.eol);
        return outcome(file.changeSection('finished', change.raw, make), { op: 'finish', finished: !finished }, change);
      }
      case 'see':
        return this.see(change);
    }
  }

  private add(change: Extract<SidecarChange, { op: 'add' }>): Outcome | Reason {
    const { tag, raw } = change;
    // Ids doubled by copy and paste: what stood there comes back beside the other that has the id now.
    const there = raw && this.file.find(tag.id);
    const twice = there !== undefined && (!saysTheSame(tag, there) || isElsewhere(tag, there));
    const done = this.file.add(tag, raw, twice);
    if (done === 'id-taken') {
      const found = this.file.find(tag.id);
      return found ? { skipped: { change, why: done, there: found } } : done;
    }
    return outcome(done, { op: 'remove', id: tag.id, was: tag }, change);
  }

  private set(change: Extract<SidecarChange, { op: 'set' }>): Outcome | Reason {
    const { id, raw, was } = change;
    const tag = this.file.find(id);
    if (!tag) return 'no-such-tag';
    const fitted = was ? fitTag(tag, change.set, was) : { set: change.set, conflicts: [] };
    const now = fitted && patchTag(tag, fitted.set);
    if (!now) return { skipped: { change, why: 'changed-meanwhile', there: tag } };
    const skipped: Skipped | undefined =
      fitted.conflicts.length > 0
        ? { change, why: 'changed-meanwhile', fields: fitted.conflicts, there: tag }
        : undefined;
    if (skipped && Object.keys(fitted.set).length === 0) return { skipped };
    const { set } = fitted;
    const list = set.pieces && this.file.list();
    if (list) this.sorted ??= isSorted(list.all());
    const done = this.file.set(tag, now, raw);
    // What an inverse put back to the letter stands where it stood.
    const exact = raw !== undefined && typeof done === 'object' && done.raw?.text === raw.instead;
    if (list && typeof done === 'object' && !exact) this.placed.add(id);
    const before = inversePatch(tag, set);
    const made = outcome(done, { op: 'set', id, set: before, was: set }, { ...change, set, was: before, tag });
    return typeof made === 'string' || !skipped ? made : { ...made, skipped };
  }

  private details(change: Extract<SidecarChange, { op: 'details' }>): Outcome | Reason {
    const { file } = this;
    const old = file.current().file.details;
    const record = () => Object.create(null) as Record<string, string | null>;
    const [set, before, conflicts] = [record(), record(), [] as string[]];
    for (const key of Object.keys(change.set)) {
      const [is, wanted] = [old.get(key) ?? null, change.set[key] ?? null];
      if (change.was && key in change.was && (change.was[key] || null) !== is && is !== (wanted || null)) {
        // The memo goes by lines, as notes do.
        const lines = key === 'note' && is && wanted ? mergeLines(change.was[key] ?? '', is, wanted) : undefined;
        if (lines === undefined) conflicts.push(key);
        else [set[key], before[key]] = [lines, is];
        continue;
      }
      set[key] = wanted;
      before[key] = is;
    }
    const skipped: Skipped | undefined =
      conflicts.length > 0 ? { change, why: 'changed-meanwhile', fields: conflicts } : undefined;
    if (skipped && Object.keys(set).length === 0) return { skipped };
    const make = (lines: string) => detailsEdit(lines, set, file.eol);
    const done = file.changeSection('source', skipped ? undefined : change.raw, make);
    const made = outcome(done, { op: 'details', set: before, was: set }, { ...change, set, was: before });
    return typeof made === 'string' || !skipped ? made : { ...made, skipped };
  }

  private see(change: Extract<SidecarChange, { op: 'see' }>): Outcome | Reason {
    const { file } = this;
    const old = file.current().file.seen;
    const before = Object.create(null) as Record<string, string | null>;
    for (const id of Object.keys(change.set)) before[id] = old.get(id) ?? null;
    const make = (lines: string) => mapSectionEdit('seen', lines, change.set, file.eol);
    return outcome(file.changeSection('seen', change.raw, make), { op: 'see', set: before }, change);
  }

  /** Tags whose place changed go where they belong, if the list was sorted before. Answers the changes back. */
  *sort(): Steps<SidecarChange[]> {
    const list = this.placed.size > 0 && this.sorted ? this.file.list() : undefined;
    if (!list) return [];
    const moves = yield* reorder(list, this.placed, (tag) => placeOf(list, tag));
    return moves.map(({ id, own, spot }) => {
      const raw: Raw = rawOf(own, spot);
      return { op: 'set', id, set: {}, raw: { ...raw, instead: raw.text } };
    });
  }
}

/** What became of one change. */
interface Outcome {
  readonly back?: SidecarChange;
  readonly done?: SidecarChange;
  readonly skipped?: Skipped;
}

function outcome(made: Done | Reason, back: SidecarChange, done: SidecarChange): Outcome | Reason {
  if (typeof made === 'string') return made;
  return { back: made.raw ? { ...back, raw: made.raw } : back, done };
}
