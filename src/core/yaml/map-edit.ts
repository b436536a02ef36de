/**
 * Changing keys of a map that somebody may have written by hand: only the key's own lines (or, in flow style, its own
 * characters) change. Comments, other keys, their order and quoting stay. All offsets are into the text that was judged.
 */
import { isScalar } from 'yaml';
import { asMap, asSeq, fieldsOf } from './nodes';
import type { MapNode, ParsedNode } from './nodes';
import { lineAfter } from './outline';
import { word } from './scalars';
import { afterColon, flowText } from './write';
import type { Val } from './write';

export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** One key of a map: its new value, null to take it away, or changes within its map or within the maps of its list. */
export type KeyEdit =
  | { readonly key: string; readonly to: Val | null }
  | { readonly key: string; readonly within: readonly KeyEdit[]; readonly order: readonly string[] }
  | { readonly key: string; readonly each: readonly (readonly KeyEdit[])[]; readonly order: readonly string[] };

/** The splices that make `edits`; `order` says after which keys a new one stands. Undefined where that cannot be done. */
export function editMap(
  text: string,
  map: MapNode,
  edits: readonly KeyEdit[],
  order: readonly string[],
  eol: string,
): Splice[] | undefined {
  const splices: Splice[] = [];
  const fields = fieldsOf(map);
  if (fields.duplicate || fields.odd) return undefined;
  const removed = new Set<string>();
  for (const edit of edits) {
    const field = fields.byKey.get(edit.key);
    if ('within' in edit || 'each' in edit) {
      const inner = innerSplices(text, field?.value ?? null, edit, eol);
      if (!inner) return undefined;
      splices.push(...inner);
    } else if (field && edit.to === null) removed.add(edit.key);
    else if (field && edit.to !== null) splices.push(setValue(text, map, edit.key, edit.to, eol));
  }
  if (removed.size >= map.items.length && removed.size > 0) return undefined;
  if (removed.size > 0) {
    const gone = removeKeys(text, map, removed);
    if (!gone) return undefined;
    splices.push(...gone);
  }
  const added = edits.filter((edit) => 'to' in edit && edit.to !== null && !fields.byKey.has(edit.key)) as {
    key: string;
    to: Val;
  }[];
  splices.push(...addKeys(text, map, added, removed, order, eol));
  return splices;
}

/** The text after splices that do not overlap; those at one place in the order given. */
export function splice(text: string, splices: readonly Splice[]): string {
  const sorted = splices
    .map((one, i) => ({ one, i }))
    .sort((a, b) => a.one.from - b.one.from || a.one.to - b.one.to || a.i - b.i);
  let made = '';
  let at = 0;
  for (const { one } of sorted) {
    made += text.slice(at, one.from) + one.text;
    at = one.to;
  }
  return made + text.slice(at);
}

function innerSplices(
  text: string,
  node: ParsedNode | null,
  edit: Exclude<KeyEdit, { to: Val | null }>,
  eol: string,
): Splice[] | undefined {
  if ('within' in edit) {
    const map = asMap(node);
    return map && editMap(text, map, edit.within, edit.order, eol);
  }
  const list = asSeq(node);
  if (!list || list.items.length !== edit.each.length) return undefined;
  const splices: Splice[] = [];
  for (const [i, edits] of edit.each.entries()) {
    const map = asMap(list.items[i]);
    const inner = map && editMap(text, map, edits, edit.order, eol);
    if (!inner) return undefined;
    splices.push(...inner);
  }
  return splices;
}

/** Offset of a key's first character: of `?` where it is explicit. */
function keyStart(key: ParsedNode): number {
  return key.range[0];
}

/** Offset after a key's colon. */
function afterKey(text: string, key: ParsedNode): number {
  return text.indexOf(':', key.range[1]) + 1;
}

/** Where a pair's value ends; after the colon where it has none. */
function pairEnd(text: string, pair: MapNode['items'][number]): number {
  const colon = afterKey(text, pair.key);
  const value = pair.value;
  // An empty value's range lies after the white space and perhaps lines below: it has no text of its own.
  if (!value || isEmpty(value)) return colon;
  const last = lastPair(value);
  return Math.max(colon, last && (!last.value || isEmpty(last.value)) ? pairEnd(text, last) : value.range[1]);
}

function isEmpty(value: ParsedNode): boolean {
  return isScalar(value) && value.range[0] === value.range[1];
}

/** The pair in whose value a block of lines ends. */
function lastPair(value: ParsedNode | null): MapNode['items'][number] | undefined {
  const block = asMap(value) ?? asSeq(value);
  if (!block || block.flow) return undefined;
  const map = asMap(block);
  if (!map) return lastPair(asSeq(block)?.items.at(-1) ?? null);
  const pair = map.items.at(-1);
  return pair && (lastPair(pair.value) ?? pair);
}

