/**
 * The library's first face: finding and reading what there is, and the state that views and queries read. Nothing here changes a
 * file of the user's.
 */
import { isSetAside, type CodebookView, type Corpus, type SourceView } from '../corpus';
import type { PlaceableText } from '../anchors/placeable';
import type { Tag } from '../model';
import { folderOf, isSidecarUri, layerOf, sourceOf } from '../files/addresses';
import type { Book } from './book';
import type { Layers } from './layers';
import type { News } from './news';
import type { Sheet } from './sheet';
import type { State } from './state';

export class LibraryReader {
  /** Told when anything that this face shows is another: one event for all that changed in one turn. */
  readonly onDidChange: News['onDidChange'];

  constructor(protected readonly state: State) {
    this.onDidChange = state.news.onDidChange;
  }

  /** Whose tags are read, and what each coder's say. */
  get layers(): Layers {
    return this.state.layers;
  }

  // ---- finding and reading ------------------------------------------------------------------------------------------

  /** Finds the names of all sources and codebooks, once. Reads codebooks, and no sidecar. */
  list(): Promise<void> {
    return this.state.listing.once();
  }

  /**
   * Looks again at which files there are, and at the contents of those that were read: no event from outside is needed.
   * Returns: did sources come or go?
   */
  rescan(): Promise<boolean> {
    return this.state.listing.again();
  }

  /** New sources were written just now: they are known from here on, without a look at all the others. */
  came(uris: readonly string[]): Promise<void> {
    return this.state.listing.came(uris);
  }

  /** Reads every sidecar once, off the key path. `progress` is told how many of how many are read. */
  readAll(progress?: (done: number, of: number) => void): Promise<void> {
    return this.state.loading.once(() => this.list(), progress);
  }

  /** Reads a source's sidecar and codebook, whatever the listing says. False: the source is in no workspace folder. */
  async ensure(uri: string): Promise<boolean> {
    return (await this.state.shelf.ensure(uri)) !== undefined;
  }

  /** A sidecar or codebook may have changed on disk or in an editor. Compares contents; says nothing where they agree. */
  refresh(uri: string): Promise<void> {
    return this.state.shelf.refresh(uri);
  }

  /** Closed sources whose texts want to be compared: see `check`. */
  unchecked(): readonly string[] {
    return this.state.comparing.wanted();
  }

  /** Compares the texts of closed sources that have tags and were not compared yet. `stop` is asked between files. */
  check(uris?: Iterable<string>, stop?: () => boolean): Promise<void> {
    return this.state.comparing.check(uris, stop);
  }

  /** Keeps what was read and compared for the next session, so that it opens faster. `now`: milliseconds since 1970. */
  remember(now: number): Promise<void> {
    return this.state.loading.remember(now);
  }

  // ---- reading the state --------------------------------------------------------------------------------------------

  /** One corpus for each codebook in use, the larger first. */
  corpora(): readonly Corpus[] {
    if (this.state.snapshot) return this.state.snapshot;
    const byBook = new Map<string, SourceView[]>();
    for (const sheet of this.state.shelf.inOrder()) {
      if (!sheet.codebook) continue;
      const list = byBook.get(sheet.codebook) ?? [];
      byBook.set(sheet.codebook, list);
      if (!isSetAside(sheet.view)) list.push(sheet.view);
    }
    for (const [uri, book] of this.state.shelf.books) if (book.file.exists && !byBook.has(uri)) byBook.set(uri, []);
    this.state.snapshot = [...byBook]
      .map(([uri, sources]) => ({ codebook: this.state.shelf.book(uri).view, sources }))
      .sort((a, b) => b.sources.length - a.sources.length);
    return this.state.snapshot;
  }

  source(uri: string): SourceView | undefined {
    return this.state.shelf.sheets.get(uri)?.view;
  }

  corpusOf(source: string): Corpus | undefined {
    const codebook = this.state.shelf.sheets.get(source)?.codebook;
    return this.corpora().find((corpus) => corpus.codebook.uri === codebook);
  }

  codebook(uri: string): CodebookView | undefined {
    return this.state.shelf.books.get(uri)?.view;
  }

  codebookOf(source: string): CodebookView | undefined {
    const uri = this.state.shelf.sheets.get(source)?.codebook;
    return uri ? this.state.shelf.books.get(uri)?.view : undefined;
  }

  tag(source: string, id: string): Tag | undefined {
    return this.state.shelf.sheets.get(source)?.tag(id);
  }

  /** The parsed sidecar, for places in its text (problems, 'open sidecar at the line'). */
  sidecar(source: string): Sheet['file']['now'] {
    return this.state.shelf.sheets.get(source)?.file.now;
  }

  codebookFile(uri: string): Book['file']['now'] {
    return this.state.shelf.books.get(uri)?.file.now;
  }

  /** Addresses of the sidecars that are there. */
  sidecars(): readonly string[] {
    return [...this.state.shelf.sheets.values()].flatMap((sheet) =>
      sheet.sidecars.layers.map((layer) => sheet.sidecars.of(layer).uri),
    );
  }

  /** Is a source, sidecar or codebook known to be there? */
  knows(uri: string): boolean {
    const sheet = this.state.shelf.sheets.get(uri);
    if (sheet) return !sheet.missing;
    const owner = isSidecarUri(uri) ? this.state.shelf.sheets.get(sourceOf(uri)) : undefined;
    return owner?.sidecars.has(layerOf(uri)) ?? this.state.shelf.books.get(uri)?.file.exists ?? false;
  }

  /** Addresses of the folders above everything that is known. */
  folders(): ReadonlySet<string> {
    const folders = new Set<string>();
    for (const uri of [...this.state.shelf.sheets.keys(), ...this.state.shelf.books.keys()]) {
      for (let folder = folderOf(uri); !folders.has(folder) && folder.includes('/'); folder = folderOf(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /** The text of a source as it is now, open or not; undefined: there is no such file. Rejects where it cannot be read. */
  async textOf(uri: string): Promise<PlaceableText | undefined> {
    return this.state.shelf.sheets.get(uri)?.live?.text ?? this.state.texts.of(uri);
  }
}
