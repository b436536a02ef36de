/** What was found out about the text of a source that no editor has: where its tags stand in it, and for which tags that holds. */
import type { PlaceableText } from '../anchors/placeable';
import type { Placement } from '../model';
import type { Sidecar } from '../sidecar';
import { labelsIn, NO_LABELS, type Labels } from '../text/labels';
import type { Paragraphs } from '../text/paragraphs';
import type { KeptText } from './cache-blob';
import type { Held } from './held';

type Reading = Held<Sidecar | undefined>;
type Placements = ReadonlyMap<string, Placement>;

export const NO_PLACEMENTS: Placements = new Map();

/** What a text says beside its tags. `stamp`: that of its file before it was read, where that is known. */
export interface TextFacts {
  readonly stamp: string | undefined;
  readonly paragraphs: Paragraphs;
  readonly labels: Labels;
}

export class ClosedText {
  placements: Placements = NO_PLACEMENTS;
  labels: Labels | undefined;
  /** The stamp of the text that was compared; undefined while that is not known. */
  stamp: string | undefined;
  /** Undefined: they were not looked for. */
  paragraphs: Paragraphs;
  /** The reading of the sidecar whose tags the text was compared with. */
  private checkedFor: Reading | undefined;
  private failedFor: Reading | undefined;
  private stale = false;

  /** The text of an editor that has opened the source. */
  opened(paragraphs: Paragraphs): void {
    this.paragraphs = paragraphs;
  }

  /** The editor was closed, with the tags where they are. The text may have been thrown away unsaved, or its file deleted. */
  closed(held: Reading, placements: Placements, labels: Labels): void {
    this.placements = placements;
    this.labels = labels;
    this.checkedFor = held;
    this.uncheck();
  }

  /** Other tags are read: nothing is known about them. */
  forget(): void {
    this.placements = NO_PLACEMENTS;
    this.checkedFor = undefined;
    this.failedFor = undefined;
  }

  /** The sidecar says something else. Other details, but the same tags: what was found out about them holds. */
  follow(held: Reading): void {
    if (!this.checkedFor || this.checkedFor === held) return;
    this.checkedFor = this.checkedFor.value?.tags === held.value?.tags ? held : undefined;
  }

  /** The text on disk may be another one: what was found out is shown until somebody compares it. */
  uncheck(): void {
    this.stale = true;
    this.failedFor = undefined;
  }

  /** The text could not be read: these tags are not compared again before something changes. */
  failed(held: Reading): void {
    this.failedFor = held;
  }

  /** `text` undefined: there is none. */
  found(held: Reading, placements: Placements, text: TextFacts | undefined): void {
    this.placements = placements;
    this.checkedFor = held;
    this.stale = false;
    this.stamp = text?.stamp;
    if (text) ({ paragraphs: this.paragraphs, labels: this.labels } = text);
  }

  /** Was the text compared with exactly these tags? */
  isCheckedFor(held: Reading): boolean {
    return this.checkedFor === held;
  }

  /** Was it tried to compare the text with any tags? */
  get wasTried(): boolean {
    return this.checkedFor !== undefined || this.failedFor !== undefined;
  }

  /** Do these tags want to be compared with the text? */
  wants(held: Reading): boolean {
    return (this.stale || this.checkedFor !== held) && this.failedFor !== held;
  }

  /** What was found out about these tags, for the next session; undefined where that is nothing, or the file is not known. */
  toKeep(held: Reading): KeptText | undefined {
    if (!this.isCheckedFor(held) || this.stale || this.stamp === undefined) return undefined;
    const labels = this.labels ?? NO_LABELS;
    return { stamp: this.stamp, placements: [...this.placements], paragraphs: this.paragraphs ?? null, labels };
  }
}

const labelsOfTexts = new WeakMap<PlaceableText, Labels>();

/** The speakers' labels of a text, looked for once. */
export function labelsOf(text: PlaceableText): Labels {
  let labels = labelsOfTexts.get(text);
  if (!labels) labelsOfTexts.set(text, (labels = labelsIn(text.text)));
  return labels;
}
