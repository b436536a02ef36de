/** A step that puts a whole file in the place of another: undone by bytes, and only over those that it left. */
import assert from 'node:assert/strict';
import { movedUri } from '../../src/core/files/addresses';
import { encodeYaml } from '../../src/core/sidecar';
import { StepMet } from '../../src/core/library/edited';
import type { Library } from '../../src/core/library/library';
import { ChangedSince, wholeOf, type WholeFile } from '../../src/core/library/whole';
import type { Files } from '../../src/core/ports';
import { mustRead } from '../../src/disk/must-read';
import { mergeSidecars } from '../../src/core/merge';
import { resolveSidecar } from '../../src/core/merge/resolve';
import { makeLibrary, MemoryFiles, MemoryStore } from './support/memory';

const SOURCE = 'file:///w/a.txt';
const SIDECAR = SOURCE + '.tags.yaml';
const OTHER = 'file:///w/b.txt';
const TEXT = 'Aysel met the harbour master.\n';
const BOM = '\ufeff';

const tags = (note: string, more = ''): string =>
  `${BOM}stancemark: 1 # ours\r\ntags:\r\n  - id: aaaaaaaa\r\n    at: 1:1-1:6\r\n    quote: "Aysel"\r\n    entity: aysel\r\n    note: "${note}"\r\n${more}`;
const STAGES = { base: tags('one'), ours: tags('two'), theirs: tags('three') };

function conflicted(): WholeFile {
  const labels = { ours: 'o', base: 'b', theirs: 't' };
  const merged = mergeSidecars(STAGES.base, STAGES.ours, STAGES.theirs, { labels });
  const resolved = resolveSidecar(
    STAGES,
    () => 'theirs',
    () => 'zzzzzzzz',
  );
  assert.ok(merged.ok && resolved.ok && merged.conflicts.length === 1);
  return { uri: SIDECAR, before: merged.text, after: resolved.text };
}

/** As on a disk: what does not read is written only where it goes back to what it was. */
class StrictFiles extends MemoryFiles {
  override async update(...[uri, edit, asItWas]: Parameters<Files['update']>): ReturnType<Files['update']> {
    const bytes = edit(this.contents.get(uri));
    if (bytes && !asItWas) await mustRead(uri, bytes);
    return super.update(uri, edit);
  }
}

async function desk(
  whole = conflicted(),
): Promise<{ files: MemoryFiles; store: MemoryStore; mine: Library; whole: WholeFile }> {
  // prettier-ignore
  const files = new StrictFiles();
  for (const uri of [SOURCE, OTHER]) files.put(uri, TEXT);
  files.put('file:///w/codebook.yaml', 'stancemark: 1\nentities:\n  - id: aysel\n    name: Aysel\n    type: person\n');
  files.put(SIDECAR, whole.before);
  const store = new MemoryStore();
  const mine = makeLibrary(files, { store });
  await mine.readAll();
  return { files, store, mine, whole };
}

const tag = (library: Library, uri: string, note: string): Promise<unknown> =>
  library
    .edit('Edit a note', [{ kind: 'sidecar', uri, changes: [{ op: 'set', id: 'aaaaaaaa', set: { note } }] }])
    .then(({ written }) => written);
const bytes = (files: MemoryFiles): string => Buffer.from(files.contents.get(SIDECAR) ?? []).toString('latin1');
const latin = (text: string): string => Buffer.from(encodeYaml(text)).toString('latin1');
const note = (library: Library): string | undefined => {
  const [found] = library.source(SOURCE)?.tags ?? [];
  return found && 'note' in found ? found.note : undefined;
};

