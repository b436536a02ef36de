/** What is known of a YAML file on disk: its bytes, what they say, and what stood there before it went away. */
import { sameBytes } from '../base/bytes';
import { inPieces } from '../base/steps';
import type { Refusal } from '../model';
import type { Reading } from '../yaml/reading';
import type { Format } from './format';
import { Held } from './held';

/** Larger files are read once: reading them again would be a stretch in which nobody else has a turn. Bytes. */
const MOST_AGAIN = 512 * 1024;

/** Larger files are read with pauses, in bytes. */
const LARGE = 1024 * 1024;

/** Is a file to be read with pauses? */
export function isLarge({ length }: Uint8Array): boolean {
  return length >= LARGE;
}

export class OnDisk<T extends { readonly text: string }> {
  private now: Uint8Array | undefined;
  private reading = Held.of<T | undefined>(undefined);
  private loaded = false;
  private replaced = 0;
  /** What a write that failed would have put there: where it stands there after all, it need not be read again. */
  private tried: { readonly bytes: Uint8Array; readonly value: T } | undefined;
  /** What stood there before the file went away. */
  private wentWith: Uint8Array | undefined;

  constructor(private readonly format: Pick<Format<T, unknown>, 'decode' | 'read' | 'readSteps' | 'again'>) {}

  /** Undefined: there is no file, or nobody has looked. */
  get bytes(): Uint8Array | undefined {
    return this.now;
  }

  /** What they say; of bytes that cannot be read whole, what those before them said. */
  get held(): Held<T | undefined> {
    return this.reading;
  }

  get isLoaded(): boolean {
    return this.loaded;
  }

  /** Counts how often what is known was replaced. */
  get turn(): number {
    return this.replaced;
  }

  /** What stood there before the file went away. */
  get last(): Uint8Array | undefined {
    return this.wentWith;
  }

  /** Other bytes stand there, which say `read`, where that is known. Of a refusal the last good reading stays. */
  take(bytes: Uint8Array | undefined, read?: Reading<T>): Reading<T | undefined> {
    this.loaded = true;
    this.replaced++;
    this.replace(bytes);
    const reading = read ?? this.parse(bytes);
    if (!reading.ok) return reading;
    const { value } = reading;
    this.reading = bytes ? this.heldOf(bytes, () => this.valueOf(bytes), value) : Held.of(value);
    return reading;
  }

  /** Bytes that were read before and still stand there. They are parsed when somebody asks; `refused` hears of it where they cannot be. */
  keep(bytes: Uint8Array, refused: (refusal: Refusal) => void): void {
    this.loaded = true;
    this.replaced++;
    this.now = bytes;
    const held = this.heldOf(bytes, () => {
      const reading = this.parse(bytes);
      if (reading.ok) return reading.value;
      // Only what could be read is kept, so this is a reader of another mind; it says nothing of a file that is another by now.
      if (this.reading === held) refused(reading.refusal);
      return undefined;
    });
    this.reading = held;
  }

  /** A write begins that would put this there. */
  tries(bytes: Uint8Array, value: T): void {
    this.tried = { bytes, value };
  }

  /** A write has put this there. */
  wrote(bytes: Uint8Array | undefined, value: T | undefined): void {
    this.replaced++;
    this.now = bytes;
    this.reading = Held.of(value);
    this.wentWith = undefined;
    this.tried = undefined;
  }

  /** A write has met bytes that cannot be read whole. */
  met(bytes: Uint8Array | undefined): void {
    this.replaced++;
    this.now = bytes;
  }

  /** A write has met no file. */
  went(): void {
    this.replaced++;
    this.replace(undefined);
    this.reading = Held.of<T | undefined>(undefined);
  }

  /** What stood there under an earlier address, before it went away. */
  wentWas(bytes: Uint8Array): void {
    this.wentWith ??= bytes;
  }

  /** What bytes say; of no file, nothing. */
  parse(bytes: Uint8Array | undefined): Reading<T | undefined> {
    if (bytes === undefined) return { ok: true, value: undefined };
    if (this.tried && sameBytes(bytes, this.tried.bytes)) return { ok: true, value: this.tried.value };
    const text = this.format.decode(bytes);
    return text.ok ? this.format.read(text.value) : text;
  }

  /** The same of a large file, with pauses. */
  async parseInPieces(bytes: Uint8Array): Promise<Reading<T>> {
    const text = this.format.decode(bytes);
    if (!text.ok) return text;
    return this.format.readSteps ? inPieces(this.format.readSteps(text.value)) : this.format.read(text.value);
  }

  private replace(bytes: Uint8Array | undefined): void {
    if (!bytes && this.now) this.wentWith = this.now;
    this.now = bytes;
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
}
