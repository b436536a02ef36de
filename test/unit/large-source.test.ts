/** A source with so many tags that looking at all of them takes several turns: people go on typing and tagging in between. */
import assert from 'node:assert/strict';
import { pieceAt } from '../../src/core/anchors/context';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { sidecarOf } from '../../src/core/files/addresses';
import type { Library } from '../../src/core/library/library';
import type { Tag } from '../../src/core/model';
import { piecesOf } from '../../src/core/pieces';
import { applyToSidecar, readSidecar } from '../../src/core/sidecar';
import { makeLibrary, MemoryFiles } from './support/memory';

const URI = 'file:///w/minutes.txt';
const COUNT = 20_000;

const idOf = (n: number): string => `t${n.toString(26).padStart(7, '0').replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}`; // prettier-ignore
const nameOf = (n: number): string => `Member${n}`;

/** A line for each tag, which is about the name at its start. */
const TEXT = Array.from({ length: COUNT }, (_, n) => `${nameOf(n)} spoke for item ${n % 37}.\n`).join('');

function tagsIn(text: string): Tag[] {
  const placeable = new PlaceableText(text);
  let from = 0;
  return text.split('\n', COUNT).map((line, n) => {
    const tag = { id: idOf(n), ...pieceAt(placeable, { from, to: from + nameOf(n).length }), entity: 'member' };
    from += line.length + 1;
    return tag;
  });
}

const turn = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));

/** Looks whether something ends before a few turns are over. */
async function isSoon(work: Promise<unknown>): Promise<boolean> {
  const end = work.then(() => true);
  return Promise.race([end, turn().then(() => false)]);
}

describe('a source with very many tags', () => {
  let files: MemoryFiles;
  let library: Library;
  let text: string;
  let sidecar = '';

  before(() => {
    const changes = tagsIn(TEXT).map((tag) => ({ op: 'add' as const, tag }));
    sidecar = applyToSidecar(undefined, changes).sidecar.text;
  });
  beforeEach(async () => {
    files = new MemoryFiles();
    files.put(URI, TEXT);
    files.put(sidecarOf(URI), sidecar);
    library = makeLibrary(files);
    text = TEXT;
    await library.readAll();
  });
  afterEach(() => library.dispose());

  const type = (typed: string): void => {
    text = typed + text;
    library.changed(URI, [{ offset: 0, removed: 0, text: typed }], () => text);
  };
  const stand = (): void => {
    for (let n = 0; n < COUNT; n += 97) {
      const [range] = library.rangesOf(URI, idOf(n)) ?? [];
      assert.equal(range && text.slice(range.from, range.to), nameOf(n));
    }
  };
  const written = (): readonly Tag[] => {
    const reading = readSidecar(files.text(sidecarOf(URI)) ?? '');
    assert.ok(reading.ok);
    return reading.value.tags;
  };
  const lineOf = (n: number): number | undefined => written().find(({ id }) => id === idOf(n))?.at.startLine;

  it('is followed from where it stands when it is open, whatever was typed and tagged before that', async () => {
    const opened = library.opened(URI, () => text);
    assert.equal(await isSoon(opened), false);
    text = `A line of the chair.\n${text}`;
    const changes = [{ op: 'remove' as const, id: idOf(3) }];
    const edited = await library.edit('Remove', [{ kind: 'sidecar', uri: URI, changes }]);
    assert.equal(library.isOpen(URI), false);
    await opened;
    assert.equal(library.rangesOf(URI, idOf(3)), undefined);
    stand();
    await edited.written;
  });

  it('is saved as it was when it was saved, whatever is typed before all of it is written', async () => {
    await library.opened(URI, () => text);
    type('\n');
    const saved = library.saved(URI, text);
    assert.equal(await isSoon(saved), false);
    type('Two lines more\nof the chair.\n');
    await saved;
    assert.equal(lineOf(0), 1);
    assert.equal(lineOf(COUNT - 1), COUNT);
    stand();
    await library.saved(URI, text);
    assert.equal(lineOf(COUNT - 1), COUNT + 2);
  });

  // While the places of all are looked at, and while they are put on the sidecar.
  for (const turns of [1, 4, 10, 20]) {
    const wait = async (): Promise<void> => {
      for (let i = 0; i < turns; i++) await turn();
    };

    it(`is written as the later of two saves has it, which comes ${turns} turns after the first`, async () => {
      await library.opened(URI, () => text);
      type('\n\n\n');
      const first = library.saved(URI, text);
      await wait();
      type('\n');
      await Promise.all([first, library.saved(URI, text)]);
      assert.equal(lineOf(0), 4);
      assert.equal(lineOf(COUNT - 1), COUNT + 3);
      stand();
    });

    it(`keeps what somebody does to a tag ${turns} turns after a save`, async () => {
      await library.opened(URI, () => text);
      type('\n');
      const saved = library.saved(URI, text);
      await wait();
      const also = pieceAt(new PlaceableText(text), { from: text.indexOf('spoke'), to: text.indexOf('spoke') + 5 });
      const first = written()[0] as Tag;
      const [own] = library.rangesOf(URI, first.id) ?? [];
      assert.ok(own);
      const pieces = [pieceAt(new PlaceableText(text), own), also];
      await library.edit('Add Passage', [
        {
          kind: 'sidecar',
          uri: URI,
          changes: [
            { op: 'set', id: first.id, set: { pieces } },
            { op: 'remove', id: idOf(1) },
          ],
        },
      ]);
      await saved;
      await library.flush();
      const tags = written();
      assert.deepEqual(piecesOf(tags[0] as Tag).map(({ quote }) => quote), [nameOf(0), 'spoke']); // prettier-ignore
      assert.equal(tags.length, COUNT - 1);
      assert.equal(lineOf(2), 3);
      assert.equal(lineOf(COUNT - 1), COUNT);
      assert.deepEqual(library.disputed(), []);
    });
  }

  it('is saved with turns for others all the time', async () => {
    await library.opened(URI, () => text);
    type('\n');
    let turns = 0;
    const saved = library.saved(URI, text);
    let over = false;
    void saved.then(() => (over = true));
    while (!over) {
      await turn();
      turns++;
    }
    // In one piece it would be two or three.
    assert.ok(turns > 10, `${turns} turns`);
    assert.equal(lineOf(COUNT - 1), COUNT);
  });

  it('is compared anew where its tags were changed while they were compared', async () => {
    files.put(URI, `Above all.\n${TEXT}`);
    library.textMayHaveChanged(URI);
    const check = library.check([URI]);
    assert.equal(await isSoon(check), false);
    await library.edit('Remove', [{ kind: 'sidecar', uri: URI, changes: [{ op: 'remove', id: idOf(3) }] }]);
    await check;
    await library.check([URI]);
    const view = library.source(URI);
    assert.equal(view?.checked, true);
    assert.deepEqual(view?.placements.get(idOf(4))?.kind, 'placed');
    assert.equal(view?.placements.has(idOf(3)), false);
  });
});
