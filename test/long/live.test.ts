import { runBesideModel, runOfFewLetters, runOfRedo } from '../unit/support/live-runs';

/** Ten million runs in all; `RUNS` makes it fewer, `SEED` chooses where the numbers begin. */
const RUNS = Number(process.env.RUNS ?? 10_000_000);

describe('live anchors through random edits, at length', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
  const shares: [string, (seed: number) => void, number][] = [
    ['beside a naive model', runBesideModel, 0.3],
    ['in texts of few letters', runOfFewLetters, 0.6],
    ['with undo and redo', runOfRedo, 0.1],
  ];
  for (const [what, run, share] of shares) {
    it(what, () => {
      const count = Math.round(RUNS * share);
      for (let i = 0; i < count; i++) {
        try {
          run(seed + i);
        } catch (error) {
          throw new Error(`Run ${seed + i} failed: it belongs into CASES of live-property.test.ts.`, { cause: error });
        }
      }
      console.log(`    ${count} runs, SEED=${seed}`);
    });
  }
});
