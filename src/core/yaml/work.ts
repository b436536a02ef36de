/**
 * A block list while it is changed: items come, go and change as texts, and the file's text is put together once at the end.
 * Untouched items stay numbers until then, so that a change costs the list's length in numbers, not in text.
 */
import type { Fault } from '../model';
import { BadItem } from './items';
import type { BlockItems } from './items';
import { ownEnd } from './outline';

/** Where an item stands or stood among its neighbours. */
export interface Spot {
  readonly index: number;
  readonly previous?: string;
  readonly next?: string;
  /** Blank lines and comments between the item before and this one. */
  readonly gap: string;
}

/** A text with its list, and the pieces that it was put together from. */
export interface Built<T> {
  readonly text: string;
  readonly pieces: readonly string[];
  readonly list: BlockItems<T>;
}

/** Items that follow one another. */
interface Chunk<T> {
  /** A number is the item of that number in the text begun with; a text is all lines of an item, with those after it. */
  readonly entries: (number | string)[];
  readonly items: (T | BadItem)[];
}

/** How many items a chunk has: large enough that few are walked over, small enough that one is cheap to shift. */
const CHUNK = 512;
/** So often an id is looked for one by one before a table of all of them is worth its making. */
const FEW = 4;

/** An array, or something long that answers like one. */
export interface Indexed<T> {
  readonly length: number;
  at(index: number): T | undefined;
}

/** Items are kept in chunks, so that no change costs more than the root of the list's length (50,000 took 5 s in one array). */
export class ListWork<T extends { readonly id: string }> implements Indexed<T | BadItem> {
  private readonly chunks: Chunk<T>[] = [];
  length: number;
  /** The chunk that was used last, and the number of its first item. */
  private cursor = { chunk: 0, first: 0 };
  private homes: Map<string, Chunk<T>> | undefined;
  private searches = 0;
  private readonly faults: Map<T | BadItem, readonly Fault[]>;
  /** Comments between the key's line and the first item. */
  private lead: string;
  private ids: Set<string> | undefined;
  private hint = 0;
  private ordered: boolean | undefined;

  constructor(
    private readonly text: string,
    private readonly list: BlockItems<T>,
    /** Are all ids different? If not, the first item with an id is the one that it names. */
    private readonly unique = false,
    /** The order in which items are written, where they have one. */
    private readonly compare?: (a: T, b: T) => number,
  ) {
    this.length = list.items.length;
    for (let at = 0; at < this.length; at += CHUNK) {
      const items = list.items.slice(at, at + CHUNK);
      this.chunks.push({ entries: Array.from(items, (_, i) => at + i), items });
    }
    this.faults = new Map(list.faults);
    this.lead = text.slice(list.from, list.starts[0] ?? list.to);
  }

  get indent(): number {
    return this.list.indent;
  }

