/** The snapshot of a source that views read. */
import type { SourceView } from '../corpus';
import { SHARED } from '../files/addresses';
import type { Placement, Refusal, SourceDetails, Tag } from '../model';
import type { Home } from '../ports';
import { paragraphOf } from '../text/paragraphs';
import { briefOf, NO_DETAILS } from './brief';
import { labelsOf, NO_PLACEMENTS, type ClosedText } from './closed-text';
import { allByCoder } from './layer';
import type { LiveSource } from './live-source';
import type { SheetFile, Sidecars } from './sidecars';

const NO_TAGS: readonly Tag[] = [];

/** What a snapshot is made of: a source with its sidecars, of which one layer is read. */
interface Viewed {
  readonly uri: string;
  readonly home: Home;
  readonly codebook: string;
  readonly missing: boolean;
  /** Was the text compared with exactly these tags? */
  readonly checked: boolean;
  readonly sidecars: Pick<Sidecars, 'layers' | 'made'>;
  /** The layer that is read, its sidecar and its tags. */
  readonly layer: string;
  readonly file: SheetFile;
  readonly tags: readonly Tag[];
  /** Those tags in the open text; undefined while no editor has it. */
  readonly live: LiveSource | undefined;
}

/** A source as it is now; tags and details are read when a view asks: a workspace is open before all sidecars are parsed. */
export function viewOf(sheet: Viewed, closed: ClosedText): SourceView {
  return new View(sheet, closed);
}

/** Ten thousand of them are made at a start: what is read when a view asks is shared by all, and not made for each. */
class View implements SourceView {
  readonly uri: string;
  readonly name: string;
  readonly codebook: string;
  declare readonly layer?: string;
  declare readonly coders?: readonly { readonly name: string; readonly finished: boolean }[];
  readonly placements: ReadonlyMap<string, Placement>;
  readonly checked: boolean;
  readonly missing: boolean;
  readonly refusal: Refusal | undefined;
  readonly unsaved: string | undefined;
  private readonly held: SheetFile['held'];
  /** The shared sidecar, where another layer is read. */
  private readonly common: SheetFile['held'] | undefined;
  private readonly live: LiveSource | undefined;
  private readonly found: ClosedText['labels'];
  private readonly paragraphs: ClosedText['paragraphs'];
  private toParagraph: SourceView['paragraphOf'] | undefined;

  constructor(sheet: Viewed, closed: ClosedText) {
    const { file, layer, live } = sheet;
    this.uri = sheet.uri;
    this.name = sheet.home.name;
    this.codebook = sheet.codebook;
    if (layer !== SHARED) this.layer = layer;
    const coders = sheet.sidecars.layers
      .filter((name) => name !== SHARED)
      .map((name) => ({ name, finished: sheet.sidecars.made.get(name)?.held.brief(briefOf).finished === true }));
    if (coders.length > 0) this.coders = coders;
    this.placements = live ? live.placements(sheet.tags) : sheet.checked ? closed.placements : NO_PLACEMENTS;
    this.checked = sheet.checked;
    this.missing = sheet.missing;
    this.refusal = file.refusal;
    this.unsaved = file.unsaved;
    this.held = file.held;
    this.common = layer === SHARED ? undefined : sheet.sidecars.made.get(SHARED)?.held;
    this.live = live;
    this.found = closed.labels;
    this.paragraphs = closed.paragraphs;
  }

  get details(): SourceDetails {
    const own = this.held.brief(briefOf).details;
    // What is known of a text is everybody's, and stands in the shared file.
    const shared = this.common?.brief(briefOf).details ?? NO_DETAILS;
    return shared.size === 0 ? own : new Map([...shared, ...own]);
  }

  get tags(): readonly Tag[] {
    return allByCoder(this.held.value?.tags ?? NO_TAGS, this.layer ?? SHARED);
  }

  get dismissed(): SourceView['dismissed'] {
    return this.held.brief(briefOf).dismissed;
  }

  get rejected(): SourceView['rejected'] {
    return this.held.brief(briefOf).rejected;
  }

  get faults(): SourceView['faults'] {
    return this.held.brief(briefOf).faults;
  }

  get paragraphOf(): SourceView['paragraphOf'] {
    const { paragraphs } = this;
    return (this.toParagraph ??= (line) => paragraphOf(paragraphs, line));
  }

  // Of an open text when a view asks, not at every key press.
  get labels(): SourceView['labels'] {
    return this.live ? labelsOf(this.live.text) : this.found;
  }
}
