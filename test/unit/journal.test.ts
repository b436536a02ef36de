/** The note of a change of several files against kills at every step, other people's writes, torn notes, and storages that fail. */
import assert from 'node:assert/strict';
import type { FileChange } from '../../src/core/changes';
import type { Library } from '../../src/core/library/library';
import { recover } from '../../src/core/library/recover';
import type { KeptFiles } from '../../src/core/ports';
import { makeLibrary, MemoryFiles, MemoryStore } from './support/memory';

const BOOK = 'file:///w/codebook.yaml';
const SOURCES = ['a', 'b', 'c', 'd'].map((name) => `file:///w/${name}.txt`);
const ALL = [BOOK, ...SOURCES.map((uri) => `${uri}.tags.yaml`)];
/** The sign of the window, a part for each side, the head: then the first of the files. */
const NOTED = 4;
type Way = 'finish' | 'take back';

const idOf = (file: number, tag: number): string => `tag${file}aa${tag}a`;

function world(): { files: MemoryFiles; store: MemoryStore } {
  const files = new MemoryFiles();
  files.put(BOOK, 'stancemark: 1\nentities:\n  - {id: aysel, name: Aysel, type: person} # one\n  - {id: berk, name: Berk, type: person}\n'); // prettier-ignore
  for (const [f, uri] of SOURCES.entries()) {
    files.put(uri, 'Aysel met the harbour master.\n'.repeat(3));
    const tags = [0, 1, 2].map((i) => `  - id: ${idOf(f, i)}\n    at: ${i + 1}:1-${i + 1}:6\n    quote: "Aysel"\n    entity: aysel # ${i}\n`); // prettier-ignore
    files.put(`${uri}.tags.yaml`, `stancemark: 1\ntags:\n${tags.join('\n')}`);
  }
  return { files, store: new MemoryStore() };
}

const state = (files: MemoryFiles): (string | undefined)[] => ALL.map((uri) => files.text(uri));

/** The merge of one entity into another: every tag of every source is set, and one in each is removed. */
const MERGE: readonly FileChange[] = [
  { kind: 'codebook', uri: BOOK, changes: [{ op: 'remove-entity', id: 'aysel' }] },
  ...SOURCES.map((uri, f): FileChange => {
    const set = [0, 1].map((i) => ({ op: 'set', id: idOf(f, i), set: { entity: 'berk' } }) as const);
    return { kind: 'sidecar', uri, changes: [...set, { op: 'remove', id: idOf(f, 2) }] };
  }),
];

/** So many steps of storage and disk are done, then the process is dead: nothing that it asks for is ever answered. */
class Life {
  isOver = false;

  constructor(private left: number) {}

  async step<T>(act: () => T | Promise<T>): Promise<T> {
    if (this.left-- > 0) return act();
    this.isOver = true;
    return new Promise(() => undefined);
  }

  keep(kept: KeptFiles): KeptFiles {
    return {
      window: kept.window,
      // Folders are listed in no order.
      list: () => this.step(async () => [...(await kept.list())].reverse()),
      read: (name) => this.step(() => kept.read(name)),
      write: (name, text) => this.step(() => kept.write(name, text)),
      remove: (name) => this.step(() => kept.remove(name)),
      rename: (from, to) => this.step(() => kept.rename(from, to)),
      sign: () => kept.sign(),
      lives: (sign) => kept.lives(sign),
    };
  }
}

/** Until the work is done, or its process is dead. */
async function until(life: Life, work: Promise<unknown>): Promise<void> {
  let done = false;
  void work.finally(() => (done = true)).catch(() => undefined);
  while (!done && !life.isOver) await new Promise((resolve) => setImmediate(resolve));
}

type World = ReturnType<typeof world>;

/** One life of a window, that ends after so many steps. */
async function live(
  { files, store }: World,
  steps: number,
  act: (library: Library) => Promise<unknown>,
): Promise<{ life: Life; library: Library }> {
  const life = new Life(steps);
  files.onWrite = () => life.step(() => undefined);
  const library = makeLibrary(files, { store, kept: life.keep(store.window()) });
  await until(life, act(library));
  library.dispose();
  files.onWrite = () => undefined;
  return { life, library };
}

