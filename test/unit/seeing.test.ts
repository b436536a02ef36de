import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { readCodebook } from '../../src/core/codebook';
import { safeColor } from '../../src/core/codebook/color';
import type { CodebookView, SourceView } from '../../src/core/corpus';
import { lanesOf } from '../../src/core/text/lanes';
import type { Stance } from '../../src/core/model';
import { inPlainWords, spokenSentence } from '../../src/core/words/sentence';
import { compareStops, nextStop, sourcesFrom, type Stop } from '../../src/core/tree/walk';
import { problemsOfCodebook } from '../../src/core/checks/problems';
import { SAMPLE_FILES } from '../../src/features/navigate/sample-files';

describe('lanesOf', () => {
  const lanes = (...stretches: [number, number][]): number[] => [
    ...lanesOf(
      stretches.map(([from, to]) => ({ from, to })),
      3,
    ),
  ];

  it('gives the innermost the lowest lane', () => {
    assert.deepEqual(lanes([0, 20], [5, 15], [7, 10]), [2, 1, 0]);
    assert.deepEqual(lanes([0, 20], [0, 6]), [1, 0]);
    assert.deepEqual(lanes([0, 6], [6, 12]), [0, 0]);
    assert.deepEqual(lanes([0, 10], [5, 15]), [1, 0]);
  });

  it('lets the outermost share the last lane', () => {
    assert.deepEqual(lanes([0, 50], [1, 40], [2, 30], [3, 20]), [2, 2, 1, 0]);
  });

  it('never puts two that overlap on one lane below the last', () => {
    const stretch = fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))
      .map(([from, size]) => ({ from, to: from + size }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 30 }), (stretches) => {
        const found = lanesOf(stretches, 3);
        stretches.forEach((a, i) =>
          stretches.forEach((b, j) => {
            if (i < j && a.from < b.to && b.from < a.to && found[i] === found[j]) assert.equal(found[i], 2);
          }),
        );
      }),
    );
  });
});

describe('spokenSentence', () => {
  const names = new Map([
    ['ada', 'Ada Brandt'],
    ['mill', 'the mill'],
    ['ferry', 'the ferry'],
  ]);
  const codebook = {
    entity: (id: string) => (names.has(id) ? { id, name: names.get(id), type: 'person', aliases: [] } : undefined),
    value: (id: string) => (id === 'pro' ? { id, label: 'Loyal', axis: 'positive' } : undefined),
  } as unknown as CodebookView;
  const say = (stance: Stance): string => inPlainWords(spokenSentence(codebook, stance), (text) => text);

  for (const [stance, wanted] of [
    [
      { holder: 'ada', target: 'mill', value: 'critical' },
      'Ada Brandt: critical of the mill; attributed by the author',
    ],
    [
      { holder: 'ada', target: 'mill', value: 'critical', intensity: 3, via: ['author', 'ferry'] },
      'Ada Brandt: critical (3 of 4) of the mill; reported by the ferry, through the author',
    ],
    [{ holder: 'author', target: 'mill', value: 'pro' }, 'The author: Loyal toward the mill; own voice'],
    [
      { holder: 'ada', target: 'author', value: 'unclear', certainty: 'possible' },
      'Ada Brandt: possibly unclear toward the author; attributed by the author',
    ],
    [
      { holder: 'ada', target: 'mill', value: 'x', certainty: 'denied' },
      'Ada Brandt: said not to be x toward the mill; attributed by the author',
    ],
    [
      { holder: '{0}', target: '{1}', value: 'x', event: 'ferry' },
      '{0}: x toward {1}, on the ferry; attributed by the author',
    ],
  ] as const) {
    it(wanted, () => assert.equal(say(stance as Stance), wanted));
  }
});

describe('a walk', () => {
  const stops: Stop[] = [
    { id: 'a', from: 0, to: 5 },
    { id: 'b', from: 9, to: 20 },
    { id: 'c', from: 9, to: 12 },
  ];
  for (const [at, way, wanted] of [
    [{ from: -1 }, 1, 'a'],
    [{ from: 0 }, 1, 'b'],
    [{ from: 9, id: 'b' }, 1, 'c'],
    [{ from: 9, id: 'c' }, 1, undefined],
    [{ from: 9, id: 'c' }, -1, 'b'],
    [{ from: 9 }, -1, 'a'],
    [{ from: 0 }, -1, undefined],
    [{ from: 30, id: 'gone' }, -1, 'c'],
  ] as const) {
    it(`${JSON.stringify(at)} ${way} → ${wanted}`, () => assert.equal(nextStop(stops, at, way)?.id, wanted));
  }

  it('keeps to the order of the text, the longer first', () => {
    assert.deepEqual([...stops].reverse().sort(compareStops), stops);
  });

  it('goes once around the sources', () => {
    const sources = ['1', '2', '3'].map((uri) => ({ uri }) as unknown as SourceView);
    assert.deepEqual(
      sourcesFrom(sources, '2', 1).map((one) => one.uri),
      ['3', '1', '2'],
    );
    assert.deepEqual(
      sourcesFrom(sources, '2', -1).map((one) => one.uri),
      ['1', '3', '2'],
    );
    assert.deepEqual(
      sourcesFrom(sources, undefined, -1).map((one) => one.uri),
      ['3', '2', '1'],
    );
  });
});

describe('what comes from a codebook', () => {
  it('has colours of one form alone', () => {
    assert.equal(safeColor('#AaBb09'), '#aabb09');
    for (const bad of [undefined, '', 'red', '#fff', '#12345g', '#123456;}', '#123456 url(x)', ' #123456']) {
      assert.equal(safeColor(bad), undefined);
    }
  });

  it('names entity types that it does not have, at their place', () => {
    const text = 'stancemark: 1\ntypes: [person]\nentities:\n  - id: ada\n    name: Ada\n    type: preson\n';
    const reading = readCodebook(text);
    assert.ok(reading.ok);
    const view = {
      ...reading.value.codebook,
      faults: [],
      type: (id: string) => (id === 'person' ? { id } : undefined),
    };
    const [problem, ...others] = problemsOfCodebook(view as unknown as CodebookView, reading.value);
    assert.deepEqual(others, []);
    assert.equal(text.slice(problem?.from, problem?.to), 'preson');
  });
});

describe('the list of the sample’s files', () => {
  it('is what is in the folder', () => {
    assert.deepEqual([...SAMPLE_FILES].sort(), readdirSync('media/sample').sort());
  });
});
