/** One source with its sidecar: what is written, what stands on the screen, and the snapshot that views read. */
import type { SidecarChange } from '../changes';
import type { SourceView } from '../corpus';
import type { Placement, Tag } from '../model';
import type { Home } from '../ports';
import { place, placementsOf, PlaceableText } from '../anchors/place';
import { paragraphOf, paragraphsIn, type Paragraphs } from '../text/paragraphs';
import type { Sidecar } from '../sidecar';
import type { KeptText } from './cache-blob';
import type { Held } from './held';
import { LiveSource } from './live-source';
import type { YamlFile } from './yaml-file';

const NO_TAGS: readonly Tag[] = [];
const NO_DETAILS: SourceView['details'] = new Map();
const NO_PLACEMENTS: SourceView['placements'] = new Map();

export class Sheet {
  live: LiveSource | undefined;
  /** Address of the codebook; set when it was looked for. */
  codebook = '';
  missing = false;
  private snapshot: SourceView | undefined;
  private closedPlacements: ReadonlyMap<string, Placement> = new Map();
  /** The reading of the sidecar whose tags the text was compared with. */
  private checkedFor: Held<Sidecar | undefined> | undefined;
  private stale = false;
  private failedFor: Held<Sidecar | undefined> | undefined;
  /** The stamp of the text that was compared; undefined while that is not known. */
  textStamp: string | undefined;
  private paragraphs: Paragraphs;
  /** How many tags a reading has that nobody has asked for yet. */
  private kept: { readonly held: Held<Sidecar | undefined>; readonly tags: number } | undefined;

  constructor(
    readonly uri: string,
    readonly home: Home,
    readonly file: YamlFile<Sidecar, SidecarChange>,
  ) {}

  get tags(): readonly Tag[] {
    return this.file.now?.tags ?? NO_TAGS;
  }

  tag(id: string): Tag | undefined {
    // Those of an open source are at hand; a sidecar that has just changed would make its index for this.
    return this.live ? this.live.tag(id) : this.file.now?.tag(id);
  }

  /** How many tags there are; spares reading them. */
  get tagCount(): number {
    const { held } = this.file;
    return !held.isMade && this.kept?.held === held ? this.kept.tags : this.tags.length;
  }

  /** Takes a sidecar that was kept from an earlier session and still stands on disk. */
  takeKept(bytes: Uint8Array, tags: number): void {
    this.file.takeKept(bytes);
    this.kept = { held: this.file.held, tags };
    this.touch();
  }

  /** Call after anything that a view shows has changed. */
  touch(): void {
    this.snapshot = undefined;
  }

  /** The tags of the file are others now: anchors follow, earlier findings about a closed text are void. */
  tagsChanged(): void {
    this.live?.reconcile(this.tags);
    const { held } = this.file;
    // Other details, but the same tags: what was found out about them holds.
    if (this.checkedFor && this.checkedFor !== held) {
      this.checkedFor = this.checkedFor.value?.tags === held.value?.tags ? held : undefined;
    }
    this.touch();
  }

  open(text: string): void {
    this.live = new LiveSource(text, this.tags);
    this.missing = false;
    this.paragraphs = paragraphsIn(text);
    this.touch();
  }

  close(): void {
    if (!this.live) return;
    this.closedPlacements = this.live.placements(this.tags);
    this.checkedFor = this.file.held;
    this.live = undefined;
    // Its text may have been thrown away unsaved, or its file deleted meanwhile.
    this.uncheck();
    this.touch();
  }

  /** Was the text compared with exactly these tags? */
  get checked(): boolean {
    return this.live !== undefined || this.checkedFor === this.file.held;
  }

  /** The text on disk may be another one: what was found out is shown until somebody compares it. */
  uncheck(): void {
    this.stale = true;
    this.failedFor = undefined;
  }

  /** The text could not be read: these tags are not compared again before something changes. */
  notCompared(): void {
    this.failedFor = this.file.held;
  }

  /** Was it tried to compare the text with tags of the sidecar? */
  get wasCompared(): boolean {
    return this.checkedFor !== undefined || this.failedFor !== undefined;
  }

  /** Has the source tags that the text on disk was not compared with, and no editor? */
  get wantsCheck(): boolean {
    const { held, isLoaded } = this.file;
    const wants = this.stale || this.checkedFor !== held;
    return wants && isLoaded && !this.live && this.failedFor !== held && this.tagCount > 0;
  }

  /**
   * Compares the text of a closed source with its tags; undefined: there is no such file. `stamp` is that of the file before its
   * text was read.
   */
  check(text: string | undefined, stamp?: string): void {
    if (this.live) return;
    if (text === undefined) {
      const lost = this.tags.map((tag): [string, Placement] => [tag.id, { kind: 'lost' }]);
      this.found(new Map(lost), undefined);
      return;
    }
    const placeable = new PlaceableText(text);
    const placements = placementsOf(placeable, this.tags, place(placeable, this.tags));
    this.found(placements, { stamp, paragraphs: paragraphsIn(text) });
  }

  /** What an earlier session found out about a text that still stands on disk, and about these very tags. */
  takeKeptText({ stamp, placements, paragraphs }: KeptText): void {
    if (!this.live) this.found(new Map(placements), { stamp, paragraphs: paragraphs ?? undefined });
  }

  private found(
    placements: ReadonlyMap<string, Placement>,
    text: { readonly stamp: string | undefined; readonly paragraphs: Paragraphs } | undefined,
  ): void {
    this.missing = text === undefined;
    this.closedPlacements = placements;
    this.checkedFor = this.file.held;
    this.stale = false;
    this.textStamp = text?.stamp;
    if (text) this.paragraphs = text.paragraphs;
    this.touch();
  }

  /** What was found out about the text of a closed source, to be kept; undefined where nothing was, or the file is not known. */
  get textToKeep(): KeptText | undefined {
    if (this.live || !this.checked || this.stale || this.missing || this.textStamp === undefined) return undefined;
    return { stamp: this.textStamp, placements: [...this.closedPlacements], paragraphs: this.paragraphs ?? null };
  }

  get view(): SourceView {
    return (this.snapshot ??= this.makeView());
  }

  private makeView(): SourceView {
    const { file, paragraphs } = this;
    const { held } = file;
    const placements = this.live
      ? this.live.placements(this.tags)
      : this.checked
        ? this.closedPlacements
        : NO_PLACEMENTS;
    return {
      uri: this.uri,
      name: this.home.name,
      codebook: this.codebook,
      // Read when a view asks: a workspace is open before all of its sidecars are parsed.
      get details() {
        return held.value?.details ?? NO_DETAILS;
      },
      get tags() {
        return held.value?.tags ?? NO_TAGS;
      },
      get dismissed() {
        return held.value?.dismissed ?? [];
      },
      get rejected() {
        return held.value?.rejected ?? [];
      },
      get faults() {
        return held.value?.faults ?? [];
      },
      placements,
      checked: this.checked,
      missing: this.missing,
      refusal: file.refusal,
      unsaved: file.unsaved,
      paragraphOf: (line) => paragraphOf(paragraphs, line),
    };
  }
}
