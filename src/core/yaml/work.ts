/**
 * A block list while it is changed: items come, go and change as texts, and the file's text is put together once at the end.
 * Untouched items stay numbers until then, so that a change costs the list's length in numbers, not in text.
 */
import type { Fault } from '../model';
import { Chunks } from './chunks';
import type { Entry } from './chunks';
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

/** An array, or something long that answers like one. */
export interface Indexed<T> {
  readonly length: number;
  at(index: number): T | undefined;
}

export class ListWork<T extends { readonly id: string }> implements Indexed<T | BadItem> {
  private readonly items: Chunks<T>;
  private readonly faults: Map<T | BadItem, readonly Fault[]>;
  /** Comments between the key's line and the first item. */
  private lead: string;
  private ids: Set<string> | undefined;
  private ordered: boolean | undefined;

  constructor(
    private readonly text: string,
    private readonly list: BlockItems<T>,
    /** Are all ids different? If not, the first item with an id is the one that it names. */
    unique = false,
    /** The order in which items are written, where they have one. */
    private readonly compare?: (a: T, b: T) => number,
  ) {
    this.items = new Chunks(list.items, unique);
    this.faults = new Map(list.faults);
    this.lead = text.slice(list.from, list.starts[0] ?? list.to);
  }

  get indent(): number {
    return this.list.indent;
  }

  get length(): number {
    return this.items.length;
  }

  at(index: number): T | BadItem | undefined {
    return this.items.at(index);
  }

  all(): (T | BadItem)[] {
    return this.items.all();
  }

  /** Number of the item with this id, or -1. Quick where items are asked for in their order, or many are. */
  find(id: string): number {
    return this.items.find(id);
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
    return this.items.idAt(index);
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
      this.items.put(0, own + this.lead.slice(skip), item);
      this.lead = this.lead.slice(0, skip);
    } else {
      const before = this.split(index - 1);
      const skip = gap !== '' && before.gap.startsWith(gap) ? gap.length : 0;
      if (before.gap.length > skip) this.items.write(index - 1, before.own + before.gap.slice(0, skip));
      this.items.put(index, own + before.gap.slice(skip), item);
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
      else this.items.write(index - 1, this.entry(index - 1) + gap);
    }
    const item = this.items.take(index);
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
    if (old !== undefined && !(old instanceof BadItem)) this.ids?.delete(old.id);
    this.items.replace(index, own + this.entry(index).slice(instead.length), item);
    if (faults.length > 0) this.faults.set(item, faults);
    this.ids?.add(item.id);
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
    const entries = this.items.entries();
    const starts = new Int32Array(entries.length);
    const pieces = [text.slice(0, list.from) + this.lead];
    let at = list.from + this.lead.length;
    for (let i = 0; i < entries.length;) {
      const first = entries[i] as Entry;
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
    const entry = this.items.entry(index);
    if (typeof entry === 'number') return this.text.slice(this.list.starts[entry], this.endOf(entry));
    return entry ?? '';
  }

  private split(index: number): { own: string; gap: string } {
    const entry = this.entry(index);
    const end = ownEnd(entry, 0, entry.length, this.list.indent);
    return { own: entry.slice(0, end), gap: entry.slice(end) };
  }
}
