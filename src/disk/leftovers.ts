/**
 * What a crash leaves beside the files, or in `.git`: locks of dead processes, and temporary files. Removed only where nothing can be lost
 * by it; the rest is named, with the reason, so that the user can look.
 */
import { sameBytes } from '../core/base/bytes';
import type { Disk, DiskStat } from './disk';
import { readWhole } from './disk';
import { failedWith } from './file-error';
import { lockName, parsePassing, stemOf } from './local-names';
import type { Lock, Locks } from './lock-file';

/** Larger leftovers are left, in bytes. */
const LIMIT = 96 * 1024 * 1024;
const LINE_END = 0x0a;

export interface Cleaned {
  /** Paths. */
  removed: string[];
  left: { path: string; why: string }[];
}

/** Does not go into the folder's folders. `kept`: temporary files of this process that hold what could not be put in place. */
export async function cleanFolder(
  disk: Disk,
  locks: Locks,
  folder: string,
  kept: ReadonlySet<string>,
): Promise<Cleaned> {
  const aside = await disk.aside(folder);
  const names = await disk.list(folder);
  const passing = aside === folder ? [] : await disk.list(aside);
  const targets = new Map<string, string>();
  const temps = new Map<string, { path: string; pid: number }[]>();
  const cleaned: Cleaned = { removed: [], left: [] };
  const note = (path: string, why: string | undefined) =>
    why === undefined ? cleaned.removed.push(path) : cleaned.left.push({ path, why });

  // Guards first: a guard stands in the way of the lock that it was made for.
  const guardsFirst = [
    ...names.map((name) => ({ name, path: disk.join(folder, name) })),
    ...passing.map((name) => ({ name, path: disk.join(aside, name) })),
  ].sort((one, other) => other.name.length - one.name.length);
  for (const { name, path } of guardsFirst) {
    const parsed = parsePassing(name);
    if (!parsed) {
      if (path === disk.join(folder, name)) targets.set(stemOf(name), name);
    } else if (parsed.kind === 'temp') {
      temps.set(parsed.stem, [...(temps.get(parsed.stem) ?? []), { path, pid: parsed.pid }]);
    } else note(path, await attempt(() => locks.clear(path)));
  }

  for (const [stem, files] of temps) {
    let lock: Lock;
    try {
      // Under the lock nobody of ours is writing, so what is there is left over.
      lock = await locks.acquire(disk.join(aside, lockName(stem)), 0);
    } catch (error) {
      for (const { path } of files) note(path, `its file cannot be locked now: ${wordsOf(error)}`);
      continue;
    }
    try {
      const target = targets.get(stem);
      for (const { path, pid } of files) {
        const dead = pid === disk.me.pid ? !kept.has(path) : !disk.alive(pid);
        const why = dead
          ? await attempt(() => removeTemp(disk, path, target && disk.join(folder, target)))
          : `process ${pid} may still need it`;
        note(path, why);
      }
    } finally {
      await lock.release();
    }
  }
  return cleaned;
}

/** Why it was left; undefined: removed. */
async function removeTemp(disk: Disk, path: string, target: string | undefined): Promise<string | undefined> {
  const stat = await disk.lstat(path);
  if (stat.kind !== 'file') return 'it is not a file';
  const why = await worth(disk, path, stat, target);
  if (why === undefined) await disk.unlink(path);
  return why;
}

/** What could be lost with a temporary file; undefined: nothing. */
async function worth(
  disk: Disk,
  path: string,
  stat: DiskStat,
  target: string | undefined,
): Promise<string | undefined> {
  if (stat.size === 0) return undefined;
  const there = target === undefined ? undefined : await statOf(disk, target);
  if (target === undefined || there?.kind !== 'file') return 'the file that it was made for is not there';
  const bytes = await readWhole(disk, path, LIMIT);
  if (sameBytes(bytes, await readWhole(disk, target, LIMIT))) return undefined;
  if (stat.modified >= there.modified) return 'it is newer than its file and may hold a change that did not get there';
  // Everything that is written ends with a line end.
  return bytes.at(-1) === LINE_END ? undefined : 'it is not whole';
}

async function statOf(disk: Disk, path: string): Promise<DiskStat | undefined> {
  try {
    return await disk.lstat(path);
  } catch (error) {
    if (failedWith(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** One leftover that cannot be looked at must not keep the others from being cleaned. */
async function attempt(run: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await run();
  } catch (error) {
    return wordsOf(error);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
