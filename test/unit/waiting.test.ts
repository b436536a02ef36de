import assert from 'node:assert/strict';
import type { Library } from '../../src/core/library/library';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { FileChange } from '../../src/core/changes';
import { pieceAt } from '../../src/core/anchors/context';
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

const broken = (): never => {
  throw new Error('disk full');
};

async function begin(): Promise<{ files: MemoryFiles; store: MemoryStore; library: Library }> {
  const files = new MemoryFiles();
  const store = new MemoryStore();
  files.put(SOURCE, TEXT);
  return { files, store, library: makeLibrary(files, { store }) };
}

async function failToWrite(library: Library, files: MemoryFiles, ...changes: FileChange[]): Promise<void> {
  files.onWrite = broken;
  for (const change of changes) await assert.rejects((await library.edit('Change', [change])).written);
  await assert.rejects(library.flush());
}

/** A session in which nothing could be written. */
async function leftBehind(): Promise<{ files: MemoryFiles; store: MemoryStore; library: Library }> {
  const { files, store, library } = await begin();
  await failToWrite(library, files, ...CHANGES);
  return { files, store, library };
}

/** The same, with a change of a tag that was on disk before. */
async function noteLeftBehind(): Promise<{ files: MemoryFiles; store: MemoryStore }> {
  const { files, store, library } = await begin();
  await write(library, ...CHANGES);
  await failToWrite(library, files, noted('mine'));
  library.dispose();
  files.onWrite = () => undefined;
  return { files, store };
}

const noted = (note: string): FileChange => ({
  kind: 'sidecar',
  uri: SOURCE,
  changes: [{ op: 'set', id: tag.id, set: { note } }],
});

async function write(library: Library, ...changes: FileChange[]): Promise<void> {
  for (const change of changes) await (await library.edit('Change', [change])).written;
}

/** The next session. */
async function restart(files: MemoryFiles, store: MemoryStore): Promise<Library> {
  const library = makeLibrary(files, { store });
  await library.collect();
  return library;
}

