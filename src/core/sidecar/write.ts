/** Tags, details and dismissals in own form, as DESIGN.md shows it. */
import type { Dismissal, Piece, Span, Stance, Tag } from '../model';
import { isDate, phrase, quoted, word } from '../yaml/scalars';
import { itemLines } from '../yaml/write';
import type { Entries, Val } from '../yaml/write';

type Entry = readonly [key: string, value: Val];

/** `line:column-line:column`, 1-based. */
export function spanText(at: Span): string {
  return `${at.startLine + 1}:${at.startColumn + 1}-${at.endLine + 1}:${at.endColumn + 1}`;
}

export function pieceEntries(piece: Piece): Entry[] {
  return [
    ['at', spanText(piece.at)],
    ['quote', quoted(piece.quote)],
    ['before', quoted(piece.before)],
    ['after', quoted(piece.after)],
  ];
}

export function stanceEntries(stance: Stance): Entry[] {
  const entries: Entry[] = [
    ['holder', word(stance.holder)],
    ['target', word(stance.target)],
    ['value', word(stance.value)],
  ];
  if (stance.intensity !== undefined) entries.push(['intensity', String(stance.intensity)]);
  if (stance.certainty !== undefined) entries.push(['certainty', word(stance.certainty)]);
  if (stance.via !== undefined) entries.push(['via', { list: stance.via.map(word) }]);
  if (stance.event !== undefined) entries.push(['event', word(stance.event)]);
  return entries;
}

/** All keys of a tag in their order. */
export function tagEntries(tag: Tag): Entries {
  const entries: Entry[] = [['id', word(tag.id)], ...pieceEntries(tag)];
  if (tag.also) entries.push(['also', { maps: tag.also.map(pieceEntries) }]);
  if (tag.entity !== undefined) entries.push(['entity', word(tag.entity)]);
  if (tag.sense !== undefined) entries.push(['sense', word(tag.sense)]);
  if (tag.stance !== undefined) entries.push(['stance', { map: stanceEntries(tag.stance) }]);
  if (tag.by !== undefined) entries.push(['by', word(tag.by)]);
  if (tag.note !== undefined) entries.push(['note', quoted(tag.note)]);
  return entries;
}

/** The keys of a tag in the order in which they are written. */
export const TAG_KEYS = [
  'id',
  'at',
  'quote',
  'before',
  'after',
  'also',
  'entity',
  'sense',
  'stance',
  'by',
  'note',
] as const;

export const STANCE_KEYS = ['holder', 'target', 'value', 'intensity', 'certainty', 'via', 'event'] as const;

/** A tag's block: its lines, the dash at column `indent`. */
export function tagLines(tag: Tag, indent: number, eol: string): string {
  return itemLines(tagEntries(tag), indent, eol);
}

/** A source's detail: words stand plain where every reader takes them as they are, and so does a whole date. */
export function detailText(value: string): string {
  return isDate(value) ? value : phrase(value);
}

export function dismissalEntries(what: Dismissal): Entries {
  const entries: Entry[] = [['form', quoted(what.form)]];
  if (what.entity !== undefined) entries.push(['entity', word(what.entity)]);
  if (what.before !== undefined) entries.push(['before', quoted(what.before)]);
  if (what.after !== undefined) entries.push(['after', quoted(what.after)]);
  return entries;
}
