// @ts-check
// `npm run bench`, `npm run bench:large`: measures. The garbage collector is at hand so that one measurement does not pay for another.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { bundleForNode } from './bundle.mjs';
import { npm } from './modules.mjs';
import { ROOT } from './paths.mjs';
import { end, endWithParent, outFolder, run } from './processes.mjs';

process.chdir(ROOT);
endWithParent();
const large = process.argv[2] === '--large';
// What ours is measured beside is large, and needed here alone.
const peers = path.join('test', 'bench');
if (!large && !existsSync(path.join(peers, 'node_modules', '.package-lock.json'))) {
  console.log('Installing the peers of the benchmark (npm ci) …');
  const code = await npm(['ci', '--no-audit', '--no-fund', '--prefix', peers]);
  if (code !== 0) await end(code);
}
const from = large ? 'large' : 'main';
const [main = ''] = await bundleForNode(
  [`test/bench/${from}.ts`],
  'test/bench',
  outFolder(from === 'large' ? 'bench-large' : 'bench'),
);
// Five million tags are more than Node takes by itself.
const room = large ? ['--max-old-space-size=12000'] : [];
await end(
  await run(process.execPath, [
    '--expose-gc',
    '--enable-source-maps',
    ...room,
    main,
    ...process.argv.slice(large ? 3 : 2),
  ]),
);
