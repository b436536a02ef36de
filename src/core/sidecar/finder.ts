/** Reading the values of keys: what is wrong with them is a fault at its place. */
import type { Fault, FaultCode, Span } from '../model';
import { asMap, fieldsOf, isNothing, textOf } from '../yaml/nodes';
import type { Field, Fields, ParsedNode } from '../yaml/nodes';

const AT = /^(\d{1,9}):(\d{1,9})-(\d{1,9}):(\d{1,9})$/;

/** The span of an `at` (1-based on disk), or undefined where it is none or an empty one. */
export function parseAt(text: string): Span | undefined {
  const found = AT.exec(text);
  if (!found) return undefined;
  const [a, b, c, d] = [Number(found[1]), Number(found[2]), Number(found[3]), Number(found[4])];
  if (a < 1 || b < 1 || d < 1 || c < a || (c === a && d <= b)) return undefined;
  return { startLine: a - 1, startColumn: b - 1, endLine: c - 1, endColumn: d - 1 };
}

/** Collects the faults of one item and throws {@link Stop} at the first that makes the item unusable. */
export class Finder {
  readonly faults: Fault[] = [];

  constructor(private readonly shift: number) {}

  note(code: FaultCode, message: string, node: ParsedNode, detail?: string): void {
    const fault = { code, message, from: node.range[0] + this.shift, to: node.range[1] + this.shift };
    this.faults.push(detail === undefined ? fault : { ...fault, detail });
  }

  stop(code: FaultCode, message: string, node: ParsedNode, detail?: string): Stop {
    this.note(code, message, node, detail);
    return new Stop();
  }
}

export class Stop extends Error {}

/** Stands for a node where there is none: `yaml` gives an empty scalar for an empty item, so this is never seen. */
export const ORIGIN = { range: [0, 0, 0] } as unknown as ParsedNode;

/** The keys of a map; anything else, and a key that is there twice, makes the item unusable. */
export function mapOf(node: ParsedNode | null, finder: Finder, what: string): Fields {
  const map = asMap(node);
  if (!map) throw finder.stop('bad-tag', what, node ?? ORIGIN);
  const fields = fieldsOf(map);
  if (fields.odd) throw finder.stop('bad-tag', 'A key is a word', fields.odd);
  if (fields.duplicate) throw finder.stop('duplicate-key', 'A key is given twice', fields.duplicate);
  return fields;
}

/** A text that must be there; `map` is where it is missed, `message` says what. */
export function needed(field: Field | undefined, map: ParsedNode, finder: Finder, message: string): string {
  const text = textOf(field?.value);
  // Quotes around nothing are a value, if none to use: the fault stands at them.
  const at = (text === '' ? field?.value : field?.key) ?? map;
  if (text === undefined || text === '') throw finder.stop('bad-tag', message, at);
  return text;
}

/** A text that may be left out; anything but a text is a fault, and then as if left out. */
export function optional(field: Field | undefined, finder: Finder): string | undefined {
  if (!field || isNothing(field.value)) return undefined;
  const text = textOf(field.value);
  if (text === undefined) finder.note('bad-value', 'A text is expected', field.value ?? field.key);
  return text;
}

export function oneOf<T extends string>(field: Field | undefined, all: readonly T[], finder: Finder): T | undefined {
  const text = optional(field, finder);
  const found = all.find((one) => one === text);
  if (text !== undefined && found === undefined)
    finder.note('bad-value', 'One of these is expected: ' + all.join(', '), field?.value ?? ORIGIN, text);
  return found;
}
