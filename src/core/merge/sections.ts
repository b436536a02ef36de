/** What stands around the long list: details by key, short lists by id, dismissals as a set. */
import type { Dismissal, Written } from '../model';
import { DETAIL_KEYS } from '../model';
import { noteEdit } from '../codebook/edit-short';
import { SHORT_KEYS } from '../codebook/write';
import { dismissEdit, dismissalKey, rejectEdit } from '../sidecar/edit-head';
import { readDismissals, readRejected } from '../sidecar/nodes';
import { entryKey, flowOf, writtenOf } from '../yaml/extra';
import { editMap, splice } from '../yaml/map-edit';
import type { KeyEdit } from '../yaml/map-edit';
import { asMap, asSeq, fieldsOf, isNothing, textOf } from '../yaml/nodes';
import type { ParsedNode } from '../yaml/nodes';
import { changeItem, insertItem, openSection, removeItem, sectionValue } from '../yaml/section-edit';
import { mapLines } from '../yaml/write';
import { Fields } from './three-way';
import type { Texts } from './types';

export interface MergedSection {
  readonly lines: string;
  readonly conflicts: readonly string[];
  readonly taken: readonly string[];
}

/** A map by its keys: the details of a source. */
export function mergeMap(key: string, texts: Texts, prefer: 'ours' | 'theirs', eol: string): MergedSection | undefined {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map(keysIn);
  if (!base || !ours || !theirs) return undefined;
  const fields = new Fields(prefer);
  const edits: KeyEdit[] = [];
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const value = fields.of(name, base.get(name), ours.get(name), theirs.get(name));
    if (value !== ours.get(name)) edits.push({ key: name, to: value ?? null });
  }
  const lines = edits.length === 0 ? texts.ours : withKeys(key, texts.ours, edits, eol);
  return lines === undefined ? undefined : { lines, conflicts: fields.conflicts, taken: fields.taken };
}

/** The keys of a section's map; undefined where it holds something else, or a key twice. */
function keysIn(lines: string): Map<string, Written> | undefined {
  const value = lines === '' ? undefined : sectionValue(lines);
  if (lines !== '' && !value) return undefined;
  if (!value || isNothing(value.value)) return new Map();
  const map = asMap(value.value);
  const fields = map && fieldsOf(map);
  if (!fields || fields.duplicate || fields.odd) return undefined;
  return new Map([...fields.byKey].map(([name, field]): [string, Written] => [name, writtenOf(field.value)]));
}

function withKeys(key: string, lines: string, edits: readonly KeyEdit[], eol: string): string | undefined {
  const added = edits.flatMap((edit): [string, Written][] =>
    'to' in edit && edit.to !== null ? [[entryKey(edit.key), edit.to]] : [],
  );
  const opened = openSection(lines, key, eol);
  if (opened !== undefined) return added.length === 0 ? lines : opened + mapLines(added, 2, eol);
  const map = asMap(sectionValue(lines)?.value);
  if (!map) return undefined;
  const gone = new Set(edits.flatMap((edit) => ('to' in edit && edit.to === null ? [edit.key] : [])));
  if ([...fieldsOf(map).byKey.keys()].every((name) => gone.has(name))) {
    return added.length === 0 ? '' : `${key}:${eol}${mapLines(added, 2, eol)}`;
  }
  const splices = editMap(lines, map, edits, DETAIL_KEYS, eol);
  return splices && splice(lines, splices);
}

/** The project's memo, by lines. */
export function mergeNote(texts: Texts, prefer: 'ours' | 'theirs', eol: string): MergedSection | undefined {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map((lines) =>
    lines === '' ? undefined : textOf(sectionValue(lines)?.value),
  );
  const fields = new Fields(prefer);
  const note = fields.lines('note', base, ours, theirs);
  const lines = note === ours ? texts.ours : noteEdit(texts.ours, note ?? null, eol);
  return lines === undefined ? undefined : { lines, conflicts: fields.conflicts, taken: fields.taken };
}

/** Turned-down suggestions, as a set. */
export function mergeDismissed(texts: Texts, eol: string): MergedSection | undefined {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map((lines) => {
    const all = lines === '' ? [] : readDismissals(sectionValue(lines)?.value ?? null, []);
    return new Map(all.flatMap((one): [string, Dismissal][] => (one ? [[dismissalKey(one), one]] : [])));
  }) as [Map<string, Dismissal>, Map<string, Dismissal>, Map<string, Dismissal>];
  let lines: string | undefined = texts.ours;
  const taken: string[] = [];
  const put = (op: 'dismiss' | 'undismiss', what: Dismissal): void => {
    lines = lines === undefined ? undefined : dismissEdit(lines, { op, what }, eol);
    taken.push(what.form);
  };
  for (const [key, what] of theirs) if (!base.has(key) && !ours.has(key)) put('dismiss', what);
  for (const [key, what] of base) if (!theirs.has(key) && ours.has(key)) put('undismiss', what);
  return lines === undefined ? undefined : { lines, conflicts: [], taken };
}

