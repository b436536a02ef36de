/**
 * The one table of a tag's fields: every key that the model has, how it is read, how it is written, and with which others it
 * changes. The compiler sees to it that none is missing; writer, reader, patches, comparisons and merges go by it. (The reader of
 * own form alone spells the keys out, for speed; a test made from this table holds it to them.)
 */
import { CERTAINTIES, INTENSITIES, SENSES } from '../model';
import type { AnyTag, Intensity, Origin, Piece, Span, Stance, TagFrom } from '../model';
import { asMap, asSeq, isNothing, textsOf } from '../yaml/nodes';
import type { Field, Fields, ParsedNode } from '../yaml/nodes';
import { extraOf } from '../yaml/extra';
import { isDate, phrase, quoted, word } from '../yaml/scalars';
import { extraEntries } from '../yaml/write';
import type { Entries, Val } from '../yaml/write';
import { mapOf, needed, oneOf, optional, parseAt } from './finder';
import type { Finder } from './finder';

/** What changes as one: `at, quote, before, after, also` are the anchor; `entity` with `sense`, or `stance`, the meaning. */
export type Part = 'id' | 'anchor' | 'meaning' | 'by' | 'from' | 'note';

/** One key: `map` is the map that it is (or is missed) in. Reading throws `Stop` where the item is unusable without it. */
export interface Row<T> {
  readonly read: (field: Field | undefined, finder: Finder, map: ParsedNode) => T | undefined;
  readonly write: (value: T) => Val;
  readonly part: Part;
}

type Rows<T> = { readonly [K in Exclude<keyof T, 'extra'>]-?: Row<NonNullable<T[K]>> };

export type TagKey = Exclude<keyof AnyTag, 'extra'>;
export type StanceKey = Exclude<keyof Stance, 'extra'>;
export type PieceKey = Exclude<keyof Piece, 'extra'>;
export type OriginKey = Exclude<keyof Origin, 'extra'>;

const text = (part: Part, write = word): Row<string> => ({ read: optional, write, part });
const must = (part: Part, message: string, write = word): Row<string> => ({
  read: (field, finder, map) => needed(field, map, finder, message),
  write,
  part,
});

/** `line:column-line:column`, 1-based. */
export function spanText(at: Span): string {
  return `${at.startLine + 1}:${at.startColumn + 1}-${at.endLine + 1}:${at.endColumn + 1}`;
}

const PIECE_FIELDS: Rows<Piece> = {
  at: {
    read: (field, finder, map) => {
      const written = needed(field, map, finder, 'The tag has no position (at)');
      const span = parseAt(written);
      const message = 'A position is written line:column-line:column, its end after its start';
      if (!span) throw finder.stop('bad-tag', message, field?.value ?? map, written);
      return span;
    },
    write: spanText,
    part: 'anchor',
  },
  quote: must('anchor', 'The tag has no quote', quoted),
  before: { ...text('anchor', quoted), read: (field, finder) => optional(field, finder) ?? '' },
  after: { ...text('anchor', quoted), read: (field, finder) => optional(field, finder) ?? '' },
};

export const STANCE_FIELDS: Rows<Stance> = {
  holder: must('meaning', 'The stance has no holder'),
  target: must('meaning', 'The stance has no target'),
  value: must('meaning', 'The stance has no value'),
  intensity: {
    read: (field, finder) => {
      const found = oneOf(field, INTENSITIES.map(String), finder);
      return found === undefined ? undefined : (Number(found) as Intensity);
    },
    write: String,
    part: 'meaning',
  },
  certainty: { read: (field, finder) => oneOf(field, CERTAINTIES, finder), write: word, part: 'meaning' },
  via: {
    read: (field, finder) => {
      if (!field || isNothing(field.value)) return undefined;
      const via = textsOf(field.value);
      if (!via) finder.note('bad-value', 'A list of reporters is expected', field.value ?? field.key);
      return via;
    },
    write: (via) => ({ list: via.map(word) }),
    part: 'meaning',
  },
  event: text('meaning'),
};

/** A date that every reader takes as one stands plain. */
const dated = (value: string): string => (isDate(value) ? value : phrase(value));

export const ORIGIN_FIELDS: Rows<Origin> = {
  who: text('from', phrase),
  version: text('from'),
  date: text('from', dated),
  id: text('from'),
};

