/**
 * What must outlive this window, in small files of the extension's storage that all windows on a workspace share: each window
 * writes its own alone, so that none overwrites what another has kept. What windows that live no more have left is taken over by
 * the next that looks. A file is named after its owner and its content: `OWNER.NAME.json`; `OWNER.sign` tells whether it lives.
 */
import type { KeptFiles, Log } from '../ports';

/** How often a window that has kept something says that it lives, in milliseconds. */
export const BEAT = 5_000;
/** A drawing waits at the most so long for what is to be kept, in milliseconds: a slow storage must not hold up work. */
const PATIENCE = 50;
/** What the sign of a window says that was closed in order. */
const ENDED = 'ended';

/** Something that a window which is no more has kept. */
export interface Found {
  /** Names it from now on, for {@link Kept.drop} and {@link Kept.read}. */
  readonly name: string;
  readonly value: unknown;
}

export class Kept {
  /** What is being written; without a text: to be removed. */
  private readonly wanted = new Map<string, { readonly text?: string; readonly lasting?: boolean }>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly there = new Set<string>();
  private signed: Promise<void> | undefined;
  private beat: unknown;
  private serial = 0;
  /** Of the last write, where it failed. */
  private failure: Error | undefined;

  /** `files` undefined: there is no storage, and all is kept in memory alone. */
  constructor(
    private readonly files: KeptFiles | undefined,
    private readonly log: Log,
  ) {}

  /** A name that no window has used: `kind`, made unique. */
  newName(kind: string): string {
    return `${kind}-${this.files?.window ?? 'none'}-${++this.serial}`;
  }

  /** Keeps a JSON value under a name until it is dropped; resolves when it stands, or could not be written. */
  put(name: string, value: unknown): Promise<void> {
    if (!this.files) return Promise.resolve();
    this.wanted.set(name, { text: JSON.stringify(value) });
    return this.run(name, this.files);
  }

  /**
   * The same under a name that is new, for something that others rest on: it stands when this resolves, over a power cut too where it
   * is to be `lasting`. Rejects where it does not stand. Without a storage there is nothing to outlive this window.
   */
  async mustPut(name: string, value: unknown, lasting: boolean): Promise<void> {
    if (!this.files) return;
    this.wanted.set(name, { text: JSON.stringify(value), lasting });
    await this.run(name, this.files);
    if (!this.there.has(name)) throw this.failure ?? new Error(`${name} was not kept.`);
  }

  drop(name: string): Promise<void> {
    if (!this.files || !(this.there.has(name) || this.wanted.has(name))) return Promise.resolve();
    this.wanted.set(name, {});
    return this.run(name, this.files);
  }

  /** What is kept under a name of this window, or that was taken over. */
  async read(name: string): Promise<unknown> {
    if (!this.files) return undefined;
    await this.running.get(name);
    return parsed(await this.files.read(this.fileOf(name)));
  }

