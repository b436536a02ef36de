/** A sidecar as it was read or changed: its text and what the text says. */
import type { Range } from '../text/range';
import { fnv1a } from '../base/hash';
import type { Dismissal, Fault, SourceDetails, Tag } from '../model';
import { encodePieces, encodeYaml } from '../yaml/bytes';
import { BadItem, readItem, UNCLEAR } from '../yaml/items';
import { fieldRange, itemRange } from '../yaml/item-place';
import { itemFaults } from '../yaml/read-file';
import { STANCE_KEYS } from './fields';
import type { StanceKey, TagKey } from './fields';
import { newTagId } from './ids';
import { OwnTags } from './own';
import type { Parts } from './read';

/** Keys of a tag, and of its stance, whose place in the text may be asked for. */
export type TagField = TagKey | StanceKey;

const OF_STANCE: ReadonlySet<string> = new Set(STANCE_KEYS);

export interface Sidecar {
  readonly text: string;
  readonly details: SourceDetails;
  /** In the order of the file. */
  readonly tags: readonly Tag[];
  readonly dismissed: readonly Dismissal[];
  /** Ids of proposals, and of other coders' tags, that were turned down. */
  readonly rejected: readonly string[];
  /** Is the coder whose file this is done with the source? */
  readonly finished: boolean;
  /** What tags of coders said when they were decided on, by id. */
  readonly seen: ReadonlyMap<string, string>;
  /** In the order of the file; offsets into `text`. */
  readonly faults: readonly Fault[];
  /** Was it read, all of it, by the fast reader, without a fault? */
  readonly isQuick: boolean;
  /** The text in UTF-8, ready to be written: quicker than encoding `text` where that was just changed. */
  bytes(): Uint8Array;
  tag(id: string): Tag | undefined;
  /** The tag's own lines. */
  rangeOf(id: string): Range | undefined;
  /** The value of one of the tag's keys; undefined where the tag has no such key. */
  fieldRange(id: string, field: TagField): Range | undefined;
}

export class SidecarFile implements Sidecar {
  readonly tags: readonly Tag[];
  private byId: ReadonlyMap<string, number> | undefined;
  private allFaults: readonly Fault[] | undefined;

  constructor(
    readonly parts: Parts,
    /** Ids given in memory to tags whose own was taken: by the number of the item. */
    private readonly duplicates: ReadonlyMap<number, string>,
    items: readonly (Tag | BadItem)[],
    /** What the text was put together from; let go with the first use, since it may hold an older text in memory. */
    private pieces?: readonly string[],
  ) {
    // The usual list, in which every item is a tag, is not copied.
    this.tags = items.some((item) => item instanceof BadItem)
      ? items.filter((item): item is Tag => !(item instanceof BadItem))
      : (items as readonly Tag[]);
    this.items = items;
  }

  readonly items: readonly (Tag | BadItem)[];

  get text(): string {
    return this.parts.text;
  }

  get details(): SourceDetails {
    return this.parts.head.details;
  }

  get dismissed(): readonly Dismissal[] {
    return this.parts.head.dismissed;
  }

  get rejected(): readonly string[] {
    return this.parts.head.rejected;
  }

  get finished(): boolean {
    return this.parts.head.finished;
  }

  get seen(): ReadonlyMap<string, string> {
    return this.parts.head.seen;
  }

  get hasDuplicates(): boolean {
    return this.duplicates.size > 0;
  }

  get isQuick(): boolean {
    const { list, head } = this.parts;
    return list?.isOwn === true && list.faults.size + head.faults.length === 0 && !this.hasDuplicates;
  }

  bytes(): Uint8Array {
    const pieces = this.pieces;
    this.pieces = undefined;
    return pieces ? encodePieces(pieces) : encodeYaml(this.text);
  }

  tag(id: string): Tag | undefined {
    const index = this.indexOf(id);
    return index === undefined ? undefined : (this.items[index] as Tag);
  }

  rangeOf(id: string): Range | undefined {
    const index = this.indexOf(id);
    return index === undefined ? undefined : itemRange(this.parts, index);
  }

  fieldRange(id: string, field: TagField): Range | undefined {
    const index = this.indexOf(id);
    return index === undefined ? undefined : this.fieldRangeAt(index, field);
  }

  get faults(): readonly Fault[] {
    return (this.allFaults ??= this.findFaults());
  }

  private indexOf(id: string): number | undefined {
    if (!this.byId) {
      const byId = new Map<string, number>();
      this.items.forEach((item, i) => {
        if (!(item instanceof BadItem)) byId.set(item.id, i);
      });
      this.byId = byId;
    }
    return this.byId.get(id);
  }

