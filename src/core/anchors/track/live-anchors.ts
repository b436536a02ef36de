/**
 * The tags of an open source: they move with every change of its text, in time that does not grow with the text.
 *
 * What a change does to a tag:
 * - Text inserted inside a tag belongs to it. Text inserted at one of its borders does not.
 * - A deletion takes from the tag what it takes from its text. A tag with no text left has *vanished*: it waits and has no place.
 * - A replacement is a deletion and an insertion: one that covers a tag makes it vanish, unless the new text holds the tag's text;
 *   one over a border cuts the tag there, and the new text stays outside, be it the last word of the tag that is typed anew:
 *   whoever types over a selection sends the first letter with the deletion and the others after it, and must not get a tag over
 *   one letter.
 * - A correction (see `changes.ts`) changes only the letters that differ: `Aliev` → `Aliyev` in a tag stays in the tag, also
 *   at its border and when it is the whole tag. `Baku` → `BAKU` is none.
 * - When the text is again what it was before some of the last events (undo, however VS Code merges its steps; the same words
 *   typed again), every tag is where it was at that time. Redo brings back the places that undo left.
 * - Cut and pasted elsewhere, or at its place after other edits, a tag's text brings the tag back: see `holes.ts`.
 *
 * Offsets are UTF-16 code units of the text as the editor has it, with its own line ends.
 */
import { LivePiece, stands, type LiveTag } from './block';
import { each, type Steps } from '../../base/steps';
import { rangeWithin } from '../../text/range';
import type { Range } from '../../text/range';
import { editsOf, untouchedBy, widest, type Edit, type Untouched } from './changes';
import type { TextChange } from '../../text/map-range';
import {
  eventsOn,
  History,
  placesAlong,
  placesBefore,
  savedAt,
  sameState,
  savedIn,
  type Entry,
  type Places,
  type State,
} from './history';
import { sameRange } from '../../text/range';
import { holeOfPiece, Holes, youngPart, type Draft } from './holes';
import { SpanIndex, type Placed } from './span-index';
import { ChunkedText } from './chunked-text';
import { NO_EFFECT, Turn, type Effect } from './turn';

/**
 * A tag's place, in one or more pieces. A piece without text (`from` ≥ `to`) is one whose text is gone. A tag stands where all its
 * pieces have text; while one has none the others are followed, and the tag has no place.
 */
export interface LiveAnchor {
  readonly id: string;
  readonly pieces: readonly Range[];
}

/** See above. Not for sources closed at the moment: their tags are found again by quote and context. */
export class LiveAnchors {
  private readonly tags = new Map<string, LiveTag>();
  private readonly index = new SpanIndex();
  private readonly history = new History();
  private readonly holes = new Holes();
  private chunks: ChunkedText;
  private state: State;

  constructor(text: string, anchors: readonly LiveAnchor[]) {
    this.chunks = new ChunkedText(text);
    this.state = stateOf(this.chunks);
    this.index.place(anchors.flatMap((anchor) => this.enlist(anchor)));
  }

  /** The text as it is now; another object after {@link replace}. */
  get text(): ChunkedText {
    return this.chunks;
  }

  /**
   * Follows the changes of one event, all together, in any order; empty ones do not count.
   *
   * @throws RangeError when changes overlap or lie outside the text
   */
  change(changes: readonly TextChange[]): Effect {
    const edits = editsOf(changes, this.chunks);
    if (edits.length === 0) return NO_EFFECT;
    const turn = new Turn(this.index);
    const drafts = turn.survey(edits, this.chunks);
    const before = this.state;
    this.chunks.apply(edits);
    this.state = stateOf(this.chunks);
    // Changes that make up for one another leave the tags alone.
    if (sameState(this.state, before)) return NO_EFFECT;
    const past = this.history.find(this.state);
    if (past) this.goBack(past, before, edits, drafts, turn);
    else this.goOn(before, edits, drafts, turn);
    return turn.effect();
  }

  private goOn(before: State, edits: readonly Edit[], drafts: readonly Draft[], turn: Turn): void {
    const seq = this.history.seq + 1;
    let extent = untouchedBy(edits, before.length);
    const route = this.history.routeTo(this.state, before);
    let now: Places | undefined;
    if (route) {
      const events = eventsOn(route);
      extent = widest([extent, ...events]);
      now = this.around(extent, before, turn, [...savedIn(events), ...route.down.flatMap(savedAt)]);
    }
    turn.lost(this.index.edit(edits));
    const { placed, filled } = this.holes.follow(edits, drafts, seq, (piece) => this.index.rangeOf(piece));
    // Those pieces stood at the change, so `saved` has them already, or they had no text.
    for (const { piece } of placed) if (!turn.saved.has(piece)) turn.saved.set(piece, undefined);
    turn.place(placed);
    if (route && now) {
      const since = route.up[0]?.seq ?? seq;
      for (const piece of this.restore(since, placesAlong(route, now), turn)) turn.saved.set(piece, now.get(piece));
    }
    this.history.push({ ...before, ...extent, seq, edits, saved: [...turn.saved], filled });
  }

