import fc from 'fast-check';
import { describe, it } from 'mocha';
import { tagOf } from './formats/corpus';
import { anyCorpus, checkWay, WAYS } from './support/exchange-runs';

/** Of each way; 2,000 and more by `test:long`. */
const RUNS = Number(process.env['RUNS'] ?? 300);

/** What failed once: here as it stands, so that other draws do not lose it. */
const FAILED = [
  // The one quote of a file is white space: no word, but it says that bytes are not the unit (seeds 1690621489, 41001).
  corpusWith('aaل\\\u2028as.txt', [[4, 5]]),
  corpusWith('aa\ufeff🙂a \u2028 aaaaaas.txt', [[6, 9]]),
];

function corpusWith(text: string, ...passages: [number, number][][]): Parameters<typeof checkWay>[1] {
  const tags = passages.map((at, n) => tagOf(text, { id: `tagtag${'abcdef'[n]}a`, at, rest: { entity: 'aa' } }));
  const names = [['aa', 'Aa'], ['bb', 'Bb']] as const; // prettier-ignore
  return {
    book: {
      types: [{ id: 'state', label: 'n' }],
      stances: [
        { id: 'for', label: 'For', axis: 'positive' },
        { id: 'against', label: 'Against', axis: 'negative' },
      ],
      entities: names.map(([id, name]) => ({ id, name, type: 'state', aliases: [] })),
      searches: [],
    },
    sources: [{ name: 's.txt', text, passages: [], details: {}, tags, lost: new Set() }],
  };
}

describe('formats: out and in again', () => {
  for (const way of WAYS) {
    it(`${way.format} ${way.profile ?? ''}: equal up to the loss report, and the report is exact`, async () => {
      await fc.assert(
        fc.asyncProperty(anyCorpus, (corpus) => checkWay(way, corpus)),
        { numRuns: RUNS, examples: FAILED.map((one): [typeof one] => [one]) },
      );
    }).timeout(600_000);
  }
});
