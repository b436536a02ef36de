/** The sources and codebooks that are known: finding them, reading them, and following what happens to them outside. */
import type { CodebookChange, SidecarChange, Skipped } from '../changes';
import { applyToCodebook, readCodebook } from '../codebook';
import { codebookPlaces, isSourceUri, isWithin, layerOf, SHARED, sourceOf } from '../names';
import type { CacheStore, Files, Log, Revisions, TextStore } from '../ports';
import { applyToSidecar, decodeYaml, encodeYaml, readSidecar } from '../sidecar';
import { naturalCompare } from '../text/natural';
import { Book } from './book';
import { Cache, FRESH } from './cache';
import { Compared } from './compared';
import { applyImplied, isVeiled, READ_SHARED, type Reading } from './layer';
import { inParallel, inTurns } from './parallel';
import { Sheet, type SheetFile } from './sheet';
import { YamlFile, type Format } from './yaml-file';

export interface ShelfPorts {
  readonly files: Files;
  readonly log: Log;
  /** Spares reading what was read in an earlier session. */
  readonly cache?: CacheStore | undefined;
  /** Keeps the texts of sources as they were last compared, to prove where tags went. */
  readonly texts?: TextStore | undefined;
  readonly revisions?: Revisions | undefined;
}

/** What changed, to be told in one event. */
export interface Touched {
  readonly sources?: Iterable<string>;
  readonly codebooks?: Iterable<string>;
  readonly listing?: boolean;
}

/** A file of which something is not on disk. */
export type Pending =
  | { readonly kind: 'sidecar'; readonly uri: string; readonly layer: string; readonly file: SheetFile }
  | { readonly kind: 'codebook'; readonly uri: string; readonly file: Book['file'] };

/** How many texts are compared with their tags at the same time; they may be large. */
const PARALLEL_TEXTS = 4;

export class Shelf {
  readonly sheets = new Map<string, Sheet>();
  readonly books = new Map<string, Book>();
  private ordered: readonly Sheet[] | undefined;
  private listed: Promise<void> | undefined;
  private allRead: Promise<void> | undefined;
  private readonly cache: Cache;
  readonly compared: Compared;
  /** Whose tags are read. */
  reading: Reading = READ_SHARED;
  /** In the place of tags that the user must not see yet: a file that is never there. */
  private readonly veil: SheetFile;

  constructor(
    private readonly ports: ShelfPorts,
    private readonly fire: (what: Touched) => void,
    /** Told of pending changes that met something else than they were made on. */
    private readonly disputed: (
      kind: 'sidecar' | 'codebook',
      uri: string,
      skipped: readonly Skipped[],
      layer?: string,
    ) => void,
    /** Told when what is not on disk of a file is another. */
    private readonly pends: (one: Pending) => void,
  ) {
    const nothing = { read: () => Promise.resolve(undefined), update: () => Promise.resolve(undefined) };
    this.veil = new YamlFile('', sidecarFormat(SHARED), nothing, ports.log, () => undefined);
    this.compared = new Compared(ports.texts, ports.revisions, ports.log);
    this.cache = new Cache(ports.cache, ports.files, ports.log);
  }

  /** All sources in natural order of their names, sorted again only when one came or went. */
  inOrder(): readonly Sheet[] {
    return (this.ordered ??= [...this.sheets.values()].sort((a, b) => naturalCompare(a.home.name, b.home.name)));
  }

  private put(sheet: Sheet): void {
    this.sheets.set(sheet.uri, sheet);
    this.ordered = undefined;
  }

  private drop(uri: string): void {
    this.sheets.delete(uri);
    this.ordered = undefined;
  }

  /** Finds the names of all sources and codebooks, once. Reads codebooks, and no sidecar. */
  list(): Promise<void> {
    return (this.listed ??= this.rescan().then(
      () => undefined,
      (error: unknown) => {
        // What failed now may work when somebody asks again.
        this.listed = undefined;
        throw error;
      },
    ));
  }

