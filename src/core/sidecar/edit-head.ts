/** The details of a source and the turned-down suggestions: their lines with a change in them, and the change back. */
import { DETAIL_KEYS } from '../model';
import type { Dismissal } from '../model';
import { editMap, splice } from '../yaml/map-edit';
import type { KeyEdit } from '../yaml/map-edit';
import { asMap, fieldsOf } from '../yaml/nodes';
import { insertItem, openSection, removeItem, sectionValue } from '../yaml/section-edit';
import { word } from '../yaml/scalars';
import { flowText, mapLines } from '../yaml/write';
import type { Val } from '../yaml/write';
import { readDismissals, readRejected } from './nodes';
import { detailText, dismissalEntries } from './write';

/** The `source` section with details set or (null) taken away; undefined where the section holds something else. */
export function detailsEdit(
  lines: string,
  set: Readonly<Record<string, string | null>>,
  eol: string,
): string | undefined {
  return mapSectionEdit('source', lines, set, eol);
}

/** The same for any section that is a map of texts. */
export function mapSectionEdit(
  section: string,
  lines: string,
  set: Readonly<Record<string, string | null>>,
  eol: string,
): string | undefined {
  const edits: KeyEdit[] = [];
  for (const key of Object.keys(set)) {
    const value = set[key];
    // An empty detail is none.
    edits.push({ key, to: value === null || value === undefined || value === '' ? null : detailText(value) });
  }
  const entries = edits.flatMap((edit): [string, Val][] =>
    'to' in edit && edit.to !== null ? [[word(edit.key), edit.to]] : [],
  );
  const opened = openSection(lines, section, eol);
  if (opened !== undefined) return entries.length === 0 ? lines : opened + mapLines(inOrder(entries), 2, eol);
  const value = sectionValue(lines);
  const map = asMap(value?.value);
  if (!value || !map) return undefined;
  const gone = new Set(edits.flatMap((edit) => ('to' in edit && edit.to === null ? [edit.key] : [])));
  if ([...fieldsOf(map).byKey.keys()].every((key) => gone.has(key))) {
    const key = lines.slice(0, lines.indexOf(':') + 1);
    return entries.length === 0 ? `${key} {}${eol}` : key + eol + mapLines(inOrder(entries), 2, eol);
  }
  const splices = editMap(lines, map, edits, DETAIL_KEYS, eol);
  return splices && splice(lines, splices);
}

function inOrder(entries: readonly [string, Val][]): [string, Val][] {
  const place = (key: string): number => {
    const at = (DETAIL_KEYS as readonly string[]).indexOf(key);
    return at < 0 ? DETAIL_KEYS.length : at;
  };
  return [...entries].sort((a, b) => place(a[0]) - place(b[0]));
}

/** The `dismissed` section with a suggestion turned down, or no longer. */
export function dismissEdit(
  lines: string,
  change: { readonly op: 'dismiss' | 'undismiss'; readonly what: Dismissal },
  eol: string,
): string | undefined {
  const { op, what } = change;
  const all = lines === '' ? [] : readDismissals(sectionValue(lines)?.value ?? null, []);
  const key = dismissalKey(what);
  const at = all.findIndex((one) => one && dismissalKey(one) === key);
  if (op === 'undismiss') return at < 0 ? undefined : removeItem(lines, at, eol);
  if (at >= 0) return undefined;
  let index = all.length;
  while (index > 0 && !isBefore(all[index - 1], key)) index--;
  const flow = flowText({ map: dismissalEntries(what) });
  const item = { block: (indent: number) => ' '.repeat(indent) + '- ' + flow + eol, flow };
  return insertItem(lines, 'dismissed', index, item, eol);
}

function isBefore(one: Dismissal | undefined, key: string): boolean {
  return one === undefined || dismissalKey(one) <= key;
}

export function dismissalKey({ form, entity, before, after }: Dismissal): string {
  return JSON.stringify([form, entity ?? '', before ?? '', after ?? '']);
}

/** The `rejected` section with an id in it, in the order of the ids, or without it; undefined where nothing changes. */
export function rejectEdit(
  lines: string,
  { op, id }: { readonly op: 'reject' | 'unreject'; readonly id: string },
  eol: string,
): string | undefined {
  const all = lines === '' ? [] : readRejected(sectionValue(lines)?.value ?? null, []);
  const at = all.indexOf(id);
  if (op === 'unreject') return at < 0 ? undefined : removeItem(lines, at, eol);
  if (at >= 0) return undefined;
  let index = all.length;
  while (index > 0 && (all[index - 1] ?? '') > id) index--;
  const flow = word(id);
  // A line for each: two people who turn down different ones merge without a conflict.
  const item = { block: (indent: number) => ' '.repeat(indent) + '- ' + flow + eol, flow };
  return insertItem(lines, 'rejected', index, item, eol);
}

/** The `finished` section for a coder who is done with the source, or none. */
export function finishEdit(lines: string, finished: boolean, eol: string): string {
  if (!finished) return '';
  const comment = /[ \t]+#[^\r\n]*/.exec(lines)?.[0] ?? '';
  return `finished: true${comment}${eol}`;
}
