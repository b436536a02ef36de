// @ts-check
// `npm run bench`: measures. The garbage collector is at hand so that one measurement does not pay for another.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { bundleForNode } from './bundle.mjs';
import { npm } from './modules.mjs';
import { ROOT } from './paths.mjs';
import { end, endWithParent, outFolder, run } from './processes.mjs';

process.chdir(ROOT);
endWithParent();
// What ours is measured beside is large, and needed here alone.
const peers = path.join('test', 'bench');
if (!existsSync(path.join(peers, 'node_modules', '.package-lock.json'))) {
  console.log('Installing the peers of the benchmark (npm ci) …');
  const code = await npm(['ci', '--no-audit', '--no-fund', '--prefix', peers]);
  if (code !== 0) await end(code);
}
const [main = ''] = await bundleForNode(['test/bench/main.ts'], 'test/bench', outFolder('bench'));
await end(await run(process.execPath, ['--expose-gc', '--enable-source-maps', main, ...process.argv.slice(2)]));