export const TAG_FIELDS: Rows<AnyTag> & Record<TagKey, unknown> = {
  id: must('id', 'The tag has no id'),
  ...PIECE_FIELDS,
  also: {
    read: (field, finder) => {
      if (!field || isNothing(field.value)) return undefined;
      const list = asSeq(field.value);
      if (!list) throw finder.stop('bad-tag', 'The further pieces (also) are a list', field.value ?? field.key);
      return list.items.map(
        (item) => readRows(PIECE_FIELDS, item, finder, 'A piece is a map of keys') as unknown as Piece,
      );
    },
    write: (pieces) => ({ maps: pieces.map(pieceEntries) }),
    part: 'anchor',
  },
  entity: text('meaning'),
  sense: { read: (field, finder) => oneOf(field, SENSES, finder), write: word, part: 'meaning' },
  stance: {
    read: (field, finder) => {
      if (!field || isNothing(field.value)) return undefined;
      return readRows(
        STANCE_FIELDS,
        field.value ?? field.key,
        finder,
        'A stance is a map of keys',
      ) as unknown as Stance;
    },
    write: (stance) => ({ map: stanceEntries(stance) }),
    part: 'meaning',
  },
  by: text('by'),
  from: { read: readFrom, write: fromValue, part: 'from' },
  note: text('note', quoted),
};

/** Ids of tags, or a proposal. A tag stays one where this cannot be read. */
function readFrom(field: Field | undefined, finder: Finder): TagFrom | undefined {
  if (!field || isNothing(field.value)) return undefined;
  const map = asMap(field.value);
  const origin = map && (readRows(ORIGIN_FIELDS, map, finder, 'An origin is a map of keys') as unknown as Origin);
  const from = origin ? (origin.who ? origin : undefined) : textsOf(field.value);
  if (!from) finder.note('bad-value', 'A list of ids of tags is expected, or a map with who', field.value ?? field.key);
  return from;
}

function fromValue(from: TagFrom): Val {
  return 'who' in from ? { map: originEntries(from) } : { list: from.map(word) };
}

type AnyRows = Readonly<Record<string, Row<unknown>>>;

/** The keys of a table in the order in which they are written. */
function keysOf<K extends string>(rows: { readonly [key in K]: unknown }): readonly K[] {
  return Object.keys(rows) as K[];
}

export const TAG_KEYS = keysOf<TagKey>(TAG_FIELDS);
export const STANCE_KEYS = keysOf<StanceKey>(STANCE_FIELDS);
export const PIECE_KEYS = keysOf<PieceKey>(PIECE_FIELDS);
export const ORIGIN_KEYS = keysOf<OriginKey>(ORIGIN_FIELDS);

/** The keys of one part of a tag. */
export function keysOfPart(part: Part): readonly TagKey[] {
  return TAG_KEYS.filter((key) => TAG_FIELDS[key].part === part);
}

/** What a map says by the table, with its unknown keys under `extra`; keys without a value are left out. */
export function readRows(
  rows: object,
  node: ParsedNode | null,
  finder: Finder,
  what: string,
): Readonly<Record<string, unknown>> {
  const fields: Fields = mapOf(node, finder, what);
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(rows)) {
    const value = ((rows as AnyRows)[key] as Row<unknown>).read(fields.byKey.get(key), finder, node as ParsedNode);
    if (value !== undefined) made[key] = value;
  }
  const extra = extraOf(fields, (key) => Object.hasOwn(rows, key));
  if (extra) made['extra'] = extra;
  return made;
}

/** The entries of what a map says, in their order, those of unknown keys last. */
function entries(rows: object, value: object): Entries {
  const made: [string, Val][] = [];
  for (const key of Object.keys(rows)) {
    const field = (value as Record<string, unknown>)[key];
    if (field !== undefined) made.push([key, ((rows as AnyRows)[key] as Row<unknown>).write(field)]);
  }
  return [...made, ...extraEntries((value as Piece).extra)];
}

export function pieceEntries(piece: Piece): Entries {
  return entries(PIECE_FIELDS, piece);
}

export function stanceEntries(stance: Stance): Entries {
  return entries(STANCE_FIELDS, stance);
}

export function originEntries(origin: Origin): Entries {
  return entries(ORIGIN_FIELDS, origin);
}

export function tagEntries(tag: object): Entries {
  return entries(TAG_FIELDS, tag);
}
