import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { Library } from '../../src/core/library/library';
import { recover } from '../../src/core/library/recover';
import type { Tag } from '../../src/core/model';
import { sidecarOf } from '../../src/core/files/addresses';
import { pieceAt } from '../../src/core/anchors/context';
import { makeLibrary, MemoryFiles, MemoryStore } from './support/memory';

const SOURCE = 'file:///w/a.txt';
const SIDECAR = sidecarOf(SOURCE);
const BOOK = 'file:///w/codebook.yaml';
const TEXT = 'Aysel met the harbour master.\nThe harbour master said no to Aysel.\n';
const ELSEWHERE = 'A first line that was not there before.\n' + TEXT;
const CODEBOOK = 'stancemark: 1\nentities:\n  - id: aysel\n    name: Aysel\n    type: person\n';

/** `throws`: the call does nothing and fails. `late`: it does its work and fails. `dies`: the process ends at it. */
const FAULTS = ['throws', 'late', 'dies'] as const;
type FaultKind = (typeof FAULTS)[number];

/** Files of which the call number `at` goes wrong; after a death no call comes back. */
class FaultyFiles extends MemoryFiles {
  calls = 0;
  at = Infinity;
  kind: FaultKind = 'throws';

  private async guard<T>(act: () => Promise<T>): Promise<T> {
    const call = ++this.calls;
    if (this.kind === 'dies' && call >= this.at) return new Promise<T>(() => undefined);
    if (call !== this.at) return act();
    if (this.kind === 'late') await act();
    throw new Error('EIO');
  }

  override list(): ReturnType<MemoryFiles['list']> {
    return this.guard(() => super.list());
  }
  override read(uri: string): ReturnType<MemoryFiles['read']> {
    return this.guard(() => super.read(uri));
  }
  override readText(uri: string): ReturnType<MemoryFiles['readText']> {
    return this.guard(() => super.readText(uri));
  }
  override stamp(uri: string): ReturnType<MemoryFiles['stamp']> {
    return this.guard(() => super.stamp(uri));
  }
  override update(uri: string, edit: (now: Uint8Array | undefined) => Uint8Array | undefined) {
    return this.guard(() => super.update(uri, edit));
  }
}

interface Scene {
  files: FaultyFiles;
  store: MemoryStore;
  library: Library;
}

const mention = (id: string, words: string): Tag => {
  const from = TEXT.indexOf(words);
  return { id, ...pieceAt(new PlaceableText(TEXT), { from, to: from + words.length }), entity: 'aysel' };
};
const FIRST = mention('aaaaaaaa', 'Aysel');
const SECOND = mention('bbbbbbbb', 'harbour master');

const add = async ({ library }: Scene, tag: Tag): Promise<void> =>
  (await library.edit('Tag', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'add', tag }] }])).written;

interface Operation {
  /** What was done before, without faults. */
  readonly given?: (scene: Scene) => Promise<unknown>;
  readonly run: (scene: Scene) => Promise<unknown>;
}

const withFirst = (scene: Scene): Promise<void> => add(scene, FIRST);
const opened = async (scene: Scene): Promise<void> => {
  await withFirst(scene);
  await scene.library.opened(SOURCE, () => TEXT);
};
const set = async ({ library }: Scene): Promise<void> =>
  (
    await library.edit('Note', [
      { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: FIRST.id, set: { note: 'why?' } }] },
    ])
  ).written;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'the first tag': { run: (scene) => add(scene, FIRST) },
  'a further tag': { given: withFirst, run: (scene) => add(scene, SECOND) },
  'a note': { given: withFirst, run: set },
  'a removal': {
    given: withFirst,
    run: async ({ library }) =>
      (await library.edit('Remove', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'remove', id: FIRST.id }] }]))
        .written,
  },
  undo: {
    given: async (scene) => {
      await withFirst(scene);
      await set(scene);
    },
    run: async ({ library }) => (await library.undo())?.written,
  },
  redo: {
    given: async (scene) => {
      await withFirst(scene);
      await set(scene);
      await (
        await scene.library.undo()
      )?.written;
    },
    run: async ({ library }) => (await library.redo())?.written,
  },
  'a save after typing': {
    given: opened,
    run: async ({ library, files }) => {
      library.changed(SOURCE, [{ offset: 0, removed: 0, text: 'So ' }], () => 'So ' + TEXT);
      files.put(SOURCE, 'So ' + TEXT);
      await library.saved(SOURCE, 'So ' + TEXT);
    },
  },
  'accepting a moved tag': {
    given: async (scene) => {
      await withFirst(scene);
      scene.files.put(SOURCE, ELSEWHERE);
      await scene.library.check();
    },
    run: ({ library }) => library.accept(SOURCE),
  },
  'a change of two files': {
    given: withFirst,
    run: async ({ library }) =>
      (
        await library.edit('New id', [
          { kind: 'codebook', uri: BOOK, changes: [{ op: 'set-entity', id: 'aysel', set: { id: 'aysel-k' } }] },
          { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: FIRST.id, set: { entity: 'aysel-k' } }] },
        ])
      ).written,
  },
  opening: { given: withFirst, run: ({ library }) => library.opened(SOURCE, () => TEXT) },
  'a look at everything': { given: withFirst, run: ({ library }) => library.rescan() },
  'a look at one file': { given: withFirst, run: ({ library }) => library.refresh(SIDECAR) },
  'a comparison of texts': { given: withFirst, run: ({ library }) => library.check() },
};

