import type { CodebookChange, EntityPatch } from '../changes';
import type { CodebookView } from '../corpus';
import { AUTHOR, type Entity } from '../model';
import { entityIdFor } from '../find/rank';
import { foldName } from '../text/fold';
import { parseCsv, unguard, type CsvRow } from '../text/csv';
import { ENTITY_COLUMNS, splitAliases, type EntityColumn } from './entities';
import { say } from '../base/say';

export type ImportStatus = 'new' | 'same' | 'changed' | 'invalid';

export interface ImportRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly status: ImportStatus;
  /** The entity as it would be afterwards; undefined for an invalid row. */
  readonly entity?: Entity;
  /** The entity of the codebook that the row is about. */
  readonly existing?: Entity;
  /** For `changed`: what would be set. */
  readonly set?: EntityPatch;
  /** Why the row is invalid, or by what the duplicate was recognised; plain words, without text from the file. */
  readonly reasons: readonly string[];
}

export interface ImportPreview {
  readonly rows: readonly ImportRow[];
  readonly counts: Readonly<Record<ImportStatus, number>>;
  /** Types that the list uses and the codebook does not have; they would be added. */
  readonly newTypes: readonly string[];
  /** Why the file cannot be read as a list of entities; then there are no rows. */
  readonly problem?: string;
}

const MOST_ROWS = 50_000;
const LONGEST_NAME = 1000;

/**
 * Reads a list of entities (CSV with a header: id, name, type, aliases, wikidata, note; `name` or `id` at least) against
 * the codebook. A row is about the entity with its id; else about the one with its name; without an id also about one
 * with its name as an alias. An empty cell leaves what the codebook has; aliases are added, never taken away.
 */
export function previewEntities(text: string, codebook: CodebookView): ImportPreview {
  const { rows, unclosed } = parseCsv(text);
  const [header, ...body] = rows;
  const columns = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  if (unclosed !== undefined) return refused(say('Quotes that are opened on line {0} are not closed.', unclosed));
  if (!columns.includes('name') && !columns.includes('id')) {
    return refused(say('The first line should name the columns: {0}.', ENTITY_COLUMNS.join(',')));
  }
  if (body.length > MOST_ROWS) return refused(say('The list has more than {0} rows.', MOST_ROWS));
  const reader = new Reader(codebook, columns);
  const read = body.map((row) => reader.read(row));
  const counts = { new: 0, same: 0, changed: 0, invalid: 0 };
  for (const { status } of read) counts[status]++;
  const types = new Set(read.map(({ entity }) => entity?.type ?? ''));
  const newTypes = [...types].filter((type) => type !== '' && !codebook.type(type));
  return { rows: read, counts, newTypes };
}

function refused(problem: string): ImportPreview {
  return { rows: [], counts: { new: 0, same: 0, changed: 0, invalid: 0 }, newTypes: [], problem };
}

/** The changes that take the rows into the codebook: those given (ticked in the preview), invalid and same ones apart. */
export function importChanges(rows: readonly ImportRow[], codebook: CodebookView): CodebookChange[] {
  const types = new Set<string>();
  const changes: CodebookChange[] = [];
  for (const { status, entity, existing, set } of rows) {
    if (!entity || (status !== 'new' && status !== 'changed')) continue;
    if (!codebook.type(entity.type)) types.add(entity.type);
    if (status === 'new') changes.push({ op: 'add-entity', entity });
    else if (existing && set) changes.push({ op: 'set-entity', id: existing.id, set });
  }
  return [...[...types].map((id): CodebookChange => ({ op: 'add-type', type: { id, label: id } })), ...changes];
}

class Reader {
  private readonly byName = new Map<string, Entity[]>();
  private readonly byAlias = new Map<string, Entity[]>();
  /** Ids that a row was about, with its line; names of new ones too. */
  private readonly seen = new Map<string, number>();
  private readonly newNames = new Map<string, number>();

  constructor(
    private readonly codebook: CodebookView,
    private readonly columns: readonly string[],
  ) {
    for (const entity of codebook.entities) {
      push(this.byName, foldName(entity.name), entity);
      for (const alias of entity.aliases) push(this.byAlias, foldName(alias), entity);
    }
  }

