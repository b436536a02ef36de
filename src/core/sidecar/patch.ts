/** A patch put on a tag, and what that means for the keys of the tag's block. */
import type { TagPatch } from '../changes';
import type { Piece, Stance, Tag } from '../model';
import { sameSpan } from '../model';
import type { KeyEdit } from '../yaml/map-edit';
import { quoted, word } from '../yaml/scalars';
import { makeTag } from './make';
import { STANCE_KEYS, TAG_KEYS, pieceEntries, spanText, stanceEntries } from './write';

/** The tag with the patch on; undefined where it would have both an entity and a stance, neither, or no piece. */
export function patchTag(tag: Tag, set: TagPatch): Tag | undefined {
  const pieces = set.pieces ?? [tag, ...(tag.also ?? [])];
  const [first, ...others] = pieces;
  // A meaning is changed whole: a new entity takes the place of a stance, and the reverse.
  const entity = set.entity === undefined ? (set.stance ? undefined : tag.entity) : (set.entity ?? undefined);
  const stance = set.stance === undefined ? (set.entity ? undefined : tag.stance) : (set.stance ?? undefined);
  if (!first || first.quote === '' || (entity === undefined) === (stance === undefined)) return undefined;
  const sense = set.sense === undefined ? tag.sense : (set.sense ?? undefined);
  const by = set.by === undefined ? tag.by : (set.by ?? undefined);
  const note = set.note === undefined ? tag.note : (set.note ?? undefined);
  return makeTag(tag.id, first, { also: others, entity, sense, stance, by, note });
}

/** The patch that makes `old` of a tag that `set` was put on. */
export function inversePatch(old: Tag, set: TagPatch): TagPatch {
  const meaning = set.entity !== undefined || set.sense !== undefined || set.stance !== undefined;
  return {
    ...(meaning && { entity: old.entity ?? null, sense: old.sense ?? null, stance: old.stance ?? null }),
    ...(set.note !== undefined && { note: old.note ?? null }),
    ...(set.by !== undefined && { by: old.by ?? null }),
    ...(set.pieces !== undefined && { pieces: [pieceOf(old), ...(old.also ?? [])] }),
  };
}

function pieceOf(tag: Piece): Piece {
  const { at, quote, before, after } = tag;
  return { at, quote, before, after };
}

/** The keys of a block that differ between two tags. */
export function keyEdits(old: Tag, now: Tag): KeyEdit[] {
  const edits: KeyEdit[] = pieceEdits(old, now);
  const scalar = (key: 'entity' | 'sense' | 'by', write = word) => {
    if (old[key] !== now[key]) edits.push({ key, to: now[key] === undefined ? null : write(now[key]) });
  };
  const also = alsoEdit(old.also ?? [], now.also ?? []);
  if (also) edits.push(also);
  scalar('entity');
  scalar('sense');
  const stance = stanceEdit(old.stance, now.stance);
  if (stance) edits.push(stance);
  scalar('by');
  if (old.note !== now.note) edits.push({ key: 'note', to: now.note === undefined ? null : quoted(now.note) });
  return edits;
}

function pieceEdits(old: Piece, now: Piece): KeyEdit[] {
  const edits: KeyEdit[] = [];
  if (!sameSpan(old.at, now.at)) edits.push({ key: 'at', to: spanText(now.at) });
  for (const key of ['quote', 'before', 'after'] as const) {
    if (old[key] !== now[key]) edits.push({ key, to: quoted(now[key]) });
  }
  return edits;
}

function alsoEdit(old: readonly Piece[], now: readonly Piece[]): KeyEdit | undefined {
  if (old.length === now.length) {
    const each = now.map((piece, i) => pieceEdits(old[i] as Piece, piece));
    return each.every((edits) => edits.length === 0) ? undefined : { key: 'also', each, order: TAG_KEYS };
  }
  return { key: 'also', to: now.length === 0 ? null : { maps: now.map(pieceEntries) } };
}

function stanceEdit(old: Stance | undefined, now: Stance | undefined): KeyEdit | undefined {
  if (!old || !now) return old === now ? undefined : { key: 'stance', to: now ? { map: stanceEntries(now) } : null };
  const before = new Map(stanceEntries(old));
  const after = new Map(stanceEntries(now));
  const within: KeyEdit[] = [];
  for (const key of STANCE_KEYS) {
    const to = after.get(key) ?? null;
    if (JSON.stringify(before.get(key) ?? null) !== JSON.stringify(to)) within.push({ key, to });
  }
  return within.length === 0 ? undefined : { key: 'stance', within, order: STANCE_KEYS };
}

/** Are two tags the same in every key? */
export function sameTag(a: Tag, b: Tag): boolean {
  return a === b || JSON.stringify(makeTag(a.id, a, a)) === JSON.stringify(makeTag(b.id, b, b));
}
