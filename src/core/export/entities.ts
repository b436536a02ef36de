import type { CodebookView } from '../corpus';
import type { Entity } from '../model';
import { csvOf, type CsvOptions } from '../text/csv';

/** The columns of a list of entities, in this order when written; read in any. */
export const ENTITY_COLUMNS = ['id', 'name', 'type', 'aliases', 'wikidata', 'note'] as const;
export type EntityColumn = (typeof ENTITY_COLUMNS)[number];

/** The codebook's entities as CSV; `previewEntities` reads it back. */
export function entitiesCsv(codebook: CodebookView, options: CsvOptions = {}): string {
  return csvOf([ENTITY_COLUMNS, ...codebook.entities.map(rowOf)], options);
}

function rowOf({ id, name, type, aliases, wikidata, note }: Entity): (string | undefined)[] {
  return [id, name, type, joinAliases(aliases), wikidata, note];
}

/** Aliases in one cell, `|` between them; a `|` or backslash of an alias has a backslash before it. */
export function joinAliases(aliases: readonly string[]): string {
  return aliases.map((alias) => alias.replace(/[\\|]/g, '\\$&')).join('|');
}

/** Takes {@link joinAliases} apart; white space around an alias and empty ones go. */
export function splitAliases(cell: string): string[] {
  const aliases: string[] = [];
  let alias = '';
  for (let i = 0; i < cell.length; i++) {
    const character = cell.charAt(i);
    if (character === '\\' && i + 1 < cell.length) alias += cell.charAt(++i);
    else if (character === '|') {
      aliases.push(alias);
      alias = '';
    } else alias += character;
  }
  aliases.push(alias);
  return [...new Set(aliases.map((one) => one.trim()).filter((one) => one !== ''))];
}
