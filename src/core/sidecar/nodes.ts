/** Tags, details and dismissals out of what the judge parsed. */
import type { AnyTag, Dismissal, Fault, Tag } from '../model';
import { dateMeant, daysOf } from '../text/dates';
import { BadItem } from '../yaml/items';
import type { ItemReading } from '../yaml/items';
import { asMap, asSeq, fieldsOf, isNothing, textOf } from '../yaml/nodes';
import type { Field, ParsedNode } from '../yaml/nodes';
import { TAG_FIELDS, readRows } from './fields';
import { Finder, ORIGIN, Stop } from './finder';
import { makeTag } from './make';

export { parseAt } from './finder';

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
  const read = readRows(TAG_FIELDS, node, finder, 'A tag is a map of keys') as unknown as AnyTag;
  if ((read.entity === undefined) === (read.stance === undefined)) {
    const stance = asMap(node)?.items.find(({ key }) => textOf(key) === 'stance')?.key;
    throw finder.stop('bad-tag', 'A tag has either an entity or a stance', stance ?? node ?? ORIGIN);
  }
  return makeTag(read.id, read, read);
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
      message: 'A key is given twice',
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

/** Any value but `false`, `no` and none says that the source is finished: a date does. */
export function readFinished(node: ParsedNode | null): boolean {
  return !isNothing(node) && !/^(|false|no|off)$/i.test(textOf(node) ?? 'true');
}

/** What tags of coders said when they were decided on, by id. */
export function readSeen(node: ParsedNode | null, faults: Fault[]): Map<string, string> {
  const seen = new Map<string, string>();
  if (isNothing(node)) return seen;
  const map = asMap(node);
  for (const [id, { value }] of map ? fieldsOf(map).byKey : []) {
    const mark = textOf(value);
    if (mark !== undefined) seen.set(id, mark);
  }
  if (!map) {
    const [from, to] = (node as ParsedNode).range;
    faults.push({ code: 'bad-value', message: 'What was seen of tags is a map of their ids', from, to });
  }
  return seen;
}

/** Ids of turned-down proposals and tags, in the order of the file, with undefined for an item that is none. */
export function readRejected(node: ParsedNode | null, faults: Fault[]): (string | undefined)[] {
  if (isNothing(node)) return [];
  const list = asSeq(node);
  return (list ? list.items : [node as ParsedNode]).map((item) => {
    const id = list && textOf(item);
    if (id) return id;
    const [from, to] = item.range;
    faults.push({ code: 'bad-value', message: 'What was rejected is a list of ids', from, to });
    return undefined;
  });
}
