// @ts-check
// The embedded VS Code runs an extension in the web worker extension host when its manifest offers nothing else.
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Neither belongs to an extension, and the server would watch it. */
const LEFT_OUT = new Set(['package.json', 'node_modules', '.git', '.vscode-test', 'out', 'test']);

/**
 * Makes a copy of an extension's folder (by links) whose manifest has `browser` but no `main`. The tests are shown inside
 * of it: VS Code runs them in the extension host of the extension that they lie in.
 * @param {string} extension
 * @param {string | undefined} tests the module that runs the tests
 * @param {string} into a folder that does not exist yet
 */
export function stageForWeb(extension, tests, into) {
  mkdirSync(into, { recursive: true });
  for (const name of readdirSync(extension).filter((each) => !LEFT_OUT.has(each))) {
    symlinkSync(path.join(path.resolve(extension), name), path.join(into, name));
  }
  const manifest = JSON.parse(readFileSync(path.join(extension, 'package.json'), 'utf8'));
  writeFileSync(path.join(into, 'package.json'), JSON.stringify({ ...manifest, main: undefined }, null, 2));
  if (tests === undefined) {
    return { extension: into, tests };
  }
  const folder = path.join(into, '.tests');
  symlinkSync(path.resolve(path.dirname(tests)), folder);
  return { extension: into, tests: path.join(folder, path.basename(tests)) };
}