  /** Resolves when everything that was to be kept up to now stands, or after a moment. */
  async stand(): Promise<void> {
    if (this.running.size === 0) return;
    let timer: unknown;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE)));
    await Promise.race([Promise.all(this.running.values()), patience]);
    clearTimeout(timer);
  }

  /**
   * Takes over what windows that live no more have kept. `others`: some live still, or could not be told from living ones yet.
   * Names for which `isPart` holds are taken over and not read. Rejects where the storage cannot be read.
   */
  async collect(isPart: (name: string) => boolean): Promise<{ found: readonly Found[]; others: boolean }> {
    const { files } = this;
    if (!files) return { found: [], others: false };
    const owners = new Map<string, string[]>();
    for (const file of await files.list()) {
      const owner = file.slice(0, file.indexOf('.'));
      if (owner === '' || owner === files.window) continue;
      owners.set(owner, [...(owners.get(owner) ?? []), file]);
    }
    const found: Found[] = [];
    let others = false;
    for (const [owner, left] of owners) {
      const sign = await files.read(`${owner}.sign`);
      if (sign !== undefined && sign !== ENDED && files.lives(sign)) {
        others = true;
        continue;
      }
      await this.sign(files);
      // Of two that look at once, one alone gets the sign, and with it what the dead one has left.
      const token = `${files.window}.of-${owner}`;
      if (sign !== undefined && !(await files.rename(`${owner}.sign`, token))) continue;
      for (const file of left) {
        const name = nameIn(file, owner);
        if (name === undefined) {
          if (file !== `${owner}.sign`) await files.remove(file);
        } else if (await files.rename(file, this.fileOf(name))) {
          this.there.add(name);
          if (isPart(name)) continue;
          const value = parsed(await files.read(this.fileOf(name)));
          if (value === undefined) this.log.warn(`${name}: kept by an earlier session, and not to be read`);
          else found.push({ name, value });
        }
      }
      if (sign !== undefined) await files.remove(token);
    }
    return { found, others };
  }

  /** The names that this window has kept or taken over. */
  names(): ReadonlySet<string> {
    return this.there;
  }

  /** The window closes: what is kept is for whoever looks next. */
  async close(): Promise<void> {
    clearTimeout(this.beat);
    await Promise.all(this.running.values());
    clearTimeout(this.beat);
    const { files } = this;
    if (!files || !this.signed) return;
    if (this.there.size > 0) await files.write(`${files.window}.sign`, ENDED);
    else await files.remove(`${files.window}.sign`);
  }

  /** This object is used no more; what it has kept is as a crash would leave it. */
  dispose(): void {
    clearTimeout(this.beat);
  }

  private fileOf(name: string): string {
    return `${this.files?.window ?? ''}.${name}.json`;
  }

  private run(name: string, files: KeptFiles): Promise<void> {
    let running = this.running.get(name);
    if (!running) {
      running = this.write(name, files).finally(() => {
        this.running.delete(name);
        // Asked for in the moment in which the last write had ended already.
        return this.wanted.has(name) ? this.run(name, files) : undefined;
      });
      this.running.set(name, running);
    }
    return running;
  }

  /** One write of a file at a time; of what is wanted meanwhile the last counts. */
  private async write(name: string, files: KeptFiles): Promise<void> {
    try {
      await this.sign(files);
      while (this.wanted.has(name)) {
        const wanted = this.wanted.get(name);
        if (wanted?.text === undefined) {
          await files.remove(this.fileOf(name));
          this.there.delete(name);
        } else {
          await files.write(this.fileOf(name), wanted.text, wanted.lasting);
          this.there.add(name);
        }
        if (this.wanted.get(name) === wanted) this.wanted.delete(name);
      }
      this.failure = undefined;
    } catch (error) {
      this.wanted.delete(name);
      if (!this.failure) this.log.warn(`What is not on disk yet is kept in memory alone: ${String(error)}`);
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Says that this window lives, and goes on to say so while it has kept something. */
  private sign(files: KeptFiles): Promise<void> {
    if (this.signed && this.beat !== undefined) return this.signed;
    const write = (): Promise<void> => {
      this.beat = setTimeout(() => {
        this.beat = undefined;
        // A sign that cannot be renewed makes this window seem dead: what it keeps is then offered twice, and done once.
        if (this.there.size > 0) write().catch(() => undefined);
      }, BEAT);
      (this.beat as { unref?: () => void }).unref?.();
      return files.write(`${files.window}.sign`, files.sign());
    };
    return (this.signed = write().catch((error: unknown) => {
      this.signed = undefined;
      throw error;
    }));
  }
}

function nameIn(file: string, owner: string): string | undefined {
  const name = file.startsWith(`${owner}.`) && file.endsWith('.json') ? file.slice(owner.length + 1, -5) : '';
  return /^[a-z]+-[A-Za-z0-9-]+$/.test(name) ? name : undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined; // Cut off by a power cut; whoever asks says so.
  }
}