/** Ids of turned-down proposals, as a set. */
export function mergeRejected(texts: Texts, eol: string): MergedSection | undefined {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map(
    (lines) => new Set(lines === '' ? [] : readRejected(sectionValue(lines)?.value ?? null, [])),
  ) as [Set<string | undefined>, Set<string | undefined>, Set<string | undefined>];
  let lines: string | undefined = texts.ours;
  const taken: string[] = [];
  for (const id of new Set([...base, ...theirs])) {
    if (id === undefined || base.has(id) === theirs.has(id) || ours.has(id) === theirs.has(id)) continue;
    const op = theirs.has(id) ? 'reject' : 'unreject';
    lines = lines === undefined ? undefined : rejectEdit(lines, { op, id }, eol);
    taken.push(id);
  }
  return lines === undefined ? undefined : { lines, conflicts: [], taken };
}

interface Short {
  readonly id: string;
  /** The item's keys in their order; a plain word is its id. */
  readonly keys: ReadonlyMap<string, string>;
  readonly word: boolean;
}

/** Types, stance values, searches: by id, each by its keys. `name` is the key that names an item. */
export function mergeShort(
  key: string,
  name: string,
  texts: Texts,
  prefer: 'ours' | 'theirs',
  eol: string,
): MergedSection | undefined {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map((lines) => shortIn(lines, name));
  if (!base || !ours || !theirs) return undefined;
  const all = new Fields(prefer);
  let lines: string | undefined = texts.ours;
  const index = (id: string): number => [...(shortIn(lines ?? '', name)?.keys() ?? [])].indexOf(id);
  for (const id of new Set([...ours.keys(), ...theirs.keys()])) {
    const [b, o, t] = [base.get(id), ours.get(id), theirs.get(id)];
    const now = merged(id, b, o, t, all, prefer);
    if (now === o || lines === undefined) continue;
    if (!o && now) {
      const flow = flowItem(now);
      const item = { block: (indent: number) => ' '.repeat(indent) + '- ' + flow + eol, flow };
      lines = insertItem(lines, key, shortIn(lines, name)?.size ?? 0, item, eol, key === 'types');
    } else if (!now) lines = removeItem(lines, index(id), eol);
    else lines = changeItem(lines, index(id), (own, _node, flow) => replaced(own, flow, flowItem(now)));
  }
  return lines === undefined ? undefined : { lines, conflicts: all.conflicts, taken: all.taken };
}

function merged(
  id: string,
  b: Short | undefined,
  o: Short | undefined,
  t: Short | undefined,
  all: Fields,
  prefer: 'ours' | 'theirs',
): Short | undefined {
  const data = (one: Short | undefined) => one && [...one.keys];
  if (!o || !t) {
    const left = o ?? t;
    // Deleted on one side: gone, unless the other has changed it.
    if (!b || JSON.stringify(data(left)) !== JSON.stringify(data(b))) {
      if (b) all.conflicts.push(id);
      else if (t) all.taken.push(id);
      return left;
    }
    if (o) all.taken.push(id);
    return undefined;
  }
  const fields = new Fields(prefer);
  const keys = new Map<string, string>();
  for (const name of new Set([...o.keys.keys(), ...t.keys.keys()])) {
    const value = fields.of(name, b?.keys.get(name), o.keys.get(name), t.keys.get(name));
    if (value !== undefined) keys.set(name, value);
  }
  all.conflicts.push(...fields.conflicts.map((name) => `${id}.${name}`));
  all.taken.push(...fields.taken.map((name) => `${id}.${name}`));
  return fields.taken.length + fields.conflicts.length === 0 ? o : { id, keys, word: o.word && keys.size === 1 };
}

function shortIn(lines: string, name: string): Map<string, Short> | undefined {
  const items = new Map<string, Short>();
  const value = lines === '' ? undefined : sectionValue(lines)?.value;
  if (isNothing(value)) return items;
  const list = asSeq(value);
  if (!list) return undefined;
  for (const node of list.items) {
    const item = shortOf(node, name);
    // Twice the same id, or none: nothing that could be merged by id.
    if (!item || items.has(item.id)) return undefined;
    items.set(item.id, item);
  }
  return items;
}

function shortOf(node: ParsedNode, name: string): Short | undefined {
  const map = asMap(node);
  const fields = map && fieldsOf(map);
  if (fields?.duplicate || fields?.odd) return undefined;
  const id = textOf(fields ? fields.byKey.get(name)?.value : node);
  if (!id) return undefined;
  const keys = fields
    ? [...fields.byKey].map(([key, field]): [string, string] => [key, flowOf(field.value, true)])
    : [[name, flowOf(node, true)] as [string, string]];
  return { id, keys: new Map(keys), word: !fields };
}

function flowItem({ keys, word }: Short): string {
  if (word) return [...keys.values()][0] ?? '';
  const place = (key: string): number => {
    const at = (SHORT_KEYS as readonly string[]).indexOf(key);
    return at < 0 ? SHORT_KEYS.length : at;
  };
  const sorted = [...keys].sort((a, b) => place(a[0]) - place(b[0]));
  return '{' + sorted.map(([key, value]) => `${entryKey(key)}: ${value}`).join(', ') + '}';
}

/** An item's text with another value in the place of its own. */
function replaced(own: string, flow: boolean, text: string): string | undefined {
  if (flow) return text;
  const before = 'x:\n';
  const at = asSeq(sectionValue(before + own)?.value)?.items[0];
  if (!at) return undefined;
  const [from, to] = at.range;
  const ended = (before + own).slice(from, to).endsWith('\n');
  const end = ended ? to - (/\r?\n$/.exec((before + own).slice(0, to))?.[0].length ?? 0) : to;
  return splice(before + own, [{ from, to: end, text }]).slice(before.length);
}
