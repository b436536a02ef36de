/** One passage in several pieces: it stands whole or not at all, and what the sidecar says of it is never cut to a part. */
import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { Piece, Tag } from '../../src/core/model';
import { piecesOf, quoteOf } from '../../src/core/pieces';
import { pieceAtOffset, piecesPatch, withPassages } from '../../src/core/tagging/piece-edits';
import type { Range } from '../../src/core/text/range';
import { Desk, SOURCE, tagOn } from './support/pieces-desk';

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
