/**
 * What was read in an earlier session, so that a workspace opens without reading it again: the bytes of each sidecar, and how
 * its tags stood in their text. Both hold only while the file's stamp is the one of then. Kept in the extension's storage, in one
 * blob or, in a large workspace, in several, of which only those are written again in which something is new; one that is
 * broken, or written by another version, is thrown away.
 */
import { fnv1a } from '../base/hash';
import type { CacheStore, Files, Log, Stamp } from '../ports';
import { briefOf } from './brief';
import { pack, unpack, type Kept } from './cache-blob';
import { inParallel } from './parallel';
import type { Sheet } from './sheet';
import type { SheetFile } from './sidecars';
import { sameBytes } from '../base/bytes';
import { pause } from '../base/steps';

/**
 * A file that was written to in the last milliseconds can be written to again without another stamp (clocks of file systems
 * step, by up to two seconds on FAT): it is not kept. Git's index has the same rule for the same reason.
 */
export const FRESH = 2_500;
/** So much is kept in one blob, about, in bytes. */
const BLOB = 16 * 1024 * 1024;
/** Larger caches are more than a window should hold in memory, in bytes: twenty times 10,000 sources with 50 tags each. */
const MOST = 2 * 1024 * 1024 * 1024;

/** Keeping sidecars in blobs of so many bytes; for tests. */
export interface CacheLimits {
  readonly blob: number;
  readonly most: number;
}

export class Cache {
  private kept: ReadonlyMap<string, Kept> = new Map();
  /** What each blob holds, by its number. */
  private blobs: ReadonlyMap<number, ReadonlyMap<string, Kept>> = new Map();
  private loading: Promise<void> | undefined;

  constructor(
    private readonly store: CacheStore | undefined,
    private readonly files: Files,
    private readonly log: Log,
    private readonly limits: CacheLimits = { blob: BLOB, most: MOST },
  ) {}

  /** Loads what was kept, once. */
  load(): Promise<void> {
    return (this.loading ??= this.read());
  }

  private async read(): Promise<void> {
    if (!this.store) return;
    try {
      const blobs = new Map<number, ReadonlyMap<string, Kept>>();
      const kept = new Map<string, Kept>();
      for (const [number, blob] of await this.store.load()) {
        const entries = unpack(blob, this.store.version) ?? new Map<string, Kept>();
        blobs.set(number, entries);
        for (const [uri, one] of entries) kept.set(uri, one);
        // Each is looked through to check it: others may work in between.
        await pause();
      }
      this.blobs = blobs;
      this.kept = kept;
    } catch (error) {
      // Everything is read from the sidecars then.
      this.log.info(`Nothing kept from an earlier session: ${String(error)}`);
    }
  }

  /** Gives a sheet that was not read yet the kept bytes of its sidecar, if they still stand on disk. */
  async giveSidecar(sheet: Sheet): Promise<boolean> {
    const { uri } = sheet.file;
    const kept = this.kept.get(uri);
    if (!kept || (await this.stampOf(uri))?.text !== kept.stamp || sheet.file.isLoaded) return false;
    // Another layer may be read by now.
    if (sheet.file.uri !== uri) return false;
    sheet.takeKept(kept);
    return true;
  }

  /** Are the known bytes of a file kept, and do they still stand on disk? */
  async stands({ uri, known, refusal }: SheetFile): Promise<boolean> {
    const kept = this.kept.get(uri);
    return kept !== undefined && kept.bytes === known && !refusal && (await this.stampOf(uri))?.text === kept.stamp;
  }

  /** Gives a closed sheet what was found out about its text, if sidecar and text are those of then. */
  async giveText(sheet: Sheet): Promise<boolean> {
    const { held, uri } = sheet.file;
    const kept = this.kept.get(uri);
    if (!kept?.text || sheet.file.known !== kept.bytes || sheet.file.hasPending) return false;
    const text = kept.text();
    const now = await this.stampOf(sheet.uri);
    if (now?.text !== text.stamp || sheet.live || sheet.file.held !== held) return false;
    sheet.takeKeptText(text);
    return true;
  }

  private async stampOf(uri: string): Promise<Stamp | undefined> {
    try {
      return await this.files.stamp(uri);
    } catch {
      // Whoever reads the file itself meets the same error and says it.
      return undefined;
    }
  }

  /** Keeps what is known now, where that is more than was kept. `now`: milliseconds since 1970. */
  async remember(sheets: readonly Sheet[], now: number): Promise<void> {
    const { store } = this;
    if (!store) return;
    const next = new Map<string, Kept>();
    let size = 0;
    await inParallel(sheets, async (sheet) => {
      const kept = await this.toKeep(sheet, now);
      if (kept) next.set(sheet.file.uri, kept);
      size += kept?.bytes.length ?? 0;
    });
    if (size > this.limits.most) return;
    const blobs = inBlobs(next, size, this.limits.blob);
    const before = this.blobs;
    this.kept = next;
    this.blobs = blobs;
    for (const [number, entries] of blobs) {
      const old = before.get(number);
      if (old?.size === entries.size && [...entries].every(([uri, kept]) => old.get(uri) === kept)) continue;
      await store.save(number, pack(entries, store.version));
    }
    for (const number of before.keys()) if (!blobs.has(number)) await store.save(number, undefined);
  }

  private async toKeep(sheet: Sheet, now: number): Promise<Kept | undefined> {
    const { file } = sheet;
    const { held, uri, known: bytes } = file;
    if (!bytes || file.hasPending || file.refusal) return undefined;
    const known = this.kept.get(uri);
    const text = sheet.textToKeep;
    if (known && known.bytes === bytes && (!text || known.text?.().stamp === text.stamp)) return known;
    const stamp = await this.stampOf(uri);
    if (!stamp || stamp.modified > now - FRESH) return undefined;
    const onDisk = await this.files.read(uri).catch(() => undefined);
    // The stamp is that of these very bytes only if it is the same before and after they were read.
    if (!onDisk || !sameBytes(onDisk, bytes) || (await this.stampOf(uri))?.text !== stamp.text) return undefined;
    const textStamp = text && (await this.stampOf(sheet.uri));
    // Somebody may have changed its tags meanwhile.
    if (sheet.file.held !== held || file.refusal || file.hasPending) return undefined;
    const settled = textStamp && textStamp.text === text.stamp && textStamp.modified <= now - FRESH;
    const brief = held.brief(briefOf);
    return { stamp: stamp.text, bytes, tags: sheet.tagCount, brief, text: settled ? () => text : undefined };
  }
}

/** The same source goes into the same blob from one session to the next, unless the workspace has doubled or halved. */
function inBlobs(kept: ReadonlyMap<string, Kept>, size: number, most: number): Map<number, Map<string, Kept>> {
  let count = 1;
  while (size / count > most) count *= 2;
  const blobs = new Map<number, Map<string, Kept>>();
  for (let number = 0; number < count; number++) blobs.set(number, new Map());
  for (const [uri, one] of kept) blobs.get(fnv1a(uri) % count)?.set(uri, one);
  return blobs;
}
