/**
 * Holes: what deletions took from tags, for the case that the text comes back in another way than by undo (cut and paste, a
 * moved line, the same words typed again).
 *
 * A deletion that takes text of a tag at the tag's border leaves a hole: its point, the deleted text, and the borders in it.
 * Deletions that meet make one hole of their texts. An insertion fills a hole
 * - at its point, when it is the hole's text, holds it, or is its head or tail: for those tags alone all of whose deleted text it
 *   brings, so that no tag ever comes back over other text than its own;
 * - elsewhere, when it holds the hole's whole text exactly once: for tags that had vanished. Short texts (under 12 units) count
 *   only when they were the last ones deleted, some events ago at the most, and stand alone: a word that is written somewhere
 *   else later is not the one that was cut.
 */
import type { LivePiece } from './block';
import { inverseOf, lastBefore, mapOver, mapPos } from '../../text/map-range';
import type { Edit } from './changes';
import { fillAt, fillElsewhere, fillReplaced, SURE, type Hole, type Mark, type PlaceOf } from './fill';
import type { Placed } from './span-index';

/** The hole that an edit is about to leave, and the older ones that it takes in. */
export interface Draft {
  readonly edit: Edit;
  readonly text: string;
  readonly marks: readonly Mark[];
}

type NewHole = Omit<Hole, 'id'>;

/** Together about 5 MB. */
const MOST_UNITS = 2_500_000;
const MOST_HOLES = 10_000;
/** So many events after a cut, a short text that is pasted is still taken for the one that was cut. */
const RECENT = 50;
/** Units compared for one insertion when it is looked for in holes elsewhere, at the most: some 10 ms. */
const MOST_COMPARED = 20_000_000;

/** The holes of one text, within bounds of memory: tags whose hole is forgotten come back by undo only. */
export class Holes {
  private list: Hole[] = [];
  private units = 0;
  private nextId = 1;
  /** Number of the present event. */
  private now = 0;

  get size(): number {
    return this.list.length;
  }

  /**
   * Follows an event that was no undo; the tags have followed it already.
   *
   * @returns the places of the pieces that come back, and the holes that were used up for it, where they were before
   */
  follow(
    edits: readonly Edit[],
    drafts: readonly Draft[],
    seq: number,
    placeOf: PlaceOf,
  ): { placed: Placed[]; filled: Hole[] } {
    const filled: Hole[] = [];
    this.now = seq;
    if (this.list.length === 0 && drafts.length === 0) return { placed: [], filled };
    const before = new Map<Hole, Hole>();
    const gaps = this.move(edits, before);
    for (const [edit, gap] of gaps) {
      // Undo must put back a hole that lay in deleted text; its place does not follow from the changes.
      if (edit.removed > 0) for (const one of gap) filled.push(before.get(one) ?? one);
    }
    for (const draft of drafts) {
      const gap = gaps.get(draft.edit) ?? [];
      const hole = dig(draft, gap, (one) => before.get(one) ?? one, seq);
      // Those it took in are part of it now.
      for (const one of gap) this.drop(one, before, filled);
      gaps.set(draft.edit, [this.add(hole)]);
    }
    const placed = this.fill(edits, drafts, gaps, placeOf, (hole, used) => {
      this.drop(hole, before, filled);
      const marks = hole.marks.filter(({ piece }) => !used.has(piece));
      if (marks.length > 0) this.add({ ...hole, marks, born: seq });
    });
    this.trim();
    return { placed, filled };
  }

  /** Follows an undo: the holes are those of the time before the events (the oldest first) that it took back. */
  unwind(
    edits: readonly Edit[] | undefined,
    drafts: readonly Draft[],
    events: readonly {
      readonly seq: number;
      readonly edits: readonly Edit[] | undefined;
      readonly filled: readonly Hole[];
    }[],
  ): void {
    const since = events[0]?.seq ?? 0;
    this.list = this.list.filter(({ born }) => born < since);
    if (edits) this.move(edits, new Map());
    else this.lose();
    const restored = new Map<number, Hole>();
    for (let i = 0; i < events.length; i++) {
      for (const hole of events[i]?.filled ?? []) {
        // The oldest record is that of the state which is back now.
        if (hole.born >= since || restored.has(hole.id)) continue;
        let at = hole.at;
        for (let j = i - 1; j >= 0 && at >= 0; j--) {
          const older = events[j]?.edits;
          at = older ? mapPos(at, inverseOf(older), -1) : -1;
        }
        restored.set(hole.id, { ...hole, at });
      }
    }
    this.list = [...this.list.filter(({ id }) => !restored.has(id)), ...restored.values()];
    for (const draft of drafts) if (draft.marks.length > 0) this.add(dig(draft, [], (one) => one, 0));
    this.list.sort((a, b) => a.born - b.born);
    this.units = this.list.reduce((sum, { text }) => sum + text.length, 0);
    this.trim();
  }

  /** The whole text was replaced: no hole has a place any more. */
  lose(): void {
    this.list = this.list.map((hole) => ({ ...hole, at: -1 }));
  }

  add(hole: NewHole): Hole {
    const added = { ...hole, id: this.nextId++ };
    this.list.push(added);
    this.units += hole.text.length;
    return added;
  }

  private drop(hole: Hole, before: ReadonlyMap<Hole, Hole>, filled: Hole[]): void {
    const index = this.list.indexOf(hole);
    if (index < 0) return;
    this.list.splice(index, 1);
    this.units -= hole.text.length;
    const old = before.get(hole) ?? hole;
    if (!filled.includes(old)) filled.push(old);
  }

