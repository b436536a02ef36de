/** The short lists of a codebook (types, stance values, searches): their lines with a change in them. */
import type { CodeRule, EntityType, SavedSearch, SpeakerRule, StanceValue } from '../model';
import { editMap, splice } from '../yaml/map-edit';
import type { KeyEdit } from '../yaml/map-edit';
import { asMap, asSeq, fieldsOf, isNothing, textOf } from '../yaml/nodes';
import type { ParsedNode } from '../yaml/nodes';
import { changeItem, insertItem, removeItem, sectionValue } from '../yaml/section-edit';
import { flowText, mapLines } from '../yaml/write';
import type { Entries } from '../yaml/write';
import { defaultCodebook } from './defaults';
import { proseText } from './fields';
import { ruleEntries, SHORT_KEYS, searchEntries, speakerEntries, typeEntries, typeText, valueEntries } from './write';

export type ShortKey = 'types' | 'stances' | 'searches' | 'codes' | 'speakers';
type Item = EntityType | StanceValue | SavedSearch | CodeRule | SpeakerRule;

/** The key that names an item of each list. */
const NAMED_BY: Readonly<Record<ShortKey, string>> = {
  types: 'id',
  stances: 'id',
  searches: 'name',
  codes: 'code',
  speakers: 'label',
};

function itemText(key: ShortKey, item: Item): string {
  if (key === 'types') return typeText(item as EntityType);
  return flowText({ map: entriesOf(key, item) });
}

function entriesOf(key: ShortKey, item: Item): Entries {
  if (key === 'types') return typeEntries(item as EntityType);
  if (key === 'codes') return ruleEntries(item as CodeRule);
  if (key === 'speakers') return speakerEntries(item as SpeakerRule);
  return key === 'stances' ? valueEntries(item as StanceValue) : searchEntries(item as SavedSearch);
}

/** The memo's section with another text, or (null) without one; only its value changes, comments beside it stay. */
export function noteEdit(lines: string, note: string | null, eol: string): string | undefined {
  const to = note === null || note === '' ? null : proseText(note);
  if (to === null) return '';
  if (lines === '') return mapLines([['note', to]], 0, eol);
  const map = sectionValue(lines)?.map;
  const splices = map && editMap(lines, map, [{ key: 'note', to }], ['note'], eol);
  return splices && splice(lines, splices);
}

/** The section's lines with an item more at the end of its list. */
export function addShort(lines: string, key: ShortKey, item: Item, eol: string): string | undefined {
  const begun = withDefaults(lines, key, eol);
  return begun === undefined ? undefined : append(begun, key, item, eol);
}

function append(lines: string, key: ShortKey, item: Item, eol: string): string | undefined {
  const flow = itemText(key, item);
  const texts = { block: (indent: number) => ' '.repeat(indent) + '- ' + flow + eol, flow };
  return insertItem(lines, key, items(lines).length, texts, eol, key === 'types');
}

export function removeShort(lines: string, key: ShortKey, id: string, eol: string): string | undefined {
  const begun = withDefaults(lines, key, eol);
  const index = begun === undefined ? -1 : indexOf(begun, key, id);
  return begun === undefined || index < 0 ? undefined : removeItem(begun, index, eol);
}

export function setShort<T extends EntityType | StanceValue>(
  lines: string,
  key: 'types' | 'stances',
  old: T,
  now: T,
  eol: string,
): string | undefined {
  const begun = withDefaults(lines, key, eol);
  const index = begun === undefined ? -1 : indexOf(begun, key, old.id);
  if (begun === undefined || index < 0) return undefined;
  return changeItem(begun, index, (own, node, flow) => {
    // A plain word cannot hold more than an id: it is written anew, in the place of just the word.
    const map = asMap(node);
    if (!map) return replaceWord(own, flow, itemText(key, now));
    return changedMap(own, flow, entriesOf(key, old), entriesOf(key, now), eol);
  });
}

function replaceWord(own: string, flow: boolean, text: string): string | undefined {
  if (flow) return text;
  const value = sectionValue(BEFORE + own)?.value;
  const node = asSeq(value)?.items[0];
  if (!node) return undefined;
  const [from, to] = node.range;
  return splice(BEFORE + own, [{ from, to, text }]).slice(BEFORE.length);
}

const BEFORE = 'x:\n';

function changedMap(own: string, flow: boolean, old: Entries, now: Entries, eol: string): string | undefined {
  const before = flow ? 'x: ' : BEFORE;
  const value = sectionValue(before + own)?.value;
  const map = flow ? asMap(value) : asMap(asSeq(value)?.items[0]);
  if (!map) return undefined;
  const [was, is] = [new Map(old), new Map(now)];
  const written = fieldsOf(map).byKey;
  const edits: KeyEdit[] = [];
  for (const key of SHORT_KEYS) {
    const to = is.get(key) ?? null;
    if (JSON.stringify(was.get(key) ?? null) !== JSON.stringify(to) && (to !== null || written.has(key)))
      edits.push({ key, to });
  }
  const splices = editMap(before + own, map, edits, SHORT_KEYS, eol);
  return splices && splice(before + own, splices).slice(before.length);
}

/** A list that is not there stands for the defaults: before it is changed they are written out. */
function withDefaults(lines: string, key: ShortKey, eol: string): string | undefined {
  const hasDefaults = key === 'types' || key === 'stances';
  if (!hasDefaults || (lines !== '' && !isNothing(sectionValue(lines)?.value))) return lines;
  let made: string | undefined = lines;
  for (const item of defaultCodebook()[key]) made = made === undefined ? undefined : append(made, key, item, eol);
  return made;
}

function items(lines: string): readonly ParsedNode[] {
  return asSeq(sectionValue(lines)?.value)?.items ?? [];
}

function indexOf(lines: string, key: ShortKey, id: string): number {
  return items(lines).findIndex((node) => {
    const map = asMap(node);
    return (map ? textOf(fieldsOf(map).byKey.get(NAMED_BY[key])?.value) : textOf(node)) === id;
  });
}
