/** The temporary file of a safe write: filled, synced and read back before it may take the place of its target. */
import { sameBytes } from '../core/base/bytes';
import type { Disk, DiskStat } from './disk';
import { readWhole, writeAll } from './disk';
import { FileError, baseName, failedWith } from './file-error';

const SETGID = 0o2000;

/** Writes all bytes into a new file with the rights of the old one. Attributes beyond mode, owner and group are not kept. */
export async function fillTemp(
  disk: Disk,
  temp: string,
  path: string,
  old: DiskStat | undefined,
  bytes: Uint8Array,
  /** The folder of a new file that is made in another: a shared one gives its files its group. */
  home?: DiskStat,
): Promise<void> {
  const file = await disk.open(temp, 'create', old ? old.mode & 0o700 : 0o666);
  try {
    await writeAll(file, path, bytes);
    const made = await file.stat();
    if (old && (old.uid !== made.uid || old.gid !== made.gid)) {
      try {
        await file.chown(old.uid, old.gid);
      } catch (error) {
        // Only an administrator may give files away; then the group alone, and if not even that, the user's own.
        if (!failedWith(error, 'EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP')) throw error;
        await file.chown(made.uid, old.gid).catch(() => undefined);
      }
    }
    if (home && (home.mode & SETGID) !== 0 && home.gid !== made.gid) {
      // Not a member of it: the file is the user's own then.
      await file.chown(made.uid, home.gid).catch(() => undefined);
    }
    if (old && old.mode !== (await file.stat()).mode) await file.chmod(old.mode);
    await file.sync();
    if ((await file.stat()).size !== bytes.length) throw unlike(path);
  } finally {
    await file.close();
  }
}

/** The bytes as they stand in the temporary file; an error when they are not those that were written. */
export async function readBack(disk: Disk, temp: string, path: string, bytes: Uint8Array): Promise<Uint8Array> {
  const written = await readWhole(disk, temp, bytes.length);
  if (!sameBytes(written, bytes)) throw unlike(path);
  return written;
}

function unlike(path: string): FileError {
  return new FileError('short', path, '“{0}” was not written: what was written does not read back. Check the disk.', [
    baseName(path),
  ]);
}
