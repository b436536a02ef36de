/** A world in memory for the library: files, small state, log. */
import { createHash } from 'node:crypto';
import { seeded } from '../../../src/core/agreement/random';
import type { CacheStore, Files, Home, KeptFiles, Listing, Stamp, Store, TextStore } from '../../../src/core/ports';
import { isCodebookUri, isSidecarUri, isSourceUri, isWithin } from '../../../src/core/files/addresses';
import { Library, type LibraryPorts } from '../../../src/core/library/library';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Contents by address, with the number of the write that put each there. */
class Contents extends Map<string, Uint8Array> {
  readonly numbers = new Map<string, number>();
  private writes = 0;

  override set(uri: string, bytes: Uint8Array): this {
    this.numbers.set(uri, ++this.writes);
    return super.set(uri, bytes);
  }
}

export class MemoryFiles implements Files {
  readonly contents = new Contents();
  readonly writes: string[] = [];
  /** Called before each write; may throw to make it fail. */
  onWrite: (uri: string) => void | Promise<void> = () => undefined;

  constructor(readonly folders: readonly string[] = ['file:///w']) {}

  put(uri: string, text: string): void {
    this.contents.set(uri, encoder.encode(text));
  }

  text(uri: string): string | undefined {
    const bytes = this.contents.get(uri);
    return bytes && decoder.decode(bytes);
  }

  list(): Promise<Listing> {
    const names = [...this.contents.keys()];
    return Promise.resolve({
      sources: names.filter(isSourceUri),
      sidecars: names.filter(isSidecarUri),
      codebooks: names.filter(isCodebookUri),
    });
  }

  home(uri: string): Home | undefined {
    const folder = this.folders.find((one) => isWithin(one, uri));
    return folder === undefined ? undefined : { folder, name: decodeURIComponent(uri.slice(folder.length + 1)) };
  }

  read(uri: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.contents.get(uri));
  }

  readText(uri: string): Promise<string | undefined> {
    return Promise.resolve(this.text(uri));
  }

  stamp(uri: string): Promise<Stamp | undefined> {
    const bytes = this.contents.get(uri);
    return Promise.resolve(bytes && { text: String(this.contents.numbers.get(uri)), modified: 0 });
  }

  async update(
    uri: string,
    edit: (now: Uint8Array | undefined) => Uint8Array | undefined,
  ): Promise<Uint8Array | undefined> {
    await this.onWrite(uri);
    const before = this.contents.get(uri);
    const after = edit(before);
    if (after === undefined) return before;
    this.contents.set(uri, after);
    this.writes.push(uri);
    return after;
  }
}

/** The storage that all windows on a workspace share, as one of them sees it. */
export class MemoryKept implements KeptFiles {
  constructor(
    readonly window: string,
    private readonly contents: Map<string, string>,
    private readonly living: Set<string>,
  ) {
    living.add(window);
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.contents.keys()]);
  }
  read(name: string): Promise<string | undefined> {
    return Promise.resolve(this.contents.get(name));
  }
  write(name: string, text: string): Promise<void> {
    this.contents.set(name, text);
    return Promise.resolve();
  }
  remove(name: string): Promise<void> {
    this.contents.delete(name);
    return Promise.resolve();
  }
  rename(from: string, to: string): Promise<boolean> {
    const text = this.contents.get(from);
    if (text !== undefined) this.contents.set(to, text);
    return Promise.resolve(this.contents.delete(from));
  }
  sign(): string {
    return this.window;
  }
  lives(sign: string): boolean {
    return this.living.has(sign);
  }
}

export class MemoryStore implements Store {
  readonly values = new Map<string, string>();
  /** What windows have kept, by the names of the files. */
  readonly kept = new Map<string, string>();
  /** Windows that live; a test takes out those that it closes. */
  readonly living = new Set<string>();
  private windows = 0;

  /** Another window; those before it live no more, unless they are to live `beside` it. */
  window(beside = false): MemoryKept {
    if (!beside) this.living.clear();
    return new MemoryKept(`w${++this.windows}`, this.kept, this.living);
  }

  /** What is kept of work that is not done: neither the signs of windows nor their steps of undo. */
  left(): string[] {
    return [...this.kept.keys()].filter((name) => !name.endsWith('.sign') && !name.includes('.steps-'));
  }

  /** The files of which something waits or is half done, whoever has kept it. */
  waiting(): string[] {
    return [...this.kept].flatMap(([name, text]) => {
      const left = JSON.parse(name.includes('.wait-') ? text : 'null') as {
        file: { kind: string; uri: string };
      } | null;
      return left ? [left.file.uri + (left.file.kind === 'sidecar' ? '.tags.yaml' : '')] : [];
    });
  }

  get(key: string): unknown {
    const value = this.values.get(key);
    return value === undefined ? undefined : JSON.parse(value);
  }

  set(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

export class MemoryCache implements CacheStore {
  readonly blobs = new Map<number, Uint8Array>();
  saves = 0;

  constructor(readonly version = '1.0.0') {}

  get blob(): Uint8Array | undefined {
    return this.blobs.get(0);
  }

  set blob(blob: Uint8Array | undefined) {
    if (blob) this.blobs.set(0, blob);
    else this.blobs.delete(0);
  }

  load(): Promise<ReadonlyMap<number, Uint8Array>> {
    return Promise.resolve(new Map(this.blobs));
  }

  save(number: number, blob: Uint8Array | undefined): Promise<void> {
    if (blob) this.blobs.set(number, blob);
    else this.blobs.delete(number);
    this.saves++;
    return Promise.resolve();
  }
}

/** Texts that are kept in memory; `broken`: every call fails. */
export class MemoryTexts implements TextStore {
  readonly texts = new Map<string, string>();
  private readonly clock = new Map<string, number>();
  private now = 0;
  broken = false;

  private run<T>(act: () => T): Promise<T> {
    return this.broken ? Promise.reject(new Error('the storage is broken')) : Promise.resolve().then(act);
  }

  digest(text: string): Promise<string> {
    return Promise.resolve(createHash('sha256').update(text).digest('hex'));
  }

  list(): Promise<ReadonlyMap<string, number>> {
    return this.run(() => new Map([...this.texts].map(([name, text]) => [name, text.length])));
  }

  read(name: string): Promise<string | undefined> {
    return this.run(() => {
      this.clock.set(name, ++this.now);
      return this.texts.get(name);
    });
  }

  write(name: string, text: string): Promise<number> {
    return this.run(() => {
      this.texts.set(name, text);
      this.clock.set(name, ++this.now);
      return text.length;
    });
  }

  remove(name: string): Promise<void> {
    return this.run(() => void this.texts.delete(name));
  }

  used(name: string): Promise<number> {
    return this.run(() => this.clock.get(name) ?? 0);
  }
}

export { seeded };

export function makeLibrary(files: MemoryFiles, more: Partial<LibraryPorts> & { seed?: number } = {}): Library {
  const { seed = 1, ...ports } = more;
  const quiet = (): void => undefined;
  const store = new MemoryStore();
  return new Library({
    files,
    store,
    ...('kept' in ports ? {} : { kept: (ports.store instanceof MemoryStore ? ports.store : store).window() }),
    log: { info: quiet, warn: quiet, error: quiet },
    random: seeded(seed),
    ...ports,
  });
}
