/** The long list of a file, item by item. */
import { BadItem } from '../yaml/items';
import type { MergedItem } from './items';
import { mergeComments, pick } from './three-way';
import type { Conflict, ConflictKind, Taken } from './types';
import { reindented, tellApart } from './units';
import type { ListReader, ListText, Unit } from './units';

export interface ItemMerge<T extends { readonly id: string }> extends ListReader<T> {
  /** The lines of an item that said `old`, saying `now`; undefined where that could not be done. */
  editLines(own: string, old: T, now: T, indent: number, eol: string): string | undefined;
  mergeItem(base: T | undefined, ours: T, theirs: T, prefer: 'ours' | 'theirs'): MergedItem<T>;
  /** Did a person change the item? */
  isChanged(base: T, now: T): boolean;
  /** The order in which items are written. */
  compare(a: T, b: T): number;
}

/** One item of the outcome: its lines, or those of both sides. */
export interface Outcome<T> {
  readonly unit: Unit<T>;
  readonly conflict?: Conflict<T> | undefined;
  lead: string;
}

type Three<T> = readonly [base: Unit<T> | undefined, ours: Unit<T> | undefined, theirs: Unit<T> | undefined];

export class ListMerge<T extends { readonly id: string }> {
  readonly taken: Taken[] = [];
  readonly conflicts: Conflict<T>[] = [];
  private readonly sides: readonly ReadonlyMap<string, Unit<T>>[];

  constructor(
    private readonly format: ItemMerge<T>,
    private readonly base: ListText<T>,
    private readonly ours: ListText<T>,
    private readonly theirs: ListText<T>,
    private readonly prefer: 'ours' | 'theirs',
    private readonly eol: string,
  ) {
    const lists = [base.units, ours.units, theirs.units];
    tellApart(lists);
    this.sides = lists.map((units) => new Map(units.map((unit) => [unit.key, unit])));
  }

  run(): { readonly outcome: readonly Outcome<T>[]; readonly tail: string } {
    const made = new Map<string, Outcome<T>>();
    for (const key of new Set([...this.ours.units, ...this.theirs.units].map((unit) => unit.key))) {
      const three = this.sides.map((side) => side.get(key)) as unknown as Three<T>;
      const unit = this.decide(three);
      if (unit) made.set(key, { ...unit, lead: this.lead(three) });
    }
    const tail = this.carry(made, mergeComments(this.base.tail, this.ours.tail, this.theirs.tail));
    return { outcome: this.inOrder(made), tail };
  }

  private decide(three: Three<T>): Omit<Outcome<T>, 'lead'> | undefined {
    const [base, ours, theirs] = three;
    if (ours && theirs) {
      const side = pick(base?.block, ours.block, theirs.block);
      if (side === 'ours') return { unit: ours };
      if (side === 'theirs') {
        this.took('changed', theirs, []);
        return { unit: this.adapted(theirs) };
      }
      return this.both(three, ours, theirs);
    }
    const left = (ours ?? theirs) as Unit<T>;
    if (!base) {
      if (theirs) this.took('added', theirs, []);
      return { unit: ours ?? this.adapted(left) };
    }
    if (!this.isChanged(base, left)) {
      if (ours) this.took('removed', ours, []);
      return undefined;
    }
    return { unit: ours ?? this.adapted(left), conflict: this.disagree('deleted', three, []) };
  }

  /** Both sides have the item, and its lines differ. */
  private both(three: Three<T>, ours: Unit<T>, theirs: Unit<T>): Omit<Outcome<T>, 'lead'> {
    const [mine, other, base] = [ours.item, theirs.item, three[0]?.item];
    const kind: ConflictKind = base ? 'changed' : 'same-id';
    if (mine instanceof BadItem || other instanceof BadItem) {
      return { unit: ours, conflict: this.disagree(kind, three, []) };
    }
    const merged = this.format.mergeItem(base instanceof BadItem ? undefined : base, mine, other, this.prefer);
    const { indent } = this.ours;
    const same = this.format.lines(merged.item, indent, this.eol) === this.format.lines(mine, indent, this.eol);
    const block = same ? ours.block : this.format.editLines(ours.block, mine, merged.item, indent, this.eol);
    if (block === undefined) return { unit: ours, conflict: this.disagree(kind, three, merged.conflicts) };
    const unit = { ...ours, item: merged.item, block };
    if (merged.taken.length > 0) this.took('changed', theirs, merged.taken);
    return merged.conflicts.length === 0 ? { unit } : { unit, conflict: this.disagree(kind, three, merged.conflicts) };
  }

