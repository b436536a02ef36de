/** One tag's block with other values: in own form written anew, in any other only the keys' own lines. */
import type { Tag } from '../model';
import { BadItem } from '../yaml/items';
import { judge } from '../yaml/judge';
import { editMap, splice } from '../yaml/map-edit';
import type { KeyEdit } from '../yaml/map-edit';
import { asMap, asSeq, fieldsOf, textOf } from '../yaml/nodes';
import type { MapNode } from '../yaml/nodes';
import { word } from '../yaml/scalars';
import { readTagNode } from './nodes';
import { keyEdits, sameTag } from './patch';
import { tagOfLines } from './sidecar';
import { TAG_KEYS, tagLines } from './write';

const BEFORE = 'x:\n';

/** The lines of a block that said `old`, saying `now`. Undefined where they could not be changed so that they do. */
export function editBlock(own: string, old: Tag, now: Tag, indent: number, eol: string): string | undefined {
  if (tagLines(old, indent, eol) === own) return tagLines(now, indent, eol);
  const judged = judge(BEFORE + own);
  const map = judged.ok ? asMap(asSeq(asMap(judged.value)?.items[0]?.value ?? null)?.items[0]) : undefined;
  const made = map && edited(BEFORE + own, map, old, now, eol)?.slice(BEFORE.length);
  // Nothing is taken on trust that a hand has styled: what was made must read as what was meant.
  const read = made === undefined ? undefined : tagOfLines(made);
  return read && sameTag(read.item, now) ? made : undefined;
}

/** The same for a tag in flow style: `own` is its map, from brace to brace. */
export function editFlow(own: string, old: Tag, now: Tag, eol: string): string | undefined {
  const judged = judge(own);
  const map = judged.ok ? asMap(judged.value) : undefined;
  const made = map && edited(own, map, old, now, eol);
  const again = made === undefined ? undefined : judge(made);
  if (!again?.ok) return undefined;
  const { item } = readTagNode(again.value, 0);
  return item instanceof BadItem || !sameTag(item, now) ? undefined : made;
}

function edited(text: string, map: MapNode, old: Tag, now: Tag, eol: string): string | undefined {
  const edits = keyEdits(old, now);
  // A tag that got an id of its own in memory, because its written one was taken, gets it in the file as well.
  const id: KeyEdit[] =
    textOf(fieldsOf(map).byKey.get('id')?.value) === now.id ? [] : [{ key: 'id', to: word(now.id) }];
  const splices = editMap(text, map, [...id, ...edits], TAG_KEYS, eol);
  return splices && splice(text, splices);
}
