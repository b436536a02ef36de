/**
 * The safe write of local files: the recipe of `write-recipe.ts` over Node's file system. With `kept-local.ts` and
 * `git-aside.ts` the only one here that uses Node built-ins; in the extension's bundle `local.either.ts` takes its place.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
  type BigIntStats,
} from 'node:fs';
import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import * as path from 'node:path';
import type { KeptFiles, Stamp } from '../core/ports';
import type { Disk, DiskFile, DiskStat, Holder } from './disk';
import { FileError, explain, failedWith } from './file-error';
import { asideOf } from './git-aside';
import { keptIn } from './kept-local';
import { syncFolder } from './sync-folder';
import { ASK, Turns } from './turns';
import { SafeFiles } from './write-recipe';

export interface LocalFiles {
  /**
   * Reads a regular file whole; undefined when there is none. Symbolic links, devices, folders and files of more than `limit`
   * bytes are refused with a `FileError` whose `code` says which; so is a file that a linked folder puts below `top`.
   */
  read(path: string, limit: number, top?: string): Promise<Uint8Array | undefined>;
  /** Links followed; undefined when there is no file. */
  stamp(path: string): Promise<Stamp | undefined>;
  /**
   * Reads the bytes under an exclusive lock, gives them to `edit`, and puts what it returns in their place; undefined leaves
   * the file as it is. `edit` is called again when somebody else changed the file meanwhile, so it must depend on its argument
   * alone; it may throw, then nothing is written and the error comes out. `verify` gets the new bytes as they were read back,
   * before they take the file's place, and may throw likewise.
   *
   * Errors are `FileError`s, and mean that the old bytes stand. `before` is what `edit` was given, `after` what stands now.
   */
  update(
    path: string,
    edit: (now: Uint8Array | undefined) => Uint8Array | undefined,
    verify?: (bytes: Uint8Array) => void | Promise<void>,
  ): Promise<{ before: Uint8Array | undefined; after: Uint8Array | undefined }>;
  /** Puts a whole file (an export, of at most 1 GB) where there is none or another one. Errors as those of `update`. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  /**
   * Removes what crashes left beside the files of a folder: locks of dead processes, and temporary files that hold nothing
   * which could be lost (empty, equal to their file, or older than it and whole). The rest is named, with the reason.
   */
  clean(folder: string): Promise<{ removed: string[]; left: { path: string; why: string }[] }>;
  /** Rejects where the file does not really lie below the folder: a linked one can lead anywhere. The file need not exist. */
  mustLieWithin(top: string, file: string): Promise<void>;
  /** The files of this window in the folder that windows share: see {@link KeptFiles}. */
  kept(folder: string): KeptFiles;
}

/** Some flags do not exist on Windows. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Node's file system as the recipe needs it. */
export function nodeDisk(): Disk {
  return {
    me: whoAmI(),
    passing: process.platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : ['EBUSY'],
    lstat: async (file) => toStat(await fs.lstat(file, { bigint: true })),
    mayWrite: (file) => fs.access(file, constants.W_OK),
    open: async (file, how, mode) => toFile(await whenFree(() => fs.open(file, how === 'read' ? READ : 'wx', mode))),
    link: fs.link,
    rename: fs.rename,
    unlink: fs.unlink,
    list: (folder) => whenFree(() => fs.readdir(folder)),
    syncFolder,
    aside: asideOf,
    split: (file) => ({ folder: path.dirname(file), name: path.basename(file) }),
    join: (folder, name) => path.join(folder, name),
    alive: isAlive,
    now: () => performance.now(),
    clock: () => Date.now(),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: () =>
      [...crypto.getRandomValues(new Uint8Array(8))]
        .map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31])
        .join(''),
  };
}

/** For so long it is tried again while the process or the machine has no file handle left, in milliseconds. */
const HANDLE_PATIENCE = 30_000;

