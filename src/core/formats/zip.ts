/** Zip archives by fflate: the same files give the same bytes, and what comes in is bounded before it is unpacked. */
import { unzipSync, zipSync, type UnzipFileInfo, type Zippable } from 'fflate/browser';
import { FormatError } from './model';

/** The first day that a zip archive can name; there is no clock in what we write. */
const FIRST_DAY = new Date(1980, 0, 1);

export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const all: Zippable = {};
  for (const [name, bytes] of files) all[name] = [bytes, { mtime: FIRST_DAY, level: 6, os: 0 }];
  return zipSync(all);
}

export const ZIP_LIMITS = { entries: 20_000, file: 64 * 1024 * 1024, all: 256 * 1024 * 1024, ratio: 1000 };

/**
 * The files of an archive that `wanted` asks for. Refused whole: names that lead out of the archive, too many entries, more
 * bytes than {@link ZIP_LIMITS} allows (as the archive says; fflate gives no more than that for an entry).
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> {
  return unpack(bytes, namesIn(bytes, wanted));
}

/** The names of the files that are wanted, once all of the archive has been looked over: it is refused as a whole. */
export function namesIn(bytes: Uint8Array, wanted: (name: string) => boolean): Set<string> {
  let [entries, sum] = [0, 0];
  let refusal: string | undefined;
  const names = new Set<string>();
  scan(bytes, ({ name, size, originalSize }) => {
    if (refusal !== undefined) return false;
    entries++;
    if (entries > ZIP_LIMITS.entries) refusal = `The archive has more than ${ZIP_LIMITS.entries} entries.`;
    else if (isOutside(name)) refusal = 'The archive has a name that leads out of it.';
    else if (originalSize > ZIP_LIMITS.file) refusal = 'The archive has a file of more than 64 MB.';
    else if (originalSize > 1_000_000 && originalSize > size * ZIP_LIMITS.ratio) {
      refusal = 'A file of the archive grows more than a thousandfold when unpacked.';
    }
    if (refusal !== undefined || name.endsWith('/') || !wanted(name)) return false;
    sum += originalSize;
    if (sum > ZIP_LIMITS.all) refusal = 'The archive holds more than 256 MB.';
    names.add(name);
    return false;
  });
  if (refusal !== undefined) throw new FormatError(`${refusal} Nothing was imported.`);
  return names;
}

/** Files by names that {@link namesIn} gave. */
export function unpack(bytes: Uint8Array, names: ReadonlySet<string>): Map<string, Uint8Array> {
  return new Map(Object.entries(scan(bytes, ({ name }) => names.has(name))));
}

function scan(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    throw new FormatError(
      `The file is no whole zip archive (${error instanceof Error ? error.message : String(error)}). Export it again.`,
    );
  }
}

function isOutside(name: string): boolean {
  return /^[\\/]|^[a-z]:|(^|[\\/])\.\.([\\/]|$)|\0/i.test(name);
}
