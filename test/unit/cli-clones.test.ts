import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PlaceableText } from '../../src/core/anchors/place';
import { stagesOfMarkers } from '../../src/core/merge/markers';
import { resolveCodebook, resolveSidecar, type Resolved, type Stages } from '../../src/core/merge/resolve';
import { mergeCodebooks, mergeSidecars } from '../../src/core/merge';
import { readCodebook } from '../../src/core/codebook';
import { applyToSidecar, readSidecar } from '../../src/core/sidecar';
import { newTagId, type Tag } from '../../src/core/model';
import { pieceAt } from '../../src/core/anchors/context';
import { inRepository, program, type Repository } from './cli/repository';
import { seeded } from './support/memory';

const SOURCES = 5;
const EACH = 80;
const NAMES = Array.from({ length: SOURCES }, (_, n) => `${n}.txt.tags.yaml`);
const entity = (id: string, name: string): string => `  - id: ${id}\n    name: ${name}\n    type: state\n`;
const book = (...entities: string[]): string => `stancemark: 1\nentities:\n${entities.join('')}`;

/** Two people's work from one commit: `EACH` tags each over all sources, one tag re-meant by both, one entity renamed by one. */
function histories(seed: number) {
  const random = seeded(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const texts = NAMES.map(() =>
    Array.from({ length: 40 }, () => Array.from({ length: 14 }, () => `w${below(900)}`).join(' ')).join('\n'),
  );
  const taken = new Set<string>();
  const make = (n: number, entityId: string, by: string): Tag => {
    const text = new PlaceableText(texts[n] as string);
    const from = below(text.text.length - 50);
    const id = newTagId(random, (one) => taken.has(one));
    taken.add(id);
    return { id, ...pieceAt(text, { from, to: from + 5 + below(30) }), entity: entityId, by };
  };
  const add = (before: string | undefined, tags: readonly Tag[]): string => {
    const reading = readSidecar(before ?? 'stancemark: 1\ntags: []\n');
    if (!reading.ok) throw new Error(reading.refusal.message);
    return applyToSidecar(
      reading.value,
      tags.map((tag) => ({ op: 'add', tag }) as const),
    ).sidecar.text;
  };
  const base = NAMES.map((_, n) =>
    add(
      undefined,
      Array.from({ length: 6 }, () => make(n, 'russia', 'both')),
    ),
  );
  const disputed = /id: (\S+)/.exec(base[0] as string)?.[1] as string;
  const side = (by: string, entityId: string): string[] =>
    base.map((text, n) => {
      const more = add(
        text,
        Array.from({ length: EACH / SOURCES }, () => make(n, entityId, by)),
      );
      return n === 0 ? more.replace(new RegExp(`(id: ${disputed}[^]*?entity: )russia`), `$1${entityId}`) : more;
    });
  return {
    ...{ texts, base, disputed, ours: side('mk', 'baku'), theirs: side('ln', 'alat') },
    books: {
      base: book(entity('russia', 'Russia')),
      ours: book(entity('baku', 'Baku'), entity('russia', 'Russian Federation')),
      theirs: book(entity('alat', 'Alat'), entity('russia', 'Russia')),
    },
  };
}

function merge(repository: Repository, made: ReturnType<typeof histories>): void {
  const put = (sidecars: readonly string[], codebook: string): void => {
    sidecars.forEach((text, n) => repository.put(NAMES[n] as string, text));
    repository.put('codebook.yaml', codebook);
  };
  made.texts.forEach((text, n) => repository.put(`${n}.txt`, text));
  put(made.base, made.books.base);
  repository.commit('base');
  repository.git('checkout', '-qb', 'side');
  put(made.theirs, made.books.theirs);
  repository.commit('theirs');
  repository.git('checkout', '-q', 'main');
  put(made.ours, made.books.ours);
  repository.commit('ours');
}

const resolve = (name: string, stages: Stages): string => {
  const ids = (): never => assert.fail('no second tag is kept');
  const result: Resolved =
    name === 'codebook.yaml' ? resolveCodebook(stages, () => 'theirs') : resolveSidecar(stages, () => 'theirs', ids);
  assert.ok(result.ok, name);
  return result.text;
};

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
