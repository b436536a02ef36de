/** A long list of items, each with its lines, of which single ones are put in, taken out and found by id. */
import { BadItem } from './items';

/** Items that follow one another. */
interface Chunk<T> {
  readonly entries: Entry[];
  readonly items: (T | BadItem)[];
}

/** A number is the item of that number in the text begun with; a text is all lines of an item, with those after it. */
export type Entry = number | string;

/** How many items a chunk has: large enough that few are walked over, small enough that one is cheap to shift. */
const CHUNK = 512;
/** So often an id is looked for one by one before a table of all of them is worth its making. */
const FEW = 4;

/** Kept in chunks, so that no change costs more than the root of the list's length (50,000 took 5 s in one array). */
export class Chunks<T extends { readonly id: string }> {
  private readonly chunks: Chunk<T>[] = [];
  length: number;
  /** The chunk that was used last, and the number of its first item. */
  private cursor = { chunk: 0, first: 0 };
  private homes: Map<string, Chunk<T>> | undefined;
  private searches = 0;
  private hint = 0;

  /** `unique`: are all ids different? If not, the first item with an id is the one that it names. */
  constructor(
    items: readonly (T | BadItem)[],
    private readonly unique: boolean,
  ) {
    this.length = items.length;
    for (let at = 0; at < this.length; at += CHUNK) {
      const some = items.slice(at, at + CHUNK);
      this.chunks.push({ entries: Array.from(some, (_, i) => at + i), items: some });
    }
  }

  at(index: number): T | BadItem | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const { chunk, offset } = this.locate(index);
    return chunk.items[offset];
  }

  idAt(index: number): string | undefined {
    const item = this.at(index);
    return item === undefined || item instanceof BadItem ? undefined : item.id;
  }

  all(): (T | BadItem)[] {
    return ([] as (T | BadItem)[]).concat(...this.chunks.map(({ items }) => items));
  }

  entries(): Entry[] {
    return ([] as Entry[]).concat(...this.chunks.map(({ entries }) => entries));
  }

  entry(index: number): Entry | undefined {
    const { chunk, offset } = this.locate(index);
    return chunk.entries[offset];
  }

  write(index: number, entry: Entry): void {
    const { chunk, offset } = this.locate(index);
    chunk.entries[offset] = entry;
  }

  put(index: number, entry: Entry, item: T): void {
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

  take(index: number): T | BadItem | undefined {
    const { chunk, offset } = this.locate(index);
    chunk.entries.splice(offset, 1);
    const [item] = chunk.items.splice(offset, 1);
    this.length--;
    if (item && !(item instanceof BadItem)) this.homes?.delete(item.id);
    return item;
  }

  /** Puts another item and other lines in the place of one. */
  replace(index: number, entry: Entry, item: T): void {
    const { chunk, offset } = this.locate(index);
    const old = chunk.items[offset];
    if (old && !(old instanceof BadItem)) this.homes?.delete(old.id);
    chunk.entries[offset] = entry;
    chunk.items[offset] = item;
    this.homes?.set(item.id, chunk);
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
}
