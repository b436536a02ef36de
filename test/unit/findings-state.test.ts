import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asQuery, askedOf } from '../../src/core/findings/link';
import { messageIn } from '../../src/core/findings/messages';
import { filterIn, stateIn, START, type FindingsState } from '../../src/core/findings/state';
import { parseQuery, runQuery } from '../../src/core/query';
import { select } from '../../src/core/sums';
import { smallCorpus } from './support/corpus';

const at = (set: Partial<FindingsState>): FindingsState => ({ ...START, ...set });

describe('findings: state', () => {
  it('is as at the start where a field is missing or wrong', () => {
    for (const value of [undefined, null, 7, 'matrix', [], { view: 'pie', types: 'state', pick: { figure: 'x' } }]) {
      assert.deepEqual({ ...stateIn(value) }, { ...START, ...('pick' in stateIn(value) ? { pick: undefined } : {}) });
    }
  });

  it('keeps what is right, and drops what it does not know', () => {
    const pick = { figure: 'matrix', keys: ['russia', 'azerbaijan'] };
    const state = stateIn({ view: 'timeline', query: 'a', types: ['state'], by: 'outlet', pick, more: 1 });
    assert.deepEqual(
      state,
      at({
        view: 'timeline',
        query: 'a',
        types: ['state'],
        by: 'outlet',
        pick: { figure: 'matrix', keys: ['russia', 'azerbaijan'] },
      }),
    );
  });

  it('comes out of anything, and again the same out of itself', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const once = stateIn(value);
        assert.deepEqual(stateIn(once), { ...once, pick: once.pick });
      }),
    );
  });

  it('says which field cannot be read', () => {
    const wrong = filterIn(at({ query: 'intensity:strong' }));
    assert.ok(!wrong.ok && wrong.field === 'query' && wrong.error.from === 10);
    for (const date of ['2025-13', 'May', '25-01-01']) {
      const late = filterIn(at({ to: date }));
      assert.ok(!late.ok && late.field === 'to', date);
    }
    assert.ok(filterIn(at({ from: ' 2025 ', to: '2025-06' })).ok);
  });
});

describe('findings: messages of the page', () => {
  const png = 'iVBORw0KGgoAAAANSUhEUg==';
  const good = [
    { type: 'ready' },
    { type: 'state', state: START },
    { type: 'drawn', turn: 3 },
    { type: 'open', uri: 'file:///a.txt', id: 'abcdefgh' },
    { type: 'export', format: 'csv', figure: 'matrix' },
    { type: 'picture', turn: 1, format: 'svg', data: '<svg width="1"></svg>' },
    { type: 'picture', turn: 1, format: 'png', data: png },
    { type: 'noPicture', turn: 1 },
    { type: 'saveSearch' },
    { type: 'copyLink' },
  ];
  const bad = [
    undefined,
    null,
    'ready',
    {},
    { type: 'run' },
    { type: 'state' },
    { type: 'state', state: 'x' },
    { type: 'drawn' },
    { type: 'drawn', turn: 1.5 },
    { type: 'open', uri: 'file:///a.txt' },
    { type: 'open', uri: ['file:///a.txt'], id: 'x' },
    { type: 'open', uri: 'x'.repeat(5_000), id: 'x' },
    { type: 'export', format: 'exe', figure: 'matrix' },
    { type: 'export', format: 'csv', figure: '../x' },
    { type: 'picture', turn: 1, format: 'svg', data: '<html>' },
    { type: 'picture', turn: 1, format: 'png', data: '<svg >' },
    { type: 'picture', turn: 1, format: 'png', data: `${png}<` },
    { type: 'picture', turn: '1', format: 'svg', data: '<svg >' },
  ];
  for (const message of good) it(`takes ${message.type}`, () => assert.equal(messageIn(message)?.type, message.type));
  for (const message of bad) {
    it(`refuses ${JSON.stringify(message)?.slice(0, 60)}`, () => assert.equal(messageIn(message), undefined));
  }

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void messageIn(value)));
  });
});

describe('findings: filters as a query', () => {
  const corpus = smallCorpus();
  const first = corpus.sources[0]?.uri ?? '';
  const cases: readonly (readonly [Partial<FindingsState>, string])[] = [
    [{}, ''],
    [{ query: ' kind:stance ' }, 'kind:stance'],
    [{ types: ['state'] }, 'type:state'],
    [{ types: ['state', 'person'], query: 'a or b' }, '(a or b) (type:state or type:person)'],
    [{ sources: [first] }, 'source:a/1.txt'],
    [{ coders: ['mk', ''] }, '(by:mk or -has:by)'],
    [{ from: '2025', to: '' }, 'date:2025..'],
  ];
  for (const [state, query] of cases) {
    it(`${JSON.stringify(state)} → ${query}`, () => {
      assert.equal(asQuery(at(state), corpus), query);
      const filtered = filterIn(at(state));
      const parsed = parseQuery(query);
      assert.ok(filtered.ok && parsed.ok);
      const selected = select(corpus, filtered.filter).groups.flatMap((group) =>
        group.passages.map(({ tag }) => tag.id),
      );
      assert.deepEqual(
        runQuery(corpus, parsed.query).map(({ tag }) => tag.id),
        selected,
      );
    });
  }

  it('says in a report what was asked', () => {
    assert.deepEqual(askedOf(at({}), corpus), ['Every tag of every source']);
    assert.deepEqual(askedOf(at({ query: 'x', voice: 'own' }), corpus), [
      'Query: x',
      'Voice: own (the holder is the author)',
    ]);
  });
});
