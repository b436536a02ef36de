import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Corpus, SourceView } from '../../src/core/corpus';
import { corpusCounts, entityTotals, seenAs, summaryOf } from '../../src/core/sums';
import { codebookOf, corpusOf, mention, smallCorpus, sourceOf, stance } from './support/corpus';

/** The totals as plain data, so that two ways of counting can be compared. */
function plain(corpus: Corpus): unknown {
  const totals = [...entityTotals(corpus)].map(([id, total]) => {
    return [id, { ...total, surfaceForms: [...total.surfaceForms].sort() }] as const;
  });
  return totals.sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('sums: totals', () => {
  it('counts mentions, sources, stances toward and held; lost tags not at all', () => {
    const totals = entityTotals(smallCorpus());
    const russia = totals.get('russia');
    assert.equal(russia?.mentions, 3);
    assert.equal(russia?.sources, 2);
    assert.deepEqual(
      [...(russia?.surfaceForms ?? [])],
      [
        ['Russia', 2],
        ['Moscow', 1],
      ],
    );
    assert.deepEqual(russia?.toward, { positive: 1, negative: 1, neutral: 0, mixed: 0, unclear: 0, denied: 0 });
    assert.equal(russia?.held.denied, 1);
    const azerbaijan = totals.get('azerbaijan');
    assert.equal(azerbaijan?.mentions, 1, 'the second mention is lost');
    assert.deepEqual([azerbaijan?.toward.neutral, azerbaijan?.toward.denied], [1, 1]);
    assert.equal(totals.get('author')?.held.neutral, 1);
    assert.equal(totals.get('nowhere')?.mentions, 1);
  });

  it('sums up the corpus', () => {
    assert.deepEqual(corpusCounts(smallCorpus()), { mentions: 7, stances: 4, lost: 1, moved: 1, taggedSources: 3 });
  });

  const says: readonly (readonly [string, string])[] = [
    ['russia', '3 in 2 sources · −1 +1'],
    ['azerbaijan', '1 in 1 source'],
    ['author', 'no mentions'],
    ['nobody', ''],
  ];
  for (const [id, expected] of says) {
    it(`says how ${id} is seen: ${expected}`, () => {
      assert.equal(seenAs(entityTotals(smallCorpus()).get(id)), expected);
    });
  }

  it('follows a changed axis, and counts unknown values as unclear', () => {
    const source = sourceOf('1.txt', [stance('a', '0:0-1', 'x y critical'), stance('b', '0:2-3', 'x y gone')]);
    const before = entityTotals(corpusOf([source])).get('y')?.toward;
    assert.deepEqual([before?.negative, before?.unclear], [1, 1]);
    const codebook = codebookOf({ stances: [{ id: 'critical', label: 'Critical', axis: 'mixed' }] });
    const after = entityTotals(corpusOf([source], codebook)).get('y')?.toward;
    assert.deepEqual([after?.mixed, after?.negative, after?.unclear], [1, 0, 1]);
  });

  it('gives the same totals as long as nothing that they count changed', () => {
    const corpus = smallCorpus();
    const totals = entityTotals(corpus);
    assert.equal(entityTotals({ ...corpus }), totals);
    const [first, ...others] = corpus.sources;
    assert.ok(first);
    const changed = sourceOf(first.name, first.tags.slice(1));
    const next = entityTotals(corpusOf([changed, ...others]));
    assert.notEqual(next, totals);
    assert.equal(next.get('port'), totals.get('port'), 'an entity of another source');
    assert.equal(next.get('russia')?.mentions, 2);
    assert.equal(totals.get('russia')?.mentions, 3, 'what was given out stays');
  });

  it('keeps the summary of a source that did not change', () => {
    const [source] = smallCorpus().sources;
    assert.ok(source);
    assert.equal(summaryOf(source), summaryOf(source));
  });

  const entity = fc.constantFrom('russia', 'azerbaijan', 'aliyev', 'x');
  const tag = fc.tuple(fc.boolean(), entity, entity, fc.constantFrom('critical', 'supportive', 'odd'), fc.nat(3));
  const tags = fc.array(tag, { maxLength: 6 }).map((list) =>
    list.map(([named, who, whom, value, certainty], i) => {
      if (named) return mention(`t${i}`, '0:0-3', who, value);
      return stance(`t${i}`, '0:0-3', `${who} ${whom} ${value}`, { certainty: certainty === 0 ? 'denied' : undefined });
    }),
  );
  const edits = fc.array(fc.tuple(fc.nat(4), fc.option(tags)), { minLength: 1, maxLength: 12 });
  let run = 0;

  it('kept up over changes, equals what is counted afresh', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(edits, (steps) => {
        const kept = `mem:/kept${run++}`;
        const sources = new Map<number, SourceView>();
        for (const [number, next] of steps) {
          if (next) sources.set(number, sourceOf(`${number}.txt`, next));
          else sources.delete(number);
          const list = [...sources.values()];
          const afresh = plain(corpusOf(list, codebookOf({}, `mem:/fresh${run++}`)));
          assert.deepEqual(plain(corpusOf(list, codebookOf({}, kept))), afresh);
        }
      }),
      { numRuns: 150 },
    );
  });
});
