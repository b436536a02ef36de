/**
 * One YAML file (a sidecar or a codebook) as the library knows it: what is on disk, and the changes on top that are not there
 * yet. What is shown is always `disk + pending`. Changes are data that name tags by id, so they can be put on top of whatever
 * the disk holds by the time they are written.
 */
import { sameBytes } from '../base/bytes';
import { reasonOf } from '../base/say';
import { inPieces, pause, type Steps } from '../base/steps';
import type { Skipped } from '../changes';
import type { Refusal } from '../model';
import type { Files, Log } from '../ports';
import { MOST_BYTES, type Reading } from '../yaml/reading';
import { Gone, Refused, TooLarge, type Applied, type Done, type Format, type HandedOver } from './format';
import { Held } from './held';
import { isLarge, OnDisk } from './on-disk';
import { Retry } from './retry';

export class YamlFile<T extends { readonly text: string }, C> {
  private readonly disk: OnDisk<T>;
  private pending: C[] = [];
  private writing: Promise<void> | undefined;
  /** What a write waits for. */
  private hold: Promise<void> | undefined;
  private readonly retry = new Retry(() => void this.tryAgain());
  private disposed = false;
  /** Was there a file when the first of the pending changes was made? */
  private madeOnFile = false;

  /** See {@link now}; read when somebody asks for it. Another object whenever `now` may be another one. */
  held: Held<T | undefined>;
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
  ) {
    this.disk = new OnDisk(format);
    this.held = this.disk.held;
  }

  /** What is on disk with the pending changes on top; undefined while there is no file. */
  get now(): T | undefined {
    return this.held.value;
  }

  get exists(): boolean {
    return this.disk.bytes !== undefined;
  }

  get isLoaded(): boolean {
    return this.disk.isLoaded;
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
    return this.isGone ? this.disk.last : undefined;
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
    return this.disk.held.value;
  }

  get hasPending(): boolean {
    return this.pending.length > 0;
  }

  /** Reads the file where its bytes differ from the known ones. Own echoes are recognised by content. Returns: did anything change? */
  async load(): Promise<boolean> {
    for (;;) {
      const { turn } = this.disk;
      const bytes = await this.files.read(this.uri);
      // These may be the bytes of a write that is just ending, or those before it; whoever asked for it learns of its failure.
      if (this.writing) {
        await this.writing.catch(() => undefined);
        continue;
      }
      if (turn !== this.disk.turn) continue;
      if (!bytes || !isLarge(bytes) || sameBytes(bytes, this.disk.bytes)) return this.take(bytes);
      const reading = await this.disk.parseInPieces(bytes);
      // A write or another read ended meanwhile, or is under way: these bytes may be older than the known ones.
      if (turn === this.disk.turn && !this.writing) return this.take(bytes, reading);
    }
  }

  /** The bytes on disk, as far as they are known. */
  get known(): Uint8Array | undefined {
    return this.disk.bytes;
  }

  /** In the place of a first `load`: bytes that were read before and still stand on disk. They are parsed when somebody asks. */
  takeKept(bytes: Uint8Array): void {
    if (this.disk.isLoaded) return;
    this.disk.keep(bytes, (refusal) => (this.refusal = refusal));
    this.rebase();
  }

  private take(bytes: Uint8Array | undefined, read?: Reading<T>): boolean {
    if (this.disk.isLoaded && sameBytes(bytes, this.disk.bytes)) return false;
    const { wentAway } = this;
    const reading = this.disk.take(bytes, read);
    if (!reading.ok) {
      // The last good state stays visible; nothing is written over a file that cannot be read whole.
      this.refusal = reading.refusal;
      this.changed();
      return true;
    }
    const mended = this.refusal !== undefined || (wentAway && bytes !== undefined);
    this.refusal = undefined;
    this.rebase();
    this.changed();
    // What waits for a file that was refused need not wait for the next try. A failure is logged and shown by `unsaved`.
    if (mended && this.pending.length > 0) this.flush().catch(() => undefined);
    return true;
  }

  private rebase(): void {
    if (this.pending.length === 0) {
      this.held = this.disk.held;
      this.unsaved = undefined;
      return;
    }
    if (this.isGone) {
      this.held = this.disk.held;
      this.unsaved = new Gone().message;
      this.pends();
      return;
    }
    const applied = this.format.apply(this.disk.held.value, this.pending);
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
    return this.disk.isLoaded && this.wentAway;
  }

  private get wentAway(): boolean {
    return this.disk.bytes === undefined && this.madeOnFile && this.pending.length > 0;
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
    return this.put(this.format.apply(this.now, changes), after);
  }

  /**
   * As {@link apply} in pieces, where others have their turn in between; `soon` is told what `now` will be. Nothing is done where
   * `now` is another by then, or where `ready`, asked at the last moment, says no: false.
   */
  async applyInPieces(changes: readonly C[], ready: () => boolean, soon: (value: T) => Steps<void>): Promise<boolean> {
    const { held } = this;
    const applied = this.format.applySteps && (await inPieces(this.format.applySteps(this.now, changes)));
    await pause();
    if (applied) await inPieces(soon(applied.value));
    await pause();
    if (this.refusal || this.held !== held || !ready()) return false;
    const { written } = applied ? this.put(applied) : this.apply(changes);
    await written;
    return true;
  }

  /** What is left out is said so, and must not take effect on another state of the disk later: `done` alone is pending. */
  private put(
    { value, inverse, skipped, done }: Applied<T, C>,
    after?: Promise<void>,
  ): Done<C> & { readonly written: Promise<void> } {
    if (done.length === 0 || value.text === this.now?.text) {
      return { inverse, skipped, done, written: Promise.resolve() };
    }
    if (this.pending.length === 0) this.madeOnFile = this.disk.bytes !== undefined;
    // What takes back all that was pending leaves nothing to write.
    if (this.pending.length > 0 && !this.writing && value.text === this.disk.held.value?.text) {
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
    const known = this.disk.bytes;
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
          const reading = this.disk.parse(now);
          if (!reading.ok) throw new Refused(reading.refusal);
          const applied = this.format.apply(reading.value, batch);
          written = applied.value;
          disputed = applied.skipped;
        }
        const bytes = this.format.encode(written);
        if (bytes.length > MOST_BYTES) throw new TooLarge();
        this.disk.tries(bytes, written);
        return bytes;
      });
      this.disk.wrote(bytes, written);
      this.refusal = undefined;
      // Unless they were given up meanwhile.
      queue.splice(0, batch.length);
      this.pends();
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
        this.disk.met(met);
        this.refusal = error.refusal;
      } else if (error instanceof Gone) {
        this.disk.went();
        this.held = this.disk.held;
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
  handOver(): HandedOver<C> {
    this.dispose();
    const { pending: changes, madeOnFile, lastBytes } = this;
    this.pending = [];
    this.pends();
    return { changes, madeOnFile, lastBytes };
  }

  /**
   * Takes changes that could not be written under an earlier address, and tries to write them when the file was read: on nothing, a
   * change of a tag would seem to disagree with somebody who took the tag away.
   */
  takeOver({ changes, madeOnFile, lastBytes }: HandedOver<C>): void {
    if (changes.length === 0) return;
    this.madeOnFile = madeOnFile || (this.pending.length > 0 && this.madeOnFile);
    if (lastBytes) this.disk.wentWas(lastBytes);
    this.pending.push(...changes);
    this.pends();
    if (this.disk.isLoaded) this.rebase();
    this.changed();
    void this.tryAgain();
  }

  dispose(): void {
    this.disposed = true;
    this.retry.dispose();
  }
}
