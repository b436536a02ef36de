/**
 * The library: the one object with state. It knows every source of the workspace with its tags and codebooks, takes edits,
 * follows the texts that are open, and tells in one event what changed. It reaches the world through the ports alone.
 *
 * It has three faces, each with all of the one before: {@link LibraryReader}, {@link LibraryFollower}, and editing, which is this
 * one. Whoever asks for a library takes the face that it needs.
 */
import type { FileChange, Skipped } from '../changes';
import { newTagId } from '../sidecar/ids';
import type { Dispute } from './disputes';
import type { Edited, Replayed, StepMet } from './edited';
import { LibraryFollower } from './follower';
import { History } from './history';
import { isPart, type HalfDone, type Journal, type Whole } from './journal';
import { State, type LibraryPorts } from './state';
import type { Unsaved, Waiting } from './waiting';
import type { WholeFile } from './whole';

export type { Dispute } from './disputes';
export type { Edited, Replayed } from './edited';
export type { LibraryChange } from './news';
export type { LibraryPorts } from './state';

export class Library extends LibraryFollower {
  /** Ends with the look at what was left that is under way. */
  private collecting: Promise<unknown> = Promise.resolve();

  constructor(ports: LibraryPorts) {
    super(new State(ports));
  }

  /** Changes of several files that a crash interrupted. */
  get journal(): Journal {
    return this.state.journal;
  }

  /** A new tag id for a source. */
  newId(source: string): string {
    const sheet = this.state.shelf.sheets.get(source);
    const files = [...(sheet?.sidecars.made.values() ?? [])];
    return newTagId(
      this.state.ports.random,
      (id) => sheet?.tag(id) !== undefined || files.some(({ now }) => now?.tag(id)),
    );
  }

  /** Accepts the new places of tags that were found again: all of the source, or those named. Returns how many. */
  accept(uri: string, ids?: readonly string[]): Promise<number> {
    return this.state.places.accept(uri, ids);
  }

  // ---- editing ------------------------------------------------------------------------------------------------------

  /**
   * Applies changes at once, all files of them as one step of undo, and queues the writes. Throws `Refused` before anything is
   * changed when one of the files cannot be read whole, `NotYourLayer` where tags are not the user's to change.
   */
  async edit(label: string, files: readonly FileChange[]): Promise<Edited> {
    return this.state.edits.edit(label, this.state.layers.resolve(files));
  }

  /** The same for what finishes a half-done change, or takes it back: its note ends with that. */
  async endHalf(label: string, files: readonly FileChange[], half: HalfDone): Promise<Edited> {
    return this.state.edits.edit(label, this.state.layers.resolve(files), half);
  }

  /** Puts a step on the stack of undo that was done by other means; `changes` take it back. */
  async adopt(label: string, changes: readonly FileChange[]): Promise<void> {
    return this.state.edits.put(label, this.state.layers.resolve(changes));
  }

  /**
   * Puts a whole sidecar or codebook in the place of what it says, as a step of undo. Rejects with `ChangedSince` where it does not say
   * `before` to the byte, and with the error of the disk. Returns: is the step kept over a restart? (A large file is not.)
   */
  replace(label: string, whole: WholeFile): Promise<boolean> {
    return this.state.edits.replace(label, whole);
  }

  /** Leaves out a step that `undo` or `redo` has rejected with, so that the one below it can be taken back. */
  leaveOut({ step }: StepMet): void {
    this.state.edits.leaveOut(step);
  }

  /** Stands for the step that undo would take back; another object after every other step. */
  get lastStep(): unknown {
    return this.state.edits.lastStep;
  }

  /** Ids of the tags of a source that the steps of undo are about, the latest first, each once. */
  lastTags(uri: string): readonly string[] {
    return this.state.edits.lastTags(uri);
  }

  get canUndo(): boolean {
    return this.state.edits.canUndo;
  }

  get canRedo(): boolean {
    return this.state.edits.canRedo;
  }

  /**
   * Takes the last step back. Undefined: there is nothing to take back. Rejects with `StepMet` where it goes by a whole file that was
   * changed since.
   */
  async undo(): Promise<Replayed | undefined> {
    await this.collecting;
    return this.state.edits.undo();
  }

  async redo(): Promise<Replayed | undefined> {
    await this.collecting;
    return this.state.edits.redo();
  }

  /** Sidecars and codebooks with changes that could not be written yet, in this session or an earlier one. */
  unsaved(): readonly Unsaved[] {
    return this.state.waiting.list();
  }

