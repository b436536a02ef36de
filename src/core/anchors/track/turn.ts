/** What happens to tags and pieces in one event: kept while it is worked on, summed up at its end. */
import { stands, type LivePiece, type LiveTag } from './block';
import type { Range } from '../../text/range';
import { isInside } from '../../text/map-range';
import type { Edit } from './changes';
import type { Placed, SpanIndex } from './span-index';
import type { Draft } from './holes';
import type { Mark } from './fill';

/** What an event did to the tags, by id. */
export interface Effect {
  /** The text of one of their pieces is gone: they wait, with all of their pieces. */
  readonly vanished: readonly string[];
  /** The text of all their pieces is there again. */
  readonly returned: readonly string[];
  /** Text inside them changed. */
  readonly touched: readonly string[];
}

/** The effect of an event that changed nothing. */
export const NO_EFFECT: Effect = { vanished: [], returned: [], touched: [] };

/** One event, for the tags. */
export class Turn {
  /** Places before the event of the pieces that its changes alone would not bring back. */
  readonly saved = new Map<LivePiece, Range | undefined>();
  private readonly touched = new Set<LiveTag>();
  private readonly stood = new Map<LiveTag, boolean>();

  constructor(private readonly index: SpanIndex) {}

  /** Looks at what changes will meet, before they are made. Returns the holes that they will leave. */
  survey(edits: readonly Edit[], text: { slice(from: number, to: number): string }): Draft[] {
    const drafts: Draft[] = [];
    for (const edit of edits) {
      const low = edit.offset;
      const high = low + edit.removed;
      const marks: Mark[] = [];
      this.index.visit(low, high, (piece, from, to) => {
        if (from < high && to > low) this.touched.add(piece.tag);
        const startInside = from >= low && from <= high;
        const endInside = to >= low && to <= high;
        if (!startInside && !endInside) return;
        if (!this.saved.has(piece)) this.saved.set(piece, { from, to });
        // A correction at a tag's border takes nothing from it, unless it is about the tag alone.
        if (isInside(edit, from, to)) return;
        if (startInside && from < high) marks.push({ piece, isEnd: false, rel: from - low });
        if (endInside && to > low) marks.push({ piece, isEnd: true, rel: to - low });
      });
      if (marks.length > 0) drafts.push({ edit, text: text.slice(low, high), marks });
    }
    return drafts;
  }

  /** Pieces left the index on their own. */
  lost(pieces: readonly LivePiece[]): void {
    for (const { tag } of pieces) {
      this.note(tag);
      tag.alive--;
    }
  }

  place(places: readonly Placed[]): void {
    for (const { piece } of places) {
      if (piece.block) continue;
      this.note(piece.tag);
      piece.tag.alive++;
    }
    this.index.place(places);
  }

  take(piece: LivePiece): void {
    if (!piece.block) return;
    this.index.remove(piece);
    this.lost([piece]);
  }

  touch(tag: LiveTag): void {
    this.touched.add(tag);
  }

  private note(tag: LiveTag): void {
    if (!this.stood.has(tag)) this.stood.set(tag, stands(tag));
  }

  effect(): Effect {
    const vanished: string[] = [];
    const returned: string[] = [];
    for (const [tag, stood] of this.stood) {
      if (stood && !stands(tag)) vanished.push(tag.id);
      if (!stood && stands(tag)) returned.push(tag.id);
    }
    const touched: string[] = [];
    for (const tag of this.touched) if (stands(tag) && this.stood.get(tag) !== false) touched.push(tag.id);
    return { vanished, returned, touched };
  }
}
