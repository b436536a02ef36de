/**
 * One source with its sidecars, one for each layer: what is written, what stands on the screen, and the snapshot that views read.
 * One layer is read at a time (`file`); the others are there for whoever asks for them by name.
 */
import type { SourceView } from '../corpus';
import type { Placement, Tag } from '../model';
import type { Home } from '../ports';
import { placementsOf, standIn, stands } from '../anchors/place';
import type { Steps } from '../base/steps';
import { PlaceableText } from '../anchors/placeable';
import { placeThrough } from '../anchors/through';
import { paragraphsIn } from '../text/paragraphs';
import { labelsIn } from '../text/labels';
import type { Sidecar } from '../sidecar';
import type { Kept, KeptText } from './cache-blob';
import { ClosedText, labelsOf, type TextFacts } from './closed-text';
import type { Held } from './held';
import { allByCoder, byCoder } from './layer';
import { LiveSource } from './live-source';
import { viewOf } from './sheet-view';
import { Sidecars, type SheetFile } from './sidecars';

const NO_TAGS: readonly Tag[] = [];
/** In the place of a layer that is not shown; no coder's name has such a sign. */
const VEIL = '?';

/** A text with the tags of the layer that was shown when it was made. */
export interface Following {
  readonly shown: string;
  readonly live: LiveSource;
}

export class Sheet {
  /** One for each layer. */
  readonly sidecars: Sidecars;
  /** The sidecar of the layer that is read. */
  file: SheetFile;
  /** That layer. */
  layer: string;
  /** Are its tags kept from the user? Then `file` is empty, whatever the layer's own says. */
  veiled = false;
  /** The open text with the tags of each layer that was read since it was opened. */
  private readonly lives = new Map<string, LiveSource>();
  private readonly closedText = new ClosedText();
  private book = '';
  private gone = false;
  private snapshot: SourceView | undefined;
  /** How many tags a reading has. */
  private kept: { readonly held: Held<Sidecar | undefined>; readonly tags: number } | undefined;
  /** The reading of an open source: it is needed at every key press. */
  private pinned: Held<Sidecar | undefined> | undefined;

  constructor(
    readonly uri: string,
    readonly home: Home,
    layer: string,
    makeFile: (uri: string, layer: string) => SheetFile,
    private readonly veil: SheetFile,
    /** Called after anything that a view shows has changed. */
    private readonly told: () => void,
  ) {
    this.sidecars = new Sidecars(uri, makeFile);
    this.layer = layer;
    this.file = this.sidecars.of(layer);
  }

  /** Anything that a view shows is another. */
  private touch(): void {
    this.snapshot = undefined;
    this.told();
  }

  /** Address of the codebook; empty until it was looked for. */
  get codebook(): string {
    return this.book;
  }

  set codebook(uri: string) {
    if (uri === this.book) return;
    this.book = uri;
    this.touch();
  }

  /** Is there no text, as far as is known? */
  get missing(): boolean {
    return this.gone;
  }

  set missing(gone: boolean) {
    if (gone === this.gone) return;
    this.gone = gone;
    this.touch();
  }

  // ---- layers -------------------------------------------------------------------------------------------------------

  /** A listing names these sidecars of the source. */
  list(uris: readonly string[]): void {
    const { others, respelt } = this.sidecars.list(uris);
    if (others) this.touch();
    for (const layer of respelt) {
      if (layer === this.layer && !this.veiled) this.file = this.sidecars.of(layer);
      this.touch();
    }
  }

  /** Reads another layer from now on; `veiled`: its tags are not shown. Returns: is anything another one? */
  read(layer: string, veiled: boolean): boolean {
    const file = veiled ? this.veil : this.sidecars.of(layer);
    if (layer === this.layer && file === this.file) return false;
    const { live } = this;
    this.layer = layer;
    this.veiled = veiled;
    this.file = file;
    this.kept = undefined;
    this.closedText.forget();
    if (live && !this.lives.has(this.shown)) this.lives.set(this.shown, new LiveSource(live.text.text, this.tags));
    this.live?.reconcile(this.tags);
    this.pin();
    this.touch();
    return true;
  }

