/** Trials with real processes on a real disk, in a short and a long form. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { FileError } from '../../../src/disk/file-error';
import type { FileErrorCode } from '../../../src/disk/file-error';
import { isPassing } from '../../../src/disk/local-names';
import { SafeFiles } from '../../../src/disk/write-recipe';
import { nodeDisk } from '../../../src/disk/local';
import { randomFrom } from './fake-disk';
import { appending, versionOf } from './documents';

/** A folder for one test, and in it the program of `child.ts`. */
export class Bench {
  readonly folder = fs.mkdtempSync(path.join(tmpdir(), 'stancemark-'));
  readonly file = path.join(this.folder, '002.txt.tags.yaml');
  private program: string | undefined;

  dispose(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Bundled on first use, beside the folder's other files. */
  child(): string {
    if (!this.program) {
      this.program = path.join(this.folder, 'child.cjs');
      const entryPoints = ['test/unit/local/child.ts'];
      buildSync({
        entryPoints,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        outfile: this.program,
        logLevel: 'error',
      });
    }
    return this.program;
  }

  text(): string | undefined {
    const isFile = fs.lstatSync(this.file, { throwIfNoEntry: false })?.isFile();
    return isFile ? fs.readFileSync(this.file, 'utf8') : undefined;
  }

  /** The edit is refused so, nothing is written, and nothing is left beside the file. */
  async refused(code: FileErrorCode, edit: (now: Uint8Array | undefined) => Uint8Array): Promise<void> {
    const before = this.text();
    const error = await refusal(new SafeFiles(nodeDisk()).update(this.file, edit));
    assert.equal(error.code, code, error.message);
    assert.deepEqual(this.leftovers(), []);
    assert.equal(this.text(), before);
  }

  /** Locks and temporary files that lie there. */
  leftovers(): string[] {
    return fs.readdirSync(this.folder).filter(isPassing);
  }
}

/** The error's code and what it says, which must name the file. */
export async function refusal(promise: Promise<unknown>): Promise<FileError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof FileError, `no refusal: ${String(error)}`);
  assert.match(error.message, /002\.txt\.tags\.yaml/);
  return error;
}

/** Windows has none of what these are about; the output says so. */
export function onUnix(name: string, tests: () => void): void {
  if (process.platform === 'win32') it(`${name} (NOT RUN: this is Windows)`);
  else describe(name, tests);
}

export interface Kills {
  kills: number;
  damaged: number;
  /** Versions that the process had reported as written and that were not in the file. */
  lost: number;
  /** Locks and temporary files that the dead left. */
  leftovers: number;
  /** Why some of them stay after cleaning. */
  left: string[];
}

/** Kills a process that saves all the time, at random moments, so often; the next one goes on with what it finds. */
export async function killTrial(bench: Bench, kills: number, seed: number): Promise<Kills> {
  const random = randomFrom(seed);
  const result: Kills = { kills: 0, damaged: 0, lost: 0, leftovers: 0, left: [] };
  const seen = new Set<string>();
  let last = 0;
  for (; result.kills < kills; result.kills++) {
    const child = spawn(process.execPath, [bench.child(), 'save', bench.file]);
    const moment = random() * 40;
    await new Promise<void>((resolve) => {
      let told = '';
      let timer: NodeJS.Timeout | undefined;
      child.stdout.on('data', (chunk: Buffer) => {
        told += chunk.toString();
        timer ??= setTimeout(() => child.kill('SIGKILL'), moment);
      });
      child.on('close', () => {
        const numbers = told
          .slice(0, told.lastIndexOf('\n') + 1)
          .trim()
          .split('\n');
        assert.match(numbers.at(-1) ?? '', /^\d+$/, told);
        last = Math.max(last, Number(numbers.at(-1)));
        resolve();
      });
    });
    try {
      const version = versionOf(fs.readFileSync(bench.file));
      if (version < last) result.lost++;
      last = version;
    } catch {
      result.damaged++;
      fs.rmSync(bench.file, { force: true });
      last = 0;
    }
    for (const name of bench.leftovers()) seen.add(name.endsWith('.tmp') ? name : `${name} ${result.kills}`);
  }
  const files = new SafeFiles(nodeDisk());
  const { before } = await files.update(bench.file, appending('over\n'));
  versionOf(before);
  result.left = (await files.clean(bench.folder)).left.map(({ path: file, why }) => `${path.basename(file)}: ${why}`);
  assert.equal(bench.leftovers().length, result.left.length);
  result.leftovers = seen.size;
  return result;
}

