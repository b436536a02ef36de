/** A slow network folder, and a file system in whose names case does not count. */
import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { FileChange } from '../../src/core/changes';
import type { Tag } from '../../src/core/model';
import { readSidecar } from '../../src/core/sidecar';
import { pieceAt } from '../../src/core/anchors/context';
import { makeLibrary, MemoryFiles, MemoryStore } from './support/memory';

const SOURCE = 'file:///w/a.txt';
const TEXT = 'Aysel met the harbour master.\n';
const tag = (id: string): Tag => ({ id, ...pieceAt(new PlaceableText(TEXT), { from: 0, to: 5 }), entity: 'aysel' });
const add = (uri: string, id: string): FileChange => ({ kind: 'sidecar', uri, changes: [{ op: 'add', tag: tag(id) }] });

function idsIn(text: string | undefined): string[] {
  const reading = readSidecar(text ?? '');
  return reading.ok ? reading.value.tags.map(({ id }) => id).sort() : [];
}

/** Each call takes two seconds; how many of a kind ran at one time for one file is counted. */
class SlowFiles extends MemoryFiles {
  updates = 0;
  most = 0;

  private async late<T>(act: () => Promise<T>): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    return act();
  }
  override list(): ReturnType<MemoryFiles['list']> {
    return this.late(() => super.list());
  }
  override read(uri: string): ReturnType<MemoryFiles['read']> {
    return this.late(() => super.read(uri));
  }
  override readText(uri: string): ReturnType<MemoryFiles['readText']> {
    return this.late(() => super.readText(uri));
  }
  override stamp(uri: string): ReturnType<MemoryFiles['stamp']> {
    return this.late(() => super.stamp(uri));
  }
  override async update(uri: string, edit: (now: Uint8Array | undefined) => Uint8Array | undefined) {
    this.most = Math.max(this.most, ++this.updates);
    try {
      return await this.late(() => super.update(uri, edit));
    } finally {
      this.updates--;
    }
  }
}

describe('a disk that takes two seconds for each call', () => {
  it('holds up no command after the first, doubles no tag and no write, and loses nothing', async () => {
    const files = new SlowFiles();
    files.put(SOURCE, TEXT);
    const store = new MemoryStore();
    const library = makeLibrary(files, { store });
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last - 10);
      last = performance.now();
    }, 10);
    try {
      await library.opened(SOURCE, () => TEXT);
      const written: Promise<void>[] = [];
      const ids = Array.from({ length: 20 }, (_, i) => `aaaaaaa${'abcdefghijklmnopqrstuvwxyz'.charAt(i)}`);
      const start = performance.now();
      for (const id of ids) written.push((await library.edit('Tag', [add(SOURCE, id)])).written);
      assert.ok(performance.now() - start < 1_500, `${Math.round(performance.now() - start)} ms for 20 tags`);
      assert.equal(library.source(SOURCE)?.tags.length, 20);
      assert.deepEqual(store.waiting(), [`${SOURCE}.tags.yaml`]);
      await (
        await library.undo()
      )?.written;
      await Promise.all(written);
      assert.deepEqual(idsIn(files.text(`${SOURCE}.tags.yaml`)), ids.slice(0, -1).sort());
      assert.equal(files.most, 1, 'two writes of one file at once');
      assert.ok(files.writes.length <= 4, `${files.writes.length} writes`);
      assert.deepEqual(library.unsaved(), []);
      assert.ok(longest < 1_000, `${Math.round(longest)} ms without a breath`);
    } finally {
      clearInterval(watch);
      library.dispose();
    }
  }).timeout(120_000);
});

/** `A.txt` and `a.txt` are one file; it is listed as it was made. */
class FoldedFiles extends MemoryFiles {
  private nameOf(uri: string): string {
    return [...this.contents.keys()].find((name) => name.toLowerCase() === uri.toLowerCase()) ?? uri;
  }
  override text(uri: string): string | undefined {
    return super.text(this.nameOf(uri));
  }
  override read(uri: string): ReturnType<MemoryFiles['read']> {
    return super.read(this.nameOf(uri));
  }
  override stamp(uri: string): ReturnType<MemoryFiles['stamp']> {
    return super.stamp(this.nameOf(uri));
  }
  override update(uri: string, edit: (now: Uint8Array | undefined) => Uint8Array | undefined) {
    return super.update(this.nameOf(uri), edit);
  }
}

describe('a file system in whose names case does not count', () => {
  const UPPER = 'file:///w/A.txt';

  it('a source that is open under another case has one sidecar, loses no tag, and counts once', async () => {
    const files = new FoldedFiles();
    files.put(UPPER, TEXT);
    const library = makeLibrary(files);
    await library.readAll();
    await (
      await library.edit('Tag', [add(UPPER, 'aaaaaaaa')])
    ).written;
    await library.opened(SOURCE, () => TEXT);
    await (
      await library.edit('Tag', [add(SOURCE, 'bbbbbbbb')])
    ).written;
    const names = [...files.contents.keys()].filter((name) => name.endsWith('.tags.yaml'));
    assert.deepEqual(names, [`${UPPER}.tags.yaml`]);
    assert.deepEqual(idsIn(files.text(`${UPPER}.tags.yaml`)), ['aaaaaaaa', 'bbbbbbbb']);
    const counted = (): string[] => library.corpora().flatMap(({ sources }) => sources.map(({ uri, tags }) => `${uri} ${tags.length}`)); // prettier-ignore
    await library.rescan();
    assert.deepEqual(counted(), [`${SOURCE} 2`]);
    library.closed(SOURCE);
    await library.rescan();
    assert.deepEqual(counted(), [`${UPPER} 2`]);
  });

  it('a tag through each name, both writes under way at once: both stand', async () => {
    const files = new FoldedFiles();
    files.put(UPPER, TEXT);
    files.put(`${UPPER}.tags.yaml`, 'stancemark: 1\ntags: []\n');
    const library = makeLibrary(files);
    for (const uri of [UPPER, SOURCE]) await library.ensure(uri);
    await Promise.all(
      [add(UPPER, 'aaaaaaaa'), add(SOURCE, 'bbbbbbbb')].map(async (one) => (await library.edit('Tag', [one])).written),
    );
    assert.deepEqual(idsIn(files.text(`${UPPER}.tags.yaml`)), ['aaaaaaaa', 'bbbbbbbb']);
  });

  it('a source renamed in case alone keeps its tags', async () => {
    const files = new FoldedFiles();
    files.put(SOURCE, TEXT);
    const library = makeLibrary(files);
    await library.readAll();
    await (
      await library.edit('Tag', [add(SOURCE, 'aaaaaaaa')])
    ).written;
    for (const name of ['', '.tags.yaml']) {
      const text = files.text(SOURCE + name) ?? '';
      files.contents.delete(SOURCE + name);
      files.put(UPPER + name, text);
    }
    library.renamed(SOURCE, UPPER);
    await library.rescan();
    assert.deepEqual(library.source(UPPER)?.tags.map(({ id }) => id), ['aaaaaaaa']); // prettier-ignore
    assert.equal(library.source(SOURCE), undefined);
  });

  it('where case counts, two texts that differ in it alone are two', async () => {
    const files = new MemoryFiles();
    for (const uri of [SOURCE, UPPER]) files.put(uri, TEXT);
    const library = makeLibrary(files);
    await library.readAll();
    for (const uri of [SOURCE, UPPER]) await (await library.edit('Tag', [add(uri, 'aaaaaaaa')])).written;
    await library.rescan();
    assert.equal(library.corpora()[0]?.sources.length, 2);
  });
});
