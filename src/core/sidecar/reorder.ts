/** Bringing tags whose position changed back into the order of a sidecar that was sorted. */
import { RUN, type Steps } from '../base/steps';
import { compareTags } from '../model';
import type { Tag } from '../model';
import { BadItem } from '../yaml/items';
import type { ListWork, Spot } from '../yaml/work';

/** A tag that was moved: its lines, and where they stood. */
export interface Move {
  readonly id: string;
  readonly own: string;
  readonly spot: Spot;
}

/** Moves those of `changed` that are out of order; the tags that did not change stay where they are. */
export function* reorder(
  list: ListWork<Tag>,
  changed: ReadonlySet<string>,
  position: (tag: Tag) => number,
): Steps<Move[]> {
  const moves: Move[] = [];
  for (const id of yield* outOfOrder(list, changed)) {
    yield undefined;
    const index = list.find(id);
    const item = list.at(index) as Tag;
    const own = list.own(index);
    const faults = list.faultsOf(item);
    moves.push({ id, own, spot: list.spot(index) });
    list.remove(index);
    list.insert(position(item), own, item, faults);
  }
  return moves;
}

function* outOfOrder(list: ListWork<Tag>, changed: ReadonlySet<string>): Steps<string[]> {
  const tags = list.all().filter((item): item is Tag => !(item instanceof BadItem));
  // From the end: for each tag the next one that did not change.
  const limits = new Array<Tag | undefined>(tags.length);
  let limit: Tag | undefined;
  for (let i = tags.length - 1; i >= 0; i--) {
    const tag = tags[i] as Tag;
    if (i % RUN === 0) yield undefined;
    limits[i] = limit;
    if (!changed.has(tag.id)) limit = tag;
  }
  const out: string[] = [];
  let last: Tag | undefined;
  for (const [i, tag] of tags.entries()) {
    if (i % RUN === 0) yield undefined;
    const next = limits[i];
    const misplaced =
      changed.has(tag.id) && ((last && compareTags(last, tag) > 0) || (next && compareTags(tag, next) > 0));
    if (misplaced) out.push(tag.id);
    else last = tag;
  }
  return out;
}

/** Are the tags in the order in which they are written? */
export function isSorted(items: readonly (Tag | BadItem)[]): boolean {
  let last: Tag | undefined;
  for (const item of items) {
    if (item instanceof BadItem) continue;
    if (last && compareTags(last, item) > 0) return false;
    last = item;
  }
  return true;
}
