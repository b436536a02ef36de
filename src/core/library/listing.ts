/** Which sources, sidecars and codebooks there are: found by name, and looked for again. */
import { isSourceUri, SHARED, sourceOf } from '../files/addresses';
import type { Loading } from './loading';
import { inParallel, inTurns } from './parallel';
import type { Sheet } from './sheet';
import type { Shelf } from './shelf';

export class Listing {
  private listed: Promise<void> | undefined;

  constructor(
    private readonly shelf: Shelf,
    private readonly loading: Loading,
  ) {}

  /** Finds the names of all sources and codebooks, once. Reads codebooks, and no sidecar. */
  once(): Promise<void> {
    return (this.listed ??= this.again().then(
      () => undefined,
      (error: unknown) => {
        // What failed now may work when somebody asks again.
        this.listed = undefined;
        throw error;
      },
    ));
  }

  /** Looks again at which files there are; what is known of those that are still there stays. Returns: did sources come or go? */
  async again(): Promise<boolean> {
    const { shelf } = this;
    const { sheets, books } = shelf;
    const before = new Set(sheets.keys());
    const listing = await shelf.ports.files.list();
    const sidecars = bySource(listing.sidecars);
    await inTurns([...listing.sources, ...sidecars.keys()], (uri) => void shelf.sheet(uri));
    await inTurns([...sheets.values()], (sheet) => sheet.list(sidecars.get(sheet.uri) ?? []));
    await this.lookAtUnlisted(new Set(listing.sources));
    await this.dropTwins(new Set(listing.sources));
    // Those that were known and are not listed any more as well: they may be gone.
    const known = [...new Set([...listing.codebooks, ...books.keys()])];
    await inParallel(known, async (uri) => void (await shelf.loadOf(shelf.book(uri).file)));
    await inTurns([...sheets.values()], (sheet) => shelf.findCodebook(sheet));
    shelf.news.touch({ listing: true, codebooks: books.keys(), sources: sheets.keys() });
    // The contents of what was read before as well: events from outside can be lost.
    await this.loading.again();
    return before.size !== sheets.size || [...before].some((uri) => !sheets.has(uri));
  }

  /** New sources were written just now: they are taken in without a look at all the others. */
  async came(uris: readonly string[]): Promise<void> {
    const { shelf } = this;
    for (const uri of uris) await shelf.ensure(uri);
    shelf.news.touch({ listing: true, sources: uris });
  }

  /** A listing can lag behind or leave files out: of what it does not name, only what is not there is dropped. */
  private async lookAtUnlisted(listed: ReadonlySet<string>): Promise<void> {
    const { files, log } = this.shelf.ports;
    await inParallel([...this.shelf.sheets.values()], async (sheet) => {
      if (sheet.live) return;
      const pending = hasPending(sheet);
      if ((!files.home(sheet.uri) || !isSourceUri(sheet.uri)) && !pending) {
        // Its workspace folder was taken out, or files of its kind are sources no more.
        this.shelf.drop(sheet);
        return;
      }
      if (listed.has(sheet.uri)) {
        sheet.missing = false;
        // A folder that was replaced as a whole has one event for all the texts in it.
        if (sheet.wasCompared && sheet.isOutdated((await files.stamp(sheet.uri))?.text)) sheet.uncheck();
        return;
      }
      try {
        const sidecars = new Set([sheet.sidecars.of(SHARED), ...sheet.sidecars.made.values()].map(({ uri }) => uri));
        const [text, ...tags] = await Promise.all([sheet.uri, ...sidecars].map((uri) => files.stamp(uri)));
        sheet.missing = text === undefined;
        const any = sheet.sidecars.layers.length > 0 || tags.some((stamp) => stamp !== undefined);
        if (text !== undefined || any || sheet.live || pending) return;
      } catch (error) {
        log.warn(`${sheet.uri}: kept as it was known: ${String(error)}`);
        return;
      }
      this.shelf.drop(sheet);
    });
  }

  /**
   * Where case does not count in names, `A.txt` may be open as `a.txt`: one file, which must not count twice. The name that is open
   * stays, or else the one that is listed.
   */
  private async dropTwins(listed: ReadonlySet<string>): Promise<void> {
    const { sheets, ports } = this.shelf;
    const byFolded = new Map<string, string>();
    for (const uri of listed) byFolded.set(uri.toLowerCase(), uri);
    for (const sheet of [...sheets.values()]) {
      const name = listed.has(sheet.uri) ? undefined : byFolded.get(sheet.uri.toLowerCase());
      const twin = name === undefined ? undefined : sheets.get(name);
      if (!twin) continue;
      const [one, other] = await Promise.all([sheet, twin].map(({ uri }) => ports.files.stamp(uri)));
      if (!one || one.text !== other?.text) continue;
      const left = sheet.live ? twin : sheet;
      if (!left.live && !hasPending(left)) this.shelf.drop(left);
    }
  }
}

function hasPending(sheet: Sheet): boolean {
  return [...sheet.sidecars.made.values()].some((file) => file.hasPending);
}

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