  private goBack(past: Entry, before: State, edits: readonly Edit[], drafts: readonly Draft[], turn: Turn): void {
    const events = this.history.takeFrom(past);
    const extent = widest([untouchedBy(edits, before.length), ...events]);
    const now = this.around(extent, before, turn, savedIn(events));
    const then = placesBefore(events, now);
    this.history.leave(before, events, now, then);
    turn.lost(this.index.edit(edits));
    this.restore(past.seq, then, turn);
    const young = drafts.map((draft) => youngPart(draft, past.seq));
    this.holes.unwind(edits, young, events);
  }

  /** Places before the present event, of all pieces in a part of the text and of some others. */
  private around({ head, tail }: Untouched, { length }: State, turn: Turn, others: readonly LivePiece[]): Places {
    const places = new Map(turn.saved);
    this.index.visit(head, length - tail, (piece, from, to) => places.set(piece, { from, to }));
    for (const piece of others) if (!places.has(piece)) places.set(piece, this.index.rangeOf(piece));
    return places;
  }

  /**
   * Puts pieces where they were in another state of the text. Those made after the event `since` were not there: they keep their
   * place when they have one. Returns those that are somewhere else now.
   */
  private restore(since: number, places: Places, turn: Turn): LivePiece[] {
    const moved: Placed[] = [];
    const restored: LivePiece[] = [];
    for (const [piece, range] of places) {
      if (piece.dead || (piece.born >= since && (piece.block || !range))) continue;
      if (sameRange(this.index.rangeOf(piece), range)) continue;
      restored.push(piece);
      if (range) moved.push({ piece, ...range });
      else turn.take(piece);
    }
    turn.place(moved);
    return restored;
  }

  /**
   * The whole text is another one (a reload from disk, 'replace all'), and a diff of the two knows where each range went.
   *
   * @param map offsets of the old text → of the new one; undefined when nothing of the range is left
   */
  replace(text: string, map: (from: number, to: number) => Range | undefined): Effect {
    const before = this.state;
    const old = this.chunks;
    const chunks = new ChunkedText(text);
    const state = stateOf(chunks);
    if (sameState(state, before)) return NO_EFFECT;
    this.chunks = chunks;
    this.state = state;
    const turn = new Turn(this.index);
    const all = this.index.all();
    const now: Places = new Map(all.map(({ piece, from, to }) => [piece, { from, to }]));
    const seq = this.history.seq + 1;
    const past = this.history.find(state);
    const events = past ? this.history.takeFrom(past) : [];
    const route = past ? undefined : this.history.routeTo(state, before);
    const known = past ? placesBefore(events, now) : route ? placesAlong(route, now) : undefined;
    if (past && known) this.history.leave(before, events, now, known);
    const since = past?.seq ?? route?.up[0]?.seq ?? seq;
    const places = new Map(known);
    for (const { piece, from, to } of all) {
      if (known && piece.born < since) continue;
      const range = rangeWithin(map(from, to), text.length);
      places.set(piece, range);
      // A tag that is nowhere in the new text comes back when its text does.
      if (!range) this.holes.add(holeOfPiece(piece, old.slice(from, to), past ? 0 : seq));
    }
    this.restore(Infinity, places, turn);
    for (const { piece, from, to } of all) {
      const range = places.get(piece);
      if (range && old.slice(from, to) !== chunks.slice(range.from, range.to)) turn.touch(piece.tag);
    }
    if (past) this.holes.unwind(undefined, [], events);
    else {
      this.holes.lose();
      const saved = [...places.keys()].map((piece) => [piece, now.get(piece)] as const);
      this.history.push({ ...before, seq, edits: undefined, head: 0, tail: 0, saved, filled: [] });
    }
    return turn.effect();
  }

  /** The places of all pieces of a tag, in their order; undefined when one of them has no text, and for an unknown id. */
  spansOf(id: string): readonly Range[] | undefined {
    const tag = this.tags.get(id);
    if (!tag || !stands(tag)) return undefined;
    const spans: Range[] = [];
    for (const piece of tag.pieces) {
      const range = this.index.rangeOf(piece);
      if (range) spans.push(range);
    }
    return spans;
  }

