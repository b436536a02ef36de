/**
 * The library: the one object with state. It knows every source of the workspace with its tags and codebooks, takes edits,
 * follows the texts that are open, and tells in one event what changed. It reaches the world through the ports alone.
 */
import type { CodebookChange, FileChange, Skipped, SidecarChange } from '../changes';
import { applyToCodebook, readCodebook } from '../codebook';
import type { CodebookView, Corpus, SourceView } from '../corpus';
import { Emitter } from '../emitter';
import type { TextChange } from '../anchors/live';
import type { PlaceableText, Range } from '../anchors/place';
import { newTagId, type Tag } from '../model';
import { codebookPlaces, isWithin, sidecarOf, sourceOf } from '../names';
import type { Files, Log, SidecarCache, Store } from '../ports';
import { applyToSidecar, decodeYaml, encodeYaml, readSidecar } from '../sidecar';
import { naturalCompare } from '../text/natural';
import { Book } from './book';
import { History, type Step } from './history';
import { Journal } from './journal';
import { fittingFiles, guarded } from './replay';
import { Sheet } from './sheet';
import { Texts } from './texts';
import { Refused, YamlFile, type Format } from './yaml-file';

export interface LibraryChange {
  /** Addresses of the sources of which something changed: tags, places, details, state of writing. */
  readonly sources: ReadonlySet<string>;
  readonly codebooks: ReadonlySet<string>;
  /** Sources came or went. */
  readonly listing: boolean;
}

export interface Edited {
  /** Ids of the tags that were added, in order. */
  readonly added: readonly string[];
  readonly skipped: readonly Skipped[];
  /** How many changes took effect. */
  readonly count: number;
  /** Resolves when everything is on disk; rejects with the first error (the changes stay pending and are tried again). */
  readonly written: Promise<void>;
}

export interface LibraryPorts {
  readonly files: Files;
  readonly store: Store;
  readonly log: Log;
  readonly cache?: SidecarCache;
  /** Numbers in [0, 1) for new ids. */
  readonly random: () => number;
}

/** How many sidecars are read at the same time. */
const PARALLEL = 24;

export class Library {
  private readonly changes = new Emitter<LibraryChange>();
  readonly onDidChange = this.changes.event;

  private readonly sheets = new Map<string, Sheet>();
  private readonly books = new Map<string, Book>();
  private readonly history: History;
  readonly journal: Journal;
  private readonly texts: Texts;
  private snapshot: readonly Corpus[] | undefined;
  private listed: Promise<void> | undefined;
  private allRead: Promise<void> | undefined;

  constructor(private readonly ports: LibraryPorts) {
    this.history = new History(ports.store);
    this.journal = new Journal(ports.store);
    this.texts = new Texts(ports.files);
  }

  // ---- finding and reading ------------------------------------------------------------------------------------------

  /** Finds the names of all sources and codebooks, once. Reads codebooks, and no sidecar. */
  list(): Promise<void> {
    return (this.listed ??= this.rescan());
  }

  /** Looks again at which files there are; what is known of those that are still there stays. */
  async rescan(): Promise<void> {
    const listing = await this.ports.files.list();
    const sources = new Set([...listing.sources, ...listing.sidecars.map(sourceOf)]);
    const there = new Set(listing.sources);
    for (const uri of this.sheets.keys()) {
      const sheet = this.sheets.get(uri);
      if (sheet && !sources.has(uri) && !sheet.live && !sheet.file.hasPending) {
        sheet.file.dispose();
        this.sheets.delete(uri);
      }
    }
    for (const uri of sources) {
      const sheet = this.sheet(uri);
      if (sheet && !there.has(uri) && !sheet.live) sheet.missing = true;
      sheet?.touch();
    }
    await Promise.all(listing.codebooks.map((uri) => this.book(uri).file.load()));
    for (const sheet of this.sheets.values()) sheet.codebook = '';
    for (const sheet of this.sheets.values()) await this.findCodebook(sheet);
    this.fire({ listing: true, codebooks: this.books.keys(), sources: this.sheets.keys() });
    if (this.allRead) await this.readSheets();
  }

  /** Reads every sidecar once, off the key path. `progress` is told how many of how many are read. */
  readAll(progress?: (done: number, of: number) => void): Promise<void> {
    return (this.allRead ??= this.list().then(() => this.readSheets(progress)));
  }

