/**
 * The library: the one object with state. It knows every source of the workspace with its tags and codebooks, takes edits,
 * follows the texts that are open, and tells in one event what changed. It reaches the world through the ports alone.
 *
 * Finding and reading files is the work of its {@link Shelf}, changing them that of its {@link Edits}.
 */
import type { FileChange, Skipped } from '../changes';
import type { CodebookView, Corpus, SourceView } from '../corpus';
import { Emitter } from '../emitter';
import type { TextChange } from '../anchors/live';
import type { PlaceableText, Range } from '../anchors/place';
import { newTagId, type Tag } from '../model';
import { folderOf, isSidecarUri, layerOf, sourceOf } from '../names';
import type { KeptFiles, Store } from '../ports';
import type { Book } from './book';
import { Disputes, type Dispute } from './disputes';
import { Edits, type Edited, type Replayed } from './edits';
import { isPart, Journal, type Whole } from './journal';
import { Kept } from './kept';
import { Layers } from './layers';
import { Places } from './places';
import type { Sheet } from './sheet';
import { Shelf, type Pending, type ShelfPorts, type Touched } from './shelf';
import { Texts } from './texts';
import { Waiting, type Unsaved } from './waiting';

export type { Dispute } from './disputes';
export type { Edited, Replayed } from './edits';

export interface LibraryChange {
  /** Addresses of the sources of which something changed: tags, places, details, state of writing. */
  readonly sources: ReadonlySet<string>;
  readonly codebooks: ReadonlySet<string>;
  /** Sources came or went. */
  readonly listing: boolean;
}

export interface LibraryPorts extends ShelfPorts {
  readonly store: Store;
  /** Where what is not on disk yet is kept for the next session; without it, in memory alone. */
  readonly kept?: KeptFiles | undefined;
  /** Numbers in [0, 1) for new ids. */
  readonly random: () => number;
}

export class Library {
  private readonly changes = new Emitter<LibraryChange>();
  readonly onDidChange = this.changes.event;

  private readonly shelf: Shelf;
  private readonly edits: Edits;
  private readonly texts: Texts;
  private snapshot: readonly Corpus[] | undefined;
  private readonly waiting: Waiting;
  private readonly disputes: Disputes;
  private readonly places: Places;
  /** Whose tags are read, and what each coder's say. */
  readonly layers: Layers;
  private readonly kept: Kept;
  /** Changes of several files that a crash interrupted. */
  readonly journal: Journal;

  constructor(private readonly ports: LibraryPorts) {
    const fire = (what: Touched): void => this.fire(what);
    this.kept = new Kept(ports.kept, ports.log);
    this.disputes = new Disputes(this.kept);
    this.journal = new Journal(this.kept);
    const pends = (one: Pending): void => this.waiting.touch(one);
    this.shelf = new Shelf(ports, fire, (...dispute) => this.disputes.add(...dispute), pends);
    this.layers = new Layers(this.shelf);
    this.edits = new Edits(this.shelf, ports.store, this.journal, ports.log, fire, () => this.waiting.stand());
    this.texts = new Texts(ports.files);
    const dispute = (files: readonly FileChange[], skipped: readonly Skipped[]): number => this.dispute(files, skipped);
    this.waiting = new Waiting(this.shelf, ports, this.kept, fire, dispute, () => this.journal.noted());
    this.places = new Places(this.shelf, ports.files, fire, (label, files) => this.edit(label, files));
  }

  // ---- finding and reading ------------------------------------------------------------------------------------------

  /** Finds the names of all sources and codebooks, once. Reads codebooks, and no sidecar. */
  list(): Promise<void> {
    return this.shelf.list();
  }

  /**
   * Looks again at which files there are, and at the contents of those that were read: no event from outside is needed.
   * Returns: did sources come or go?
   */
  rescan(): Promise<boolean> {
    return this.shelf.rescan();
  }

  /** Reads every sidecar once, off the key path. `progress` is told how many of how many are read. */
  readAll(progress?: (done: number, of: number) => void): Promise<void> {
    return this.shelf.readAll(progress);
  }

  /** Reads a source's sidecar and codebook, whatever the listing says. False: the source is in no workspace folder. */
  async ensure(uri: string): Promise<boolean> {
    return (await this.shelf.ensure(uri)) !== undefined;
  }

  /** A sidecar or codebook may have changed on disk or in an editor. Compares contents; says nothing where they agree. */
  refresh(uri: string): Promise<void> {
    return this.shelf.refresh(uri);
  }

  /** A closed source may have changed on disk: it is compared anew when somebody asks. */
  textMayHaveChanged(uri: string): void {
    const sheet = this.shelf.sheets.get(uri);
    if (!sheet || sheet.live) return;
    sheet.uncheck();
    this.fire({ sources: [uri] });
  }

