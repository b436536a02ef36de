/** Steps: taken back and done again, as a whole or not at all. */
import assert from 'node:assert/strict';
import type { CodebookChange } from '../../src/core/changes';
import { recover } from '../../src/core/library/recover';
import { makeLibrary } from './support/memory';
import { add, BOOK, mention, open, SIDECAR, SOURCE, TEXT } from './support/one-source';

describe('library', () => {
  it('takes steps back and does them again, to the byte', async () => {
    const { files, library } = await open();
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    const before = files.text(SIDECAR);
    const tag = mention(library, TEXT, 'harbour master', 'master');
    await add(library, tag);
    const after = files.text(SIDECAR);
    await (
      await library.edit('Note', [
        { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: tag.id, set: { note: 'who?' } }] },
      ])
    ).written;
    const noted = files.text(SIDECAR);
    await (
      await library.undo()
    )?.written;
    assert.equal(files.text(SIDECAR), after);
    await (
      await library.undo()
    )?.written;
    assert.equal(files.text(SIDECAR), before);
    await (
      await library.redo()
    )?.written;
    await (
      await library.redo()
    )?.written;
    assert.equal(files.text(SIDECAR), noted);
    assert.equal(await library.redo(), undefined);
  });

  it('keeps its undo steps over a restart', async () => {
    const { files, library, store } = await open();
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    const again = makeLibrary(files, { store, seed: 2 });
    // Asked for before what the last session has left is read.
    void again.collect();
    const done = await again.undo();
    await done?.written;
    assert.equal(done?.count, 1);
    assert.equal(again.source(SOURCE)?.tags.length, 0);
  });

  it('does not take back what another window set meanwhile', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'Aysel', 'aysel');
    await add(library, tag);
    const set = (note: string) =>
      library.edit('Note', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: tag.id, set: { note } }] }]);
    await (
      await set('mine')
    ).written;
    files.put(SIDECAR, (files.text(SIDECAR) ?? '').replace('"mine"', '"theirs"'));
    await library.refresh(SIDECAR);
    const done = await library.undo();
    assert.deepEqual(
      done?.skipped.map((one) => one.why),
      ['changed-meanwhile'],
    );
    assert.match(files.text(SIDECAR) ?? '', /note: "theirs"/);
  });

  it('takes a change of several files back where one of them cannot be made', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'Aysel', 'aysel');
    await add(library, tag);
    const before = files.text(SIDECAR);
    const bad = { op: 'set-entity', id: 'aysel', set: undefined } as unknown as CodebookChange;
    await assert.rejects(
      library.edit('Both', [
        { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: tag.id, set: { entity: 'master' } }] },
        { kind: 'codebook', uri: BOOK, changes: [bad] },
      ]),
    );
    assert.deepEqual(
      library.source(SOURCE)?.tags.map(({ entity }) => entity),
      ['aysel'],
    );
    await library.flush();
    assert.equal(files.text(SIDECAR), before);
    assert.deepEqual(library.unsaved(), []);
    // The step of undo is that of the tag.
    await library.undo();
    assert.equal(library.source(SOURCE)?.tags.length, 0);
  });

  it('takes back the step that was asked for last, though the one before it had more files', async () => {
    const { library } = await open();
    const first = mention(library, TEXT, 'Aysel', 'guest');
    const second = mention(library, TEXT, 'harbour master', 'master');
    const guest = { id: 'guest', name: 'Guest', type: 'person', aliases: [] };
    await Promise.all([
      library.edit('Two files', [
        { kind: 'codebook', uri: BOOK, changes: [{ op: 'add-entity', entity: guest }] },
        { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'add', tag: first }] },
      ]),
      library.edit('One file', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'add', tag: second }] }]),
    ]);
    const undone = await Promise.all([library.undo(), library.undo()]);
    assert.deepEqual(
      undone.map((one) => one?.label),
      ['One file', 'Two files'],
    );
    assert.equal((await library.redo())?.label, 'Two files');
    await library.flush();
  });

  it('takes back a rename that VS Code made before the older act, and says how much each was', async () => {
    const { library, files } = await open();
    const tags = [mention(library, TEXT, 'Aysel', 'aysel'), mention(library, TEXT, 'harbour master', 'master')];
    await library.edit('Tag all mentions', [
      { kind: 'sidecar', uri: SOURCE, changes: tags.map((tag) => ({ op: 'add', tag })) },
    ]);
    await library.edit('Another', [
      { kind: 'codebook', uri: BOOK, changes: [{ op: 'set-entity', id: 'master', set: { name: 'New Name' } }] },
    ]);
    await library.adopt('Rename an entity', [
      { kind: 'codebook', uri: BOOK, changes: [{ op: 'set-entity', id: 'master', set: { name: 'Old Name' } }] },
    ]);
    const renamed = await library.undo();
    assert.deepEqual([renamed?.label, renamed?.extent], ['Rename an entity', { tags: 0, sources: 0 }]);
    assert.equal(library.codebook(BOOK)?.entity('master')?.name, 'Old Name');
    assert.equal((await library.redo())?.label, 'Rename an entity');
    assert.equal(library.codebook(BOOK)?.entity('master')?.name, 'New Name');
    await library.undo();
    await library.undo();
    assert.deepEqual((await library.undo())?.extent, { tags: 2, sources: 1 });
    assert.deepEqual((await library.redo())?.extent, { tags: 2, sources: 1 });
    await library.flush();
    assert.match(files.text(SIDECAR) ?? '', /entity: master/);
  });

  it('finishes a change of several files that a crash interrupted', async () => {
    const { files, library, store } = await open();
    const tag = mention(library, TEXT, 'Aysel', 'aysel');
    await add(library, tag);
    files.onWrite = (uri) => {
      if (uri === SIDECAR) throw new Error('killed here');
    };
    const change = await library.edit('New id', [
      { kind: 'codebook', uri: BOOK, changes: [{ op: 'set-entity', id: 'aysel', set: { id: 'aysel-k' } }] },
      { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: tag.id, set: { entity: 'aysel-k' } }] },
    ]);
    await assert.rejects(change.written, /killed here/);
    library.dispose();
    files.onWrite = () => undefined;
    const next = makeLibrary(files, { store });
    await next.collect();
    assert.deepEqual(next.journal.halfDone().map((half) => half.files), [2]); // prettier-ignore
    await recover(next, 'finish');
    assert.match(files.text(SIDECAR) ?? '', /entity: aysel-k/);
    assert.match(files.text(BOOK) ?? '', /id: aysel-k/);
    assert.deepEqual(store.left(), []);
  });
});
