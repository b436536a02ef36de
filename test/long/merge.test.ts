/** What `test/unit/merge-property.test.ts` tries, many more times. Runs: `RUNS` in the environment, else 1,000,000 in all. */
import * as fc from 'fast-check';
import { anyApart, anyBooks, anySides, checkBooks, checkMerge, checkReplay } from '../unit/support/merge-runs';

const RUNS = Number(process.env['RUNS'] ?? 1_000_000) / 2;

describe('merge, long', () => {
  it('of sidecars', () => {
    fc.assert(fc.property(anySides, checkMerge), { numRuns: RUNS });
  });

  it('of acts that do not touch', () => {
    fc.assert(
      fc.property(anyApart, (apart) => void checkReplay(apart)),
      { numRuns: Math.min(RUNS, 20_000) },
    );
  });

  it('of codebooks', () => {
    fc.assert(fc.property(anyBooks, checkBooks), { numRuns: RUNS });
  });
});
