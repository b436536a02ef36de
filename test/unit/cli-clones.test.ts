import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stagesOfMarkers } from '../../src/core/merge/markers';
import { mergeCodebooks, mergeSidecars } from '../../src/core/merge';
import { readCodebook } from '../../src/core/codebook';
import { readSidecar } from '../../src/core/sidecar';
import { inRepository, program } from './cli/repository';
import { EACH, histories, merge, NAMES, resolve, SOURCES } from './support/clones';

describe('two clones of one corpus', function () {
  if (process.platform === 'win32') return;
  before(() => void program());

  for (const seed of [1, 2, 3]) {
    it(`come together by the driver, and without it by meaning, to the same files (seed ${seed})`, () => {
      const made = histories(seed);
      const all = [...NAMES, 'codebook.yaml'];
      const byDriver = new Map<string, string>();
      inRepository((repository) => {
        merge(repository, made);
        repository.stancemark('git', 'install');
        assert.equal(repository.try('merge', '-q', '--no-edit', 'side').code, 1);
        assert.equal(repository.git('diff', '--name-only', '--diff-filter=U').trim(), NAMES[0]);
        for (const name of all) {
          const text = repository.get(name);
          const stages = stagesOfMarkers(text);
          if (name === NAMES[0]) {
            const conflicts = [...text.matchAll(/^<{7} ours\n {2}- id: (\S+)$/gm)].map(([, id]) => id);
            assert.deepEqual(conflicts, [made.disputed]);
          }
          byDriver.set(name, stages ? resolve(name, stages) : text);
        }
      });
      inRepository((repository) => {
        merge(repository, made);
        assert.equal(repository.try('merge', '-q', '--no-edit', 'side').code, 1);
        for (const name of all) {
          const stage = (n: number): string => repository.git('show', `:${n}:${name}`);
          const unmerged = repository.git('ls-files', '-u', name) !== '';
          const text = unmerged
            ? resolve(name, { base: stage(1), ours: stage(2), theirs: stage(3) })
            : repository.get(name);
          assert.equal(text, byDriver.get(name), name);
        }
      });
      let tags = 0;
      NAMES.forEach((name, n) => {
        const reading = readSidecar(byDriver.get(name) as string);
        assert.ok(reading.ok && reading.value.faults.length === 0);
        const ids = new Set(reading.value.tags.map(({ id }) => id));
        for (const text of [made.ours[n], made.theirs[n]]) {
          for (const [, id] of (text as string).matchAll(/id: (\S+)/g)) assert.ok(ids.has(id as string), id);
        }
        tags += ids.size;
        const merged = mergeSidecars(made.base[n], made.ours[n] as string, made.theirs[n] as string);
        assert.ok(merged.ok);
        assert.deepEqual(
          merged.conflicts.map(({ id }) => id),
          n === 0 ? [made.disputed] : [],
        );
      });
      assert.equal(tags, SOURCES * 6 + 2 * EACH);
      const codebook = readCodebook(byDriver.get('codebook.yaml') as string);
      assert.ok(codebook.ok);
      assert.deepEqual(codebook.value.codebook.entities.map(({ id, name }) => `${id}: ${name}`).sort(), [
        'alat: Alat',
        'baku: Baku',
        'russia: Russian Federation',
      ]);
      const books = mergeCodebooks(made.books.base, made.books.ours, made.books.theirs);
      assert.ok(books.ok && books.conflicts.length === 0);
    });
  }
});