  /** The tags of a layer as they are written, with their coder. */
  tagsOf(layer: string): readonly Tag[] {
    return allByCoder(this.sidecars.of(layer).now?.tags ?? NO_TAGS, layer);
  }

  /** The layer whose tags are on the screen: of a veiled one, none. */
  private get shown(): string {
    return this.veiled ? VEIL : this.layer;
  }

  /** The tags of the layer that is read, in the open text. */
  get live(): LiveSource | undefined {
    return this.lives.get(this.shown);
  }

  /** The open text with the tags of any layer, followed from now on; undefined while no editor has it. */
  liveOf(layer: string): LiveSource | undefined {
    const { live } = this;
    if (!live) return undefined;
    let other = this.lives.get(layer);
    if (!other) this.lives.set(layer, (other = new LiveSource(live.text.text, this.tagsOf(layer))));
    return other;
  }

  /** The open text with the tags of each layer that was read since it was opened. */
  get followed(): ReadonlyMap<string, LiveSource> {
    return this.lives;
  }

  dispose(): void {
    this.sidecars.dispose();
  }

  // ---- the layer that is read ---------------------------------------------------------------------------------------

  get tags(): readonly Tag[] {
    return this.veiled ? NO_TAGS : allByCoder(this.file.now?.tags ?? NO_TAGS, this.layer);
  }

  tag(id: string): Tag | undefined {
    // Those of an open source are at hand; a sidecar that has just changed would make its index for this.
    if (this.live) return this.live.tag(id);
    const tag = this.file.now?.tag(id);
    return tag && byCoder(tag, this.layer);
  }

  /** How many tags there are; spares reading them. */
  get tagCount(): number {
    const { held } = this.file;
    if (this.kept?.held !== held) this.kept = { held, tags: held.value?.tags.length ?? 0 };
    return this.kept.tags;
  }

  /**
   * Takes a sidecar that was kept from an earlier session and still stands on disk: what it says beside its tags, where that is
   * known, and how many these are, spare reading it.
   */
  takeKept({ bytes, tags, brief }: Kept): void {
    this.file.takeKept(bytes);
    const { held, hasPending } = this.file;
    // With changes on top it says something else.
    if (!hasPending) {
      this.kept = { held, tags };
      if (brief) held.knows(brief);
    }
    this.touch();
  }

  /**
   * What the file of a layer calls after each change of what it says: anchors follow, earlier findings about a closed text are void.
   */
  fileChanged(layer: string): void {
    if (layer !== this.shown) this.lives.get(layer)?.reconcile(this.tagsOf(layer));
    else {
      this.live?.reconcile(this.tags);
      this.closedText.follow(this.file.held);
      this.pin();
    }
    this.touch();
  }

  private pin(): void {
    const held = this.live && this.file.held;
    if (held === this.pinned) return;
    this.pinned?.pin(false);
    held?.pin(true);
    this.pinned = held;
  }

  /** Ids of the tags that stand in a text as they are written. */
  standingIn(text: string): string[] {
    const placeable = new PlaceableText(text);
    return this.tags.flatMap((tag) => (stands(placeable, tag) ? [tag.id] : []));
  }

  /** Do all of them? */
  standsIn(text: string): Steps<boolean> {
    return standIn(new PlaceableText(text), this.tags);
  }

  /** What {@link open} follows, made beforehand. `olds`: earlier texts of the source, which prove where tags went. */
  *following(text: string, olds: readonly string[]): Steps<Following> {
    const { shown, tags } = this;
    return { shown, live: yield* LiveSource.inSteps(text, tags, olds) };
  }