describe('a step of a whole file', () => {
  it('is taken back and done again to the byte, and the tags on the screen follow', async () => {
    const { files, mine, whole } = await desk();
    assert.match(whole.before, /^<{7}/m);
    assert.equal(await mine.replace('Resolve by Meaning', whole), true);
    assert.equal(bytes(files), latin(whole.after));
    assert.equal(note(mine), 'three');
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(
        [await mine.undo()].map((done) => [done?.label, done?.count, done?.extent]),
        [['Resolve by Meaning', 1, { tags: 0, sources: 0 }]],
      );
      assert.equal(bytes(files), latin(whole.before));
      assert.ok(mine.source(SOURCE)?.refusal);
      assert.equal(mine.canUndo, false);
      assert.equal((await mine.redo())?.label, 'Resolve by Meaning');
      assert.equal(bytes(files), latin(whole.after));
      assert.equal(note(mine), 'three');
      assert.equal(mine.canRedo, false);
    }
  });

  it('is one of the steps of the stack, in their order; what was tagged since goes first, written or not', async () => {
    const { files, mine, whole } = await desk();
    await mine.replace('Resolve by Meaning', whole);
    const { written } = await mine.edit('Edit a note', [
      { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: 'aaaaaaaa', set: { note: 'four' } }] },
    ]);
    const labels = [(await mine.undo())?.label, (await mine.undo())?.label];
    await written;
    assert.deepEqual(labels, ['Edit a note', 'Resolve by Meaning']);
    assert.equal(bytes(files), latin(whole.before));
    assert.deepEqual([(await mine.redo())?.label, (await mine.redo())?.label], ['Resolve by Meaning', 'Edit a note']);
    await mine.flush();
    assert.equal(note(mine), 'four');
    assert.match(files.text(SIDECAR) ?? '', /note: "four"/);
  });

  it('is not done where the file says anything else: nothing is written, and no step stands', async () => {
    const { files, mine, whole } = await desk();
    for (const now of [whole.before + '\n', whole.after, whole.before.slice(1), undefined]) {
      if (now === undefined) files.contents.delete(SIDECAR);
      else files.put(SIDECAR, now);
      await assert.rejects(mine.replace('Resolve by Meaning', whole), ChangedSince);
      assert.equal(files.contents.get(SIDECAR) && bytes(files), now && latin(now));
      assert.equal(mine.canUndo, false);
    }
  });

  it('is not taken back over what another window wrote since; when that is gone, it is', async () => {
    const { files, mine, whole } = await desk();
    await mine.replace('Resolve by Meaning', whole);
    const theirs = makeLibrary(files);
    await theirs.readAll();
    await tag(theirs, SOURCE, 'theirs');
    const changed = bytes(files);
    // Whether this window has heard of it or not.
    for (const heard of [false, true]) {
      if (heard) await mine.refresh(SIDECAR);
      await assert.rejects(mine.undo(), StepMet);
      assert.equal(bytes(files), changed);
      assert.equal(mine.canUndo, true);
      assert.equal(mine.canRedo, false);
    }
    await (
      await theirs.undo()
    )?.written;
    assert.equal((await mine.undo())?.count, 1);
    assert.equal(bytes(files), latin(whole.before));
  });

  it('is left out on request, so that the steps below it can be taken back', async () => {
    const { files, mine, whole } = await desk({ ...conflicted(), before: STAGES.base });
    await tag(mine, SOURCE, 'first');
    const before = files.text(SIDECAR) ?? '';
    await mine.replace('Resolve by Meaning', { ...whole, before: BOM + before });
    files.put(SIDECAR, STAGES.ours);
    await mine.refresh(SIDECAR);
    const met = await mine.undo().then(
      () => assert.fail('it was taken back'),
      (error: unknown) => error,
    );
    assert.ok(met instanceof StepMet);
    mine.leaveOut(met);
    // A second press of the button takes nothing else away.
    mine.leaveOut(met);
    assert.equal((await mine.undo())?.label, 'Edit a note');
    assert.equal(mine.canUndo, false);
  });

  it('stays on the stack where the disk fails, and is done when it works again', async () => {
    const { files, mine, whole } = await desk();
    await mine.replace('Resolve by Meaning', whole);
    files.onWrite = () => {
      throw new Error('disk full');
    };
    await assert.rejects(mine.undo(), /disk full/);
    assert.equal(bytes(files), latin(whole.after));
    files.onWrite = () => undefined;
    assert.equal((await mine.undo())?.count, 1);
    assert.equal(bytes(files), latin(whole.before));
  });

  it('does not go under a change that waits for the file', async () => {
    const { files, mine, whole } = await desk();
    await mine.replace('Resolve by Meaning', whole);
    files.onWrite = () => {
      throw new Error('disk full');
    };
    await assert.rejects(tag(mine, SOURCE, 'waits'));
    const step = mine.lastStep;
    await mine.undo();
    assert.notEqual(mine.lastStep, step);
    files.onWrite = () => undefined;
    await mine.undo();
    assert.equal(bytes(files), latin(whole.before));
    assert.deepEqual(mine.unsaved(), []);
  });

  it('outlives the window to the byte; a large one does not, and the steps below it do', async () => {
    for (const large of [false, true]) {
      const filler = large ? `# ${'x'.repeat(600_000)}\r\n` : '';
      const small = conflicted();
      const { files, store, mine, whole } = await desk({ ...small, before: small.before + filler, after: small.after + filler }); // prettier-ignore
      files.put(OTHER + '.tags.yaml', STAGES.base);
      await mine.rescan();
      await tag(mine, OTHER, 'below');
      assert.equal(await mine.replace('Resolve by Meaning', whole), !large);
      await mine.end();
      mine.dispose();
      const next = makeLibrary(files, { store });
      await next.readAll();
      await next.collect();
      if (!large) {
        assert.equal((await next.undo())?.label, 'Resolve by Meaning');
        assert.equal(bytes(files), latin(whole.before));
      }
      assert.equal((await next.undo())?.label, 'Edit a note');
      assert.equal(next.canUndo, false);
      await next.end();
    }
  });

  it('what was cut off in the store is no step', async () => {
    const { files, store, mine, whole } = await desk();
    await mine.replace('Resolve by Meaning', whole);
    await mine.end();
    const kept = store.window();
    for (const name of await kept.list()) {
      const text = await kept.read(name);
      if (text?.includes('"whole"')) await kept.write(name, text.replace('"after":', '"gone":'));
    }
    const next = makeLibrary(files, { store });
    await next.collect();
    assert.equal(next.canUndo, false);
  });

  it('follows its source to another name', async () => {
    const { files, mine, whole } = await desk();
    await mine.replace('Resolve by Meaning', whole);
    const to = 'file:///w/c.txt';
    for (const ending of ['', '.tags.yaml']) {
      files.put(to + ending, files.text(SOURCE + ending) ?? '');
      files.contents.set(to + ending, files.contents.get(SOURCE + ending) as Uint8Array);
      files.contents.delete(SOURCE + ending);
    }
    mine.renamed(SOURCE, to);
    await mine.rescan();
    assert.equal((await mine.undo())?.count, 1);
    assert.equal(Buffer.from(files.contents.get(to + '.tags.yaml') ?? []).toString('latin1'), latin(whole.before));
    const layer = { ...whole, uri: SOURCE + '.ann.tags.yaml' };
    assert.equal(movedUri(layer.uri, SOURCE, to), to + '.ann.tags.yaml');
    assert.equal(movedUri(layer.uri, OTHER, to), layer.uri);
  });

  it('is none of bytes that are no text', () => {
    assert.equal(wholeOf(SIDECAR, Uint8Array.of(0xff, 0x00), encodeYaml('')), undefined);
  });
});