  private async readSheets(progress?: (done: number, of: number) => void): Promise<void> {
    const todo = [...this.sheets.values()].filter((sheet) => !sheet.file.isLoaded);
    let done = 0;
    const next = async (): Promise<void> => {
      for (let sheet = todo.pop(); sheet; sheet = todo.pop()) {
        await this.readSheet(sheet);
        progress?.(++done, done + todo.length);
      }
    };
    const all = new Set(todo.map((sheet) => sheet.uri));
    await Promise.all(Array.from({ length: PARALLEL }, next));
    if (all.size > 0) this.fire({ sources: all });
  }

  private async readSheet(sheet: Sheet): Promise<void> {
    try {
      if (await this.fromCache(sheet)) return;
      await sheet.file.load();
      sheet.tagsChanged();
      const { cache, files } = this.ports;
      const stamp = cache && sheet.file.now && (await files.stamp(sidecarOf(sheet.uri)));
      if (cache && stamp && sheet.file.now) await cache.set(sheet.uri, stamp, sheet.file.now.text);
    } catch (error) {
      // One unreadable file must not keep the others from being shown.
      this.ports.log.error(`${sidecarOf(sheet.uri)}: not read: ${String(error)}`);
    }
  }

  private async fromCache(sheet: Sheet): Promise<boolean> {
    const { cache, files } = this.ports;
    if (!cache) return false;
    const stamp = await files.stamp(sidecarOf(sheet.uri));
    const text = stamp && (await cache.get(sheet.uri, stamp));
    if (!text || !sheet.file.takeCached(text)) return false;
    sheet.tagsChanged();
    return true;
  }

  /** The sheet of a source with its sidecar and codebook read, whatever the listing says; undefined outside of any folder. */
  async ensure(uri: string): Promise<Sheet | undefined> {
    const sheet = this.sheet(uri);
    if (!sheet) return undefined;
    if (!sheet.file.isLoaded) {
      await sheet.file.load();
      sheet.tagsChanged();
    }
    if (!sheet.codebook) await this.findCodebook(sheet);
    return sheet;
  }

  private sheet(uri: string): Sheet | undefined {
    const known = this.sheets.get(uri);
    if (known) return known;
    const home = this.ports.files.home(uri);
    if (!home) return undefined;
    const file = new YamlFile(sidecarOf(uri), SIDECAR, this.ports.files, this.ports.log, () => {
      const sheet = this.sheets.get(uri);
      sheet?.tagsChanged();
      this.fire({ sources: [uri] });
    });
    const sheet = new Sheet(uri, home, file);
    this.sheets.set(uri, sheet);
    return sheet;
  }

  private book(uri: string): Book {
    const known = this.books.get(uri);
    if (known) return known;
    const file = new YamlFile(uri, CODEBOOK, this.ports.files, this.ports.log, () => {
      this.books.get(uri)?.touch();
      this.fire({ codebooks: [uri] });
    });
    const book = new Book(uri, file);
    this.books.set(uri, book);
    return book;
  }

  /** The nearest codebook upward that exists; where none does, the place in the workspace folder. */
  private async findCodebook(sheet: Sheet): Promise<void> {
    const places = codebookPlaces(sheet.uri, sheet.home.folder);
    for (const uri of places) {
      const book = this.book(uri);
      if (!book.file.isLoaded) await book.file.load();
      if (book.file.exists || book.file.now) {
        sheet.codebook = uri;
        sheet.touch();
        return;
      }
    }
    sheet.codebook = places[places.length - 1] as string;
    sheet.touch();
  }

  // ---- reading the state --------------------------------------------------------------------------------------------

  /** One corpus for each codebook in use, the larger first. */
  corpora(): readonly Corpus[] {
    if (this.snapshot) return this.snapshot;
    const byBook = new Map<string, SourceView[]>();
    for (const sheet of this.sheets.values()) {
      if (!sheet.codebook) continue;
      const list = byBook.get(sheet.codebook);
      if (list) list.push(sheet.view);
      else byBook.set(sheet.codebook, [sheet.view]);
    }
    for (const [uri, book] of this.books) if (book.file.exists && !byBook.has(uri)) byBook.set(uri, []);
    this.snapshot = [...byBook]
      .map(([uri, sources]) => ({
        codebook: this.book(uri).view,
        sources: sources.sort((a, b) => naturalCompare(a.name, b.name)),
      }))
      .sort((a, b) => b.sources.length - a.sources.length);
    return this.snapshot;
  }

  source(uri: string): SourceView | undefined {
    return this.sheets.get(uri)?.view;
  }

  corpusOf(source: string): Corpus | undefined {
    const codebook = this.sheets.get(source)?.codebook;
    return this.corpora().find((corpus) => corpus.codebook.uri === codebook);
  }

