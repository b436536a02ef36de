/**
 * How a file is read and replaced so that it is the old or the new one whatever happens (a crash, a full disk, two writers),
 * never something between: lock, read, edit, write a temporary file beside it (or in `.git`) in full, sync, read that back, compare the
 * target once more, rename, sync the folder, unlock. Never a write in place, not even as a last resort.
 *
 * Why so and not by a package or `workspace.fs`: on a full disk both put a shortened file over a good one and report success
 * (seen in VS Code 1.139 and in write-file-atomic 7.0.1). What another program writes without asking for the lock is noticed
 * up to the last comparison; between that and the rename there is a gap of one system call.
 */
import { sameBytes } from '../core/base/bytes';
import { Gate } from '../core/library/parallel';
import type { Disk, DiskStat } from './disk';
import { checkKind, patiently, readWhole } from './disk';
import { FileError, baseName, explain, failedWith } from './file-error';
import type { Cleaned } from './leftovers';
import { cleanFolder } from './leftovers';
import { lockName, parsePassing, stemOf, tempName } from './local-names';
import type { Lock } from './lock-file';
import { Locks } from './lock-file';
import { fillTemp, readBack } from './temp-file';

/** No larger file is replaced, in bytes: above every bound of what is written, so that what was written can be read again. */
export const UPDATE_LIMIT = 96 * 1024 * 1024;
/** How long others may hold the lock, and how long a program that has the file open is waited for, in milliseconds. */
const LOCK_PATIENCE = 10_000;
const RENAME_PATIENCE = 10_000;
/** Somebody who writes without the lock may come between so often before we give up. */
const TRIES = 5;

/**
 * How many files are being replaced at a time, each with a lock and a temporary file beside it: a process has 1,024 handles
 * in common with everything else in it, and a crash leaves no more than these.
 */
const AT_A_TIME = 32;

type Edit = (now: Uint8Array | undefined) => Uint8Array | undefined;

interface Target {
  readonly bytes: Uint8Array;
  readonly stat: DiskStat;
}

export class SafeFiles {
  private readonly locks: Locks;
  private readonly gate = new Gate(AT_A_TIME);
  /** Last update of each path in this process: updates of one file wait here for one another, in order. */
  private readonly turns = new Map<string, Promise<unknown>>();
  /** Target → temporary file with bytes that could not be put in place. */
  private readonly kept = new Map<string, string>();

  /** `limit`: no larger file is replaced or written, in bytes. */
  constructor(
    private readonly disk: Disk,
    private readonly limit = UPDATE_LIMIT,
  ) {
    this.locks = new Locks(disk);
  }

  /** See `LocalFiles.read`. */
  async read(path: string, limit: number): Promise<Uint8Array | undefined> {
    try {
      return (await this.look(path, limit))?.bytes;
    } catch (error) {
      throw explain(error, path, 'read');
    }
  }