/** Lets what is being kept be kept. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** What is kept follows what is noted by some turns of the loop, how many the machine's other work decides. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !holds(); turn++) await settle();
}

describe('unwritten changes', () => {
  it('are known to the next session, which can make them', async () => {
    const { files, store, library } = await leftBehind();
    library.dispose();
    files.onWrite = () => undefined;
    const next = await restart(files, store);
    assert.equal(next.leftBehind, 2);
    await settle();
    assert.deepEqual(store.waiting(), [BOOK, SIDECAR]);
    await next.retry();
    assert.deepEqual(next.unsaved(), []);
    assert.match(files.text(SIDECAR) ?? '', /id: abcdefgh/);
    assert.match(files.text(BOOK) ?? '', /id: aysel/);
    await settle();
    assert.deepEqual(store.waiting(), []);
  });

  it('are forgotten as soon as they are written or given up', async () => {
    for (const end of ['write', 'give up'] as const) {
      const { files, store, library } = await leftBehind();
      files.onWrite = () => undefined;
      if (end === 'write') await library.flush();
      else for (const uri of [SIDECAR, BOOK]) library.discard(uri);
      assert.equal(files.text(SIDECAR) !== undefined, end === 'write');
      await settle();
      assert.deepEqual(store.waiting(), [], end);
    }
  });

  it('do nothing where they were written after all', async () => {
    const { files, store, library } = await leftBehind();
    library.dispose();
    files.onWrite = () => undefined;
    await write(makeLibrary(files), ...CHANGES);
    const sidecar = files.text(SIDECAR);
    await (await restart(files, store)).retry();
    assert.equal(files.text(SIDECAR), sidecar);
  });

  it('stay where they are while nobody has decided, beside what fails later', async () => {
    const { files, store, library } = await leftBehind();
    library.dispose();
    const next = await restart(files, store);
    const note: FileChange = {
      kind: 'sidecar',
      uri: SOURCE,
      changes: [{ op: 'add', tag: { ...tag, id: 'bcdefghi' } }],
    };
    await failToWrite(next, files, note);
    next.dispose();
    const third = await restart(files, store);
    assert.equal(third.leftBehind, 3);
    for (const { uri } of third.unsaved()) third.discard(uri);
    await settle();
    assert.deepEqual(store.waiting(), []);
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

  it('are made on what stands there, unless somebody else has changed the same field', async () => {
    for (const [theirs, expected, leftOut] of [
      [undefined, /note: "mine"/, 0],
      [{ op: 'set', id: tag.id, set: { by: 'them' } }, /by: them\n {4}note: "mine"/, 0],
      [{ op: 'set', id: tag.id, set: { note: 'theirs' } }, /note: "theirs"/, 1],
      [{ op: 'remove', id: tag.id }, /tags: \[\]/, 1],
    ] as const) {
      const { files, store } = await noteLeftBehind();
      if (theirs) await write(makeLibrary(files), { kind: 'sidecar', uri: SOURCE, changes: [theirs] });
      const next = await restart(files, store);
      assert.equal(await next.retry(), leftOut);
      assert.match(files.text(SIDECAR) ?? '', expected);
      assert.deepEqual(next.unsaved(), []);
    }
  });

  it('follow their source to another name, and wait while it is not there', async () => {
    const { files, store } = await noteLeftBehind();
    const sidecar = files.text(SIDECAR) ?? '';
    for (const uri of [SOURCE, SIDECAR]) files.contents.delete(uri);
    const next = await restart(files, store);
    await assert.rejects(next.retry(), /a\.txt is not there/);
    assert.equal(files.text(SIDECAR), undefined);
    assert.equal(next.leftBehind, 1);
    files.put('file:///w/b.txt', TEXT);
    files.put('file:///w/b.txt.tags.yaml', sidecar);
    next.renamed(SOURCE, 'file:///w/b.txt');
    assert.equal(await next.retry(), 0);
    assert.match(files.text('file:///w/b.txt.tags.yaml') ?? '', /note: "mine"/);
  });

  it('do not keep those of other files, or of this session, from being written', async () => {
    const { files, store, library } = await begin();
    files.put('file:///w/b.txt', TEXT);
    await failToWrite(library, files, ...CHANGES, {
      kind: 'sidecar',
      uri: 'file:///w/b.txt',
      changes: [{ op: 'add', tag }],
    });
    library.dispose();
    const next = await restart(files, store);
    files.put('file:///w/c.txt', TEXT);
    await failToWrite(next, files, { kind: 'sidecar', uri: 'file:///w/c.txt', changes: [{ op: 'add', tag }] });
    files.onWrite = () => undefined;
    files.put(SIDECAR, 'stancemark: 9\n');
    await assert.rejects(next.retry());
    assert.match(files.text(BOOK) ?? '', /id: aysel/);
    for (const name of ['b', 'c']) assert.match(files.text(`file:///w/${name}.txt.tags.yaml`) ?? '', /id: abcdefgh/);
    assert.deepEqual(
      next.unsaved().map(({ uri }) => uri),
      [SIDECAR],
    );
    next.dispose();
  });

  it('are kept when the window closes during their first try', async () => {
    const { files, store, library } = await begin();
    let release = (): void => undefined;
    files.onWrite = () => new Promise<void>((resolve) => (release = resolve));
    await library.edit('Change', [CHANGES[1] as FileChange]);
    const end = library.end();
    await settle();
    assert.deepEqual(store.waiting(), [SIDECAR]);
    files.onWrite = () => undefined;
    while (store.waiting().length > 0) {
      release();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await end;
    assert.match(files.text(SIDECAR) ?? '', /id: abcdefgh/);
  });

  it('are left to the journal where they belong to a change of several files, until that is written', async () => {
    const { files, store, library } = await begin();
    files.onWrite = broken;
    await assert.rejects((await library.edit('Tag', CHANGES)).written);
    await Promise.allSettled([library.flush()]);
    await until(() => store.waiting().length === 0);
    assert.deepEqual(store.waiting(), []);
    assert.deepEqual([...store.kept.keys()].filter((name) => name.includes('.note-')).length, 1);
    files.onWrite = () => undefined;
    await library.flush();
    await until(() => ![...store.kept.keys()].some((name) => name.includes('.note-')));
    assert.deepEqual(
      [...store.kept.keys()].filter((name) => name.includes('.note-')),
      [],
    );
    library.dispose();
  });
});
