/** Tags, details and dismissals in own form, as FORMAT.md shows it. */
import type { Dismissal, Tag } from '../model';
import { isDate, phrase, quoted, word } from '../yaml/scalars';
import { itemLines } from '../yaml/write';
import type { Entries, Val } from '../yaml/write';
import { tagEntries } from './fields';

export { STANCE_KEYS, TAG_KEYS, pieceEntries, spanText, stanceEntries, tagEntries } from './fields';

/** The sections of a sidecar in their order. */
export const SECTIONS = ['stancemark', 'finished', 'source', 'tags', 'dismissed', 'rejected', 'seen'] as const;

/** A tag's block: its lines, the dash at column `indent`. */
export function tagLines(tag: Tag, indent: number, eol: string): string {
  return itemLines(tagEntries(tag), indent, eol);
}

/** A source's detail: words stand plain where every reader takes them as they are, and so does a whole date. */
export function detailText(value: string): Val {
  if (value.includes('\n')) return { lines: value };
  return isDate(value) ? value : phrase(value);
}

export function dismissalEntries(what: Dismissal): Entries {
  const entries: [string, Val][] = [['form', quoted(what.form)]];
  if (what.entity !== undefined) entries.push(['entity', word(what.entity)]);
  if (what.before !== undefined) entries.push(['before', quoted(what.before)]);
  if (what.after !== undefined) entries.push(['after', quoted(what.after)]);
  return entries;
}