  /** Looks again at which files there are; what is known of those that are still there stays. Returns: did sources come or go? */
  async rescan(): Promise<boolean> {
    const before = new Set(this.sheets.keys());
    const listing = await this.ports.files.list();
    const sidecars = bySource(listing.sidecars);
    await inTurns([...listing.sources, ...sidecars.keys()], (uri) => void this.sheet(uri));
    await inTurns([...this.sheets.values()], (sheet) => sheet.list(sidecars.get(sheet.uri) ?? []));
    await this.lookAtUnlisted(new Set(listing.sources));
    await this.dropTwins(new Set(listing.sources));
    // Those that were known and are not listed any more as well: they may be gone.
    await inParallel([...new Set([...listing.codebooks, ...this.books.keys()])], async (uri) => {
      const book = this.book(uri);
      if (await this.loadOf(book.file)) book.touch();
    });
    await inTurns([...this.sheets.values()], (sheet) => this.findCodebook(sheet));
    this.fire({ listing: true, codebooks: this.books.keys(), sources: this.sheets.keys() });
    // The contents of what was read before as well: events from outside can be lost.
    await this.readSheets((sheet) => this.allRead !== undefined || sheet.file.isLoaded);
    return before.size !== this.sheets.size || [...before].some((uri) => !this.sheets.has(uri));
  }

  /** A listing can lag behind or leave files out: of what it does not name, only what is not there is dropped. */
  private async lookAtUnlisted(listed: ReadonlySet<string>): Promise<void> {
    const { files } = this.ports;
    await inParallel([...this.sheets.values()], async (sheet) => {
      sheet.touch();
      if (sheet.live) return;
      const pending = [...sheet.files.values()].some(({ hasPending }) => hasPending);
      if ((!files.home(sheet.uri) || !isSourceUri(sheet.uri)) && !pending) {
        // Its workspace folder was taken out, or files of its kind are sources no more.
        sheet.dispose();
        this.drop(sheet.uri);
        return;
      }
      if (listed.has(sheet.uri)) {
        sheet.missing = false;
        // A folder that was replaced as a whole has one event for all the texts in it.
        if (sheet.wasCompared && sheet.textStamp !== (await files.stamp(sheet.uri))?.text) sheet.uncheck();
        return;
      }
      try {
        const sidecars = new Set([sheet.fileOf(SHARED), ...sheet.files.values()].map(({ uri }) => uri));
        const [text, ...tags] = await Promise.all([sheet.uri, ...sidecars].map((uri) => files.stamp(uri)));
        sheet.missing = text === undefined;
        const any = sheet.layers.length > 0 || tags.some((stamp) => stamp !== undefined);
        if (text !== undefined || any || sheet.live || pending) return;
      } catch (error) {
        this.ports.log.warn(`${sheet.uri}: kept as it was known: ${String(error)}`);
        return;
      }
      sheet.dispose();
      this.drop(sheet.uri);
    });
  }

  // ---- layers -------------------------------------------------------------------------------------------------------

  /** Reads the tags of another layer from now on, in every source. */
  async read(reading: Reading): Promise<void> {
    this.reading = reading;
    const changed = [...this.sheets.values()].filter((sheet) => this.veilOrNot(sheet));
    if (changed.length > 0) this.fire({ sources: changed.map(({ uri }) => uri), listing: true });
    // What was open or read must not look empty for long.
    await this.readSheets((sheet) => (this.allRead !== undefined || sheet.live !== undefined) && !this.isRead(sheet));
  }

  /** Puts the layer that is read, or a veil, before a source. Returns: is it another one than before? */
  private veilOrNot(sheet: Sheet): boolean {
    return sheet.read(
      this.reading.layer,
      isVeiled(this.reading, () => this.isFinished(sheet)),
    );
  }

  /** Has the user marked the source as finished, as far as is known? */
  isFinished(sheet: Sheet, coder = this.reading.me): boolean {
    return coder !== undefined && sheet.fileOf(coder).now?.finished === true;
  }

