/**
 * The places of all tags of an open source: intervals in blocks, sorted by start, in typed arrays. An edit moves the blocks
 * after it by one number each (`delta`) and touches single intervals in its own block and around it only; the greatest end of
 * every 16 intervals and of every block says where nothing can contain a position. Hence an edit costs O(blocks + tags around it),
 * a query O(blocks + tags found), never the text.
 */
import { Block, CAPACITY, FILL, type LivePiece, type Visit } from './block';
import type { Range } from '../../text/range';
import type { Edit } from './changes';

/** A piece and where it is. */
export interface Placed extends Range {
  readonly piece: LivePiece;
}

/** The places of pieces. All positions are offsets into the text. */
export class SpanIndex {
  private blocks: Block[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** All intervals, by start. */
  all(): Placed[] {
    const all: Placed[] = [];
    for (const block of this.blocks) block.visit(-1, Infinity, (piece, from, to) => all.push({ piece, from, to }));
    return all;
  }

  rangeOf(piece: LivePiece): Range | undefined {
    const { block } = piece;
    if (!block) return undefined;
    const slot = block.pieces.indexOf(piece);
    return { from: (block.from[slot] as number) + block.delta, to: (block.to[slot] as number) + block.delta };
  }

  /** Calls back for every interval that reaches into or touches [low, high], by start. */
  visit(low: number, high: number, visit: Visit): void {
    for (const block of this.blocks) {
      if (block.first > high) break;
      if (block.last >= low) block.visit(low, high, visit);
    }
  }

  /** Moves all intervals through the changes of one event. Returns the pieces that have no text any more; they are taken out. */
  edit(edits: readonly Edit[]): LivePiece[] {
    const gone: LivePiece[] = [];
    for (let i = edits.length - 1; i >= 0; i--) this.editOne(edits[i] as Edit, gone);
    if (gone.length > 0) this.drop(gone.length);
    return gone;
  }

  private editOne(edit: Edit, gone: LivePiece[]): void {
    const x = edit.offset;
    const y = x + edit.removed;
    const shift = edit.text.length - edit.removed;
    let emptied = false;
    for (const block of this.blocks) {
      if (block.pieces.length === 0) continue;
      if (block.first >= y) block.delta += shift;
      else if (block.last > x && block.edit(edit)) {
        block.sweep(gone);
        emptied ||= block.pieces.length === 0;
      }
    }
    if (emptied) this.blocks = this.blocks.filter((block) => block.pieces.length > 0);
  }

  /** Puts pieces at their places, wherever they were before. */
  place(places: readonly Placed[]): void {
    if (places.length > 256 && places.length * 4 > this.count) {
      const placed = new Set(places.map(({ piece }) => piece));
      this.build([...this.all().filter(({ piece }) => !placed.has(piece)), ...places]);
      return;
    }
    for (const { piece, from, to } of places) {
      this.remove(piece);
      this.insert(piece, from, to);
    }
  }

  remove(piece: LivePiece): void {
    const { block } = piece;
    if (!block) return;
    block.removeAt(block.pieces.indexOf(piece));
    if (block.pieces.length === 0) this.blocks.splice(this.blocks.indexOf(block), 1);
    this.drop(1);
  }

  private drop(count: number): void {
    this.count -= count;
    // Many small blocks would make every walk over the blocks slow.
    if (this.blocks.length > 16 && this.blocks.length * (FILL / 8) > this.count) this.build(this.all());
  }

  private insert(piece: LivePiece, from: number, to: number): void {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.blocks[middle] as Block).first <= from) low = middle + 1;
      else high = middle;
    }
    const index = Math.max(0, low - 1);
    const block = this.blocks[index];
    if (!block) this.build([{ piece, from, to }]);
    else {
      block.insert(piece, from, to);
      this.count++;
      if (block.pieces.length === CAPACITY) this.split(index, block);
    }
  }

  private split(index: number, block: Block): void {
    const halves = [new Block(), new Block()] as const;
    block.visit(-1, Infinity, (piece, from, to) =>
      halves[halves[0].pieces.length < FILL ? 0 : 1].push(piece, from, to),
    );
    for (const half of halves) half.measure(0);
    this.blocks.splice(index, 1, ...halves);
  }

  private build(places: Placed[]): void {
    places.sort((a, b) => a.from - b.from);
    this.blocks = [];
    this.count = places.length;
    for (let i = 0; i < places.length; i++) {
      if (i % FILL === 0) this.blocks.push(new Block());
      const { piece, from, to } = places[i] as Placed;
      (this.blocks[this.blocks.length - 1] as Block).push(piece, from, to);
    }
    for (const block of this.blocks) block.measure(0);
  }
}
