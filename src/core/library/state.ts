/** The one state of the library, of which its three faces show what their callers need: what it is made of, and how the parts meet. */
import type { FileChange, Skipped } from '../changes';
import type { Corpus } from '../corpus';
import type { KeptFiles, Store } from '../ports';
import { Comparing } from './comparing';
import { Disputes } from './disputes';
import type { Edited } from './edited';
import { Edits } from './edits';
import { Journal } from './journal';
import { Kept } from './kept';
import { Layers } from './layers';
import { Listing } from './listing';
import { Loading } from './loading';
import { News } from './news';
import { Places } from './places';
import { Shelf, type ShelfPorts } from './shelf';
import { Texts } from './texts';
import { Waiting } from './waiting';

export interface LibraryPorts extends ShelfPorts {
  /** Where version 0.4 kept small values; what is there is taken over. */
  readonly store: Store;
  /** Where what is not on disk yet is kept for the next session; without it, in memory alone. */
  readonly kept?: KeptFiles | undefined;
  /** Numbers in [0, 1) for new ids. */
  readonly random: () => number;
}

export class State {
  /** Made when somebody asks; gone as soon as anything is another. */
  snapshot: readonly Corpus[] | undefined;
  readonly news = new News(() => (this.snapshot = undefined));
  readonly kept: Kept;
  readonly disputes: Disputes;
  /** Changes of several files that a crash interrupted. */
  readonly journal: Journal;
  readonly shelf: Shelf;
  readonly loading: Loading;
  readonly listing: Listing;
  readonly comparing: Comparing;
  readonly layers: Layers;
  readonly texts: Texts;
  readonly waiting: Waiting;
  readonly edits: Edits;
  readonly places: Places;

  constructor(readonly ports: LibraryPorts) {
    this.kept = new Kept(ports.kept, ports.log);
    this.disputes = new Disputes(this.kept);
    this.journal = new Journal(this.kept);
    this.shelf = new Shelf(ports, this.news, {
      disputed: (...dispute) => void this.disputes.add(...dispute),
      pends: (one) => this.waiting.touch(one),
    });
    this.loading = new Loading(this.shelf);
    this.listing = new Listing(this.shelf, this.loading);
    this.comparing = new Comparing(this.shelf, this.loading.cache);
    this.layers = new Layers(this.shelf, this.loading);
    this.texts = new Texts(ports.files);
    const dispute = (files: readonly FileChange[], skipped: readonly Skipped[]): number => this.dispute(files, skipped);
    this.waiting = new Waiting(this.shelf, this.kept, dispute, () => this.journal.noted());
    this.edits = new Edits(this.shelf, this.kept, this.journal, ports.log, this.waiting);
    this.places = new Places(this.shelf, this.comparing, (label, files) => this.edit(label, files));
    this.news.onDidChange(() => this.settleNotes());
  }

  /** See {@link Library.edit}. */
  async edit(label: string, files: readonly FileChange[]): Promise<Edited> {
    return this.edits.edit(label, this.layers.resolve(files));
  }

  /** See {@link Library.dispute}. */
  dispute(files: readonly FileChange[], skipped: readonly Skipped[]): number {
    let more = 0;
    for (const file of files) {
      const own = skipped.filter(({ change }) => (file.changes as readonly unknown[]).includes(change));
      const layer = file.kind === 'sidecar' ? (file.layer ?? this.layers.reading.layer) : undefined;
      more += this.disputes.add(file.kind, file.uri, own, layer);
    }
    if (more > 0) this.news.touch({});
    return more;
  }

  /** A note whose changes have been written after all, or given up, is struck out. */
  private settleNotes(): void {
    const pending = (): Set<unknown> => new Set([...this.shelf.allFiles()].flatMap((file) => [...file.waiting]));
    this.journal.settle(pending).catch((error: unknown) => {
      this.ports.log.warn(`The journal was not stored: ${String(error)}`);
    });
  }

  dispose(): void {
    this.news.dispose();
    this.kept.dispose();
    for (const file of this.shelf.allFiles()) file.dispose();
  }
}
