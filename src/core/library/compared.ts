/**
 * Earlier texts of sources: each as its tags stood in it last, to prove where they are in another one. Kept by content in the
 * extension's storage; where none is there, the version control is asked. Nothing waits for this but who wants such a text, and
 * no failure of it is more than a line in the log.
 */
import type { Log, Revisions, TextStore } from '../ports';

/** So many bytes are kept, as they are stored; what was used longest ago goes first, down to this share of it. */
const MOST = 256 * 1024 * 1024;
const LEFT = 0.8;
/** So many texts of one source, where some of its tags stand in one and some in another. */
const EACH = 3;
/** Longer texts are not kept, in UTF-16 units. */
const LONGEST = 16_000_000;
/** Units of the digest of a source's address in a name. */
const OF_ADDRESS = 16;

export class Compared {
  private names: Map<string, number> | undefined;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: TextStore | undefined,
    private readonly revisions: Revisions | undefined,
    private readonly log: Log,
    private readonly most = MOST,
  ) {}

  /** Earlier texts of a source in which tags of `sidecar` may stand as they are written. */
  async of(uri: string, sidecar: string): Promise<readonly string[]> {
    const kept = await this.tried(uri, () => this.keptOf(uri));
    const written = await this.tried(uri, async () => this.revisions?.textAsOf(uri, sidecar));
    return [...(kept ?? []), ...(written === undefined ? [] : [written])];
  }

  private async keptOf(uri: string): Promise<string[]> {
    const { store } = this;
    if (!store) return [];
    await this.queue;
    const texts: string[] = [];
    for (const name of await this.namesOf(uri)) {
      const text = await store.read(name);
      if (text === undefined) this.names?.delete(name);
      else texts.push(text);
    }
    return texts;
  }

  /**
   * Keeps a text as far as it proves something: `standing` tells which of the `count` tags stand in a text as they are written.
   * Where all do, earlier texts prove nothing more; where earlier texts prove as much, it is not kept.
   */
  keep(uri: string, text: string, standing: (text: string) => readonly string[], count: number): void {
    const { store } = this;
    if (!store || text.length > LONGEST) return;
    this.queue = this.queue.then(async () => {
      await this.tried(uri, () => this.put(store, uri, text, standing, count));
    });
  }

  private async put(
    store: TextStore,
    uri: string,
    text: string,
    standing: (text: string) => readonly string[],
    count: number,
  ): Promise<void> {
    const own = standing(text);
    if (own.length === 0) return;
    const name = await this.nameOf(store, uri, text);
    const names = await this.known(store);
    const earlier = (await this.namesOf(uri)).filter((one) => one !== name);
    let useless = earlier;
    if (own.length < count) {
      const proofs = new Map<string, readonly string[]>();
      for (const one of earlier) proofs.set(one, standing((await store.read(one)) ?? ''));
      const proven = new Set([...proofs.values()].flat());
      if (!names.has(name) && own.every((id) => proven.has(id))) return;
      useless = earlier.filter((one) => proofs.get(one)?.every((id) => own.includes(id)));
      const left = earlier.filter((one) => !useless.includes(one));
      useless.push(...(await this.oldest(store, left, left.length + 1 - EACH)));
    }
    if (!names.has(name)) names.set(name, await store.write(name, text));
    for (const one of useless) await this.drop(store, one);
    await this.bound(store, names);
  }

  /** A text belongs to a source by the beginning of its name. */
  private async nameOf(store: TextStore, uri: string, text: string): Promise<string> {
    return `${(await store.digest(uri)).slice(0, OF_ADDRESS)}-${await store.digest(text)}`;
  }

  private async bound(store: TextStore, names: ReadonlyMap<string, number>): Promise<void> {
    let size = 0;
    for (const bytes of names.values()) size += bytes;
    if (size <= this.most) return;
    for (const one of await this.oldest(store, [...names.keys()], names.size)) {
      if (size <= LEFT * this.most) break;
      size -= names.get(one) ?? 0;
      await this.drop(store, one);
    }
  }

  private async drop(store: TextStore, name: string): Promise<void> {
    this.names?.delete(name);
    await store.remove(name);
  }

  /** The `count` that were used longest ago. */
  private async oldest(store: TextStore, names: readonly string[], count: number): Promise<string[]> {
    if (count <= 0) return [];
    const used = new Map<string, number>();
    for (const name of names) used.set(name, await store.used(name));
    return [...names].sort((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0)).slice(0, count);
  }

  /** A source has another address. */
  renamed(from: string, to: string): void {
    const { store } = this;
    if (!store) return;
    this.queue = this.queue.then(async () => {
      await this.tried(from, async () => {
        for (const name of await this.namesOf(from)) {
          const text = await store.read(name);
          if (text === undefined) continue;
          const next = await this.nameOf(store, to, text);
          (await this.known(store)).set(next, await store.write(next, text));
          await this.drop(store, name);
        }
      });
    });
  }

  /** Everything is written that was to be kept. */
  settled(): Promise<void> {
    return this.queue;
  }

  private async namesOf(uri: string): Promise<string[]> {
    if (!this.store) return [];
    const start = (await this.store.digest(uri)).slice(0, OF_ADDRESS) + '-';
    return [...(await this.known(this.store)).keys()].filter((name) => name.startsWith(start));
  }

  private async known(store: TextStore): Promise<Map<string, number>> {
    return (this.names ??= new Map(await store.list()));
  }

  private async tried<T>(uri: string, run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      this.names = undefined;
      this.log.info(`${uri}: no earlier text: ${String(error)}`);
      return undefined;
    }
  }
}
