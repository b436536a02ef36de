/**
 * One YAML file (a sidecar or a codebook) as the library knows it: what is on disk, and the changes on top that are not there
 * yet. What is shown is always `disk + pending`. Changes are data that name tags by id, so they can be put on top of whatever
 * the disk holds by the time they are written.
 */
import { sameBytes } from '../base/bytes';
import { inPieces } from '../base/steps';
import { reasonOf } from '../base/say';
import type { Skipped } from '../changes';
import type { Refusal } from '../model';
import type { Files, Log } from '../ports';
import { MOST_BYTES, type Reading } from '../yaml/reading';
import { Gone, Refused, TooLarge, type Done, type Format } from './format';
import { Held } from './held';
import { Retry } from './retry';

/** Larger files are read once: reading them again would be a stretch in which nobody else has a turn. Bytes. */
const MOST_AGAIN = 512 * 1024;

/** Larger files are read with pauses, in bytes. */
const LARGE = 1024 * 1024;

export class YamlFile<T extends { readonly text: string }, C> {
  private bytes: Uint8Array | undefined;
  private disk = Held.of<T | undefined>(undefined);
  private pending: C[] = [];
  private writing: Promise<void> | undefined;
  /** What a write waits for. */
  private hold: Promise<void> | undefined;
  private readonly retry = new Retry(() => void this.tryAgain());
  private loaded = false;
  /** Counts how often what is known of the disk was replaced. */
  private turn = 0;
  private disposed = false;
  /** Was there a file when the first of the pending changes was made? */
  private madeOnFile = false;
  /** What a write that failed would have put there: where it stands there after all, it need not be read again. */
  private tried: { readonly bytes: Uint8Array; readonly value: T } | undefined;
  /** What stood there before the file went away under the pending changes. */
  private wentWith: Uint8Array | undefined;

  /** See {@link now}; read when somebody asks for it. Another object whenever `now` may be another one. */
  held: Held<T | undefined> = this.disk;
  refusal: Refusal | undefined;
  /** Why pending changes are not on disk, in plain words, while a write has failed. */
  unsaved: string | undefined;

  constructor(
    readonly uri: string,
    private readonly format: Format<T, C>,
    private readonly files: Pick<Files, 'read' | 'update'>,
    private readonly log: Log,
    /** Called after each change of `now`, `refusal` or `unsaved`, whatever brought it about. */
    private readonly changed: () => void,
    /** Told of pending changes that met something else than they were made on: the disk stands, and the user decides. */
    private readonly disputed: (skipped: readonly Skipped[]) => void = () => undefined,
    /** Called whenever `waiting` is another. */
    private readonly pends: () => void = () => undefined,
  ) {}

  /** What is on disk with the pending changes on top; undefined while there is no file. */
  get now(): T | undefined {
    return this.held.value;
  }

  get exists(): boolean {
    return this.bytes !== undefined;
  }

  get isLoaded(): boolean {
    return this.loaded;
  }

  /** The changes that are not on disk yet, as far as is known. */
  get waiting(): readonly C[] {
    return this.pending.slice();
  }

  /** Was there a file when the first of the pending changes was made? */
  get isOnFile(): boolean {
    return this.madeOnFile;
  }

  /** The bytes of the file before it went away under the pending changes; undefined while it is there. */
  get lastBytes(): Uint8Array | undefined {
    return this.isGone ? this.wentWith : undefined;
  }

  /** The pending changes may make a file where theirs has gone away. */
  makeAnew(): void {
    this.madeOnFile = false;
    this.rebase();
    this.pends();
    this.changed();
  }

  /** What the known bytes on disk say. */
  get onDisk(): T | undefined {
    return this.disk.value;
  }

  get hasPending(): boolean {
    return this.pending.length > 0;
  }

  /** Reads the file where its bytes differ from the known ones. Own echoes are recognised by content. Returns: did anything change? */
  async load(): Promise<boolean> {
    for (;;) {
      const { turn } = this;
      const bytes = await this.files.read(this.uri);
      // These may be the bytes of a write that is just ending, or those before it; whoever asked for it learns of its failure.
      if (this.writing) {
        await this.writing.catch(() => undefined);
        continue;
      }
      if (turn !== this.turn) continue;
      if (!bytes || bytes.length < LARGE || sameBytes(bytes, this.bytes)) return this.take(bytes);
      const reading = await this.parseInPieces(bytes);
      // A write or another read ended meanwhile, or is under way: these bytes may be older than the known ones.
      if (turn === this.turn && !this.writing) return this.take(bytes, reading);
    }
  }

