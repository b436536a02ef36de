/**
 * The write for file systems that are reached through somebody else's calls (VS Code's `workspace.fs`: remote, virtual, in the
 * browser), where no lock and no atomic rename can be had: what was written is read back and compared, and the old bytes are
 * kept in memory until they agree (measured: on a full disk `writeFile` resolves with part of the bytes written).
 */
import { sameBytes } from '../core/base/bytes';
import { FileError } from './file-error';

const TRIES = 3;

/** One file of such a file system. */
export interface RemoteFile {
  /** For messages. */
  readonly path: string;
  /** Undefined: no such file. */
  read(): Promise<Uint8Array | undefined>;
  /** May resolve with a part of the bytes written. */
  write(bytes: Uint8Array): Promise<void>;
  remove(): Promise<void>;
  /** Refused for good (no permission, read-only): trying again would not help. */
  isFinal(error: unknown): boolean;
}

/**
 * Gives the bytes to `edit` and puts what it returns in their place; returns what stands then. Rejects with the last failure
 * when the new bytes do not stand; the old ones are put back as far as the place still lets itself be written.
 */
export async function updateRemote(
  file: RemoteFile,
  edit: (now: Uint8Array | undefined) => Uint8Array | undefined,
): Promise<Uint8Array | undefined> {
  const before = await file.read();
  const after = edit(before);
  if (after === undefined || sameBytes(before, after)) return before;
  let failure: unknown;
  for (let i = 0; i < TRIES; i++) {
    try {
      await file.write(after);
      if (sameBytes(await file.read(), after)) return after;
      failure = new FileError('short', file.path, 'What was written does not read back as it should.');
    } catch (error) {
      failure = error;
      if (file.isFinal(error)) break;
    }
  }
  await restore(file, before);
  throw failure;
}

async function restore(file: RemoteFile, before: Uint8Array | undefined): Promise<void> {
  for (let i = 0; i < TRIES; i++) {
    try {
      if (sameBytes(await file.read(), before)) return;
      await (before ? file.write(before) : file.remove());
    } catch {
      // The place cannot be written now; the first failure is what the user is told, and what was to be written stays in memory.
    }
  }
}
