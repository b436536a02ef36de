/** A source with tags in several pieces, in an editor: typing, saving, closing and opening as a user does. */
import assert from 'node:assert/strict';
import { anchorIn } from '../../../src/core/anchors/context';
import { PlaceableText } from '../../../src/core/anchors/placeable';
import { sidecarOf } from '../../../src/core/files/addresses';
import type { Library } from '../../../src/core/library/library';
import type { Tag } from '../../../src/core/model';
import { applyToSidecar, readSidecar } from '../../../src/core/sidecar';
import type { TextChange } from '../../../src/core/text/map-range';
import type { Range } from '../../../src/core/text/range';
import { applied } from './live-model';
import { makeLibrary, MemoryFiles } from './memory';

export const SOURCE = 'file:///w/a.txt';
const BOOK = 'file:///w/codebook.yaml';
const CODEBOOK = 'stancemark: 1\nentities:\n  - id: aysel\n    name: Aysel\n    type: person\n';

/** A tag on those stretches of a text. */
export function tagOn(text: string, id: string, ranges: readonly Range[]): Tag {
  const placeable = new PlaceableText(text);
  const [first, ...also] = ranges.map((range) => anchorIn(placeable, range));
  assert.ok(first);
  return { id, ...first, ...(also.length > 0 && { also }), entity: 'aysel' };
}

export class Desk {
  library!: Library;

  private constructor(
    readonly files: MemoryFiles,
    public text: string,
  ) {}

  static async with(text: string, tags: readonly Tag[]): Promise<Desk> {
    const files = new MemoryFiles();
    files.put(SOURCE, text);
    files.put(BOOK, CODEBOOK);
    files.put(
      sidecarOf(SOURCE),
      applyToSidecar(
        undefined,
        tags.map((tag) => ({ op: 'add', tag })),
      ).sidecar.text,
    );
    const desk = new Desk(files, text);
    await desk.open();
    return desk;
  }

  private async open(): Promise<void> {
    this.library = makeLibrary(this.files);
    await this.library.readAll();
    await this.library.opened(SOURCE, () => this.text);
  }

  type(changes: readonly TextChange[]): void {
    this.text = applied(this.text, changes);
    this.library.changed(SOURCE, changes, () => this.text);
  }

  put(old: string, now: string): void {
    const offset = this.text.indexOf(old);
    assert.ok(offset >= 0, old);
    this.type([{ offset, removed: old.length, text: now }]);
  }

  async save(): Promise<void> {
    this.files.put(SOURCE, this.text);
    await this.library.saved(SOURCE, this.text);
  }

  /** The window is closed and opened again, on what is on disk. */
  async reload(): Promise<void> {
    this.library.dispose();
    this.text = this.files.text(SOURCE) ?? '';
    await this.open();
  }

  get sidecar(): string {
    return this.files.text(sidecarOf(SOURCE)) ?? '';
  }

  /** The tags as they are on disk, by id. */
  get written(): ReadonlyMap<string, Tag> {
    const reading = readSidecar(this.sidecar);
    assert.ok(reading.ok);
    return new Map(reading.value.tags.map((tag) => [tag.id, tag]));
  }

  kind(id: string): string {
    return this.library.source(SOURCE)?.placements.get(id)?.kind ?? 'placed';
  }

  /** The words on which a tag stands; undefined while it is lost. */
  words(id: string): string[] | undefined {
    return this.library.rangesOf(SOURCE, id)?.map(({ from, to }) => this.text.slice(from, to));
  }
}