  private async parseInPieces(bytes: Uint8Array): Promise<Reading<T>> {
    const text = this.format.decode(bytes);
    if (!text.ok) return text;
    return this.format.readSteps ? inPieces(this.format.readSteps(text.value)) : this.format.read(text.value);
  }

  /** The bytes on disk, as far as they are known. */
  get known(): Uint8Array | undefined {
    return this.bytes;
  }

  /** In the place of a first `load`: bytes that were read before and still stand on disk. They are parsed when somebody asks. */
  takeKept(bytes: Uint8Array): void {
    if (this.loaded) return;
    this.loaded = true;
    this.turn++;
    this.bytes = bytes;
    const held = this.heldOf(bytes, () => {
      const reading = this.parse(bytes);
      if (reading.ok) return reading.value;
      // Only what could be read is kept, so this is a reader of another mind; it says nothing of a file that is another by now.
      if (this.disk === held) this.refusal = reading.refusal;
      return undefined;
    });
    this.disk = held;
    this.rebase();
  }

  private take(bytes: Uint8Array | undefined, read?: Reading<T>): boolean {
    if (this.loaded && sameBytes(bytes, this.bytes)) return false;
    this.loaded = true;
    this.turn++;
    const wasGone = this.isGone;
    this.replace(bytes);
    const reading = read ?? this.parse(bytes);
    if (!reading.ok) {
      // The last good state stays visible; nothing is written over a file that cannot be read whole.
      this.refusal = reading.refusal;
      this.changed();
      return true;
    }
    const mended = this.refusal !== undefined || (wasGone && bytes !== undefined);
    this.refusal = undefined;
    const { value } = reading;
    this.disk = bytes ? this.heldOf(bytes, () => this.valueOf(bytes), value) : Held.of(value);
    this.rebase();
    this.changed();
    // What waits for a file that was refused need not wait for the next try. A failure is logged and shown by `unsaved`.
    if (mended && this.pending.length > 0) this.flush().catch(() => undefined);
    return true;
  }

  private replace(bytes: Uint8Array | undefined): void {
    if (!bytes && this.bytes) this.wentWith = this.bytes;
    this.bytes = bytes;
  }

  private parse(bytes: Uint8Array | undefined): Reading<T | undefined> {
    if (bytes === undefined) return { ok: true, value: undefined };
    if (this.tried && sameBytes(bytes, this.tried.bytes)) return { ok: true, value: this.tried.value };
    const text = this.format.decode(bytes);
    return text.ok ? this.format.read(text.value) : text;
  }

  /** What bytes say that could be read before. */
  private valueOf(bytes: Uint8Array): T | undefined {
    const reading = this.parse(bytes);
    return reading.ok ? reading.value : undefined;
  }

  private heldOf({ length }: Uint8Array, make: () => T | undefined, first?: T): Held<T | undefined> {
    const may = (value: T | undefined): boolean =>
      value !== undefined && length <= MOST_AGAIN && this.format.again?.(value) === true;
    return Held.again(make, { bytes: length, may }, first);
  }

  private rebase(): void {
    if (this.pending.length === 0) {
      this.held = this.disk;
      this.unsaved = undefined;
      return;
    }
    if (this.isGone) {
      this.held = this.disk;
      this.unsaved = new Gone().message;
      this.pends();
      return;
    }
    const applied = this.format.apply(this.disk.value, this.pending);
    this.held = Held.of(applied.value);
    this.dispute(applied.skipped);
    // From now on they are changes of what is there now. The running write takes its own out of the same list.
    if (applied.skipped.length > 0) {
      this.pending = [...applied.done];
      this.pends();
    }
    // A write whose answer was lost stands on disk already: nothing waits any more.
    if (this.pending.length === 0) this.unsaved = undefined;
  }

  /** Did the file go away under changes that were made on it? */
  get isGone(): boolean {
    return this.loaded && this.bytes === undefined && this.madeOnFile && this.pending.length > 0;
  }

  private dispute(skipped: readonly Skipped[]): void {
    if (skipped.length === 0) return;
    this.log.warn(`${this.uri}: ${skipped.length} change(s) met another state and were left out`);
    this.disputed(skipped);
  }

