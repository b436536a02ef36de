// @ts-check
// Runs suites and adds up what their reporters say.
import { run } from './processes.mjs';

/** The last line of a suite, of `test/host/reporter.cjs`. */
const RESULT = /^# (\d+) passed, (\d+) failed, (\d+) skipped$/gm;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {readonly Counts[]} all @returns {Counts} */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const each of all) {
    total.passed += each.passed;
    total.failed += each.failed;
    total.skipped += each.skipped;
  }
  return total;
}

/** @param {Counts} counts */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Runs a program to its end and keeps what it says.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function listenTo(program, args, env) {
  const started = Date.now();
  let output = '';
  const listen = (/** @type {string} */ chunk) => void (output += chunk);
  const code = await run(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    onStart: (child) => {
      child.stdout?.setEncoding('utf8').on('data', listen);
      child.stderr?.setEncoding('utf8').on('data', listen);
    },
  });
  return { code, output: output.trim(), seconds: `${((Date.now() - started) / 1000).toFixed(1)} s` };
}

/** The head of a part's output. @param {string} title @param {string} seconds */
function heading(title, seconds) {
  return `\n── ${title} (${seconds}) ${'─'.repeat(Math.max(2, 80 - title.length))}`;
}

/**
 * Runs a check that passes or fails as a whole; what it says matters when it fails.
 * @param {string} title
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
export async function runCheck(title, program, args) {
  const { code, output, seconds } = await listenTo(program, args, {});
  const passed = code === 0;
  console.log(
    passed ? `\n✓ ${title} (${seconds})` : `${heading(title, seconds)}\n${output}\n✗ ${title} failed with ${code}.`,
  );
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/**
 * Runs a suite, prints its output in one piece when it has ended, and counts. A suite that failed without a failed test
 * (it could not start, it crashed, it never reported) counts as one failure more; so does one without any test.
 * @param {string} title
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Counts>}
 */
export async function runSuite(title, program, args, env = {}) {
  const { code, output, seconds } = await listenTo(program, args, env);
  // A suite of suites says the sum last.
  const last = [...output.matchAll(RESULT)].at(-1);
  const [passed = 0, failed = 0, skipped = 0] = (last ?? []).slice(1).map(Number);
  const broken = passed + failed + skipped === 0 || (code !== 0 && failed === 0);
  console.log(`${heading(title, seconds)}\n${output}`);
  if (broken) {
    console.log(`✗ ${title} did not run to its end, or has no tests (exit code ${code}).`);
  }
  return { passed, failed: failed + (broken ? 1 : 0), skipped };
}

/**
 * Runs tasks, a few at a time, in order.
 * @template T
 * @param {number} width
 * @param {readonly (() => Promise<T>)[]} tasks
 * @returns {Promise<T[]>}
 */
export async function inParallel(width, tasks) {
  /** @type {T[]} */
  const results = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < tasks.length; index = next++) {
      const task = tasks[index];
      if (task !== undefined) results[index] = await task();
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
