/** Closed sources: their texts, compared with their tags where they may have changed, and kept to prove later where tags went. */
import { inPieces } from '../base/steps';
import { Compared } from './compared';
import { FRESH, type Cache } from './cache';
import { inParallel } from './parallel';
import type { Sheet } from './sheet';
import type { Shelf } from './shelf';

/** How many texts are compared with their tags at the same time; they may be large. */
const PARALLEL = 4;

export class Comparing {
  readonly compared: Compared;

  constructor(
    private readonly shelf: Shelf,
    private readonly cache: Cache,
  ) {
    const { texts, revisions, log } = shelf.ports;
    this.compared = new Compared(texts, revisions, log);
  }

  /** Closed sources whose texts want to be compared. */
  wanted(): readonly string[] {
    return [...this.shelf.sheets.values()].flatMap((sheet) => (sheet.wantsCheck ? [sheet.uri] : []));
  }

  /** Compares the texts of closed sources that have tags and were not compared yet. `stop` is asked between files. */
  async check(uris: Iterable<string> = this.shelf.sheets.keys(), stop: () => boolean = () => false): Promise<void> {
    const all = [...uris];
    const one = async (uri: string): Promise<void> => {
      if (stop()) return;
      const sheet = await this.readable(uri);
      if (sheet?.wantsCheck && !(await this.cache.giveText(sheet))) await this.compare(sheet);
    };
    await this.shelf.news.during(all, () => inParallel(all, one, PARALLEL));
  }

  /** One sidecar that cannot be read must not keep the texts of the others from being compared. */
  private async readable(uri: string): Promise<Sheet | undefined> {
    try {
      return await this.shelf.ensure(uri);
    } catch (error) {
      this.shelf.ports.log.warn(`${uri}: not compared with its tags: ${String(error)}`);
      return undefined;
    }
  }

  private async compare(sheet: Sheet): Promise<void> {
    const { files, log } = this.shelf.ports;
    try {
      const stamp = await files.stamp(sheet.uri);
      // What was written a moment ago may be written again without another stamp.
      const settled = stamp && stamp.modified <= Date.now() - FRESH ? stamp.text : undefined;
      const text = await files.readText(sheet.uri);
      const stand = text === undefined || (await inPieces(sheet.standsIn(text)));
      const olds = stand ? [] : await this.oldTexts(sheet);
      await inPieces(sheet.check(text, settled, olds));
      if (text !== undefined) this.keep(sheet, text);
    } catch (error) {
      // Too large or in an unknown encoding: its tags are shown as they were written, and the log says so.
      log.warn(`${sheet.uri}: not compared with its tags: ${String(error)}`);
      sheet.notCompared();
    }
  }

  /** Earlier texts of a source, which prove where tags went. */
  oldTexts(sheet: Sheet): Promise<readonly string[]> {
    return this.compared.of(sheet.uri, sheet.file.uri);
  }

  /** Keeps a text of a source. */
  keep(sheet: Sheet, text: string): void {
    this.compared.keep(sheet.uri, text, (one) => sheet.standingIn(one), sheet.tagCount);
  }

  /** Keeps the text of an open source, where its tags stand in it as they are written; of those that do not, the earlier text. */
  keepOpen(sheet: Sheet): void {
    if (sheet.live && sheet.tags.length > 0) this.keep(sheet, sheet.live.text.text);
  }
}
