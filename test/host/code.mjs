#!/usr/bin/env node
// @ts-check
// The embedded VS Code behind the command line of the desktop one, for `vscodeExecutablePath` of @vscode/test-electron.
// Understands what `runTests()` passes, and:
//   --extensionDevelopmentPath=FOLDER  --extensionTestsPath=MODULE  --extensionDevelopmentKind=web
//   --extensions-dir=FOLDER  --user-data-dir=FOLDER (its User/settings.json is read)  --disable-extensions
//   --install-extension=FILE.vsix  FOLDER | FILE.code-workspace | nothing
// Ends with the exit code of the tests.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser, VIEWPORT } from './browser.mjs';
import { WindowConsole } from './console.mjs';
import { OUT } from './paths.mjs';
import { end, endWithParent } from './processes.mjs';
import { installExtension, readSettings, startServer } from './server.mjs';
import { stageForWeb } from './stage.mjs';
import { Missing } from './system.mjs';

/** Milliseconds without a word from the tests after which they are taken for hung. */
const SILENCE = Number(process.env['STANCEMARK_SILENCE'] ?? 120_000);

const { values, positionals } = parseArgs({
  strict: false, // The flags for Electron mean nothing here.
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    extensionDevelopmentKind: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'user-data-dir': { type: 'string' },
    'disable-extensions': { type: 'boolean' },
    'install-extension': { type: 'string' },
  },
});

/** The value of a flag that is a text. @param {string} name */
function text(name) {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @returns {Promise<number>} */
async function runTests() {
  const [target] = positionals;
  const userData = text('user-data-dir');
  const server = await startServer({
    settings: userData === undefined ? {} : readSettings(path.join(userData, 'User/settings.json')),
    extensions: values['disable-extensions'] === true ? undefined : text('extensions-dir'),
  });
  const browser = await launchBrowser(server.folder);
  const page = await (await browser.newContext({ viewport: VIEWPORT })).newPage();

  const said = new WindowConsole();
  /** @type {(code: number) => void} */
  let report = () => {};
  /** @type {Promise<number>} */
  const reported = new Promise((resolve) => (report = resolve));
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) =>
    said.add(type, args),
  );
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => report(code));

  const ticker = setInterval(() => {
    if (Date.now() - said.heard > SILENCE) {
      void hung();
    }
  }, 1_000);
  async function hung() {
    clearInterval(ticker);
    mkdirSync(OUT, { recursive: true });
    const picture = path.join(OUT, `hung-${process.pid}.png`);
    await page
      .screenshot({ path: picture, timeout: 10_000 })
      .catch((error) => console.error('No screenshot:', error.message));
    console.error(`No word from the tests for ${SILENCE / 1000} s. Screenshot: ${picture}\n${said.all}${server.log}`);
    report(1);
  }
  page.once('crash', () => {
    console.error('The page crashed.');
    report(1);
  });

  const extension = text('extensionDevelopmentPath');
  const tests = text('extensionTestsPath');
  const web = text('extensionDevelopmentKind') === 'web' && extension !== undefined;
  await page.goto(
    server.address(
      target?.endsWith('.code-workspace') ? { workspace: target } : { folder: target },
      web ? stageForWeb(extension, tests, path.join(server.folder, 'extension')) : { extension, tests },
    ),
  );
  const code = await reported;
  clearInterval(ticker);
  return code;
}

endWithParent();
try {
  const vsix = text('install-extension');
  if (vsix !== undefined) {
    await installExtension(vsix, text('extensions-dir') ?? '');
    await end(0);
  }
  await end(await runTests());
} catch (error) {
  console.error(error instanceof Missing ? error.message : error);
  await end(1);
}