  /** Closed sources whose texts want to be compared: see `check`. */
  unchecked(): readonly string[] {
    return [...this.shelf.sheets.values()].flatMap((sheet) => (sheet.wantsCheck ? [sheet.uri] : []));
  }

  /** Compares the texts of closed sources that have tags and were not compared yet. `stop` is asked between files. */
  check(uris?: Iterable<string>, stop?: () => boolean): Promise<void> {
    return this.shelf.check(uris, stop);
  }

  /** Keeps what was read and compared for the next session, so that it opens faster. `now`: milliseconds since 1970. */
  remember(now: number): Promise<void> {
    return this.shelf.remember(now);
  }

  /** A source or folder and its sidecars have another address. Pending changes must be written before (`flush`). */
  renamed(from: string, to: string): void {
    for (const [was, is] of this.shelf.renamed(from, to)) this.edits.renamed(was, is);
    this.waiting.renamed(from, to);
  }

  // ---- reading the state --------------------------------------------------------------------------------------------

  /** One corpus for each codebook in use, the larger first. */
  corpora(): readonly Corpus[] {
    if (this.snapshot) return this.snapshot;
    const byBook = new Map<string, SourceView[]>();
    for (const sheet of this.shelf.inOrder()) {
      if (!sheet.codebook) continue;
      const list = byBook.get(sheet.codebook);
      if (list) list.push(sheet.view);
      else byBook.set(sheet.codebook, [sheet.view]);
    }
    for (const [uri, book] of this.shelf.books) if (book.file.exists && !byBook.has(uri)) byBook.set(uri, []);
    this.snapshot = [...byBook]
      .map(([uri, sources]) => ({ codebook: this.shelf.book(uri).view, sources }))
      .sort((a, b) => b.sources.length - a.sources.length);
    return this.snapshot;
  }

  source(uri: string): SourceView | undefined {
    return this.shelf.sheets.get(uri)?.view;
  }

  corpusOf(source: string): Corpus | undefined {
    const codebook = this.shelf.sheets.get(source)?.codebook;
    return this.corpora().find((corpus) => corpus.codebook.uri === codebook);
  }

  codebook(uri: string): CodebookView | undefined {
    return this.shelf.books.get(uri)?.view;
  }

  codebookOf(source: string): CodebookView | undefined {
    const uri = this.shelf.sheets.get(source)?.codebook;
    return uri ? this.shelf.books.get(uri)?.view : undefined;
  }

  tag(source: string, id: string): Tag | undefined {
    return this.shelf.sheets.get(source)?.tag(id);
  }

  /** The parsed sidecar, for places in its text (problems, 'open sidecar at the line'). */
  sidecar(source: string): Sheet['file']['now'] {
    return this.shelf.sheets.get(source)?.file.now;
  }

  codebookFile(uri: string): Book['file']['now'] {
    return this.shelf.books.get(uri)?.file.now;
  }

  /** Addresses of the sidecars that are there. */
  sidecars(): readonly string[] {
    return [...this.shelf.sheets.values()].flatMap((sheet) => sheet.layers.map((layer) => sheet.fileOf(layer).uri));
  }

  /** Is a source, sidecar or codebook known to be there? */
  knows(uri: string): boolean {
    const sheet = this.shelf.sheets.get(uri);
    if (sheet) return !sheet.missing;
    const owner = isSidecarUri(uri) ? this.shelf.sheets.get(sourceOf(uri)) : undefined;
    return owner?.hasLayer(layerOf(uri)) ?? this.shelf.books.get(uri)?.file.exists ?? false;
  }

