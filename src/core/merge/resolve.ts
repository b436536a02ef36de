/**
 * A merge that stopped, decided: what both sides changed is asked, field by field, and the rest is merged as ever. Pure; the
 * answers are data, so that a list, a script and a test give them in one form.
 */
import type { CodebookChange, SidecarChange, TagPatch } from '../changes';
import { applyToCodebook, readCodebook } from '../codebook';
import { applyToSidecar, readSidecar } from '../sidecar';
import { piecesOf } from '../pieces';
import type { Entity, Stance, Tag } from '../model';
import { sectionsOf } from '../yaml/outline';
import { mergeCodebooks, mergeEntity, mergeSidecars, mergeTag, type Conflict } from '.';

export type Choice = 'ours' | 'theirs' | 'both';

/** For the whole conflict, or for some of its fields; fields that are not named are ours. */
export type Decision = Choice | Readonly<Record<string, Choice>>;

export interface Stages {
  /** Undefined or empty: there is none, or nobody knows it. */
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

export type Resolved =
  | { readonly ok: true; readonly text: string }
  /** `section`: on a whole section no single field can be decided; `unread`: an input, or the outcome, cannot be read. */
  | { readonly ok: false; readonly why: 'unread' };

/** Both sides' notes, one after the other; the same note once. */
function bothNotes(ours: string | undefined, theirs: string | undefined): string | undefined {
  return [...new Set([ours, theirs].filter((one) => one !== undefined))].join('\n') || undefined;
}

function choiceFor(decision: Decision, field: string): Choice {
  return typeof decision === 'string' ? decision : (decision[field] ?? 'ours');
}

/** What can be decided with 'both', so that it says something: two tags, two notes, a second name as an alias. */
export function allowsBoth(conflict: Conflict, field?: string): boolean {
  if (conflict.what === 'section' || conflict.kind === 'deleted') return false;
  const isTag = 'quote' in (conflict.item.ours ?? {});
  return field === undefined ? isTag : field === 'note' || (!isTag && field === 'name');
}

/** `decide` is asked once for each conflict; `newId` gives an id for the second of two tags that are both kept. */
export function resolveSidecar(
  { base, ours, theirs }: Stages,
  decide: (conflict: Conflict<Tag>) => Decision,
  newId: (taken: (id: string) => boolean) => string,
): Resolved {
  const merged = mergeSidecars(base, ours, theirs, { conflicts: 'ours' });
  const other = mergeSidecars(base, ours, theirs, { conflicts: 'theirs' });
  if (!merged.ok || !other.ok) return { ok: false, why: 'unread' };
  const start = readSidecar(withSections(merged, other, decide));
  if (!start.ok) return { ok: false, why: 'unread' };
  const changes: SidecarChange[] = [];
  const taken = new Set(start.value.tags.map(({ id }) => id));
  for (const conflict of merged.conflicts) {
    if (conflict.what !== 'item') continue;
    changes.push(
      ...tagChanges(conflict, decide(conflict), start.value.tag(conflict.id), (tag) => {
        const id = newId((one) => taken.has(one));
        taken.add(id);
        return { ...tag, id };
      }),
    );
  }
  return {
    ok: true,
    text: changes.length === 0 ? start.value.text : applyToSidecar(start.value, changes).sidecar.text,
  };
}

function tagChanges(
  { id, kind, fields, item }: Conflict<Tag>,
  decision: Decision,
  now: Tag | undefined,
  renamed: (tag: Tag) => Tag,
): SidecarChange[] {
  const { ours, theirs } = item;
  if (kind === 'deleted' || !ours || !theirs) {
    const wanted = decision === 'theirs' ? theirs : decision === 'ours' ? ours : (ours ?? theirs);
    if (!wanted) return now ? [{ op: 'remove', id }] : [];
    return now ? [] : [{ op: 'add', tag: wanted }];
  }
  const mine = mergeTag(item.base, ours, theirs, 'ours').item;
  const other = mergeTag(item.base, ours, theirs, 'theirs').item;
  if (decision === 'both') return [{ op: 'add', tag: renamed(other) }];
  const patch: { -readonly [K in keyof TagPatch]: TagPatch[K] } = {};
  let stance: Stance | undefined = mine.stance;
  for (const field of fields) {
    const choice = choiceFor(decision, field);
    if (choice === 'ours') continue;
    if (field === 'anchor') patch.pieces = piecesOf(other);
    else if (field === 'meaning') {
      patch.entity = other.entity ?? null;
      patch.sense = other.sense ?? null;
      patch.stance = other.stance ?? null;
    } else if (field.startsWith('stance.')) {
      const key = field.slice('stance.'.length) as keyof Stance;
      stance = withKey(stance, key, other.stance?.[key]);
      if (stance) patch.stance = stance;
    } else if (field === 'note') {
      patch.note = (choice === 'both' ? bothNotes(mine.note, other.note) : other.note) ?? null;
    } else if (field === 'by') patch.by = other.by ?? null;
    else patch.extra = withKey(patch.extra ?? mine.extra ?? {}, field, other.extra?.[field]) ?? null;
  }
  return Object.keys(patch).length === 0 ? [] : [{ op: 'set', id, set: patch }];
}

function withKey<T extends object>(map: T | undefined, key: PropertyKey, value: unknown): T | undefined {
  if (!map) return undefined;
  return { ...map, [key]: value };
}

/** The same for a codebook. */
export function resolveCodebook(
  { base, ours, theirs }: Stages,
  decide: (conflict: Conflict<Entity>) => Decision,
): Resolved {
  const merged = mergeCodebooks(base, ours, theirs, { conflicts: 'ours' });
  const other = mergeCodebooks(base, ours, theirs, { conflicts: 'theirs' });
  if (!merged.ok || !other.ok) return { ok: false, why: 'unread' };
  const start = readCodebook(withSections(merged, other, decide));
  if (!start.ok) return { ok: false, why: 'unread' };
  const changes = merged.conflicts.flatMap((conflict) =>
    conflict.what === 'item' ? entityChanges(conflict, decide(conflict), start.value.entity(conflict.id)) : [],
  );
  return {
    ok: true,
    text: changes.length === 0 ? start.value.text : applyToCodebook(start.value, changes).codebook.text,
  };
}

function entityChanges(
  { id, kind, fields, item }: Conflict<Entity>,
  decision: Decision,
  now: Entity | undefined,
): CodebookChange[] {
  const { ours, theirs } = item;
  if (kind === 'deleted' || !ours || !theirs) {
    const wanted = decision === 'theirs' ? theirs : decision === 'ours' ? ours : (ours ?? theirs);
    if (!wanted) return now ? [{ op: 'remove-entity', id }] : [];
    return now ? [] : [{ op: 'add-entity', entity: wanted }];
  }
  const mine = mergeEntity(item.base, ours, theirs, 'ours').item;
  const other = mergeEntity(item.base, ours, theirs, 'theirs').item;
  const patch: Record<string, unknown> = {};
  for (const field of fields) {
    const choice = choiceFor(decision, field);
    if (choice === 'ours') continue;
    if (field === 'name' && choice === 'both') patch['aliases'] = [...new Set([...mine.aliases, other.name])];
    else if (field === 'note' && choice === 'both') patch['note'] = bothNotes(mine.note, other.note) ?? null;
    else if (field in mine || field in other) patch[field] = other[field as keyof Entity] ?? null;
    else
      patch['extra'] = withKey((patch['extra'] as object | undefined) ?? mine.extra ?? {}, field, other.extra?.[field]);
  }
  return Object.keys(patch).length === 0 ? [] : [{ op: 'set-entity', id, set: patch }];
}

interface Ok {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/** Ours, with those whole sections of theirs that were chosen. */
function withSections(merged: Ok, other: Ok, decide: (conflict: never) => Decision): string {
  let { text } = merged;
  for (const conflict of merged.conflicts) {
    if (conflict.what !== 'section' || decide(conflict as never) !== 'theirs') continue;
    const [mine, theirs] = [sectionOf(text, conflict.id), sectionOf(other.text, conflict.id)];
    if (mine && theirs)
      text = text.slice(0, mine.from) + other.text.slice(theirs.from, theirs.to) + text.slice(mine.to);
  }
  return text;
}

function sectionOf(text: string, key: string): { from: number; to: number } | undefined {
  return sectionsOf(text)?.find((one) => one.key === key);
}
