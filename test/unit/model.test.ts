import { runModel } from './support/model-runs';

/** So many fit into a run of `npm test`; `test/long` makes more. */
const RUNS = Number(process.env.RUNS ?? 2_000);

describe('two windows, other tools and a disk that fails', function () {
  this.timeout(300_000);
  it('come to the same state as a fresh look, and no tag that nobody removed is missing', () => runModel(RUNS, 30));
});
