import fc from 'fast-check';
import { describe, it } from 'mocha';
import { anyCorpus, checkWay, WAYS } from './support/exchange-runs';

/** Of each way; 2,000 and more by `test:long`. */
const RUNS = Number(process.env['RUNS'] ?? 300);

describe('formats: out and in again', () => {
  for (const way of WAYS) {
    it(`${way.format} ${way.profile ?? ''}: equal up to the loss report, and the report is exact`, async () => {
      await fc.assert(
        fc.asyncProperty(anyCorpus, (corpus) => checkWay(way, corpus)),
        { numRuns: RUNS },
      );
    }).timeout(600_000);
  }

  it('brat: a tag on white space alone behind a letter of two bytes, on which it once failed', async () => {
    await fc.assert(
      fc.asyncProperty(anyCorpus, (corpus) => checkWay({ format: 'brat', ending: 'zip', texts: true }, corpus)),
      { numRuns: 300, seed: 1690621489 },
    );
  }).timeout(600_000);
});
