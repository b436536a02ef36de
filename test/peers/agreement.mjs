// @ts-check
// Has our coefficients of 500 random tables worked out by programs that are not ours, to six digits. What is not installed is skipped,
// and said. Debian: apt-get install python3-nltk python3-sklearn python3-statsmodels; PyPI: krippendorff.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleForNode } from '../host/bundle.mjs';
import { ROOT } from '../host/paths.mjs';

const DIGITS = 1e-6;

process.chdir(ROOT);
const folder = mkdtempSync(path.join(tmpdir(), 'stancemark-peers-'));
let [passed, failed, skipped] = [0, 0, 0];

/** @param {string} command @param {string[]} args @param {string} [input] */
function run(command, args, input) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', input, maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${command} ends with ${status}\n${stderr.slice(0, 2000)}`);
  return stdout;
}

try {
  const [ours = ''] = await bundleForNode(['test/peers/agreement-ours.ts'], 'test/peers', folder);
  const tables = run(process.execPath, [ours]);
  /** @type {{ours: Record<string, number | null>}[]} */
  const made = JSON.parse(tables);
  // Debian's own Python has Debian's packages, whatever else is first on the path; each peer is asked where it is.
  /** @type {Record<string, string>} */
  const missing = {};
  /** @type {Map<string, Record<string, number | null>>} */
  const said = new Map();
  const pythons = ['/usr/bin/python3', 'python3'].filter((name) => spawnSync(name, ['--version']).status === 0);
  const script = readFileSync('test/peers/agreement.py', 'utf8');
  for (const python of pythons) {
    const answer = JSON.parse(run(python, ['-c', script], tables));
    for (const [what, values] of Object.entries(answer.said)) said.set(what, values);
    Object.assign(missing, answer.missing);
  }
  if (pythons.length === 0) missing['every peer'] = 'there is no python3';
  for (const [what, values] of said) {
    const [peer = '', measure = ''] = what.split(': ');
    delete missing[peer];
    const wrong = made.flatMap(({ ours: own }, i) => {
      const [mine, theirs] = [own[measure], values[i]];
      // Where there is no value, peers say NaN, 0 or 1; ours is never a number.
      if (mine === null || mine === undefined || theirs === null || theirs === undefined) {
        return mine === null ? [] : [`table ${i}: ours ${mine}, theirs ${theirs}`];
      }
      return Math.abs(mine - theirs) < DIGITS ? [] : [`table ${i}: ours ${mine}, theirs ${theirs}`];
    });
    if (wrong.length === 0) passed++;
    else failed++;
    const none = made.filter(({ ours: own }) => own[measure] === null).length;
    const left = none > 0 ? `, ${none} of them without a value` : '';
    console.log(
      wrong.length === 0
        ? `ok       ${what}, ${made.length} tables${left}`
        : `FAILED   ${what}: ${wrong.length} of ${made.length}\n${wrong.slice(0, 3).join('\n')}`,
    );
  }
  for (const [peer, why] of Object.entries(missing)) {
    skipped++;
    console.log(`skipped  ${peer}: ${why}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
