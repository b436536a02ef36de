// @ts-check
// Turns test files into JavaScript that mocha can load.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

/** Every file below a folder whose name ends so, sorted. @param {string} folder @param {string} ending */
export function filesBelow(folder, ending) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name))
    .sort();
}

/**
 * Bundles for Node, one file for each entry, in the same order.
 * @param {string[]} entries paths below `base`
 * @param {string} base
 * @param {string} into
 * @returns {Promise<string[]>} the files made
 */
export async function bundleForNode(entries, base, into) {
  await esbuild.build({
    entryPoints: entries,
    outbase: base,
    outdir: into,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    mainFields: ['module', 'main'],
    // Packages that find files beside themselves, and one that is told a seed for all tests at once.
    external: ['fast-check', 'mocha', 'esbuild', 'playwright-core', 'typescript', '@vscode/*', '@duckdb/*'],
    logLevel: 'warning',
  });
  return entries.map((entry) => path.join(into, path.relative(base, entry)).replace(/\.[cm]?[jt]s$/, '.cjs'));
}
