/**
 * The earlier states of an open source's text, each with what is needed to put the tags back to where they were in it.
 *
 * Undo is known by its result, not by its form: VS Code merges typing into one undo step, and an event does not say whether it
 * is an undo. Whenever an event brings back a text that stood there before (same fingerprint, same length), all tags go back
 * to their places of that time. For that, each event leaves an entry: the text's fingerprint before it, its changes as numbers,
 * and the places of the pieces that those numbers alone could not bring back, those with a border in or at a deleted range.
 */
import type { LivePiece } from './block';
import { inverseOf, mapRange } from '../../text/map-range';
import { sameRange, type Range } from '../../text/range';
import type { Edit, Untouched } from './changes';
import type { Hole } from './fill';

/** Places of pieces; undefined: the piece has no text. */
export type Places = ReadonlyMap<LivePiece, Range | undefined>;

/** A state of the text. */
export interface State {
  readonly key: number;
  readonly length: number;
}

/** One event, and the state before it. */
export interface Entry extends State, Untouched {
  /** Events are numbered upward; the number tells which tags and holes are younger than the event. */
  readonly seq: number;
  /** The event's changes; undefined when the whole text was replaced. */
  readonly edits: readonly Edit[] | undefined;
  /** Places before the event; undefined: the piece had no text then. */
  readonly saved: readonly (readonly [LivePiece, Range | undefined])[];
  /** Holes that the event used up, where they were before it. */
  readonly filled: readonly Hole[];
}

/** A state that undo left. */
interface LeftState {
  readonly length: number;
  /** The events that were undone, the oldest first. */
  readonly events: readonly Entry[];
  /** Places in the state, where they do not follow from doing the events again; undefined: no text. */
  readonly saved: readonly (readonly [LivePiece, Range | undefined])[];
}

/** How to come to a state that undo left, from the state before the present event. */
export interface Route {
  /** The events to take back first, the oldest first. */
  readonly up: readonly Entry[];
  /** Then from state to state. */
  readonly down: readonly Pick<LeftState, 'events' | 'saved'>[];
}

/** About 5 MB and 20 MB at the most. */
const MOST_ENTRIES = 20_000;
const MOST_SAVED = 250_000;
const MOST_LEFT = 500;
const MOST_BETWEEN = 8;

/** The states that undo and redo can bring back, within bounds of memory: the oldest are forgotten first. */
export class History {
  /** The number of the last event. */
  seq = 0;
  private past: Entry[] = [];
  private readonly byKey = new Map<number, Entry>();
  private savedCount = 0;
  /** States that undo left, for redo; the oldest first. */
  private readonly left = new Map<number, LeftState>();
  private leftCount = 0;

  push(entry: Entry): void {
    this.seq = entry.seq;
    this.past.push(entry);
    this.byKey.set(entry.key, entry);
    this.savedCount += entry.saved.length;
    if (this.past.length > MOST_ENTRIES || this.savedCount > MOST_SAVED) this.forgetOldest();
  }

  private forgetOldest(): void {
    let count = 0;
    let saved = this.savedCount;
    // Some more than needed, so that it does not happen at every event.
    while (
      count < this.past.length - 1 &&
      (saved > MOST_SAVED * 0.8 || this.past.length - count > MOST_ENTRIES * 0.8)
    ) {
      saved -= (this.past[count++] as Entry).saved.length;
    }
    for (const entry of this.past.slice(0, count)) this.unlist(entry);
    this.past = this.past.slice(count);
  }

  private unlist(entry: Entry): void {
    this.savedCount -= entry.saved.length;
    if (this.byKey.get(entry.key) === entry) this.byKey.delete(entry.key);
  }

  /** The event before which the text was the same as now. */
  find({ key, length }: State): Entry | undefined {
    const entry = this.byKey.get(key);
    return entry && entry.length === length ? entry : undefined;
  }

  /** Takes out an event and all after it: they are undone. The oldest comes first. */
  takeFrom(entry: Entry): Entry[] {
    const taken = this.past.splice(this.past.lastIndexOf(entry));
    for (const one of taken) this.unlist(one);
    return taken;
  }

