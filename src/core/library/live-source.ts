/** The tags of a source that is open in an editor: they move with the text, key press by key press. */
import { each, finish, type Steps } from '../base/steps';
import type { Piece, Placement, Tag } from '../model';
import { isBig, LiveAnchors, type Effect } from '../anchors/track';
import type { TextChange } from '../text/map-range';
import { mapThrough } from '../anchors/diff';
import { isWhereWritten, place, placePieces, type Placed } from '../anchors/place';
import { PlaceableText } from '../anchors/placeable';
import type { Range } from '../text/range';
import { placeThrough, type Proven } from '../anchors/through';
import { piecesOf, sameEach, samePieces } from '../pieces';
import type { SidecarChange } from '../changes';
import { driftOf } from './drift';
import { expectedOf, writtenBy, type Expected } from './expected';
import { GonePassages } from './gone';

export class LiveSource {
  private readonly anchors: LiveAnchors;
  /** The tags as they were placed last, to see which of them are new or say another place now. */
  private known = new Map<string, Tag>();
  /** The same in the order of the sidecar. */
  private listed: readonly Tag[] = [];
  /** Found again in another place and not yet accepted. */
  private readonly moved = new Set<string>();
  private readonly lost = new Set<string>();
  /** Found whole in another place than the written one: no doubt is shown, and nothing is written of it unasked. */
  private readonly inferred = new Set<string>();
  /** Their text is gone for now. */
  private readonly vanished = new Set<string>();
  /** Removed tags whose anchors are still followed, so that an undo finds them where the text has carried them. */
  private readonly removed = new Map<string, Tag>();
  /** The pieces that a save is writing of tags, by id: see {@link writes}. */
  private readonly writing = new Map<string, readonly Piece[]>();
  private expected: Expected | undefined;
  private readonly gone = new GonePassages();
  /** Text and line starts of this moment, until the next change. */
  private snapshot: PlaceableText | undefined;

  /** `olds`: earlier texts of the source, which prove where tags went. */
  constructor(text: string, tags: readonly Tag[], olds: readonly string[] = []) {
    this.snapshot = new PlaceableText(text);
    this.anchors = new LiveAnchors(text, []);
    finish(this.begin(tags, olds));
  }

  /** The same in steps. */
  static *inSteps(text: string, tags: readonly Tag[], olds: readonly string[] = []): Steps<LiveSource> {
    const live = new LiveSource(text, []);
    yield* live.begin(tags, olds);
    return live;
  }

  private *begin(tags: readonly Tag[], olds: readonly string[]): Steps<void> {
    const proven = yield* placeThrough(this.text, tags, olds);
    yield* each(tags, (tag, i) => {
      const { placed, known } = proven[i] as Proven;
      this.known.set(tag.id, tag);
      this.put(tag, placed, known);
    });
    this.listed = tags;
  }

  get text(): PlaceableText {
    this.snapshot ??= new PlaceableText(this.anchors.text.toString());
    return this.snapshot;
  }

  /**
   * Follows the changes of one event. `now` gives the document's text, for the case that the two went out of step.
   * `reloaded`: another program wrote the file, so that nobody saw what was typed. Returns whether a tag vanished or came back.
   */
  change(changes: readonly TextChange[], now: () => string, reloaded = false): boolean {
    const text = this.anchors.text;
    if (reloaded) return this.replace(now());
    this.snapshot = undefined;
    if (changes.some((change) => isBig(change, text.length))) return this.replace(now());
    try {
      return this.took(this.anchors.change(changes));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // The changes do not fit the text that is followed: take the document's text as it is now.
      return this.replace(now());
    }
  }

  /** Tags that came back are lost no more. */
  private took({ vanished, returned }: Effect): boolean {
    for (const id of returned) {
      this.lost.delete(id);
      this.vanished.delete(id);
    }
    for (const id of vanished) this.vanished.add(id);
    return vanished.length > 0 || returned.length > 0;
  }

  /** The whole text is another one (a reload from disk): each tag goes where its characters went. */
  replace(after: string): boolean {
    if (this.anchors.text.is(after)) {
      this.snapshot ??= new PlaceableText(after);
      return false;
    }
    return this.replaced(this.anchors.text.toString(), after);
  }

  private replaced(before: string, after: string): boolean {
    this.snapshot = undefined;
    const from = new PlaceableText(before);
    const to = new PlaceableText(after);
    const spans = new Map([...this.known.keys()].map((id) => [id, this.spansOf(id)]));
    const map = from.plain === to.plain ? undefined : mapThrough(from.plain, to.plain);
    const effect = this.anchors.replace(after, (start, end) => {
      const plainStart = from.toPlain(start);
      const plainEnd = from.toPlain(end);
      const mapped = map ? map(plainStart, plainEnd) : { from: plainStart, to: plainEnd };
      return mapped && mapped.to > mapped.from
        ? { from: to.fromPlain(mapped.from), to: to.fromPlain(mapped.to) }
        : undefined;
    });
    this.took(effect);
    this.bringBack(to);
    this.noteGone(from, spans);
    let back: ReturnType<typeof mapThrough> | undefined;
    this.retry((tag, pieces) => {
      const old = spans.get(tag.id);
      if (!map || !old) return true;
      back ??= mapThrough(to.plain, from.plain);
      return isNoOther(back, from, to, old, pieces);
    });
    return true;
  }

