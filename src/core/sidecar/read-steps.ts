/** Reading a large sidecar with pauses: its tags some thousand at a time, in own form; what is not is read at once, by the judge. */
import type { Steps } from '../base/steps';
import type { Fault, Tag } from '../model';
import { readItems, UNCLEAR, type BadItem, type BlockItems } from '../yaml/items';
import type { Reading } from '../yaml/reading';
import { OwnTags } from './own';
import { readParts } from './read';
import { sidecarOf, type Sidecar } from './sidecar';

/** So much is read between two pauses, in UTF-16 units: some milliseconds. */
const PIECE = 256 * 1024;
const LIST = '\ntags:\n';
const ITEM = '\n  - id: ';

/** The same as `readSidecar`. `piece`: for tests. */
export function* readSidecarSteps(text: string, piece = PIECE): Steps<Reading<Sidecar>> {
  const list = yield* listSteps(text, piece);
  const parts = readParts(text, list);
  yield undefined;
  return parts.ok ? { ok: true, value: sidecarOf(parts.value) } : parts;
}

/**
 * The list of tags; undefined where it is not all in own form. A piece ends before what looks like the first line of a tag: where
 * that is none (a line of a note), the tag before it is not in own form as far as the piece goes.
 */
function* listSteps(text: string, size: number): Steps<BlockItems<Tag> | undefined> {
  const key = text.indexOf(LIST);
  if (key < 0) return undefined;
  const from = key + LIST.length;
  const items: (Tag | BadItem)[] = [];
  const starts: number[] = [];
  const faults = new Map<Tag | BadItem, readonly Fault[]>();
  for (let at = from; ;) {
    const border = text.indexOf(ITEM, at + size);
    const end = border < 0 ? text.length : border + 1;
    const piece = readItems(border < 0 ? text : text.slice(0, end), at, new OwnTags());
    if (piece === UNCLEAR || piece.isOwn !== true || (border >= 0 && piece.to !== end)) return undefined;
    for (const item of piece.items) items.push(item);
    for (const start of piece.starts) starts.push(start);
    for (const [item, found] of piece.faults) faults.set(item, found);
    if (border < 0) {
      return { indent: piece.indent, from, to: piece.to, starts: Int32Array.from(starts), items, faults, isOwn: true };
    }
    at = end;
    yield at / text.length;
  }
}
