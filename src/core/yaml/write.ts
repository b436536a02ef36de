/** Writing maps and lists in own form: one key a line, two spaces deeper for each level, short lists in brackets. */

import type { Extra, Written, WrittenEntry } from '../model';
import { entryKey } from './extra';
import { literal, quoted } from './scalars';

export type Val = Written;
export type Entries = readonly WrittenEntry[];

/** The entries of unknown keys, as they were written. */
export function extraEntries(extra: Extra | undefined): Entries {
  return extra ? Object.keys(extra).map((key) => [entryKey(key), extra[key] as Val]) : [];
}

/** The lines of a map's keys, each with its line end, indented by `indent` spaces. */
export function mapLines(entries: Entries, indent: number, eol: string): string {
  let text = '';
  for (const [key, value] of entries) text += ' '.repeat(indent) + key + ':' + afterColon(value, indent, eol) + eol;
  return text;
}

/** What follows a key's colon in a block map whose keys stand at `indent`: without the last line end. */
export function afterColon(value: Val, indent: number, eol: string): string {
  if (typeof value === 'string') return ' ' + value;
  if ('list' in value) return ' ' + flowText(value);
  if ('lines' in value) return ' ' + (literal(value.lines, indent + 2, eol) ?? quoted(value.lines));
  if ('map' in value) return value.map.length === 0 ? ' {}' : eol + cut(mapLines(value.map, indent + 2, eol), eol);
  if (value.maps.length === 0) return ' []';
  return eol + cut(value.maps.map((entries) => itemLines(entries, indent + 2, eol)).join(''), eol);
}

/** The lines of a list's item that is a map; the dash stands at `indent`. */
export function itemLines(entries: Entries, indent: number, eol: string): string {
  const lines = mapLines(entries, indent + 2, eol);
  return ' '.repeat(indent) + '- ' + lines.slice(indent + 2);
}

/** A value in flow style, on one line. */
export function flowText(value: Val): string {
  if (typeof value === 'string') return value;
  if ('lines' in value) return quoted(value.lines);
  if ('list' in value) return '[' + value.list.join(', ') + ']';
  if ('map' in value) return '{' + value.map.map(([key, inner]) => `${key}: ${flowText(inner)}`).join(', ') + '}';
  return '[' + value.maps.map((map) => flowText({ map })).join(', ') + ']';
}

function cut(lines: string, eol: string): string {
  return lines.slice(0, lines.length - eol.length);
}
