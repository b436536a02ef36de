/**
 * The query language: its fields, and the tree that a parsed query is.
 *
 * A query is looked at for each tag. Terms beside each other must all be true (`and` may be written), `or` binds less than
 * they do, `not` or `-` before a term more. Case and accents never matter.
 */
import { AXES, CERTAINTIES, SENSES } from '../model';
import { VOICES } from '../words/voice';

/** Longest query in UTF-16 units, and deepest nesting: saved searches come from files that others wrote. */
export const LONGEST = 2000;
export const DEEPEST = 50;

/** Lines between two passages in `near` at the most. */
export const FARTHEST = 100_000;

const HAS = ['note', 'via', 'intensity', 'certainty', 'event', 'sense', 'by', 'pieces', 'date'] as const;
const LOST = ['yes', 'no', 'moved'] as const;
export const KINDS = ['mention', 'stance'] as const;

/** What stands after a field's colon. `*` in a name or text stands for anything. */
export type Shape =
  /** A whole name: `entity:russia`, `entity:"Ilham Aliyev"`. */
  | { readonly shape: 'name' }
  /** A part of a text is enough, unless there is a `*`: then it is the whole. */
  | { readonly shape: 'text' }
  | { readonly shape: 'one-of'; readonly values: readonly string[] }
  | { readonly shape: 'intensity' }
  | { readonly shape: 'date' };

export const FIELDS = {
  entity: { shape: 'name', says: 'a mention of it, or a stance that it holds or that is toward it' },
  type: { shape: 'name', says: 'about an entity of this type' },
  holder: { shape: 'name', says: 'a stance held by this entity, or by author' },
  target: { shape: 'name', says: 'a stance toward this entity' },
  stance: { shape: 'name', says: 'a stance of this value' },
  axis: { shape: 'one-of', values: AXES, says: 'a stance on this axis' },
  intensity: { shape: 'intensity', says: 'a stance this strong: 3, >=3, 1..2' },
  certainty: { shape: 'one-of', values: CERTAINTIES, says: 'how sure the passage is of the stance' },
  via: { shape: 'name', says: 'a stance that this entity, or author, reports' },
  voice: { shape: 'one-of', values: VOICES, says: 'own, attributed by the author, or reported by somebody else' },
  event: { shape: 'text', says: 'a stance on this event' },
  sense: { shape: 'one-of', values: SENSES, says: 'a literal mention, or a metonym' },
  by: { shape: 'name', says: 'tagged by this coder' },
  speaker: { shape: 'name', says: 'where this person speaks, in a source with speakers' },
  source: { shape: 'text', says: 'in sources with this file name or title' },
  date: { shape: 'date', says: 'in sources of these dates: 2025, 2024-12..2025-06, >=2025-01' },
  outlet: { shape: 'text', says: 'in sources of this outlet' },
  author: { shape: 'text', says: 'in sources of this author' },
  has: { shape: 'one-of', values: HAS, says: 'tags that have this' },
  lost: { shape: 'one-of', values: LOST, says: 'lost tags (left out otherwise), placed ones, or moved ones' },
  kind: { shape: 'one-of', values: KINDS, says: 'mentions alone, or stances alone' },
} as const satisfies Readonly<Record<string, Shape & { readonly says: string }>>;

/** Before a key of the source's details: `source.country:TR`, `source.year:>=2020`. */
export const DETAIL_PREFIX = 'source.';

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

export type FieldOf<S extends Shape['shape']> = {
  [F in FieldName]: (typeof FIELDS)[F]['shape'] extends S ? F : never;
}[FieldName];

export const FUNCTIONS = {
  near: 'near(a, b, 1 paragraph): passages of a that stand with one of b within so many paragraphs or lines',
  inside: 'inside(a, b): passages of a that lie within one of b',
  overlaps: 'overlaps(a, b): passages of a that share a character or more with one of b',
} as const;
export type FunctionName = keyof typeof FUNCTIONS;
export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];

/** Offsets into the query's text. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** `least` and `most` are included; open ends are ±Infinity. Dates are numbers like 20250702, see `text/dates`. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export type Term =
  | { readonly kind: 'name'; readonly field: FieldOf<'name'>; readonly value: string; readonly at: Place }
  | { readonly kind: 'text'; readonly field: FieldOf<'text'>; readonly value: string; readonly at: Place }
  | { readonly kind: 'one-of'; readonly field: FieldOf<'one-of'>; readonly value: string }
  | ({ readonly kind: 'intensity' } & Bounds)
  | ({ readonly kind: 'date' } & Bounds)
  /**
   * A key of the source's details, folded: its whole value, or numbers or dates within bounds. Numbers where the value is one.
   */
  | {
      readonly kind: 'detail';
      readonly key: string;
      readonly value: string;
      readonly numbers?: Bounds & { readonly without?: 'least' | 'most' };
      readonly days?: Bounds;
    }
  /** Free words: a stretch of the passage or of the note. */
  | { readonly kind: 'words'; readonly value: string };

export type Unit = 'paragraph' | 'line';

export type Node =
  | Term
  | { readonly kind: 'everything' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Node[] }
  | { readonly kind: 'not'; readonly part: Node }
  /** Within `reach` paragraphs or lines that follow one another: 1 is the same one, 2 the same or the next. */
  | { readonly kind: 'near'; readonly a: Node; readonly b: Node; readonly reach: number; readonly unit: Unit }
  | { readonly kind: 'inside' | 'overlaps'; readonly a: Node; readonly b: Node };

export interface Query {
  readonly text: string;
  readonly root: Node;
  /** Is there a `lost:` in it? Then lost tags are looked at like any others; if not, they are left out. */
  readonly asksLost: boolean;
}

export interface QueryError extends Place {
  /** In plain words; pieces of the query in it are made visible and short, not escaped for HTML or Markdown. */
  readonly message: string;
  /** What could stand there: words of the language, or their description. */
  readonly expected: readonly string[];
}

/** The query of nothing written: every tag that is not lost. */
export const EVERYTHING: Query = { text: '', root: { kind: 'everything' }, asksLost: false };
