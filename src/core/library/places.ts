/** The places of tags that moved with their texts: written when the source is saved, or when the user accepts them. */
import { inPieces, type Steps } from '../base/steps';
import type { FileChange } from '../changes';
import { SHARED } from '../files/addresses';
import { ofSame } from './drift';
import type { Edited } from './edited';
import { allByCoder } from './layer';
import { LiveSource } from './live-source';
import type { Sheet } from './sheet';
import type { Comparing } from './comparing';
import type { Shelf } from './shelf';
import type { Sidecar } from '../sidecar';

/** Beside so many tags places are written in pieces, while others have their turn; so often that is tried while the file is changed. */
const MANY = 500;
const TRIES = 3;

export class Places {
  /** The last save of each open text. */
  private readonly saves = new WeakMap<LiveSource, object>();

  constructor(
    private readonly shelf: Shelf,
    private readonly comparing: Comparing,
    private readonly edit: (label: string, files: readonly FileChange[]) => Promise<Edited>,
  ) {}

  /** The source was saved: the places of the tags that moved with its text are written, in every layer but other coders'. */
  async saved(uri: string, text: string): Promise<void> {
    const sheet = this.shelf.sheets.get(uri);
    if (!sheet?.live) return;
    if (sheet.follow((live) => live.replace(text) || live.lookAgain())) this.shelf.news.now([uri]);
    const writes = [...sheet.followed].map(([layer, live]) => this.settle(sheet, layer, live));
    await Promise.all(writes);
    this.comparing.keepOpen(sheet);
  }

  private async settle(sheet: Sheet, layer: string, live: LiveSource): Promise<void> {
    if (layer !== SHARED && layer !== this.shelf.reading.me) return;
    const file = sheet.sidecars.of(layer);
    if (file.refusal) return;
    const save = {};
    this.saves.set(live, save);
    const tags = sheet.tagsOf(layer);
    const drift = await inPieces(live.drift(tags));
    // A later save says all of it, and of a later text.
    const isLast = (): boolean => this.saves.get(live) === save && !file.refusal;
    for (let tries = 0; isLast(); tries++) {
      const settled = ofSame(drift, tags, sheet.tagsOf(layer));
      if (settled.length === 0) return;
      const ready = (): boolean => {
        if (!isLast()) return false;
        live.writes(settled);
        return true;
      };
      // Somebody may tag again and again meanwhile.
      if (tags.length >= MANY && tries < TRIES) {
        const soon = (next: Sidecar): Steps<void> => live.expects(allByCoder(next.tags, layer), settled);
        if (await file.applyInPieces(settled, ready, soon)) return;
      } else if (ready()) return file.apply(settled).written;
    }
  }

  /** Accepts the new places of tags that were found again: all of the source, or those named. Returns how many. */
  async accept(uri: string, ids?: readonly string[]): Promise<number> {
    const sheet = await this.shelf.ensure(uri);
    if (!sheet) return 0;
    const moved = sheet.tags.filter((tag) => {
      const kind = sheet.view.placements.get(tag.id)?.kind;
      // Those too that stand elsewhere without doubt.
      return kind !== undefined && kind !== 'lost' && (!ids || ids.includes(tag.id));
    });
    if (moved.length === 0) return 0;
    const live = sheet.live ?? (await this.placedNow(sheet));
    if (!live) return 0;
    const wanted = new Set(moved.map((tag) => tag.id));
    const drift = await inPieces(live.drift(moved, (id) => wanted.has(id)));
    await (
      await this.edit('Accept moved tags', [{ kind: 'sidecar', uri, changes: drift }])
    ).written;
    if (!sheet.live) await this.comparing.check([uri]);
    return drift.length;
  }

  /** The tags of a source that no editor has, placed in its text of this moment; undefined: the text is not there. */
  private async placedNow(sheet: Sheet): Promise<LiveSource | undefined> {
    const text = await this.shelf.ports.files.readText(sheet.uri);
    if (text === undefined) return undefined;
    const olds = (await inPieces(sheet.standsIn(text))) ? [] : await this.comparing.oldTexts(sheet);
    return new LiveSource(text, sheet.tags, olds);
  }
}
