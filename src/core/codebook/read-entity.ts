/** An entity out of what the judge parsed. */
import { AUTHOR } from '../model';
import type { Entity, Fault, FaultCode } from '../model';
import { extraOf } from '../yaml/extra';
import { BadItem } from '../yaml/items';
import type { ItemReading } from '../yaml/items';
import { asMap, fieldsOf, isNothing, nodeAt, textOf, textsOf } from '../yaml/nodes';
import type { ParsedNode } from '../yaml/nodes';
import { ENTITY_FIELDS, makeEntity } from './fields';

/** An entity from its map; `shift` takes the nodes' offsets to offsets from the start of the entity's block. */
export function readEntityNode(node: ParsedNode | null, shift: number): ItemReading<Entity> {
  const faults: Fault[] = [];
  const note = (code: FaultCode, message: string, at: ParsedNode | null, id?: string) => {
    const [from, to] = at?.range ?? [-shift, -shift];
    faults.push({ code, message, from: from + shift, to: to + shift, ...(id !== undefined && { id }) });
  };
  const map = asMap(node);
  const fields = map && fieldsOf(map);
  const id = textOf(fields?.byKey.get('id')?.value);
  const bad = (): ItemReading<Entity> => ({ item: new BadItem(faults), faults });
  if (!fields || fields.odd) {
    note('bad-value', 'An entity is a map of keys', fields?.odd ?? node);
    return bad();
  }
  if (fields.duplicate) {
    note('duplicate-key', 'A key is given twice', fields.duplicate, id);
    return bad();
  }
  if (!id) {
    note('bad-value', 'The entity has no id', fields.byKey.get('id')?.key ?? node);
    return bad();
  }
  if (id === AUTHOR) {
    note('reserved-id', 'This id stands for the text’s own voice and cannot be an entity’s', nodeAt(fields, 'id'), id);
    return bad();
  }
  const text = (key: string): string | undefined => {
    const field = fields.byKey.get(key);
    if (!field || isNothing(field.value)) return undefined;
    const found = textOf(field.value);
    if (found === undefined) note('bad-value', 'A text is expected', field.value, id);
    return found;
  };
  // What cannot be read as text may be a key of somebody's own: it is named, and kept as it is.
  const foreign = new Set<string>();
  const prose = (key: string): string | undefined => {
    const found = text(key);
    if (found === undefined && !isNothing(fields.byKey.get(key)?.value)) foreign.add(key);
    return found || undefined;
  };
  const exampleNode = fields.byKey.get('examples')?.value;
  const examples = isNothing(exampleNode) ? undefined : textsOf(exampleNode);
  if (!examples && !isNothing(exampleNode)) {
    foreign.add('examples');
    note('bad-value', 'A list of texts is expected', nodeAt(fields, 'examples'), id);
  }
  const aliasNode = fields.byKey.get('aliases')?.value;
  const aliases = isNothing(aliasNode) ? [] : textsOf(aliasNode);
  if (!aliases) note('bad-value', 'A list of texts is expected', nodeAt(fields, 'aliases'), id);
  const name = text('name') || undefined;
  if (name === undefined)
    note('bad-value', 'The entity has no name', nodeAt(fields, 'name') ?? nodeAt(fields, 'id'), id);
  const entity = makeEntity({
    id,
    name: name ?? id,
    type: text('type') || 'other',
    parent: prose('parent'),
    aliases: aliases ?? [],
    wikidata: text('wikidata'),
    definition: prose('definition'),
    include: prose('include'),
    exclude: prose('exclude'),
    examples: examples && examples.length > 0 ? examples : undefined,
    note: text('note'),
    extra: extraOf(fields, (key) => Object.hasOwn(ENTITY_FIELDS, key) && !foreign.has(key)),
  });
  return { item: entity, faults };
}
