/** What waits, what can be taken back and what is undecided follow their files to another name, and make no file where there is none. */
import assert from 'node:assert/strict';
import type { FileChange } from '../../src/core/changes';
import { sidecarOf } from '../../src/core/files/addresses';
import { StepMet } from '../../src/core/library/edited';
import type { Library } from '../../src/core/library/library';
import { makeLibrary, type MemoryFiles, type MemoryStore } from './support/memory';
import { add, BOOK, change, full, settle, SIDECAR, SOURCE, world, write } from './support/windows';

const NEW = 'file:///w/new.txt';
const NEW_SIDECAR = sidecarOf(NEW);
const note = (text: string): FileChange => change(SOURCE, { op: 'set', id: 'aaaaaaaa', set: { note: text } });

/** What somebody moves: files, or a folder with all that is in it. */
function move(files: MemoryFiles, from: string, to: string): void {
  for (const [uri, bytes] of [...files.contents]) {
    if (uri !== from && !uri.startsWith(from + '/')) continue;
    files.contents.set(to + uri.slice(from.length), bytes);
    files.contents.delete(uri);
  }
}

async function renamed(library: Library, files: MemoryFiles, from: string, to: string): Promise<void> {
  move(files, from, to);
  if (from === SOURCE) move(files, SIDECAR, sidecarOf(to));
  library.renamed(from, to);
  await library.rescan();
}

async function begin(): Promise<{ files: MemoryFiles; store: MemoryStore; library: Library }> {
  const { files, store } = world();
  const library = makeLibrary(files, { store });
  await library.readAll();
  await write(library, add(SOURCE, 'aaaaaaaa'));
  return { files, store, library };
}

describe('a source that gets another name', () => {
  it('takes a note along that could not be written', async () => {
    const { files, library } = await begin();
    files.onWrite = full;
    await assert.rejects(write(library, note('mine')), /disk full/);
    await renamed(library, files, SOURCE, NEW);
    assert.equal(library.source(NEW)?.tags[0]?.note, 'mine');
    files.onWrite = () => undefined;
    await library.flush();
    assert.match(files.text(NEW_SIDECAR) ?? '', /note: "?mine/);
    assert.deepEqual([library.unsaved(), library.disputed()], [[], []]);
    library.dispose();
  });

  it('makes no sidecar anew under that name where its own went away under a change', async () => {
    const { files, library } = await begin();
    files.onWrite = full;
    await assert.rejects(write(library, note('mine')), /disk full/);
    const was = files.text(SIDECAR) ?? '';
    files.contents.delete(SIDECAR);
    await library.refresh(SIDECAR);
    files.onWrite = () => undefined;
    await renamed(library, files, SOURCE, NEW);
    await settle();
    assert.equal(files.text(NEW_SIDECAR), undefined);
    assert.deepEqual(
      library.unsaved().map(({ uri, gone }) => [uri, gone]),
      [[NEW_SIDECAR, true]],
    );
    await library.writeAgain(NEW_SIDECAR);
    assert.equal(files.text(NEW_SIDECAR), was + '    note: "mine"\n');
    library.dispose();
  });

  it('keeps a disagreement that is not decided yet', async () => {
    const { files, library } = await begin();
    files.onWrite = full;
    await assert.rejects(write(library, note('mine')), /disk full/);
    files.put(SIDECAR, (files.text(SIDECAR) ?? '') + '    note: "theirs"\n');
    await library.refresh(SIDECAR);
    files.onWrite = () => undefined;
    const [dispute] = library.disputed();
    assert.ok(dispute);
    await renamed(library, files, SOURCE, NEW);
    const [same] = library.disputed();
    assert.ok(same);
    await library.decide(same, 'mine');
    await settle();
    assert.match(files.text(NEW_SIDECAR) ?? '', /note: "?mine/);
    assert.equal(files.text(SIDECAR), undefined);
    library.dispose();
  });

  it('makes no sidecar under the old name where another window, which was not told, undoes', async () => {
    const { files, library } = await begin();
    await write(library, change(SOURCE, { op: 'remove', id: 'aaaaaaaa' }));
    move(files, SOURCE, NEW);
    move(files, SIDECAR, NEW_SIDECAR);
    await library.rescan();
    await assert.rejects(library.undo(), (error) => error instanceof StepMet && error.why === 'gone');
    await settle();
    assert.equal(files.text(SIDECAR), undefined);
    move(files, NEW, SOURCE);
    await (
      await library.undo()
    )?.written;
    assert.match(files.text(SIDECAR) ?? '', /id: aaaaaaaa/);
    library.dispose();
  });
});

describe('a folder that gets another name', () => {
  const IN = 'file:///w/old/a.txt';
  const OUT = 'file:///w/new/a.txt';
  async function inFolder(): Promise<{ files: MemoryFiles; library: Library }> {
    const { files, store } = world();
    files.put(IN, files.text(SOURCE) ?? '');
    files.put('file:///w/old/codebook.yaml', files.text(BOOK) ?? '');
    const library = makeLibrary(files, { store });
    await library.readAll();
    return { files, library };
  }
  const entity: FileChange = {
    kind: 'codebook',
    uri: 'file:///w/old/codebook.yaml',
    changes: [{ op: 'set-entity', id: 'aysel', set: { name: 'Aysel K.' } }],
  };

  it('takes along what its codebook waits for', async () => {
    const { files, library } = await inFolder();
    files.onWrite = full;
    await assert.rejects(write(library, entity), /disk full/);
    await renamed(library, files, 'file:///w/old', 'file:///w/new');
    files.onWrite = () => undefined;
    await library.flush();
    assert.match(files.text('file:///w/new/codebook.yaml') ?? '', /Aysel K\./);
    assert.equal(library.codebookOf(OUT)?.entity('aysel')?.name, 'Aysel K.');
    assert.deepEqual(library.unsaved(), []);
    library.dispose();
  });

  it('takes along what can be taken back of its codebook', async () => {
    const { files, library } = await inFolder();
    await write(library, entity);
    await renamed(library, files, 'file:///w/old', 'file:///w/new');
    const done = await library.undo();
    await done?.written;
    assert.equal(done?.count, 1);
    assert.doesNotMatch(files.text('file:///w/new/codebook.yaml') ?? '', /Aysel K\./);
    library.dispose();
  });
});
