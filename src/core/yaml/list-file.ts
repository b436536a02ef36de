/**
 * A YAML file with one long list of maps that have ids (the tags of a sidecar, the entities of a codebook) while it is being
 * changed. Items come, go and change by {@link ListWork}; where the list is in flow style, or begins or ceases to have items,
 * and for all other top-level keys, the lines of the whole section are changed.
 */
import type { Raw, Skipped } from '../changes';
import { detached } from './detached';
import type { BadItem, BlockItems } from './items';
import type { Fault } from '../model';
import { eolOf } from './outline';
import type { Eol, Section } from './outline';
import { changeItem, emptied, insertItem, removeItem, sectionText, withSection } from './section-edit';
import { ListWork, type Indexed } from './work';
import type { Built, Spot } from './work';

/** What was read of such a file. */
export interface ListState<T> {
  readonly text: string;
  readonly sections: readonly Section[];
  /** The list in block style; undefined where it is empty, missing or in flow style. */
  readonly list?: BlockItems<T> | undefined;
}

/** A file with the parts that it was read in. */
interface Parted<T> {
  readonly text: string;
  readonly parts: Pick<ListState<T>, 'sections' | 'list'>;
}

/** The state of such a file. */
export class InParts<T, F extends Parted<T>> implements ListState<T> {
  constructor(readonly file: F) {}

  get text(): string {
    return this.file.text;
  }

  get sections(): readonly Section[] {
    return this.file.parts.sections;
  }

  get list(): BlockItems<T> | undefined {
    return this.file.parts.list;
  }
}

/** The sections of a text after a change of its list, by where each of their places has moved to. */
export function movedSections(sections: readonly Section[], moved: (at: number) => number): Section[] {
  return sections.map((one) => ({
    ...one,
    from: moved(one.from),
    valueFrom: moved(one.valueFrom),
    to: moved(one.to),
  }));
}

/** How one kind of file reads and writes its items. */
export interface ListFormat<T extends { readonly id: string }, S extends ListState<T>> {
  /** The list's top-level key, and all top-level keys in their order. */
  readonly key: string;
  readonly order: readonly string[];
  /** Are all ids different in memory? If not, the first item with an id is the one that it names. */
  readonly unique: boolean;
  /** Reads a text; `known` is its list where that has been read. Undefined where the text would be refused. */
  read(text: string, known?: BlockItems<T>): S | undefined;
  /** The state with another list, all else being the same but moved. */
  withList(state: S, built: Built<T>, moved: (at: number) => number): S;
  items(state: S): readonly (T | BadItem)[];
  lines(item: T, indent: number, eol: Eol): string;
  flow(item: T): string;
  readLines(text: string): { readonly item: T; readonly faults: readonly Fault[] } | undefined;
  /** The lines of an item that said `old`, saying `now`; undefined where that could not be done. */
  editLines(own: string, old: T, now: T, indent: number, eol: Eol): string | undefined;
  editFlow(own: string, old: T, now: T, eol: Eol): string | undefined;
  /** Number of the item before which a new one goes. */
  place(items: Indexed<T | BadItem>, item: T): number;
  /** The order in which items are written, where they have one. */
  readonly compare?: (a: T, b: T) => number;
}

export type Reason = Skipped['why'];

/** A change was made; `raw` is for the change that takes it back. */
export interface Done {
  readonly raw?: Raw;
}

export class ListFile<T extends { readonly id: string }, S extends ListState<T>> {
  readonly eol: Eol;
  private state: S;
  private work: ListWork<T> | undefined;
  /** A file that does not end in a line end gets one while it is changed. */
  private readonly open: boolean;
  /** Two items have one id now: who is meant by it is read again. */
  private doubled = false;

  constructor(
    private readonly format: ListFormat<T, S>,
    private readonly begun: S,
    /** How many changes are to come. */
    private readonly count: number,
    eol: Eol,
  ) {
    this.eol = eolOf(begun.text) ?? eol;
    this.open = !begun.text.endsWith('\n');
    this.state = this.open ? (format.read(begun.text + this.eol) ?? begun) : begun;
  }

