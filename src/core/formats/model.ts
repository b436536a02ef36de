/**
 * What stands between the corpus and every exchange format. Writers get {@link Outgoing} and return files with what is lost;
 * readers return {@link Incoming}, whose offsets count in units that are decided afterwards (`decide.ts`).
 */
import type { PlaceableText } from '../anchors/placeable';
import type { Range } from '../text/range';
import type { CodebookView, SourceView } from '../corpus';
import type { Entity, EntityType, Stance, StanceValue, Tag } from '../model';
import type { Units } from '../text/code-points';

export const FORMATS = [
  'qdpx',
  'qdc',
  'brat',
  'w3c',
  'cas',
  'stam',
  'conll',
  'iob2',
  'jsonl',
  'csv',
  'tsv',
  'parquet',
  'dna',
  'gexf',
] as const;
export type Format = (typeof FORMATS)[number];

export interface OutTag {
  readonly tag: Tag;
  readonly state: 'placed' | 'moved' | 'lost';
  /** Where its pieces stand in the source's text, UTF-16 offsets into the text as it is; undefined where it stands nowhere. */
  readonly ranges?: readonly Range[];
}

export interface OutSource {
  readonly view: SourceView;
  /** Unique among the sources. */
  readonly name: string;
  /** Undefined where the text is not there: then every tag is lost. */
  readonly text?: PlaceableText;
  /** Of the text as it stands. */
  readonly units: Units;
  /** Of the text with line ends as `\n`. */
  readonly plainUnits: Units;
  readonly tags: readonly OutTag[];
}

export interface Outgoing {
  readonly codebook: CodebookView;
  readonly sources: readonly OutSource[];
  /** `Stancemark 1.2.3`. */
  readonly tool: string;
  /** What the corpus is, for people: a git revision where there is one. */
  readonly state?: string;
  /** Entities, types or values that are not used come along. */
  readonly whole: boolean;
}

/** One kind of thing that a format does not hold. `tags` names them as `source#id`; `count` may be more (of entities, say). */
export interface Loss {
  readonly what: string;
  readonly count: number;
  readonly tags: readonly string[];
}

export interface Written {
  /** One file, or several with their names (`/` between folders) that belong together. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly losses: readonly Loss[];
}

/** A code as another tool has it. */
export interface InCode {
  /** Unique in the file. */
  readonly key: string;
  /** Names from the tree's root down to the code itself. */
  readonly path: readonly string[];
  readonly color?: string;
  readonly note?: string;
  readonly codable: boolean;
}

export interface InPiece {
  /** In the unit of the file; `end` exclusive or not is decided with the unit. */
  readonly start: number;
  readonly end: number;
  /** What the file says stands there: the whole quote, or (`cut`) its beginning. */
  readonly quote?: string;
  readonly cut?: boolean;
}

export interface InSpan {
  readonly pieces: readonly InPiece[];
  /** Key of its code. */
  readonly code?: string;
  /** Ours, or as far as the file tells: what is here goes before the code. */
  readonly own?: Partial<Omit<Tag, 'at' | 'quote' | 'before' | 'after' | 'also'>>;
  /** A stance whose holder and target are names of codes or entities. */
  readonly stance?: Pick<Stance, 'holder' | 'target' | 'value' | 'intensity' | 'certainty'>;
  readonly by?: string;
  readonly note?: string;
  /** What it is called in the file, for reports. */
  readonly label: string;
}

export interface InDoc {
  readonly name: string;
  /** As it stands in the file, with a byte order mark where there is one; undefined where the file does not bring it. */
  readonly text?: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly spans: readonly InSpan[];
}

export interface Incoming {
  /** What was read, for people: `REFI-QDA project by NVivo`. */
  readonly what: string;
  /** Undefined: to be decided over the whole file. Fixed where the format leaves no doubt. */
  readonly reading?: Reading;
  readonly docs: readonly InDoc[];
  readonly codes: readonly InCode[];
  readonly entities: readonly Entity[];
  readonly types: readonly EntityType[];
  readonly values: readonly StanceValue[];
  /** What could not be read, in plain words. */
  readonly left: readonly Loss[];
}

/** How a file counts. */
export interface Reading {
  readonly unit: 'utf16' | 'code points' | 'bytes';
  /** Does a byte order mark count as a character? */
  readonly bom: boolean;
  /** Does CR LF count as two? */
  readonly crlf: 1 | 2;
  readonly inclusive: boolean;
}

/** The file cannot be taken: the words say why and what to do. `line` and `column` count from 1. */
export class FormatError extends Error {
  constructor(
    message: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(message);
  }
}
