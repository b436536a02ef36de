/**
 * Reading `x.txt.proposals.yaml`. The file is anybody's: it is read by the judge alone, never written, and one bad item hides no
 * other.
 */
import type { Fault, Meaning, Origin, Stance } from '../model';
import { SENSES } from '../model';
import { ORIGIN_FIELDS, readRows, STANCE_FIELDS } from '../sidecar/fields';
import { Finder, mapOf, needed, oneOf, optional, Stop } from '../sidecar/finder';
import { decodeYaml } from '../yaml/bytes';
import { asMap, fieldsOf, isNothing, rangeOf, type Field, type Fields, type ParsedNode } from '../yaml/nodes';
import type { ItemReading } from '../yaml/items';
import { BadItem } from '../yaml/items';
import { judgeFile } from '../yaml/read-file';
import { refuse } from '../yaml/reading';
import type { Item, Proposal, ProposalsReading } from './model';
import { say } from '../base/say';

/** More proposals in one file are no review any more: the file is refused, and can be split. */
const MOST_PROPOSALS = 20_000;
/** No passage is looked for in more lines than this. */
const MOST_LINES = 1_000;
/** Longest quote in UTF-16 units. */
const MOST_QUOTE = 20_000;

type Half = Omit<Proposal, 'from'> & { readonly from?: Origin };

interface Head {
  readonly from: Origin | undefined;
  readonly faults: readonly Fault[];
}

export function readProposalsBytes(bytes: Uint8Array): ProposalsReading {
  const text = decodeYaml(bytes);
  return text.ok ? readProposals(text.value) : text;
}

export function readProposals(text: string): ProposalsReading {
  const items: Item[] = [];
  const reading = judgeFile<Half, Head>(text, {
    key: 'proposals',
    needsList: false,
    reader: () => ({
      item: undefined,
      own: () => -1,
      node: (node, shift) => {
        const { item, faults } = readItem(node, shift);
        const range = node ? rangeOf(node) : { from: 0, to: 0 };
        items.push({
          ...range,
          faults,
          places: placesOf(node),
          ...(item instanceof BadItem ? {} : { proposal: item as Proposal }),
        });
        return { item, faults };
      },
    }),
    head: readHead,
  });
  if (!reading.ok) return reading;
  if (items.length > MOST_PROPOSALS) return refuse('too-large', 0, text.length, `${items.length} > ${MOST_PROPOSALS}`);
  const { from, faults } = reading.value.head;
  return { ok: true, value: { text, faults, items: items.map((item) => whose(item, from)) } };
}

/** An item with the file's origin, where it has none of its own. */
function whose(item: Item, from: Origin | undefined): Item {
  const { proposal, ...rest } = item;
  if (!proposal || (proposal as Half).from) return item;
  if (from) return { ...rest, proposal: { ...proposal, from } };
  const { from: at, to } = item;
  const fault: Fault = { code: 'bad-tag', message: 'Nobody is said to propose it (from, with who)', from: at, to };
  return { ...rest, faults: [fault] };
}

function readHead({ byKey }: Fields): Head {
  const finder = new Finder(0);
  let from: Origin | undefined;
  try {
    from = readOrigin(byKey.get('from'), finder);
  } catch (error) {
    if (!(error instanceof Stop)) throw error; // What is wrong stands in the finder's faults.
  }
  return { from, faults: finder.faults };
}

function readItem(node: ParsedNode | null, shift: number): ItemReading<Half> {
  const finder = new Finder(shift);
  try {
    const half = halfOf(node, finder);
    // What a tag would do without (a certainty that is none) is no less a slip of whoever proposes: nothing is guessed.
    if (finder.faults.length === 0) return { item: half, faults: [] };
  } catch (error) {
    if (!(error instanceof Stop)) throw error; // What is wrong stands in the finder's faults.
  }
  const absolute = finder.faults.map((fault) => ({ ...fault, from: fault.from - shift, to: fault.to - shift }));
  return { item: new BadItem(absolute), faults: absolute };
}

function halfOf(node: ParsedNode | null, finder: Finder): Half {
  const { byKey } = mapOf(node, finder, 'A proposal is a map of keys');
  const map = node as ParsedNode;
  const quote = needed(byKey.get('quote'), map, finder, 'The proposal has no quote').replace(/\r\n?/g, '\n');
  if (quote.length > MOST_QUOTE) throw finder.stop('bad-tag', 'The quote is too long', map);
  const lines = readLines(byKey.get('lines'), map, finder);
  const meaning = readMeaning(byKey, map, finder);
  const note = optional(byKey.get('note'), finder);
  const from = readOrigin(byKey.get('from'), finder);
  return { lines, quote, meaning, ...(note !== undefined && { note }), ...(from && { from }) };
}

const LINES = /^([1-9]\d{0,8})(?:\s*[-–]\s*([1-9]\d{0,8}))?$/;

function readLines(field: Field | undefined, map: ParsedNode, finder: Finder): Proposal['lines'] {
  const written = needed(field, map, finder, 'The proposal has no lines');
  const found = LINES.exec(written.trim());
  const first = Number(found?.[1]) - 1;
  const last = found?.[2] === undefined ? first : Number(found[2]) - 1;
  const at = field?.value ?? map;
  if (!found || last < first)
    throw finder.stop('bad-tag', 'Lines are written 12 or 12-14, counted from 1', at, written);
  if (last - first >= MOST_LINES)
    throw finder.stop('bad-tag', say('A passage is looked for in {0} lines at most', MOST_LINES), at);
  return { first, last };
}

function readMeaning(byKey: Fields['byKey'], map: ParsedNode, finder: Finder): Meaning {
  const [entity, stance] = [byKey.get('entity'), byKey.get('stance')];
  const isStance = !isNothing(stance?.value);
  if (isStance === !isNothing(entity?.value)) {
    throw finder.stop('bad-tag', 'A proposal has either an entity or a stance', stance?.key ?? map);
  }
  if (isStance) {
    const read = readRows(
      STANCE_FIELDS,
      stance?.value ?? null,
      finder,
      'A stance is a map of keys',
    ) as unknown as Stance;
    // Keys of the proposer's own stay in the proposer's file.
    const { extra: _extra, ...own } = read;
    return { stance: own };
  }
  const sense = oneOf(byKey.get('sense'), SENSES, finder);
  return { entity: needed(entity, map, finder, 'The entity is an id'), ...(sense && { sense }) };
}

function readOrigin(field: Field | undefined, finder: Finder): Origin | undefined {
  if (!field || isNothing(field.value)) return undefined;
  const origin = readRows(
    ORIGIN_FIELDS,
    field.value,
    finder,
    'An origin is a map of keys',
  ) as unknown as Partial<Origin>;
  const { who, version, date } = origin;
  if (!who?.trim()) throw finder.stop('bad-tag', 'The origin does not say who', field.value ?? field.key);
  return { who, ...(version !== undefined && { version }), ...(date !== undefined && { date }) };
}

/** Where the values of an item's keys stand, those of its stance too. */
function placesOf(node: ParsedNode | null): Item['places'] {
  const places = new Map<string, { from: number; to: number }>();
  const add = (one: ParsedNode | null): void => {
    const map = asMap(one);
    if (!map) return;
    for (const [key, { value, key: at }] of fieldsOf(map).byKey) {
      places.set(key, rangeOf(value ?? at));
      if (key === 'stance') add(value);
    }
  };
  add(node);
  return places;
}
