/** The library's second face: texts that are open, whose tags move with them key press by key press. */
import { inPieces } from '../base/steps';
import type { TextChange } from '../text/map-range';
import type { Range } from '../text/range';
import type { Tag } from '../model';
import { LibraryReader } from './reader';
import type { Sheet } from './sheet';

export class LibraryFollower extends LibraryReader {
  /** An editor has the source: its tags move with the text from now on. */
  async opened(uri: string, text: () => string): Promise<void> {
    const { shelf, comparing, news } = this.state;
    const sheet = await shelf.ensure(uri);
    if (!sheet) return;
    // Events of the sidecar can have been lost: it is compared when its source is looked at.
    await sheet.file.load();
    // Asked for twice: what is followed already goes on, with the places that are not saved yet.
    const stand = sheet.live !== undefined || (await inPieces(sheet.standsIn(text())));
    const olds = stand ? [] : await comparing.oldTexts(sheet);
    const made = sheet.live ? undefined : await inPieces(sheet.following(text(), olds));
    sheet.open(text(), made);
    comparing.keepOpen(sheet);
    news.now([uri]);
  }

  /**
   * All changes of one event together; offsets are those of the text before it, `now` gives the text after it. `reloaded`: they are
   * another program's, seen as a whole.
   */
  changed(uri: string, changes: readonly TextChange[], now: () => string, reloaded = false): void {
    if (changes.length === 0) return;
    const { shelf, news } = this.state;
    if (shelf.sheets.get(uri)?.follow((live) => live.change(changes, now, reloaded))) news.now([uri]);
  }

  closed(uri: string): void {
    const { shelf, comparing, news } = this.state;
    const sheet = shelf.sheets.get(uri);
    if (!sheet?.live) return;
    comparing.keepOpen(sheet);
    sheet.close();
    news.now([uri]);
  }

  /** The source was saved: the places of the tags that moved with its text are written. */
  saved(uri: string, text: string): Promise<void> {
    return this.state.places.saved(uri, text);
  }

  /** Is the source followed, key press by key press? */
  isOpen(uri: string): boolean {
    return this.state.shelf.sheets.get(uri)?.live !== undefined;
  }

  /** The text of an open source as it is now. */
  liveText(uri: string): Sheet['live'] {
    return this.state.shelf.sheets.get(uri)?.live;
  }

  /** The tags at an offset of an open source's document, the innermost first. */
  tagsAt(uri: string, offset: number): readonly Tag[] {
    return this.liveTags(uri, (live) => live.at(offset));
  }

  tagsWithin(uri: string, from: number, to: number): readonly Tag[] {
    return this.liveTags(uri, (live) => live.within(from, to));
  }

  private liveTags(uri: string, ask: (live: NonNullable<Sheet['live']>) => readonly string[]): readonly Tag[] {
    const sheet = this.state.shelf.sheets.get(uri);
    if (!sheet?.live) return [];
    return ask(sheet.live).flatMap((id) => sheet.tag(id) ?? []);
  }

  /** Offsets of a tag's pieces in the open document; undefined when it is lost or the source is not open. */
  rangesOf(uri: string, id: string): readonly Range[] | undefined {
    return this.state.shelf.sheets.get(uri)?.live?.spansOf(id);
  }

  /** A source with its sidecars, a codebook or a folder has another address. Pending changes must be written before (`flush`). */
  renamed(from: string, to: string): void {
    for (const [was, is] of this.state.shelf.renamed(from, to)) this.state.comparing.compared.renamed(was, is);
    this.state.edits.renamed(from, to);
    this.state.waiting.renamed(from, to);
    this.state.disputes.renamed(from, to);
  }

  /** Writes everything that is pending; rejects with the first failure. */
  async flush(): Promise<void> {
    await Promise.all([...this.state.shelf.allFiles()].map((file) => file.flush()));
  }

  /** A closed source may have changed on disk: it is compared anew when somebody asks. */
  textMayHaveChanged(uri: string): void {
    const { shelf, news } = this.state;
    const sheet = shelf.sheets.get(uri);
    if (!sheet || sheet.live) return;
    sheet.uncheck();
    news.now([uri]);
  }
}
