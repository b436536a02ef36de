/** Entities, types, stance values and searches in own form, as FORMAT.md shows it. */
import type { CodeRule, Entity, EntityType, SavedSearch, SpeakerRule, StanceValue } from '../model';
import { phrase, quoted, word } from '../yaml/scalars';
import { flowText, itemLines } from '../yaml/write';
import type { Entries, Val } from '../yaml/write';
import { GUIDE_KEYS, entityEntries, guideEntries } from './fields';
import { labelOf } from './defaults';

type Entry = readonly [key: string, value: Val];

export { ENTITY_KEYS, entityEntries } from './fields';

/** The keys of types, stance values and searches in the order in which they are written. */
export const SHORT_KEYS = [
  'id',
  'name',
  'label',
  'axis',
  'parent',
  'color',
  ...GUIDE_KEYS,
  'query',
  'code',
  'entity',
  'holder',
  'target',
  'value',
  'skip',
] as const;

/** An entity's block: its lines, the dash at column `indent`. */
export function entityLines(entity: Entity, indent: number, eol: string): string {
  return itemLines(entityEntries(entity), indent, eol);
}

/** A type is a word where the word says all: `person`. */
export function typeText(type: EntityType): string {
  const entries = typeEntries(type);
  return type.label === labelOf(type.id) && entries.length === 2 ? word(type.id) : flowText({ map: entries });
}

export function typeEntries(type: EntityType): Entries {
  const entries: Entry[] = [
    ['id', word(type.id)],
    ['label', phrase(type.label)],
  ];
  if (type.parent !== undefined) entries.push(['parent', word(type.parent)]);
  if (type.color !== undefined) entries.push(['color', word(type.color)]);
  return [...entries, ...guideEntries(type)];
}

export function valueEntries(value: StanceValue): Entries {
  const entries: Entry[] = [
    ['id', word(value.id)],
    ['label', phrase(value.label)],
    ['axis', word(value.axis)],
  ];
  if (value.color !== undefined) entries.push(['color', word(value.color)]);
  return [...entries, ...guideEntries(value)];
}

export function searchEntries(search: SavedSearch): Entries {
  return [
    ['name', phrase(search.name)],
    ['query', quoted(search.query)],
  ];
}

export function ruleEntries({ code, entity, stance, skip }: CodeRule): Entries {
  const entries: Entry[] = [['code', quoted(code)]];
  if (entity !== undefined) entries.push(['entity', word(entity)]);
  if (stance) {
    entries.push(['holder', word(stance.holder)], ['target', word(stance.target)], ['value', word(stance.value)]);
  }
  if (skip) entries.push(['skip', 'true']);
  return entries;
}

export function speakerEntries({ label, entity, skip }: SpeakerRule): Entries {
  const entries: Entry[] = [['label', quoted(label)]];
  if (entity !== undefined) entries.push(['entity', word(entity)]);
  if (skip) entries.push(['skip', 'true']);
  return entries;
}
