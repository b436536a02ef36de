// @ts-check
// Runs the suites inside VS Code: every launch in each of its extension hosts, two at a time.
//   npm run test:vscode [-- --launch NAME] [--host node|web] [--grep WORDS]
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureEmbedded } from '../host/install.mjs';
import { OUT, ROOT, VSIX } from '../host/paths.mjs';
import { end, endWithParent, run } from '../host/processes.mjs';
import { inParallel, inWords, runSuite, sum } from '../host/results.mjs';
import { Missing, needFromSystem } from '../host/system.mjs';
import { LAUNCHES } from './launches.mjs';

const { values } = parseArgs({
  options: { launch: { type: 'string' }, host: { type: 'string' }, grep: { type: 'string', default: '' } },
});

async function main() {
  const chosen = LAUNCHES.filter(({ name }) => values.launch === undefined || name === values.launch);
  // `npm test` has built everything before.
  if (process.env['STANCEMARK_BUILT'] !== '1') {
    await build(chosen.some(({ installed }) => installed));
  }
  if (process.env['STANCEMARK_DESKTOP'] !== '1') {
    await needFromSystem('browser');
    await ensureEmbedded();
  }
  const tasks = chosen.flatMap(({ name, hosts }) =>
    hosts
      .filter((host) => values.host === undefined || host === values.host)
      .map((host) => () => runSuite(`${name}, ${host} host`, process.execPath, [LAUNCH, name, host, values.grep])),
  );
  if (tasks.length === 0) {
    throw new Error('No launch is meant by these arguments.');
  }
  return sum(await inParallel(2, tasks));
}

const LAUNCH = path.join(ROOT, 'test/vscode/launch.mjs');

/** @param {boolean} vsix whether the package is wanted too */
async function build(vsix) {
  mkdirSync(OUT, { recursive: true });
  if (vsix) {
    // A failure shows in the launch that wants the package; the others can do without.
    rmSync(VSIX, { force: true });
    await run('npm', ['run', '--silent', 'package', '--', '--out', VSIX], { cwd: ROOT });
  }
  if ((await run(process.execPath, ['esbuild.js'], { cwd: ROOT })) !== 0) {
    throw new Error('The build failed.');
  }
}

endWithParent();
try {
  const total = await main();
  console.log(`\n# ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  console.log(`vscode: ${inWords(total)}`);
  await end(total.failed === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Missing ? error.message : error);
  await end(1);
}
