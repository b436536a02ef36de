// @ts-check
// One launch of VS Code in one extension host: `node test/vscode/launch.mjs NAME node|web [GREP]`.
// VS Code is the desktop one where it can be had, else the embedded one.
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, runTests, runVSCodeCommand } from '@vscode/test-electron';
import { ROOT, VSIX } from '../host/paths.mjs';
import { end, endWithParent, run, scratchFolder } from '../host/processes.mjs';
import { bundleSuite } from './build.mjs';
import { LAUNCHES } from './launches.mjs';

const EMBEDDED_CODE = fileURLToPath(new URL('../host/code.mjs', import.meta.url));

/**
 * Path of a desktop VS Code, downloaded if need be; undefined where the embedded one is to be used.
 * STANCEMARK_DESKTOP=1 insists on the desktop one, 0 on the embedded one. STANCEMARK_CODE is its version: `1.100.0`, `stable`.
 */
async function desktop() {
  const wanted = process.env['STANCEMARK_DESKTOP'];
  const noScreen = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (wanted === '0' || (wanted !== '1' && noScreen)) {
    return undefined;
  }
  try {
    const version = process.env['STANCEMARK_CODE'] || undefined;
    return await downloadAndUnzipVSCode({ version, cachePath: path.join(ROOT, '.vscode-test') });
  } catch (error) {
    if (wanted === '1') {
      throw error;
    }
    return undefined; // The download site is not reached; the embedded VS Code takes over.
  }
}

/** Copies of the folders, and what to open: a folder, a workspace file, nothing. @param {readonly string[]} names @param {string} into */
function workspace(names, into) {
  const folders = names.map((name) => path.join(into, name));
  names.forEach((name, index) =>
    cpSync(path.join(ROOT, 'test/fixtures', name), folders[index] ?? '', { recursive: true }),
  );
  if (folders.length < 2) {
    return folders;
  }
  const file = path.join(into, 'test.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: names.map((name) => ({ path: name })) }));
  return [file];
}

/** @param {string} name @param {'node' | 'web'} host @param {string} grep */
async function launch(name, host, grep) {
  const found = LAUNCHES.find((each) => each.name === name);
  if (found === undefined) {
    throw new Error(`No launch is called ${name}.`);
  }
  const tests = await bundleSuite(name, host, grep);
  if (tests === undefined) {
    throw new Error(`No tests in test/vscode/${name}.`);
  }
  const scratch = scratchFolder('launch');
  const userData = path.join(scratch, 'user-data');
  const extensions = path.join(scratch, 'extensions');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify(found.settings ?? {}));

  const downloaded = await desktop();
  const vscodeExecutablePath = downloaded ?? EMBEDDED_CODE;
  const launchArgs = [
    ...workspace(found.folders, scratch),
    `--user-data-dir=${userData}`,
    `--extensions-dir=${extensions}`,
  ];
  if (host === 'web') {
    launchArgs.push('--extensionDevelopmentKind=web');
  }
  if (found.installed === true) {
    if (!existsSync(VSIX)) {
      throw new Error(`${VSIX} is missing: npm run package -- --out out/stancemark.vsix`);
    }
    const install = [`--install-extension=${VSIX}`, `--extensions-dir=${extensions}`, `--user-data-dir=${userData}`];
    if (downloaded === undefined) {
      const code = await run(EMBEDDED_CODE, install);
      if (code !== 0) throw new Error(`Installing the .vsix failed with ${code}.`);
    } else {
      await runVSCodeCommand(install, { cachePath: path.join(ROOT, '.vscode-test') });
    }
  } else {
    launchArgs.push('--disable-extensions');
  }
  const extensionDevelopmentPath = found.installed === true ? path.join(ROOT, 'test/vscode/installed/dummy') : ROOT;
  await runTests({ vscodeExecutablePath, extensionDevelopmentPath, extensionTestsPath: tests, launchArgs });
}

endWithParent();
const [name = '', host = '', grep = ''] = process.argv.slice(2);
try {
  await launch(name, host === 'web' ? 'web' : 'node', grep);
  await end(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