  /** Other files of a source than that of the layer that is read, without which it cannot be shown as it should. */
  private companions(sheet: Sheet): SheetFile[] {
    const { layer, me } = this.reading;
    const wanted = [layer === SHARED ? undefined : SHARED, me === layer ? undefined : me];
    const needed = wanted.flatMap((one) => (one !== undefined && sheet.hasLayer(one) ? [sheet.fileOf(one)] : []));
    const known = [...sheet.files.values()].filter((file) => file.isLoaded && file !== sheet.file);
    return [...new Set([...needed, ...known])];
  }

  private isRead(sheet: Sheet): boolean {
    return sheet.file.isLoaded && this.companions(sheet).every(({ isLoaded }) => isLoaded);
  }

  /** Reads these (or all) layers of the sources too, beside the one that is read. */
  async readLayers(uris: Iterable<string> = this.sheets.keys()): Promise<void> {
    const changed: string[] = [];
    await inParallel([...uris], async (uri) => {
      const sheet = this.sheets.get(uri);
      for (const layer of sheet?.layers ?? []) {
        const file = sheet?.fileOf(layer);
        if (!sheet || !file || file.isLoaded || !(await this.loadOf(file))) continue;
        this.changedHere(sheet, layer);
        changed.push(uri);
      }
    });
    if (changed.length > 0) this.fire({ sources: changed });
  }

  /**
   * Where case does not count in names, `A.txt` may be open as `a.txt`: one file, which must not count twice. The name that is open
   * stays, or else the one that is listed.
   */
  private async dropTwins(listed: ReadonlySet<string>): Promise<void> {
    const byFolded = new Map<string, string>();
    for (const uri of listed) byFolded.set(uri.toLowerCase(), uri);
    for (const sheet of [...this.sheets.values()]) {
      const name = listed.has(sheet.uri) ? undefined : byFolded.get(sheet.uri.toLowerCase());
      const twin = name === undefined ? undefined : this.sheets.get(name);
      if (!twin) continue;
      const [one, other] = await Promise.all([sheet, twin].map(({ uri }) => this.ports.files.stamp(uri)));
      if (!one || one.text !== other?.text) continue;
      const left = sheet.live ? twin : sheet;
      if (left.live || [...left.files.values()].some(({ hasPending }) => hasPending)) continue;
      left.dispose();
      this.drop(left.uri);
    }
  }

  /** Reads every sidecar once, off the key path. `progress` is told how many of how many are read. */
  readAll(progress?: (done: number, of: number) => void): Promise<void> {
    return (this.allRead ??= this.list()
      .then(() => this.readSheets((sheet) => !this.isRead(sheet), progress))
      .catch((error: unknown) => {
        this.allRead = undefined;
        throw error;
      }));
  }

  /** Reads the sidecars that are wanted, and tells of those in which something changed. */
  private async readSheets(
    wanted: (sheet: Sheet) => boolean,
    progress?: (done: number, of: number) => void,
  ): Promise<void> {
    const todo = [...this.sheets.values()].filter(wanted);
    const changed: string[] = [];
    let done = 0;
    await this.cache.load();
    await inParallel(todo, async (sheet) => {
      let other = false;
      for (const file of this.companions(sheet)) if (await this.loadOf(file)) other = true;
      if (other) this.veilOrNot(sheet);
      if (!sheet.file.isLoaded && (await this.cache.giveSidecar(sheet))) changed.push(sheet.uri);
      else if ((await this.loadOf(sheet.file)) || other) {
        sheet.tagsChanged();
        changed.push(sheet.uri);
      }
      progress?.(++done, todo.length);
    });
    if (changed.length > 0) this.fire({ sources: changed });
  }

  /** Loads a file; undefined: it cannot be read. One unreadable file must not keep the others from being shown. */
  private async loadOf(file: Sheet['file'] | Book['file']): Promise<boolean | undefined> {
    try {
      return await file.load();
    } catch (error) {
      this.ports.log.error(`${file.uri}: not read: ${String(error)}`);
      return undefined;
    }
  }