const merge = async (library: Library): Promise<void> => {
  await library.readAll();
  await (
    await library.edit('Merge', MERGE)
  ).written;
  await library.end();
};

const recovering =
  (way: Way) =>
  async (library: Library): Promise<void> => {
    await library.collect();
    await recover(library, way);
    await library.end();
  };

/** What the merge makes of the files. */
async function merged(): Promise<(string | undefined)[]> {
  const whole = world();
  await live(whole, Infinity, merge);
  return state(whole.files);
}

describe('the note of a change of several files', () => {
  const { now } = Date;
  beforeEach(() => {
    // Every file takes long enough for others to have their turn after it.
    let time = now();
    Date.now = () => (time += 20);
  });
  afterEach(() => {
    Date.now = now;
  });

  for (const way of ['finish', 'take back'] as const) {
    it(`after a kill between any two steps the change is as whole as if there had been none: ${way}`, async () => {
      const after = await merged();
      let halves = 0;
      for (let kill = 0; ; kill++) {
        const here = world();
        const before = state(here.files);
        const { life } = await live(here, kill, merge);
        const next = makeLibrary(here.files, { store: here.store });
        await next.collect();
        assert.equal(next.leftBehind, 0, `a part of it is offered by itself, kill ${kill}`);
        if (next.journal.halfDone().length === 0) {
          assert.ok([before, after].some((one) => JSON.stringify(one) === JSON.stringify(state(here.files))), `half of it and no note, kill ${kill}`); // prettier-ignore
        } else {
          halves++;
          await recover(next, way);
          assert.deepEqual(state(here.files), way === 'finish' ? after : before, `kill ${kill}`);
        }
        await next.end();
        assert.deepEqual(here.store.left(), [], `kill ${kill}`);
        next.dispose();
        if (!life.isOver) break;
      }
      assert.ok(halves > ALL.length, `${halves} kills between the note and its end`);
    });

    it(`finishing, and taking back, may be killed between any two steps as well: ${way}, then the same or the other`, async () => {
      const after = await merged();
      for (const kill of [NOTED + 2]) {
        for (const then of ['finish', 'take back'] as const) {
          for (let again = 0; ; again++) {
            const here = world();
            const before = state(here.files);
            await live(here, kill, merge);
            const { life } = await live(here, again, recovering(way));
            const next = makeLibrary(here.files, { store: here.store });
            await next.collect();
            const asked = next.journal.halfDone().length > 0;
            await recover(next, then);
            const [is, where] = [JSON.stringify(state(here.files)), `kills ${kill} and ${again}, ${way}, ${then}`];
            const [all, none] = [JSON.stringify(after), JSON.stringify(before)];
            assert.ok([all, none].includes(is), `half of it, ${where}`);
            if (asked && way === then) assert.equal(is, way === 'finish' ? all : none, where);
            await next.end();
            assert.deepEqual(here.store.left(), [], where);
            next.dispose();
            if (!life.isOver) break;
          }
        }
      }
    }).timeout(60_000);

    it(`what somebody else has set and added in between stands: ${way}`, async () => {
      const after = await merged();
      const here = world();
      const before = state(here.files);
      let kill = NOTED;
      // As soon as the first of the sidecars was written.
      for (; JSON.stringify(state(here.files)) === JSON.stringify(before); kill++) await live(here, kill, merge);
      for (const [i, uri] of ALL.entries()) {
        if (i === 0) continue;
        const text = here.files.text(uri) ?? '';
        here.files.put(uri, text.replace(/entity: \w+ # 0\n/, 'entity: cem # 0\n').replace(/( {4}entity: \w+ # 1\n)/, '$1    note: "theirs"\n')); // prettier-ignore
      }
      const next = makeLibrary(here.files, { store: here.store });
      await next.collect();
      await recover(next, way);
      const want = (way === 'finish' ? after : before).map((text) =>
        text
          ?.replace(/entity: \w+ # 0\n/, 'entity: cem # 0\n')
          .replace(/( {4}entity: \w+ # 1\n)/, '$1    note: "theirs"\n'),
      );
      assert.deepEqual(state(here.files), want);
      // The value that was not set is offered: nobody's goes silently.
      if (way === 'finish') assert.ok(next.disputed().length > 0);
      await next.end();
      next.dispose();
    });

    it(`with a torn part it still goes the other way: ${way}`, async () => {
      const after = await merged();
      for (const torn of [0, 1]) {
        const here = world();
        const before = state(here.files);
        await live(here, NOTED + 2, merge);
        const parts = [...here.store.kept.keys()].filter((name) => name.includes('.part-'));
        assert.equal(parts.length, 2);
        const name = parts[torn] ?? '';
        here.store.kept.set(name, (here.store.kept.get(name) ?? '').slice(0, 100));
        const next = makeLibrary(here.files, { store: here.store });
        await next.collect();
        if ((torn === 0) === (way === 'finish')) {
          const halfway = state(here.files);
          await assert.rejects(recover(next, way), /can only (take it back|finish it)/);
          assert.deepEqual(state(here.files), halfway);
          assert.equal(next.journal.halfDone().length, 1);
          await recover(next, way === 'finish' ? 'take back' : 'finish');
          assert.deepEqual(state(here.files), way === 'finish' ? before : after);
        } else {
          await recover(next, way);
          assert.deepEqual(state(here.files), way === 'finish' ? after : before);
        }
        await next.end();
        assert.deepEqual(here.store.left(), []);
        next.dispose();
      }
    });
  }

  it('with both sides torn it is given up with a word, and asked for no more', async () => {
    const here = world();
    await live(here, NOTED + 2, merge);
    const halfway = state(here.files);
    for (const name of here.store.kept.keys()) if (name.includes('.part-')) here.store.kept.set(name, '[{"kind"');
    const next = makeLibrary(here.files, { store: here.store });
    await next.collect();
    await assert.rejects(recover(next, 'finish'), /cannot be read any more/);
    assert.deepEqual([state(here.files), next.journal.halfDone().length], [halfway, 0]);
    await next.end();
    assert.deepEqual(here.store.left(), []);
    next.dispose();
  });

  it('where it cannot be written nothing is changed, and nothing of it is left; with room again the change is made', async () => {
    const after = await merged();
    for (let room = 0; ; room++) {
      const here = world();
      const before = state(here.files);
      const kept = here.store.window();
      const write = kept.write.bind(kept);
      let left = room;
      kept.write = (name, text) =>
        left-- > 0 ? write(name, text) : Promise.reject(new Error('ENOSPC: no space left on device'));
      const library = makeLibrary(here.files, { store: here.store, kept });
      await library.readAll();
      const tags = library.corpora().flatMap(({ sources }) => sources.flatMap((one) => one.tags));
      const act = library.edit('Merge', MERGE);
      if (
        await act.then(
          () => true,
          () => false,
        )
      ) {
        // prettier-ignore
        assert.ok(room >= NOTED);
        break;
      }
      await assert.rejects(act, /Nothing was changed: .*ENOSPC/);
      assert.deepEqual(library.corpora().flatMap(({ sources }) => sources.flatMap((one) => one.tags)), tags); // prettier-ignore
      assert.deepEqual([library.canUndo, library.unsaved(), here.files.writes], [false, [], []], `room for ${room}`);
      assert.deepEqual([state(here.files), here.store.left()], [before, []], `room for ${room}`);
      left = Infinity;
      await (
        await library.edit('Merge', MERGE)
      ).written;
      assert.deepEqual(state(here.files), after);
      await library.undo();
      await library.end();
      assert.deepEqual([state(here.files), here.store.left()], [before, []]);
      library.dispose();
    }
  });

  it('a tag with its new entity is made without one all the same', async () => {
    const { files, store } = world();
    const kept = store.window();
    kept.write = () => Promise.reject(new Error('EROFS: read-only file system'));
    const library = makeLibrary(files, { store, kept });
    const [first] = SOURCES as [string];
    await (
      await library.edit('Tag', [
        { kind: 'codebook', uri: BOOK, changes: [{ op: 'add-entity', entity: { id: 'cem', name: 'Cem', type: 'person', aliases: [] } }] }, // prettier-ignore
        { kind: 'sidecar', uri: first, changes: [{ op: 'set', id: idOf(0, 0), set: { entity: 'cem' } }] },
      ])
    ).written;
    assert.match(files.text(BOOK) ?? '', /id: cem/);
    assert.match(files.text(`${first}.tags.yaml`) ?? '', /entity: cem # 0/);
    await library.end();
    library.dispose();
  });
});
