/**
 * A block list's items as lines: where each begins, what is its own and what stands between. Items in own form are read by a
 * fast reader, all others, run by run, by the judge.
 */
import type { Fault } from '../model';
import { guard, judge } from './judge';
import { asMap, asSeq } from './nodes';
import type { ParsedNode, SeqNode } from './nodes';
import { indentOf, isDash, isIdle, lineAfter } from './outline';
import type { Reading } from './reading';

/** An item that could not be read: kept as it stands, never touched. */
export class BadItem {
  constructor(readonly faults: readonly Fault[]) {}
}

/** What was read of one item; faults with offsets from the start of the item's first line. */
export interface ItemReading<T> {
  readonly item: T | BadItem;
  readonly faults: readonly Fault[];
}

export interface ItemReader<T> {
  /** Reads an item in own form that begins at `from`; its value goes to `item`. Answers where it ends, or -1. */
  own(text: string, from: number): number;
  readonly item: T | undefined;
  /** Reads any item; `shift` takes the node's offsets to offsets from the item's first line. */
  node(node: ParsedNode | null, shift: number): ItemReading<T>;
}

export interface BlockItems<T> {
  /** Column of the dashes. */
  readonly indent: number;
  /** After the key's line: start of the first item, or of the comments before it. */
  readonly from: number;
  /** End of the last item, with the blank lines and comments after it. */
  readonly to: number;
  /** Start of each item's first line. */
  readonly starts: Int32Array;
  readonly items: readonly (T | BadItem)[];
  /** Faults of items, with offsets from the item's start. */
  readonly faults: ReadonlyMap<T | BadItem, readonly Fault[]>;
  /** Was every item read by the fast reader? Not said of what was changed since. */
  readonly isOwn?: boolean;
}

/** Column of the dashes in own form. */
const INDENT = 2;

/** Why a block list could not be read item by item: the whole file is for the judge then. */
export const UNCLEAR = 'unclear';

/**
 * Reads the block list whose first line begins at `from`. `unclear` where there is no such list or an item is refused: then
 * the judge must see the whole file. `judged` stands in for both readers where the judge has seen it: it gives the readings of
 * all items, given where they begin.
 */
export function readItems<T>(
  text: string,
  from: number,
  reader: ItemReader<T>,
  judged?: (first: number, starts: readonly number[]) => ItemReading<T>[] | undefined,
): BlockItems<T> | typeof UNCLEAR {
  const items: (T | BadItem)[] = [];
  const starts: number[] = [];
  const faults = new Map<T | BadItem, readonly Fault[]>();
  let indent = -1;
  let foreign = -1;
  let isOwn = true;
  let at = from;
  const judgeRun = (end: number): boolean => {
    if (foreign < 0) return true;
    isOwn = false;
    const readings = judged ? judged(foreign, starts) : readRun(text, starts, foreign, end, reader);
    if (!readings) return false;
    for (const { item, faults: found } of readings) {
      items.push(item);
      if (found.length > 0) faults.set(item, found);
    }
    foreign = -1;
    return true;
  };
  while (at < text.length) {
    if (!judged && (indent === INDENT || indent < 0)) {
      const end = reader.own(text, at);
      if (end >= 0) {
        if (!judgeRun(at)) return UNCLEAR;
        indent = INDENT;
        starts.push(at);
        items.push(reader.item as T);
        at = end;
        continue;
      }
    }
    if (!isIdle(text, at)) {
      const depth = indentOf(text, at);
      const dash = isDash(text, at + depth);
      if (indent < 0) {
        if (!dash) return UNCLEAR;
        indent = depth;
      }
      if (depth === 0 && !(dash && indent === 0)) break;
      if (dash && depth === indent) {
        if (foreign < 0) foreign = starts.length;
        starts.push(at);
      } else if (foreign < 0) return UNCLEAR;
    }
    at = lineAfter(text, at);
  }
  if (indent < 0 || !judgeRun(at)) return UNCLEAR;
  return { indent, from, to: at, starts: Int32Array.from(starts), items, faults, isOwn };
}

/** Has the judge read the items from number `first` on, up to the offset `end`. */
function readRun<T>(
  text: string,
  starts: readonly number[],
  first: number,
  end: number,
  reader: ItemReader<T>,
): ItemReading<T>[] | undefined {
  const from = starts[first] ?? end;
  // A key before the list keeps it a list below a key: the rules of indentation are then those of the whole file.
  const run = BEFORE + text.slice(from, end);
  // Markers of a merge may stand in a text of several lines, where no parser minds them.
  const judged = guard(run).ok ? judge(run) : undefined;
  if (!judged?.ok) return undefined;
  const list = onlyList(judged.value);
  if (list?.items.length !== starts.length - first) return undefined;
  return list.items.map((node, i) => reader.node(node, from - BEFORE.length - (starts[first + i] ?? 0)));
}

const BEFORE = 'x:\n';

/** The list below the key of {@link BEFORE}; undefined where anything stands beside it (` : x` is another entry to the judge). */
function onlyList(node: ParsedNode | null): SeqNode | undefined {
  const map = asMap(node);
  return map?.items.length === 1 ? asSeq(map.items[0]?.value ?? null) : undefined;
}

/** Reads the text of one item (all its lines) by the judge: for items just made or changed. */
export function readItem<T>(text: string, reader: ItemReader<T>): Reading<ItemReading<T>> | typeof UNCLEAR {
  const judged = judge(BEFORE + text);
  if (!judged.ok) return judged;
  const list = onlyList(judged.value);
  if (list?.items.length !== 1) return UNCLEAR;
  return { ok: true, value: reader.node(list.items[0] as ParsedNode, -BEFORE.length) };
}
