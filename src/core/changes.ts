/**
 * Changes as data. A change names what it is about by id, so that it can be applied to whatever state a file is in by then
 * (another window wrote, git checked out), taken back, kept over a reload, and counted.
 *
 * Applying a change to a file's text yields the new text and the change that takes it back; applied at once, the inverse
 * gives the same bytes. To that end an inverse carries `raw`: the bytes' text that stood there, comments and all.
 */
import type {
  AnyTag,
  CodeRule,
  Dismissal,
  Entity,
  EntityType,
  Piece,
  SavedSearch,
  SpeakerRule,
  StanceValue,
  Tag,
} from './model';

/**
 * Fields of a tag to set; `null` takes a field away. A meaning is changed whole: `entity` (and `sense`) or `stance`; unknown keys
 * (`extra`) as well.
 */
export type TagPatch = {
  readonly [K in Exclude<keyof AnyTag, 'id' | 'also' | keyof Piece> | 'extra']?: AnyTag[K] | null;
} & {
  /** All pieces, the first first; one piece alone means no `also`. */
  readonly pieces?: readonly Piece[];
};

/** What stood in the text, for an inverse that restores it to the letter. */
export interface Raw {
  readonly text: string;
  /** What the text stood between, to find the spot again: ids of the tags before and after, where there were any. */
  readonly previous?: string;
  readonly next?: string;
  /** Its number among the items, tried before the neighbours' ids. */
  readonly index?: number;
  /** Blank lines and comments that stood between the item before and it. */
  readonly gap?: string;
  /** What `text` takes the place of. Where that no longer stands there to the letter, the change is applied by its fields. */
  readonly instead?: string;
}

export type SidecarChange =
  | { readonly op: 'add'; readonly tag: Tag; readonly raw?: Raw }
  | {
      readonly op: 'remove';
      readonly id: string;
      /** Only where the tag still says this, wherever it stands by now: what somebody else put in must not go with it. */
      readonly was?: Tag;
      readonly raw?: Raw;
    }
  | {
      readonly op: 'set';
      readonly id: string;
      readonly set: TagPatch;
      /** What these fields said when the change was made: what somebody else set meanwhile is merged with it, never overwritten. */
      readonly was?: TagPatch;
      /** The tag as it was then, to offer it again where somebody else has removed it. */
      readonly tag?: Tag;
      readonly raw?: Raw;
    }
  | {
      readonly op: 'details';
      readonly set: Readonly<Record<string, string | null>>;
      readonly was?: Readonly<Record<string, string | null>>;
      readonly raw?: Raw;
    }
  | { readonly op: 'dismiss'; readonly what: Dismissal; readonly raw?: Raw }
  | { readonly op: 'undismiss'; readonly what: Dismissal; readonly raw?: Raw }
  /** A proposal, or another coder's tag, is turned down: its id is remembered. */
  | { readonly op: 'reject'; readonly id: string; readonly raw?: Raw }
  | { readonly op: 'unreject'; readonly id: string; readonly raw?: Raw }
  /** The coder whose file this is is done with the source, or goes on. */
  | { readonly op: 'finish'; readonly finished: boolean; readonly raw?: Raw }
  /** What tags of coders said when they were decided on, by id, as a short mark; null takes one away. */
  | { readonly op: 'see'; readonly set: Readonly<Record<string, string | null>>; readonly raw?: Raw };

/** Fields of an entity to set; `null` takes an optional field away. A new `id` is a change of the id itself. */
export type EntityPatch = {
  readonly [K in keyof Entity]?: undefined extends Entity[K] ? Entity[K] | null : Entity[K];
};

export type CodebookChange =
  | { readonly op: 'add-entity'; readonly entity: Entity; readonly raw?: Raw }
  | { readonly op: 'remove-entity'; readonly id: string; readonly was?: Entity; readonly raw?: Raw }
  | {
      readonly op: 'set-entity';
      readonly id: string;
      readonly set: EntityPatch;
      readonly was?: EntityPatch;
      readonly raw?: Raw;
    }
  | { readonly op: 'add-type'; readonly type: EntityType; readonly raw?: Raw }
  | { readonly op: 'remove-type'; readonly id: string; readonly was?: EntityType; readonly raw?: Raw }
  | {
      readonly op: 'set-type';
      readonly id: string;
      readonly set: Patch<EntityType>;
      readonly was?: Patch<EntityType>;
      readonly raw?: Raw;
    }
  | { readonly op: 'add-value'; readonly value: StanceValue; readonly raw?: Raw }
  | { readonly op: 'remove-value'; readonly id: string; readonly was?: StanceValue; readonly raw?: Raw }
  | {
      readonly op: 'set-value';
      readonly id: string;
      readonly set: Patch<StanceValue>;
      readonly was?: Patch<StanceValue>;
      readonly raw?: Raw;
    }
  | { readonly op: 'add-search'; readonly search: SavedSearch; readonly raw?: Raw }
  | { readonly op: 'remove-search'; readonly name: string; readonly was?: SavedSearch; readonly raw?: Raw }
  /** The project's memo. */
  | { readonly op: 'set-note'; readonly note: string | null; readonly was?: string | null; readonly raw?: Raw }
  | { readonly op: 'add-code'; readonly rule: CodeRule; readonly raw?: Raw }
  | { readonly op: 'remove-code'; readonly code: string; readonly raw?: Raw }
  | { readonly op: 'add-speaker'; readonly rule: SpeakerRule; readonly raw?: Raw }
  | { readonly op: 'remove-speaker'; readonly label: string; readonly raw?: Raw };

/** Fields of a type or stance value to set; `null` takes an optional one away. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | null };

/** An item of a codebook's short lists. */
export type Short = EntityType | StanceValue | SavedSearch;

/**
 * The changes to one file. `uri` is that of the sidecar's source, or of the codebook itself. `layer`: whose tags, see `SHARED`; where
 * it is left out the library takes the layer that is being read.
 */
export type FileChange =
  | {
      readonly kind: 'sidecar';
      readonly uri: string;
      readonly layer?: string;
      readonly changes: readonly SidecarChange[];
    }
  | { readonly kind: 'codebook'; readonly uri: string; readonly changes: readonly CodebookChange[] };

/** Why one change could not be applied to the state that it met. */
export interface Skipped {
  readonly change: SidecarChange | CodebookChange;
  readonly why: 'no-such-tag' | 'id-taken' | 'changed-meanwhile' | 'no-such-entity' | 'no-such-value';
  /** The fields on which the change and somebody else's disagree; what else it asked for was done. */
  readonly fields?: readonly string[];
  /** What stands there. */
  readonly there?: Tag | Entity | Short;
}