  read(row: CsvRow): ImportRow {
    const cell = (column: EntityColumn): string => unguard(row.cells[this.columns.indexOf(column)] ?? '').trim();
    const id = cell('id');
    const name = cell('name');
    const invalid = (reason: string): ImportRow => ({ line: row.line, status: 'invalid', reasons: [reason] });
    if (id === '' && name === '') return invalid('It has neither an id nor a name.');
    if (id === AUTHOR) return invalid(say('The id “{0}” stands for the text’s own voice.', AUTHOR));
    if (!/^[^\s\p{C}]{0,100}$/u.test(id)) return invalid('An id has no spaces and at most 100 characters.');
    if (/\p{Cs}/u.test(name + cell('aliases') + cell('note'))) return invalid('It holds half of a character.');
    const names = [name, ...splitAliases(cell('aliases'))];
    if (names.some((one) => one.length > LONGEST_NAME))
      return invalid(say('A name has more than {0} characters.', LONGEST_NAME));
    const wikidata = /^(?:https?:\/\/www\.wikidata\.org\/(?:wiki|entity)\/)?(Q\d+)?$/.exec(cell('wikidata'));
    if (!wikidata) return invalid('The column wikidata holds ids such as Q227.');
    const match = this.match(id, name);
    if (typeof match === 'string') return invalid(match);
    const told = {
      name,
      type: this.typeOf(cell('type')),
      aliases: names.slice(1),
      wikidata: wikidata[1] ?? '',
      note: cell('note'),
    };
    return match ? this.known(row.line, match, told) : this.fresh(row.line, id, told);
  }

  /** 'State', 'STATE' and the label of a type are that type; anything else is a new one, as it is written. */
  private typeOf(written: string): string {
    if (written === '' || this.codebook.type(written)) return written;
    const wanted = foldName(written);
    const { types } = this.codebook;
    const known =
      types.find(({ id }) => foldName(id) === wanted) ?? types.find(({ label }) => foldName(label) === wanted);
    return known?.id ?? written;
  }

  /** The entity that a row is about, if any; a string says why that cannot be told. */
  private match(id: string, name: string): Match | string | undefined {
    const same = id === '' ? undefined : this.codebook.entity(id);
    if (same) return { entity: same, by: 'id' };
    if (name === '') return undefined;
    const key = foldName(name);
    let by: Match['by'] = id === '' ? 'name' : 'name under another id';
    let named = this.byName.get(key) ?? [];
    if (named.length === 0 && id === '') {
      named = this.byAlias.get(key) ?? [];
      by = 'alias';
    }
    if (named.length > 1) return 'Several entities of the codebook have this name: give the id.';
    return named[0] && { entity: named[0], by };
  }

  private known(line: number, { entity: existing, by }: Match, told: Told): ImportRow {
    const before = this.seen.get(existing.id);
    if (before !== undefined) return again(line, before);
    this.seen.set(existing.id, line);
    const has = new Set([existing.name, ...existing.aliases]);
    const added = told.aliases.filter((alias) => !has.has(alias));
    // Known by an alias: the list's name is that alias, not a new name.
    const name = by === 'alias' ? '' : told.name;
    const reasons = REASONS[by];
    const set: EntityPatch = {
      ...(name !== '' && name !== existing.name && { name }),
      ...(told.type !== '' && told.type !== existing.type && { type: told.type }),
      ...(added.length > 0 && { aliases: [...existing.aliases, ...added] }),
      ...(told.wikidata !== '' && told.wikidata !== existing.wikidata && { wikidata: told.wikidata }),
      ...(told.note !== '' && told.note !== existing.note && { note: told.note }),
    };
    if (Object.keys(set).length === 0) return { line, status: 'same', entity: existing, existing, reasons };
    return { line, status: 'changed', entity: { ...existing, ...set } as Entity, existing, set, reasons };
  }

  private fresh(line: number, id: string, told: Told): ImportRow {
    if (told.name === '') {
      return {
        line,
        status: 'invalid',
        reasons: ['The codebook does not have this id, and there is no name for a new entity.'],
      };
    }
    const key = foldName(told.name);
    const before = this.seen.get(id) ?? this.newNames.get(key);
    if (before !== undefined) return again(line, before);
    const taken = (other: string): boolean => this.codebook.entity(other) !== undefined || this.seen.has(other);
    const newId = id === '' ? entityIdFor(told.name, taken) : id;
    this.seen.set(newId, line);
    this.newNames.set(key, line);
    const type = told.type !== '' ? told.type : this.usualType();
    const { name, aliases, wikidata, note } = told;
    const entity: Entity = { id: newId, name, type, aliases, ...(wikidata && { wikidata }), ...(note && { note }) };
    return { line, status: 'new', entity, reasons: [] };
  }

  private usualType(): string {
    return (this.codebook.type('other') ?? this.codebook.types.at(-1))?.id ?? 'other';
  }
}

interface Match {
  readonly entity: Entity;
  readonly by: keyof typeof REASONS;
}

const REASONS = {
  id: [],
  name: ['Known by its name.'],
  'name under another id': ['Known by its name, under another id; the id of the list is not used.'],
  alias: ['Known by an alias.'],
} as const;

interface Told {
  readonly name: string;
  readonly type: string;
  readonly aliases: readonly string[];
  readonly wikidata: string;
  readonly note: string;
}

function again(line: number, before: number): ImportRow {
  return { line, status: 'invalid', reasons: [say('Line {0} of the list is about the same entity.', before)] };
}

function push(map: Map<string, Entity[]>, key: string, entity: Entity): void {
  const list = map.get(key);
  if (list) list.push(entity);
  else map.set(key, [entity]);
}
