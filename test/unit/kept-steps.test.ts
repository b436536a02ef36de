/** The steps of undo of several windows outlive them: each is there once, with whoever comes next. */
import assert from 'node:assert/strict';
import type { FileChange } from '../../src/core/changes';
import type { Library } from '../../src/core/library/library';
import { makeLibrary, type MemoryFiles, type MemoryStore } from './support/memory';
import { add, change, OTHER, SIDECAR, SOURCE, world } from './support/windows';

describe('the steps of undo of several windows', () => {
  /** Ids of the tags of a source. */
  const ids = (files: MemoryFiles, uri: string): string[] =>
    (files.text(uri + '.tags.yaml') ?? '').match(/(?<=id: )[a-z]+/g) ?? [];
  const undo = async (library: Library): Promise<string | undefined> => {
    const done = await library.undo();
    await done?.written;
    return done && [done.label, done.count].join();
  };
  const edit = async (library: Library, label: string, one: FileChange): Promise<void> =>
    (await library.edit(label, [one])).written;
  /** Two windows, of which the first has made two steps and the second one. */
  async function two(): Promise<ReturnType<typeof world> & { a: Library; b: Library; living: [string, string] }> {
    const { files, store } = world();
    const kept = [store.window(true), store.window(true)] as const;
    const [a, b] = kept.map((one) => makeLibrary(files, { store, kept: one })) as [Library, Library];
    await edit(a, 'A1', add(SOURCE, 'aaaaaaaa'));
    await edit(b, 'B1', add(OTHER, 'bbbbbbbb'));
    await edit(a, 'A2', add(SOURCE, 'cccccccc'));
    return { files, store, a, b, living: [kept[0].window, kept[1].window] };
  }
  const close = async (library: Library, store: MemoryStore, window: string): Promise<void> => {
    await library.end();
    library.dispose();
    store.living.delete(window);
  };

  for (const first of ['a', 'b'] as const) {
    it(`both closed, ${first} first: the next start takes all of them back`, async () => {
      const { files, store, a, b, living } = await two();
      if (first === 'a') await close(a, store, living[0]);
      await close(b, store, living[1]);
      if (first === 'b') await close(a, store, living[0]);
      const next = makeLibrary(files, { store });
      assert.deepEqual(await next.collect(), { found: false, others: false });
      const done = [await undo(next), await undo(next), await undo(next), await undo(next)];
      assert.deepEqual(done.sort(), ['A1,1', 'A2,1', 'B1,1', undefined]);
      assert.deepEqual([ids(files, SOURCE), ids(files, OTHER)], [[], []]);
      next.dispose();
    });
  }

  it('one closed: what it did comes below what the other one did, and each once', async () => {
    const { files, store, a, b, living } = await two();
    await close(b, store, living[1]);
    await a.collect();
    await a.collect();
    assert.deepEqual([await undo(a), await undo(a), await undo(a), await undo(a)], ['A2,1', 'A1,1', 'B1,1', undefined]);
    assert.deepEqual(ids(files, OTHER), []);
    a.dispose();
  });

  it('a window that lives keeps its steps, whoever looks', async () => {
    const { store, a, b } = await two();
    assert.deepEqual(await b.collect(), { found: false, others: true });
    assert.deepEqual([await undo(b), await undo(b)], ['B1,1', undefined]);
    assert.deepEqual([await undo(a), await undo(a)], ['A2,1', 'A1,1']);
    for (const library of [a, b]) library.dispose();
    assert.equal(store.left().length, 0);
  });

  it('both killed, two start at once: each step is with one of them', async () => {
    const { files, store, a, b } = await two();
    for (const library of [a, b]) library.dispose();
    store.living.clear();
    const next = [0, 1].map(() => makeLibrary(files, { store, kept: store.window(true) })) as [Library, Library];
    await Promise.all(next.map((library) => library.collect()));
    const done: (string | undefined)[] = [];
    for (const library of next) for (let n = 0; n < 4; n++) done.push(await undo(library));
    assert.deepEqual(done.filter((one) => one !== undefined).sort(), ['A1,1', 'A2,1', 'B1,1']);
    for (const library of next) library.dispose();
  });

  it('what was taken back can be done again after a start, until something else is done', async () => {
    const { files, store, a, b } = await two();
    await undo(a);
    for (const library of [a, b]) await library.end();
    store.living.clear();
    const next = makeLibrary(files, { store });
    await next.collect();
    assert.equal((await next.redo())?.label, 'A2');
    assert.equal(await next.redo(), undefined);
    await undo(next);
    await edit(next, 'N', add(OTHER, 'dddddddd'));
    assert.equal(await next.redo(), undefined);
    for (const library of [a, b, next]) library.dispose();
  });

  it('are bounded, however many windows there were', async () => {
    const { files, store } = world();
    for (let round = 0; round < 3; round++) {
      const library = makeLibrary(files, { store });
      await library.collect();
      for (let n = 0; n < 90; n++) {
        await edit(library, `${round}-${n}`, change(SOURCE, { op: 'details', set: { title: `${round}-${n}` } }));
      }
      await library.end();
      library.dispose();
    }
    const next = makeLibrary(files, { store });
    await next.collect();
    const labels: string[] = [];
    for (let done = await undo(next); done !== undefined; done = await undo(next))
      labels.push(done.split(',')[0] ?? '');
    assert.deepEqual([labels.length, labels[0], labels.at(-1)], [200, '2-89', '0-70']);
    assert.equal([...store.kept.keys()].filter((name) => name.includes('.steps-')).length, 1);
    next.dispose();
  });

  it('of an earlier version, in one value of the workspace, are taken over, and the value goes', async () => {
    const { files, store } = world();
    files.put(
      SIDECAR,
      `stancemark: 1\ntags:\n  - id: aaaaaaaa\n    at: 1:1-1:6\n    quote: Aysel\n    entity: aysel\n`,
    );
    const step = { label: 'Old', changes: [change(SOURCE, { op: 'remove', id: 'aaaaaaaa' })] };
    await store.set('history', { undo: [{ label: 1 }, step], redo: null });
    const library = makeLibrary(files, { store });
    await library.collect();
    assert.equal(store.get('history'), undefined);
    assert.deepEqual([await undo(library), await undo(library)], ['Old,1', undefined]);
    assert.deepEqual(ids(files, SOURCE), []);
    library.dispose();
  });
});
