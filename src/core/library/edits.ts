/** Edits: changes to one or several files as one step, with undo, redo and a note against crashes. */
import type { CodebookChange, FileChange, Skipped, SidecarChange } from '../changes';
import { SHARED } from '../files/addresses';
import { pauses } from '../base/steps';
import type { Log } from '../ports';
import type { Book } from './book';
import { NoSource, NotNoted, StepMet, type Edited, type Replayed } from './edited';
import { extentOf } from './extent';
import { History, type Step } from './history';
import type { HalfDone, Journal, Note } from './journal';
import type { Found, Kept } from './kept';
import type { Sheet } from './sheet';
import type { SheetFile } from './sidecars';
import type { Shelf } from './shelf';
import { Refused, type Done } from './format';
import type { Waiting } from './waiting';
import { ChangedSince, putWhole, turned, type WholeFile } from './whole';

type Performed = Edited & { readonly inverse: readonly FileChange[] };

export class Edits {
  private readonly history: History;
  /** Ends with the step that was asked for last. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly shelf: Shelf,
    kept: Kept,
    private readonly journal: Journal,
    private readonly log: Log,
    private readonly waiting: Pick<Waiting, 'hold' | 'stand'>,
  ) {
    this.history = new History(kept);
  }

  /** Takes over what windows that are no more could take back. */
  adopt(found: readonly Found[]): Promise<void> {
    return this.history.adopt(found);
  }

  /** The same of what an earlier version kept. */
  adoptWhole(value: unknown): void {
    this.history.adoptWhole(value);
  }

  /** A source, codebook or folder has another address: the steps follow. */
  renamed(from: string, to: string): void {
    this.history.rename(from, to);
  }

  /**
   * Applies changes at once, all files of them as one step of undo, and queues the writes. Throws {@link Refused} before
   * anything is changed when one of the files cannot be read whole. `half`: what is finished or taken back by it.
   */
  edit(label: string, files: readonly FileChange[], half?: HalfDone): Promise<Edited> {
    return this.inTurn(async () => {
      const done = await this.perform(files, half);
      if (done.count > 0) this.history.push({ label, changes: done.inverse });
      return done;
    });
  }

  /**
   * A step that was done by other means, such as an edit of the codebook's text by VS Code: `changes` take it back. It stands on
   * the one stack with all others.
   */
  put(label: string, changes: readonly FileChange[]): Promise<void> {
    return this.inTurn(() => {
      this.history.push({ label, changes });
      return Promise.resolve();
    });
  }

  /**
   * Puts a whole file in the place of what it says, as a step. Rejects as {@link putWhole} does. Returns: is the step kept over a
   * restart?
   */
  replace(label: string, whole: WholeFile): Promise<boolean> {
    return this.inTurn(async () => {
      await putWhole(this.shelf, whole);
      const step = { label, changes: [], whole: turned(whole) };
      this.history.push(step);
      return History.lasts(step);
    });
  }

  /** Leaves a step out that cannot be done, so that the one below it can. */
  leaveOut(step: Step): void {
    this.history.leaveOut(step);
  }

  /** Steps are taken one after the other (their writes are not waited for), so that the last one asked for is the last to undo. */
  private inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.turn.then(step);
    // Whoever asked for the step learns of its failure; the next one only waits for its end.
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** What is changed is told when it is done and kept as a whole; then at once, whatever else holds news of these files back. */
  private async perform(files: readonly FileChange[], half?: HalfDone): Promise<Performed> {
    const { news } = this.shelf;
    const uris = files.map(({ uri }) => uri);
    const done = await news.during(uris, () => this.applyAll(files, half));
    news.now(uris);
    return done;
  }

  private async applyAll(files: readonly FileChange[], half?: HalfDone): Promise<Performed> {
    const opened: (SheetFile | Book['file'])[] = [];
    for (const file of files) opened.push(await this.openForChange(file));
    // The first may have become unreadable while the last was opened: all or nothing.
    for (const { refusal } of opened) if (refusal) throw new Refused(refusal);
    const inverse: FileChange[] = [];
    const skipped: Skipped[] = [];
    const added: string[] = [];
    const done: FileChange[] = [];
    const writes: Promise<void>[] = [];
    let count = 0;
    // The note of a change of several files, with what takes it back, must stand before the first of them is written.
    let release: () => void = () => undefined;
    const large = isLarge(files);
    const noted = files.length > 1 || large || half ? new Promise<void>((resolve) => (release = resolve)) : undefined;
    const held = noted && this.waiting.hold();
    let journal: Note | undefined;
    try {
      const due = pauses();
      for (const file of files) {
        // Ten thousand files are seconds of work. Nothing is written, drawn or noted before the last of them.
        const wait = due();
        if (wait) await wait;
        const applied = this.applyTo(file, noted);
        writes.push(applied.written);
        done.push({ ...file, changes: applied.done } as FileChange);
        skipped.push(...applied.skipped);
        count += applied.done.length;
        if (applied.inverse.length > 0) inverse.unshift(inverseOf(file, applied.inverse));
        const left = new Set<unknown>(applied.skipped.map((skip) => skip.change));
        for (const change of file.changes) if (change.op === 'add' && !left.has(change)) added.push(change.tag.id);
      }
      // Bound to what they were made on, so that finishing them after a crash takes nothing of anybody else's.
      if (noted) journal = half?.resume(done) ?? (await this.note(done, inverse, large));
    } catch (error) {
      // One became unreadable meanwhile, or it cannot be noted: all or nothing.
      this.takeBack(inverse, noted);
      throw error;
    } finally {
      held?.release();
      release();
    }
    // Kept before it is drawn: what a user has seen is not lost when the window dies a moment later.
    await this.waiting.stand();
    const written = Promise.all(writes).then(() => journal?.end());
    // Whoever awaits `written` learns of a failure; for others it is in the log and in `unsaved`.
    written.catch(() => journal?.failed());
    return { added, skipped, count, written, inverse };
  }