  /**
   * Remembers a state that is being undone, for the day when redo brings it back.
   *
   * @param now places in it, of all pieces where the undone events changed something
   * @param then places before those events
   */
  leave(state: State, events: readonly Entry[], now: Places, then: Places): void {
    this.leaveOne(state, events, now, then);
    // The states in between can come back as well.
    for (let i = Math.max(1, events.length - MOST_BETWEEN); i < events.length; i++) {
      this.leaveOne(events[i] as Entry, events.slice(0, i), placesBefore(events.slice(i), now), then);
    }
  }

  private leaveOne(state: State, events: readonly Entry[], now: Places, then: Places): void {
    const saved: [LivePiece, Range | undefined][] = [];
    for (const [piece, range] of now) {
      if (!sameRange(range, placeAfter(events, then.get(piece)))) saved.push([piece, range]);
    }
    this.forgetLeft(state.key);
    const left = { length: state.length, saved, events };
    this.left.set(state.key, left);
    this.leftCount += weightOf(left);
    for (const [key] of this.left) {
      if (this.left.size <= MOST_LEFT && (this.leftCount <= MOST_SAVED || this.left.size === 1)) break;
      this.forgetLeft(key);
    }
  }

  private forgetLeft(key: number): void {
    const left = this.left.get(key);
    if (!left) return;
    this.leftCount -= weightOf(left);
    this.left.delete(key);
  }

  /** The way to a state that {@link leave} remembered; undefined for any other. */
  routeTo({ key, length }: State, before: State): Route | undefined {
    let step = this.left.get(key);
    if (step?.length !== length) return undefined;
    const down: LeftState[] = [];
    while (step && down.length < MOST_LEFT) {
      down.unshift(step);
      const base: State = step.events[0] ?? before;
      if (base.key === before.key) return { up: [], down };
      const entry = this.find(base);
      if (entry) return { up: this.past.slice(this.past.lastIndexOf(entry)), down };
      step = this.left.get(base.key);
    }
    return undefined;
  }
}

function weightOf({ saved, events }: LeftState): number {
  return events.reduce((sum, event) => sum + event.saved.length, saved.length);
}

/** Where a range is after events that are done again; clipped by them as by any other. */
function placeAfter(events: readonly Entry[], range: Range | undefined): Range | undefined {
  for (const { edits } of events) range = range && edits && mapRange(range, edits);
  return range;
}

/** Are two texts the same, by all that is known of them? */
export function sameState(a: State, b: State): boolean {
  return a.key === b.key && a.length === b.length;
}

/** Where pieces are at the end of a route, with their places before the present event. */
export function placesAlong({ up, down }: Route, now: Places): Map<LivePiece, Range | undefined> {
  const places = placesBefore(up, now);
  for (const step of down) {
    for (const [piece, range] of places) places.set(piece, placeAfter(step.events, range));
    for (const [piece, range] of step.saved) places.set(piece, range);
  }
  return places;
}

/**
 * Where pieces were before the first of some events (the oldest first) that are undone together.
 *
 * @param now places after the last of them, of all pieces that lie where the events changed something
 */
export function placesBefore(events: readonly Entry[], now: Places): Map<LivePiece, Range | undefined> {
  const places = new Map<LivePiece, Range | undefined>();
  events.forEach(({ saved }, i) => {
    for (const [piece, range] of saved) if (!places.has(piece)) places.set(piece, back(events, i, range));
  });
  for (const [piece, range] of now) if (!places.has(piece)) places.set(piece, back(events, events.length, range));
  return places;
}

/** From the state before event `count` to the state before event 0. */
function back(events: readonly Entry[], count: number, range: Range | undefined): Range | undefined {
  for (let i = count - 1; i >= 0 && range; i--) {
    const { edits } = events[i] as Entry;
    range = edits && mapRange(range, inverseOf(edits));
  }
  return range;
}

/** The pieces that events put somewhere. */
export function savedIn(events: readonly Entry[]): LivePiece[] {
  return events.flatMap(savedAt);
}

/** The pieces whose places an event or a left state saved. */
export function savedAt({ saved }: { saved: readonly (readonly [LivePiece, Range | undefined])[] }): LivePiece[] {
  return saved.map(([piece]) => piece);
}

/** All events of a route, those to take back first. */
export function eventsOn({ up, down }: Route): Entry[] {
  return [...up, ...down.flatMap(({ events }) => events)];
}
