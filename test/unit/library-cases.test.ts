import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { Library } from '../../src/core/library/library';
import { sidecarOf } from '../../src/core/files/addresses';
import { pieceAt } from '../../src/core/anchors/context';
import { makeLibrary, MemoryFiles } from './support/memory';

const SOURCE = 'file:///w/a.txt';
const OTHER = 'file:///w/b.txt';
const BOOK = 'file:///w/codebook.yaml';
const TEXT = 'Aysel met the harbour master.\n';
const CODEBOOK = 'stancemark: 1\nentities:\n  - id: aysel\n    name: Aysel\n    type: person\n';

async function add(library: Library, words: string): Promise<void> {
  const from = TEXT.indexOf(words);
  const piece = pieceAt(new PlaceableText(TEXT), { from, to: from + words.length });
  const tag = { id: library.newId(SOURCE), ...piece, entity: 'aysel' };
  await (
    await library.edit('Tag', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'add', tag }] }])
  ).written;
}

async function begin(): Promise<{ files: MemoryFiles; library: Library }> {
  const files = new MemoryFiles();
  files.put(SOURCE, TEXT);
  files.put(BOOK, CODEBOOK);
  const library = makeLibrary(files);
  await library.readAll();
  await add(library, 'Aysel');
  return { files, library };
}

const fullDisk = (): never => {
  throw new Error('disk full');
};

// Each was found by `model.test.ts`.
describe('library, what the model test found', () => {
  it('what could not be written is not put over a file that was broken meanwhile', async () => {
    const { files, library } = await begin();
    files.onWrite = fullDisk;
    await assert.rejects(add(library, 'master'), /disk full/);
    files.onWrite = () => undefined;
    const good = files.text(sidecarOf(SOURCE)) ?? '';
    const broken = `<<<<<<< HEAD\n${good}=======\n>>>>>>> other\n`;
    files.put(sidecarOf(SOURCE), broken);
    await library.refresh(sidecarOf(SOURCE));
    await assert.rejects(library.flush());
    assert.equal(files.text(sidecarOf(SOURCE)), broken);

    files.put(sidecarOf(SOURCE), good);
    await library.refresh(sidecarOf(SOURCE));
    await library.flush();
    assert.equal(library.source(SOURCE)?.refusal, undefined);
    assert.equal(library.source(SOURCE)?.tags.length, 2);
    assert.match(files.text(sidecarOf(SOURCE)) ?? '', /quote: "?master/);
    library.dispose();
  });

  it('a file that was refused while it was written, and is again what it was, is refused no more', async () => {
    const { files, library } = await begin();
    const good = files.text(sidecarOf(SOURCE)) ?? '';
    files.put(sidecarOf(SOURCE), '');
    await assert.rejects(add(library, 'master'));
    files.put(sidecarOf(SOURCE), good);
    await library.refresh(sidecarOf(SOURCE));
    assert.equal(library.source(SOURCE)?.refusal, undefined);
    await library.flush();
    assert.match(files.text(sidecarOf(SOURCE)) ?? '', /quote: "?master/);
    library.dispose();
  });

  it('what could not be written goes along when the source gets another name', async () => {
    const { files, library } = await begin();
    files.onWrite = fullDisk;
    await assert.rejects(add(library, 'master'), /disk full/);
    for (const [from, to] of [
      [SOURCE, OTHER],
      [sidecarOf(SOURCE), sidecarOf(OTHER)],
    ] as const) {
      files.put(to, files.text(from) ?? '');
      files.contents.delete(from);
    }
    library.renamed(SOURCE, OTHER);
    await library.rescan();
    assert.equal(library.source(OTHER)?.tags.length, 2);
    files.onWrite = () => undefined;
    await library.flush();
    assert.match(files.text(sidecarOf(OTHER)) ?? '', /quote: "?master/);
    library.dispose();
  });

  it('a look that began before a write and ends after it does not bring the old state back', async () => {
    const { files, library } = await begin();
    const old = await files.read(sidecarOf(SOURCE));
    let release: () => void = () => undefined;
    const read = files.read.bind(files);
    files.read = async () => {
      files.read = read;
      await new Promise<void>((resolve) => (release = resolve));
      return old;
    };
    const look = library.refresh(sidecarOf(SOURCE));
    await add(library, 'master');
    release();
    await look;
    assert.equal(library.source(SOURCE)?.tags.length, 2);
  });

  it('a codebook that changed or went without an event is seen by the next look at everything', async () => {
    const { files, library } = await begin();
    files.put(BOOK, CODEBOOK.replace('name: Aysel', 'name: Aysel K.'));
    await library.rescan();
    assert.equal(library.codebookOf(SOURCE)?.entity('aysel')?.name, 'Aysel K.');
    files.contents.delete(BOOK);
    await library.rescan();
    assert.equal(library.codebookOf(SOURCE)?.entity('aysel'), undefined);
  });

  it('a change that was left out takes no effect later, and makes no file', async () => {
    const { files, library } = await begin();
    const [tag] = library.source(SOURCE)?.tags ?? [];
    assert.ok(tag);
    const done = await library.edit('Remove', [
      { kind: 'sidecar', uri: OTHER, changes: [{ op: 'remove', id: tag.id }] },
    ]);
    await done.written;
    assert.deepEqual([done.count, done.skipped.length], [0, 1]);
    assert.equal(files.text(sidecarOf(OTHER)), undefined);
  });
});
