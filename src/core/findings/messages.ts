/** What page and host say to each other. Every message of the page is looked at by {@link messageIn} before anything is done. */
import type { Cell } from '../text/csv';
import type { Offer } from './figure';
import type { Picture, Shown } from './picture';
import { FIGURES, isRecord, isText, stateIn, type FigureId, type FindingsState, type Pick } from './state';

export const FORMATS = ['csv', 'svg', 'png', 'html', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

const PICTURE_FORMATS = ['svg', 'png'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export type FromPage =
  /** The page listens; `state` is what it kept over a reload. */
  | { readonly type: 'ready'; readonly state?: FindingsState }
  | { readonly type: 'state'; readonly state: FindingsState }
  /** The figures of this number are drawn. */
  | { readonly type: 'drawn'; readonly turn: number }
  /** A tag, or, where it is a place and no tag of one layer, a stretch of a source. */
  | {
      readonly type: 'open';
      readonly uri: string;
      readonly id: string;
      readonly place?: { readonly from: number; readonly to: number };
    }
  /** What takes long is to end. */
  | { readonly type: 'stop' }
  | { readonly type: 'export'; readonly format: Format; readonly figure: FigureId }
  | { readonly type: 'picture'; readonly turn: number; readonly format: PictureFormat; readonly data: string }
  | { readonly type: 'noPicture'; readonly turn: number }
  | { readonly type: 'saveSearch' }
  | { readonly type: 'copyLink' };

/** A figure as the page gets it: the first rows of the table, and how many there are. */
export interface SentFigure {
  readonly id: FigureId;
  readonly title: string;
  readonly caption: string;
  readonly picture: Picture;
  readonly table: {
    readonly title: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly Cell[])[];
    readonly of: number;
    readonly note: string;
  };
  readonly empty?: string;
  readonly offers?: readonly Offer[];
}

export interface Choice {
  readonly key: string;
  readonly label: string;
}

export interface Options {
  readonly codebooks: readonly Choice[];
  readonly types: readonly Choice[];
  readonly sources: readonly Choice[];
  readonly coders: readonly Choice[];
  readonly searches: readonly { readonly name: string; readonly query: string }[];
}

export interface SentPassages {
  readonly pick: Pick;
  readonly list: readonly Shown[];
  /** How many there are, shown or not. */
  readonly of: number;
}

export type ToPage =
  | { readonly type: 'options'; readonly options: Options }
  /** The state that the page is to take over, from a command. */
  | { readonly type: 'state'; readonly state: FindingsState }
  | {
      readonly type: 'figures';
      readonly turn: number;
      readonly figures: readonly SentFigure[];
      readonly passages?: SentPassages;
      readonly targets: readonly (Choice & { readonly count: number })[];
      /** Keys of details that sources have of their own: the matrix and the timeline can group by them. */
      readonly details?: readonly string[];
      /** Pairs of coders, in the view of their agreement. */
      readonly pairs?: readonly Choice[];
      /** Names of the query that nobody goes by. */
      readonly advice: readonly string[];
      /** The selection in words, for the live region. */
      readonly summary: string;
    }
  /** A field cannot be read; the figures stay as they were. */
  | {
      readonly type: 'mistake';
      readonly turn: number;
      readonly field: 'query' | 'from' | 'to';
      readonly message: string;
      readonly from?: number;
      readonly to?: number;
      readonly expected?: readonly string[];
    }
  | { readonly type: 'picture'; readonly turn: number; readonly figure: FigureId; readonly format: PictureFormat }
  /** What takes long, how far it is (0 to 1); from 1 on it is done. */
  | { readonly type: 'progress'; readonly says: string; readonly share: number };

/** Largest picture that is taken from the page, in UTF-16 units of its text. */
const LARGEST_PICTURE = 40_000_000;

/** A message of the page, checked by type and shape; undefined for anything else. */
export function messageIn(value: unknown): FromPage | undefined {
  if (!isRecord(value)) return undefined;
  switch (value.type) {
    case 'ready':
      return { type: 'ready', state: value.state === undefined ? undefined : stateIn(value.state) };
    case 'state':
      return isRecord(value.state) ? { type: 'state', state: stateIn(value.state) } : undefined;
    case 'drawn':
    case 'noPicture':
      return isTurn(value.turn) ? { type: value.type, turn: value.turn } : undefined;
    case 'open':
      if (!isText(value.uri) || !isText(value.id)) return undefined;
      return { type: 'open', uri: value.uri, id: value.id, ...(isPlace(value.place) && { place: value.place }) };
    case 'export': {
      const format = FORMATS.find((one) => one === value.format);
      const figure = FIGURES.find((one) => one === value.figure);
      return format && figure ? { type: 'export', format, figure } : undefined;
    }
    case 'picture': {
      const format = PICTURE_FORMATS.find((one) => one === value.format);
      const { data, turn } = value;
      if (!format || !isTurn(turn) || typeof data !== 'string' || data.length > LARGEST_PICTURE) return undefined;
      return isPicture(format, data) ? { type: 'picture', turn, format, data } : undefined;
    }
    case 'stop':
    case 'saveSearch':
    case 'copyLink':
      return { type: value.type };
    default:
      return undefined;
  }
}

function isPlace(value: unknown): value is { readonly from: number; readonly to: number } {
  return isRecord(value) && isTurn(value.from) && isTurn(value.to) && value.from >= 0 && value.to >= value.from;
}

function isTurn(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

/** An SVG by its first tag; a PNG as base64 by the eight bytes of its signature. */
function isPicture(format: PictureFormat, data: string): boolean {
  return format === 'svg' ? data.startsWith('<svg ') : /^iVBORw0KGgo[A-Za-z0-9+/]*={0,2}$/.test(data);
}