  /**
   * Takes over what windows that are no more have left: changes that are not on disk, interrupted ones, what was not decided, and
   * the steps of undo. `found`: there was something but steps. `others`: there are other windows on this workspace, which may end and leave something as well.
   */
  collect(): Promise<{ found: boolean; others: boolean }> {
    const collected = this.takeOver();
    // Whoever asked learns of a failure; a step that is to be taken back only waits for its end.
    this.collecting = collected.catch(() => undefined);
    return collected;
  }

  private async takeOver(): Promise<{ found: boolean; others: boolean }> {
    const old = this.adoptOld();
    const { found, others } = await this.state.kept.collect(isPart);
    this.state.waiting.adopt(found);
    this.state.disputes.adopt(found);
    await this.state.journal.adopt(found);
    await this.state.edits.adopt(found);
    const any = old || found.some((one) => !History.isOwn(one));
    if (any) this.state.news.touch({});
    return { found: any, others };
  }

  /** Up to version 0.4 one value of the store had all of it, whichever window wrote last. */
  private adoptOld(): boolean {
    const { store } = this.state.ports;
    let any = false;
    const take = <T>(key: string, adopt: (items: readonly T[]) => unknown): void => {
      const items = store.get(key);
      if (items === undefined) return;
      any = true;
      if (Array.isArray(items)) void adopt(items as readonly T[]);
      void store.set(key, undefined);
    };
    take<Parameters<Waiting['adoptWhole']>[0][number]>('unwritten', (items) => this.state.waiting.adoptWhole(items));
    take<Whole>('journal', (items) => this.state.journal.adoptWhole(items.filter((one) => Array.isArray(one?.files))));
    take<Dispute>('disputes', (items) => this.state.disputes.adoptWhole(items));
    const steps = store.get('history');
    if (steps !== undefined) {
      this.state.edits.adoptWhole(steps);
      void store.set('history', undefined);
    }
    return any;
  }

  /** How many changes an earlier session could not write. */
  get leftBehind(): number {
    return this.state.waiting.leftBehind;
  }

  /**
   * Makes again what an earlier session could not write, and tries to write everything. Returns how many changes were left out
   * because somebody else has changed the file since; rejects with the first failure.
   */
  async retry(): Promise<number> {
    const again = this.state.waiting.again((label, files) => this.edit(label, files));
    // One file of the earlier session that cannot be changed must not keep those of this one from being written.
    await Promise.allSettled([again]);
    await this.flush();
    return again;
  }

  /** A change of several files was finished or taken back: of it nothing waits for single files any more. */
  settle(files: readonly FileChange[]): void {
    this.state.waiting.settle(files);
  }

  /**
   * Writes a sidecar or codebook again that went away under changes to it, with what it said before and the changes on top.
   * Returns how many changes were left out because they met something else. Rejects when it cannot be written.
   */
  writeAgain(uri: string): Promise<number> {
    return this.state.waiting.writeAgain(uri, (label, files) => this.edit(label, files));
  }

  /** The window closes: what is pending is written; what is not on disk by then is kept for the next session. */
  async end(): Promise<void> {
    for (const sheet of this.state.shelf.sheets.values()) this.state.comparing.keepOpen(sheet);
    try {
      await this.flush();
    } finally {
      await this.state.waiting.stand();
      await this.state.kept.close();
      await this.state.comparing.compared.settled();
    }
  }

  /** Changes of this window that disagree with somebody else's on a field. What is on disk stands until one is chosen. */
  disputed(): readonly Dispute[] {
    return this.state.disputes.list();
  }

  /** Keeps what was left out of `files` for the user to decide; returns how much of it needs that. */
  dispute(files: readonly FileChange[], skipped: readonly Skipped[]): number {
    let more = 0;
    for (const file of files) {
      const own = skipped.filter(({ change }) => (file.changes as readonly unknown[]).includes(change));
      const layer = file.kind === 'sidecar' ? (file.layer ?? this.state.layers.reading.layer) : undefined;
      more += this.state.disputes.add(file.kind, file.uri, own, layer);
    }
    if (more > 0) this.state.news.touch({});
    return more;
  }

  /** Ends a dispute: with this window's value, as a step of undo, or with what stands there. */
  async decide(dispute: Dispute, whose: 'mine' | 'theirs'): Promise<void> {
    const change = whose === 'mine' ? this.state.disputes.mine(dispute) : undefined;
    const done = change && (await this.edit('Decide between two changes', [change]));
    this.state.disputes.settle(dispute);
    this.state.news.touch({});
    await done?.written;
  }

  /** Gives up the changes to a sidecar or codebook that could not be written. */
  discard(uri: string): void {
    this.state.waiting.giveUp(uri);
  }

  dispose(): void {
    this.state.dispose();
  }
}
