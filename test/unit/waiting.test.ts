import assert from 'node:assert/strict';
import type { Edited } from '../../src/core/library/edits';
import type { Library } from '../../src/core/library/library';
import { PlaceableText } from '../../src/core/anchors/place';
import type { FileChange } from '../../src/core/changes';
import { pieceAt } from '../../src/core/text/context';
import { makeLibrary, MemoryFiles, MemoryStore } from './support/memory';

const SOURCE = 'file:///w/a.txt';
const SIDECAR = SOURCE + '.tags.yaml';
const BOOK = 'file:///w/codebook.yaml';
const TEXT = 'Aysel met the harbour master.\n';

const entity = { id: 'aysel', name: 'Aysel', type: 'person', aliases: [] };
const tag = { id: 'abcdefgh', ...pieceAt(new PlaceableText(TEXT), { from: 0, to: 5 }), entity: 'aysel' };
const CHANGES: readonly FileChange[] = [
  { kind: 'codebook', uri: BOOK, changes: [{ op: 'add-entity', entity }] },
  { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'add', tag }] },
];

/** A session in which nothing could be written, ended; and what it left. */
async function leftBehind(): Promise<{ files: MemoryFiles; store: MemoryStore; library: Library; done: Edited }> {
  const files = new MemoryFiles();
  const store = new MemoryStore();
  files.put(SOURCE, TEXT);
  files.onWrite = () => {
    throw new Error('disk full');
  };
  const library = makeLibrary(files, { store });
  const done = await library.edit('Tag', CHANGES);
  await assert.rejects(done.written);
  await Promise.allSettled([library.flush()]);
  return { files, store, library, done };
}

const left = (files: MemoryFiles, store: MemoryStore): string[] =>
  makeLibrary(files, { store })
    .unsaved()
    .map(({ uri }) => uri);

describe('unwritten changes', () => {
  it('are known to the next session, which can make them', async () => {
    const { files, store, library } = await leftBehind();
    library.dispose();
    files.onWrite = () => undefined;
    const next = makeLibrary(files, { store });
    assert.equal(next.leftBehind, 2);
    assert.deepEqual(left(files, store), [BOOK, SIDECAR]);
    await next.retry();
    assert.deepEqual(next.unsaved(), []);
    assert.match(files.text(SIDECAR) ?? '', /id: abcdefgh/);
    assert.match(files.text(BOOK) ?? '', /id: aysel/);
    assert.deepEqual(left(files, store), []);
  });

  it('are forgotten as soon as they are written or given up', async () => {
    for (const end of ['write', 'give up'] as const) {
      const { files, store, library } = await leftBehind();
      files.onWrite = () => undefined;
      if (end === 'write') await library.flush();
      else for (const uri of [SIDECAR, BOOK]) library.discard(uri);
      assert.equal(files.text(SIDECAR) !== undefined, end === 'write');
      assert.deepEqual(left(files, store), [], end);
    }
  });

  it('do nothing where they were written after all', async () => {
    const { files, store, library } = await leftBehind();
    library.dispose();
    files.onWrite = () => undefined;
    const other = makeLibrary(files);
    await (
      await other.edit('Tag', CHANGES)
    ).written;
    const sidecar = files.text(SIDECAR);
    await makeLibrary(files, { store }).retry();
    assert.equal(files.text(SIDECAR), sidecar);
  });

  it('stay where they are while nobody has decided, beside what fails later', async () => {
    const { files, store, library } = await leftBehind();
    library.dispose();
    const next = makeLibrary(files, { store });
    const note: FileChange = {
      kind: 'sidecar',
      uri: SOURCE,
      changes: [{ op: 'add', tag: { ...tag, id: 'bcdefghi' } }],
    };
    await assert.rejects((await next.edit('Tag', [note])).written);
    next.dispose();
    const third = makeLibrary(files, { store });
    assert.equal(third.leftBehind, 3);
    for (const { uri } of third.unsaved()) third.discard(uri);
    assert.deepEqual(left(files, store), []);
    assert.equal(files.text(SIDECAR), undefined);
  });

  it('wait in memory alone where the store fails', async () => {
    const { library, store, files } = await leftBehind();
    store.set = () => Promise.reject(new Error('no room'));
    files.onWrite = () => {
      throw new Error('still full');
    };
    await assert.rejects(library.flush());
    files.onWrite = () => undefined;
    await library.flush();
    assert.match(files.text(SIDECAR) ?? '', /id: abcdefgh/);
  });
});
