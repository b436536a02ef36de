/**
 * What was read in an earlier session, so that a workspace opens without reading it again: the bytes of each sidecar, and how
 * its tags stood in their text. Both hold only while the file's stamp is the one of then. One blob in the extension's storage;
 * one that is broken, or written by another version, is thrown away.
 */
import type { CacheStore, Files, Log, Stamp } from '../ports';
import { sidecarOf } from '../names';
import { pack, unpack, type Kept } from './cache-blob';
import { inParallel } from './parallel';
import type { Sheet } from './sheet';
import { sameBytes } from '../bytes';

/**
 * A file that was written to in the last milliseconds can be written to again without another stamp (clocks of file systems
 * step, by up to two seconds on FAT): it is not kept. Git's index has the same rule for the same reason.
 */
export const FRESH = 2_500;
/** Larger caches cost more than they spare, in bytes. */
const MOST = 64 * 1024 * 1024;

export class Cache {
  private kept: ReadonlyMap<string, Kept> = new Map();
  private loading: Promise<void> | undefined;

  constructor(
    private readonly store: CacheStore | undefined,
    private readonly files: Files,
    private readonly log: Log,
  ) {}

  /** Loads what was kept, once. */
  load(): Promise<void> {
    return (this.loading ??= this.read());
  }

  private async read(): Promise<void> {
    if (!this.store) return;
    try {
      const blob = await this.store.load();
      if (blob) this.kept = unpack(blob, this.store.version) ?? new Map();
    } catch (error) {
      // Everything is read from the sidecars then.
      this.log.info(`Nothing kept from an earlier session: ${String(error)}`);
    }
  }

  /** Gives a sheet that was not read yet the kept bytes of its sidecar, if they still stand on disk. */
  async giveSidecar(sheet: Sheet): Promise<boolean> {
    const kept = this.kept.get(sheet.uri);
    if (!kept || (await this.stampOf(sidecarOf(sheet.uri)))?.text !== kept.stamp || sheet.file.isLoaded) return false;
    sheet.takeKept(kept.bytes, kept.tags);
    return true;
  }

  /** Gives a closed sheet what was found out about its text, if sidecar and text are those of then. */
  async giveText(sheet: Sheet): Promise<boolean> {
    const kept = this.kept.get(sheet.uri);
    const { held } = sheet.file;
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
      if (kept) next.set(sheet.uri, kept);
      size += kept?.bytes.length ?? 0;
    });
    const same = next.size === this.kept.size && [...next].every(([uri, kept]) => this.kept.get(uri) === kept);
    if (same || size > MOST) return;
    await store.save(pack(next, store.version));
    this.kept = next;
  }

  private async toKeep(sheet: Sheet, now: number): Promise<Kept | undefined> {
    const { file } = sheet;
    if (!file.known || file.hasPending || file.refusal) return undefined;
    const known = this.kept.get(sheet.uri);
    const text = sheet.textToKeep;
    const { held } = file;
    if (known && known.bytes === file.known && (!text || known.text?.().stamp === text.stamp)) return known;
    const uri = sidecarOf(sheet.uri);
    const stamp = await this.stampOf(uri);
    if (!stamp || stamp.modified > now - FRESH) return undefined;
    const bytes = await this.files.read(uri).catch(() => undefined);
    // The stamp is that of these very bytes only if it is the same before and after they were read.
    if (!bytes || !sameBytes(bytes, file.known) || (await this.stampOf(uri))?.text !== stamp.text) return undefined;
    const textStamp = text && (await this.stampOf(sheet.uri));
    // Somebody may have changed its tags meanwhile.
    if (file.held !== held || file.refusal || file.hasPending) return undefined;
    const settled = textStamp && textStamp.text === text.stamp && textStamp.modified <= now - FRESH;
    return { stamp: stamp.text, bytes, tags: sheet.tagCount, text: settled ? () => text : undefined };
  }
}
