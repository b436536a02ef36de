// @ts-check
// Runs the user-interface suite: mocha in Node drives a browser that shows the embedded VS Code.
//   npm run test:ui [-- --grep WORDS | any flag of mocha]
import path from 'node:path';
import * as esbuild from 'esbuild';
import { filesBelow } from '../host/bundle.mjs';
import { ensureEmbedded } from '../host/install.mjs';
import { ROOT } from '../host/paths.mjs';
import { end, endWithParent, outFolder, run } from '../host/processes.mjs';
import { Missing, needFromSystem } from '../host/system.mjs';

/** Milliseconds for one test. */
const TIMEOUT = 90_000;

/** What starts VS Code runs as it stands: it finds its own files beside itself. @type {esbuild.Plugin} */
const hostAsItStands = {
  name: 'host-as-it-stands',
  setup(build) {
    build.onResolve({ filter: /\/host\/[a-z]+\.mjs$/ }, ({ path: wanted, resolveDir }) => ({
      path: path.resolve(resolveDir, wanted),
      external: true,
    }));
  },
};

/** All tests in one file: they share one server. */
async function bundle() {
  const outfile = path.join(outFolder('ui'), 'suite.mjs');
  const files = [path.join(ROOT, 'test/ui/hooks.ts'), ...filesBelow(path.join(ROOT, 'test/ui'), '.test.ts')];
  await esbuild.build({
    stdin: { contents: files.map((file) => `import ${JSON.stringify(file)};`).join('\n'), resolveDir: ROOT },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    plugins: [hostAsItStands],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

endWithParent();
try {
  process.chdir(ROOT);
  const suite = await bundle();
  if (process.env['STANCEMARK_BUILT'] !== '1' && (await run(process.execPath, ['esbuild.js'])) !== 0) {
    throw new Error('The build failed.');
  }
  await needFromSystem('browser');
  await ensureEmbedded();
  const mocha = [
    'node_modules/mocha/bin/mocha.js',
    '--reporter',
    'test/host/reporter.cjs',
    '--timeout',
    String(TIMEOUT),
  ];
  await end(await run(process.execPath, ['--enable-source-maps', ...mocha, ...process.argv.slice(2), suite]));
} catch (error) {
  console.error(error instanceof Missing ? error.message : error);
  await end(1);
}