  private takeBack(inverse: readonly FileChange[], noted: Promise<void> | undefined): void {
    for (const file of inverse) {
      try {
        this.applyTo(file, noted).written.catch(() => undefined); // In the log, and tried again, as any write.
      } catch (error) {
        this.log.error(`${file.uri}: a change that could not be made as a whole stays in part: ${String(error)}`);
      }
    }
  }

  /**
   * Without a note a crash could leave the change half done. A tag with its new entity is written in a moment and is done all the same;
   * a large change is not.
   */
  private async note(
    files: readonly FileChange[],
    inverse: readonly FileChange[],
    large: boolean,
  ): Promise<Note | undefined> {
    try {
      return await this.journal.begin(files, inverse, large);
    } catch (error) {
      this.log.error(`A change of ${files.length} files could not be noted: ${String(error)}`);
      if (large) throw new NotNoted(error);
      return undefined;
    }
  }

  private async openForChange(file: FileChange): Promise<SheetFile | Book['file']> {
    const target =
      file.kind === 'sidecar'
        ? (await this.shelf.ensure(file.uri))?.sidecars.of(file.layer ?? SHARED)
        : this.shelf.book(file.uri).file;
    if (!target) throw new Error('This file is in no folder of the workspace, so its tags would have no place.');
    if (!target.isLoaded) await target.load();
    // It may have been looked at while somebody was writing it, or have been mended since.
    if (target.refusal) await this.shelf.refresh(target.uri);
    if (target.refusal) throw new Refused(target.refusal);
    if (file.kind === 'sidecar' && !target.now && file.changes.some(({ op }) => op === 'add')) {
      await this.mustHaveText(file.uri);
    }
    return target;
  }

  /** Another branch may be there, or another name that another window gave: tags without a text would be nobody's. */
  private async mustHaveText(uri: string): Promise<void> {
    const { sheets, ports } = this.shelf;
    if (!sheets.get(uri)?.live && !(await ports.files.stamp(uri))) throw new NoSource(uri);
  }

  private applyTo(
    file: FileChange,
    after: Promise<void> | undefined,
  ): Done<unknown> & { readonly written: Promise<void> } {
    if (file.kind === 'codebook') return this.shelf.book(file.uri).file.apply(file.changes, after);
    const sheet = this.shelf.sheets.get(file.uri) as Sheet;
    return sheet.sidecars.of(file.layer ?? SHARED).apply(file.changes, after);
  }

  get lastStep(): Step | undefined {
    return this.history.last;
  }

  lastTags(uri: string): readonly string[] {
    return this.history.lastTags(uri);
  }

  get canUndo(): boolean {
    return this.history.canUndo;
  }

  get canRedo(): boolean {
    return this.history.canRedo;
  }

  /** Takes the last step back. Undefined: there is nothing to take back. */
  undo(): Promise<Replayed | undefined> {
    return this.inTurn(() => this.replay(this.history.takeUndo(), 'redo'));
  }

  redo(): Promise<Replayed | undefined> {
    return this.inTurn(() => this.replay(this.history.takeRedo(), 'undo'));
  }

  private async replay(step: Step | undefined, other: 'undo' | 'redo'): Promise<Replayed | undefined> {
    if (!step) return undefined;
    if (step.whole) return this.replayWhole(step, step.whole, other);
    try {
      for (const file of step.changes) await this.openForChange(file);
      const done = await this.perform(step.changes);
      if (done.count > 0) this.history.pushBack(other, { label: step.label, changes: done.inverse });
      return { ...done, label: step.label, extent: extentOf(step.changes, done.skipped) };
    } catch (error) {
      // The step was not applied: it stays where it was.
      this.history.pushBack(other === 'redo' ? 'undo' : 'redo', step);
      throw error instanceof NoSource ? new StepMet(step, error.uri, 'gone') : error;
    }
  }

  private async replayWhole(step: Step, whole: WholeFile, other: 'undo' | 'redo'): Promise<Replayed> {
    try {
      await putWhole(this.shelf, whole, other === 'redo');
    } catch (error) {
      this.history.pushBack(other === 'redo' ? 'undo' : 'redo', step);
      throw error instanceof ChangedSince ? new StepMet(step, error.uri, 'changed') : error;
    }
    this.history.pushBack(other, { label: step.label, changes: [], whole: turned(whole) });
    const written = Promise.resolve();
    return { added: [], skipped: [], count: 1, written, label: step.label, extent: { tags: 0, sources: 0 } };
  }
}

/** So many changes of one file are noted, as those of several files are. */
const LARGE = 400;

/** Takes longer than a moment to write. */
function isLarge(files: readonly FileChange[]): boolean {
  return files.length > 2 || files.some(({ changes }) => changes.length > LARGE);
}

function inverseOf(file: FileChange, inverse: readonly unknown[]): FileChange {
  return file.kind === 'codebook'
    ? { ...file, changes: inverse as readonly CodebookChange[] }
    : { ...file, changes: inverse as readonly SidecarChange[] };
}