  /** Tags whose text went with this replacement, and where it stood. */
  private noteGone(text: PlaceableText, spans: ReadonlyMap<string, readonly Range[] | undefined>): void {
    const stood = new Map<string, readonly Range[]>();
    for (const [id, ranges] of spans) if (ranges && !this.spansOf(id)) stood.set(id, ranges);
    this.gone.add(text, stood);
  }

  /** Passages that went with an earlier replacement may be there again, with other text around them. */
  private bringBack(now: PlaceableText): void {
    this.gone.back(
      now,
      (id) => (this.spansOf(id) ? undefined : this.known.get(id)),
      (tag, pieces) => this.put(tag, { kind: 'placed', pieces }, true),
    );
    this.gone.tidy((id) => this.spansOf(id) !== undefined);
  }

  /**
   * What could not be carried over may still stand somewhere, by its quote and context. Whose text was seen to go is only taken
   * where it stands whole; `mayBe`: and where no other passage went.
   */
  private retry(mayBe: (tag: Tag, pieces: readonly Range[]) => boolean): boolean {
    const gone = [...this.known.values()].filter((tag) => this.isUnsure(tag.id) || !this.spansOf(tag.id));
    if (gone.length === 0) return false;
    place(this.text, gone).forEach((placed, i) => {
      const tag = gone[i] as Tag;
      if (placed.kind === 'lost') {
        // What is followed is known better than it could be found.
        if (!this.spansOf(tag.id) && !this.vanished.has(tag.id)) this.put(tag, placed);
        return;
      }
      if (placed.kind === 'moved' && (this.vanished.has(tag.id) || this.spansOf(tag.id))) return;
      if (mayBe(tag, placed.pieces)) this.put(tag, placed);
    });
    return true;
  }

  /**
   * Looks again for the tags that are lost or were found elsewhere: the text may agree again with what their sidecar says.
   * Returns whether there were any.
   */
  lookAgain(): boolean {
    if (this.lost.size + this.vanished.size + this.moved.size + this.inferred.size === 0) return false;
    return this.retry(() => true);
  }

  private isUnsure(id: string): boolean {
    return this.lost.has(id) || this.moved.has(id) || this.inferred.has(id);
  }

  /** Brings the anchors in line with the sidecar's tags: new ones are placed, changed ones anew, removed ones dropped. */
  reconcile(tags: readonly Tag[]): void {
    if (this.takeExpected(tags)) return;
    const anew: Tag[] = [];
    const { listed } = this;
    this.listed = tags;
    let shift = 0;
    for (const [i, tag] of tags.entries()) {
      // Nearly always: an edit leaves the other tags as they are, to the object, behind one that it put in or took out.
      if (listed[i + shift] === tag) continue;
      const by = listed[i + shift - 1] === tag ? -1 : 1;
      if (listed[i + shift + by] === tag) {
        shift += by;
        continue;
      }
      const known = this.known.get(tag.id) ?? this.removed.get(tag.id);
      if (known === tag && !this.removed.has(tag.id)) continue;
      if (known && this.isWriting(tag)) this.settle(tag.id);
      else if (!known || !samePieces(known, tag)) anew.push(tag);
      this.removed.delete(tag.id);
      this.known.set(tag.id, tag);
    }
    if (this.known.size > tags.length) for (const id of this.without(tags)) this.forget(id);
    if (anew.length > 0) this.placeAnew(anew);
  }

  /** Ids of known tags that are none of these, which are known all. */
  private without(tags: readonly Tag[]): string[] {
    const others: string[] = [];
    let next = 0;
    for (const id of this.known.keys()) {
      if (tags[next]?.id === id) next++;
      else others.push(id);
    }
    if (next === tags.length) return others;
    // They have another order than they were made known in.
    const present = new Set(tags.map((tag) => tag.id));
    return [...this.known.keys()].filter((id) => !present.has(id));
  }

  /**
   * The changes of a `drift` are being written. What they say is where the tags stood then, and these have gone on with the text:
   * they are not placed by it anew.
   */
  writes(changes: readonly SidecarChange[]): void {
    if (this.expected?.changes === changes) return;
    this.expected = undefined;
    for (const [id, pieces] of writtenBy(changes)) this.writing.set(id, pieces);
  }

