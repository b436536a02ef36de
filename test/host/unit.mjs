// @ts-check
// Runs the tests of one folder with mocha in Node: `node test/host/unit.mjs FOLDER [mocha's own flags]`.
// The unit tests take the same random cases in every run, so that whether they pass depends on the code alone; new ones are the
// work of `test/long`, and of `SEED=new npm run test:unit`.
import path from 'node:path';
import { bundleForNode, filesBelow } from './bundle.mjs';
import { ROOT } from './paths.mjs';
import { end, endWithParent, outFolder, run } from './processes.mjs';

/** Milliseconds for one test that says nothing else. Generous: a slow machine is no fault of the code. */
const TIMEOUT = 180_000;

const [folder = 'test/unit', ...flags] = process.argv.slice(2);
process.chdir(ROOT);
endWithParent();
if (path.basename(folder) === 'unit') process.env['SEED'] ??= '20261126';

const tests = filesBelow(folder, '.test.ts');
if (tests.length === 0) {
  console.error(`No tests in ${folder}.`);
  await end(1);
}
try {
  const files = await bundleForNode(tests, folder, outFolder(path.basename(folder)));
  const mocha = ['node_modules/mocha/bin/mocha.js', '--require', 'test/host/seed.cjs'];
  const report = ['--reporter', 'test/host/reporter.cjs'];
  const limits = ['--timeout', String(TIMEOUT), '--slow', '2000'];
  await end(await run(process.execPath, ['--enable-source-maps', ...mocha, ...report, ...limits, ...flags, ...files]));
} catch (error) {
  console.error(error);
  await end(1);
}
