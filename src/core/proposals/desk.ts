/**
 * The proposals of a workspace, as they lie before a reviewer: what was read of each file and what became of its items in the text
 * as it is now. Stands beside the library and is no part of it: nothing that counts, exports or searches can see a proposal.
 */
import type { PlaceableText } from '../anchors/placeable';
import type { CodebookView, SourceView } from '../corpus';
import { Emitter, type Disposable } from '../base/emitter';
import type { LibraryChange } from '../library/news';
import type { LibraryFollower } from '../library/follower';
import { proposalsOf, sourceOfProposals } from '../files/addresses';
import type { Log } from '../ports';
import { inParallel } from '../library/parallel';
import { judging } from './judge';
import type { Judged, Proposed, ProposalsReading } from './model';
import { readProposalsBytes } from './read';

export interface DeskPorts {
  readonly library: LibraryFollower;
  /** Addresses of the proposals files by name: a hint. */
  readonly list: () => Promise<readonly string[]>;
  /** Undefined: there is no such file. */
  readonly read: (uri: string) => Promise<Uint8Array | undefined>;
  /** Lets other work go first. */
  readonly breathe: () => Promise<void>;
  readonly log: Log;
}

/** One file on the desk. */
export interface Lying {
  readonly reading: ProposalsReading;
  /** Undefined until the source was looked at, and where it is not there. */
  readonly judged?: Judged;
  /** What it was judged by. */
  readonly by?: JudgedBy;
}

interface JudgedBy {
  readonly text: PlaceableText;
  readonly codebook: CodebookView;
  readonly source: SourceView;
}

/** Changes are collected for so long before proposals are judged again, in milliseconds. */
const PAUSE = 150;

export class ProposalDesk {
  private readonly files = new Map<string, Lying>();
  private readonly stale = new Set<string>();
  private readonly turns = new Map<string, Promise<void>>();
  private readonly changes = new Emitter<ReadonlySet<string>>();
  /** Told the sources of which something is other than before. */
  readonly onDidChange = this.changes.event;
  private loading: Promise<void> | undefined;
  private timer: unknown;
  private readonly listening: Disposable;

  constructor(private readonly ports: DeskPorts) {
    this.listening = ports.library.onDidChange((change) => this.follow(change));
  }

  /** Finds and reads every proposals file, once. */
  load(): Promise<void> {
    return (this.loading ??= this.ports.list().then((uris) => inParallel([...uris], (uri) => this.refresh(uri))));
  }

  /** The file of a source; undefined where there is none, or none was read yet. */
  of(source: string): Lying | undefined {
    return this.files.get(source);
  }

  /** What is to be reviewed in a source, in the order of its text; none of it where the text has changed since it was judged. */
  open(source: string): readonly Proposed[] {
    return this.files.get(source)?.judged?.open ?? [];
  }

  /** The same for a text at hand, judged now if it was not: what a decision is made on. */
  async openNow(source: string): Promise<readonly Proposed[]> {
    if (!this.files.has(source)) await this.refresh(proposalsOf(source));
    await this.look(source);
    return this.open(source);
  }

  /** Addresses of the sources with a file. */
  sources(): readonly string[] {
    return [...this.files.keys()];
  }

  /** A proposals file may have come, changed or gone. */
  async refresh(uri: string): Promise<void> {
    const source = sourceOfProposals(uri);
    if (source === undefined) return;
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.ports.read(uri);
    } catch (error) {
      // Too large, a link, or out of reach: as if it were not there, and the log says why.
      this.ports.log.warn(`${uri}: proposals not read: ${String(error)}`);
    }
    const before = this.files.get(source);
    if (!bytes) {
      if (this.files.delete(source)) this.changes.fire(new Set([source]));
      return;
    }
    const reading = readProposalsBytes(bytes);
    if (before?.reading.ok && reading.ok && before.reading.value.text === reading.value.text) return;
    this.files.set(source, { reading });
    this.changes.fire(new Set([source]));
    await this.look(source);
  }

  private follow({ sources, codebooks }: LibraryChange): void {
    for (const uri of sources) if (this.files.has(uri)) this.stale.add(uri);
    if (codebooks.size > 0) for (const uri of this.files.keys()) this.stale.add(uri);
    if (this.stale.size > 0) this.later();
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const todo = [...this.stale];
      this.stale.clear();
      for (const uri of todo) void this.look(uri);
    }, PAUSE);
  }

  /** Judges a source's proposals, if anything that they are judged by is another; one look at a source at a time. */
  look(source: string): Promise<void> {
    const turn = (this.turns.get(source) ?? Promise.resolve()).then(() =>
      this.judgeNow(source).catch((error: unknown) => {
        this.ports.log.warn(`${source}: proposals not judged: ${String(error)}`);
      }),
    );
    this.turns.set(source, turn);
    return turn;
  }

  private async judgeNow(uri: string): Promise<void> {
    const { library } = this.ports;
    const lying = this.files.get(uri);
    if (!lying?.reading.ok) return;
    await library.ensure(uri);
    const text = await library.textOf(uri);
    const source = library.source(uri);
    const codebook = library.codebookOf(uri);
    if (!text || !source || !codebook) {
      if (lying.judged) this.put(uri, lying, { reading: lying.reading });
      return;
    }
    const by = lying.by;
    // A source whose snapshot is another because it was opened, with its tags as they were, is judged as it was.
    if (by?.text.text === text.text && by.codebook === codebook && by.source === source) return;
    const items = lying.reading.value.items;
    const live = (id: string) => library.rangesOf(uri, id);
    const steps = judging(items, { text, codebook, source, live });
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        this.put(uri, lying, { reading: lying.reading, judged: step.value, by: { text, codebook, source } });
        return;
      }
      await this.ports.breathe();
    }
  }

  /** Unless the file is another one meanwhile: whoever has read that looks as well. */
  private put(uri: string, before: Lying, now: Lying): void {
    if (this.files.get(uri) !== before) return;
    this.files.set(uri, now);
    this.changes.fire(new Set([uri]));
  }

  dispose(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.listening.dispose();
  }
}
