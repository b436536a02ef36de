/** One entity's block with other values: in own form written anew, in any other only the keys' own lines. */
import type { Entity } from '../model';
import { BadItem } from '../yaml/items';
import { judge } from '../yaml/judge';
import { editMap, splice } from '../yaml/map-edit';
import { entryEdits, extraEdits } from '../yaml/entry-edits';
import { asMap, asSeq } from '../yaml/nodes';
import type { MapNode } from '../yaml/nodes';
import { entityOfLines } from './codebook';
import { readEntityNode } from './read-entity';
import { ENTITY_KEYS, entityEntries, entityLines } from './write';

const BEFORE = 'x:\n';

/** The lines of a block that said `old`, saying `now`. Undefined where they could not be changed so that they do. */
export function editEntity(own: string, old: Entity, now: Entity, indent: number, eol: string): string | undefined {
  if (entityLines(old, indent, eol) === own) return entityLines(now, indent, eol);
  const judged = judge(BEFORE + own);
  const list = judged.ok ? asSeq(asMap(judged.value)?.items[0]?.value ?? null) : undefined;
  const map = asMap(list?.items[0]);
  const made = map && edited(BEFORE + own, map, old, now, eol)?.slice(BEFORE.length);
  // Nothing is taken on trust that a hand has styled: what was made must read as what was meant.
  const read = made === undefined ? undefined : entityOfLines(made);
  return read && same(read.item, now) ? made : undefined;
}

/** The same for an entity in flow style: `own` is its map, from brace to brace. */
export function editEntityFlow(own: string, old: Entity, now: Entity, eol: string): string | undefined {
  const judged = judge(own);
  const map = judged.ok ? asMap(judged.value) : undefined;
  const made = map && edited(own, map, old, now, eol);
  const again = made === undefined ? undefined : judge(made);
  if (!again?.ok) return undefined;
  const { item } = readEntityNode(again.value, 0);
  return item instanceof BadItem || !same(item, now) ? undefined : made;
}

function edited(text: string, map: MapNode, old: Entity, now: Entity, eol: string): string | undefined {
  const edits = [
    ...entryEdits(entityEntries(old), entityEntries(now), ENTITY_KEYS),
    ...extraEdits(old.extra, now.extra),
  ];
  const splices = editMap(text, map, edits, ENTITY_KEYS, eol);
  return splices && splice(text, splices);
}

function same(a: Entity, b: Entity): boolean {
  return JSON.stringify(entityEntries(a)) === JSON.stringify(entityEntries(b));
}
