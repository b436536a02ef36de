/** Keys that this tool does not know, taken out of what the judge parsed so that they can be written elsewhere. */
import { isScalar } from 'yaml';
import type { Extra, Written, WrittenEntry } from '../model';
import { asMap, asSeq, isNothing } from './nodes';
import type { Fields, ParsedNode } from './nodes';
import { quoted } from './scalars';

/** A plain scalar that is the same within brackets: words, numbers, dates. */
const PLAIN_IN_FLOW = /^[\p{L}\p{N}_.+-][\p{L}\p{M}\p{N}_.+ -]*$/u;
const KEY = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_. -]*$/u;

/** The unknown keys of a map; undefined where it has none. A new object without a prototype: keys are anybody's. */
export function extraOf(fields: Fields, isKnown: (key: string) => boolean): Extra | undefined {
  let extra: Record<string, Written> | undefined;
  for (const [key, field] of fields.byKey) {
    if (isKnown(key)) continue;
    // Defined, not assigned: `__proto__` is a key like any other.
    Object.defineProperty((extra ??= {}), key, { value: writtenOf(field.value), enumerable: true });
  }
  return extra;
}

/** A key as it is written. */
export function entryKey(key: string): string {
  return KEY.test(key) && key.trimEnd() === key ? key : quoted(key);
}

/** A value as it can be written anywhere: scalars keep their quotes or their lack of quotes, since other tools may care. */
export function writtenOf(node: ParsedNode | null | undefined): Written {
  const map = asMap(node);
  if (!map) return flowOf(node, asSeq(node) !== undefined);
  if (map.items.length === 0) return '{}';
  return { map: map.items.map(({ key, value }): WrittenEntry => [keyOf(key), writtenOf(value)]) };
}

function keyOf(key: ParsedNode): string {
  return isScalar(key) ? entryKey(String(key.value)) : flowOf(key, true);
}

/** A value in flow style. `within`: inside of brackets, where a plain scalar must not hold their signs. */
export function flowOf(node: ParsedNode | null | undefined, within: boolean): string {
  if (!node) return 'null';
  const map = asMap(node);
  if (map) return '{' + map.items.map(({ key, value }) => `${keyOf(key)}: ${flowOf(value, true)}`).join(', ') + '}';
  const seq = asSeq(node);
  if (seq) return '[' + seq.items.map((item) => flowOf(item, true)).join(', ') + ']';
  if (!isScalar(node)) return 'null';
  if (isNothing(node)) return String(node.source) === '' ? 'null' : String(node.source);
  const text = String(node.value);
  const plain = node.type === 'PLAIN' && !text.includes('\n') && (!within || PLAIN_IN_FLOW.test(text));
  return plain ? text : quoted(text);
}
