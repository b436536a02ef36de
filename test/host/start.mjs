// @ts-check
// `npm start [-- FOLDER]`: builds the extension and opens VS Code with it, on a copy of the sample corpus or on FOLDER.
// A desktop VS Code on PATH is used where there is one; STANCEMARK_DESKTOP=0 asks for the embedded one.
// On a fresh clone there are no packages yet: only Node's own modules and files that keep to them are imported here.
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureModules } from './modules.mjs';
import { ROOT } from './paths.mjs';
import { end, endWithParent, onEnd, onPath, run, scratchFolder, temporaryFolder } from './processes.mjs';
import { startServer } from './server.mjs';
import { Missing } from './system.mjs';

/** Ports for the embedded VS Code: the first free one, so that the address is mostly the same. */
const PORTS = '18080-18179';

/** The folder to open. @param {string | undefined} wanted as the user typed it */
function workspace(wanted) {
  if (wanted !== undefined) {
    // npm changes into the project's folder and says where the user was.
    const folder = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), wanted);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Missing(`${folder} is not a folder.`);
    }
    return folder;
  }
  // Stays when VS Code is closed: what was tagged in it belongs to the user.
  const folder = path.join(temporaryFolder('sample'), 'sample');
  cpSync(path.join(ROOT, 'media/sample'), folder, { recursive: true });
  console.log(`A copy of the sample corpus: ${folder}`);
  return folder;
}

/** The desktop VS Code; undefined without one, or without a screen. */
function desktop() {
  const screen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!screen || process.env['STANCEMARK_DESKTOP'] === '0') {
    return undefined;
  }
  // In a terminal of a remote window `code` is another program, which cannot load an extension under development.
  return [onPath('code'), onPath('codium')].find((found) => found !== undefined && !found.includes('remote-cli'));
}

/** Resolves when the window is closed. @param {string} code @param {string} folder */
async function openDesktop(code, folder) {
  const scratch = scratchFolder('desktop');
  const userData = path.join(scratch, 'user-data');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify({ 'workbench.startupEditor': 'none' }));
  onEnd(() => {
    // `code` starts VS Code as a process of its own, which writes its number here.
    try {
      process.kill(Number(readFileSync(path.join(userData, 'code.lock'), 'utf8')));
    } catch {
      // No file or no such process: VS Code has ended already.
    }
  });
  console.log(`Opening ${code}; closing its window or Ctrl+C here ends it.`);
  return run(code, [
    '--new-window',
    '--wait',
    '--skip-welcome',
    '--disable-workspace-trust',
    `--user-data-dir=${userData}`,
    `--extensions-dir=${path.join(scratch, 'extensions')}`,
    `--extensionDevelopmentPath=${ROOT}`,
    folder,
  ]);
}

/** Resolves never: the server runs until this process is ended. @param {string} folder */
async function openEmbedded(folder) {
  const server = await startServer({ port: PORTS });
  console.log('VS Code with Stancemark is running; Ctrl+C ends it. Its address, for a browser on this machine:\n');
  console.log(server.address({ folder }, { extension: ROOT }));
  return server.ended;
}

endWithParent();
try {
  const [wanted] = process.argv.slice(2);
  await ensureModules();
  if ((await run(process.execPath, ['esbuild.js'], { cwd: ROOT })) !== 0) {
    throw new Missing('The build failed.');
  }
  const folder = workspace(wanted);
  const code = desktop();
  await end(code === undefined ? await openEmbedded(folder) : await openDesktop(code, folder));
} catch (error) {
  console.error(error instanceof Missing ? error.message : error);
  await end(1);
}
