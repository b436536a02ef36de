// @ts-check
// Bundles the tests of a launch into one file for each extension host.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { filesBelow } from '../host/bundle.mjs';
import { ROOT } from '../host/paths.mjs';
import { outFolder } from '../host/processes.mjs';

/** Mocha for Node is an ES module: it can only be imported, not bundled into a script. */
const NODE = `
  export async function run() {
    const { default: Mocha } = await import('mocha');
    const mocha = new Mocha(options(GREP));
    mocha.suite.emit('pre-require', globalThis, '', mocha);
    load();
    await outcome((done) => mocha.run(done));
  }`;

/** Mocha's own build for browsers puts itself into the globals. */
const WEB = `
  import 'mocha/mocha.js';
  export async function run() {
    mocha.setup(options(GREP));
    load();
    await outcome((done) => mocha.run(done));
  }`;

/**
 * Without this, mocha's own build would find the `module` of the bundle and take its place.
 * @type {esbuild.Plugin}
 */
const mochaIntoGlobals = {
  name: 'mocha-into-globals',
  setup(build) {
    build.onLoad({ filter: /mocha[\\/]mocha\.js$/ }, async ({ path: file }) => ({
      contents: `(function (exports, module, define) {${await readFile(file, 'utf8')}\n})();`,
    }));
  },
};

/**
 * @param {string} name of the launch
 * @param {'node' | 'web'} host
 * @param {string} grep
 * @returns {Promise<string | undefined>} the module for `extensionTestsPath`; undefined where there are no tests
 */
export async function bundleSuite(name, host, grep) {
  const tests = filesBelow(path.join(ROOT, 'test/vscode', name), '.test.ts');
  if (tests.length === 0) {
    return undefined;
  }
  const outfile = path.join(outFolder(`vscode/${name}`), `${host}.js`);
  const requires = tests.map((file) => `require(${JSON.stringify(file)});`).join('\n');
  await esbuild.build({
    stdin: {
      contents: `import { options, outcome } from './suite';\n${host === 'node' ? NODE : WEB}\nfunction load() {\n${requires}\n}`,
      resolveDir: path.join(ROOT, 'test/vscode'),
      sourcefile: `${name}-${host}.js`,
    },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: host === 'node' ? 'node' : 'browser',
    target: 'es2022',
    sourcemap: 'inline',
    mainFields: ['module', 'main'],
    plugins: [mochaIntoGlobals],
    define: { GREP: JSON.stringify(grep) },
    external: host === 'node' ? ['vscode', 'mocha'] : ['vscode'],
    // `node:assert` and the like do not exist in a web worker.
    alias: host === 'node' ? {} : { 'node:assert/strict': path.join(ROOT, 'test/vscode/assert.ts') },
    logLevel: 'warning',
  });
  return outfile;
}