  /** The sheet of a source with its sidecar and codebook read, whatever the listing says; undefined outside of any folder. */
  async ensure(uri: string): Promise<Sheet | undefined> {
    const sheet = this.sheet(uri);
    if (!sheet) return undefined;
    if (!this.isRead(sheet)) {
      for (const file of this.companions(sheet)) await file.load();
      this.veilOrNot(sheet);
      await sheet.file.load();
      sheet.tagsChanged();
    }
    if (!sheet.codebook) await this.findCodebook(sheet);
    return sheet;
  }

  /** The sheet of a source, read or not; undefined outside of any folder. */
  sheet(uri: string): Sheet | undefined {
    const known = this.sheets.get(uri);
    if (known) return known;
    const home = this.ports.files.home(uri);
    if (!home) return undefined;
    const make = (address: string, layer: string): SheetFile => {
      const changed = (): void => this.fileChanged(uri, layer);
      const disputed = (skipped: readonly Skipped[]): void => this.disputed('sidecar', uri, skipped, layer);
      const pends = (): void => this.pends({ kind: 'sidecar', uri, layer, file });
      const { files, log } = this.ports;
      const file: SheetFile = new YamlFile(address, sidecarFormat(layer), files, log, changed, disputed, pends);
      return file;
    };
    const sheet = new Sheet(uri, home, this.reading.layer, make, this.veil);
    this.veilOrNot(sheet);
    this.put(sheet);
    return sheet;
  }

  private fileChanged(uri: string, layer: string): void {
    const sheet = this.sheets.get(uri);
    if (sheet) this.changedHere(sheet, layer);
    this.fire({ sources: [uri] });
  }

  /** A layer's sidecar says something else now: its tags follow, and what the user may see. Fires nothing. */
  changedHere(sheet: Sheet, layer: string): void {
    sheet.tagsChanged(layer);
    if (layer === this.reading.me) this.veilOrNot(sheet);
  }

  /** The codebook at an address, whether there is a file or not. */
  book(uri: string): Book {
    const known = this.books.get(uri);
    if (known) return known;
    const changed = (): void => {
      this.books.get(uri)?.touch();
      this.fire({ codebooks: [uri] });
    };
    const disputed = (skipped: readonly Skipped[]): void => this.disputed('codebook', uri, skipped);
    const pends = (): void => this.pends({ kind: 'codebook', uri, file });
    const file: Book['file'] = new YamlFile(uri, CODEBOOK, this.ports.files, this.ports.log, changed, disputed, pends);
    const book = new Book(uri, file);
    this.books.set(uri, book);
    return book;
  }

