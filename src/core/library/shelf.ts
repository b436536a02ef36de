/** The sources and codebooks that are known: their sheets and books, each read when it is asked for. */
import type { Skipped } from '../changes';
import { codebookPlaces, isWithin, layerOf, SHARED, sourceOf } from '../files/addresses';
import type { CacheStore, Files, Log, Revisions, TextStore } from '../ports';
import { naturalCompare } from '../text/natural';
import { Book } from './book';
import { CODEBOOK, sidecarFormat } from './format';
import { isVeiled, READ_SHARED, type Reading } from './layer';
import type { News } from './news';
import { Sheet } from './sheet';
import type { SheetFile } from './sidecars';
import { briefOf } from './brief';
import { YamlFile } from './yaml-file';

export interface ShelfPorts {
  readonly files: Files;
  readonly log: Log;
  /** Spares reading what was read in an earlier session. */
  readonly cache?: CacheStore | undefined;
  /** Keeps the texts of sources as they were last compared, to prove where tags went. */
  readonly texts?: TextStore | undefined;
  readonly revisions?: Revisions | undefined;
}

/** A file of which something is not on disk. */
export type Pending =
  | { readonly kind: 'sidecar'; readonly uri: string; readonly layer: string; readonly file: SheetFile }
  | { readonly kind: 'codebook'; readonly uri: string; readonly file: Book['file'] };

/** Told what becomes of changes that wait. */
export interface ShelfHooks {
  /** Pending changes met something else than they were made on. */
  disputed(kind: Pending['kind'], uri: string, skipped: readonly Skipped[], layer?: string): void;
  /** What is not on disk of a file is another. */
  pends(one: Pending): void;
}

export class Shelf {
  readonly sheets = new Map<string, Sheet>();
  readonly books = new Map<string, Book>();
  private ordered: readonly Sheet[] | undefined;
  /** Whose tags are read. */
  reading: Reading = READ_SHARED;
  /** In the place of tags that the user must not see yet: a file that is never there. */
  private readonly veil: SheetFile;

  constructor(
    readonly ports: ShelfPorts,
    readonly news: News,
    private readonly hooks: ShelfHooks,
  ) {
    const nothing = { read: () => Promise.resolve(undefined), update: () => Promise.resolve(undefined) };
    this.veil = new YamlFile('', sidecarFormat(SHARED), nothing, ports.log, () => undefined);
  }

  /** All sources in natural order of their names, sorted again only when one came or went. */
  inOrder(): readonly Sheet[] {
    return (this.ordered ??= [...this.sheets.values()].sort((a, b) => naturalCompare(a.home.name, b.home.name)));
  }

  *allFiles(): Iterable<Sheet['file'] | Book['file']> {
    for (const sheet of this.sheets.values()) yield* sheet.sidecars.made.values();
    for (const book of this.books.values()) yield book.file;
  }

  // ---- sources ------------------------------------------------------------------------------------------------------

  /** The sheet of a source, read or not; undefined outside of any folder. */
  sheet(uri: string): Sheet | undefined {
    const known = this.sheets.get(uri);
    if (known) return known;
    const home = this.ports.files.home(uri);
    if (!home) return undefined;
    const told = (): void => {
      if (this.sheets.get(uri) === sheet) this.news.touch({ sources: [uri] });
    };
    const sheet = new Sheet(
      uri,
      home,
      this.reading.layer,
      (address, layer) => this.fileFor(uri, address, layer),
      this.veil,
      told,
    );
    this.veilOrNot(sheet);
    this.sheets.set(uri, sheet);
    this.ordered = undefined;
    return sheet;
  }

  private fileFor(uri: string, address: string, layer: string): SheetFile {
    const changed = (): void => {
      const sheet = this.sheets.get(uri);
      if (sheet?.sidecars.made.get(layer) !== file) return;
      sheet.fileChanged(layer);
      if (layer === this.reading.me) this.veilOrNot(sheet);
    };
    const disputed = (skipped: readonly Skipped[]): void => this.hooks.disputed('sidecar', uri, skipped, layer);
    const pends = (): void => this.hooks.pends({ kind: 'sidecar', uri, layer, file });
    const { files, log } = this.ports;
    const file: SheetFile = new YamlFile(address, sidecarFormat(layer), files, log, changed, disputed, pends);
    return file;
  }

  /** A source is known no more. */
  drop(sheet: Sheet): void {
    sheet.dispose();
    if (this.sheets.get(sheet.uri) === sheet) this.sheets.delete(sheet.uri);
    this.ordered = undefined;
  }

  /** The sheet of a source with its sidecar and codebook read, whatever the listing says; undefined outside of any folder. */
  async ensure(uri: string): Promise<Sheet | undefined> {
    const sheet = this.sheet(uri);
    if (!sheet) return undefined;
    if (!this.isRead(sheet)) {
      for (const file of this.companions(sheet)) await file.load();
      await sheet.file.load();
    }
    if (!sheet.codebook) await this.findCodebook(sheet);
    return sheet;
  }

