/** One random run each of the properties of live anchors; they throw when a tag is not where it belongs. */
import assert from 'node:assert/strict';
import { LiveAnchors, type LiveAnchor } from '../../../src/core/anchors/track';
import type { TextChange } from '../../../src/core/text/map-range';
import type { Range } from '../../../src/core/text/range';
import {
  anchorsIn,
  applied,
  below,
  eventIn,
  Fresh,
  inverseOf,
  KINDS,
  Model,
  randomOf,
  replacementFor,
  shuffled,
  tagsOf,
  textOf,
} from './live-model';

/** Is every piece where it is expected, and does the tag stand where all of them do and nowhere else? */
function assertPieces(
  live: LiveAnchors,
  { id }: LiveAnchor,
  expected: readonly (Range | undefined)[],
  when: string,
): void {
  const pieces = live.piecesOf(id);
  const differs = expected.some((one, i) => one?.from !== pieces[i]?.from || one?.to !== pieces[i]?.to);
  if (differs || pieces.length !== expected.length) assert.deepEqual(pieces, expected, `${id} ${when}`);
  const whole = expected.every((one) => one !== undefined);
  assert.deepEqual(live.spansOf(id), whole ? expected : undefined, `${id} ${when}`);
}

/** Random edits, undone singly or several at once now and then and all of them at last, beside the naive model. */
export function runBesideModel(seed: number): void {
  const random = randomOf(seed);
  const fresh = new Fresh();
  // No character stands twice, or the same text could come about in two ways.
  const text = shuffled(random, [...KINDS, ...fresh.text(random, below(random, 20))])
    .slice(below(random, 8))
    .join('');
  const anchors = anchorsIn(random, text, 1 + below(random, 6));
  const tags = tagsOf(seed, anchors);
  const live = new LiveAnchors(text, tags);
  const model = new Model(text, anchors);
  const done: { snapshot: { text: string; units: readonly number[] }; inverse: TextChange[] }[] = [];
  const check = (when: string): void => {
    if (live.text.toString() !== model.text) assert.equal(live.text.toString(), model.text, when);
    const spans = anchors.map((_, piece) => model.spanOf(piece));
    for (const tag of tags) assertPieces(live, tag, spans.splice(0, tag.pieces.length), when);
  };
  const undo = (count: number): void => {
    const undone = done.splice(done.length - count);
    const { snapshot, inverse } = undone[0] as (typeof undone)[0];
    live.change(count === 1 ? inverse : replacementFor(model.text, snapshot.text));
    model.back(snapshot);
    check(`after undo of ${count}`);
  };
  for (let i = 3 + below(random, 5); i > 0; i--) {
    if (done.length > 0 && random() < 0.2) undo(1 + below(random, done.length));
    const changes = eventIn(random, model.text, (count) => fresh.text(random, count));
    done.push({ snapshot: model.snapshot(), inverse: inverseOf(model.text, changes) });
    // The order of the changes of one event does not count.
    live.change(random() < 0.5 ? changes : [...changes].reverse());
    model.change(changes);
    check('after an event');
  }
  while (done.length > 0) undo(random() < 0.8 ? 1 : 1 + below(random, done.length));
  for (const tag of tags) assertPieces(live, tag, tag.pieces, 'after all was undone');
}

/** Edits with so few letters that texts come back by chance all the time: once all is undone, every tag is at its place. */
export function runOfFewLetters(seed: number): void {
  const random = randomOf(seed);
  const kinds = random() < 0.5 ? ['a', 'b'] : ['a', '😀', '\r\n'];
  let text = textOf(random, 2 + below(random, 14), kinds);
  const anchors = anchorsIn(random, text, 1 + below(random, 6));
  const tags = tagsOf(seed, anchors);
  const live = new LiveAnchors(text, tags);
  const undo: TextChange[][] = [];
  for (let i = 3 + below(random, 6); i > 0; i--) {
    const changes = eventIn(random, text, (count) => textOf(random, count, kinds));
    undo.push(inverseOf(text, changes));
    text = applied(text, changes);
    live.change(changes);
    for (const { id } of tags) {
      for (const { from, to } of live.spansOf(id) ?? []) assert.ok(from >= 0 && from < to && to <= text.length);
    }
  }
  for (const inverse of undo.reverse()) {
    text = applied(text, inverse);
    live.change(inverse);
  }
  assert.equal(live.text.toString(), text);
  for (const tag of tags) assertPieces(live, tag, tag.pieces, 'after all was undone');
}

/** Tags made between the edits, all edits undone and done again: every tag is where it was. */
export function runOfRedo(seed: number): void {
  const random = randomOf(seed);
  const fresh = new Fresh();
  const start = textOf(random, 4 + below(random, 16));
  const live = new LiveAnchors(start, []);
  const anchors: LiveAnchor[] = [];
  const events: { changes: TextChange[]; inverse: TextChange[] }[] = [];
  let text = start;
  for (let i = 3 + below(random, 4); i > 0; i--) {
    const changes = eventIn(random, text, (count) => fresh.text(random, count));
    events.push({ changes, inverse: inverseOf(text, changes) });
    text = applied(text, changes);
    live.change(changes);
    for (const { pieces } of tagsOf(seed + i, anchorsIn(random, text, below(random, 3)))) {
      anchors.push({ id: `t${anchors.length}`, pieces });
      live.add(anchors[anchors.length - 1] as LiveAnchor);
    }
  }
  const expected = anchors.map(({ id }) => live.piecesOf(id));
  for (const { inverse } of [...events].reverse()) live.change(inverse);
  assert.equal(live.text.toString(), start);
  for (const { changes } of events) live.change(changes);
  assert.equal(live.text.toString(), text);
  anchors.forEach((anchor, i) => assertPieces(live, anchor, expected[i] ?? [], 'after redo'));
}