/** Somebody else in this process can hold all the handles for a while: no reason to fail, still less to leave a lock behind. */
async function whenFree<T>(open: () => Promise<T>): Promise<T> {
  const end = performance.now() + HANDLE_PATIENCE;
  for (let pause = 10; ; pause = Math.min(2 * pause, 500)) {
    try {
      return await open();
    } catch (error) {
      if (!failedWith(error, 'EMFILE', 'ENFILE') || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

async function liesWithin(folder: string, file: string): Promise<boolean> {
  const [top, inner] = await Promise.all([fs.realpath(folder), fs.realpath(path.dirname(file))]);
  return isBelow(top, inner);
}

function isBelow(top: string, inner: string): boolean {
  const way = path.relative(top, inner);
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way));
}

function toFile(handle: fs.FileHandle): DiskFile {
  return {
    stat: async () => toStat(await handle.stat({ bigint: true })),
    read: async (into, at) => (await handle.read(into, at, into.length - at, null)).bytesRead,
    write: async (from, at) => (await handle.write(from, at, from.length - at, null)).bytesWritten,
    chmod: (mode) => handle.chmod(mode),
    chown: (uid, gid) => handle.chown(uid, gid),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

function toStat(stat: BigIntStats): DiskStat {
  return {
    kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'other',
    size: Number(stat.size),
    mode: Number(stat.mode) & 0o7777,
    links: Number(stat.nlink),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    id: `${stat.dev}:${stat.ino}`,
    modified: Number(stat.mtimeNs) / 1e6,
  };
}

/**
 * On Linux a session is one boot and one space of process numbers (two containers may share a host name), and a process is
 * known by when it started as well: numbers are used again. Elsewhere the host's name and the number must do.
 */
function whoAmI(): Holder {
  const { pid } = process;
  const session = procText(() => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')}`;
  });
  return { pid, host: hostname(), session: session ?? '-', start: statusOf(pid)?.start ?? '-' };
}

function isAlive(pid: number, start?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const status = statusOf(pid);
  if (!status) return true;
  // Z, X: ended, and not yet cleared away by its parent.
  return !'ZX'.includes(status.state) && (start === undefined || start === '-' || start === status.start);
}

/** State letter and start (ticks since boot) of a process, from `/proc/PID/stat` (see proc(5)); undefined where there is none. */
function statusOf(pid: number): { state: string; start: string } | undefined {
  // The second field is the program's name in brackets, which may hold anything.
  const fields = procText(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
    ?.replace(/^.*\) /s, '')
    .split(' ');
  const [state, start] = [fields?.[0], fields?.[19]];
  return state && start ? { state, start } : undefined;
}

function procText(read: () => string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return read();
  } catch {
    return undefined; // No /proc here, or the process has just ended.
  }
}

/** Larger files are not read in a turn, in bytes: the disk has to bring them first. */
const SMALL = 1024 * 1024;

const turns = new Turns({ now: () => performance.now(), soon: (run) => void setImmediate(run) });
/** Real places of folders, as they were found in one turn. */
const places = { turn: -1, of: new Map<string, string>() };

function placeOf(folder: string): string {
  if (places.turn !== turns.turn) {
    places.turn = turns.turn;
    places.of.clear();
  }
  let place = places.of.get(folder);
  if (place === undefined) places.of.set(folder, (place = realpathSync.native(folder)));
  return place;
}

/** A small regular file that stands still, and nothing else: all of its bytes. */
function readNow(file: string, top: string | undefined): Uint8Array | undefined | typeof ASK {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (!stat) return undefined;
  if (!stat.isFile() || stat.size > SMALL) return ASK;
  if (top !== undefined && !isBelow(placeOf(top), placeOf(path.dirname(file)))) return ASK;
  const handle = openSync(file, READ);
  try {
    const { size, ino, dev } = fstatSync(handle);
    if (ino !== stat.ino || dev !== stat.dev || size > SMALL) return ASK;
    // One byte more than it should have, so that a file that grew shows.
    const bytes = new Uint8Array(size + 1);
    return readSync(handle, bytes) === size ? bytes.subarray(0, size) : ASK;
  } finally {
    closeSync(handle);
  }
}

/** Local files of this machine. */
const safe = new SafeFiles(nodeDisk());
/** Whole files that somebody takes elsewhere, in bytes. */
const WHOLE_LIMIT = 1024 * 1024 * 1024;
const whole = new SafeFiles(nodeDisk(), WHOLE_LIMIT);

async function readCarefully(file: string, limit: number, top: string | undefined): Promise<Uint8Array | undefined> {
  const bytes = await safe.read(file, limit);
  if (bytes && top !== undefined) await mustLieWithin(top, file);
  return bytes;
}

async function mustLieWithin(top: string, file: string): Promise<void> {
  if (await liesWithin(top, file)) return;
  const name = path.basename(file);
  throw new FileError('link', file, 'A linked folder leads to “{0}”, out of the workspace folder. It is left alone.', [
    name,
  ]);
}

function toStamp({ dev, ino, size, mtimeNs, ctimeNs, mtimeMs }: BigIntStats): Stamp {
  return { text: [dev, ino, size, mtimeNs, ctimeNs].join(':'), modified: Number(mtimeMs) };
}

async function stampCarefully(file: string): Promise<Stamp | undefined> {
  try {
    return toStamp(await fs.stat(file, { bigint: true }));
  } catch (error) {
    if (failedWith(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw explain(error, file, 'read');
  }
}

export const local: LocalFiles | undefined = {
  read: (file, limit, top) =>
    turns.run(
      () => {
        const bytes = readNow(file, top);
        return bytes === ASK || (bytes && bytes.length > limit) ? ASK : bytes;
      },
      () => readCarefully(file, limit, top),
    ),
  stamp: (file) =>
    turns.run(
      () => {
        const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
        return stat && toStamp(stat);
      },
      () => stampCarefully(file),
    ),
  update: (file, edit, verify) => safe.update(file, edit, verify),
  put: async (file, bytes) => void (await whole.update(file, () => bytes)),
  clean: (folder) => safe.clean(folder),
  mustLieWithin,
  kept: (folder) => keptIn(folder, whoAmI(), isAlive),
};
