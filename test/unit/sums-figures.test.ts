import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseQuery, runQuery } from '../../src/core/query';
import {
  balanceOf,
  coMentionPassages,
  coMentionsOf,
  contradictionsOf,
  coverageOf,
  GROUPINGS,
  matrixOf,
  mentionsOf,
  reporterOf,
  select,
  signMark,
  sizeOf,
  stancesOf,
  timelineOf,
  weightOf,
  type Filter,
} from '../../src/core/sums';
import { emptyTally } from '../../src/core/sums/tally';
import { finish } from '../../src/core/base/steps';
import { corpusOf, mention, smallCorpus, sourceOf, stance } from './support/corpus';
import { VOICES, voiceOf } from '../../src/core/words/voice';

function filter(query: string, more: Filter = {}): Filter {
  const parsed = parseQuery(query);
  assert.ok(parsed.ok);
  return { ...more, query: parsed.query };
}

describe('sums: selection', () => {
  const corpus = smallCorpus();
  const rows: readonly (readonly [string, Filter, string])[] = [
    ['nothing', {}, 'a1 a2 a3 a4 a5 b1 b4 b3 b5 c1 c2'],
    ['a query', filter('kind:mention entity:russia'), 'a1 a4 b4'],
    ['types', { types: ['person', 'place'] }, 'a5 c1'],
    ['sources', { sources: ['mem:/a%2F10.txt'] }, 'c1 c2'],
    ['dates', { from: '2025' }, 'a1 a2 a3 a4 a5'],
    ['dates up to a month', { to: '2024-12' }, 'b1 b4 b3 b5'],
    ['coders', { coders: ['mk', 'ln'] }, 'a3'],
    ['no coder', filter('kind:mention', { coders: [''] }), 'a1 a4 a5 b4 c1 c2'],
    ['all at once', filter('axis:negative', { from: '2025-07-02', types: ['state'], coders: [''] }), 'a2'],
  ];
  for (const [name, given, expected] of rows) {
    it(`by ${name}`, () => {
      const { groups } = select(corpus, given);
      assert.equal(groups.flatMap(({ passages }) => passages.map(({ tag }) => tag.id)).join(' '), expected);
    });
  }

  it('says what it leaves out', () => {
    assert.deepEqual(select(corpus).leftOut, { lostMentions: 1, lostStances: 0, undatedSources: 0 });
    assert.equal(select(corpus, filter('entity:russia')).leftOut.lostMentions, 0);
    assert.equal(select(corpus, filter('lost:yes')).leftOut.lostMentions, 1);
    assert.equal(select(corpus, filter('lost:yes')).mentions, 0);
    assert.equal(select(corpus, { from: '2020' }).leftOut.undatedSources, 1);
  });
});

