// @ts-check
// What a fresh clone needs before anything else: the packages of package-lock.json. Uses Node alone.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './processes.mjs';

/** What npm wrote about a tree of packages. @param {string} file @returns {[string, { version?: string, optional?: boolean }][]} */
function packages(file) {
  return Object.entries(JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages);
}

/** Whether each package of the list is there in its version. */
function installed() {
  // npm writes this file last.
  const list = 'node_modules/.package-lock.json';
  if (!existsSync(path.join(ROOT, list))) {
    return false;
  }
  const there = new Map(packages(list));
  return packages('package-lock.json').every(
    ([name, { version, optional }]) =>
      name === '' || (there.has(name) ? there.get(name)?.version === version : optional === true),
  );
}

/** Runs `npm ci` where packages are missing or of another version than the list says. */
export async function ensureModules() {
  if (installed()) {
    return;
  }
  console.log('Installing the packages (npm ci) …');
  const code = await npm(['ci', '--no-audit', '--no-fund']);
  if (code !== 0) {
    throw new Error(`npm ci failed with ${code}.`);
  }
}

/** Runs npm in the project's folder. @param {readonly string[]} args */
export function npm(args) {
  return run('npm', args, { cwd: ROOT, shell: process.platform === 'win32' });
}
