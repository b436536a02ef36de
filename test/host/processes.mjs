// @ts-check
// Processes and temporary folders that end with us.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { OUT } from './paths.mjs';

/** @type {Set<() => Promise<void> | void>} */
const endings = new Set();
let ending = false;

/** Milliseconds between two looks at whether our parent is still there. */
const LOOK = 500;

/**
 * Ends this process with everything that registered with `onEnd`.
 * @param {number} code
 */
export async function end(code) {
  if (ending) {
    return;
  }
  ending = true;
  for (const each of [...endings].reverse()) {
    try {
      await each();
    } catch (error) {
      console.error('While ending:', error); // The others still have to end.
    }
  }
  process.exit(code);
}

/** Runs at `end`, last registered first; call what it returns when it is no longer needed. @param {() => Promise<void> | void} act */
export function onEnd(act) {
  endings.add(act);
  return () => void endings.delete(act);
}

/** Makes Ctrl+C, a signal, and the death of the parent process (also by SIGKILL) go through `end`. */
export function endWithParent() {
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.on(signal, () => void end(code));
  }
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void end(1), LOOK).unref();
}

/** A fresh folder under the system's temporary one. @param {string} purpose a word for its name */
export function temporaryFolder(purpose) {
  return mkdtempSync(path.join(os.tmpdir(), `stancemark-${purpose}-`));
}

/** A fresh temporary folder that is removed at `end`. @param {string} purpose */
export function scratchFolder(purpose) {
  const folder = temporaryFolder(purpose);
  onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/**
 * A folder below `out` for this run alone, removed at `end`: several runs may go on at once. It lies inside the project, so
 * that what is in it finds the packages.
 * @param {string} purpose
 */
export function outFolder(purpose) {
  const folder = path.join(OUT, purpose, String(process.pid));
  mkdirSync(folder, { recursive: true });
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The full path of a program, or undefined. @param {string} name */
export function onPath(name) {
  const endingsOfPrograms = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const extension of endingsOfPrograms) {
      const full = path.join(folder, name + extension);
      if (folder !== '' && existsSync(full)) {
        return full;
      }
    }
  }
  return undefined;
}

/**
 * Runs a program to its end and gives its exit code; a signal counts as 1.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { onStart?: (child: import('node:child_process').ChildProcess) => void }} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, { onStart, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: 'inherit', ...options });
    // A guard ends by its standard input; others by the signal.
    const forget = onEnd(() => {
      if (child.stdin === null) child.kill();
      else child.stdin.end();
    });
    onStart?.(child);
    child.once('error', (error) => {
      forget();
      reject(error);
    });
    child.once('close', (code) => {
      forget();
      resolve(code ?? 1);
    });
  });
}
