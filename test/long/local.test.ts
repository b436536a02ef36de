import assert from 'node:assert/strict';
import { Bench, appendTrial, killTrial, timeUpdates } from '../unit/local/trials';

describe('local files, at length', () => {
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.dispose());

  it('1,000 times SIGKILL at random moments', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    const started = Date.now();
    const { kills, damaged, lost, leftovers, left } = await killTrial(bench, 1_000, seed);
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(
      `    ${kills} kills in ${seconds} s (SEED=${seed}): ${damaged} damaged, ${lost} lost, ${leftovers} leftovers, ${left.length} left after cleaning: ${[...new Set(left)].join('; ')}`,
    );
    assert.deepEqual({ kills, damaged, lost }, { kills: 1_000, damaged: 0, lost: 0 }, `SEED=${seed}`);
    // A kill in the middle of a write leaves a part, which is told and not removed.
    for (const one of left) assert.match(one, /\.tmp: it is not whole$/, `SEED=${seed}`);
    assert.ok(leftovers > 100, 'the kills came in the middle of writes');
  });

  it('two processes change one file 1,000 times each', async () => {
    const started = Date.now();
    assert.deepEqual(await appendTrial(bench, 2, 1_000), { wrong: [], lines: 2_000 });
    console.log(`    2 × 1,000 updates in ${Math.round((Date.now() - started) / 100) / 10} s, all there`);
    assert.deepEqual(bench.leftovers(), []);
  });

  it('the time of an update', async () => {
    for (const size of [2_000, 200_000, 2_000_000]) {
      const { synced, unsynced } = await timeUpdates(bench, size, 60);
      console.log(`    ${size / 1000} kB: median ${synced} ms with fsync, ${unsynced} ms without`);
      // Nobody waits for it but the queue; a second would be felt on closing a window.
      assert.ok(synced < 1_000);
    }
  });
});
