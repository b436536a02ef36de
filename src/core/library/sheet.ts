/** One source with its sidecar: what is written, what stands on the screen, and the snapshot that views read. */
import type { SidecarChange } from '../changes';
import type { SourceView } from '../corpus';
import type { Placement, Tag } from '../model';
import type { Home } from '../ports';
import { place, placementsOf, PlaceableText } from '../anchors/place';
import { lineIsParagraph, paragraphsOf } from '../text/paragraphs';
import type { Sidecar } from '../sidecar';
import { LiveSource } from './live-source';
import type { YamlFile } from './yaml-file';

const NO_TAGS: readonly Tag[] = [];
const NO_DETAILS: SourceView['details'] = new Map();

export class Sheet {
  live: LiveSource | undefined;
  /** Address of the codebook; set when it was looked for. */
  codebook = '';
  missing = false;
  private snapshot: SourceView | undefined;
  private closedPlacements: ReadonlyMap<string, Placement> = new Map();
  private checkedTags: readonly Tag[] | undefined;
  private paragraphs: (line: number) => number = lineIsParagraph;

  constructor(
    readonly uri: string,
    readonly home: Home,
    readonly file: YamlFile<Sidecar, SidecarChange>,
  ) {}

  get tags(): readonly Tag[] {
    return this.file.now?.tags ?? NO_TAGS;
  }

  tag(id: string): Tag | undefined {
    return this.file.now?.tag(id);
  }

  /** Call after anything that a view shows has changed. */
  touch(): void {
    this.snapshot = undefined;
  }

  /** The tags of the file are others now: anchors follow, earlier findings about a closed text are void. */
  tagsChanged(): void {
    this.live?.reconcile(this.tags);
    this.touch();
  }

  open(text: string): void {
    this.live = new LiveSource(text, this.tags);
    this.missing = false;
    this.paragraphs = paragraphsOf(text);
    this.touch();
  }

  close(): void {
    if (!this.live) return;
    this.closedPlacements = this.live.placements(this.tags);
    this.checkedTags = this.tags;
    this.live = undefined;
    this.touch();
  }

  /** Was the text compared with exactly these tags? */
  get checked(): boolean {
    return this.live !== undefined || this.checkedTags === this.tags;
  }

  /** The text changed on disk while no editor has it: what was found out about it is void. */
  uncheck(): void {
    this.checkedTags = undefined;
  }

  /** Compares the text of a closed source with its tags; undefined: there is no such file. Returns: did a placement change? */
  check(text: string | undefined): boolean {
    if (this.live) return false;
    const tags = this.tags;
    const was = this.closedPlacements;
    const wasMissing = this.missing;
    this.missing = text === undefined;
    this.checkedTags = tags;
    if (text === undefined) {
      this.closedPlacements = new Map(tags.map((tag): [string, Placement] => [tag.id, { kind: 'lost' }]));
    } else {
      const placeable = new PlaceableText(text);
      this.closedPlacements = placementsOf(placeable, tags, place(placeable, tags));
      this.paragraphs = paragraphsOf(text);
    }
    this.touch();
    return wasMissing !== this.missing || was.size !== this.closedPlacements.size || this.closedPlacements.size > 0;
  }

  get view(): SourceView {
    return (this.snapshot ??= this.makeView());
  }

  private makeView(): SourceView {
    const now = this.file.now;
    const tags = this.tags;
    return {
      uri: this.uri,
      name: this.home.name,
      codebook: this.codebook,
      details: now?.details ?? NO_DETAILS,
      tags,
      dismissed: now?.dismissed ?? [],
      placements: this.live ? this.live.placements(tags) : this.checked ? this.closedPlacements : new Map(),
      checked: this.checked,
      missing: this.missing,
      refusal: this.file.refusal,
      faults: now?.faults ?? [],
      unsaved: this.file.unsaved,
      paragraphOf: this.paragraphs,
    };
  }
}
