import { sayable, told, type Said } from '../core/base/say';

/** What can keep a file from being read or written, in plain words: what happened, to which file, what to do. */

export type FileErrorCode =
  /** A symbolic link stands where the file should be: it may lead anywhere. */
  | 'link'
  /** A device, pipe or socket. */
  | 'device'
  /** A folder. */
  | 'folder'
  | 'too-large'
  /** The file has a second name (nlink > 1), which would keep the old bytes. */
  | 'hard-link'
  /** By its permission bits, its attributes or its file system. */
  | 'read-only'
  | 'no-space'
  | 'no-permission'
  /** Another process holds the lock file and did not let go in time. */
  | 'locked'
  /** Somebody else kept changing the file, each time before it could be put in place. */
  | 'changed'
  /** What was written does not read back as it should. */
  | 'short'
  /** Another program keeps the file open. */
  | 'busy'
  /** Anything else; the system's own word for it stands in the message. */
  | 'io';

export interface FileErrorDetails {
  /** Path of a complete temporary file with the bytes that could not be put in place. */
  readonly kept?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Unless its text says otherwise, it means: the old bytes stand, and nothing of the new ones is in the file. `message` is English; whoever
 * shows it says its words in the user's language (`reasonOf`).
 */
export class FileError extends Error implements Said {
  override readonly name = 'FileError';

  /** By its name: Node's part of the extension is a bundle of its own, and so has a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'FileError';
  }

  readonly kept?: string | undefined;

  constructor(
    readonly code: FileErrorCode,
    readonly path: string,
    readonly words: string,
    readonly data: Said['data'] = [],
    details: FileErrorDetails = {},
  ) {
    super(
      told({ words, data }, (english) => english),
      { cause: details.cause },
    );
    this.kept = details.kept;
  }
}

/** Last part of a path, for messages; the whole path is in {@link FileError.path}. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1) || path;
}

/** A failed system call, as Node reports it: `code` such as `ENOSPC`, `syscall` such as `write`. */
export interface SystemFault {
  readonly code: string;
  readonly syscall: string;
}

/** Tells failed system calls from everything else that may be thrown (by an edit, by a check, by a mistake of ours). */
export function isSystemFault(error: unknown): error is Error & SystemFault {
  return (
    error instanceof Error &&
    typeof (error as Partial<SystemFault>).code === 'string' &&
    typeof (error as Partial<SystemFault>).syscall === 'string'
  );
}

/** Was a system call refused with one of these codes? */
export function failedWith(error: unknown, ...codes: string[]): boolean {
  return isSystemFault(error) && codes.includes(error.code);
}

/** A failed system call in plain words; other errors come back as they are. `path` is the file that the user knows. */
export function explain(error: unknown, path: string, doing: 'read' | 'write'): unknown {
  if (!isSystemFault(error)) return error;
  const [code, words, data = []] = reason(error);
  const why = [baseName(path), { words, data }];
  return doing === 'write'
    ? new FileError(code, path, '“{0}” was not written: {1}', why, { cause: error })
    : new FileError(code, path, '“{0}” cannot be read: {1}', why, { cause: error });
}

function reason({ code, syscall }: SystemFault): [code: FileErrorCode, words: string, data?: string[]] {
  switch (code) {
    case 'ENOSPC':
      return ['no-space', sayable('the disk is full. Free some space.')];
    case 'EDQUOT':
      return ['no-space', sayable('your share of the disk is used up. Free some space.')];
    case 'EFBIG':
      return ['no-space', sayable('the system allows no file of this size here.')];
    case 'EROFS':
      return ['read-only', sayable('its disk is mounted read-only.')];
    case 'EACCES':
    case 'EPERM':
      return ['no-permission', sayable('you have no permission. Change the permissions of the file or of its folder.')];
    case 'EBUSY':
    case 'ETXTBSY':
      return ['busy', sayable('another program keeps it open. Close it there.')];
    case 'ELOOP':
      return ['link', sayable('it is a symbolic link.')];
    case 'EISDIR':
      return ['folder', sayable('it is a folder.')];
    case 'ENOENT':
    case 'ENOTDIR':
      return ['io', sayable('its folder is gone. Bring the folder back.')];
    case 'ENAMETOOLONG':
      return ['io', sayable('its name is too long for this disk. Give the source a shorter name.')];
    case 'EMFILE':
    case 'ENFILE':
      return ['io', sayable('too many files are open. Close some programs.')];
    default:
      return ['io', sayable('the disk reports {0} ({1}). Check the disk.'), [code, syscall]];
  }
}
