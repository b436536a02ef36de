/** The short lists of a codebook (types, stance values, searches, rules for codes and speakers) and its memo, out of what the judge parsed. */
import { AXES } from '../model';
import type { Codebook, CodeRule, EntityType, Fault, Guide, SavedSearch, SpeakerRule, StanceValue } from '../model';
import { asMap, asSeq, fieldsOf, isNothing, nodeAt, textOf, textsOf } from '../yaml/nodes';
import type { Fields, ParsedNode } from '../yaml/nodes';
import { LONGEST_LABEL } from '../text/labels';
import { defaultCodebook, labelOf } from './defaults';
import { GUIDE_KEYS } from './fields';

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
      const named = map ? (nodeAt(fieldsOf(map), name) ?? item) : item;
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
    if (!axis) this.note('One of these is expected: ' + AXES.join(', '), nodeAt(fields, 'axis') ?? node, text);
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
