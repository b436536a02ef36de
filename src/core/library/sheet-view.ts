/** The snapshot of a source that views read. */
import type { SourceView } from '../corpus';
import { SHARED } from '../files/addresses';
import type { Tag } from '../model';
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
  const { file, layer, live } = sheet;
  const { held } = file;
  const coders = sheet.sidecars.layers
    .filter((name) => name !== SHARED)
    .map((name) => ({ name, finished: sheet.sidecars.made.get(name)?.held.brief(briefOf).finished === true }));
  const common = layer === SHARED ? undefined : sheet.sidecars.made.get(SHARED)?.held;
  const { labels, paragraphs } = closed;
  const placements = live ? live.placements(sheet.tags) : sheet.checked ? closed.placements : NO_PLACEMENTS;
  return {
    uri: sheet.uri,
    name: sheet.home.name,
    codebook: sheet.codebook,
    ...(layer !== SHARED && { layer }),
    ...(coders.length > 0 && { coders }),
    get details() {
      const own = held.brief(briefOf).details;
      // What is known of a text is everybody's, and stands in the shared file.
      const shared = common?.brief(briefOf).details ?? NO_DETAILS;
      return shared.size === 0 ? own : new Map([...shared, ...own]);
    },
    get tags() {
      return allByCoder(held.value?.tags ?? NO_TAGS, layer);
    },
    get dismissed() {
      return held.brief(briefOf).dismissed;
    },
    get rejected() {
      return held.brief(briefOf).rejected;
    },
    get faults() {
      return held.brief(briefOf).faults;
    },
    placements,
    checked: sheet.checked,
    missing: sheet.missing,
    refusal: file.refusal,
    unsaved: file.unsaved,
    paragraphOf: (line) => paragraphOf(paragraphs, line),
    // Of an open text when a view asks, not at every key press.
    get labels() {
      return live ? labelsOf(live.text) : labels;
    },
  };
}