  private trim(): void {
    let count = 0;
    let units = this.units;
    while (count < this.list.length && (units > MOST_UNITS || this.list.length - count > MOST_HOLES)) {
      units -= (this.list[count++] as Hole).text.length;
    }
    if (count > 0) this.list = this.list.slice(count);
    this.units = units;
  }

  /** Moves the holes through an event. Returns those at the place of each edit; `before` gets each as it was. */
  private move(edits: readonly Edit[], before: Map<Hole, Hole>): Map<Edit, Hole[]> {
    const gaps = new Map<Edit, Hole[]>();
    this.list = this.list.map((hole) => {
      const edit = edits[lastBefore(edits, hole.at, true)];
      if (!edit) return hole;
      const inGap = hole.at <= edit.offset + edit.removed;
      const { offset, removed, inserted } = edit;
      const at = mapOver(hole.at, offset, removed, inserted, leansRight(hole) ? 1 : -1) + edit.at - offset;
      if (at === hole.at && !inGap) return hole;
      const moved = { ...hole, at };
      before.set(moved, hole);
      if (inGap) {
        const gap = gaps.get(edit);
        if (gap) gap.push(moved);
        else gaps.set(edit, [moved]);
      }
      return moved;
    });
    return gaps;
  }

  private fill(
    edits: readonly Edit[],
    drafts: readonly Draft[],
    gaps: ReadonlyMap<Edit, readonly Hole[]>,
    placeOf: PlaceOf,
    use: (hole: Hole, used: ReadonlySet<LivePiece>) => void,
  ): Placed[] {
    const placed = new Map<LivePiece, Placed>();
    const take = (hole: Hole, found: readonly Placed[]): void => {
      const anew = found.filter(({ piece }) => !piece.dead && !placed.has(piece));
      for (const one of anew) placed.set(one.piece, one);
      if (anew.length > 0) use(hole, new Set(anew.map(({ piece }) => piece)));
    };
    const dug = new Set(drafts.map(({ edit }) => edit));
    for (const edit of edits) {
      if (edit.text.length === 0) continue;
      // The youngest first: its text was the last to stand here.
      for (const hole of (gaps.get(edit) ?? []).slice().reverse()) {
        const found = fillAt(hole, edit, placeOf);
        take(hole, found.length === 0 && dug.has(edit) ? fillReplaced(hole, edit, placeOf) : found);
      }
      for (const hole of this.elsewhere(edit)) take(hole, fillElsewhere(hole, edit, placeOf));
    }
    return [...placed.values()];
  }

  /** The holes whose text may have been pasted by an edit somewhere else. */
  private elsewhere({ text }: Edit): Hole[] {
    if (text.length < 2) return [];
    const latest = Math.max(this.list[this.list.length - 1]?.born ?? 0, this.now - RECENT);
    const all = this.list.length * text.length <= MOST_COMPARED;
    return this.list.filter(
      (hole) => hole.text.length <= text.length + 4 && (hole.born >= latest || (all && hole.text.length >= SURE)),
    );
  }
}

/** The part of a draft that is about pieces made since an event. */
export function youngPart(draft: Draft, seq: number): Draft {
  return { ...draft, marks: draft.marks.filter(({ piece }) => piece.born >= seq) };
}

/** The hole of a piece whose text is nowhere any more. */
export function holeOfPiece(piece: LivePiece, text: string, born: number): NewHole {
  const marks = [
    { piece, isEnd: false, rel: 0 },
    { piece, isEnd: true, rel: text.length },
  ];
  return { at: -1, text, marks, born };
}

/** Does a hole belong to the text on its right, so that what is inserted at its point comes before it? */
function leansRight({ marks }: Hole): boolean {
  return (
    marks.some(({ piece, isEnd }) => !isEnd && piece.block) && !marks.some(({ piece, isEnd }) => isEnd && piece.block)
  );
}

/** Makes the hole of a draft, with the texts and borders of the older holes that the deletion met put back in. */
function dig(draft: Draft, inside: readonly Hole[], before: (hole: Hole) => Hole, born: number): NewHole {
  const { edit } = draft;
  const parts = inside
    .map((hole) => ({ hole, rel: before(hole).at - edit.offset }))
    .sort((a, b) => a.rel - b.rel || b.hole.born - a.hole.born);
  let text = '';
  let done = 0;
  const marks: Mark[] = [];
  for (const { hole, rel } of parts) {
    text += draft.text.slice(done, rel);
    done = rel;
    for (const mark of hole.marks) if (!mark.piece.dead) marks.push({ ...mark, rel: text.length + mark.rel });
    text += hole.text;
  }
  text += draft.text.slice(done);
  const ends = new Set(marks.filter(({ isEnd }) => isEnd).map(({ piece }) => piece));
  const starts = new Set(marks.filter(({ isEnd }) => !isEnd).map(({ piece }) => piece));
  for (const mark of draft.marks) {
    // An older hole knows the border's true place; this one only where it was left standing.
    if ((mark.isEnd ? ends : starts).has(mark.piece)) continue;
    let rel = mark.rel;
    for (const part of parts)
      if (part.rel < mark.rel || (part.rel === mark.rel && !mark.isEnd)) rel += part.hole.text.length;
    marks.push({ ...mark, rel });
  }
  return { at: edit.at, text, marks, born };
}
