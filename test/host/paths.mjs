// @ts-check
// Where things are.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The npm packages that make up the embedded VS Code, exact, so that every machine tests with the same one. */
export const EMBEDDED = { 'code-server': '4.139.1', node: '24.21.0', npm: '11.19.1' };

/** Folder of the embedded VS Code. It outlives a run; STANCEMARK_VSCODE_CACHE puts it elsewhere, for several clones. */
export const CACHE = path.resolve(
  process.env['STANCEMARK_VSCODE_CACHE'] ?? path.join(ROOT, '.vscode-test'),
  `code-server-${EMBEDDED['code-server']}`,
);

/** Screenshots, bundled tests, logs: everything that a run leaves behind. */
export const OUT = path.join(ROOT, 'out');

/** The package that `npm test` makes and installs. */
export const VSIX = path.join(OUT, 'stancemark.vsix');

/** Runs a program that ends with the process that started it. */
export const GUARD = path.join(ROOT, 'test/host/guard.mjs');
