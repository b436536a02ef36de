/** A codebook as it was read or changed: its text and what the text says. */
import type { Range } from '../text/range';
import { AUTHOR, type Codebook, type Entity, type Fault } from '../model';
import { BadItem, UNCLEAR, readItem } from '../yaml/items';
import type { BlockItems } from '../yaml/items';
import { branchesOf } from './branches';
import type { Placed } from './branches';
import { fieldRange, itemRange } from '../yaml/item-place';
import type { Fields } from '../yaml/nodes';
import { itemFaults, judgeFile, readFile } from '../yaml/read-file';
import type { FileParts, FileSpec } from '../yaml/read-file';
import type { Reading } from '../yaml/reading';
import type { EntityKey } from './fields';
import { listsOf, readShort } from './read-short';
import type { Listed, Short } from './read-short';
import { OwnEntities } from './own';

/** Keys of an entity whose place in the text may be asked for. */
export type EntityField = EntityKey;

export interface CodebookFile {
  readonly text: string;
  readonly codebook: Codebook;
  /** In the order of the file; offsets into `text`. */
  readonly faults: readonly Fault[];
  /** The first entity with this id. */
  entity(id: string): Entity | undefined;
  /** The entity's own lines. */
  rangeOfEntity(id: string): Range | undefined;
  /** The value of one of an entity's keys; undefined where it has no such key. */
  fieldRange(id: string, field: EntityField): Range | undefined;
  /** The stance value, the entity type, the saved search in its list; undefined where a default stands in. */
  rangeOfValue(id: string): Range | undefined;
  rangeOfType(id: string): Range | undefined;
  rangeOfSearch(name: string): Range | undefined;
}

export type Parts = FileParts<Entity, Short>;

const SPEC: FileSpec<Entity, Short> = {
  key: 'entities',
  needsList: false,
  reader: () => new OwnEntities(),
  head: readHead,
};

/** Reads a codebook's parts; `known` is its list of entities where that was read before and stands in this text. */
export function readParts(text: string, known?: BlockItems<Entity>): Reading<Parts> {
  return readFile(text, SPEC, known);
}

/** The judge alone: the same result, and slow. */
export function judgeParts(text: string): Reading<Parts> {
  return judgeFile(text, SPEC);
}

function readHead(fields: Fields, place: (at: number) => number): Short {
  return placed(readShort(fields), place);
}

/** The short lists with all offsets taken elsewhere. */
export function placed(short: Short, place: (at: number) => number): Short {
  const range = ({ from, to }: Range): Range => ({ from: place(from), to: place(to) });
  const list = <T>(all: readonly Listed<T>[] | undefined): Listed<T>[] | undefined =>
    all?.map((one) => ({ ...one, ...range(one), idRange: range(one.idRange) }));
  return {
    types: list(short.types),
    stances: list(short.stances),
    searches: list(short.searches),
    note: short.note,
    codes: list(short.codes),
    speakers: list(short.speakers),
    faults: short.faults.map((fault) => ({ ...fault, ...range(fault) })),
  };
}

export class CodebookText implements CodebookFile {
  readonly codebook: Codebook;
  readonly items: readonly (Entity | BadItem)[];
  private byId: ReadonlyMap<string, number> | undefined;
  private allFaults: readonly Fault[] | undefined;

  constructor(readonly parts: Parts) {
    this.items = parts.flow?.map(({ item }) => item) ?? parts.list?.items ?? [];
    const entities = this.items.filter((item): item is Entity => !(item instanceof BadItem));
    this.codebook = { ...listsOf(parts.head), entities };
  }

  get text(): string {
    return this.parts.text;
  }

  entity(id: string): Entity | undefined {
    const index = this.indexOf(id);
    return index === undefined ? undefined : (this.items[index] as Entity);
  }

  rangeOfEntity(id: string): Range | undefined {
    const index = this.indexOf(id);
    return index === undefined ? undefined : itemRange(this.parts, index);
  }

  fieldRange(id: string, field: EntityField): Range | undefined {
    const index = this.indexOf(id);
    return index === undefined ? undefined : fieldRange(this.parts, index, field);
  }

  rangeOfValue(id: string): Range | undefined {
    return rangeIn(this.parts.head.stances, (value) => value.id === id);
  }

