/** One passage in several pieces: it stands whole or not at all, and what the sidecar says of it is never cut to a part. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { Range } from '../../src/core/text/range';
import type { TextChange } from '../../src/core/text/map-range';
import type { Library } from '../../src/core/library/library';
import type { Piece, Tag } from '../../src/core/model';
import { sidecarOf } from '../../src/core/files/addresses';
import { pieceAtOffset, piecesPatch, withPassages } from '../../src/core/tagging/piece-edits';
import { pieceCount, piecesOf, quoteOf } from '../../src/core/pieces';
import { applyToSidecar, readSidecar } from '../../src/core/sidecar';
import { anchorIn } from '../../src/core/anchors/context';
import { applied, below, inverseOf, placeIn, randomOf } from './support/live-model';
import { makeLibrary, MemoryFiles } from './support/memory';

const SOURCE = 'file:///w/a.txt';
const BOOK = 'file:///w/codebook.yaml';
const CODEBOOK = 'stancemark: 1\nentities:\n  - id: aysel\n    name: Aysel\n    type: person\n';

function tagOn(text: string, id: string, ranges: readonly Range[]): Tag {
  const placeable = new PlaceableText(text);
  const [first, ...also] = ranges.map((range) => anchorIn(placeable, range));
  assert.ok(first);
  return { id, ...first, ...(also.length > 0 && { also }), entity: 'aysel' };
}

/** A source in an editor: typing, saving, closing and opening as a user does. */
class Desk {
  library!: Library;

  private constructor(
    readonly files: MemoryFiles,
    public text: string,
  ) {}

  static async with(text: string, tags: readonly Tag[]): Promise<Desk> {
    const files = new MemoryFiles();
    files.put(SOURCE, text);
    files.put(BOOK, CODEBOOK);
    files.put(
      sidecarOf(SOURCE),
      applyToSidecar(
        undefined,
        tags.map((tag) => ({ op: 'add', tag })),
      ).sidecar.text,
    );
    const desk = new Desk(files, text);
    await desk.open();
    return desk;
  }

  private async open(): Promise<void> {
    this.library = makeLibrary(this.files);
    await this.library.readAll();
    await this.library.opened(SOURCE, () => this.text);
  }

  type(changes: readonly TextChange[]): void {
    this.text = applied(this.text, changes);
    this.library.changed(SOURCE, changes, () => this.text);
  }

  put(old: string, now: string): void {
    const offset = this.text.indexOf(old);
    assert.ok(offset >= 0, old);
    this.type([{ offset, removed: old.length, text: now }]);
  }

  async save(): Promise<void> {
    this.files.put(SOURCE, this.text);
    await this.library.saved(SOURCE, this.text);
  }

  /** The window is closed and opened again, on what is on disk. */
  async reload(): Promise<void> {
    this.library.dispose();
    this.text = this.files.text(SOURCE) ?? '';
    await this.open();
  }

  get sidecar(): string {
    return this.files.text(sidecarOf(SOURCE)) ?? '';
  }

  /** The tags as they are on disk, by id. */
  get written(): ReadonlyMap<string, Tag> {
    const reading = readSidecar(this.sidecar);
    assert.ok(reading.ok);
    return new Map(reading.value.tags.map((tag) => [tag.id, tag]));
  }

  kind(id: string): string {
    return this.library.source(SOURCE)?.placements.get(id)?.kind ?? 'placed';
  }

  /** The words on which a tag stands; undefined while it is lost. */
  words(id: string): string[] | undefined {
    return this.library.rangesOf(SOURCE, id)?.map(({ from, to }) => this.text.slice(from, to));
  }
}

const TEXT = 'The minister, who had just returned, welcomed the pact. Nobody answered him.\n';
const rangeOf = (words: string): Range => ({ from: TEXT.indexOf(words), to: TEXT.indexOf(words) + words.length });
const twoPieces = (): Tag => tagOn(TEXT, 'abcdefgh', [rangeOf('The minister'), rangeOf('welcomed the pact')]);

describe('a tag in several pieces', () => {
  for (const [which, words] of [
    ['first', 'The minister'],
    ['second', 'welcomed the pact'],
  ] as const) {
    it(`whose ${which} is deleted, saved, put back and saved has all of them on disk, all along`, async () => {
      const desk = await Desk.with(TEXT, [twoPieces()]);
      const before = desk.sidecar;
      desk.put(words, '');
      assert.equal(desk.kind('abcdefgh'), 'lost');
      await desk.save();
      assert.equal(desk.sidecar, before);
      desk.type([{ offset: TEXT.indexOf(words), removed: 0, text: words }]);
      await desk.save();
      assert.equal(desk.sidecar, before);
      assert.deepEqual(desk.words('abcdefgh'), ['The minister', 'welcomed the pact']);
    });
  }

  it('is found whole again when the piece returns after the window was closed', async () => {
    const desk = await Desk.with(TEXT, [twoPieces()]);
    const before = desk.sidecar;
    desk.put(' welcomed the pact', '');
    await desk.save();
    await desk.reload();
    assert.equal(desk.kind('abcdefgh'), 'lost');
    desk.put('. Nobody', ' welcomed the pact. Nobody');
    await desk.save();
    assert.deepEqual([desk.kind('abcdefgh'), desk.sidecar], ['placed', before]);
  });

  it('is at none of its pieces while one is gone: not under the cursor, not in the text, not in a sum', async () => {
    const desk = await Desk.with(TEXT, [twoPieces()]);
    desk.put('welcomed the pact', '');
    assert.deepEqual(desk.library.tagsAt(SOURCE, 5), []);
    assert.deepEqual(desk.library.tagsWithin(SOURCE, 0, desk.text.length), []);
    assert.equal(desk.library.rangesOf(SOURCE, 'abcdefgh'), undefined);
  });

  it('is written anew as a whole when its pieces moved', async () => {
    const desk = await Desk.with(TEXT, [twoPieces()]);
    desk.put('who had just returned', 'back at last');
    await desk.save();
    const tag = desk.written.get('abcdefgh');
    assert.ok(tag);
    assert.deepEqual(piecesOf(tag).map(({ at }) => at.startColumn), [0, 28]); // prettier-ignore
    assert.equal(quoteOf(tag), 'The minister […] welcomed the pact');
  });
});

