// @ts-check
// Runs a program and ends it, with its whole process group, when our standard input ends: that is, when the process that
// started us closes it or dies in whatever way. Then removes a folder, unless it is empty text:
// `node guard.mjs FOLDER PROGRAM ARGUMENTS…`.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds between asking to end and ending, and between two looks at whether it has ended. */
const GRACE = 3_000;
const LOOK = 50;

const [folder = '', program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
child.once('error', (error) => {
  console.error(error.message);
  void finish(1);
});
child.once('exit', (code) => void finish(code ?? 1));

// Ctrl+C in a terminal reaches every process of the group; only the standard input decides here.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {});
}
process.stdout.on('error', () => {}); // Nobody reads any more: the end is near.
process.stdin.resume();
process.stdin.once('close', () => void finish(0));

/** Sends a signal to the program's process group; false when nobody is left. @param {NodeJS.Signals | 0} signal */
function signalGroup(signal) {
  try {
    return child.pid !== undefined && process.kill(-child.pid, signal);
  } catch {
    return false; // ESRCH: the group is empty.
  }
}

let finishing = false;

/** @param {number} code */
async function finish(code) {
  if (finishing) {
    return;
  }
  finishing = true;
  signalGroup('SIGTERM');
  for (let waited = 0; waited < GRACE && signalGroup(0); waited += LOOK) {
    await delay(LOOK);
  }
  signalGroup('SIGKILL');
  if (folder !== '') rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit(code);
}