/** Several processes append so many lines each to one file. Returns the lines that are missing, doubled or foreign. */
export async function appendTrial(
  bench: Bench,
  processes: number,
  count: number,
): Promise<{ wrong: string[]; lines: number }> {
  const names = Array.from({ length: processes }, (_, i) => `p${i}`);
  const children = names.map((name) =>
    spawn(process.execPath, [bench.child(), 'append', bench.file, `${count}`, name]),
  );
  assert.deepEqual(
    await Promise.all(children.map(outputOf)),
    names.map(() => 'done'),
  );
  const lines = (bench.text() ?? '').trimEnd().split('\n');
  const expected = names.flatMap((name) => Array.from({ length: count }, (_, i) => `${name} ${i}`));
  const wrong = expected.filter((line) => !lines.includes(line));
  const found = new Set<string>();
  for (const line of lines) {
    if (found.has(line) || !expected.includes(line)) wrong.push(line);
    found.add(line);
  }
  return { wrong, lines: lines.length };
}

function outputOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    const add = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', add);
    child.stderr?.on('data', add);
    child.on('close', () => resolve(output.trim()));
  });
}

/** What the child says after one write of `size` bytes, under a limit of the shell (`ulimit`) or as another user. */
export function writeIn(
  bench: Bench,
  size: number,
  { limit = '', user }: { limit?: string; user?: number } = {},
): string {
  const command = `${limit ? `ulimit ${limit}; ` : ''}exec "$0" "$@"`;
  const args = ['-c', command, process.execPath, bench.child(), 'write', bench.file, `${size}`];
  const { stdout, stderr } = spawnSync('bash', args, { encoding: 'utf8', uid: user, gid: user });
  return (stdout + stderr).trim();
}

/** Runs with a small disk of its own mounted at `folder`. */
export async function onSmallDisk(folder: string, run: () => Promise<void>): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  try {
    await run();
  } finally {
    execFileSync('umount', [folder]);
  }
}

/** Why no disk can be mounted here; undefined: it can. */
export function whyNoMount(): string | undefined {
  if (process.platform !== 'linux') return 'only done on Linux';
  if (process.getuid?.() !== 0) return 'only an administrator can mount a disk';
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'stancemark-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'pipe' });
    execFileSync('umount', [folder]);
    return undefined;
  } catch (error) {
    return `mount says: ${error instanceof Error ? error.message.split('\n').at(-1) : String(error)}`;
  } finally {
    fs.rmdirSync(folder);
  }
}

/** Median time of an update in milliseconds, with and without syncing, taken in turns on a file of `size` bytes. */
export async function timeUpdates(
  bench: Bench,
  size: number,
  rounds: number,
): Promise<{ synced: number; unsynced: number }> {
  const disk = nodeDisk();
  const open: typeof disk.open = async (...args) => ({ ...(await disk.open(...args)), sync: () => Promise.resolve() });
  const synced = new SafeFiles(disk);
  const unsynced = new SafeFiles({ ...disk, open, syncFolder: () => Promise.resolve() });
  const times = new Map<SafeFiles, number[]>([
    [synced, []],
    [unsynced, []],
  ]);
  for (let i = 0; i < rounds; i++) {
    for (const [files, list] of times) {
      const started = performance.now();
      await files.update(bench.file, (now) => new Uint8Array(size).fill(now?.[0] === 1 ? 2 : 1));
      list.push(performance.now() - started);
    }
  }
  const median = (files: SafeFiles) => {
    const list = (times.get(files) ?? []).sort((a, b) => a - b);
    return Math.round((list[list.length >> 1] ?? NaN) * 100) / 100;
  };
  return { synced: median(synced), unsynced: median(unsynced) };
}
