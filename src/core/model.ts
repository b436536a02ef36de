/**
 * The model: what a tag, a codebook and a source are. Everything else in the core reads, changes or sums up these.
 *
 * Units: columns and offsets count UTF-16 code units, as VS Code does. In memory lines and columns are zero-based, as in
 * `vscode.Position`; on disk (`at: 11:118-11:130`) both are 1-based. Ends are exclusive. Times are milliseconds.
 * All objects are values: never changed after they are made, so that identity can stand for "nothing changed".
 */

/** The number after `stancemark:` in both file formats that this version reads and writes. */
export const FORMAT = 1;

/** The holder (or reporter) that stands for the text's own voice. Never an entity's id. */
export const AUTHOR = 'author';

/** Length of the context kept on either side of a quote, in UTF-16 code units at the most. */
export const CONTEXT = 32;
/** The same for a passage that stands more than once in its source with so little: as many as it takes, up to these. */
export const MOST_CONTEXT = 256;

export const AXES = ['positive', 'negative', 'neutral', 'mixed', 'unclear'] as const;
export type Axis = (typeof AXES)[number];

export const CERTAINTIES = ['asserted', 'probable', 'possible', 'denied'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export const SENSES = ['literal', 'metonym'] as const;
export type Sense = (typeof SENSES)[number];

export const INTENSITIES = [1, 2, 3, 4] as const;
export type Intensity = (typeof INTENSITIES)[number];

/** Where a passage stands: zero-based lines and UTF-16 columns, end exclusive. */
export interface Span {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A value of a YAML file, ready to be written: a scalar's text (quoted where it must be), a list of such, a map, a list of maps, or lines. */
export type Written =
  | string
  | { readonly list: readonly string[] }
  | { readonly map: readonly WrittenEntry[] }
  /** A text of several lines, as such where it stands in block style. */
  | { readonly lines: string }
  | { readonly maps: readonly (readonly WrittenEntry[])[] };
export type WrittenEntry = readonly [key: string, value: Written];

/** The keys of a map that this tool does not know, as they were written: they stay, and travel with what they belong to. */
export type Extra = Readonly<Record<string, Written>>;

/** An anchor: a position, the exact passage (line ends as `\n`) and up to {@link MOST_CONTEXT} units of text around it. */
export interface Piece {
  readonly at: Span;
  readonly quote: string;
  readonly before: string;
  readonly after: string;
  /** Of a further piece; those of the first are the tag's. */
  readonly extra?: Extra;
}

/** The passage shows a holder's position toward a target. */
export interface Stance {
  /** An entity id, or {@link AUTHOR}. */
  readonly holder: string;
  readonly target: string;
  /** Id of a stance value of the codebook. */
  readonly value: string;
  readonly intensity?: Intensity;
  readonly certainty?: Certainty;
  /** Who reports it, outermost first: entity ids or {@link AUTHOR}. */
  readonly via?: readonly string[];
  readonly event?: string;
  readonly extra?: Extra;
}

/** Whose proposal a tag was before somebody accepted it. */
export interface Origin {
  /** A person, a script, a model. */
  readonly who: string;
  readonly version?: string;
  /** Of the proposal: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date?: string;
  /** Id of the proposal. */
  readonly id?: string;
  readonly extra?: Extra;
}

/** What a tag was made of: tags of coders, by id, that somebody decided between; or a proposal. */
export type TagFrom = readonly string[] | Origin;

interface TagBase extends Piece {
  /** Eight characters of `a-z2-7`, unique in its sidecar. */
  readonly id: string;
  /** The further pieces of a passage in several pieces. */
  readonly also?: readonly Piece[];
  /** The coder. */
  readonly by?: string;
  readonly from?: TagFrom;
  readonly note?: string;
}

/** The passage names an entity. */
export interface MentionTag extends TagBase {
  readonly entity: string;
  readonly sense?: Sense;
  readonly stance?: undefined;
}

export interface StanceTag extends TagBase {
  readonly stance: Stance;
  readonly entity?: undefined;
  readonly sense?: undefined;
}

export type Tag = MentionTag | StanceTag;

/** Every key that a tag of either kind can have. */
export type AnyTag = Omit<MentionTag, 'stance' | 'entity'> & {
  readonly entity?: MentionTag['entity'];
  readonly stance?: StanceTag['stance'];
};

/** The meaning of a tag without its place: what `repeatTag` applies again. */
export type Meaning = Pick<MentionTag, 'entity' | 'sense'> | Pick<StanceTag, 'stance'>;

export function isMention(tag: Tag): tag is MentionTag {
  return tag.entity !== undefined;
}

export function isStance(tag: Tag): tag is StanceTag {
  return tag.stance !== undefined;
}

/** What the user said of a whole source. Values are text as written; `date` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export type SourceDetails = ReadonlyMap<string, string>;

/** The keys of {@link SourceDetails} that have a place in the tool; any others are kept. */
export const DETAIL_KEYS = ['title', 'author', 'outlet', 'date', 'address'] as const;

/** A suggestion that the user turned down: everywhere in the source, or (with `before` and `after`) at one place. */
export interface Dismissal {
  readonly form: string;
  readonly entity?: string;
  readonly before?: string;
  readonly after?: string;
}

/** The proposal that a tag was; undefined for one that somebody made, or decided from others' tags. */
export function originOf({ from }: Pick<Tag, 'from'>): Origin | undefined {
  return from && 'who' in from ? from : undefined;
}

/** What a code means and where its borders are: the codebook as a method. Texts as written, perhaps of several lines. */
export interface Guide {
  readonly definition?: string;
  /** When the code is to be given. */
  readonly include?: string;
  /** When it is not, though one might think so. */
  readonly exclude?: string;
  readonly examples?: readonly string[];
}

export interface Entity extends Guide {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** The entity that it is a part or a kind of; see `codebook/branches`. */
  readonly parent?: string;
  readonly aliases: readonly string[];
  readonly wikidata?: string;
  readonly note?: string;
  readonly extra?: Extra;
}

export interface EntityType extends Guide {
  readonly id: string;
  readonly label: string;
  readonly parent?: string;
  readonly color?: string;
}

export interface StanceValue extends Guide {
  readonly id: string;
  readonly label: string;
  readonly axis: Axis;
  readonly color?: string;
}

export interface SavedSearch {
  readonly name: string;
  readonly query: string;
}

/** How a code of another tool is taken at every import: as an entity, as a stance, or not at all. */
export interface CodeRule {
  /** The code's names from the root of its tree on, ` / ` between them. */
  readonly code: string;
  readonly entity?: string;
  readonly stance?: Pick<Stance, 'holder' | 'target' | 'value'>;
  readonly skip?: boolean;
}

/** A speaker's label as it stands at the beginning of lines; `*` in it stands for a name. */
export interface SpeakerRule {
  readonly label: string;
  /** Who speaks then; without it whoever goes by the name in the label. */
  readonly entity?: string;
  /** Such a beginning is no label. */
  readonly skip?: boolean;
}

export interface Codebook {
  /** The project's memo. */
  readonly note?: string;
  readonly types: readonly EntityType[];
  readonly stances: readonly StanceValue[];
  readonly entities: readonly Entity[];
  readonly searches: readonly SavedSearch[];
  /** Undefined: none was decided yet. */
  readonly codes?: readonly CodeRule[];
  /** Undefined: nobody said yet what labels of speakers look like. */
  readonly speakers?: readonly SpeakerRule[];
}

/** Something wrong at a place of a YAML file (offsets into its text) that does not stop the file from being used. */
export interface Fault {
  readonly code: FaultCode;
  /** In plain words, without text from files: those stand in `detail`, to be shown escaped. */
  readonly message: string;
  readonly detail?: string;
  readonly from: number;
  readonly to: number;
  /** The tag (or entity) that it is about. */
  readonly id?: string;
  /** What to write there instead, where that is known. */
  readonly instead?: string;
}

export type FaultCode =
  | 'yaml'
  | 'bad-tag'
  | 'bad-value'
  | 'duplicate-id'
  | 'duplicate-key'
  | 'unknown-entity'
  | 'unknown-value'
  | 'reserved-id'
  | 'unknown-parent'
  | 'parent-cycle';

/** Why a file cannot be read whole, and is therefore never written. */
export type RefusalCode =
  'yaml' | 'conflict' | 'empty' | 'newer' | 'format' | 'encoding' | 'too-large' | 'line-end' | 'unsafe';

/** A file that cannot be read whole. It is never written: what could not be read would be lost. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly detail?: string;
  /** Offset into the file's text where the trouble begins; 0 where the whole file is meant. */
  readonly from: number;
  readonly to: number;
}

/**
 * How a tag stands in the text as it is now; `pieces`: where, if not at its written position. A tag that no text was compared
 * with yet is taken as placed.
 */
export type Placement =
  | { readonly kind: 'placed'; readonly pieces?: readonly Span[] }
  | { readonly kind: 'moved'; readonly pieces: readonly Span[] }
  | { readonly kind: 'lost' };

/** A string that is equal for equal meanings; for maps, never shown. */
export function meaningKey(meaning: Meaning): string {
  if ('stance' in meaning && meaning.stance) {
    const s = meaning.stance;
    return JSON.stringify([s.holder, s.target, s.value, s.intensity, s.certainty, s.via ?? [], s.event]);
  }
  const mention = meaning as Pick<MentionTag, 'entity' | 'sense'>;
  return JSON.stringify([mention.entity, mention.sense]);
}

export function sameSpan(a: Span, b: Span): boolean {
  return (
    a.startLine === b.startLine &&
    a.startColumn === b.startColumn &&
    a.endLine === b.endLine &&
    a.endColumn === b.endColumn
  );
}

/** Order of tags in a sidecar: by start, then the longer first (it encloses), then by id. */
export function compareTags(a: Tag, b: Tag): number {
  return compareSpans(a.at, b.at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

export function compareSpans(a: Span, b: Span): number {
  return (
    a.startLine - b.startLine || a.startColumn - b.startColumn || b.endLine - a.endLine || b.endColumn - a.endColumn
  );
}