  rangeOfType(id: string): Range | undefined {
    return rangeIn(this.parts.head.types, (type) => type.id === id);
  }

  rangeOfSearch(name: string): Range | undefined {
    return rangeIn(this.parts.head.searches, (search) => search.name === name);
  }

  get faults(): readonly Fault[] {
    return (this.allFaults ??= this.findFaults());
  }

  private indexOf(id: string): number | undefined {
    if (!this.byId) {
      const byId = new Map<string, number>();
      this.items.forEach((item, i) => {
        if (!(item instanceof BadItem) && !byId.has(item.id)) byId.set(item.id, i);
      });
      this.byId = byId;
    }
    return this.byId.get(id);
  }

  private findFaults(): Fault[] {
    const faults = [...this.parts.head.faults, ...itemFaults(this.parts)];
    const seen = new Set<string>();
    this.items.forEach((item, i) => {
      if (item instanceof BadItem) return;
      if (seen.has(item.id)) {
        const range = fieldRange(this.parts, i, 'id') ?? itemRange(this.parts, i);
        faults.push({ code: 'duplicate-id', message: 'Another entity has the same id', ...range, id: item.id });
      }
      seen.add(item.id);
    });
    faults.push(...this.parentFaults(), ...this.ruleFaults());
    return faults.sort((a, b) => a.from - b.from || a.to - b.to);
  }

  /** Rules for speakers and for codes of other tools that lead to nobody: who renames an entity by hand forgets them. */
  private ruleFaults(): Fault[] {
    const entities = new Set(this.codebook.entities.map(({ id }) => id));
    const values = new Set(this.codebook.stances.map(({ id }) => id));
    const { codes = [], speakers = [] } = this.parts.head;
    const faults: Fault[] = [];
    const look = (place: Range, ids: readonly (string | undefined)[], value?: string): void => {
      const { from, to } = place;
      for (const id of ids) {
        if (id === undefined || id === AUTHOR || entities.has(id)) continue;
        faults.push({ code: 'unknown-entity', message: 'The codebook has no such entity', detail: id, from, to });
      }
      if (value !== undefined && !values.has(value)) {
        faults.push({ code: 'unknown-value', message: 'The codebook has no such value', detail: value, from, to });
      }
    };
    for (const { item, idRange } of speakers) look(idRange, [item?.entity]);
    for (const { item, idRange } of codes) {
      look(idRange, [item?.entity, item?.stance?.holder, item?.stance?.target], item?.stance?.value);
    }
    return faults;
  }

  /** Parents that are not there or lead in a circle, of entities and of types. */
  private parentFaults(): Fault[] {
    const { entities, types } = this.codebook;
    const faults: Fault[] = [];
    const look = (items: readonly Placed[], placeOf: (id: string) => Range | undefined): void => {
      const { circular, orphans } = branchesOf(items);
      for (const { id, parent = '' } of items) {
        const place = circular.has(id) || orphans.has(id) ? placeOf(id) : undefined;
        if (!place) continue;
        faults.push(
          circular.has(id)
            ? {
                code: 'parent-cycle',
                message: 'Its parents lead back to itself, so it stands without one',
                ...place,
                id,
              }
            : { code: 'unknown-parent', message: 'Its parent is not in the codebook', detail: parent, ...place, id },
        );
      }
    };
    look(entities, (id) => this.fieldRange(id, 'parent'));
    look(types, (id) => this.parts.head.types?.find(({ item }) => item?.id === id)?.idRange);
    return faults;
  }
}

function rangeIn<T>(list: readonly Listed<T>[] | undefined, is: (item: T) => boolean): Range | undefined {
  const found = list?.find(({ item }) => item !== undefined && is(item));
  return found && { from: found.from, to: found.to };
}

/** An entity out of the lines of its block; undefined where they are none. */
export function entityOfLines(text: string): { item: Entity; faults: readonly Fault[] } | undefined {
  const own = new OwnEntities();
  if (own.own(text, 0) === text.length && own.item) return { item: own.item, faults: [] };
  const reading = readItem(text, own);
  if (reading === UNCLEAR || !reading.ok || reading.value.item instanceof BadItem) return undefined;
  return { item: reading.value.item, faults: reading.value.faults };
}
