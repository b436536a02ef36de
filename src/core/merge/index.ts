/**
 * The three-way merge of sidecars and codebooks, by id: pure functions over texts, for git, for pending writes, for undo and for
 * recovery.
 *
 *     const merged = mergeSidecars(base, ours, theirs, { labels: { ours: 'HEAD', theirs: 'branch' } });
 *     if (!merged.ok) …            // an input cannot be read whole (merged.which, merged.refusal): nothing was merged
 *     else merged.text             // the outcome; with markers around whole blocks where merged.conflicts is not empty
 *
 * Rules. An item (tag, entity) that one side alone changed is that side's, byte for byte, with its comments. What both changed
 * goes field by field: the anchor (`at, quote, before, after, also`) is one field, `entity` with `sense` one, each part of a stance
 * its own, a note by lines, unknown keys by key, `aliases`, `dismissed` and `rejected` as sets, `source` by key, types and stance values by id.
 * Conflicts are: one field changed to two values; a mention turned stance against another change of its meaning; an item deleted on
 * one side and changed on the other (the item is kept); one id for two different items without a base. Two tags with the same
 * passage and meaning under two ids stay two: two coders are data. A deletion beats a tag of which only position and context moved
 * with the text. Order is that of the list (position; id); where ours does not keep to it, theirs stand after what they stood after.
 * Byte order mark, line ends and the last line end are as in ours.
 *
 * Always: merge(b, x, b) = x and merge(b, x, x) = x, byte for byte; no id is lost or doubled; the outcome without markers reads.
 */
import type { Entity, Tag } from '../model';
import { hasSidecarName, isCodebookUri } from '../files/addresses';
import { codebookMerge, sidecarMerge } from './formats';
import { mergeFiles } from './file';
import type { Merged, MergeOptions } from './types';

export { isTagChanged, mergeEntity, mergeTag } from './items';
export type { MergedItem } from './items';
export type { Conflict, ConflictKind, Merged, MergeOptions, Side, Taken } from './types';

/** Merges the texts of a sidecar. `base` undefined or empty: both sides added the file (git gives an empty %O then). */
export function mergeSidecars(
  base: string | undefined,
  ours: string,
  theirs: string,
  options: MergeOptions = {},
): Merged<Tag> {
  return mergeFiles(base, ours, theirs, sidecarMerge, options);
}

/** Merges the texts of a codebook. */
export function mergeCodebooks(
  base: string | undefined,
  ours: string,
  theirs: string,
  options: MergeOptions = {},
): Merged<Entity> {
  return mergeFiles(base, ours, theirs, codebookMerge, options);
}

/** Merges by the file's name (an address or a path with `/`); undefined: it is neither a sidecar nor a codebook. */
export function mergeNamed(
  name: string,
  base: string | undefined,
  ours: string,
  theirs: string,
  options: MergeOptions = {},
): Merged | undefined {
  if (hasSidecarName(name)) return mergeSidecars(base, ours, theirs, options);
  return isCodebookUri(name) ? mergeCodebooks(base, ours, theirs, options) : undefined;
}