  /**
   * The same of all tags that stand, by id: where they are at this moment, put together in steps, whatever changes before the last
   * one. Nothing of those that `without` has.
   */
  spans(without: ReadonlySet<string>): Steps<Map<string, readonly Range[]>> {
    const ids: string[] = [];
    const places: number[] = [];
    const several: [string, readonly Range[]][] = [];
    this.index.visit(-1, Infinity, (piece, from, to) => {
      const { id, pieces } = piece.tag;
      if (!stands(piece.tag)) return;
      if (pieces.length === 1) {
        ids.push(id);
        places.push(from, to);
      } else if (pieces[0] === piece) several.push([id, this.spansOf(id) ?? []]);
    });
    return (function* () {
      const spans = new Map(several.filter(([id]) => !without.has(id)));
      yield* each(ids, (id, i) => {
        if (without.has(id)) return;
        spans.set(id, [{ from: places[2 * i] as number, to: places[2 * i + 1] as number }]);
      });
      return spans;
    })();
  }

  /** Where each piece of a tag is, in their order; undefined for those without text. Empty for an unknown id. */
  piecesOf(id: string): readonly (Range | undefined)[] {
    return this.tags.get(id)?.pieces.map((piece) => this.index.rangeOf(piece)) ?? [];
  }

  /** Ids of the tags at an offset, borders included: the shortest first. */
  at(offset: number): readonly string[] {
    const found: { id: string; from: number; length: number }[] = [];
    this.index.visit(offset, offset, ({ tag }, from, to) => {
      if (stands(tag)) found.push({ id: tag.id, from, length: to - from });
    });
    if (found.length > 1) found.sort((a, b) => a.length - b.length || b.from - a.from || (a.id < b.id ? -1 : 1));
    return unique(found);
  }

  /** Ids of the tags that have text in [from, to), by start, the longer first. */
  within(from: number, to: number): readonly string[] {
    const found: { id: string; from: number; to: number }[] = [];
    this.index.visit(from, to, ({ tag }, start, end) => {
      if (start < to && end > from && stands(tag)) found.push({ id: tag.id, from: start, to: end });
    });
    found.sort((a, b) => a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : 1));
    return unique(found);
  }

  /** Adds a tag, or puts it elsewhere: see {@link set}. */
  add({ id, pieces }: LiveAnchor): void {
    this.set(id, pieces);
  }

  remove(id: string): void {
    for (const piece of this.tags.get(id)?.pieces ?? []) this.drop(piece);
    this.tags.delete(id);
  }

  private drop(piece: LivePiece): void {
    piece.dead = true;
    this.index.remove(piece);
  }

  /**
   * Puts a tag at a place. A piece that stands there already stays as it is: undo in the text still leads it back (positions that
   * were saved come in this way, and those of the others when one piece comes or goes). Of any other piece what it was before is
   * forgotten, and undo does not move it back.
   */
  set(id: string, pieces: readonly Range[]): void {
    const known = this.tags.get(id)?.pieces;
    if (known?.length === pieces.length && known.every((one, i) => sameRange(this.index.rangeOf(one), pieces[i])))
      return;
    this.index.place(this.enlist({ id, pieces }));
  }

  /** Makes a tag's pieces what is asked for; answers those that are new, to be put at their places. */
  private enlist({ id, pieces }: LiveAnchor): Placed[] {
    const tag: LiveTag = this.tags.get(id) ?? { id, pieces: [], alive: 0 };
    const old = [...tag.pieces];
    const placed: Placed[] = [];
    tag.pieces = pieces.map((range) => {
      const inside = rangeWithin(range, this.chunks.length);
      const same = inside ? old.findIndex((one) => sameRange(this.index.rangeOf(one), inside)) : -1;
      const [kept] = same < 0 ? [] : old.splice(same, 1);
      if (kept) return kept;
      const piece = new LivePiece(tag, this.history.seq);
      if (inside) placed.push({ piece, ...inside });
      return piece;
    });
    for (const piece of old) this.drop(piece);
    tag.alive = placed.length + tag.pieces.filter((piece) => piece.block).length;
    this.tags.set(id, tag);
    return placed;
  }
}

function stateOf(text: ChunkedText): State {
  return { key: text.fingerprint(), length: text.length };
}

/** The ids of pieces found, each once, in their order. */
function unique(found: readonly { readonly id: string }[]): readonly string[] {
  const ids = found.map(({ id }) => id);
  return ids.length > 1 ? [...new Set(ids)] : ids;
}
