import { runModel } from '../unit/support/model-runs';

/** Sequences in all, of up to 60 commands each; `RUNS` makes it fewer, `SEED` chooses the numbers. */
const RUNS = Number(process.env.RUNS ?? 100_000);

describe('two windows, other tools and a disk that fails, at length', () => {
  it('come to the same state as a fresh look', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
    await runModel(RUNS, 60, seed);
    console.log(`    ${RUNS} sequences, SEED=${seed}`);
  });
});