  codebook(uri: string): CodebookView | undefined {
    return this.books.get(uri)?.view;
  }

  codebookOf(source: string): CodebookView | undefined {
    const uri = this.sheets.get(source)?.codebook;
    return uri ? this.books.get(uri)?.view : undefined;
  }

  tag(source: string, id: string): Tag | undefined {
    return this.sheets.get(source)?.tag(id);
  }

  /** The parsed sidecar, for places in its text (problems, 'open sidecar at the line'). */
  sidecar(source: string): Sheet['file']['now'] {
    return this.sheets.get(source)?.file.now;
  }

  codebookFile(uri: string): Book['file']['now'] {
    return this.books.get(uri)?.file.now;
  }

  /** A new tag id for a source. */
  newId(source: string): string {
    const sheet = this.sheets.get(source);
    return newTagId(this.ports.random, (id) => sheet?.tag(id) !== undefined);
  }

  // ---- open texts ---------------------------------------------------------------------------------------------------

  /** An editor has the source: its tags move with the text from now on. */
  async opened(uri: string, text: () => string): Promise<void> {
    const sheet = await this.ensure(uri);
    if (!sheet) return;
    // A cached sidecar is believed only until its source is looked at.
    if (await sheet.file.load()) sheet.tagsChanged();
    sheet.open(text());
    this.fire({ sources: [uri] });
  }

  /** All changes of one event together; offsets are those of the text before it, `now` gives the text after it. */
  changed(uri: string, changes: readonly TextChange[], now: () => string): void {
    const sheet = this.sheets.get(uri);
    if (!sheet?.live || changes.length === 0) return;
    if (sheet.live.change(changes, now)) {
      sheet.touch();
      this.fire({ sources: [uri] });
    }
  }

  closed(uri: string): void {
    this.sheets.get(uri)?.close();
  }

  /** The source was saved: the places of the tags that moved with its text are written. */
  async saved(uri: string, text: string): Promise<void> {
    const sheet = this.sheets.get(uri);
    if (!sheet?.live || sheet.file.refusal) return;
    if (sheet.live.replace(text)) sheet.touch();
    await this.settle(sheet, sheet.live.drift(sheet.tags));
  }

  private async settle(sheet: Sheet, drift: readonly SidecarChange[]): Promise<void> {
    if (drift.length === 0) return;
    const { written } = sheet.file.apply(drift);
    sheet.tagsChanged();
    this.fire({ sources: [sheet.uri] });
    await written;
  }

  /** Accepts the new places of tags that were found again: all of the source, or those named. Returns how many. */
  async accept(uri: string, ids?: readonly string[]): Promise<number> {
    const sheet = await this.ensure(uri);
    if (!sheet) return 0;
    const moved = sheet.tags.filter(
      (tag) => sheet.view.placements.get(tag.id)?.kind === 'moved' && (!ids || ids.includes(tag.id)),
    );
    if (moved.length === 0) return 0;
    if (!sheet.live) {
      const text = await this.ports.files.readText(uri);
      if (text === undefined) return 0;
      sheet.open(text);
    }
    const wanted = new Set(moved.map((tag) => tag.id));
    const drift = (sheet.live?.drift(moved, (id) => wanted.has(id)) ?? []).filter(
      (change) => change.op === 'set' && wanted.has(change.id),
    );
    await (
      await this.edit('Accept moved tags', [{ kind: 'sidecar', uri, changes: drift }])
    ).written;
    return drift.length;
  }

  /** Is the source followed, key press by key press? */
  isOpen(uri: string): boolean {
    return this.sheets.get(uri)?.live !== undefined;
  }

  /** The text of an open source as it is now. */
  liveText(uri: string): Sheet['live'] {
    return this.sheets.get(uri)?.live;
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
    const sheet = this.sheets.get(uri);
    if (!sheet?.live) return [];
    return ask(sheet.live).flatMap((id) => sheet.tag(id) ?? []);
  }

  /** Offsets of a tag's pieces in the open document; undefined when it is lost or the source is not open. */
  rangesOf(uri: string, id: string): readonly Range[] | undefined {
    return this.sheets.get(uri)?.live?.spansOf(id);
  }

  // ---- editing ------------------------------------------------------------------------------------------------------

  /**
   * Applies changes at once, all files of them as one step of undo, and queues the writes. Throws {@link Refused} before
   * anything is changed when one of the files cannot be read whole.
   */
  async edit(label: string, files: readonly FileChange[]): Promise<Edited> {
    const done = await this.perform(files);
    if (done.count > 0) this.history.push({ label, changes: done.inverse });
    return done;
  }

