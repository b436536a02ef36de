/** Looking into what the judge gave: texts, and the fields of a map. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { ParsedNode, YAMLMap, YAMLSeq } from 'yaml';

export type MapNode = YAMLMap.Parsed;
export type SeqNode = YAMLSeq.Parsed;
export type { ParsedNode };

const NOTHING = new Set(['', '~', 'null', 'Null', 'NULL']);

export interface Field {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
}

export interface Fields {
  /** By key; of a key that is there twice the first. */
  readonly byKey: ReadonlyMap<string, Field>;
  /** The second of two equal keys. */
  readonly duplicate?: ParsedNode;
  /** A key that is not a text. */
  readonly odd?: ParsedNode;
}

export function asMap(node: ParsedNode | null | undefined): MapNode | undefined {
  return isMap(node) ? node : undefined;
}

export function asSeq(node: ParsedNode | null | undefined): SeqNode | undefined {
  return isSeq(node) ? node : undefined;
}

/** No value: left out, `~` or `null` without quotes. */
export function isNothing(node: ParsedNode | null | undefined): boolean {
  if (!node) return true;
  return isScalar(node) && node.type === 'PLAIN' && NOTHING.has(String(node.source));
}

/** The text of a scalar as written; undefined for no value, a map or a list. */
export function textOf(node: ParsedNode | null | undefined): string | undefined {
  if (!isScalar(node) || isNothing(node)) return undefined;
  return String(node.value);
}

/** The texts of a list of scalars, or of a single scalar; undefined for anything else. */
export function textsOf(node: ParsedNode | null | undefined): string[] | undefined {
  const one = textOf(node);
  if (one !== undefined) return [one];
  const list = asSeq(node);
  if (!list) return undefined;
  const texts: string[] = [];
  for (const item of list.items) {
    const text = textOf(item);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

export function fieldsOf(map: MapNode): Fields {
  const byKey = new Map<string, Field>();
  let duplicate: ParsedNode | undefined;
  let odd: ParsedNode | undefined;
  for (const { key, value } of map.items) {
    if (!isScalar(key)) odd ??= key;
    else if (byKey.has(String(key.value))) duplicate ??= key;
    else byKey.set(String(key.value), { key, value });
  }
  return { byKey, ...(duplicate && { duplicate }), ...(odd && { odd }) };
}

/** What a fault about a key is shown at: its value, or the key where it has none; null where it is not there. */
export function nodeAt(fields: Fields, key: string): ParsedNode | null {
  const field = fields.byKey.get(key);
  return field?.value ?? field?.key ?? null;
}

/** Range of a node's own text: offsets into the text judged. */
export function rangeOf(node: ParsedNode): { from: number; to: number } {
  return { from: node.range[0], to: node.range[1] };
}
