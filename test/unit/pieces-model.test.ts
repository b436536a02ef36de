/** Tags in several pieces through random edits, saves and new windows: at each moment whole or lost, and in the end what they were. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { Tag } from '../../src/core/model';
import { pieceCount, piecesOf, quoteOf } from '../../src/core/pieces';
import { piecesPatch, withPassages } from '../../src/core/tagging/piece-edits';
import type { TextChange } from '../../src/core/text/map-range';
import type { Range } from '../../src/core/text/range';
import { below, inverseOf, placeIn, randomOf } from './support/live-model';
import { Desk, SOURCE, tagOn } from './support/pieces-desk';

/** Where the pieces of a tag's random passage are: apart, or as they come. */
function rangesIn(random: () => number, text: string, apart: boolean): Range[] {
  const words = [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({ from: index, to: index + word.length }));
  const ranges: Range[] = [];
  for (let i = 1 + below(random, 4); i > 0; i--) {
    const first = below(random, words.length - 1);
    const last = Math.min(words.length - 1, first + below(random, 4));
    const range = { from: words[first]?.from ?? 0, to: words[last]?.to ?? 0 };
    if (!apart || ranges.every(({ from, to }) => range.to < from || range.from > to)) ranges.push(range);
  }
  return ranges;
}

/** Words of which none stands twice. */
function wordsOf(random: () => number, count: number): string {
  const syllables = ['ka', 'lo', 'mi', 'nu', 're', 'sa', 'ti', 'vo'];
  const syllable = (): string => syllables[below(random, syllables.length)] ?? '';
  return Array.from({ length: count }, (_, i) => `${syllable()}${syllable()}${i.toString(36)}${syllable()}`).join(' ');
}

/** What must hold at every moment, whatever was done: on disk and in memory a passage is whole. */
function assertWhole(desk: Desk, tags: readonly Tag[], before: ReadonlyMap<string, Tag>): void {
  const written = desk.written;
  for (const { id, ...tag } of tags) {
    const now = written.get(id);
    assert.ok(now, id);
    assert.equal(pieceCount(now), pieceCount({ id, ...tag }), id);
    const words = desk.words(id);
    assert.equal(words?.length ?? pieceCount(now), pieceCount(now), id);
    assert.equal(words === undefined, desk.kind(id) === 'lost', id);
    // Whoever does not stand without doubt keeps its evidence.
    if (desk.kind(id) !== 'placed') assert.deepEqual(now, before.get(id), id);
    else if (words) for (const word of words) assert.ok(word.length > 0, id);
  }
}

/** Does every tag stand, on disk and in memory, where it stood at first? Those of `unsure` may be lost, their words whole. */
function assertSame(desk: Desk, tags: readonly Tag[], unsure = false): void {
  for (const tag of tags) {
    if (unsure && desk.kind(tag.id) === 'lost') {
      const words = quoteOf(desk.written.get(tag.id) ?? tag);
      assert.equal(words.replace(/ Ω\d+ /g, ''), quoteOf(tag));
      continue;
    }
    const now = desk.written.get(tag.id);
    assert.ok(now);
    const says = (one: Tag): unknown => piecesOf(one).map(({ at, quote }) => [at, quote]);
    assert.equal(desk.kind(tag.id), 'placed', tag.id);
    assert.deepEqual(says(now), says(tag));
    assert.deepEqual(desk.words(tag.id), piecesOf(tag).map(({ quote }) => quote)); // prettier-ignore
    assert.equal(desk.kind(tag.id), 'placed');
  }
}

/** Edits of all kinds in pieces that overlap, undone in order with saves between: every tag is what it was. */
async function runOfEdits(seed: number): Promise<void> {
  const random = randomOf(seed);
  const text = wordsOf(random, 30);
  const tags = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map((id) => tagOn(text, id, rangesIn(random, text, false)));
  const desk = await Desk.with(text, tags);
  const undo: TextChange[][] = [];
  const step = async (changes: TextChange[]): Promise<void> => {
    const before = desk.written;
    desk.type(changes);
    if (random() < 0.3) await desk.save();
    assertWhole(desk, tags, before);
  };
  for (let i = 3 + below(random, 6); i > 0; i--) {
    const piece = desk.library.rangesOf(SOURCE, tags[below(random, 3)]?.id ?? '')?.[0];
    const from = piece && random() < 0.5 ? piece.from : placeIn(random, desk.text, 0, desk.text.length);
    const to = piece && from === piece.from ? piece.to : Math.min(desk.text.length, from + below(random, 12));
    const change = { offset: from, removed: to - from, text: random() < 0.3 ? `Ω${i}` : '' };
    undo.push(inverseOf(desk.text, [change]));
    await step([change]);
  }
  for (const inverse of undo.reverse()) await step(inverse);
  assert.equal(desk.text, text);
  await desk.save();
  assertSame(desk, tags);
  desk.library.dispose();
}