describe('sums: matrix', () => {
  const corpus = smallCorpus();

  it('counts stances by target and holder', () => {
    const matrix = matrixOf(select(corpus), 'holder');
    assert.deepEqual(
      matrix.rows.map(({ key, count }) => [key, count]),
      [
        ['azerbaijan', 2],
        ['russia', 2],
      ],
    );
    assert.deepEqual(
      matrix.columns.map(({ label, count }) => [label, count]),
      [
        ['Azerbaijan', 2],
        ['(the authors)', 1],
        ['Russia', 1],
      ],
    );
    const cell = matrix.cell('russia', 'azerbaijan');
    assert.equal(cell?.count, 2);
    assert.equal(cell?.balance, 0);
    assert.equal(cell?.weighted, (4 - 3) / 7);
    assert.equal(cell?.weighed, 2);
    assert.deepEqual(
      VOICES.map((voice) => [cell?.voices[voice].positive, cell?.voices[voice].negative]),
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
    );
    const denied = matrix.cell('azerbaijan', 'russia');
    assert.deepEqual([denied?.tally.denied, denied?.balance, denied?.weighted], [1, undefined, undefined]);
    assert.equal(matrix.cell('russia', 'russia'), undefined);
  });

  const columns: readonly (readonly [(typeof GROUPINGS)[number], string])[] = [
    ['source', 'a/2.txt 3, a/1.txt 1'],
    ['outlet', 'Northern Wire 3, Caspian Post 1'],
    ['author', '(no author) 3, R. Writer 1'],
    ['reporter', '(the authors) 3, Ilham Əliyev 1'],
  ];
  for (const [by, expected] of columns) {
    it(`by ${by}`, () => {
      const matrix = matrixOf(select(corpus), by);
      assert.equal(matrix.columns.map(({ label, count }) => `${label} ${count}`).join(', '), expected);
    });
  }

  it('keeps the voices apart', () => {
    assert.equal(matrixOf(select(corpus), 'holder', 'own').count, 1);
    assert.equal(matrixOf(select(corpus), 'holder', 'attributed').count, 2);
    assert.equal(matrixOf(select(corpus), 'holder', 'reported').count, 1);
  });

  const tag = fc.tuple(
    fc.constantFrom('russia', 'azerbaijan', 'author'),
    fc.constantFrom('russia', 'azerbaijan', 'x'),
    fc.constantFrom('critical', 'supportive 4', 'neutral 2', 'mixed', 'odd 1'),
    fc.constantFrom(undefined, 'denied' as const, 'probable' as const),
    fc.constantFrom(undefined, ['author'], ['author', 'x'], ['x']),
    fc.boolean(),
  );
  const corpora = fc
    .array(
      fc.record({
        tags: fc.array(tag, { maxLength: 8 }),
        outlet: fc.constantFrom('A', 'B', ''),
        date: fc.constantFrom('2024', '2025-01', ''),
      }),
      { maxLength: 5 },
    )
    .map((sources) =>
      corpusOf(
        sources.map(({ tags, ...details }, s) =>
          sourceOf(
            `${s}.txt`,
            tags.map(([who, whom, value, certainty, via], i) =>
              stance(`t${i}`, `${i}:0-9`, `${who} ${whom} ${value}`, { certainty, via }),
            ),
            {
              details,
              placements: Object.fromEntries(
                tags.flatMap((parts, i) => (parts[5] ? [] : [[`t${i}`, { kind: 'lost' as const }]])),
              ),
            },
          ),
        ),
      ),
    );

  it('adds up: every stance is in one cell, and cells, rows, columns and tallies agree', () => {
    fc.assert(
      fc.property(corpora, fc.constantFrom(...GROUPINGS), (made, by) => {
        const selection = select(made);
        const all = runQuery(made, { text: '', root: { kind: 'everything' }, asksLost: true });
        assert.equal(selection.stances + selection.leftOut.lostStances, all.length);
        const matrix = matrixOf(selection, by);
        const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
        assert.equal(matrix.count, selection.stances);
        for (const list of [matrix.cells, matrix.rows, matrix.columns])
          assert.equal(sum(list.map(({ count }) => count)), selection.stances);
        for (const cell of matrix.cells) {
          assert.equal(cell.count, sizeOf(cell.tally));
          assert.equal(cell.count, sum(VOICES.map((voice) => sizeOf(cell.voices[voice]))));
          assert.equal(cell.count, cell.passages.length);
          assert.equal(cell.balance, balanceOf(cell.tally));
          assert.ok(cell.weighted === undefined || Math.abs(cell.weighted) <= 1);
        }
        assert.equal(sum(VOICES.map((voice) => matrixOf(selection, by, voice).count)), matrix.count);
      }),
    );
  });

  it('draws a line through every stance toward the target, or lists its source as undated', () => {
    fc.assert(
      fc.property(corpora, fc.constantFrom('russia', 'x'), (made, target) => {
        const selection = select(made);
        const timeline = timelineOf(selection, target, 'outlet');
        const shown = timeline.lines.flatMap(({ points }) => points.flatMap(({ passages }) => passages));
        const toward = [...stancesOf(selection)].filter(({ tag: { stance } }) => stance.target === target).length;
        assert.equal(shown.length + timeline.undated.reduce((sum, { passages }) => sum + passages.length, 0), toward);
        for (const { points } of timeline.lines) {
          points.forEach((point, i) =>
            assert.ok(point.from < point.to && (points[i - 1]?.from ?? -Infinity) <= point.from),
          );
        }
      }),
    );
  });

  it('ranks contradictions by the formula, each with opposite passages', () => {
    fc.assert(
      fc.property(corpora, fc.constantFrom('holder', 'outlet', 'target' as const), (made, by) => {
        const { between, within } = contradictionsOf(select(made), by);
        for (const list of [between, within]) {
          list.forEach((one, i) => {
            const { positive, negative } = one;
            assert.ok(one.sharpness > 0 && one.sharpness <= 1);
            assert.ok(one.sharpness <= (list[i - 1]?.sharpness ?? 1));
            assert.equal(positive.passage.tag.stance.value, 'supportive');
            assert.equal(negative.passage.tag.stance.value, 'critical');
            assert.equal(positive.passage.tag.stance.target, negative.passage.tag.stance.target);
            assert.equal(positive.passage.source === negative.passage.source, list === within);
          });
        }
      }),
    );
  });
});