  /** The state with everything put in so far. */
  current(): S {
    if (!this.work) return this.state;
    const built = this.work.build();
    const { list } = built;
    const end = this.state.list?.to ?? 0;
    this.work = undefined;
    const again = this.doubled ? this.format.read(built.text) : undefined;
    this.state = again ?? this.format.withList(this.state, built, (at) => (at >= end ? at + list.to - end : at));
    return this.state;
  }

  finish(): S {
    const state = this.current();
    if (!this.open) return state;
    if (state.text === this.begun.text + this.eol) return this.begun;
    return this.format.read(state.text.slice(0, -this.eol.length)) ?? state;
  }

  /** The block list being changed; undefined where there is none. */
  list(): ListWork<T> | undefined {
    if (!this.work && this.state.list) {
      this.work = new ListWork(this.state.text, this.state.list, this.format.unique, this.format.compare);
    }
    return this.work;
  }

  find(id: string): T | undefined {
    const list = this.list();
    if (list) return list.at(list.find(id)) as T | undefined;
    return this.format.items(this.state).find((item): item is T => 'id' in item && item.id === id);
  }

  /** `twice`: also beside another item of that id. */
  add(item: T, raw: Raw | undefined, twice = false): Done | Reason {
    const list = this.list();
    if (!list) return this.addToSection(item, raw);
    if (twice) this.doubled = true;
    else if (list.has(item.id, this.count > 8)) return 'id-taken';
    // The ids of neighbours say little where ids are doubled.
    const number = twice && raw?.index !== undefined ? Math.min(raw.index, list.all().length) : undefined;
    const index = number ?? (raw ? list.placeOf(raw) : -1);
    const written = raw && index >= 0 ? this.format.readLines(raw.text) : undefined;
    if (raw && written?.item.id === item.id) list.insert(index, raw.text, written.item, written.faults, raw.gap);
    else list.insert(this.placeIn(list, item), this.format.lines(item, list.indent, this.eol), item);
    return {};
  }

  private placeIn(list: ListWork<T>, item: T): number {
    return (this.count > 8 ? list.position(item) : undefined) ?? this.format.place(list, item);
  }

  private addToSection(item: T, raw: Raw | undefined): Done | Reason {
    const { key } = this.format;
    if (this.find(item.id)) return 'id-taken';
    const restored = this.restore(key, raw);
    if (restored) return { raw: restored };
    const index = this.format.place(this.format.items(this.state), item);
    const texts = {
      block: (indent: number) => this.format.lines(item, indent, this.eol),
      flow: this.format.flow(item),
    };
    const done = this.changeSection(key, undefined, (lines) => insertItem(lines, key, index, texts, this.eol));
    return typeof done === 'string' || this.find(item.id) ? done : 'changed-meanwhile';
  }

  /** Takes an item away; `item` is the one that the id names. */
  remove(item: T, raw: Raw | undefined): Done | Reason {
    const list = this.list();
    if (!list || list.length === 1) return this.removeFromSection(item, raw);
    const index = list.find(item.id);
    const own = list.own(index);
    const spot = list.spot(index);
    list.remove(index);
    return { raw: rawOf(own, spot) };
  }

  private removeFromSection(item: T, raw: Raw | undefined): Done | Reason {
    const { key } = this.format;
    const restored = this.restore(key, raw);
    if (restored) return { raw: restored };
    const { list, sections } = this.current();
    return this.changeSection(key, undefined, (lines) => {
      if (!list) return removeItem(lines, this.format.items(this.state).indexOf(item), this.eol);
      const from = sections.find((one) => one.key === key)?.from ?? 0;
      const at = (offset: number) => Math.min(offset - from, lines.length);
      return emptied(lines, { ...list, from: at(list.from), to: lines.length, starts: list.starts.map(at) }, this.eol);
    });
  }

