/** A patch put on a tag, and what that means for the keys of the tag's block. */
import type { TagPatch } from '../changes';
import type { Piece, Stance, Tag } from '../model';
import { piecesOf, samePiece } from '../pieces';
import { entryEdit, entryEdits, extraEdits, sameData } from '../yaml/entry-edits';
import type { KeyEdit } from '../yaml/map-edit';
import { PIECE_KEYS, pieceEntries, stanceEntries, STANCE_KEYS, TAG_FIELDS, TAG_KEYS, tagEntries } from './fields';
import type { PieceKey, TagKey } from './fields';
import { makeTag } from './make';

/** The fields that a patch names singly: all but the id and the anchor, which goes by `pieces`. */
export const PATCHED = TAG_KEYS.filter(
  (key): key is Exclude<TagKey, 'id' | 'also' | PieceKey> => !['id', 'anchor'].includes(TAG_FIELDS[key].part),
);
const MEANING = PATCHED.filter((key) => TAG_FIELDS[key].part === 'meaning');

/** The tag with the patch on; undefined where it would have both an entity and a stance, neither, or no piece. */
export function patchTag(tag: Tag, set: TagPatch): Tag | undefined {
  const [first, ...others] = set.pieces ? withExtra(set.pieces, tag) : piecesOf(tag);
  const now: Record<string, unknown> = { extra: set.extra === undefined ? tag.extra : (set.extra ?? undefined) };
  for (const key of PATCHED) now[key] = set[key] === undefined ? tag[key] : (set[key] ?? undefined);
  // A meaning is changed whole: a new entity takes the place of a stance, and the reverse.
  if (set.entity === undefined && set.stance) now['entity'] = undefined;
  if (set.stance === undefined && set.entity) now['stance'] = undefined;
  const { entity, stance } = now as { entity?: string; stance?: Stance };
  if (!first || first.quote === '' || (entity === undefined) === (stance === undefined)) return undefined;
  if (stance && !stance.extra && tag.stance?.extra) now['stance'] = { ...stance, extra: tag.stance.extra };
  return makeTag(tag.id, first, { ...now, also: others });
}

/** New pieces keep the unknown keys of those whose place in the tag they take. */
function withExtra(pieces: readonly Piece[], tag: Tag): readonly Piece[] {
  const old = piecesOf(tag);
  return pieces.map((piece, i) => {
    const before = old.length === pieces.length ? old[i] : old.find((one) => samePiece(one, piece));
    return i === 0 || piece.extra || !before?.extra ? piece : { ...piece, extra: before.extra };
  });
}

/** The patch that makes `old` of a tag that `set` was put on. */
export function inversePatch(old: Tag, set: TagPatch): TagPatch {
  const meaning = MEANING.some((key) => set[key] !== undefined);
  const patch: Record<string, unknown> = {};
  for (const key of PATCHED) {
    if (set[key] !== undefined || (meaning && MEANING.includes(key))) patch[key] = old[key] ?? null;
  }
  if (set.pieces !== undefined) patch['pieces'] = piecesOf(old);
  if (set.extra !== undefined) patch['extra'] = old.extra ?? null;
  return patch;
}

/** The keys of a block that differ between two tags. */
export function keyEdits(old: Tag, now: Tag): KeyEdit[] {
  const edits: KeyEdit[] = [];
  const [before, after] = [new Map(tagEntries(old)), new Map(tagEntries(now))];
  for (const key of TAG_KEYS) {
    if (key === 'id') continue;
    if (key === 'also') push(edits, alsoEdit(old.also ?? [], now.also ?? []));
    else if (key === 'stance' && old.stance && now.stance) push(edits, stanceEdit(old.stance, now.stance));
    else push(edits, entryEdit(key, before, after));
  }
  return [...edits, ...extraEdits(old.extra, now.extra)];
}

function push(edits: KeyEdit[], edit: KeyEdit | undefined): void {
  if (edit) edits.push(edit);
}

function alsoEdit(old: readonly Piece[], now: readonly Piece[]): KeyEdit | undefined {
  if (old.length !== now.length) return { key: 'also', to: now.length === 0 ? null : { maps: now.map(pieceEntries) } };
  const each = now.map((piece, i) => {
    const was = old[i] as Piece;
    return [...entryEdits(pieceEntries(was), pieceEntries(piece), PIECE_KEYS), ...extraEdits(was.extra, piece.extra)];
  });
  return each.every((edits) => edits.length === 0) ? undefined : { key: 'also', each, order: TAG_KEYS };
}

function stanceEdit(old: Stance, now: Stance): KeyEdit | undefined {
  const known = entryEdits(stanceEntries(old), stanceEntries(now), STANCE_KEYS);
  const within = [...known, ...extraEdits(old.extra, now.extra)];
  return within.length === 0 ? undefined : { key: 'stance', within, order: STANCE_KEYS };
}

/** Are two tags the same in every key, unknown ones too? */
export function sameTag(a: Tag, b: Tag): boolean {
  return a === b || sameData(tagEntries(a), tagEntries(b));
}