  /** An editor has the text; `made`: of it or of an earlier one, where none is followed yet. */
  open(text: string, made?: Following): void {
    if (this.live) for (const one of this.lives.values()) one.replace(text);
    else {
      const own = made?.shown === this.shown ? made.live : new LiveSource(text, this.tags);
      // While it was made somebody may have typed, or tagged.
      own.replace(text);
      own.reconcile(this.tags);
      this.lives.set(this.shown, own);
      this.gone = false;
      this.closedText.opened(paragraphsIn(text));
      this.pin();
    }
    this.touch();
  }

  /** Does something with the open text in each layer. Returns: did it move anything in one of them? */
  follow(what: (live: LiveSource) => boolean): boolean {
    let moved = false;
    for (const live of this.lives.values()) if (what(live)) moved = true;
    if (moved) this.touch();
    return moved;
  }

  close(): void {
    if (!this.live) return;
    this.closedText.closed(this.file.held, this.live.placements(this.tags), labelsOf(this.live.text));
    this.lives.clear();
    this.pin();
    this.touch();
  }

  /** Was the text compared with exactly these tags? */
  get checked(): boolean {
    return this.live !== undefined || this.closedText.isCheckedFor(this.file.held);
  }

  /** The text on disk may be another one: what was found out is shown until somebody compares it. */
  uncheck(): void {
    this.closedText.uncheck();
    this.touch();
  }

  /** The text could not be read: these tags are not compared again before something changes. */
  notCompared(): void {
    this.closedText.failed(this.file.held);
  }

  /** Was it tried to compare the text with tags of the sidecar, and is its stamp another one than then? */
  isOutdated(stamp: string | undefined): boolean {
    return this.closedText.wasTried && this.closedText.stamp !== stamp;
  }

  get wasCompared(): boolean {
    return this.closedText.wasTried;
  }

  /** Has the source tags that the text on disk was not compared with, and no editor? */
  get wantsCheck(): boolean {
    const { held, isLoaded } = this.file;
    return isLoaded && !this.live && this.closedText.wants(held) && this.tagCount > 0;
  }

  /**
   * Compares the text of a closed source with its tags; undefined: there is no such file. `stamp` is that of the file before its
   * text was read. `olds`: earlier texts, which prove where tags went. Where other tags are there at the last step, or an editor,
   * nothing was found out.
   */
  *check(text: string | undefined, stamp?: string, olds: readonly string[] = []): Steps<void> {
    if (this.live) return;
    const { tags } = this;
    const { held } = this.file;
    let placements: ReadonlyMap<string, Placement>;
    let facts: TextFacts | undefined;
    if (text === undefined) placements = new Map(tags.map((tag) => [tag.id, { kind: 'lost' }]));
    else {
      const placeable = new PlaceableText(text);
      const placed = (yield* placeThrough(placeable, tags, olds)).map((one) => one.placed);
      placements = yield* placementsOf(placeable, tags, placed);
      yield undefined;
      const paragraphs = paragraphsIn(text);
      yield undefined;
      facts = { stamp, paragraphs, labels: labelsIn(text) };
    }
    if (!this.live && this.file.held === held) this.found(placements, facts);
  }

  /** What an earlier session found out about a text that still stands on disk, and about these very tags. */
  takeKeptText({ stamp, placements, paragraphs, labels }: KeptText): void {
    if (!this.live) this.found(new Map(placements), { stamp, paragraphs: paragraphs ?? undefined, labels });
  }

  private found(placements: ReadonlyMap<string, Placement>, text: TextFacts | undefined): void {
    this.gone = text === undefined;
    this.closedText.found(this.file.held, placements, text);
    this.touch();
  }

  /** What was found out about the text of a closed source, to be kept; undefined where nothing was, or the file is not known. */
  get textToKeep(): KeptText | undefined {
    return this.live || this.gone ? undefined : this.closedText.toKeep(this.file.held);
  }

  get view(): SourceView {
    return (this.snapshot ??= viewOf(this, this.closedText));
  }
}
