/** Tags, their pieces, and the blocks of the index that keep the pieces' places. */
import { INWARD, isInside, mapOver, OUTWARD } from '../../text/map-range';
import type { Edit } from './changes';

/** A tag as the live anchors know it. */
export interface LiveTag {
  readonly id: string;
  pieces: readonly LivePiece[];
  /** How many of its pieces have text at the moment. */
  alive: number;
}

/** Does a tag stand? A passage in several pieces is one passage: it stands when all of them do. */
export function stands({ alive, pieces }: LiveTag): boolean {
  return alive > 0 && alive === pieces.length;
}

/** One piece of a tag. Its place is in the index; without one, its text is gone. */
export class LivePiece {
  block: Block | undefined;
  /** The tag was removed or put elsewhere: nothing may bring this piece back. */
  dead = false;

  /** @param born the number of the last event before it was made */
  constructor(
    readonly tag: LiveTag,
    readonly born: number,
  ) {}
}

/** Called with a piece and its place. */
export type Visit = (piece: LivePiece, from: number, to: number) => void;

/** How many intervals a block can hold. */
export const CAPACITY = 1024;
/** How many intervals a new block gets. */
export const FILL = CAPACITY / 2;
const GROUP = 16;

/** Up to 1,024 intervals, sorted by start. All positions it is given and gives are offsets into the text. */
export class Block {
  readonly pieces: LivePiece[] = [];
  readonly from = new Int32Array(CAPACITY);
  readonly to = new Int32Array(CAPACITY);
  /** The greatest end of each group of 16. */
  readonly top = new Int32Array(CAPACITY / GROUP);
  /** To be added to all numbers of the block. */
  delta = 0;
  max = 0;

  /** Where its first interval starts. */
  get first(): number {
    return (this.from[0] as number) + this.delta;
  }

  /** Where its longest-reaching interval ends. */
  get last(): number {
    return this.max + this.delta;
  }

  push(piece: LivePiece, from: number, to: number): void {
    const slot = this.pieces.push(piece) - 1;
    this.from[slot] = from - this.delta;
    this.to[slot] = to - this.delta;
    piece.block = this;
  }

  insert(piece: LivePiece, from: number, to: number): void {
    const start = from - this.delta;
    let slot = this.pieces.length;
    while (slot > 0 && (this.from[slot - 1] as number) > start) slot--;
    this.from.copyWithin(slot + 1, slot, this.pieces.length);
    this.to.copyWithin(slot + 1, slot, this.pieces.length);
    this.pieces.splice(slot, 0, piece);
    this.from[slot] = start;
    this.to[slot] = to - this.delta;
    piece.block = this;
    this.measure(slot);
  }

  removeAt(slot: number): void {
    const piece = this.pieces[slot] as LivePiece;
    piece.block = undefined;
    this.from.copyWithin(slot, slot + 1, this.pieces.length);
    this.to.copyWithin(slot, slot + 1, this.pieces.length);
    this.pieces.splice(slot, 1);
    this.measure(slot);
  }

  /** Computes the greatest ends again, from a slot on. */
  measure(slot: number): void {
    const groups = Math.ceil(this.pieces.length / GROUP);
    for (let group = Math.floor(slot / GROUP); group < groups; group++) this.measureGroup(group);
    this.measureWhole();
  }

  measureGroup(group: number): void {
    const end = Math.min((group + 1) * GROUP, this.pieces.length);
    let top = this.to[group * GROUP] as number;
    for (let i = group * GROUP + 1; i < end; i++) top = Math.max(top, this.to[i] as number);
    this.top[group] = top;
  }

  measureWhole(): void {
    const groups = Math.ceil(this.pieces.length / GROUP);
    let max = this.top[0] as number;
    for (let group = 1; group < groups; group++) max = Math.max(max, this.top[group] as number);
    this.max = max;
  }

  visit(low: number, high: number, visit: Visit): void {
    const { pieces, from, to, top, delta } = this;
    const lo = low - delta;
    const hi = high - delta;
    for (let start = 0; start < pieces.length && (from[start] as number) <= hi; start += GROUP) {
      if ((top[start / GROUP] as number) < lo) continue;
      const end = Math.min(start + GROUP, pieces.length);
      for (let i = start; i < end && (from[i] as number) <= hi; i++) {
        if ((to[i] as number) >= lo)
          visit(pieces[i] as LivePiece, (from[i] as number) + delta, (to[i] as number) + delta);
      }
    }
  }

  /** Moves each interval through an edit on its own. Returns whether some lost all their text: those have start ≥ end now. */
  edit(edit: Edit): boolean {
    const { from, to, top } = this;
    const { removed, inserted } = edit;
    const offset = edit.offset - this.delta;
    const here = { ...edit, offset };
    let emptied = false;
    for (let start = 0; start < this.pieces.length; start += GROUP) {
      if ((top[start / GROUP] as number) <= offset) continue;
      const stop = Math.min(start + GROUP, this.pieces.length);
      for (let i = start; i < stop; i++) {
        const f = from[i] as number;
        const t = to[i] as number;
        const lean = isInside(here, f, t) ? OUTWARD : INWARD;
        from[i] = mapOver(f, offset, removed, inserted, lean.from);
        to[i] = mapOver(t, offset, removed, inserted, lean.to);
        emptied ||= (from[i] as number) >= (to[i] as number);
      }
      this.measureGroup(start / GROUP);
    }
    this.measureWhole();
    return emptied;
  }

  /** Takes out the intervals without text. */
  sweep(gone: LivePiece[]): void {
    const kept = this.pieces.slice();
    this.pieces.length = 0;
    kept.forEach((piece, i) => {
      const from = this.from[i] as number;
      const to = this.to[i] as number;
      if (from < to) this.push(piece, from + this.delta, to + this.delta);
      else {
        piece.block = undefined;
        gone.push(piece);
      }
    });
    this.measure(0);
  }
}
