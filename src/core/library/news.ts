/**
 * The one place from which the library tells what changed. Whatever changes a file, a source or a codebook calls `touch` itself, so
 * that nobody who brings a change about has to think of it; what was touched is told in one event at the end of the turn. Work on
 * many files, and work that must be finished before it is drawn, holds the news of its own files back until it is done.
 */
import { Emitter } from '../base/emitter';

export interface LibraryChange {
  /** Addresses of the sources of which something changed: tags, places, details, state of writing. */
  readonly sources: ReadonlySet<string>;
  readonly codebooks: ReadonlySet<string>;
  /** Sources came or went. */
  readonly listing: boolean;
}

/** What changed, to be told in one event; nothing by name: what waits to be written or decided. */
export interface Touched {
  readonly sources?: Iterable<string>;
  readonly codebooks?: Iterable<string>;
  readonly listing?: boolean;
}

type Kind = 'sources' | 'codebooks';

export class News {
  private readonly emitter = new Emitter<LibraryChange>();
  readonly onDidChange = this.emitter.event;
  /** What is to be told, with its kind. */
  private readonly due = new Map<string, Kind>();
  private readonly back = new Map<string, Kind>();
  private readonly holds = new Map<string, number>();
  private listing = false;
  private planned = false;
  private ended = false;

  /** `outdated`: called at once with each touch, before anybody is told: what was made of the state holds no more. */
  constructor(private readonly outdated: () => void) {}

  /** Something is another now. It is told when this turn ends, or when whoever holds it back lets go. */
  touch(what: Touched): void {
    this.outdated();
    for (const uri of what.sources ?? []) this.add(uri, 'sources');
    for (const uri of what.codebooks ?? []) this.add(uri, 'codebooks');
    if (what.listing) this.listing = true;
    const empty = !what.sources && !what.codebooks;
    if (!empty && this.due.size === 0 && !this.listing) return;
    if (this.planned) return;
    this.planned = true;
    void Promise.resolve().then(() => this.tell());
  }

  private add(uri: string, kind: Kind): void {
    (this.holds.has(uri) ? this.back : this.due).set(uri, kind);
  }

  /** Holds back the news of these files while `work` is done; then all of them are told in one event. */
  async during<T>(uris: readonly string[], work: () => Promise<T>): Promise<T> {
    for (const uri of uris) this.holds.set(uri, (this.holds.get(uri) ?? 0) + 1);
    try {
      return await work();
    } finally {
      for (const uri of uris) {
        const left = (this.holds.get(uri) ?? 1) - 1;
        if (left > 0) this.holds.set(uri, left);
        else this.holds.delete(uri);
      }
      this.now(uris, (uri) => !this.holds.has(uri));
    }
  }

  /** Tells at once what is due, and what is held back of these files: a text under the cursor does not wait for others' work. */
  now(uris: Iterable<string>, which: (uri: string) => boolean = () => true): void {
    for (const uri of uris) {
      const kind = this.back.get(uri);
      if (kind === undefined || !which(uri)) continue;
      this.back.delete(uri);
      this.due.set(uri, kind);
    }
    if (this.planned || this.due.size > 0) this.tell();
  }

  private tell(): void {
    if (this.ended || (!this.planned && this.due.size === 0)) return;
    this.planned = false;
    const sources = new Set<string>();
    const codebooks = new Set<string>();
    for (const [uri, kind] of this.due) (kind === 'sources' ? sources : codebooks).add(uri);
    const { listing } = this;
    this.due.clear();
    this.listing = false;
    this.emitter.fire({ sources, codebooks, listing });
  }

  dispose(): void {
    this.ended = true;
  }
}