  /** Puts `now` in the place of the item `old`. */
  set(old: T, now: T, raw: Raw | undefined): Done | Reason {
    const { format } = this;
    const list = this.list();
    if (!list) {
      const restored = this.restore(format.key, raw);
      if (restored) return { raw: restored };
      const index = format.items(this.state).indexOf(old);
      return this.changeSection(format.key, undefined, (lines) =>
        changeItem(lines, index, (own) => format.editFlow(own, old, now, this.eol)),
      );
    }
    const index = list.find(old.id);
    const own = list.own(index);
    if (raw?.instead !== undefined && list.stands(index, raw.instead)) {
      return this.setBack(list, index, raw.instead, raw);
    }
    const made = format.editLines(own, old, now, list.indent, this.eol);
    if (made === undefined) return 'changed-meanwhile';
    list.replace(index, made, now, list.faultsOf(old).length > 0 ? format.readLines(made)?.faults : []);
    return { raw: { text: detached(own), instead: detached(made) } };
  }

  private setBack(list: ListWork<T>, index: number, own: string, raw: Raw): Done | Reason {
    const written = this.format.readLines(raw.text);
    if (!written) return 'changed-meanwhile';
    const spot = list.spot(index);
    list.replace(index, raw.text, written.item, written.faults, own);
    if (raw.index === undefined || raw.index === index) return { raw: { text: own, instead: raw.text } };
    list.remove(index);
    const to = list.placeOf(raw);
    const there = to < 0 ? this.placeIn(list, written.item) : to;
    list.insert(there, raw.text, written.item, written.faults, raw.gap);
    return { raw: { ...rawOf(own, spot), instead: raw.text } };
  }

  /** Changes the lines of a section by `make`, or puts back those that an inverse carries. */
  changeSection(key: string, raw: Raw | undefined, make: (lines: string) => string | undefined): Done | Reason {
    const lines = this.sectionLines(key);
    const made = make(lines);
    const restored = this.restore(key, raw);
    if (restored) return { raw: restored };
    if (made === undefined || !this.replaceSection(key, made)) return 'changed-meanwhile';
    return { raw: { text: detached(lines), instead: detached(made) } };
  }

  private sectionLines(key: string): string {
    const { text, sections } = this.current();
    return sectionText(text, sections, key);
  }

  /** Puts back the lines that an inverse carries, where what they take the place of stands there to the letter. */
  private restore(key: string, raw: Raw | undefined): Raw | undefined {
    if (raw?.instead === undefined) return undefined;
    const { text, sections } = this.current();
    const lines = this.sectionLines(key);
    const from = sections.find((one) => one.key === key)?.from ?? 0;
    // Comments after an emptied list no longer count as the section's own, but belong to what is put back.
    const extent = Math.max(raw.instead.length, lines.length);
    const found = lines === '' ? '' : text.slice(from, from + extent);
    if (found !== raw.instead) return undefined;
    return this.replaceSection(key, raw.text, raw.instead.length)
      ? { text: raw.instead, instead: raw.text }
      : undefined;
  }

  /** Puts other lines in the place of a section's own, or of `length` units. False: the file would not read, nothing changed. */
  private replaceSection(key: string, lines: string, length?: number): boolean {
    const { text, sections, list } = this.current();
    const made = withSection(text, sections, key, lines, this.format.order, length);
    const shift = made.text.length - text.length;
    // Where a section right after the list goes, comments that followed it follow the list now.
    const other = list && key !== this.format.key && !(lines === '' && made.at === list.to);
    const known = other ? (made.at >= list.to ? list : moved(list, shift)) : undefined;
    const state = this.format.read(made.text, known);
    if (state) this.state = state;
    return state !== undefined;
  }
}

function moved<T>(list: BlockItems<T>, shift: number): BlockItems<T> {
  return { ...list, from: list.from + shift, to: list.to + shift, starts: list.starts.map((start) => start + shift) };
}

/** What an inverse carries to put an item back where it stood. */
export function rawOf(own: string, spot: Spot): Raw {
  return { ...spot, text: detached(own), gap: detached(spot.gap) };
}
