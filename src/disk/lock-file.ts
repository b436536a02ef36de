/**
 * A lock file: made with 'only where there is nothing', removed by its owner, and taken away from an owner that is dead. It
 * holds one line that says whose it is. Locks bind those who ask for them, nobody else.
 *
 * The lock of a dead process is removed under a lock of its own (the guard, named after the dead one's mark), and only while
 * it still is the same. So of two that find it dead at once, the slower one cannot remove what the faster one made meanwhile.
 */
import { sayable } from '../core/base/say';
import type { Disk, Holder } from './disk';
import { patiently, writeAll } from './disk';
import { FileError, baseName, failedWith } from './file-error';
import { guardName } from './local-names';

/**
 * An owner of another machine, container or boot cannot be asked, and where processes are known by their number alone, another
 * one may have it now. Such a lock counts as left after this, in milliseconds; locks are held for hundredths of a second.
 */
const FOREIGN_AGE = 10 * 60_000;
/** A lock whose line is incomplete is being written, or its owner died just then. Waited for so long, in milliseconds. */
const TORN_AGE = 2_000;
/** Guards of guards: each needs one more process to have died in the middle of removing a lock. */
const MOST_GUARDS = 4;
/** Somebody who saves in quick succession takes the lock again at once, so a waiting one may need luck. */
const TURNS = 6;
const LONGEST_LINE = 2_000;
const RELEASE_PATIENCE = 2_000;

const MARK = 'stancemark-lock';

export interface Lock {
  /** Is it still there, and ours? No, when somebody judged us dead, or removed it by hand. */
  stands(): Promise<boolean>;
  release(): Promise<void>;
}

/** A lock file that was found. */
interface Found {
  /** Never the same for two lock files, even at one path. */
  readonly id: string;
  readonly owner: (Holder & { readonly nonce: string }) | 'torn' | 'foreign';
  readonly modified: number;
}

export class Locks {
  /** Marks of the locks that this process holds or is about to make. */
  private readonly own = new Set<string>();

  constructor(private readonly disk: Disk) {}

  /**
   * Waits for the lock at `path` while others use it in turn, but for none of them longer than `patience` milliseconds, and for
   * all of them not more than six times that. Errors: `locked` (a {@link FileError} that names the lock and its process), or
   * that of the system when no file can be made there.
   */
  async acquire(path: string, patience: number, depth = 0): Promise<Lock> {
    const { disk, own } = this;
    const nonce = disk.random();
    const line = `${MARK} ${disk.me.pid} ${encodeURIComponent(disk.me.host)} ${disk.me.session} ${disk.me.start} ${nonce}\n`;
    const end = disk.now() + patience * TURNS;
    /** The lock in the way, and since when it has been the same one. */
    let seen = { id: '', since: disk.now() };
    let pause = 0;
    own.add(nonce);
    try {
      for (;;) {
        if (await this.create(path, line, nonce, end)) return this.lock(path, nonce);
        const found = await this.find(path);
        const id = typeof found === 'object' ? found.id : found;
        if (id !== seen.id) {
          seen = { id, since: disk.now() };
          pause = 0;
        }
        const same = disk.now() - seen.since;
        if (typeof found === 'object') {
          const dead = found.owner === 'torn' ? same >= TORN_AGE : this.isDead(found);
          if (dead && depth < MOST_GUARDS && (await this.remove(path, found, patience - same, depth))) continue;
        }
        if (same >= patience || disk.now() >= end) throw locked(path, found);
        // At once when it has just gone; else ever more slowly, as long as it is the same.
        if (pause > 0 || found !== 'gone') await disk.wait(Math.max(1, pause) * (0.5 + Math.random()));
        pause = Math.min(Math.max(1, pause) * 1.5, same > TORN_AGE / 10 ? 100 : 20);
      }
    } catch (error) {
      own.delete(nonce);
      throw error;
    }
  }

  /** Removes a lock whose owner is dead. Returns why it was left; undefined: it is gone. */
  async clear(path: string): Promise<string | undefined> {
    const found = await this.find(path);
    if (found === 'gone') return undefined;
    if (found === 'unknown') return 'it cannot be read';
    if (found.owner === 'foreign') return 'it is not one of ours';
    if (found.owner === 'torn') {
      if (this.disk.clock() - found.modified < FOREIGN_AGE) return 'somebody may be writing it just now';
    } else if (!this.isDead(found)) {
      return `process ${found.owner.pid} on ${found.owner.host} holds it`;
    }
    return (await this.remove(path, found, 0, 0)) ? undefined : 'somebody else is removing it';
  }