  private async perform(files: readonly FileChange[]): Promise<Edited & { inverse: readonly FileChange[] }> {
    for (const file of files) await this.openForChange(file);
    const inverse: FileChange[] = [];
    const skipped: Skipped[] = [];
    const added: string[] = [];
    const writes: Promise<void>[] = [];
    let count = 0;
    // The note of a change of several files, with what takes it back, must stand before the first of them is written.
    let release: () => void = () => undefined;
    const noted = files.length > 1 ? new Promise<void>((resolve) => (release = resolve)) : undefined;
    try {
      for (const file of files) {
        const applied = this.applyTo(file, noted);
        writes.push(applied.written);
        skipped.push(...applied.skipped);
        count += file.changes.length - applied.skipped.length;
        if (applied.inverse.length > 0) inverse.unshift(inverseOf(file, applied.inverse));
        const left = new Set<unknown>(applied.skipped.map((skip) => skip.change));
        for (const change of file.changes) if (change.op === 'add' && !left.has(change)) added.push(change.tag.id);
      }
    } catch (error) {
      release();
      throw error;
    }
    const journal = noted && (await this.note(files, inverse));
    release();
    this.fire({
      sources: files.filter((file) => file.kind === 'sidecar').map((file) => file.uri),
      codebooks: files.filter((file) => file.kind === 'codebook').map((file) => file.uri),
    });
    const written = Promise.all(writes).then(() => journal?.end());
    // Whoever awaits `written` learns of a failure; for others it is in the log and in `unsaved`.
    written.catch(() => undefined);
    return { added, skipped, count, written, inverse };
  }

  /** Without a note a crash could leave the change half done; that is no reason not to do it. */
  private async note(
    files: readonly FileChange[],
    inverse: readonly FileChange[],
  ): Promise<{ end(): Promise<void> } | undefined> {
    try {
      return await this.journal.begin(files, inverse);
    } catch (error) {
      this.ports.log.error(`A change of ${files.length} files could not be noted: ${String(error)}`);
      return undefined;
    }
  }

  private async openForChange(file: FileChange): Promise<void> {
    const target = file.kind === 'sidecar' ? (await this.ensure(file.uri))?.file : this.book(file.uri).file;
    if (!target) throw new Error('This file is in no folder of the workspace, so its tags would have no place.');
    if (!target.isLoaded) await target.load();
    if (target.refusal) throw new Refused(target.refusal);
  }

  private applyTo(
    file: FileChange,
    after: Promise<void> | undefined,
  ): {
    inverse: readonly unknown[];
    skipped: readonly Skipped[];
    written: Promise<void>;
  } {
    if (file.kind === 'codebook') {
      const book = this.book(file.uri);
      const applied = book.file.apply(file.changes, after);
      book.touch();
      return applied;
    }
    const sheet = this.sheets.get(file.uri) as Sheet;
    const applied = sheet.file.apply(file.changes, after);
    sheet.tagsChanged();
    return applied;
  }

  get canUndo(): boolean {
    return this.history.canUndo;
  }

  get canRedo(): boolean {
    return this.history.canRedo;
  }

  /** Takes the last step back. Undefined: there is nothing to take back. */
  undo(): Promise<(Edited & { label: string }) | undefined> {
    return this.replay(this.history.takeUndo(), 'redo');
  }

  redo(): Promise<(Edited & { label: string }) | undefined> {
    return this.replay(this.history.takeRedo(), 'undo');
  }

  private async replay(
    step: Step | undefined,
    other: 'undo' | 'redo',
  ): Promise<(Edited & { label: string }) | undefined> {
    if (!step) return undefined;
    try {
      for (const file of step.changes) await this.openForChange(file);
      const { files, skipped } = fittingFiles(step.changes, (source, id) => this.tag(source, id));
      const done = await this.perform(files);
      if (done.count > 0) this.history.pushBack(other, { label: step.label, changes: done.inverse });
      return { ...done, skipped: [...skipped, ...done.skipped], label: step.label };
    } catch (error) {
      // The step was not applied: it stays where it was.
      this.history.pushBack(other === 'redo' ? 'undo' : 'redo', step);
      throw error;
    }
  }

  // ---- hints from outside -------------------------------------------------------------------------------------------

