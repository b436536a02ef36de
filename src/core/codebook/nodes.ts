/** Entities, types, stance values and searches out of what the judge parsed. */
import { AUTHOR, AXES } from '../model';
import type {
  Codebook,
  CodeRule,
  Entity,
  EntityType,
  Fault,
  FaultCode,
  Guide,
  SavedSearch,
  SpeakerRule,
  StanceValue,
} from '../model';
import { BadItem } from '../yaml/items';
import type { ItemReading } from '../yaml/items';
import { asMap, asSeq, fieldsOf, isNothing, textOf, textsOf } from '../yaml/nodes';
import type { Fields, ParsedNode } from '../yaml/nodes';
import { LONGEST_LABEL } from '../text/labels';
import { extraOf } from '../yaml/extra';
import { defaultCodebook, labelOf } from './defaults';
import { ENTITY_FIELDS, GUIDE_KEYS, makeEntity } from './fields';

/** An item of one of the short lists, with where it and its id stand. */
export interface Listed<T> {
  readonly item: T | undefined;
  readonly from: number;
  readonly to: number;
  readonly idRange: { readonly from: number; readonly to: number };
}

export interface Short {
  readonly types: readonly Listed<EntityType>[] | undefined;
  readonly stances: readonly Listed<StanceValue>[] | undefined;
  readonly searches: readonly Listed<SavedSearch>[] | undefined;
  /** The project's memo. */
  readonly note: string | undefined;
  readonly codes: readonly Listed<CodeRule>[] | undefined;
  readonly speakers: readonly Listed<SpeakerRule>[] | undefined;
  readonly faults: readonly Fault[];
}

export { makeEntity } from './fields';

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
    note('reserved-id', 'This id stands for the text’s own voice and cannot be an entity’s', at(fields, 'id'), id);
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
    note('bad-value', 'A list of texts is expected', at(fields, 'examples'), id);
  }
  const aliasNode = fields.byKey.get('aliases')?.value;
  const aliases = isNothing(aliasNode) ? [] : textsOf(aliasNode);
  if (!aliases) note('bad-value', 'A list of texts is expected', at(fields, 'aliases'), id);
  const name = text('name') || undefined;
  if (name === undefined) note('bad-value', 'The entity has no name', at(fields, 'name') ?? at(fields, 'id'), id);
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

function at(fields: Fields, key: string): ParsedNode | null {
  const field = fields.byKey.get(key);
  return field?.value ?? field?.key ?? null;
}

/** The short lists of a codebook's top-level map; undefined for those that are not there. */
export function readShort(fields: Fields): Short {
  const faults: Fault[] = [];
  const reader = new ShortReader(faults);
  return {
    types: reader.list(fields, 'types', (node) => reader.type(node)),
    stances: reader.list(fields, 'stances', (node) => reader.value(node)),
    searches: reader.list(fields, 'searches', (node) => reader.search(node), 'name'),
    codes: reader.list(fields, 'codes', (node) => reader.rule(node), 'code'),
    speakers: reader.list(fields, 'speakers', (node) => reader.speaker(node), 'label'),
    note: reader.memo(fields),
    faults,
  };
}

class ShortReader {
  constructor(private readonly faults: Fault[]) {}

  list<T extends object>(
    fields: Fields,
    key: string,
    read: (node: ParsedNode) => T | undefined,
    name: keyof T & string = 'id' as keyof T & string,
  ): Listed<T>[] | undefined {
    const node = fields.byKey.get(key)?.value;
    if (isNothing(node)) return undefined;
    const list = asSeq(node);
    if (!list) {
      this.note('A list is expected', node as ParsedNode);
      return undefined;
    }
    const seen = new Set<string>();
    return list.items.map((one) => {
      const item = one;
      const found = read(item);
      const map = asMap(item);
      const named = map ? (at(fieldsOf(map), name) ?? item) : item;
      const idRange = { from: named.range[0], to: named.range[1] };
      const id = found && String(found[name]);
      if (id !== undefined && seen.has(id)) {
        this.faults.push({
          code: 'duplicate-id',
          message: 'Another item of this list has the same id',
          ...idRange,
          id,
        });
      }
      if (id !== undefined) seen.add(id);
      return { item: found, from: item.range[0], to: item.range[1], idRange };
    });
  }

  /** The project's memo: a text, perhaps of many lines. */
  memo(fields: Fields): string | undefined {
    const node = fields.byKey.get('note')?.value;
    const text = textOf(node);
    if (node && text === undefined && !isNothing(node)) this.note('A text is expected', node);
    return text || undefined;
  }

  type(node: ParsedNode): EntityType | undefined {
    const word = textOf(node);
    if (word) return { id: word, label: labelOf(word) };
    const fields = this.map(node);
    const id = fields && this.needed(fields, 'id', node);
    if (!fields || !id) return undefined;
    const parent = this.text(fields, 'parent');
    return {
      id,
      label: this.text(fields, 'label') ?? labelOf(id),
      ...(parent !== undefined && { parent }),
      ...this.color(fields),
      ...this.guide(fields),
    };
  }