describe('pieces added and taken away', () => {
  const at = (from: number, to: number): Range => ({ from, to });
  const two = [at(10, 20), at(30, 40)];
  for (const [what, added, expected] of [
    [
      'between',
      [at(22, 28)],
      [
        [10, 20, 0],
        [22, 28, undefined],
        [30, 40, 1],
      ],
    ],
    [
      'before all: it is the first now',
      [at(0, 5)],
      [
        [0, 5, undefined],
        [10, 20, 0],
        [30, 40, 1],
      ],
    ],
    [
      'over a border: that piece is longer',
      [at(15, 25)],
      [
        [10, 25, 0],
        [30, 40, 1],
      ],
    ],
    [
      'that touches one: they are one',
      [at(20, 25)],
      [
        [10, 25, 0],
        [30, 40, 1],
      ],
    ],
    ['over both: one piece', [at(5, 45)], [[5, 45, 0]]],
    [
      'two at once, one of them inside',
      [at(12, 14), at(50, 60)],
      [
        [10, 20, 0],
        [30, 40, 1],
        [50, 60, undefined],
      ],
    ],
  ] as const) /* prettier-ignore */ {
    it(`a passage ${what}`, () => {
      const now = withPassages(two, added);
      assert.deepEqual(now?.map(({ from, to, old }) => [from, to, old]), expected); // prettier-ignore
    });
  }

  it('nothing, where the pieces hold the passage already', () => {
    assert.equal(withPassages(two, [at(10, 20), at(31, 33)]), undefined);
  });

  it('finds the piece at the cursor, the shortest of those that overlap', () => {
    const pieces = [at(0, 50), at(10, 20), at(60, 70)];
    assert.deepEqual([15, 20, 40, 55, 70].map((offset) => pieceAtOffset(pieces, offset)), [1, 1, 0, -1, 2]); // prettier-ignore
    assert.deepEqual(
      [20, 70].map((offset) => pieceAtOffset(pieces, offset, false)),
      [0, -1],
    );
  });

  it('a piece’s unknown keys stay its own; the tag’s stay the tag’s', () => {
    const tag = twoPieces();
    const kept: Tag = { ...tag, extra: { 'x-t': '1' }, also: [{ ...(tag.also?.[0] as Piece), extra: { 'x-p': '2' } }] };
    const text = new PlaceableText(TEXT);
    const [first, second] = piecesOf(kept).map(({ at: span }) => text.rangeOf(span)) as [Range, Range];
    const longer = piecesPatch(text, kept, withPassages([first, second], [rangeOf('Nobody')]) ?? []);
    assert.deepEqual(longer.pieces?.map(({ quote, extra }) => [quote, extra]), [
      ['The minister', undefined],
      ['welcomed the pact', { 'x-p': '2' }],
      ['Nobody', undefined],
    ]); // prettier-ignore
    // The second is the tag's first now: its keys must not be lost with the list.
    const left = piecesPatch(text, kept, [{ ...second, old: 1 }]);
    assert.deepEqual([left.pieces?.length, left.extra], [1, { 'x-p': '2', 'x-t': '1' }]);
  });

  it('is a step of undo of its own, and the tag is the last one made', async () => {
    const desk = await Desk.with(TEXT, [tagOn(TEXT, 'abcdefgh', [rangeOf('The minister')])]);
    const before = desk.sidecar;
    const tag = desk.library.tag(SOURCE, 'abcdefgh') as Tag;
    const more = withPassages([rangeOf('The minister')], [rangeOf('welcomed the pact')]) ?? [];
    const set = piecesPatch(new PlaceableText(TEXT), tag, more);
    await (
      await desk.library.edit('Add', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: tag.id, set }] }])
    ).written;
    assert.match(
      desk.sidecar,
      /quote: "The minister"\n(.*\n)*? {4}also:\n {6}- at: 1:38-1:55\n {8}quote: "welcomed the pact"/,
    );
    assert.deepEqual(desk.words('abcdefgh'), ['The minister', 'welcomed the pact']);
    assert.deepEqual(desk.library.lastTags(SOURCE), ['abcdefgh']);
    await (
      await desk.library.undo()
    )?.written;
    assert.equal(desk.sidecar, before);
    assert.deepEqual(desk.words('abcdefgh'), ['The minister']);
    await (
      await desk.library.redo()
    )?.written;
    assert.deepEqual(desk.words('abcdefgh'), ['The minister', 'welcomed the pact']);
  });
});

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
