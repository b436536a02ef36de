import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { figureOf, figureSteps } from '../../src/core/findings/figures';
import { firstRows, rowCount } from '../../src/core/export';
import { START, SUM_FIGURES } from '../../src/core/findings/state';
import { each, finish, part, sorted, type Steps } from '../../src/core/base/steps';
import type { Corpus } from '../../src/core/corpus';
import { changeEntityId, deleteEntity, mergeEntities } from '../../src/core/refactor/entities';
import { changesInPieces } from '../../src/core/refactor/pieces';
import { deleteValue } from '../../src/core/refactor/values';
import { parseQuery } from '../../src/core/query';
import { entityTotals, select, selectSteps, totalSteps } from '../../src/core/sums';
import { findAll, findSteps, stanceTree, stanceTreeSteps, type Forest, type FoundPassages } from '../../src/core/tree';
import { smallCorpus } from './support/corpus';

/** How often a piece of work pauses, and the shares that it tells. */
function paced<T>(steps: Steps<T>): { value: T; shares: (number | undefined)[] } {
  const shares: (number | undefined)[] = [];
  for (;;) {
    const step = steps.next();
    if (step.done) return { value: step.value, shares };
    shares.push(step.value);
  }
}

describe('work in steps', () => {
  it('sorts as Array.prototype.sort does, also those that compare as equal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 1, max: 40 }), fc.nat(), (size, keys, seed) => {
        let state = seed + 1;
        const list = Array.from({ length: size }, (_, i) => {
          state = (state * 48_271) % 2_147_483_647;
          return { key: state % keys, i };
        });
        const compare = (a: { key: number }, b: { key: number }): number => a.key - b.key;
        assert.deepEqual(finish(sorted(list, compare)), [...list].sort(compare));
      }),
      { numRuns: 30 },
    );
  });

  it('pauses while it sorts and looks, at the latest every 1,024', () => {
    const list = Array.from({ length: 10_240 }, (_, i) => -i);
    // Ten runs, and four rounds of merging.
    assert.equal(paced(sorted(list, (a, b) => a - b)).shares.length, 10 + 4 * 10);
    let seen = 0;
    assert.equal(paced(each(list, () => seen++)).shares.length, 10);
    assert.equal(seen, 10_240);
  });

  it('tells shares of the whole', () => {
    const half = function* (): Steps<string> {
      yield 0;
      yield undefined;
      yield 0.5;
      return 'done';
    };
    assert.deepEqual(paced(part(half(), 0.5, 1)), { value: 'done', shares: [0.5, undefined, 0.75] });
  });

  it('makes the same figures by turns as one after the other', () => {
    const corpus = smallCorpus();
    const selection = finish(selectSteps(corpus));
    const alone = SUM_FIGURES.map((id) => figureOf(select(corpus), START, id));
    const running = SUM_FIGURES.map((id) => figureSteps(selection, START, id));
    const done = new Map<number, unknown>();
    while (done.size < running.length) {
      running.forEach((steps, i) => {
        const step = done.has(i) ? undefined : steps.next();
        if (step?.done) done.set(i, step.value);
      });
    }
    alone.forEach(({ picture, caption, table }, i) => {
      const other = done.get(i) as (typeof alone)[number];
      assert.deepEqual([other.picture, other.caption, other.table.rows], [picture, caption, table.rows]);
    });
  });

  it('searches, counts and draws trees with a pause after each source, once', () => {
    const fresh = smallCorpus();
    const { length } = fresh.sources;
    const parsed = parseQuery('kind:mention');
    assert.ok(parsed.ok);
    const { query } = parsed;
    const found = paced(findSteps(fresh, query));
    assert.equal(found.shares.length, length);
    const ids = ({ bySource }: FoundPassages): string[] =>
      bySource.flatMap(({ passages }) => passages.map(({ tag }) => tag.id));
    assert.deepEqual(ids(found.value), ids(findAll(smallCorpus(), query)));
    assert.equal(paced(findSteps(fresh, query)).shares.length, 0);
    const totals = paced(totalSteps(fresh));
    assert.equal(totals.shares.length, length);
    assert.deepEqual(totals.value, entityTotals(smallCorpus()));
    assert.equal(totals.value, entityTotals(fresh));
    const tree = paced(stanceTreeSteps([fresh]));
    assert.equal(tree.shares.length, length);
    const labels = ({ roots }: Forest): unknown[] => roots.map((node) => [node.key, node.children?.().length]);
    assert.deepEqual(labels(tree.value), labels(stanceTree([smallCorpus()])));
  });

  it('counts what another asked for meanwhile, and then what it was asked for', () => {
    const before = smallCorpus();
    const now: Corpus = {
      ...before,
      sources: before.sources.map((source) => ({ ...source, tags: source.tags.slice(1) })),
    };
    const [one, other] = [totalSteps(before), totalSteps(now)];
    one.next();
    other.next();
    other.next();
    one.next();
    const right = (corpus: Corpus): unknown =>
      new Map(
        [...entityTotals({ ...corpus, codebook: { ...corpus.codebook, uri: 'mem:/another' } })].map(
          ([id, { mentions, sources }]) => [id, { mentions, sources }],
        ),
      );
    const seen = (steps: ReturnType<typeof totalSteps>): unknown =>
      new Map([...finish(steps)].map(([id, { mentions, sources }]) => [id, { mentions, sources }]));
    assert.deepEqual(seen(one), right(before));
    assert.deepEqual(seen(other), right(now));
  });

  it('leaves totals that were given away as they were', () => {
    const codebook = { ...smallCorpus().codebook, uri: 'mem:/given' };
    const before: Corpus = { ...smallCorpus(), codebook };
    const now: Corpus = {
      codebook,
      sources: before.sources.map((source) => ({ ...source, tags: source.tags.slice(2) })),
    };
    const forms = (corpus: Corpus): unknown =>
      [...entityTotals(corpus)].map(([id, { surfaceForms }]) => [id, [...surfaceForms].sort()]).sort();
    const first = forms(before);
    assert.notDeepEqual(forms(now), first);
    assert.deepEqual(forms(before), first);
    assert.deepEqual(forms({ ...before }), first);
  });

  it('works the codebook out some sources at a time as at once', () => {
    const small = smallCorpus();
    const sources = Array.from({ length: 40 }, (_, n) =>
      small.sources.map((source) => ({ ...source, uri: `${source.uri}${n}` })),
    ).flat();
    const corpus: Corpus = { ...small, sources };
    for (const work of [
      (some: Corpus) => mergeEntities(some, ['russia'], 'azerbaijan'),
      (some: Corpus) => changeEntityId(some, 'russia', 'ru'),
      (some: Corpus) => deleteEntity(some, 'russia'),
      (some: Corpus) => deleteValue(some, 'critical'),
    ]) {
      const { value, shares } = paced(changesInPieces(corpus, work));
      assert.deepEqual(value, work(corpus));
      assert.ok(value.length > 40);
      assert.equal(shares.length, Math.ceil(sources.length / 50));
    }
    assert.deepEqual(
      finish(changesInPieces({ ...small, sources: [] }, (some) => changeEntityId(some, 'russia', 'ru'))),
      changeEntityId({ ...small, sources: [] }, 'russia', 'ru'),
    );
  });

  it('has the first rows of a table and their number without the others', () => {
    const selection = select(smallCorpus());
    for (const id of SUM_FIGURES) {
      const { table } = figureOf(selection, START, id);
      assert.equal(rowCount(table), table.rows.length, id);
      assert.deepEqual(firstRows(table, 2), table.rows.slice(0, 2), id);
      assert.deepEqual(firstRows(table, 1_000), table.rows, id);
    }
  });
});
