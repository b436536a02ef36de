/** Proposed tags, as a file beside a source holds them, and what becomes of each in the text. Nothing here is a tag yet. */
import type { Range } from '../text/range';
import type { Fault, Meaning, Origin, Refusal } from '../model';
import { AUTHOR } from '../model';

/** Zero-based lines of the text, the last one included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** As the file writes them: `12` or `12-14`, counted from 1. */
export function linesText({ first, last }: Lines): string {
  return first === last ? String(first + 1) : `${first + 1}-${last + 1}`;
}

/** One item of a proposals file that could be read. */
export interface Proposal {
  readonly lines: Lines;
  readonly quote: string;
  readonly meaning: Meaning;
  /** Why, in the proposer's words. Shown, and never the coder's note. */
  readonly note?: string;
  readonly from: Origin;
}

/** An item of the file with where it and its parts stand in the YAML text (UTF-16 offsets). */
export interface Item extends Range {
  /** Undefined: it could not be read; the faults say why. */
  readonly proposal?: Proposal;
  readonly faults: readonly Fault[];
  /** Where the values of its keys stand; those of a stance under their own names. */
  readonly places: ReadonlyMap<string, Range>;
}

export interface ProposalsFile {
  readonly text: string;
  readonly items: readonly Item[];
  /** Faults of what stands around the list. */
  readonly faults: readonly Fault[];
}

/** A proposals file as it is now. */
export type ProposalsReading =
  { readonly ok: true; readonly value: ProposalsFile } | { readonly ok: false; readonly refusal: Refusal };

/** What a person is asked about: one passage with one meaning, by whomever and however often it was proposed. */
export interface Proposed {
  /** Made of passage, context and meaning: the same in the next file that proposes the same here. */
  readonly id: string;
  /** Offsets into the text as it stands. */
  readonly range: Range;
  readonly meaning: Meaning;
  /** Who proposes it, the first in the file first. */
  readonly origins: readonly { readonly from: Origin; readonly note?: string }[];
}

/** Why a proposal is refused. The codes are public. */
export const REFUSED_CODES = [
  'bad-proposal',
  'lines-outside',
  'quote-not-there',
  'quote-twice',
  'unknown-entity',
  'unknown-value',
] as const;
export type RefusedCode = (typeof REFUSED_CODES)[number];

export interface RefusedItem extends Range {
  readonly code: RefusedCode;
  /** Words of ours; `{0}`, `{1}` are the texts of `data`, which come from files. */
  readonly words: string;
  readonly data: readonly string[];
  /** Where the quote stands now, if it stands once in the source: the place is that of the lines then, for which this is put in. */
  readonly instead?: Lines;
}

/** What became of the items of a file. */
export interface Judged {
  /** To be reviewed, in the order of the text. */
  readonly open: readonly Proposed[];
  /** In the order of the file. */
  readonly refused: readonly RefusedItem[];
  /** Accepted, rejected, or tagged so already. */
  readonly settled: number;
}

/** Ids of the codebook that a meaning refers to, each with the key under which it stands. */
export function idsOf(
  meaning: Meaning,
): { readonly key: string; readonly id: string; readonly of: 'entity' | 'value' }[] {
  if (!('stance' in meaning)) return [{ key: 'entity', id: meaning.entity, of: 'entity' }];
  const { holder, target, value, via = [], event } = meaning.stance;
  const voices = [{ key: 'holder', id: holder }, ...via.map((id) => ({ key: 'via', id }))];
  return [
    ...voices.filter(({ id }) => id !== AUTHOR).map((one) => ({ ...one, of: 'entity' as const })),
    { key: 'target', id: target, of: 'entity' },
    { key: 'value', id: value, of: 'value' },
    ...(event === undefined ? [] : [{ key: 'event', id: event, of: 'entity' as const }]),
  ];
}
