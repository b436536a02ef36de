/** The layers of the sources: which there are, whose is read, and what each says. */
import type { FileChange, SidecarChange } from '../changes';
import { isSetAside, type Corpus, type SourceView } from '../corpus';
import type { Refusal, Tag } from '../model';
import { SHARED } from '../files/addresses';
import type { Sidecar } from '../sidecar';
import { asidesIn, type Aside } from './beside';
import { NotYourLayer, whyNotYours, type NotYours, type Reading } from './layer';
import type { Loading } from './loading';
import type { Sheet } from './sheet';
import type { Shelf } from './shelf';

export { NotYourLayer, type NotYours, type Reading } from './layer';
export type { Aside } from './beside';

export class Layers {
  constructor(
    private readonly shelf: Shelf,
    private readonly loading: Loading,
  ) {}

  /** Whose tags everything is read from. */
  get reading(): Reading {
    return this.shelf.reading;
  }

  /** Reads the tags of another layer from now on, in every source; resolves when they are read. */
  read(reading: Reading): Promise<void> {
    return this.loading.of(reading);
  }

  /** All layers that there are, by name, the shared one first, each with the sources that have it. */
  all(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const {
      uri,
      sidecars: { layers },
    } of this.shelf.inOrder()) {
      for (const layer of layers) {
        const list = found.get(layer);
        if (list) list.push(uri);
        else found.set(layer, [uri]);
      }
    }
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The layers of a source, the shared one first. */
  of(source: string): readonly string[] {
    return this.sheet(source)?.sidecars.layers ?? [];
  }

  /** The coders who have a file of their own for the source. */
  codersOf(source: string): readonly string[] {
    return this.of(source).filter((layer) => layer !== SHARED);
  }

  /** Reads all layers of these sources (of all, where none are named), beside the one that everything is read from. */
  load(sources?: Iterable<string>): Promise<void> {
    return this.loading.layers(sources);
  }

  /** A layer's tags as they are written, each with its coder; none while the layer was not read (see `load`). */
  tagsOf(source: string, layer: string): readonly Tag[] {
    return this.sheet(source)?.tagsOf(layer) ?? [];
  }

  /** A layer's sidecar; undefined where there is none, or it was not read. */
  sidecar(source: string, layer: string): Sidecar | undefined {
    return this.sheet(source)?.sidecars.of(layer).now;
  }

  /** Why a layer's sidecar cannot be read whole. */
  refusal(source: string, layer: string): Refusal | undefined {
    return this.sheet(source)?.sidecars.of(layer).refusal;
  }

  /** The address of a layer's sidecar (of the one that is read), whether there is one or not. */
  address(source: string, layer = this.reading.layer): string {
    return this.sheet(source)?.sidecars.of(layer).uri ?? '';
  }

  /** Has a coder (the user) marked the source as finished? Known of layers that were read. */
  isFinished(source: string, coder = this.reading.me): boolean {
    const sheet = this.sheet(source);
    return sheet !== undefined && this.shelf.isFinished(sheet, coder);
  }

  /** Are a source's tags by others kept from the user, who codes blind and has not finished it? */
  isBlind(source: string): boolean {
    const { blind, me } = this.reading;
    return blind && (me === undefined || !this.isFinished(source));
  }

  /**
   * The layers of a source that are shown beside the one that is read, the shared one first: none while only that one is, or while the
   * user codes blind and has not finished the source.
   */
  beside(source: string): readonly string[] {
    const { layer, beside } = this.reading;
    return beside && !this.isBlind(source) ? this.of(source).filter((one) => one !== layer) : [];
  }

  /** A source as another layer has it; in an open text its tags are where they stand now. Undefined: it is not shown. */
  viewOf(source: string, layer: string): SourceView | undefined {
    const sheet = this.sheet(source);
    if (!sheet || !this.beside(source).includes(layer)) return undefined;
    const live = sheet.liveOf(layer);
    const view = viewOf(sheet, sheet.view, layer, this.reading.layer);
    return live ? { ...view, placements: live.placements(view.tags), checked: true } : view;
  }

  /** The tags that other layers have in an open text, at an offset of it where one is given: see {@link beside}. */
  asides(source: string, offset?: number): readonly Aside[] {
    const sheet = this.sheet(source);
    return sheet ? this.beside(source).flatMap((layer) => asidesIn(sheet, layer, offset)) : [];
  }

  /** Why the tags on the screen cannot be changed; undefined: they can. */
  whyNotYours(source: string): NotYours | undefined {
    return whyNotYours(this.reading, this.isFinished(source));
  }

  /**
   * The corpus with a view of each layer of each source, of those too that are set aside, for work on all of them at once: nothing
   * is summed over it. Layers that were not read are left out, see `load`.
   */
  everyLayer(corpus: Corpus): Corpus {
    const aside = this.shelf
      .inOrder()
      .flatMap(({ codebook, view }) => (codebook === corpus.codebook.uri && isSetAside(view) ? [view] : []));
    const sources = [...corpus.sources, ...aside].flatMap((source): SourceView[] => {
      const sheet = this.sheet(source.uri);
      if (!sheet) return [];
      return sheet.sidecars.layers.map((layer) => viewOf(sheet, source, layer, this.reading.layer));
    });
    return { codebook: corpus.codebook, sources };
  }

  /**
   * Changes with the layer that each is for: the one that is read, where none is named. Throws {@link NotYourLayer} where that is
   * not the user's to change. What is known of a text as a whole goes into the shared sidecar, whoever's tags are read.
   */
  resolve(files: readonly FileChange[]): readonly FileChange[] {
    return files.flatMap((file): FileChange[] => {
      if (file.kind !== 'sidecar' || file.layer !== undefined) return [file];
      const { layer } = this.reading;
      const details = layer === SHARED ? [] : file.changes.filter(({ op }) => op === 'details');
      const changes: readonly SidecarChange[] =
        details.length > 0 ? file.changes.filter((one) => !details.includes(one)) : file.changes;
      const why = changes.length > 0 ? this.whyNotYours(file.uri) : undefined;
      if (why) throw new NotYourLayer(why, layer);
      const parts: FileChange[] = [];
      if (changes.length > 0 || details.length === 0) parts.push({ ...file, layer, changes });
      if (details.length > 0) parts.push({ ...file, layer: SHARED, changes: details });
      return parts;
    });
  }

  private sheet(source: string): Sheet | undefined {
    return this.shelf.sheets.get(source);
  }
}

/** Another layer of a source that nobody looks at: as it is written, its places not looked for. */
function viewOf(sheet: Sheet, source: SourceView, layer: string, read: string): SourceView {
  if (layer === read && !sheet.veiled) return source;
  const { now, refusal, unsaved } = sheet.sidecars.of(layer);
  const { layer: _, ...rest } = source;
  return {
    ...rest,
    ...(layer !== SHARED && { layer }),
    details: source.details,
    tags: sheet.tagsOf(layer),
    dismissed: now?.dismissed ?? [],
    faults: now?.faults ?? [],
    placements: new Map(),
    checked: false,
    ...(refusal && { refusal }),
    ...(unsaved !== undefined && { unsaved }),
  };
}