  private isChanged(base: Unit<T>, now: Unit<T>): boolean {
    if (base.block === now.block) return false;
    if (base.item instanceof BadItem || now.item instanceof BadItem) return true;
    return this.format.isChanged(base.item, now.item);
  }

  /** Theirs, with our indent. */
  private adapted(unit: Unit<T>): Unit<T> {
    const { indent } = this.ours;
    if (this.theirs.indent === indent) return unit;
    const block = reindented(unit.block, this.theirs.indent, indent);
    if (unit.item instanceof BadItem) return { ...unit, block: block ?? unit.block };
    const wanted = this.format.lines(unit.item, indent, this.eol);
    const read = block === undefined ? undefined : this.format.readLines(block);
    const reads = read && this.format.lines(read.item, indent, this.eol) === wanted;
    return { ...unit, block: block !== undefined && reads ? block : wanted };
  }

  private took(how: Taken['how'], { item, key }: Unit<T>, fields: readonly string[]): void {
    this.taken.push({ how, what: 'item', id: item instanceof BadItem ? '' : item.id || key, fields });
  }

  private disagree(kind: ConflictKind, three: Three<T>, fields: readonly string[]): Conflict<T> {
    const [base, ours, theirs] = three;
    const said = (unit: Unit<T> | undefined) => (unit && !(unit.item instanceof BadItem) ? unit.item : undefined);
    const id = (said(ours) ?? said(theirs) ?? said(base))?.id ?? '';
    const conflict: Conflict<T> = {
      kind,
      id,
      what: 'item',
      fields,
      text: { base: base?.block, ours: ours?.block, theirs: theirs && this.adapted(theirs).block },
      item: { base: said(base), ours: said(ours), theirs: said(theirs) },
    };
    this.conflicts.push(conflict);
    return conflict;
  }

  private lead([base, ours, theirs]: Three<T>): string {
    const was = base?.lead ?? '';
    return mergeComments(was, ours?.lead ?? was, theirs?.lead ?? was);
  }

  /** Comments that lead to an item that goes stay with the next one, where one side wrote them since the base. */
  private carry(made: ReadonlyMap<string, Outcome<T>>, tail: string): string {
    let end = tail;
    for (const side of [this.ours, this.theirs]) {
      let waiting = '';
      for (const { key, lead } of side.units) {
        const outcome = made.get(key);
        if (outcome && waiting !== '') {
          outcome.lead = waiting + outcome.lead;
          waiting = '';
        } else if (!outcome && lead !== (this.sides[0]?.get(key)?.lead ?? '')) waiting += lead;
      }
      end = waiting + end;
    }
    return end;
  }

  /** Ours in their order, theirs where they belong: by the order of the list where ours keeps to it, else after the one before. */
  private inOrder(made: ReadonlyMap<string, Outcome<T>>): Outcome<T>[] {
    const after = new Map<string, Outcome<T>[]>();
    let previous = '';
    for (const { key } of this.theirs.units) {
      const outcome = made.get(key);
      if (!outcome) continue;
      if (!this.sides[1]?.has(key)) {
        const list = after.get(previous);
        if (list) list.push(outcome);
        else after.set(previous, [outcome]);
      } else previous = key;
    }
    const order = [...(after.get('') ?? [])];
    for (const { key } of this.ours.units) {
      const outcome = made.get(key);
      if (outcome) order.push(outcome);
      order.push(...(after.get(key) ?? []));
    }
    return this.isSorted(this.ours.units) && this.isSorted(this.theirs.units) ? this.sorted(order) : order;
  }

  private isSorted(units: readonly Unit<T>[]): boolean {
    let last: T | undefined;
    for (const { item } of units) {
      if (item instanceof BadItem) continue;
      if (last && this.format.compare(last, item) > 0) return false;
      last = item;
    }
    return true;
  }

  /** In the list's order; an item that cannot be read stays after the one that it stands after. */
  private sorted(order: readonly Outcome<T>[]): Outcome<T>[] {
    const runs: { readonly first: T | undefined; readonly all: Outcome<T>[] }[] = [];
    for (const outcome of order) {
      const { item } = outcome.unit;
      const last = runs[runs.length - 1];
      if (item instanceof BadItem && last) last.all.push(outcome);
      else runs.push({ first: item instanceof BadItem ? undefined : item, all: [outcome] });
    }
    const before = ({ first: a }: (typeof runs)[number], { first: b }: (typeof runs)[number]): number =>
      a && b ? this.format.compare(a, b) : Number(a !== undefined) - Number(b !== undefined);
    return runs.sort(before).flatMap(({ all }) => all);
  }
}
