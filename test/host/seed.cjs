// @ts-check
// Asked for by `unit.mjs` before the tests: every random test of a run begins with one seed, so that a run that passed passes again.
// SEED=… takes another, as a number or as `new`; where it is not set here, fast-check draws one and prints it with a failure.
const { configureGlobal } = require('fast-check');

const seed = process.env['SEED'];
if (seed !== undefined && seed !== 'new') configureGlobal({ seed: Number(seed) });