  /** The nearest codebook upward that exists; where none does, the place in the workspace folder. */
  private async findCodebook(sheet: Sheet): Promise<void> {
    const places = codebookPlaces(sheet.uri, sheet.home.folder);
    for (const uri of places) {
      const book = this.book(uri);
      // Where something stands that cannot be read, it is the codebook still: an edit of it will say why it fails.
      const unreadable = !book.file.isLoaded && (await this.loadOf(book.file)) === undefined;
      if (unreadable || book.file.exists || book.file.now) {
        sheet.codebook = uri;
        sheet.touch();
        return;
      }
    }
    sheet.codebook = places[places.length - 1] as string;
    sheet.touch();
  }

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
    const [source, layer] = [sourceOf(uri), layerOf(uri)];
    const sheet = this.sheets.get(source);
    if (sheet && (await sheet.fileOf(layer).load())) this.fileChanged(source, layer);
  }

  /** A codebook came or went: sources below it may have another one now. */
  private async relink(): Promise<void> {
    for (const sheet of this.sheets.values()) await this.findCodebook(sheet);
    this.fire({ listing: true });
  }

  /** Compares the texts of closed sources that have tags and were not compared yet. `stop` is asked between files. */
  async check(uris: Iterable<string> = this.sheets.keys(), stop: () => boolean = () => false): Promise<void> {
    const changed: string[] = [];
    const one = async (uri: string): Promise<void> => {
      if (stop()) return;
      const sheet = await this.readable(uri);
      if (!sheet?.wantsCheck) return;
      if ((await this.cache.giveText(sheet)) || (await this.compare(sheet))) changed.push(uri);
    };
    await inParallel([...uris], one, PARALLEL_TEXTS);
    if (changed.length > 0) this.fire({ sources: changed });
  }

  /** One sidecar that cannot be read must not keep the texts of the others from being compared. */
  private async readable(uri: string): Promise<Sheet | undefined> {
    try {
      return await this.ensure(uri);
    } catch (error) {
      this.ports.log.warn(`${uri}: not compared with its tags: ${String(error)}`);
      return undefined;
    }
  }

  /** False: it could not be done. */
  private async compare(sheet: Sheet): Promise<boolean> {
    const { files, log } = this.ports;
    try {
      const stamp = await files.stamp(sheet.uri);
      // What was written a moment ago may be written again without another stamp.
      const settled = stamp && stamp.modified <= Date.now() - FRESH ? stamp.text : undefined;
      const text = await files.readText(sheet.uri);
      const stand = text === undefined || sheet.standsIn(text);
      sheet.check(text, settled, stand ? [] : await this.compared.of(sheet.uri, sheet.file.uri));
      if (text !== undefined) this.keepText(sheet, text);
      return true;
    } catch (error) {
      // Too large or in an unknown encoding: its tags are shown as they were written, and the log says so.
      log.warn(`${sheet.uri}: not compared with its tags: ${String(error)}`);
      sheet.notCompared();
      return false;
    }
  }

  /** Keeps a text of a source, to prove later where its tags went. */
  keepText(sheet: Sheet, text: string): void {
    this.compared.keep(sheet.uri, text, (one) => sheet.standingIn(one), sheet.tagCount);
  }

  /** Keeps what was read and found out for the next session. `now`: milliseconds since 1970. */
  remember(now: number): Promise<void> {
    return this.cache.remember([...this.sheets.values()], now);
  }

  /** A source, or a folder of them, has another address. Returns the pairs of old and new addresses of its sources. */
  renamed(from: string, to: string): [string, string][] {
    const pairs: [string, string][] = [];
    for (const [uri, sheet] of [...this.sheets]) {
      if (!isWithin(from, uri)) continue;
      const target = to + uri.slice(from.length);
      const pending = [...sheet.files].map(([layer, file]) => [layer, file.handOver()] as const);
      this.drop(uri);
      for (const [layer, changes] of pending) this.sheet(target)?.fileOf(layer).takeOver(changes);
      this.compared.renamed(uri, target);
      pairs.push([uri, target]);
    }
    this.fire({ listing: true });
    return pairs;
  }

  *allFiles(): Iterable<Sheet['file'] | Book['file']> {
    for (const sheet of this.sheets.values()) yield* sheet.files.values();
    for (const book of this.books.values()) yield book.file;
  }
}

const sidecarFormat = (layer: string): Format<NonNullable<SheetFile['now']>, SidecarChange> => ({
  decode: decodeYaml,
  encode: (sidecar) => sidecar.bytes(),
  read: readSidecar,
  apply: (now, changes) => {
    const apply = (bare: readonly SidecarChange[]): ReturnType<typeof applyToSidecar> => applyToSidecar(now, bare);
    const { sidecar, ...rest } = applyImplied(layer, changes, (id) => now?.tag(id), apply);
    return { value: sidecar, ...rest };
  },
});

/** Sidecars by the addresses of their sources. */
function bySource(sidecars: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const uri of sidecars) {
    const source = sourceOf(uri);
    const list = found.get(source);
    if (list) list.push(uri);
    else found.set(source, [uri]);
  }
  return found;
}

const CODEBOOK: Format<NonNullable<Book['file']['now']>, CodebookChange> = {
  decode: decodeYaml,
  encode: (codebook) => encodeYaml(codebook.text),
  read: readCodebook,
  apply: (now, changes) => {
    const { codebook, ...rest } = applyToCodebook(now, changes);
    return { value: codebook, ...rest };
  },
};
