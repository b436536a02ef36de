// @ts-check
// Installs the embedded VS Code: the VS Code server of the npm package `code-server`, with the Node that it asks for.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CACHE, EMBEDDED, GUARD } from './paths.mjs';
import { onEnd, run } from './processes.mjs';
import { Missing, needFromSystem } from './system.mjs';

const BIN = path.join(CACHE, 'node_modules/.bin');

/** Written last: a folder without it is half an installation and is started over. */
const MARK = path.join(CACHE, 'installed.json');
const LOG = `${CACHE}.log`;
const LOCK = `${CACHE}.lock`;

/** The Node program and the main script of the embedded VS Code server. */
export const SERVER = {
  node: path.join(BIN, 'node'),
  main: path.join(CACHE, 'node_modules/code-server/lib/vscode/out/server-main.js'),
};

/** Milliseconds between two lines that say that it is still going on. */
const PROGRESS = 10_000;

/** Milliseconds between two looks at the lock. */
const LOOK = 500;

/** Milliseconds after which a lock that nobody writes to is taken for a leftover although its process number lives on. */
const STALE = 60 * 60_000;

function installed() {
  try {
    return readFileSync(MARK, 'utf8') === JSON.stringify(EMBEDDED);
  } catch {
    return false; // No mark yet.
  }
}

/** Makes sure that the embedded VS Code is there. Several processes may ask at once: one installs, the others wait. */
export async function ensureEmbedded() {
  if (installed()) {
    return;
  }
  if (process.platform === 'win32') {
    throw new Missing('The embedded VS Code runs on Linux and macOS. Put a desktop VS Code (`code`) on PATH.');
  }
  await needFromSystem('compiler');
  mkdirSync(path.dirname(CACHE), { recursive: true });
  const unlock = await lock();
  try {
    if (!installed()) {
      await install();
    }
  } finally {
    unlock();
  }
}

async function lock() {
  const remove = () => {
    if (ours()) rmSync(LOCK, { force: true });
  };
  for (let told = false, tookOver = false; ;) {
    if (makeLock()) {
      // Another process may have found the same leftover, and removed our lock for it.
      if (tookOver) await delay(LOOK);
      if (ours()) {
        const forget = onEnd(remove);
        return () => {
          forget();
          remove();
        };
      }
    } else if (leftBehind()) {
      rmSync(LOCK, { force: true });
      tookOver = true;
    } else {
      if (!told) console.log('Another process is installing the embedded VS Code; waiting for it …');
      told = true;
      await delay(LOOK);
    }
  }
}

/** Makes the lock; false when there is one. */
function makeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

function ours() {
  try {
    return readFileSync(LOCK, 'utf8') === String(process.pid);
  } catch {
    return false; // Gone.
  }
}

/** Whether the lock's process is gone. */
function leftBehind() {
  try {
    const { mtimeMs } = statSync(LOCK);
    const pid = Number(readFileSync(LOCK, 'utf8'));
    if (pid === 0) {
      return Date.now() - mtimeMs > 5_000; // Made a moment ago, its number not yet written.
    }
    process.kill(pid, 0);
    return Date.now() - mtimeMs > STALE;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    return code === 'ESRCH'; // EPERM: alive, of another user. ENOENT: unlocked meanwhile.
  }
}

async function install() {
  console.log(`Installing the embedded VS Code (once, two to three minutes, 750 MB) in ${CACHE}`);
  rmSync(CACHE, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(CACHE, { recursive: true });
  const { node, npm, 'code-server': server } = EMBEDDED;
  // These packages compile or fetch their native parts in install scripts, which npm runs by consent only.
  const allowScripts = { [`node@${node}`]: true, [`code-server@${server}`]: true, argon2: true };
  writeFileSync(path.join(CACHE, 'package.json'), JSON.stringify({ private: true, allowScripts }, null, 2));
  const log = openSync(LOG, 'w');
  try {
    // npm too comes in a known version: code-server calls it from its own install script.
    await step('1/3 Node', log, 'npm', ['install', '--save-exact', `node@${node}`, `npm@${npm}`]);
    await step('2/3 VS Code server (downloads, then compiles)', log, path.join(BIN, 'npm'), [
      'install',
      '--save-exact',
      '--foreground-scripts',
      `code-server@${server}`,
    ]);
    await step('3/3 first start', log, SERVER.node, [SERVER.main, '--version']);
  } finally {
    closeSync(log);
  }
  writeFileSync(MARK, JSON.stringify(EMBEDDED));
}

/** @param {string} title @param {number} log @param {string} program @param {string[]} args */
async function step(title, log, program, args) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.log(`  ${title} …`);
  const ticker = setInterval(() => console.log(`  ${title} … ${seconds()} s`), PROGRESS);
  try {
    // The guard ends the whole tree of processes with this one; what they say goes straight into the log.
    const code = await run(process.execPath, [GUARD, '', program, ...args], {
      cwd: CACHE,
      env: environment(),
      stdio: ['pipe', log, log],
      detached: true,
    });
    if (code !== 0) {
      const tail = existsSync(LOG) ? readFileSync(LOG, 'utf8').trimEnd().split('\n').slice(-30).join('\n') : '';
      throw new Error(
        `${tail}\n\nInstalling the embedded VS Code failed at "${title}" (exit code ${code}). Log: ${LOG}`,
      );
    }
  } finally {
    clearInterval(ticker);
  }
  console.log(`  ${title}: done in ${seconds()} s`);
}

/** The environment without what an outer `npm run` says about the outer project. */
function environment() {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(package|lifecycle|command|execpath|node_execpath)/.test(name) &&
      !['npm_config_local_prefix', 'npm_config_user_agent', 'INIT_CWD', 'NODE'].includes(name),
  );
  return { ...Object.fromEntries(kept), PATH: `${BIN}${path.delimiter}${process.env['PATH'] ?? ''}` };
}
