// @ts-check
// `npm run package [-- --out FILE]`: makes the `.vsix` to install, and fails where it is more than people should have to download.
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './processes.mjs';
import { repack } from './repack.mjs';

/**
 * Bytes (600 KB as vsce counts them), with all languages: what is not needed to run does not travel, and words travel packed
 * (`packWords` in esbuild.js). What vsce has zipped is packed better: 20 KB less.
 */
const LIMIT = 600 * 1024;

const asked = process.argv.indexOf('--out');
const { name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const out = path.resolve(
  process.argv[asked + 1] && asked > 0 ? String(process.argv[asked + 1]) : `${name}-${version}.vsix`,
);
process.chdir(ROOT);
rmSync(out, { force: true });
let code = await run('npx', ['vsce', 'package', '--no-dependencies', '--out', out]);
if (code === 0 && existsSync(out)) {
  await repack(out);
  const { size } = statSync(out);
  console.log(`${path.basename(out)}: ${(size / 1024).toFixed(1)} KB, of ${LIMIT / 1024} KB`);
  if (size >= LIMIT) {
    console.error('The package is too large.');
    code = 1;
  }
}
process.exitCode = code;
