/** What must outlive a window: kept by each for itself, and taken over by the next when it lives no more. */
import assert from 'node:assert/strict';
import type { FileChange } from '../../src/core/changes';
import { recover } from '../../src/core/library/recover';
import { makeLibrary } from './support/memory';
import { add, BOOK, change, full, names, OTHER, settle, SIDECAR, SOURCE, tag, world, write } from './support/windows';

describe('what a window keeps', () => {
  it('two tabs, one with an unsaved tag, the other tags something, both closed: the next start offers the tag', async () => {
    for (const first of ['saves', 'fails'] as const) {
      const { files, store } = world();
      const [one, two] = [store.window(true), store.window(true)];
      const a = makeLibrary(files, { store, kept: one });
      const b = makeLibrary(files, { store, kept: two });
      files.onWrite = (uri) => (uri === SIDECAR ? full() : undefined);
      const fails = async (): Promise<void> => {
        await assert.rejects((await a.edit('Tag', [add(SOURCE, 'aaaaaaaa')])).written);
      };
      if (first === 'fails') await fails();
      await write(b, add(OTHER, 'bbbbbbbb'));
      if (first === 'saves') await fails();
      await b.end();
      await assert.rejects(a.end());
      for (const library of [a, b]) library.dispose();
      files.onWrite = () => undefined;
      const next = makeLibrary(files, { store });
      assert.deepEqual(await next.collect(), { found: true, others: false });
      assert.equal(next.leftBehind, 1);
      assert.equal(await next.retry(), 0);
      assert.match(files.text(SIDECAR) ?? '', /id: aaaaaaaa/);
      assert.match(files.text(OTHER + '.tags.yaml') ?? '', /id: bbbbbbbb/);
      await next.end();
      assert.deepEqual(names(store), []);
    }
  });

  it('a window that lives is left alone, and what it leaves is found when it has died', async () => {
    const { files, store } = world();
    const own = store.window(true);
    const a = makeLibrary(files, { store, kept: own });
    files.onWrite = full;
    await assert.rejects((await a.edit('Tag', [add(SOURCE, 'aaaaaaaa')])).written);
    const b = makeLibrary(files, { store, kept: store.window(true) });
    assert.deepEqual(await b.collect(), { found: false, others: true });
    assert.equal(b.leftBehind, 0);
    a.dispose();
    store.living.delete(own.window);
    assert.deepEqual(await b.collect(), { found: true, others: false });
    assert.equal(b.leftBehind, 1);
    b.dispose();
  });

  it('of two that start at once one alone offers it', async () => {
    const { files, store } = world();
    const a = makeLibrary(files, { store });
    files.onWrite = full;
    await assert.rejects((await a.edit('Tag', [add(SOURCE, 'aaaaaaaa')])).written);
    a.dispose();
    store.living.clear();
    const two = [1, 2].map(() => makeLibrary(files, { store, kept: store.window(true) }));
    await Promise.all(two.map((library) => library.collect()));
    assert.deepEqual(two.map((library) => library.leftBehind).sort(), [0, 1]);
    for (const library of two) library.dispose();
  });

  it('stands before a tag is drawn, and while its first write waits for a lock', async () => {
    const { files, store } = world();
    files.onWrite = () => new Promise(() => undefined);
    const library = makeLibrary(files, { store });
    let drawn: string[] | undefined;
    library.onDidChange(({ sources }) => {
      if (sources.has(SOURCE)) drawn ??= store.waiting();
    });
    await library.edit('Tag', [add(SOURCE, 'aaaaaaaa')]);
    assert.deepEqual(drawn, [SIDECAR]);
    // The process is killed here.
    library.dispose();
    files.onWrite = () => undefined;
    const next = makeLibrary(files, { store });
    await next.collect();
    await next.retry();
    assert.match(files.text(SIDECAR) ?? '', /id: aaaaaaaa/);
    await settle();
    assert.deepEqual(names(store), []);
  });

  it('is as large as what is not on disk, and no more', async () => {
    const { files, store } = world();
    const library = makeLibrary(files, { store });
    for (let i = 0; i < 50; i++) await write(library, add(SOURCE, `aaaaaa${i + 10}`));
    await write(library, change(SOURCE, { op: 'dismiss', what: { form: 'Aysel' } }));
    await settle();
    assert.deepEqual(names(store), []);
  });

  it('a storage that never answers holds up nothing for longer than a blink', async () => {
    const { files, store } = world();
    const kept = store.window();
    kept.write = () => new Promise<void>(() => undefined);
    const library = makeLibrary(files, { store, kept });
    const start = performance.now();
    await write(library, add(SOURCE, 'aaaaaaaa'));
    assert.ok(performance.now() - start < 500);
    assert.match(files.text(SIDECAR) ?? '', /id: aaaaaaaa/);
  });

  it('of a change of two files that is taken back nothing is offered again for one of them', async () => {
    const { files, store } = world();
    await write(makeLibrary(files, { store, kept: store.window() }), add(SOURCE, 'aaaaaaaa'), add(OTHER, 'bbbbbbbb'));
    const before = [files.text(SIDECAR), files.text(OTHER + '.tags.yaml')];
    const dead = makeLibrary(files, { store, kept: store.window() });
    await dead.readAll();
    files.onWrite = full;
    const both = [SOURCE, OTHER].map((uri, i) =>
      change(uri, { op: 'set', id: i === 0 ? 'aaaaaaaa' : 'bbbbbbbb', set: { entity: 'berk' } }),
    );
    await assert.rejects((await dead.edit('Both', both)).written);
    dead.dispose();
    files.onWrite = () => undefined;
    const found = makeLibrary(files, { store, kept: store.window() });
    await found.collect();
    const noted = (await found.journal.halfDone()[0]?.load())?.files ?? [];
    assert.equal(noted.length, 2);
    found.dispose();
    // The window died before it struck out what it had kept for each file by itself.
    const [note = ''] = names(store);
    const window = note.slice(0, note.indexOf('.'));
    for (const [i, file] of noted.entries()) {
      store.kept.set(`${window}.wait-x-${i}.json`, JSON.stringify({ file, on: 'there' }));
    }
    const next = makeLibrary(files, { store });
    await next.collect();
    assert.equal(next.journal.halfDone().length, 1);
    assert.ok(next.leftBehind >= 2);
    await recover(next, 'take back');
    assert.equal(next.leftBehind, 0);
    await next.retry();
    await next.end();
    assert.deepEqual([files.text(SIDECAR), files.text(OTHER + '.tags.yaml')], before);
    assert.deepEqual(names(store), []);
  });

  it('what an earlier version kept in one value of the workspace is taken over, and the value goes', async () => {
    const { files, store } = world();
    const noted = change(OTHER, { op: 'add', tag: tag('bbbbbbbb') });
    await store.set('unwritten', [{ file: add(SOURCE, 'aaaaaaaa'), on: 'none' }, { nonsense: true }]);
    await store.set('journal', [{ id: 1, files: [noted], inverse: [change(OTHER, { op: 'remove', id: 'bbbbbbbb' })] }]);
    const mine = { id: 'aysel', name: 'Mine', type: 'person', aliases: [] };
    const dispute = { kind: 'codebook', uri: BOOK, change: { op: 'set-entity', id: 'aysel', set: { name: 'Mine' } }, why: 'changed', fields: ['name'], mine, theirs: undefined }; // prettier-ignore
    await store.set('disputes', [dispute]);
    const first = makeLibrary(files, { store });
    assert.deepEqual(await first.collect(), { found: true, others: false });
    await settle();
    assert.deepEqual([...store.values.keys()], []);
    first.dispose();
    const next = makeLibrary(files, { store });
    await next.collect();
    assert.deepEqual([next.leftBehind, next.journal.halfDone().length, next.disputed().length], [1, 1, 1]);
    await next.retry();
    await recover(next, 'finish');
    assert.match(files.text(SIDECAR) ?? '', /id: aaaaaaaa/);
    assert.match(files.text(OTHER + '.tags.yaml') ?? '', /id: bbbbbbbb/);
    next.dispose();
  });

  it('that cannot be read is left, said in the log, and keeps nothing else from being offered', async () => {
    const { files, store } = world();
    const said: string[] = [];
    store.kept.set('w9.wait-w9-1.json', '{"file": {"kind": "sidecar", "uri"');
    store.kept.set('w9.wait-w9-2.json', JSON.stringify({ file: add(SOURCE, 'aaaaaaaa'), on: 'none' }));
    store.kept.set('w9.wait-w9-3.json.tmp', 'cut off');
    store.kept.set('w9.wait-w9-4.json', 'null');
    const log = { info: () => undefined, warn: (text: string) => said.push(text), error: () => undefined };
    const library = makeLibrary(files, { store, log });
    await library.collect();
    assert.equal(library.leftBehind, 1);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /wait-w9-1/);
    assert.equal(store.kept.has('w9.wait-w9-3.json.tmp'), false);
  });
});