  /** See `LocalFiles.update`. */
  update(
    path: string,
    edit: Edit,
    verify?: (bytes: Uint8Array) => void | Promise<void>,
  ): Promise<{ before: Uint8Array | undefined; after: Uint8Array | undefined }> {
    const turn = (this.turns.get(path) ?? Promise.resolve()).then(() =>
      this.gate.run(() => this.replace(path, edit, verify)),
    );
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (this.turns.get(path) === settled) this.turns.delete(path);
      });
    this.turns.set(path, settled);
    return turn;
  }

  /** See `LocalFiles.clean`. */
  clean(folder: string): Promise<Cleaned> {
    return cleanFolder(this.disk, this.locks, folder, new Set(this.kept.values()));
  }

  private async replace(path: string, edit: Edit, verify?: (bytes: Uint8Array) => void | Promise<void>) {
    const { disk } = this;
    const { folder, name } = disk.split(path);
    try {
      const aside = await disk.aside(folder);
      const lock = await this.locks.acquire(disk.join(aside, lockName(name)), LOCK_PATIENCE);
      try {
        for (let i = 0; i < TRIES; i++) {
          const target = await this.look(path, this.limit);
          const before = target?.bytes;
          const after = edit(before);
          if (after === undefined || sameBytes(before, after)) return { before, after: before };
          if (await this.put(path, aside, target, after, lock, verify)) return { before, after };
        }
      } finally {
        await lock.release();
      }
    } catch (error) {
      throw explain(error, path, 'write');
    }
    throw new FileError('changed', path, '“{0}” is being changed by another program again and again. Close it there.', [
      name,
    ]);
  }

  /** The file as it is; undefined where there is none. */
  private async look(path: string, limit: number): Promise<Target | undefined> {
    try {
      const stat = await this.disk.lstat(path);
      checkKind(path, stat, limit);
      return { stat, bytes: await readWhole(this.disk, path, limit) };
    } catch (error) {
      // ENOTDIR: what should be its folder is a file.
      if (failedWith(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    }
  }

  /** False: somebody changed the target meanwhile, and nothing was done. */
  private async put(
    path: string,
    aside: string,
    target: Target | undefined,
    bytes: Uint8Array,
    lock: Lock,
    verify?: (bytes: Uint8Array) => void | Promise<void>,
  ): Promise<boolean> {
    const { disk } = this;
    const { folder, name } = disk.split(path);
    if (bytes.length > this.limit) {
      throw new FileError('too-large', path, '“{0}” would grow beyond {1} MB. Split the source.', [
        name,
        this.limit / 1024 / 1024,
      ]);
    }
    if (target) await this.checkWritable(path, aside, target.stat);
    const temp = disk.join(aside, tempName(name, disk.me.pid, disk.random()));
    let done = false;
    try {
      const home = target || aside === folder ? undefined : await disk.lstat(folder);
      await fillTemp(disk, temp, path, target?.stat, bytes, home);
      const written = await readBack(disk, temp, path, bytes);
      await verify?.(written);
      if (!(await lock.stands())) throw lockLost(path);
      if (!(await this.isStill(path, target))) return false;
      done = target ? await this.swap(temp, path, bytes) : await this.create(temp, path);
      if (!done) return false;
    } finally {
      const earlier = this.kept.get(path);
      if (earlier !== temp && !(done && target)) await this.drop(temp);
      // What an earlier try could not put in place is in what was put there now.
      if (done && earlier !== undefined) {
        this.kept.delete(path);
        await this.drop(earlier);
      }
    }
    await this.syncFolder(folder);
    return true;
  }

  /** Compares the content, and then whether it was this very file that was read, to the last moment before the rename. */
  private async isStill(path: string, target: Target | undefined): Promise<boolean> {
    const now = await this.look(path, this.limit);
    if (!sameBytes(now?.bytes, target?.bytes)) return false;
    if (!now) return true;
    const { id, size, modified } = await this.disk.lstat(path);
    return id === now.stat.id && size === now.stat.size && modified === now.stat.modified;
  }

  /** A rename would go through where a write would be refused; what the user has closed stays closed. */
  private async checkWritable(path: string, aside: string, stat: DiskStat): Promise<void> {
    const name = baseName(path);
    // An administrator may write everything, so the bits are looked at as well.
    if ((stat.mode & 0o222) === 0) {
      throw new FileError('read-only', path, '“{0}” is read-only. Make it writable to change its tags.', [name]);
    }
    try {
      await this.disk.mayWrite(path);
    } catch (error) {
      if (!failedWith(error, 'EACCES', 'EPERM')) throw error;
      throw new FileError('no-permission', path, 'You may not write “{0}”. Change its permissions.', [name], {
        cause: error,
      });
    }
    if (stat.links > 1 && !(await this.dropTwins(path, aside, stat))) {
      throw new FileError(
        'hard-link',
        path,
        '“{0}” has a second name (hard link), which would keep the old content. Replace it by a copy of itself.',
        [name],
      );
    }
  }

  /** Whoever died while creating the file may have left its temporary name as well. True: it has one name now. */
  private async dropTwins(path: string, aside: string, stat: DiskStat): Promise<boolean> {
    const { disk } = this;
    const { name } = disk.split(path);
    for (const other of await disk.list(aside)) {
      const passing = parsePassing(other);
      if (passing?.kind !== 'temp' || passing.stem !== stemOf(name)) continue;
      const twin = disk.join(aside, other);
      if ((await this.idOf(twin)) === stat.id) await disk.unlink(twin);
    }
    return (await disk.lstat(path)).links === 1;
  }

  private async swap(temp: string, path: string, bytes: Uint8Array): Promise<true> {
    const { disk } = this;
    try {
      await patiently(disk, RENAME_PATIENCE, () => disk.rename(temp, path));
    } catch (error) {
      // A network drive may have done it and lost the answer.
      if ((await this.idOf(temp)) === undefined) {
        if (sameBytes((await this.look(path, this.limit))?.bytes, bytes)) return true;
      } else if (failedWith(error, ...disk.passing)) {
        await this.keep(path, temp);
        throw new FileError(
          'busy',
          path,
          'Another program keeps “{0}” open. Close it there; the new version is in “{1}”.',
          [baseName(path), temp],
          { cause: error, kept: temp },
        );
      }
      throw error;
    }
    return true;
  }

  /** Gives the new file its name, never over one that appeared meanwhile (then: false). */
  private async create(temp: string, path: string): Promise<boolean> {
    const { disk } = this;
    try {
      await disk.link(temp, path);
    } catch (error) {
      const there = await this.idOf(path);
      if (there !== undefined) return there === (await this.idOf(temp)); // The same: done, and the answer was lost.
      if (!failedWith(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK', 'EACCES', 'UNKNOWN'))
        throw error;
      // No second names here (FAT, some network drives): rename, right after having seen that there is nothing.
      await patiently(disk, RENAME_PATIENCE, () => disk.rename(temp, path));
    }
    return true;
  }

  /** One for each target: the edits in an earlier one were tried again in this one. */
  private async keep(path: string, temp: string): Promise<void> {
    const earlier = this.kept.get(path);
    this.kept.set(path, temp);
    if (earlier !== undefined) await this.drop(earlier);
  }

  private async idOf(path: string): Promise<string | undefined> {
    try {
      return (await this.disk.lstat(path)).id;
    } catch (error) {
      if (failedWith(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  private async drop(temp: string): Promise<void> {
    try {
      await this.disk.unlink(temp);
    } catch {
      // Most often it was renamed or never made. If it stays for another reason, `clean` finds it by its name.
    }
  }

  private async syncFolder(folder: string): Promise<void> {
    try {
      await this.disk.syncFolder(folder);
    } catch {
      // Windows and some network drives cannot sync a folder. The new file is in place; only a power cut within the next
      // seconds could bring back the old one, whole.
    }
  }
}

function lockLost(path: string): FileError {
  return new FileError('changed', path, '“{0}” was not written: somebody removed its lock. It is tried again.', [
    baseName(path),
  ]);
}
