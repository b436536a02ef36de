// @ts-check
// `npm run bench`: measures. The garbage collector is at hand so that one measurement does not pay for another.
import { bundleForNode } from './bundle.mjs';
import { ROOT } from './paths.mjs';
import { end, endWithParent, outFolder, run } from './processes.mjs';

process.chdir(ROOT);
endWithParent();
const [main = ''] = await bundleForNode(['test/bench/main.ts'], 'test/bench', outFolder('bench'));
await end(await run(process.execPath, ['--expose-gc', '--enable-source-maps', main, ...process.argv.slice(2)]));