describe('sums: contradictions', () => {
  const says = (name: string, meaning: string, more: Parameters<typeof stance>[3] = {}) =>
    sourceOf(name, [stance('t', '0:0-9', meaning, more)], { details: { outlet: 'Post' } });

  it('finds the pair on which two sources disagree, with the strongest passages', () => {
    const { between, within } = contradictionsOf(select(smallCorpus()), 'holder');
    assert.equal(between.length, 1);
    const [one] = between;
    assert.deepEqual([one?.group.label, one?.target.label], ['Azerbaijan', 'Russia']);
    assert.deepEqual([one?.positive.passage.tag.id, one?.negative.passage.tag.id], ['b1', 'a2']);
    assert.deepEqual([one?.positive.voice, one?.negative.voice], ['attributed', 'reported']);
    assert.equal(one?.sharpness, (7 / 8) * ((2 * 3) / 7));
    assert.equal(within.length, 0);
  });

  it('ranks sharp above mild, and an even split above one voice against many', () => {
    const corpus = corpusOf([
      says('1', 'a sharp supportive 4'),
      says('2', 'a sharp critical 4'),
      says('3', 'a mild supportive 1'),
      says('4', 'a mild critical 1'),
      says('5', 'a many supportive 4'),
      ...['6', '7', '8', '9'].map((name) => says(name, 'a many critical 4')),
      says('10', 'a unsure supportive 4', { certainty: 'possible' }),
      says('11', 'a unsure critical 4'),
    ]);
    const { between } = contradictionsOf(select(corpus), 'holder');
    assert.deepEqual(
      between.map(({ target }) => target.key),
      ['sharp', 'unsure', 'many', 'mild'],
    );
    assert.deepEqual(
      between.map(({ sources }) => sources),
      [2, 2, 5, 2],
    );
    assert.equal(between[0]?.sharpness, 1);
  });

  it('takes passages of different sources even where one source has the strongest of both kinds', () => {
    const both = sourceOf('1', [stance('p', '0:0-9', 'a b supportive 4'), stance('n', '1:0-9', 'a b critical 4')]);
    const { between, within } = contradictionsOf(
      select(corpusOf([both, says('2', 'a b critical 2'), says('3', 'a b supportive 1')])),
      'holder',
    );
    assert.deepEqual([between[0]?.positive.weight, between[0]?.negative.weight], [4, 2]);
    assert.notEqual(between[0]?.positive.passage.source, between[0]?.negative.passage.source);
    assert.deepEqual(
      within.map(({ positive, negative }) => [positive.passage.tag.id, negative.passage.tag.id]),
      [['p', 'n']],
    );
  });

  it('sees an outlet at odds with itself, and targets on which anybody disagrees', () => {
    const corpus = corpusOf([says('1', 'x b supportive'), says('2', 'y b critical')]);
    assert.equal(contradictionsOf(select(corpus), 'holder').between.length, 0);
    assert.equal(contradictionsOf(select(corpus), 'outlet').between[0]?.group.label, 'Post');
    assert.equal(contradictionsOf(select(corpus), 'target').between[0]?.target.key, 'b');
  });

  it('weighs by intensity and certainty', () => {
    const weigh = (meaning: string, more = {}): number => weightOf(stance('t', '0:0-1', meaning, more).stance);
    assert.deepEqual(
      [
        weigh('a b c 4'),
        weigh('a b c'),
        weigh('a b c 4', { certainty: 'probable' }),
        weigh('a b c 1', { certainty: 'denied' }),
      ],
      [4, 2, 3, 0],
    );
  });
});

