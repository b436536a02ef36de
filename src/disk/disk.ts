/**
 * The few system calls that the safe write is made of, as a port: `local.ts` puts Node's in, tests put in a disk that fails,
 * cuts short, reorders or dies at any one of them. Errors are those of Node (`code`, `syscall`).
 */
import { FileError, baseName, failedWith } from './file-error';

export interface DiskStat {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** In bytes. */
  readonly size: number;
  /** Permission bits alone. */
  readonly mode: number;
  /** Names of the file. */
  readonly links: number;
  readonly uid: number;
  readonly gid: number;
  /** The same for two names of one file, and for no two files at a time. */
  readonly id: string;
  /** Last change of the content, in milliseconds since 1970. */
  readonly modified: number;
}

export interface DiskFile {
  stat(): Promise<DiskStat>;
  /** Bytes read into `into` from its index `at` on; 0: the end. */
  read(into: Uint8Array, at: number): Promise<number>;
  /** Bytes written of `from` from its index `at` on; may be fewer than were given. */
  write(from: Uint8Array, at: number): Promise<number>;
  chmod(mode: number): Promise<void>;
  chown(uid: number, gid: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Who holds a lock. `session` names the machine's run (boot, process space); `start` tells apart two owners of one pid. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly session: string;
  readonly start: string;
}

export interface Disk {
  readonly me: Holder;
  /** Codes that mean here: another program has the file open for a moment (antivirus, cloud folder). Worth trying again. */
  readonly passing: readonly string[];

  lstat(path: string): Promise<DiskStat>;
  /** Rejects when the caller may not write the file. Says nothing about permission bits to an administrator. */
  mayWrite(path: string): Promise<void>;
  /** `read`: never follows a link, never waits for a pipe. `create`: only where there is nothing (`EEXIST`). */
  open(path: string, how: 'read' | 'create', mode?: number): Promise<DiskFile>;
  /** A second name for a file; never over an existing one (`EEXIST`). */
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  list(folder: string): Promise<string[]>;
  syncFolder(folder: string): Promise<void>;
  /**
   * The folder in which locks and temporary files of a folder's files stand: the same, or another of the same file system that
   * other programs leave alone. One answer for every path to the folder.
   */
  aside(folder: string): Promise<string>;

  split(path: string): { readonly folder: string; readonly name: string };
  join(folder: string, name: string): string;
  /** Does a process of this machine's run live? With `start`: that very process. */
  alive(pid: number, start?: string): boolean;
  /** Milliseconds, never set back. */
  now(): number;
  /** Milliseconds since 1970, by the clock that also stamps files (more or less). */
  clock(): number;
  wait(milliseconds: number): Promise<void>;
  /** 8 characters of a-z and 2-7. */
  random(): string;
}

/** Runs again, ever slower, while `passing` errors come; gives up after `patience` milliseconds with the last one. */
export async function patiently<T>(disk: Disk, patience: number, run: () => Promise<T>): Promise<T> {
  const end = disk.now() + patience;
  for (let pause = 10; ; pause = Math.min(pause * 2, 500)) {
    try {
      return await run();
    } catch (error) {
      if (!failedWith(error, ...disk.passing) || disk.now() + pause > end) throw error;
      await disk.wait(pause);
    }
  }
}

/** Anything but a regular file is refused: a link may lead out of the workspace, a device has no end. */
export function checkKind(path: string, stat: DiskStat, limit: number): void {
  const name = baseName(path);
  if (stat.kind === 'link') {
    throw new FileError('link', path, '“{0}” is a symbolic link and is left alone. Put a real file in its place.', [
      name,
    ]);
  }
  if (stat.kind === 'folder') throw new FileError('folder', path, '“{0}” is a folder, not a file. Rename it.', [name]);
  if (stat.kind === 'other') {
    throw new FileError('device', path, '“{0}” is a device or a pipe, not a file. Rename it.', [name]);
  }
  if (stat.size > limit) {
    const megabytes = Math.round(limit / 1024 / 102.4) / 10;
    throw new FileError('too-large', path, '“{0}” has more than {1} MB and is not read. Split it.', [name, megabytes]);
  }
}

const OPEN_PATIENCE = 1_000;
const READ_TRIES = 4;

/** All bytes of a regular file of at most `limit` bytes; a file that grows or shrinks meanwhile is read again. */
export async function readWhole(disk: Disk, path: string, limit: number): Promise<Uint8Array> {
  for (let i = 0; i < READ_TRIES; i++) {
    const file = await patiently(disk, OPEN_PATIENCE, () => disk.open(path, 'read'));
    try {
      const stat = await file.stat();
      checkKind(path, stat, limit);
      // One byte more than it should have, so that a file that grew shows.
      const bytes = new Uint8Array(stat.size + 1);
      let length = 0;
      for (let n = -1; n !== 0 && length < bytes.length; length += n) n = await file.read(bytes, length);
      if (length === stat.size) return bytes.subarray(0, length);
    } finally {
      await file.close();
    }
    await disk.wait(20);
  }
  throw new FileError('changed', path, '“{0}” is being written by another program. Try again when it is done.', [
    baseName(path),
  ]);
}

/** Writes all bytes, in as many calls as it takes: one call may write a part and say so only in its result. */
export async function writeAll(file: DiskFile, path: string, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const n = await file.write(bytes, at);
    if (n <= 0)
      throw new FileError('short', path, 'The disk took only {0} of {1} bytes of “{2}”.', [
        at,
        bytes.length,
        baseName(path),
      ]);
    at += n;
  }
}