  value(node: ParsedNode): StanceValue | undefined {
    const fields = this.map(node);
    const id = fields && this.needed(fields, 'id', node);
    if (!fields || !id) return undefined;
    const text = this.text(fields, 'axis');
    const axis = AXES.find((one) => one === text);
    if (!axis) this.note('One of these is expected: ' + AXES.join(', '), at(fields, 'axis') ?? node, text);
    return {
      id,
      label: this.text(fields, 'label') ?? labelOf(id),
      axis: axis ?? 'unclear',
      ...this.color(fields),
      ...this.guide(fields),
    };
  }

  search(node: ParsedNode): SavedSearch | undefined {
    const fields = this.map(node);
    const name = fields && this.needed(fields, 'name', node);
    const query = fields && this.needed(fields, 'query', node);
    return name && query ? { name, query } : undefined;
  }

  rule(node: ParsedNode): CodeRule | undefined {
    const fields = this.map(node);
    const code = fields && this.needed(fields, 'code', node);
    if (!fields || !code) return undefined;
    const [entity, holder, target, value] = ['entity', 'holder', 'target', 'value'].map((key) =>
      this.text(fields, key),
    );
    const stance = holder && target && value ? { holder, target, value } : undefined;
    const skip = this.text(fields, 'skip') === 'true';
    if (!entity && !stance && !skip)
      this.note('One of these is expected: entity, holder with target and value, skip', node);
    return { code, ...(entity && { entity }), ...(stance && { stance }), ...(skip && { skip }) };
  }

  speaker(node: ParsedNode): SpeakerRule | undefined {
    // A label alone may stand as a text: `- "MODERATOR:"`.
    const word = textOf(node);
    const fields = word === undefined ? this.map(node) : undefined;
    const label = word ?? (fields && this.needed(fields, 'label', node));
    if (!label) return undefined;
    if (!/[\p{L}\p{N}*]/u.test(label) || /^[*\s]*$/u.test(label) || label.length > LONGEST_LABEL) {
      this.note('A label has a letter or a sign beside * and is short', node, label);
      return undefined;
    }
    const entity = fields && this.text(fields, 'entity');
    return {
      label,
      ...(entity && { entity }),
      ...(fields && this.text(fields, 'skip') === 'true' && { skip: true }),
    };
  }

  private color(fields: Fields): { color?: string } {
    const color = this.text(fields, 'color');
    return color === undefined ? {} : { color };
  }

  private guide(fields: Fields): Guide {
    const guide: Record<string, unknown> = {};
    for (const key of GUIDE_KEYS) {
      const node = fields.byKey.get(key)?.value;
      if (!node || isNothing(node)) continue;
      const found = key === 'examples' ? textsOf(node) : textOf(node);
      if (found === undefined)
        this.note(key === 'examples' ? 'A list of texts is expected' : 'A text is expected', node);
      else if (found.length > 0) guide[key] = found;
    }
    return guide;
  }

  private map(node: ParsedNode): Fields | undefined {
    const map = asMap(node);
    const fields = map && fieldsOf(map);
    if (!fields || fields.odd || fields.duplicate) {
      this.note('A map of keys is expected', fields?.odd ?? fields?.duplicate ?? node);
      return undefined;
    }
    return fields;
  }

  private needed(fields: Fields, key: string, node: ParsedNode): string | undefined {
    const text = textOf(fields.byKey.get(key)?.value);
    if (!text) this.note('This key is missing: ' + key, fields.byKey.get(key)?.key ?? node);
    return text || undefined;
  }

  private text(fields: Fields, key: string): string | undefined {
    return textOf(fields.byKey.get(key)?.value) || undefined;
  }

  private note(message: string, node: ParsedNode, detail?: string): void {
    const fault = { code: 'bad-value' as const, message, from: node.range[0], to: node.range[1] };
    this.faults.push(detail === undefined ? fault : { ...fault, detail });
  }
}

/** The lists as the tool uses them: defaults where a list is not there at all. */
export function listsOf(
  short: Short,
): Pick<Codebook, 'types' | 'stances' | 'searches' | 'codes' | 'speakers' | 'note'> {
  const items = <T>(list: readonly Listed<T>[]): T[] => list.flatMap(({ item }) => (item === undefined ? [] : [item]));
  const { types, stances, searches } = defaultCodebook();
  return {
    types: short.types ? items(short.types) : types,
    stances: short.stances ? items(short.stances) : stances,
    searches: short.searches ? items(short.searches) : searches,
    ...(short.note !== undefined && { note: short.note }),
    ...(short.codes && { codes: items(short.codes) }),
    ...(short.speakers && { speakers: items(short.speakers) }),
  };
}
