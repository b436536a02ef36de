// @ts-check
// `npm test`: everything, from a fresh clone on. Ends with the line `N passed, N failed`.
// On a fresh clone there are no packages yet: only Node's own modules and files that keep to them are imported here.
import { mkdirSync, rmSync } from 'node:fs';
import { ensureEmbedded } from './install.mjs';
import { ensureModules } from './modules.mjs';
import { OUT, ROOT, VSIX } from './paths.mjs';
import { end, endWithParent } from './processes.mjs';
import { inParallel, inWords, runCheck, runSuite, sum } from './results.mjs';
import { Missing, needFromSystem } from './system.mjs';

/** @typedef {import('./results.mjs').Counts} Counts */

/** @param {string} title @param {...string} args */
const check = (title, ...args) => runCheck(title, 'npm', ['run', '--silent', ...args]);

/** @param {string} title @param {string} script */
const suite = (title, script) => runSuite(title, 'npm', ['run', '--silent', script], { STANCEMARK_BUILT: '1' });

async function main() {
  await ensureModules();
  await needFromSystem('browser');
  mkdirSync(OUT, { recursive: true });
  rmSync(VSIX, { force: true });

  // The installation mostly waits for the network; meanwhile the rest runs.
  /** @type {Promise<Counts>} */
  const embedded = ensureEmbedded().then(() => ({ passed: 1, failed: 0, skipped: 0 }));
  embedded.catch(() => {}); // Awaited below.

  /** @type {(() => Promise<Counts>)[]} */
  const early = [
    // The package first: both build into `dist`, and the suites want the build with source maps.
    async () => sum([await check('package', 'package', '--', '--out', VSIX), await check('build', 'build')]),
    () => check('types', 'check'),
    () => check('lint', 'lint'),
    () => suite('unit tests', 'test:unit'),
  ];
  const first = await inParallel(2, early);
  await embedded;
  // One after the other: each of them keeps both cores busy (a server, a browser, an extension host), so together they are
  // no faster, and wait longer for each state.
  const second = await inParallel(1, [
    () => suite('inside VS Code', 'test:vscode'),
    () => suite('user interface', 'test:ui'),
  ]);
  return sum([...first, ...second]);
}

process.chdir(ROOT);
endWithParent();
try {
  const total = await main();
  console.log(`\n${inWords(total)}`);
  await end(total.failed === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Missing ? error.message : error);
  console.log('\n0 passed, 1 failed');
  await end(1);
}
