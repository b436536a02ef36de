/** Where an item of a file's list stands, and one of its keys. */
import { judge } from './judge';
import { asMap, asSeq, fieldsOf, type Fields } from './nodes';
import { ownEnd } from './outline';
import type { FileParts } from './read-file';

/** Offsets into the file's text. */
export interface ItemRange {
  readonly from: number;
  readonly to: number;
}

/** The item's own lines, or its braces in a list in flow style. */
export function itemRange<T, H>({ list, flow, text }: FileParts<T, H>, index: number): ItemRange {
  const item = flow?.[index];
  if (item) return { from: item.from, to: item.to };
  if (!list) return { from: 0, to: 0 };
  const from = list.starts[index] ?? list.to;
  return { from, to: ownEnd(text, from, list.starts[index + 1] ?? list.to, list.indent) };
}

/** The value of a key of the item, or the key where it has none, as the judge reads it. `within` goes to an inner map first. */
export function fieldRange<T, H>(
  parts: FileParts<T, H>,
  index: number,
  field: string,
  within?: string,
): ItemRange | undefined {
  const { from, to } = itemRange(parts, index);
  // Below a key, as in the file itself; in a list in flow style the item stands alone.
  const before = parts.flow ? '' : 'x:\n';
  const judged = judge(before + parts.text.slice(from, to));
  if (!judged.ok) return undefined;
  const top = parts.flow ? judged.value : asSeq(asMap(judged.value)?.items[0]?.value ?? null)?.items[0];
  let map = asMap(top);
  if (map && within !== undefined) map = asMap(fieldsOf(map).byKey.get(within)?.value);
  const found: ReturnType<Fields['byKey']['get']> = map ? fieldsOf(map).byKey.get(field) : undefined;
  const node = found?.value ?? found?.key;
  return node && { from: from + node.range[0] - before.length, to: from + node.range[1] - before.length };
}
