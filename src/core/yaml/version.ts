import { fieldsOf, isNothing, rangeOf, textOf } from './nodes';
import type { MapNode } from './nodes';
import { refuse } from './reading';
import type { Reading } from './reading';

/**
 * The number after `stancemark:` of a file whose top level is `map`. A greater one than `format` means a newer version of
 * this tool wrote it; anything else than `format` itself, or a key that is there twice, is refused too.
 */
export function readVersion(map: MapNode, format: number): Reading<void> {
  const { byKey, duplicate, odd } = fieldsOf(map);
  const field = byKey.get('stancemark');
  const node = field?.value ?? field?.key;
  if (!field || !node || isNothing(field.value)) return refuse('format', 0, 0, 'stancemark');
  const text = textOf(field.value);
  const { from, to } = rangeOf(node);
  const plain = text !== undefined && 'type' in node && node.type === 'PLAIN';
  if (plain && /^\d{1,9}(?:\.\d+)?$/.test(text) && Number(text) > format) return refuse('newer', from, to, text);
  if (!plain || text !== String(format)) return refuse('format', from, to, text);
  const twice = duplicate ?? odd;
  if (twice) return refuse(duplicate ? 'yaml' : 'format', twice.range[0], twice.range[1]);
  return { ok: true, value: undefined };
}