  /** A source, a codebook, or a folder of them, has another address. Returns the pairs of old and new addresses of its sources. */
  renamed(from: string, to: string): [string, string][] {
    const pairs: [string, string][] = [];
    for (const [uri, sheet] of [...this.sheets]) {
      if (!isWithin(from, uri)) continue;
      const target = to + uri.slice(from.length);
      const pending = [...sheet.sidecars.made].map(([layer, file]) => [layer, file.handOver()] as const);
      this.drop(sheet);
      for (const [layer, left] of pending) this.sheet(target)?.sidecars.of(layer).takeOver(left);
      pairs.push([uri, target]);
    }
    for (const [uri, book] of [...this.books]) {
      if (!isWithin(from, uri)) continue;
      this.books.delete(uri);
      this.book(to + uri.slice(from.length)).file.takeOver(book.file.handOver());
    }
    this.news.touch({ listing: true });
    return pairs;
  }

  // ---- layers -------------------------------------------------------------------------------------------------------

  /** Puts the layer that is read, or a veil, before a source. Returns: is it another one than before? */
  veilOrNot(sheet: Sheet): boolean {
    return sheet.read(
      this.reading.layer,
      isVeiled(this.reading, () => this.isFinished(sheet)),
    );
  }

  /** Has the user marked the source as finished, as far as is known? */
  isFinished(sheet: Sheet, coder = this.reading.me): boolean {
    return coder !== undefined && sheet.sidecars.of(coder).held.brief(briefOf).finished;
  }

  /** Other files of a source than that of the layer that is read, without which it cannot be shown as it should. */
  companions(sheet: Sheet): SheetFile[] {
    const { layer, me, beside } = this.reading;
    const wanted = beside
      ? sheet.sidecars.layers.filter((one) => one !== layer)
      : [layer === SHARED ? undefined : SHARED, me === layer ? undefined : me];
    const needed = wanted.flatMap((one) =>
      one !== undefined && sheet.sidecars.has(one) ? [sheet.sidecars.of(one)] : [],
    );
    const known = [...sheet.sidecars.made.values()].filter((file) => file.isLoaded && file !== sheet.file);
    return [...new Set([...needed, ...known])];
  }

  isRead(sheet: Sheet): boolean {
    return sheet.file.isLoaded && this.companions(sheet).every(({ isLoaded }) => isLoaded);
  }

  // ---- codebooks ----------------------------------------------------------------------------------------------------

  /** The codebook at an address, whether there is a file or not. */
  book(uri: string): Book {
    const known = this.books.get(uri);
    if (known) return known;
    const changed = (): void => {
      book.outdated();
      this.news.touch({ codebooks: [uri] });
    };
    const disputed = (skipped: readonly Skipped[]): void => this.hooks.disputed('codebook', uri, skipped);
    const pends = (): void => this.hooks.pends({ kind: 'codebook', uri, file });
    const { files, log } = this.ports;
    const file: Book['file'] = new YamlFile(uri, CODEBOOK, files, log, changed, disputed, pends);
    const book = new Book(uri, file);
    this.books.set(uri, book);
    return book;
  }

  /** The nearest codebook upward that exists; where none does, the place in the workspace folder. */
  async findCodebook(sheet: Sheet): Promise<void> {
    const places = codebookPlaces(sheet.uri, sheet.home.folder);
    for (const uri of places) {
      const book = this.book(uri);
      // Where something stands that cannot be read, it is the codebook still: an edit of it will say why it fails.
      const unreadable = !book.file.isLoaded && (await this.loadOf(book.file)) === undefined;
      if (unreadable || book.file.exists || book.file.now) {
        sheet.codebook = uri;
        return;
      }
    }
    sheet.codebook = places[places.length - 1] as string;
  }

  /** A codebook came or went: sources below it may have another one now. */
  private async relink(): Promise<void> {
    for (const sheet of this.sheets.values()) await this.findCodebook(sheet);
    this.news.touch({ listing: true });
  }

  // ---- reading ------------------------------------------------------------------------------------------------------

  /** Loads a file; undefined: it cannot be read. One unreadable file must not keep the others from being shown. */
  async loadOf(file: Sheet['file'] | Book['file']): Promise<boolean | undefined> {
    try {
      return await file.load();
    } catch (error) {
      this.ports.log.error(`${file.uri}: not read: ${String(error)}`);
      return undefined;
    }
  }

  /** A sidecar or codebook may have changed on disk or in an editor. Compares contents; says nothing where they agree. */
  async refresh(uri: string): Promise<void> {
    const book = this.books.get(uri);
    if (!book) {
      await this.sheets.get(sourceOf(uri))?.sidecars.of(layerOf(uri)).load();
      return;
    }
    const existed = book.file.exists;
    if ((await book.file.load()) && existed !== book.file.exists) await this.relink();
  }
}