  private fieldRangeAt(index: number, field: TagField): Range | undefined {
    const { from, to } = itemRange(this.parts, index);
    const own = this.parts.list && ownField(this.text.slice(from, to), field);
    if (own) return { from: from + own.from, to: from + own.to };
    return fieldRange(this.parts, index, field, OF_STANCE.has(field) ? 'stance' : undefined);
  }

  private findFaults(): Fault[] {
    const faults = [...this.parts.head.faults, ...itemFaults(this.parts)];
    for (const [index, id] of this.duplicates) {
      const range = this.fieldRangeAt(index, 'id') ?? itemRange(this.parts, index);
      faults.push({ code: 'duplicate-id', message: 'Another tag of this file has the same id', ...range, id });
    }
    return faults.sort((a, b) => a.from - b.from || a.to - b.to);
  }
}

/**
 * The sidecar of these parts. Of tags with one id all are kept; the later ones get ids made from the first's, the same ones
 * each time, which are written when such a tag is changed.
 */
export function sidecarOf(parts: Parts): SidecarFile {
  const items = parts.flow?.map(({ item }) => item) ?? parts.list?.items ?? [];
  if (!hasEqualIds(items)) return new SidecarFile(parts, NONE, items);
  const taken = new Set(items.map((item) => (item instanceof BadItem ? '' : item.id)));
  const seen = new Set<string>();
  const duplicates = new Map<number, string>();
  const unique = items.map((item, i) => {
    if (item instanceof BadItem) return item;
    if (!seen.has(item.id)) {
      seen.add(item.id);
      return item;
    }
    const id = newTagId(numbersFrom(`${item.id}#${duplicates.size}`), (one) => taken.has(one));
    taken.add(id);
    duplicates.set(i, id);
    return { ...item, id };
  });
  return new SidecarFile(withItems(parts, unique), duplicates, unique);
}

/** Have two tags the same id? A table of numbers of its own: a set of 10,000 texts costs a fifth of reading them. */
function hasEqualIds(items: readonly (Tag | BadItem)[]): boolean {
  let size = 16;
  while (size < items.length * 2) size *= 2;
  const table = new Int32Array(size);
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item === undefined || item instanceof BadItem) continue;
    let slot = hashOf(item.id) & (size - 1);
    for (; table[slot] !== 0; slot = (slot + 1) & (size - 1)) {
      if ((items[(table[slot] as number) - 1] as Tag).id === item.id) return true;
    }
    table[slot] = i + 1;
  }
  return false;
}

/** FNV-1a, mixed so that the low bits depend on all of the text. */
function hashOf(text: string): number {
  const hash = fnv1a(text);
  return hash ^ (hash >>> 15);
}

/** The parts with other items in the place of the list's, each with the faults of the one that it stands for. */
function withItems(parts: Parts, items: readonly (Tag | BadItem)[]): Parts {
  const { list, flow } = parts;
  if (flow) return { ...parts, flow: flow.map((one, i) => ({ ...one, item: items[i] ?? one.item })) };
  if (!list) return parts;
  const faults = new Map<Tag | BadItem, readonly Fault[]>();
  list.items.forEach((old, i) => {
    const found = list.faults.get(old);
    if (found) faults.set(items[i] ?? old, found);
  });
  return { ...parts, list: { ...list, items, faults } };
}

const NONE: ReadonlyMap<number, string> = new Map();

/** A sequence of numbers in [0, 1) that a text decides: its hash for the start, xorshift to go on. */
function numbersFrom(text: string): () => number {
  let state = hashOf(text) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

/** A key's value in a block in own form, where it is found by its line; undefined in any other, and where there is no such key. */
function ownField(block: string, field: TagField): Range | undefined {
  if (field === 'also' || field === 'stance' || new OwnTags().own(block, 0) !== block.length) return undefined;
  const key = field === 'id' ? '  - id: ' : `\n${OF_STANCE.has(field) ? '      ' : '    '}${field}: `;
  const at = block.indexOf(key);
  if (at < 0) return undefined;
  const from = at + key.length;
  const end = block.indexOf('\n', from);
  const to = end < 0 ? block.length : end;
  return { from, to: block.charCodeAt(to - 1) === 13 ? to - 1 : to };
}

/** A tag out of the lines of its block; undefined where they are none. */
export function tagOfLines(text: string): { item: Tag; faults: readonly Fault[] } | undefined {
  const own = new OwnTags();
  if (own.own(text, 0) === text.length && own.item) return { item: own.item, faults: [] };
  const reading = readItem(text, own);
  if (reading === UNCLEAR || !reading.ok || reading.value.item instanceof BadItem) return undefined;
  return { item: reading.value.item, faults: reading.value.faults };
}
