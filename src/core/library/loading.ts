/** Reading the sidecars of many sources at once, from disk or from what an earlier session has kept of them. */
import { Cache } from './cache';
import type { Reading } from './layer';
import { inParallel } from './parallel';
import type { Sheet } from './sheet';
import type { SheetFile } from './sidecars';
import type { Shelf } from './shelf';

export class Loading {
  private all: Promise<void> | undefined;
  readonly cache: Cache;

  constructor(private readonly shelf: Shelf) {
    const { cache, files, log } = shelf.ports;
    this.cache = new Cache(cache, files, log);
  }

  /** Reads every sidecar once, off the key path. `progress` is told how many of how many are read. */
  once(list: () => Promise<void>, progress?: (done: number, of: number) => void): Promise<void> {
    // The disk brings what was kept while this thread takes in the names of the files.
    void this.cache.load();
    return (this.all ??= list()
      .then(() => this.read((sheet) => !this.shelf.isRead(sheet), progress))
      .catch((error: unknown) => {
        this.all = undefined;
        throw error;
      }));
  }

  /** Looks again at what was read already, or was to be read. */
  again(): Promise<void> {
    return this.read((sheet) => this.all !== undefined || sheet.file.isLoaded);
  }

  /** Reads the tags of another layer from now on, in every source. */
  async of(reading: Reading): Promise<void> {
    const { shelf } = this;
    const shown = shelf.reading.beside === true;
    shelf.reading = reading;
    const changed = [...shelf.sheets.values()].filter((sheet) => shelf.veilOrNot(sheet));
    if (changed.length > 0) shelf.news.touch({ listing: true });
    if (shown !== (reading.beside === true)) shelf.news.touch({ listing: true, sources: shelf.sheets.keys() });
    // What was open or read must not look empty for long.
    await this.read((sheet) => (this.all !== undefined || sheet.live !== undefined) && !shelf.isRead(sheet));
  }

  /** Reads these (or all) layers of the sources too, beside the one that is read. */
  async layers(uris: Iterable<string> = this.shelf.sheets.keys()): Promise<void> {
    const { shelf } = this;
    const sheets = [...uris].flatMap((uri) => shelf.sheets.get(uri) ?? []);
    await this.together(sheets, async (sheet) => {
      for (const layer of sheet.sidecars.layers) {
        const file = sheet.sidecars.of(layer);
        if (!file.isLoaded) await shelf.loadOf(file);
      }
    });
  }

  /** Keeps what was read and found out for the next session. `now`: milliseconds since 1970. */
  remember(now: number): Promise<void> {
    return this.cache.remember([...this.shelf.sheets.values()], now);
  }

  /** Reads the sidecars that are wanted. */
  private async read(wanted: (sheet: Sheet) => boolean, progress?: (done: number, of: number) => void): Promise<void> {
    const { shelf } = this;
    const todo = [...shelf.sheets.values()].filter(wanted);
    let done = 0;
    await this.cache.load();
    await this.together(todo, async (sheet) => {
      for (const file of shelf.companions(sheet)) await this.look(file);
      if (sheet.file.isLoaded || !(await this.cache.giveSidecar(sheet))) await this.look(sheet.file);
      progress?.(++done, todo.length);
    });
  }

  /** Reads a file where nothing proves that its known bytes still stand on disk: a stamp is got sooner than a file. */
  private async look(file: SheetFile): Promise<void> {
    if (!(await this.cache.stands(file))) await this.shelf.loadOf(file);
  }

  /** Works on many sheets, and lets what changed in them be told in one event. */
  private together(sheets: readonly Sheet[], work: (sheet: Sheet) => Promise<void>): Promise<void> {
    const uris = sheets.map(({ uri }) => uri);
    return this.shelf.news.during(uris, () => inParallel(sheets, work));
  }
}