  at(index: number): T | BadItem | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const { chunk, offset } = this.locate(index);
    return chunk.items[offset];
  }

  all(): (T | BadItem)[] {
    return ([] as (T | BadItem)[]).concat(...this.chunks.map(({ items }) => items));
  }

  /** The chunk of an item; of the number after the last one: the end of the last chunk. */
  private locate(index: number): { chunk: Chunk<T>; offset: number } {
    const { chunks, cursor } = this;
    if (chunks.length === 0) chunks.push({ entries: [], items: [] });
    while (index < cursor.first) cursor.first -= (chunks[--cursor.chunk] as Chunk<T>).items.length;
    for (;;) {
      const chunk = chunks[cursor.chunk] as Chunk<T>;
      const offset = index - cursor.first;
      if (offset < chunk.items.length || cursor.chunk === chunks.length - 1) return { chunk, offset };
      cursor.first += chunk.items.length;
      cursor.chunk++;
    }
  }

  private put(index: number, entry: string, item: T): void {
    const { chunk, offset } = this.locate(index);
    chunk.entries.splice(offset, 0, entry);
    chunk.items.splice(offset, 0, item);
    this.length++;
    this.homes?.set(item.id, chunk);
    if (chunk.items.length < 2 * CHUNK) return;
    const rest: Chunk<T> = { entries: chunk.entries.splice(CHUNK), items: chunk.items.splice(CHUNK) };
    this.chunks.splice(this.cursor.chunk + 1, 0, rest);
    if (this.homes) for (const one of rest.items) if (!(one instanceof BadItem)) this.homes.set(one.id, rest);
  }

  private take(index: number): T | BadItem | undefined {
    const { chunk, offset } = this.locate(index);
    chunk.entries.splice(offset, 1);
    const [item] = chunk.items.splice(offset, 1);
    this.length--;
    if (item && !(item instanceof BadItem)) this.homes?.delete(item.id);
    return item;
  }

  /** Number of the item with this id, or -1. Quick where items are asked for in their order, or many are. */
  find(id: string): number {
    for (let at = this.hint; this.unique && at < this.hint + 2; at++) {
      if (this.idAt(at) === id) return (this.hint = at);
    }
    if (this.unique && this.searches++ >= FEW) return this.findHome(id);
    for (let i = 0; i < this.length; i++) if (this.idAt(i) === id) return (this.hint = i);
    return -1;
  }

  private findHome(id: string): number {
    if (!this.homes) {
      this.homes = new Map();
      for (const chunk of this.chunks)
        for (const item of chunk.items) if (!(item instanceof BadItem)) this.homes.set(item.id, chunk);
    }
    const home = this.homes.get(id);
    if (!home) return -1;
    let first = 0;
    for (const chunk of this.chunks) {
      if (chunk === home) break;
      first += chunk.items.length;
    }
    return (this.hint = first + home.items.findIndex((item) => !(item instanceof BadItem) && item.id === id));
  }

  /** Where an item belongs in a list that is in order, after its equals; undefined where the list has no order. */
  position(item: T): number | undefined {
    const { compare } = this;
    if (!compare || !(this.ordered ??= this.isOrdered())) return undefined;
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.at(middle) as T, item) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private isOrdered(): boolean {
    const items = this.all();
    return items.every((item, i) => !(item instanceof BadItem) && this.follows(items[i - 1], item));
  }

  private follows(before: T | BadItem | undefined, item: T | BadItem | undefined): boolean {
    if (!before || !item) return true;
    return !(before instanceof BadItem || item instanceof BadItem) && (this.compare?.(before, item) ?? 0) <= 0;
  }

  /** An item is new at its place: are the items still in order? */
  private check(index: number): void {
    const item = this.at(index);
    this.ordered &&= this.follows(this.at(index - 1), item) && this.follows(item, this.at(index + 1));
  }

  /** Is the id taken? `many` says that the question will come again, so that a set of all is worth its making. */
  has(id: string, many: boolean): boolean {
    if (!many && !this.ids) return this.find(id) >= 0;
    if (!this.ids) {
      this.ids = new Set();
      for (const item of this.all()) if (!(item instanceof BadItem)) this.ids.add(item.id);
    }
    return this.ids.has(id);
  }

  idAt(index: number): string | undefined {
    const item = this.at(index);
    return item === undefined || item instanceof BadItem ? undefined : item.id;
  }

  faultsOf(item: T): readonly Fault[] {
    return this.faults.get(item) ?? [];
  }

  /** The lines of an item that are its own. */
  own(index: number): string {
    return this.split(index).own;
  }

  spot(index: number): Spot {
    const previous = this.idAt(index - 1);
    const next = this.idAt(index + 1);
    const gap = index > 0 ? this.split(index - 1).gap : this.lead;
    return { index, gap, ...(previous !== undefined && { previous }), ...(next !== undefined && { next }) };
  }

  /** Puts an item in before number `index`: right after the own lines of the item before, so that what follows them stays. */
  insert(index: number, own: string, item: T, faults: readonly Fault[] = [], gap = ''): void {
    if (index === 0) {
      let skip = gap !== '' && this.lead.startsWith(gap) ? gap.length : 0;
      // A comment that is indented more than the list belongs to the item before it: after this one it would go with it.
      const lines = own + this.lead.slice(skip);
      if (ownEnd(lines, 0, lines.length, this.indent) > own.length) skip = this.lead.length;
      this.put(0, own + this.lead.slice(skip), item);
      this.lead = this.lead.slice(0, skip);
    } else {
      const before = this.split(index - 1);
      const skip = gap !== '' && before.gap.startsWith(gap) ? gap.length : 0;
      if (before.gap.length > skip) this.write(index - 1, before.own + before.gap.slice(0, skip));
      this.put(index, own + before.gap.slice(skip), item);
    }
    if (faults.length > 0) this.faults.set(item, faults);
    this.ids?.add(item.id);
    this.check(index);
  }

  /** Takes an item out; what stood between it and the next stays. */
  remove(index: number): void {
    const { gap } = this.split(index);
    if (gap !== '') {
      if (index === 0) this.lead += gap;
      else this.write(index - 1, this.entry(index - 1) + gap);
    }
    const item = this.take(index);
    if (item === undefined) return;
    this.faults.delete(item);
    if (!(item instanceof BadItem)) this.ids?.delete(item.id);
  }

  /** Do these lines stand at the item's start, and after them nothing of its own? They may end in blank lines that follow it. */
  stands(index: number, lines: string): boolean {
    return lines.length >= this.own(index).length && this.entry(index).startsWith(lines);
  }

  /** Puts other lines in the place of an item's own, or of those that {@link stands} has found there. */
  replace(index: number, own: string, item: T, faults: readonly Fault[] = [], instead = this.own(index)): void {
    const old = this.at(index);
    if (old !== undefined) this.faults.delete(old);
    if (old !== undefined && !(old instanceof BadItem)) {
      this.ids?.delete(old.id);
      this.homes?.delete(old.id);
    }
    const rest = this.entry(index).slice(instead.length);
    const { chunk, offset } = this.locate(index);
    chunk.entries[offset] = own + rest;
    chunk.items[offset] = item;
    if (faults.length > 0) this.faults.set(item, faults);
    this.ids?.add(item.id);
    this.homes?.set(item.id, chunk);
    this.check(index);
  }

  /** Finds a spot again: by its number where the neighbours are the same, otherwise by one of them; -1 where there is none. */
  placeOf(spot: Partial<Spot>): number {
    const { index, previous, next } = spot;
    if (index !== undefined && index <= this.length && this.idAt(index - 1) === previous && this.idAt(index) === next)
      return index;
    if (previous !== undefined) {
      const at = this.find(previous);
      if (at >= 0) return at + 1;
    }
    return next === undefined ? -1 : this.find(next);
  }

  /** The whole text and the list in it as they are now. */
  build(): Built<T> {
    const { text, list } = this;
    const entries = ([] as (number | string)[]).concat(...this.chunks.map((chunk) => chunk.entries));
    const starts = new Int32Array(entries.length);
    const pieces = [text.slice(0, list.from) + this.lead];
    let at = list.from + this.lead.length;
    for (let i = 0; i < entries.length;) {
      const first = entries[i] as number | string;
      if (typeof first === 'string') {
        starts[i++] = at;
        pieces.push(first);
        at += first.length;
        continue;
      }
      // A run of items that still follow one another is one piece of the old text.
      const from = list.starts[first] as number;
      const shift = at - from;
      let last = first;
      starts[i++] = at;
      while (i < entries.length && entries[i] === last + 1) {
        last++;
        starts[i++] = (list.starts[last] as number) + shift;
      }
      const to = this.endOf(last);
      pieces.push(text.slice(from, to));
      at = to + shift;
    }
    const built: BlockItems<T> = {
      indent: list.indent,
      from: list.from,
      to: at,
      starts,
      items: this.all(),
      faults: this.faults,
    };
    pieces.push(text.slice(list.to));
    // Joined by concatenation: that copies nothing until somebody looks into the text.
    return { text: pieces.reduce((made, piece) => made + piece), pieces, list: built };
  }

  private endOf(number: number): number {
    return this.list.starts[number + 1] ?? this.list.to;
  }

  private entry(index: number): string {
    const { chunk, offset } = this.locate(index);
    const entry = chunk.entries[offset];
    if (typeof entry === 'number') return this.text.slice(this.list.starts[entry], this.endOf(entry));
    return entry ?? '';
  }

  private write(index: number, entry: string): void {
    const { chunk, offset } = this.locate(index);
    chunk.entries[offset] = entry;
  }

  private split(index: number): { own: string; gap: string } {
    const entry = this.entry(index);
    const end = ownEnd(entry, 0, entry.length, this.list.indent);
    return { own: entry.slice(0, end), gap: entry.slice(end) };
  }
}