  private lock(path: string, nonce: string): Lock {
    const stands = async (): Promise<boolean> => {
      const found = await this.find(path);
      return typeof found === 'object' && isBy(found, nonce);
    };
    const release = async (): Promise<void> => {
      try {
        if (await stands()) await patiently(this.disk, RELEASE_PATIENCE, () => this.disk.unlink(path));
      } catch {
        // What was to be done under the lock is done. Once its mark is forgotten, we take the lock itself for left behind,
        // and others will when this process ends.
      } finally {
        this.own.delete(nonce);
      }
    };
    return { stands, release };
  }

  /** False: there is one already. */
  private async create(path: string, line: string, nonce: string, end: number): Promise<boolean> {
    const { disk } = this;
    let file;
    try {
      file = await disk.open(path, 'create', 0o666);
    } catch (error) {
      // Windows also refuses a name that is just being deleted.
      if (failedWith(error, 'EEXIST')) return false;
      if (failedWith(error, ...disk.passing) && disk.now() < end) return false;
      throw error;
    }
    try {
      try {
        await writeAll(file, path, new TextEncoder().encode(line));
      } finally {
        await file.close();
      }
      const found = await this.find(path);
      if (typeof found === 'object') {
        if (isBy(found, nonce)) return true;
        // We slept so long over it that somebody took it for left behind.
        if (typeof found.owner === 'object') return false;
      }
      throw new FileError('short', path, 'The lock “{0}” does not read back as written. Check the disk.', [
        baseName(path),
      ]);
    } catch (error) {
      await disk.unlink(path);
      throw error;
    }
  }

  private async find(path: string): Promise<Found | 'gone' | 'unknown'> {
    const { disk } = this;
    let file;
    try {
      file = await disk.open(path, 'read');
    } catch (error) {
      if (failedWith(error, 'ENOENT')) return 'gone';
      // A link, a folder, no permission to read, or open elsewhere: somebody's, and not to be judged.
      if (failedWith(error, 'ELOOP', 'EMLINK', 'EISDIR', 'EACCES', 'EPERM', 'EBUSY', 'ENXIO')) return 'unknown';
      throw error;
    }
    try {
      const stat = await file.stat();
      if (stat.kind !== 'file' || stat.size > LONGEST_LINE) return 'unknown';
      const bytes = new Uint8Array(LONGEST_LINE);
      let length = 0;
      for (let n = -1; n !== 0 && length < bytes.length; length += n) n = await file.read(bytes, length);
      const owner = parse(new TextDecoder().decode(bytes.subarray(0, length)));
      const id =
        typeof owner === 'object' ? owner.nonce : `x${stat.id}-${Math.floor(stat.modified)}`.replace(/\W/g, '-');
      return { id, owner, modified: stat.modified };
    } finally {
      await file.close();
    }
  }

  private isDead({ owner, modified }: Found): boolean {
    if (typeof owner === 'string') return false;
    const { me } = this.disk;
    const old = this.disk.clock() - modified > FOREIGN_AGE;
    if (owner.host !== me.host || owner.session !== me.session) return old;
    // One of this very process whose removal failed.
    if (owner.pid === me.pid && owner.start === me.start) return !this.own.has(owner.nonce);
    return !this.disk.alive(owner.pid, owner.start) || (owner.start === '-' && old);
  }

  /** False: somebody else is at it. True: look again. */
  private async remove(path: string, dead: Found, patience: number, depth: number): Promise<boolean> {
    let guard: Lock;
    try {
      guard = await this.acquire(guardName(path, dead.id), patience, depth + 1);
    } catch (error) {
      if (error instanceof FileError && error.code === 'locked') return false;
      throw error;
    }
    try {
      const now = await this.find(path);
      if (typeof now === 'object' && now.id === dead.id) await this.disk.unlink(path);
    } finally {
      await guard.release();
    }
    return true;
  }
}

function isBy({ owner }: Found, nonce: string): boolean {
  return typeof owner === 'object' && owner.nonce === nonce;
}

function parse(text: string): Found['owner'] {
  const [line = '', rest] = text.split('\n');
  if (rest === undefined) return `${MARK} `.startsWith(line) || line.startsWith(`${MARK} `) ? 'torn' : 'foreign';
  const [mark, pid, host, session, start, nonce] = line.split(' ');
  if (mark !== MARK || !pid || !host || !session || !start || !nonce || !/^[a-z2-7]{8}$/.test(nonce)) return 'foreign';
  return { pid: Number(pid), host: decode(host), session, start, nonce };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Not written by us, or damaged: it then names no host that we know.
  }
}

function locked(path: string, found: Found | 'gone' | 'unknown'): FileError {
  const name = baseName(path);
  const owner = typeof found === 'object' ? found.owner : 'foreign';
  const who =
    typeof owner === 'object'
      ? { words: sayable('process {0} on {1}'), data: [owner.pid, owner.host] }
      : { words: sayable('another program'), data: [] };
  return new FileError(
    'locked',
    path,
    '“{0}” is held by {1}. Wait for it; if it has ended, delete that lock file: {2}',
    [name, who, path],
  );
}
