/** What a three-way merge is given and what it answers. */
import type { Entity, Refusal, Tag } from '../model';

export type Side = 'base' | 'ours' | 'theirs';

/** The own lines of one section in the three files; empty where it is not there. */
export type Texts = { readonly [S in Side]: string };

export interface MergeOptions {
  /**
   * What becomes of a conflict: git's markers around the whole blocks (then the reader refuses the file until somebody has
   * decided), or the value of one side, the conflict being listed all the same. Default: `markers`.
   */
  readonly conflicts?: 'markers' | 'ours' | 'theirs';
  /** How many signs a marker has (git's %L). Default: 7. */
  readonly size?: number;
  /** What stands behind the markers. With a label for the base its block is shown too, as git's `diff3` style does. */
  readonly labels?: { readonly ours: string; readonly theirs: string; readonly base?: string };
}

/**
 * Why two sides do not go together. `changed`: both changed the same field to different values. `deleted`: one side took away
 * what the other changed. `same-id`: both sides added something under one id, and it is not the same.
 */
export type ConflictKind = 'changed' | 'deleted' | 'same-id';

/** A tag, an entity, or a whole section of the file (`source`, `types`, an unknown key) on which the sides disagree. */
export interface Conflict<T = Tag | Entity> {
  readonly kind: ConflictKind;
  /** The tag's or entity's id; for a section its key. */
  readonly id: string;
  readonly what: 'item' | 'section';
  /**
   * What the sides disagree on: `anchor`, `meaning`, `stance.value`, `note`, `by`, `name`, an unknown key …; for a section its
   * keys or ids. Empty for `deleted`.
   */
  readonly fields: readonly string[];
  /** The lines of each side; undefined where it has none. */
  readonly text: { readonly [S in Side]: string | undefined };
  /** What those lines say, where they are a tag or an entity. */
  readonly item: { readonly [S in Side]: T | undefined };
}

/** Something of *theirs* that is now in *ours*, or a field in which both sides' changes were put together. */
export interface Taken {
  readonly how: 'added' | 'removed' | 'changed';
  readonly what: 'item' | 'section';
  readonly id: string;
  /** For `changed`: the fields taken. Empty where the block or section was taken whole. */
  readonly fields: readonly string[];
}

export type Merged<T = Tag | Entity> =
  | {
      readonly ok: true;
      readonly text: string;
      readonly taken: readonly Taken[];
      readonly conflicts: readonly Conflict<T>[];
    }
  | {
      /** Nothing was merged. `result`: the three could be read, but what would have come out could not; no text is given then. */
      readonly ok: false;
      readonly which: Side | 'result';
      /** Why that one cannot be read. */
      readonly refusal?: Refusal;
    };