  /** Addresses of the folders above everything that is known. */
  folders(): ReadonlySet<string> {
    const folders = new Set<string>();
    for (const uri of [...this.shelf.sheets.keys(), ...this.shelf.books.keys()]) {
      for (let folder = folderOf(uri); !folders.has(folder) && folder.includes('/'); folder = folderOf(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /** A new tag id for a source. */
  newId(source: string): string {
    const sheet = this.shelf.sheets.get(source);
    const files = [...(sheet?.files.values() ?? [])];
    return newTagId(this.ports.random, (id) => sheet?.tag(id) !== undefined || files.some(({ now }) => now?.tag(id)));
  }

  // ---- open texts ---------------------------------------------------------------------------------------------------

  /** An editor has the source: its tags move with the text from now on. */
  async opened(uri: string, text: () => string): Promise<void> {
    const sheet = await this.shelf.ensure(uri);
    if (!sheet) return;
    // Events of the sidecar can have been lost: it is compared when its source is looked at.
    if (await sheet.file.load()) sheet.tagsChanged();
    // Asked for twice: what is followed already goes on, with the places that are not saved yet.
    const stand = sheet.live !== undefined || sheet.standsIn(text());
    const olds = stand ? [] : await this.shelf.compared.of(uri, sheet.file.uri);
    if (sheet.live) for (const live of sheet.followed.values()) live.replace(text());
    else sheet.open(text(), olds);
    this.places.keep(sheet);
    sheet.touch();
    this.fire({ sources: [uri] });
  }

  /**
   * All changes of one event together; offsets are those of the text before it, `now` gives the text after it. `reloaded`: they are
   * another program's, seen as a whole.
   */
  changed(uri: string, changes: readonly TextChange[], now: () => string, reloaded = false): void {
    const sheet = this.shelf.sheets.get(uri);
    if (!sheet?.live || changes.length === 0) return;
    let changed = false;
    for (const live of sheet.followed.values()) if (live.change(changes, now, reloaded)) changed = true;
    if (changed) {
      sheet.touch();
      this.fire({ sources: [uri] });
    }
  }

  closed(uri: string): void {
    const sheet = this.shelf.sheets.get(uri);
    if (!sheet?.live) return;
    this.places.keep(sheet);
    sheet.close();
    this.fire({ sources: [uri] });
  }

  /** The source was saved: the places of the tags that moved with its text are written. */
  saved(uri: string, text: string): Promise<void> {
    return this.places.saved(uri, text);
  }

  /** Accepts the new places of tags that were found again: all of the source, or those named. Returns how many. */
  accept(uri: string, ids?: readonly string[]): Promise<number> {
    return this.places.accept(uri, ids);
  }

  /** Is the source followed, key press by key press? */
  isOpen(uri: string): boolean {
    return this.shelf.sheets.get(uri)?.live !== undefined;
  }

  /** The text of an open source as it is now. */
  liveText(uri: string): Sheet['live'] {
    return this.shelf.sheets.get(uri)?.live;
  }

  /** The text of a source as it is now, open or not; undefined: there is no such file. Rejects where it cannot be read. */
  async textOf(uri: string): Promise<PlaceableText | undefined> {
    return this.liveText(uri)?.text ?? this.texts.of(uri);
  }

  /** The tags at an offset of an open source's document, the innermost first. */
  tagsAt(uri: string, offset: number): readonly Tag[] {
    return this.liveTags(uri, (live) => live.at(offset));
  }

  tagsWithin(uri: string, from: number, to: number): readonly Tag[] {
    return this.liveTags(uri, (live) => live.within(from, to));
  }

  private liveTags(uri: string, ask: (live: NonNullable<Sheet['live']>) => readonly string[]): readonly Tag[] {
    const sheet = this.shelf.sheets.get(uri);
    if (!sheet?.live) return [];
    return ask(sheet.live).flatMap((id) => sheet.tag(id) ?? []);
  }

  /** Offsets of a tag's pieces in the open document; undefined when it is lost or the source is not open. */
  rangesOf(uri: string, id: string): readonly Range[] | undefined {
    return this.shelf.sheets.get(uri)?.live?.spansOf(id);
  }

  // ---- editing ------------------------------------------------------------------------------------------------------

  /**
   * Applies changes at once, all files of them as one step of undo, and queues the writes. Throws `Refused` before anything is
   * changed when one of the files cannot be read whole, `NotYourLayer` where tags are not the user's to change.
   */
  async edit(label: string, files: readonly FileChange[]): Promise<Edited> {
    return this.edits.edit(label, this.layers.resolve(files));
  }

  /** Puts a step on the stack of undo that was done by other means; `changes` take it back. */
  async adopt(label: string, changes: readonly FileChange[]): Promise<void> {
    return this.edits.adopt(label, this.layers.resolve(changes));
  }

  /** Stands for the step that undo would take back; another object after every other step. */
  get lastStep(): unknown {
    return this.edits.lastStep;
  }

  /** Ids of the tags of a source that the steps of undo are about, the latest first, each once. */
  lastTags(uri: string): readonly string[] {
    return this.edits.lastTags(uri);
  }

  get canUndo(): boolean {
    return this.edits.canUndo;
  }

  get canRedo(): boolean {
    return this.edits.canRedo;
  }

  /** Takes the last step back. Undefined: there is nothing to take back. */
  undo(): Promise<Replayed | undefined> {
    return this.edits.undo();
  }

  redo(): Promise<Replayed | undefined> {
    return this.edits.redo();
  }

  /** Writes everything that is pending; rejects with the first failure. */
  async flush(): Promise<void> {
    await Promise.all([...this.shelf.allFiles()].map((file) => file.flush()));
  }

  /** Sidecars and codebooks with changes that could not be written yet, in this session or an earlier one. */
  unsaved(): readonly Unsaved[] {
    return this.waiting.list();
  }

  /**
   * Takes over what windows that are no more have left: changes that are not on disk, interrupted ones, and what was not decided.
   * `found`: there was something. `others`: there are other windows on this workspace, which may end and leave something as well.
   */
  async collect(): Promise<{ found: boolean; others: boolean }> {
    const old = this.adoptOld();
    const { found, others } = await this.kept.collect(isPart);
    this.waiting.adopt(found);
    this.disputes.adopt(found);
    await this.journal.adopt(found);
    const any = old || found.length > 0;
    if (any) this.fire({});
    return { found: any, others };
  }

  /** Up to version 0.4 one value of the store had all of it, whichever window wrote last. */
  private adoptOld(): boolean {
    const { store } = this.ports;
    let any = false;
    const take = <T>(key: string, adopt: (items: readonly T[]) => unknown): void => {
      const items = store.get(key);
      if (items === undefined) return;
      any = true;
      if (Array.isArray(items)) void adopt(items as readonly T[]);
      void store.set(key, undefined);
    };
    take<Parameters<Waiting['adoptWhole']>[0][number]>('unwritten', (items) => this.waiting.adoptWhole(items));
    take<Whole>('journal', (items) => this.journal.adoptWhole(items.filter((one) => Array.isArray(one?.files))));
    take<Dispute>('disputes', (items) => this.disputes.adoptWhole(items));
    return any;
  }

  /** How many changes an earlier session could not write. */
  get leftBehind(): number {
    return this.waiting.leftBehind;
  }

  /**
   * Makes again what an earlier session could not write, and tries to write everything. Returns how many changes were left out
   * because somebody else has changed the file since; rejects with the first failure.
   */
  async retry(): Promise<number> {
    const again = this.waiting.again((label, files) => this.edit(label, files));
    // One file of the earlier session that cannot be changed must not keep those of this one from being written.
    await Promise.allSettled([again]);
    await this.flush();
    return again;
  }

  /** A change of several files was finished or taken back: of it nothing waits for single files any more. */
  settle(files: readonly FileChange[]): void {
    this.waiting.settle(files);
  }

  /**
   * Writes a sidecar or codebook again that went away under changes to it, with what it said before and the changes on top.
   * Returns how many changes were left out because they met something else. Rejects when it cannot be written.
   */
  writeAgain(uri: string): Promise<number> {
    return this.waiting.writeAgain(uri, (label, files) => this.edit(label, files));
  }

  /** The window closes: what is pending is written; what is not on disk by then is kept for the next session. */
  async end(): Promise<void> {
    for (const sheet of this.shelf.sheets.values()) this.places.keep(sheet);
    try {
      await this.flush();
    } finally {
      await this.waiting.stand();
      await this.kept.close();
      await this.shelf.compared.settled();
    }
  }

  /** Changes of this window that disagree with somebody else's on a field. What is on disk stands until one is chosen. */
  disputed(): readonly Dispute[] {
    return this.disputes.list();
  }

  /** Keeps what was left out of `files` for the user to decide; returns how much of it needs that. */
  dispute(files: readonly FileChange[], skipped: readonly Skipped[]): number {
    let more = 0;
    for (const file of files) {
      const own = skipped.filter(({ change }) => (file.changes as readonly unknown[]).includes(change));
      const layer = file.kind === 'sidecar' ? (file.layer ?? this.layers.reading.layer) : undefined;
      more += this.disputes.add(file.kind, file.uri, own, layer);
    }
    if (more > 0) this.fire({});
    return more;
  }

  /** Ends a dispute: with this window's value, as a step of undo, or with what stands there. */
  async decide(dispute: Dispute, whose: 'mine' | 'theirs'): Promise<void> {
    const change = whose === 'mine' ? this.disputes.mine(dispute) : undefined;
    const done = change && (await this.edit('Decide between two changes', [change]));
    this.disputes.settle(dispute);
    this.fire({});
    await done?.written;
  }

  /** Gives up the changes to a sidecar or codebook that could not be written. */
  discard(uri: string): void {
    this.waiting.giveUp(uri);
  }

  private fire(what: Touched): void {
    this.snapshot = undefined;
    this.changes.fire({
      sources: new Set(what.sources ?? []),
      codebooks: new Set(what.codebooks ?? []),
      listing: what.listing ?? false,
    });
    this.settleNotes();
  }

  /** A note whose changes have been written after all, or given up, is struck out. */
  private settleNotes(): void {
    const pending = (): Set<unknown> => new Set([...this.shelf.allFiles()].flatMap((file) => [...file.waiting]));
    this.journal.settle(pending).catch((error: unknown) => {
      this.ports.log.warn(`The journal was not stored: ${String(error)}`);
    });
  }

  dispose(): void {
    this.kept.dispose();
    for (const file of this.shelf.allFiles()) file.dispose();
  }
}
