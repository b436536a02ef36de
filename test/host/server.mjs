// @ts-check
// One running embedded VS Code server.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureEmbedded, SERVER } from './install.mjs';
import { GUARD } from './paths.mjs';
import { onEnd, temporaryFolder } from './processes.mjs';

/** Milliseconds until a server that says nothing is given up. It needs about one second. */
const START_LIMIT = 60_000;

/** Characters of the server's log that are kept for a report. */
const LOG_LENGTH = 100_000;

/** Settings that keep everything quiet that is not under test. */
const QUIET = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * @typedef {object} Place What a window opens.
 * @property {string} [folder] absolute path
 * @property {string} [workspace] absolute path of a `.code-workspace` file
 *
 * @typedef {object} Development
 * @property {string} [extension] folder of the extension under development
 * @property {string} [tests] module that runs the tests
 */

/** Where nobody trusts a folder, and nobody is asked: each opens in Restricted Mode. */
const WITHOUT_TRUST = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

/**
 * The arguments that start the server.
 * @param {string} data its data folder @param {readonly string[]} more @param {boolean} [trusted] every folder
 */
function serverArguments(data, more, trusted = true) {
  return [
    SERVER.main,
    '--host',
    '127.0.0.1',
    '--without-connection-token',
    '--accept-server-license-terms',
    // Without it the page ignores the extension under development.
    '--enable-smoke-test-driver',
    '--telemetry-level',
    'off',
    ...(trusted ? ['--disable-workspace-trust'] : []),
    '--server-data-dir',
    data,
    ...more,
  ];
}

/**
 * Starts a server with fresh data. It ends with this process, or by `close`.
 * @param {object} [options]
 * @param {string} [options.port] a port or a range of ports; without it a free one
 * @param {Record<string, unknown>} [options.settings] beside the quiet ones
 * @param {string} [options.extensions] folder of installed extensions
 * @param {boolean} [options.trusted] whether every folder is trusted; otherwise none is
 */
export async function startServer({ port = '0', settings = {}, extensions, trusted = true } = {}) {
  await ensureEmbedded();
  const folder = temporaryFolder('server');
  const data = path.join(folder, 'server');
  const trust = trusted ? {} : WITHOUT_TRUST;
  writeSettings(data, { ...settings, ...trust });
  const more = extensions === undefined ? [] : ['--extensions-dir', extensions];
  const args = serverArguments(data, ['--port', port, ...more], trusted);
  const guard = spawn(process.execPath, [GUARD, folder, SERVER.node, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: serverEnvironment(),
  });
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => guard.once('close', (code) => resolve(code ?? 1)));
  const server = {
    port: 0,
    /** Removed with the server: room for what a run needs. */
    folder,
    log: '',
    /** Puts the settings of all windows. @param {Record<string, unknown>} wanted */
    settings: (wanted) => writeSettings(data, { ...wanted, ...trust }),
    /** The address of a window. @param {Place} place @param {Development} [development] */
    address: (place, development) => address(server.port, place, development),
    /** Its exit code, when it ends. */
    ended,
    close: async () => {
      forget();
      guard.stdin.end();
      await ended;
    },
  };
  const forget = onEnd(server.close);
  guard.stdin.on('error', () => {}); // It ended by itself.

  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The server did not start.\n${server.log}`)), START_LIMIT);
    /** @param {Buffer} chunk */
    const listen = (chunk) => {
      server.log = (server.log + chunk.toString()).slice(-LOG_LENGTH);
      const found = /^Extension host agent listening on (\d+)/m.exec(server.log);
      if (found !== null && server.port === 0) {
        clearTimeout(timer);
        server.port = Number(found[1]);
        resolve(undefined);
      }
    };
    guard.stdout.on('data', listen);
    guard.stderr.on('data', listen);
    guard.once('close', (code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with ${code}.\n${server.log}`));
    });
  });
  return server;
}

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/** Without what an outer VS Code or npm leaves in the environment. */
function serverEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_)/.test(name)));
}

/** @param {string} data @param {Record<string, unknown>} settings */
function writeSettings(data, settings) {
  const file = path.join(data, 'data/Machine/settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET, ...settings }, null, 2));
}

/** @param {number} port @param {Place} place @param {Development} development */
function address(port, { folder, workspace }, { extension, tests } = {}) {
  const remote = (/** @type {string} */ file) => `vscode-remote://127.0.0.1:${port}${encodeURI(path.resolve(file))}`;
  /** @type {[string, string][]} */
  const payload = [['skipWelcome', 'true']];
  if (extension !== undefined) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (folder !== undefined) url.searchParams.set('folder', path.resolve(folder));
  else if (workspace !== undefined) url.searchParams.set('workspace', path.resolve(workspace));
  else url.searchParams.set('ew', 'true');
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** Installs a `.vsix` into a folder of extensions. @param {string} vsix @param {string} extensions */
export async function installExtension(vsix, extensions) {
  await ensureEmbedded();
  const data = temporaryFolder('install');
  const args = serverArguments(data, ['--extensions-dir', extensions, '--install-extension', vsix, '--force']);
  const guard = spawn(process.execPath, [GUARD, data, SERVER.node, ...args], { stdio: ['pipe', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => guard.once('close', resolve));
  if (code !== 0) {
    throw new Error(`Installing ${path.basename(vsix)} failed with ${code}.`);
  }
}

/** A JSON file of plain settings; nothing where there is none. @param {string} file @returns {Record<string, unknown>} */
export function readSettings(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') {
      return {};
    }
    throw error;
  }
}
