/** What the library writes, and when: never over what it cannot read, and everything in the end. */
import assert from 'node:assert/strict';
import { Refused } from '../../src/core/library/format';
import { makeLibrary, MemoryFiles } from './support/memory';
import { add, BOOK, CODEBOOK, mention, open, SIDECAR, SOURCE, TEXT } from './support/one-source';

describe('library', () => {
  it('makes the sidecar with the first tag, and not before', async () => {
    const { files, library } = await open();
    assert.equal(files.text(SIDECAR), undefined);
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    assert.match(files.text(SIDECAR) ?? '', /^stancemark: 1\ntags:\n {2}- id: [a-z2-7]{8}\n {4}at: 1:1-1:6\n/);
    assert.equal(library.source(SOURCE)?.tags.length, 1);
  });

  it('tells of an edit at once and in one event', async () => {
    const { library } = await open();
    const events: string[][] = [];
    library.onDidChange((change) => events.push([...change.sources]));
    const tags = [mention(library, TEXT, 'Aysel', 'aysel'), mention(library, TEXT, 'Aysel', 'aysel', 1)];
    await library.edit('Tag', [{ kind: 'sidecar', uri: SOURCE, changes: tags.map((tag) => ({ op: 'add', tag })) }]);
    assert.deepEqual(events, [[SOURCE]]);
  });

  it('writes on top of what another program wrote meanwhile', async () => {
    const { files, library } = await open();
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    const foreign = (files.text(SIDECAR) ?? '').replace('entity: aysel', 'entity: aysel\n    note: "by hand"');
    files.put(SIDECAR, foreign);
    await add(library, mention(library, TEXT, 'harbour master', 'master'));
    assert.ok(files.text(SIDECAR)?.includes('by hand'));
    assert.equal(library.source(SOURCE)?.tags.length, 2);
  });

  for (const [what, text] of [
    ['conflict markers', 'stancemark: 1\n<<<<<<< HEAD\ntags: []\n=======\ntags: []\n>>>>>>> other\n'],
    ['broken YAML', 'stancemark: 1\ntags:\n  - id: "abc\n'],
    ['an emptied file', ''],
    ['a newer version', 'stancemark: 2\ntags: []\n'],
  ] as const) {
    it(`never writes over ${what}, and keeps the last good tags in view`, async () => {
      const { files, library } = await open();
      await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
      files.put(SIDECAR, text);
      await library.refresh(SIDECAR);
      await assert.rejects(add(library, mention(library, TEXT, 'harbour master', 'master')), Refused);
      assert.equal(files.text(SIDECAR), text);
      assert.equal(library.source(SOURCE)?.tags.length, 1);
      assert.ok(library.source(SOURCE)?.refusal);
    });
  }

  it('keeps what could not be written, says so, and writes it when it can', async () => {
    const { files, library } = await open();
    files.onWrite = () => {
      throw new Error('disk full');
    };
    await assert.rejects(add(library, mention(library, TEXT, 'Aysel', 'aysel')), /disk full/);
    assert.equal(library.source(SOURCE)?.tags.length, 1);
    assert.equal(library.source(SOURCE)?.unsaved, 'disk full');
    files.onWrite = () => undefined;
    await library.flush();
    assert.equal(library.source(SOURCE)?.unsaved, undefined);
    assert.match(files.text(SIDECAR) ?? '', /entity: aysel/);
    library.dispose();
  });

  it('writes what waited for a file that was broken as soon as it is mended', async () => {
    const { files, library } = await open();
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    const good = files.text(SIDECAR) ?? '';
    files.onWrite = () => files.put(SIDECAR, `${good}<<<<<<< HEAD\n`);
    await assert.rejects(add(library, mention(library, TEXT, 'harbour master', 'master')), Refused);
    assert.equal(files.text(SIDECAR), `${good}<<<<<<< HEAD\n`);
    files.onWrite = () => undefined;
    files.put(SIDECAR, good);
    await library.refresh(SIDECAR);
    for (let turns = 0; turns < 100 && files.text(SIDECAR) === good; turns++) await Promise.resolve();
    assert.match(files.text(SIDECAR) ?? '', /entity: aysel[^]*entity: master/);
    assert.deepEqual(library.unsaved(), []);
    library.dispose();
  });

  it('uses the nearest codebook upward, and keeps corpora apart', async () => {
    const files = new MemoryFiles(['file:///w', 'file:///v']);
    for (const uri of ['file:///w/a.txt', 'file:///w/sub/b.txt', 'file:///v/a.txt']) files.put(uri, TEXT);
    for (const uri of [BOOK, 'file:///w/sub/codebook.yaml', 'file:///v/codebook.yaml']) files.put(uri, CODEBOOK);
    const library = makeLibrary(files);
    await library.readAll();
    assert.deepEqual(
      library
        .corpora()
        .map((corpus) => [corpus.codebook.uri, corpus.sources.map((source) => source.uri)])
        .sort(),
      [
        ['file:///v/codebook.yaml', ['file:///v/a.txt']],
        ['file:///w/codebook.yaml', ['file:///w/a.txt']],
        ['file:///w/sub/codebook.yaml', ['file:///w/sub/b.txt']],
      ],
    );
  });

  it('goes on trying to write when the file cannot be read before a try', async () => {
    const { files } = await open();
    const library = makeLibrary(files, { kept: undefined });
    await library.readAll();
    files.onWrite = () => {
      throw new Error('disk gone');
    };
    const { setTimeout: real } = globalThis;
    const planned: (() => void)[] = [];
    globalThis.setTimeout = ((run: () => void) => planned.push(run)) as unknown as typeof setTimeout;
    try {
      await assert.rejects(add(library, mention(library, TEXT, 'Aysel', 'aysel')), /disk gone/);
      assert.equal(planned.length, 1);
      const read = files.read.bind(files);
      files.read = () => Promise.reject(new Error('disk gone'));
      planned.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(planned.length, 1, 'the next try is planned');
      files.read = read;
      files.onWrite = () => undefined;
      planned.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      globalThis.setTimeout = real;
      library.dispose();
    }
    assert.deepEqual(library.unsaved(), []);
    assert.match(files.text(SIDECAR) ?? '', /entity: aysel/);
  });

  it('shows the other corpora when one codebook cannot be read', async () => {
    const files = new MemoryFiles();
    for (const uri of [SOURCE, 'file:///w/sub/b.txt']) files.put(uri, TEXT);
    for (const uri of [BOOK, 'file:///w/sub/codebook.yaml']) files.put(uri, CODEBOOK);
    const read = files.read.bind(files);
    files.read = (uri) => (uri === 'file:///w/sub/codebook.yaml' ? Promise.reject(new Error('a link')) : read(uri));
    const library = makeLibrary(files);
    await library.readAll();
    assert.equal(library.codebookOf(SOURCE)?.entities.length, 2);
    assert.equal(library.codebookOf('file:///w/sub/b.txt')?.uri, 'file:///w/sub/codebook.yaml');
  });
});