describe('sums: voices and signs', () => {
  it('tells own, attributed and reported apart', () => {
    const rows: readonly (readonly [string, string[] | undefined, string, string])[] = [
      ['author', undefined, 'own', 'author'],
      ['author', ['author'], 'own', 'author'],
      ['author', ['tass'], 'reported', 'tass'],
      ['baku', undefined, 'attributed', 'author'],
      ['baku', [], 'attributed', 'author'],
      ['baku', ['author'], 'attributed', 'author'],
      ['baku', ['author', 'baku'], 'attributed', 'baku'],
      ['baku', ['author', 'fesenko'], 'reported', 'fesenko'],
      ['baku', ['tass', 'fesenko'], 'reported', 'fesenko'],
      ['baku', ['tass', 'author'], 'reported', 'author'],
    ];
    for (const [holder, via, voice, reporter] of rows) {
      const made = stance('t', '0:0-1', `${holder} b c`, { via }).stance;
      assert.deepEqual([voiceOf(made), reporterOf(made)], [voice, reporter]);
    }
  });

  it('spells a balance out', () => {
    const mark = (positive: number, negative: number, mixed = 0): string =>
      signMark({ ...emptyTally(), positive, negative, mixed });
    assert.deepEqual(
      [mark(3, 0), mark(0, 1), mark(2, 2), mark(2, 1), mark(3, 2), mark(0, 0), mark(0, 0, 1)],
      ['+', '−', '±', '+', '±', '0', '±'],
    );
  });
});

describe('sums: over time, mentions, coverage', () => {
  const corpus = smallCorpus();

  it('puts stances at the dates of their sources', () => {
    const { lines, undated } = timelineOf(select(corpus), 'russia', 'holder');
    assert.equal(lines.length, 1);
    assert.deepEqual(
      lines[0]?.points.map(({ date, from, to, balance }) => [
        date,
        new Date(from).toISOString().slice(0, 10),
        new Date(to).toISOString().slice(0, 10),
        balance,
      ]),
      [
        ['2024-12', '2024-12-01', '2025-01-01', 1],
        ['2025-07-02', '2025-07-02', '2025-07-03', -1],
      ],
    );
    assert.deepEqual(undated, []);
    const bare = corpusOf([sourceOf('x', [stance('t', '0:0-1', 'a b critical')], { details: { date: 'last week' } })]);
    assert.equal(timelineOf(select(bare), 'b', 'holder').undated[0]?.passages.length, 1);
  });

  it('counts mentions by entity and source', () => {
    const { rows, count } = mentionsOf(select(corpus));
    assert.equal(count, 7);
    assert.deepEqual(
      rows.map(({ key, mentions, sources }) => [key, mentions, sources.length]),
      [
        ['russia', 3, 2],
        ['azerbaijan', 1, 1],
        ['aliyev', 1, 1],
        ['nowhere', 1, 1],
        ['port', 1, 1],
      ],
    );
  });

  it('counts who is named together, once a paragraph', () => {
    const twice = sourceOf('x', [
      mention('1', '0:0-1', 'russia'),
      mention('2', '0:2-3', 'russia'),
      mention('3', '0:4-5', 'azerbaijan'),
      mention('4', '1:0-1', 'azerbaijan'),
      mention('5', '1:2-3', 'russia'),
      mention('6', '2:0-1', 'aliyev'),
      stance('7', '0:0-9', 'azerbaijan russia critical'),
    ]);
    const selection = select(corpusOf([twice]));
    const together = coMentionsOf(selection);
    assert.deepEqual(together.edges, [{ a: 'russia', b: 'azerbaijan', paragraphs: 2, sources: 1 }]);
    assert.equal(together.paragraphs('azerbaijan', 'russia'), 2);
    assert.deepEqual(
      together.ties.map(({ holder, target, balance, count }) => [holder, target, balance, count]),
      [['azerbaijan', 'russia', -1, 1]],
    );
    assert.equal(finish(coMentionPassages(selection, 'azerbaijan', 'russia')).length, 5);
    assert.deepEqual([coMentionsOf(selection, 1).edges.length, coMentionsOf(selection, 1).more], [0, 2]);
  });

  it('says which sources are untagged, partly tagged, and what is lost', () => {
    const selection = select(corpusOf([...corpus.sources, sourceOf('z', [])]));
    const states = (known?: number): string[] =>
      coverageOf(selection, () => known).rows.map(
        ({ state, taggedParagraphs, paragraphs }) => `${state} ${taggedParagraphs}/${paragraphs}`,
      );
    assert.deepEqual(states(), ['tagged 3/4', 'tagged 3/6', 'tagged 1/1', 'untagged 0/0']);
    assert.deepEqual(states(10), ['partly 3/10', 'partly 3/10', 'partly 1/10', 'untagged 0/10']);
    const { counts, lost } = coverageOf(selection);
    assert.deepEqual([counts, lost], [{ untagged: 1, partly: 0, tagged: 3 }, 1]);
  });
});