  /**
   * Puts changes on top at once and queues their write. Throws {@link Refused} when the file cannot be read whole.
   * `written` rejects when the write failed; the changes then stay pending and are tried again. Nothing is written before
   * `after` resolves (it must not reject).
   */
  apply(changes: readonly C[], after?: Promise<void>): Done<C> & { readonly written: Promise<void> } {
    if (this.refusal) throw new Refused(this.refusal);
    // What is left out is said so, and must not take effect on another state of the disk later: `done` alone is pending.
    const { value, inverse, skipped, done } = this.format.apply(this.now, changes);
    if (done.length === 0 || value.text === this.now?.text) {
      return { inverse, skipped, done, written: Promise.resolve() };
    }
    if (this.pending.length === 0) this.madeOnFile = this.bytes !== undefined;
    // What takes back all that was pending leaves nothing to write.
    if (this.pending.length > 0 && !this.writing && value.text === this.disk.value?.text) {
      this.discard();
      return { inverse, skipped, done, written: Promise.resolve() };
    }
    this.held = Held.of(value);
    this.pending.push(...done);
    this.pends();
    this.changed();
    if (after) this.hold = after;
    const written = this.flush();
    return { inverse, skipped, done, written };
  }

  /** Writes what is pending; one write of a file is under way at a time. Rejects when it failed. */
  async flush(): Promise<void> {
    if (this.hold) await this.hold;
    while (this.writing) {
      // The running write reports its own failure to whoever started it; here only its end counts.
      await this.writing.catch(() => undefined);
    }
    if (this.pending.length === 0 || this.disposed) return;
    this.writing = this.write();
    try {
      await this.writing;
    } finally {
      this.writing = undefined;
    }
  }

  private async write(): Promise<void> {
    this.retry.stop();
    const queue = this.pending;
    const batch = queue.slice();
    const planned = this.now;
    const known = this.bytes;
    let met: Uint8Array | undefined;
    let written: T | undefined;
    let disputed: readonly Skipped[] = [];
    try {
      const bytes = await this.files.update(this.uri, (now) => {
        met = now;
        if (now === undefined && this.madeOnFile) throw new Gone();
        // What `bytes` knows of a refused file is no state that anything may be put on.
        if (planned && !this.refusal && sameBytes(now, known)) {
          written = planned;
        } else {
          // Somebody else wrote meanwhile: the changes go on top of what is there now.
          const reading = this.parse(now);
          if (!reading.ok) throw new Refused(reading.refusal);
          const applied = this.format.apply(reading.value, batch);
          written = applied.value;
          disputed = applied.skipped;
        }
        const bytes = this.format.encode(written);
        if (bytes.length > MOST_BYTES) throw new TooLarge();
        this.tried = { bytes, value: written };
        return bytes;
      });
      this.turn++;
      this.bytes = bytes;
      this.disk = Held.of(written);
      this.refusal = undefined;
      // Unless they were given up meanwhile.
      queue.splice(0, batch.length);
      this.wentWith = undefined;
      this.pends();
      this.tried = undefined;
      this.retry.reset();
      this.madeOnFile = true;
      this.dispute(disputed);
      const before = this.unsaved;
      // Where what was planned stands there now, what is shown needs no making again, with or without newer changes on top.
      const other = this.now !== written && (written !== planned || queue !== this.pending);
      this.unsaved = undefined;
      if (other) this.rebase();
      if (other || before !== undefined) this.changed();
    } catch (error) {
      if (error instanceof Refused) {
        this.turn++;
        this.bytes = met;
        this.refusal = error.refusal;
      } else if (error instanceof Gone) {
        this.turn++;
        this.replace(undefined);
        this.disk = this.held = Held.of<T | undefined>(undefined);
      }
      const why = reasonOf(error);
      this.log.error(`${this.uri}: not written: ${error instanceof Error ? error.message : why}`);
      // Unless everything was given up while it was tried.
      if (this.pending.length > 0) {
        this.unsaved = why;
        this.retry.plan();
      }
      this.changed();
      throw error;
    }
  }

  private async tryAgain(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.log.warn(`${this.uri}: not read before the next try: ${String(error)}`);
      this.retry.plan();
      return;
    }
    // A failure was logged and is shown by `unsaved`; the next try is already planned.
    await this.flush().catch(() => undefined);
  }

  /** Gives up the changes that could not be written; what is on disk counts again. */
  discard(): void {
    this.retry.reset();
    this.pending = [];
    this.rebase();
    this.pends();
    this.changed();
  }

  /** The file has another address now: ends this object and gives what was not written yet, for `takeOver` of the next. */
  handOver(): readonly C[] {
    this.dispose();
    const { pending } = this;
    this.pending = [];
    this.pends();
    return pending;
  }

  /** Takes changes that could not be written under an earlier address, and tries to write them. */
  takeOver(changes: readonly C[]): void {
    if (changes.length === 0) return;
    this.madeOnFile = false;
    this.pending.push(...changes);
    this.pends();
    this.rebase();
    this.changed();
    // A failure is logged and shown by `unsaved`, and tried again.
    this.flush().catch(() => undefined);
  }

  dispose(): void {
    this.disposed = true;
    this.retry.dispose();
  }
}