/** Whole pieces deleted and put back in any order, with saves and new windows between: every tag is what it was. */
async function runOfPieces(seed: number, windows: boolean): Promise<void> {
  const random = randomOf(seed);
  const text = wordsOf(random, 40);
  const ranges = Array.from({ length: 4 }, () => rangesIn(random, text, true)).flat();
  // No two pieces of any tags touch: what is taken from one is taken from no other.
  const apart = ranges.filter((one, i) => ranges.slice(0, i).every(({ from, to }) => one.to < from || one.from > to));
  const tags = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].flatMap((id) => {
    const own = apart.splice(0, 1 + below(random, 4));
    return own.length > 0 ? [tagOn(text, id, own)] : [];
  });
  const pieces = tags.flatMap((tag) => piecesOf(tag).map(({ quote }) => quote));
  const desk = await Desk.with(text, tags);
  const gone = new Set<string>();
  /** The text with those pieces left out: what the user makes of it, one piece at a time. */
  const without = (): string => [...gone].reduce((left, quote) => left.replace(quote, ''), text);
  const turn = async (quote: string): Promise<void> => {
    const before = desk.written;
    if (!gone.delete(quote)) gone.add(quote);
    const after = without();
    let head = 0;
    while (head < after.length && desk.text[head] === after[head]) head++;
    const grown = after.length - desk.text.length;
    // A piece that returns between equal letters could stand at two places by its letters alone: words tell it.
    desk.type([
      grown > 0
        ? { offset: head, removed: 0, text: after.slice(head, head + grown) }
        : { offset: head, removed: -grown, text: '' },
    ]);
    assert.equal(desk.text, after);
    if (random() < 0.4) await desk.save();
    assertWhole(desk, tags, before);
    if (windows && random() < 0.2) {
      await desk.save();
      await desk.reload();
      assertWhole(desk, tags, before);
    }
  };
  for (let i = 2 + below(random, 8); i > 0; i--) await turn(pieces[below(random, pieces.length)] ?? '');
  for (const quote of [...gone].sort(() => random() - 0.5)) await turn(quote);
  await desk.save();
  // Saved while a neighbour was gone, and compared with that in a new window, the neighbour there again: a person looks at it.
  await desk.library.accept(SOURCE);
  assertSame(desk, tags, windows);
  desk.library.dispose();
}

/** Pieces added and taken away between edits of the text and saves, all of it undone: every tag is what it was. */
async function runOfSteps(seed: number): Promise<void> {
  const random = randomOf(seed);
  const text = wordsOf(random, 30);
  const tags = ['aaaaaaaa', 'bbbbbbbb'].map((id) => tagOn(text, id, rangesIn(random, text, false)));
  const desk = await Desk.with(text, tags);
  const undo: (() => Promise<void>)[] = [];
  for (let i = 3 + below(random, 6); i > 0; i--) {
    const tag = desk.library.tag(SOURCE, random() < 0.5 ? 'aaaaaaaa' : 'bbbbbbbb') as Tag;
    const places = desk.library.rangesOf(SOURCE, tag.id);
    if (places && random() < 0.6) {
      const grow = places.length === 1 || (places.length < 4 && random() < 0.5);
      const more = withPassages(places, rangesIn(random, desk.text, false).slice(0, 1));
      const less = places.map((range, old) => ({ ...range, old })).filter((_, n) => n !== below(random, places.length));
      const pieces = grow ? more : less.length > 0 ? less : undefined;
      if (!pieces) continue;
      const set = piecesPatch(new PlaceableText(desk.text), tag, pieces);
      const change = { op: 'set' as const, id: tag.id, set };
      const done = await desk.library.edit('Pieces', [{ kind: 'sidecar', uri: SOURCE, changes: [change] }]);
      await done.written;
      assert.equal(desk.words(tag.id)?.length, pieces.length);
      if (done.count > 0) undo.push(async () => void (await (await desk.library.undo())?.written));
    } else {
      const offset = placeIn(random, desk.text, 0, desk.text.length);
      // No deletions here: a border that was cut, saved and put back by undo of a step is the one that stands.
      const change = { offset, removed: 0, text: ` Ω${i} ` };
      const inverse = inverseOf(desk.text, [change]);
      desk.type([change]);
      undo.push(() => Promise.resolve(desk.type(inverse)));
    }
    if (random() < 0.4) await desk.save();
  }
  for (const step of undo.reverse()) {
    await step();
    if (random() < 0.4) await desk.save();
  }
  assert.equal(desk.text, text);
  await desk.save();
  // What undo put back says the context of that moment: where the text was another one then, a person looks at it.
  await desk.library.accept(SOURCE);
  assertSame(desk, tags, true);
  desk.library.dispose();
}

describe('tags of one to four pieces through random edits', function () {
  this.timeout(60_000);
  const holds = async (run: (seed: number) => Promise<void>, numRuns: number): Promise<void> => {
    await fc.assert(fc.asyncProperty(fc.integer(), run), { numRuns, endOnFailure: true });
  };
  it('are whole or lost at each moment, and what they were when all is undone', () => holds(runOfEdits, 120));
  it('come back when their pieces do, in any order, over saves', () => holds((seed) => runOfPieces(seed, false), 80));
  it('are what they were when pieces added and taken away are undone', () => holds(runOfSteps, 100));
  it('are never cut to a part by saves and new windows', () => holds((seed) => runOfPieces(seed, true), 80));
});