describe('a file that went away under a change', () => {
  const rename: FileChange = {
    kind: 'codebook',
    uri: BOOK,
    changes: [{ op: 'set-entity', id: 'aysel', set: { name: 'Aysel' } }],
  };
  const note = change(SOURCE, { op: 'set', id: 'aaaaaaaa', set: { note: 'mine' } });

  for (const session of ['this', 'next'] as const) {
    for (const [uri, my, mark] of [
      [SIDECAR, note, 'note: "mine"'],
      [BOOK, rename, 'name: Aysel'],
    ] as const) {
      it(`is written again with all it said and the change, when the user says so: ${uri}, ${session} session`, async () => {
        const { files, store } = world();
        let library = makeLibrary(files, { store });
        await write(library, add(SOURCE, 'aaaaaaaa'), add(SOURCE, 'bbbbbbbb'));
        await library.readAll();
        const before = files.text(uri) ?? '';
        files.onWrite = full;
        await assert.rejects((await library.edit('Mine', [my])).written);
        files.onWrite = () => undefined;
        files.contents.delete(uri);
        await library.refresh(uri);
        await assert.rejects(library.flush(), /not there any more/);
        await settle();
        if (session === 'next') {
          library.dispose();
          library = makeLibrary(files, { store });
          await library.collect();
          await assert.rejects(library.retry(), /not there any more/);
        }
        assert.deepEqual(library.unsaved().map((file) => [file.uri, file.gone]), [[uri, true]]); // prettier-ignore
        assert.equal(files.text(uri), undefined);
        assert.equal(await library.writeAgain(uri), 0);
        const now = files.text(uri) ?? '';
        assert.ok(now.includes(mark), now);
        // All that was there before, line by line, but for the entity's name.
        for (const line of before.split('\n')) assert.ok(now.includes(line) || line.includes('name: aysel'), line);
        assert.deepEqual(library.unsaved(), []);
        await settle();
        assert.deepEqual(names(store), []);
        library.dispose();
      });
    }
  }

  it('that somebody brought back meanwhile is merged with, not written over', async () => {
    const { files, store } = world();
    const library = makeLibrary(files, { store });
    await write(library, add(SOURCE, 'aaaaaaaa'));
    files.onWrite = full;
    await assert.rejects((await library.edit('Mine', [note])).written);
    files.onWrite = () => undefined;
    const before = files.text(SIDECAR) ?? '';
    files.contents.delete(SIDECAR);
    await assert.rejects(library.flush());
    files.put(SIDECAR, before.replace('entity: aysel', 'entity: berk'));
    await library.writeAgain(SIDECAR);
    assert.match(files.text(SIDECAR) ?? '', /entity: berk\n {4}note: "mine"/);
    library.dispose();
  });
});