  /** A sidecar or codebook may have changed on disk or in an editor. Compares contents; says nothing where they agree. */
  async refresh(uri: string): Promise<void> {
    const book = this.books.get(uri);
    if (book) {
      const existed = book.file.exists;
      if (!(await book.file.load())) return;
      book.touch();
      if (existed !== book.file.exists) await this.relink();
      this.fire({ codebooks: [uri] });
      return;
    }
    const source = sourceOf(uri);
    const sheet = this.sheets.get(source);
    if (!sheet || !(await sheet.file.load())) return;
    sheet.tagsChanged();
    this.fire({ sources: [source] });
  }

  /** A codebook came or went: sources below it may have another one now. */
  private async relink(): Promise<void> {
    for (const sheet of this.sheets.values()) await this.findCodebook(sheet);
    this.fire({ listing: true });
  }

  /** A closed source may have changed on disk: it is compared anew when somebody asks. */
  textMayHaveChanged(uri: string): void {
    this.sheets.get(uri)?.uncheck();
  }

  /** Compares the texts of closed sources that have tags and were not compared yet. `stop` is asked between files. */
  async check(uris: Iterable<string> = this.sheets.keys(), stop: () => boolean = () => false): Promise<void> {
    const changed: string[] = [];
    for (const uri of [...uris]) {
      if (stop()) break;
      const sheet = await this.ensure(uri);
      if (!sheet || sheet.checked || sheet.tags.length === 0) continue;
      try {
        const text = await this.ports.files.readText(uri);
        if (sheet.check(text)) changed.push(uri);
      } catch (error) {
        // Too large or in an unknown encoding: its tags are shown as they were written, and the log says so.
        this.ports.log.warn(`${uri}: not compared with its tags: ${String(error)}`);
      }
    }
    if (changed.length > 0) this.fire({ sources: changed });
  }

  /** A source and its sidecar have another address. Pending changes must be written before (`flush`). */
  renamed(from: string, to: string): void {
    for (const [uri, sheet] of [...this.sheets]) {
      if (!isWithin(from, uri)) continue;
      const target = to + uri.slice(from.length);
      sheet.file.dispose();
      this.sheets.delete(uri);
      this.history.rename(uri, target);
      this.sheet(target);
    }
    this.fire({ listing: true });
  }

  /** Writes everything that is pending; rejects with the first failure. */
  async flush(): Promise<void> {
    await Promise.all([...this.allFiles()].map((file) => file.flush()));
  }

  /** Files with changes that could not be written yet. */
  unsaved(): readonly { uri: string; why: string }[] {
    return [...this.allFiles()].flatMap((file) => (file.unsaved ? [{ uri: file.uri, why: file.unsaved }] : []));
  }

  /** Gives up the changes to a sidecar or codebook that could not be written. */
  discard(uri: string): void {
    for (const file of this.allFiles()) if (file.uri === uri) file.discard();
    const sheet = this.sheets.get(sourceOf(uri));
    sheet?.tagsChanged();
    this.books.get(uri)?.touch();
    this.fire(sheet ? { sources: [sheet.uri] } : { codebooks: [uri] });
  }

  private *allFiles(): Iterable<Sheet['file'] | Book['file']> {
    for (const sheet of this.sheets.values()) yield sheet.file;
    for (const book of this.books.values()) yield book.file;
  }

  private fire(what: { sources?: Iterable<string>; codebooks?: Iterable<string>; listing?: boolean }): void {
    this.snapshot = undefined;
    this.changes.fire({
      sources: new Set(what.sources ?? []),
      codebooks: new Set(what.codebooks ?? []),
      listing: what.listing ?? false,
    });
  }

  dispose(): void {
    for (const file of this.allFiles()) file.dispose();
  }
}

function inverseOf(file: FileChange, inverse: readonly unknown[]): FileChange {
  return file.kind === 'codebook'
    ? { ...file, changes: inverse as readonly CodebookChange[] }
    : { ...file, changes: guarded(inverse as readonly SidecarChange[], file.changes) };
}

const SIDECAR: Format<NonNullable<Sheet['file']['now']>, SidecarChange> = {
  decode: decodeYaml,
  encode: encodeYaml,
  read: readSidecar,
  apply: (now, changes) => {
    const { sidecar, inverse, skipped } = applyToSidecar(now, changes);
    return { value: sidecar, inverse, skipped };
  },
};

const CODEBOOK: Format<NonNullable<Book['file']['now']>, CodebookChange> = {
  decode: decodeYaml,
  encode: encodeYaml,
  read: readCodebook,
  apply: (now, changes) => {
    const { codebook, inverse, skipped } = applyToCodebook(now, changes);
    return { value: codebook, inverse, skipped };
  },
};