  /** The same beforehand, in steps, where it is known what all tags will be then: bringing them in line is one move. */
  *expects(tags: readonly Tag[], changes: readonly SidecarChange[]): Steps<void> {
    this.expected = undefined;
    this.expected = yield* expectedOf(this.listed, tags, changes);
  }

  private takeExpected(tags: readonly Tag[]): boolean {
    const { expected } = this;
    if (!expected || expected.tags !== tags) return false;
    this.expected = undefined;
    if (expected.from !== this.listed) return false;
    this.listed = tags;
    this.known = expected.byId;
    for (const id of [...this.moved, ...this.inferred]) if (expected.settled.has(id)) this.settle(id);
    return true;
  }

  private isWriting(tag: Tag): boolean {
    const pieces = this.writing.get(tag.id);
    return pieces !== undefined && this.writing.delete(tag.id) && sameEach(piecesOf(tag), pieces);
  }

  private forget(id: string): void {
    const tag = this.known.get(id);
    this.known.delete(id);
    if (tag) this.removed.set(id, tag);
  }

  private placeAnew(tags: readonly Tag[]): void {
    place(this.text, tags).forEach((placed, i) => this.put(tags[i] as Tag, placed));
  }

  /** `known`: seen to go there, and not only found there. */
  private put(tag: Tag, placed: Placed, known = false): void {
    this.settle(tag.id);
    this.lost.delete(tag.id);
    this.vanished.delete(tag.id);
    if (placed.kind === 'lost') {
      this.lost.add(tag.id);
      // A vanished tag goes on waiting for its text; one that stands somewhere stands there no more.
      if (this.anchors.spansOf(tag.id)) this.anchors.remove(tag.id);
      return;
    }
    if (placed.kind === 'moved') this.moved.add(tag.id);
    else if (!known && !isWhereWritten(this.text, tag, placed.pieces)) this.inferred.add(tag.id);
    // `set` onto the place where it stands is nothing, so that what undo knows of the tag is kept.
    this.anchors.set(tag.id, placed.pieces);
  }

  /** Nothing is in doubt about where it stands. */
  private settle(id: string): void {
    this.moved.delete(id);
    this.inferred.delete(id);
  }

  /** Ids of the tags at an offset of the document, the innermost first. */
  at(offset: number): readonly string[] {
    return this.anchors.at(offset);
  }

  within(from: number, to: number): readonly string[] {
    return this.anchors.within(from, to);
  }

  /** The tag as it was placed last. */
  tag(id: string): Tag | undefined {
    return this.known.get(id);
  }

  /** Offsets of a tag's pieces in the document; undefined while its text is gone. */
  spansOf(id: string): readonly Range[] | undefined {
    return this.lost.has(id) ? undefined : this.anchors.spansOf(id);
  }

  /** Where each piece of a tag is, of a lost one too, in their order: followed with the text, else found again; undefined: gone. */
  piecesNow(tag: Tag): readonly (Range | undefined)[] {
    const followed = this.anchors.piecesOf(tag.id);
    if (followed.length > 0 && followed.every((piece) => piece !== undefined)) return followed;
    return placePieces(this.text, tag).map((found, i) => followed[i] ?? found);
  }

  placements(tags: readonly Tag[]): Map<string, Placement> {
    const placements = new Map<string, Placement>();
    if (this.lost.size + this.vanished.size + this.moved.size + this.inferred.size === 0) return placements;
    for (const tag of tags) {
      const spans = this.spansOf(tag.id);
      if (!spans) placements.set(tag.id, { kind: 'lost' });
      else if (this.moved.has(tag.id) || this.inferred.has(tag.id)) {
        const kind = this.moved.has(tag.id) ? 'moved' : 'placed';
        placements.set(tag.id, { kind, pieces: spans.map((range) => this.text.spanOf(range)) });
      }
    }
    return placements;
  }

  /**
   * What a save has to write: the new places, quotes and contexts of the tags that moved with the text, seen key by key or
   * through two known texts. Tags that were found again keep what proves them until somebody accepts them (`accepted`), lost
   * ones too. It is about the text as it is now, whatever is typed before the last step.
   */
  drift(tags: readonly Tag[], accepted: (id: string) => boolean = () => false): Steps<SidecarChange[]> {
    const without = new Set(this.lost);
    for (const id of [...this.moved, ...this.inferred]) if (!accepted(id)) without.add(id);
    return driftOf(this.text, tags, this.anchors.spans(without));
  }
}

/** Is the place that was found for a tag not what became of another passage of the old text? */
function isNoOther(
  back: ReturnType<typeof mapThrough>,
  from: PlaceableText,
  to: PlaceableText,
  old: readonly Range[],
  pieces: readonly Range[],
): boolean {
  return pieces.every((piece, i) => {
    const came = back(to.toPlain(piece.from), to.toPlain(piece.to));
    const span = old[i];
    return !came || !span || (came.from < from.toPlain(span.to) && from.toPlain(span.from) < came.to);
  });
}
