/** The note of a very large change: small in memory, in parts on disk, and enough to finish or take back. */
import assert from 'node:assert/strict';
import type { FileChange } from '../../src/core/changes';
import { recover } from '../../src/core/library/recover';
import { makeLibrary, MemoryFiles, MemoryStore } from '../unit/support/memory';

const FILES = 1_000;
const TAGS = 50;
const BOOK = 'file:///w/codebook.yaml';
const uriOf = (f: number): string => `file:///w/${f}.txt`;

/** 50,000 tags as they are written, with notes and comments. */
function world(): MemoryFiles {
  const files = new MemoryFiles();
  files.put(BOOK, 'stancemark: 1\nentities:\n' + ['a', 'b'].map((id) => `  - {id: ${id}, name: ${id}, type: person}\n`).join('')); // prettier-ignore
  for (let f = 0; f < FILES; f++) {
    files.put(uriOf(f), 'Aysel met the harbour master on Monday, and said so.\n'.repeat(TAGS));
    const tags = Array.from(
      { length: TAGS },
      (_, i) =>
        `  - id: t${1_000_000 + f * TAGS + i}\n    at: ${i + 1}:1-${i + 1}:6\n    quote: "Aysel"\n    before: ""\n    after: " met the harbour master on Monday"\n    entity: a # ${i}\n    note: "A note of some words, as a coder writes them."\n`,
    );
    files.put(`${uriOf(f)}.tags.yaml`, `stancemark: 1\ntags:\n${tags.join('')}`);
  }
  return files;
}

const state = (files: MemoryFiles): string[] => Array.from({ length: FILES }, (_, f) => files.text(`${uriOf(f)}.tags.yaml`) ?? ''); // prettier-ignore

describe('a change of 50,000 tags', () => {
  for (const way of ['finish', 'take back'] as const) {
    it(`that is interrupted half way: ${way}`, async () => {
      const files = world();
      const store = new MemoryStore();
      const before = state(files);
      const library = makeLibrary(files, { store });
      await library.readAll();
      const changes = library.corpora()[0]?.sources.map(({ uri, tags }): FileChange => ({ kind: 'sidecar', uri, changes: tags.map(({ id }) => ({ op: 'set', id, set: { entity: 'b' } })) })) ?? []; // prettier-ignore
      let left = FILES / 2;
      files.onWrite = () => (left-- > 0 ? undefined : new Promise(() => undefined));
      await library.edit('Merge', changes);
      for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
      // Killed here. No value of the workspace holds any of it, no file is large, and there is no text near what V8 can hold.
      assert.deepEqual(JSON.stringify(store.get('journal') ?? null), 'null');
      const sizes = [...store.kept.values()].map((text) => text.length);
      assert.ok(Math.max(...sizes) < 1_000_000, `a part of ${Math.max(...sizes)} units`);
      const perTag = sizes.reduce((sum, size) => sum + size, 0) / (FILES * TAGS);
      assert.ok(perTag < 1_000, `${Math.round(perTag)} units a tag`);
      library.dispose();
      files.onWrite = () => undefined;
      const next = makeLibrary(files, { store });
      await next.collect();
      // What is known of it until the user decides is a list of names.
      assert.equal(next.journal.halfDone().length, 1);
      await next.readAll();
      await recover(next, way);
      const after = before.map((text) => text.replaceAll('entity: a #', 'entity: b #'));
      assert.deepEqual(state(files), way === 'finish' ? after : before);
      await next.end();
      assert.deepEqual(store.left(), []);
      // The step can be taken back in this session, and is no megabytes in the store.
      assert.ok([...store.kept.values()].join('').length < 10_000);
      next.dispose();
    }).timeout(600_000);
  }
});
