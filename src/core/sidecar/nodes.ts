/** Tags, details and dismissals out of what the judge parsed. */
import { CERTAINTIES, INTENSITIES, SENSES } from '../model';
import type { Dismissal, Fault, FaultCode, Piece, Span, Stance, Tag } from '../model';
import { dateMeant, daysOf } from '../text/dates';
import { BadItem } from '../yaml/items';
import type { ItemReading } from '../yaml/items';
import { asMap, asSeq, fieldsOf, isNothing, textOf, textsOf } from '../yaml/nodes';
import type { Field, Fields, ParsedNode } from '../yaml/nodes';
import { makeTag } from './make';

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
class Finder {
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

class Stop extends Error {}

/** A tag from its map; `shift` takes the nodes' offsets to offsets from the start of the tag's block. */
export function readTagNode(node: ParsedNode | null, shift: number): ItemReading<Tag> {
  const finder = new Finder(shift);
  try {
    const tag = tagOf(node, finder);
    return { item: tag, faults: finder.faults.map((fault) => ({ ...fault, id: tag.id })) };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { item: new BadItem(finder.faults), faults: finder.faults };
  }
}

function tagOf(node: ParsedNode | null, finder: Finder): Tag {
  const fields = mapOf(node, finder, 'A tag is a map of keys');
  const piece = pieceOf(fields, node as ParsedNode, finder);
  const id = needed(fields, 'id', node as ParsedNode, finder, 'The tag has no id');
  const also = fields.byKey.get('also');
  const entity = optional(fields.byKey.get('entity'), finder);
  const stance = fields.byKey.get('stance');
  const hasStance = stance !== undefined && !isNothing(stance.value);
  if ((entity === undefined) === !hasStance) {
    throw finder.stop('bad-tag', 'A tag has either an entity or a stance', (stance?.key ?? node) as ParsedNode);
  }
  return makeTag(id, piece, {
    also: also && !isNothing(also.value) ? alsoOf(also, finder) : undefined,
    entity,
    sense: entity === undefined ? undefined : oneOf(fields.byKey.get('sense'), SENSES, finder),
    stance: hasStance ? stanceOf(stance, finder) : undefined,
    by: optional(fields.byKey.get('by'), finder),
    note: optional(fields.byKey.get('note'), finder),
  });
}

function mapOf(node: ParsedNode | null, finder: Finder, what: string): Fields {
  const map = asMap(node);
  if (!map) throw finder.stop('bad-tag', what, node ?? ORIGIN);
  const fields = fieldsOf(map);
  if (fields.odd) throw finder.stop('bad-tag', 'A key is a word', fields.odd);
  if (fields.duplicate) throw finder.stop('duplicate-key', 'A key is there twice', fields.duplicate);
  return fields;
}

/** Stands for a node where there is none: `yaml` gives an empty scalar for an empty item, so this is never seen. */
const ORIGIN = { range: [0, 0, 0] } as unknown as ParsedNode;

function pieceOf(fields: Fields, node: ParsedNode, finder: Finder): Piece {
  const at = needed(fields, 'at', node, finder, 'The tag has no position (at)');
  const span = parseAt(at);
  if (!span)
    throw finder.stop(
      'bad-tag',
      'A position is written line:column-line:column, its end after its start',
      value(fields, 'at', node),
      at,
    );
  const quote = needed(fields, 'quote', node, finder, 'The tag has no quote');
  if (quote === '') throw finder.stop('bad-tag', 'The quote is empty', value(fields, 'quote', node));
  return {
    at: span,
    quote,
    before: optional(fields.byKey.get('before'), finder) ?? '',
    after: optional(fields.byKey.get('after'), finder) ?? '',
  };
}

function alsoOf(field: Field, finder: Finder): Piece[] {
  const list = asSeq(field.value);
  if (!list) throw finder.stop('bad-tag', 'The further pieces (also) are a list', field.value ?? field.key);
  return list.items.map((item) => pieceOf(mapOf(item, finder, 'A piece is a map of keys'), item, finder));
}

function stanceOf(field: Field, finder: Finder): Stance {
  const node = field.value ?? field.key;
  const fields = mapOf(node, finder, 'A stance is a map of keys');
  const holder = needed(fields, 'holder', node, finder, 'The stance has no holder');
  const target = needed(fields, 'target', node, finder, 'The stance has no target');
  const stance = needed(fields, 'value', node, finder, 'The stance has no value');
  const intensity = oneOf(fields.byKey.get('intensity'), INTENSITIES.map(String), finder);
  const certainty = oneOf(fields.byKey.get('certainty'), CERTAINTIES, finder);
  const viaField = fields.byKey.get('via');
  const via = viaField && !isNothing(viaField.value) ? textsOf(viaField.value) : undefined;
  if (viaField && !via && !isNothing(viaField.value))
    finder.note('bad-value', 'A list of reporters is expected', viaField.value ?? viaField.key);
  const event = optional(fields.byKey.get('event'), finder);
  return {
    holder,
    target,
    value: stance,
    ...(intensity !== undefined && { intensity: Number(intensity) as Stance['intensity'] }),
    ...(certainty !== undefined && { certainty }),
    ...(via !== undefined && { via }),
    ...(event !== undefined && { event }),
  };
}

function value(fields: Fields, key: string, node: ParsedNode): ParsedNode {
  const field = fields.byKey.get(key);
  return field?.value ?? field?.key ?? node;
}

function needed(fields: Fields, key: string, node: ParsedNode, finder: Finder, message: string): string {
  const field = fields.byKey.get(key);
  const text = textOf(field?.value);
  const may = key === 'quote' ? text : text || undefined;
  if (may === undefined) throw finder.stop('bad-tag', message, field?.key ?? node);
  return may;
}

/** A text that may be left out; anything but a text is a fault, and then as if left out. */
function optional(field: Field | undefined, finder: Finder): string | undefined {
  if (!field || isNothing(field.value)) return undefined;
  const text = textOf(field.value);
  if (text === undefined) finder.note('bad-value', 'A text is expected', field.value ?? field.key);
  return text;
}

function oneOf<T extends string>(field: Field | undefined, all: readonly T[], finder: Finder): T | undefined {
  const text = optional(field, finder);
  const found = all.find((one) => one === text);
  if (text !== undefined && found === undefined)
    finder.note('bad-value', 'One of these is expected: ' + all.join(', '), field?.value ?? ORIGIN, text);
  return found;
}

/** A source's details from its map: scalars as written; lists and maps under a key of the user's own are not shown. */
export function readDetails(node: ParsedNode | null, faults: Fault[]): Map<string, string> {
  const details = new Map<string, string>();
  if (isNothing(node)) return details;
  const map = asMap(node);
  if (!map) {
    const [from, to] = (node as ParsedNode).range;
    faults.push({ code: 'bad-value', message: 'The details of a source are a map of keys', from, to });
    return details;
  }
  const { byKey, duplicate } = fieldsOf(map);
  if (duplicate)
    faults.push({
      code: 'duplicate-key',
      message: 'A key is there twice',
      from: duplicate.range[0],
      to: duplicate.range[1],
    });
  for (const [key, field] of byKey) {
    const text = textOf(field.value);
    if (text === undefined) continue;
    details.set(key, text);
    if (key === 'date' && text.trim() !== '' && !daysOf(text)) faults.push(badDate(text, field));
  }
  return details;
}

/** A source without a readable date stands in no sum over time: said here, with the date that is meant where that is plain. */
function badDate(text: string, { key, value }: Field): Fault {
  const [from, to] = (value ?? key).range;
  const instead = dateMeant(text);
  const message = 'A date is written as year-month-day, year-month or year (2025-03-09, 2025-03, 2025)';
  return { code: 'bad-value', message, detail: text, from, to, ...(instead !== undefined && { instead }) };
}

/** The turned-down suggestions, in the order of the file, with undefined for an item that is none. */
export function readDismissals(node: ParsedNode | null, faults: Fault[]): (Dismissal | undefined)[] {
  if (isNothing(node)) return [];
  const list = asSeq(node);
  const note = (at: ParsedNode) => {
    faults.push({
      code: 'bad-value',
      message: 'A dismissed suggestion is a map with a form',
      from: at.range[0],
      to: at.range[1],
    });
    return undefined;
  };
  if (!list) {
    note(node as ParsedNode);
    return [];
  }
  return list.items.map((item) => {
    const map = asMap(item);
    if (!map) return note(item);
    const { byKey, duplicate, odd } = fieldsOf(map);
    const form = textOf(byKey.get('form')?.value);
    if (!form || duplicate || odd) return note(item);
    const entity = textOf(byKey.get('entity')?.value);
    const before = textOf(byKey.get('before')?.value);
    const after = textOf(byKey.get('after')?.value);
    return {
      form,
      ...(entity !== undefined && { entity }),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
  });
}