async function begin(operation: Operation): Promise<Scene> {
  const files = new FaultyFiles();
  files.put(SOURCE, TEXT);
  files.put(BOOK, CODEBOOK);
  const store = new MemoryStore();
  const scene = { files, store, library: makeLibrary(files, { store }) };
  // What is read for the first time is part of the operation only where nothing was done before.
  if (operation.given) {
    await scene.library.readAll();
    await operation.given(scene);
  }
  files.calls = 0;
  return scene;
}

const state = ({ files }: Scene): (string | undefined)[] => [files.text(SIDECAR), files.text(BOOK)];

function assertOneOf(
  now: readonly unknown[],
  before: readonly unknown[],
  after: readonly unknown[],
  what: string,
): void {
  now.forEach((one, i) =>
    assert.ok(one === before[i] || one === after[i], `${what}: neither old nor new:\n${String(one)}`),
  );
}

/** Lets everything run that can run without time passing. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('library, each call of its files going wrong in turn', () => {
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    it(`${name}: the files are old or new, and what is seen is on disk in the end`, async () => {
      const whole = await begin(operation);
      const before = state(whole);
      await operation.run(whole);
      await whole.library.flush();
      const after = state(whole);
      const { calls } = whole.files;
      assert.ok(calls > 0);
      whole.library.dispose();

      for (const kind of FAULTS) {
        for (let at = 1; at <= calls; at++) {
          const what = `call ${at} of ${calls} ${kind}`;
          const scene = await begin(operation);
          Object.assign(scene.files, { at, kind });
          let failed = false;
          const run = operation.run(scene).catch((error: unknown) => {
            assert.match(String(error), /EIO/, what);
            failed = true;
          });
          await (kind === 'dies' ? settle() : run);
          await settle();
          assertOneOf(state(scene), before, after, what);
          scene.files.at = Infinity;
          if (kind === 'dies') await checkRestart(scene, before, after, what);
          else await checkFlush(scene, failed, before, after, what);
          scene.library.dispose();
        }
      }
    });
  }
});

/** The next window finds everything before or everything after, once an interrupted change is finished. */
async function checkRestart(scene: Scene, before: unknown[], after: unknown[], what: string): Promise<void> {
  const next = makeLibrary(scene.files, { store: scene.store });
  await next.collect();
  await next.readAll();
  assert.equal(next.source(SOURCE)?.refusal, undefined, what);
  await recover(next, 'finish');
  const now = state(scene);
  assert.ok(equal(now, before) || equal(now, after), `${what}: half done:\n${now.join('\n')}`);
  next.dispose();
}

/** What could not be written is written by the next flush; an operation that failed at once has changed nothing. */
async function checkFlush(
  scene: Scene,
  failed: boolean,
  before: unknown[],
  after: unknown[],
  what: string,
): Promise<void> {
  const { library } = scene;
  await library.flush();
  await library.rescan();
  assert.deepEqual(library.unsaved(), [], what);
  const now = state(scene);
  assert.ok(equal(now, after) || (failed && equal(now, before)), `${what}: half done:\n${now.join('\n')}`);
  assert.equal(library.sidecar(SOURCE)?.text, scene.files.text(SIDECAR), `${what}: another state is seen`);
}

function equal(one: readonly unknown[], two: readonly unknown[]): boolean {
  return one.length === two.length && one.every((value, i) => value === two[i]);
}