/** The column of a map's keys: of the first one, whose line may begin with a dash. */
function keyColumn(text: string, map: MapNode): number {
  const first = map.items[0];
  const at = first ? keyStart(first.key) : map.range[0];
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

function setValue(text: string, map: MapNode, key: string, to: Val, eol: string): Splice {
  const pair = map.items.find(
    (item) => isScalar(item.key) && String(item.key.value) === key,
  ) as MapNode['items'][number];
  const colon = afterKey(text, pair.key);
  const end = pairEnd(text, pair);
  const value = pair.value;
  // A block of lines would take a comment that stands behind the value for words of its own.
  const inOneLine = map.flow || (typeof to !== 'string' && 'lines' in to && hasMore(text, end));
  const written = inOneLine ? ' ' + flowText(to) : afterColon(to, keyColumn(text, map), eol);
  if (end === colon) return { from: colon, to: colon, text: written };
  const lineEnded = text.charCodeAt(end - 1) === 10 ? eol : '';
  const simple = typeof to === 'string' && isScalar(value) && !lineEnded;
  if (simple) return { from: value.range[0], to: value.range[1], text: to };
  return { from: colon, to: end, text: written + lineEnded };
}

/** Does anything stand behind a value on its last line? */
function hasMore(text: string, end: number): boolean {
  return text.charCodeAt(end - 1) !== 10 && text.slice(end, lineAfter(text, end)).trim() !== '';
}

function removeKeys(text: string, map: MapNode, removed: ReadonlySet<string>): Splice[] | undefined {
  const splices: Splice[] = [];
  const goes = (i: number): boolean => {
    const key = map.items[i]?.key;
    return isScalar(key) && removed.has(String(key.value));
  };
  let gone = 0;
  for (const [i, pair] of map.items.entries()) {
    if (!goes(i)) continue;
    const start = keyStart(pair.key);
    const next = map.items[i + 1];
    const end = pairEnd(text, pair);
    if (map.flow) {
      const previous = map.items[i - 1];
      // With a key before it that stays, it goes with the comma before it; otherwise with the comma after it.
      let kept = i - 1;
      while (kept >= 0 && goes(kept)) kept--;
      if (kept >= 0 && previous) splices.push({ from: pairEnd(text, previous), to: end, text: '' });
      else if (next) splices.push({ from: start, to: keyStart(next.key), text: '' });
      continue;
    }
    const line = text.lastIndexOf('\n', start - 1) + 1;
    if (text.slice(line, start).trim() === '') {
      if (start >= gone) splices.push({ from: line, to: endOfLines(text, end), text: '' });
      continue;
    }
    // On the line of the dash the next key that stays takes its place, and those between go with it.
    const staying = map.items.find((_, j) => j > i && !goes(j));
    if (!staying) return undefined;
    gone = keyStart(staying.key);
    splices.push({ from: start, to: gone, text: '' });
  }
  return splices;
}

/** After the line in which a value ends. */
function endOfLines(text: string, end: number): number {
  return text.charCodeAt(end - 1) === 10 ? end : lineAfter(text, end);
}

function addKeys(
  text: string,
  map: MapNode,
  added: readonly { key: string; to: Val }[],
  removed: ReadonlySet<string>,
  order: readonly string[],
  eol: string,
): Splice[] {
  const column = keyColumn(text, map);
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  const sorted = [...added].sort((a, b) => place(a.key) - place(b.key));
  return sorted.map(({ key, to }) => {
    const after = keyBefore(map, place(key), place, order.length, removed);
    const pair = map.items[after];
    const first = map.items[0];
    if (map.flow) {
      const entry = `${word(key)}: ${flowText(to)}`;
      if (pair) return put(pairEnd(text, pair), ', ' + entry);
      return first ? put(keyStart(first.key), entry + ', ') : put(text.indexOf('{', map.range[0]) + 1, entry);
    }
    const lines = ' '.repeat(column) + word(key) + ':' + afterColon(to, column, eol) + eol;
    const line = first ? text.lastIndexOf('\n', keyStart(first.key) - 1) + 1 : map.range[0];
    if (!pair && first && text.slice(line, keyStart(first.key)).trim() === '') return put(line, lines);
    const last = pair ?? first;
    return put(last ? endOfLines(text, pairEnd(text, last)) : map.range[0], lines);
  });
}

/** Number of the key after which a new one goes: of those before it in the order the nearest; others come last. -1: none. */
function keyBefore(
  map: MapNode,
  place: number,
  placeOf: (key: string) => number,
  unknown: number,
  removed: ReadonlySet<string>,
): number {
  let after = -1;
  let nearest = -1;
  for (const [i, { key }] of map.items.entries()) {
    const name = isScalar(key) ? String(key.value) : '';
    const there = placeOf(name);
    if (removed.has(name) || (there >= place && place < unknown) || there < nearest) continue;
    after = i;
    nearest = there;
  }
  return place === unknown ? lastStaying(map, removed) : after;
}

function lastStaying(map: MapNode, removed: ReadonlySet<string>): number {
  let last = map.items.length - 1;
  for (; last >= 0; last--) {
    const key = map.items[last]?.key;
    if (!isScalar(key) || !removed.has(String(key.value))) break;
  }
  return last;
}

function put(at: number, text: string): Splice {
  return { from: at, to: at, text };
}
