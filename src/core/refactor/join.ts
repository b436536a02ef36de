/** After a merge two tags of one passage can say the same: they become one that keeps both notes. */
import type { SidecarChange, TagPatch } from '../changes';
import { compareTags, meaningKey, type Piece, type Tag } from '../model';
import { piecesOf } from '../pieces';

/**
 * The changes that give each tag its patch and fold tags that say the same of the same passage by the same coder. The first
 * in the order of the file stays; notes of the others are added to its own.
 */
export function patchAndJoin(tags: readonly Tag[], patchOf: (tag: Tag) => TagPatch | undefined): SidecarChange[] {
  const patches = new Map<Tag, TagPatch>();
  const touched = new Set<string>();
  for (const tag of tags) {
    const patch = patchOf(tag);
    if (!patch) continue;
    patches.set(tag, patch);
    touched.add(startOf(tag));
  }
  const groups = new Map<
    string,
    { readonly keep: Tag; patch: TagPatch | undefined; touched: boolean; notes: string[] }
  >();
  const changes: SidecarChange[] = [];
  const removed: SidecarChange[] = [];
  // Only a tag that begins where a patched one does can become its double.
  for (const tag of tags.filter((one) => touched.has(startOf(one))).sort(compareTags)) {
    const patch = patches.get(tag);
    const key = JSON.stringify([placeOf(tag), meaningKey(patched(tag, patch)), tag.by]);
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { keep: tag, patch, touched: patch !== undefined, notes: tag.note ? [tag.note] : [] });
    } else if (patch || group.touched) {
      // Doubles that stood there before, untouched by this change, are the user's own business.
      if (tag.note && !group.notes.includes(tag.note)) group.notes.push(tag.note);
      group.touched = true;
      removed.push({ op: 'remove', id: tag.id });
    }
  }
  for (const { keep, patch, notes } of groups.values()) {
    const note = notes.join('\n');
    const set: TagPatch = note !== (keep.note ?? '') ? { ...patch, note } : { ...patch };
    if (Object.keys(set).length > 0) changes.push({ op: 'set', id: keep.id, set });
  }
  return [...changes, ...removed];
}

function startOf(tag: Tag): string {
  return `${tag.at.startLine}:${tag.at.startColumn}`;
}

function placeOf(tag: Tag): unknown {
  const place = ({ at, quote }: Piece): unknown => [at.startLine, at.startColumn, at.endLine, at.endColumn, quote];
  return piecesOf(tag).map(place);
}

function patched(tag: Tag, patch: TagPatch | undefined): Tag {
  if (!patch) return tag;
  return (patch.stance ? { ...tag, stance: patch.stance } : { ...tag, entity: patch.entity ?? tag.entity }) as Tag;
}
