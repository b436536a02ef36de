/**
 * One stack of undo for a window. A step holds the changes that take it back, by tag id: replayed on whatever state the files
 * are in, it never brings back a whole old state over a change from elsewhere. Each window keeps its steps in a file of its own;
 * those of windows that are no more come below this window's.
 */
import type { FileChange } from '../changes';
import type { Found, Kept } from './kept';
import { movedUri } from '../files/addresses';
import { isWhole, sizeOf, type WholeFile } from './whole';

export interface Step {
  /** What was done, in plain words without text from files: 'Tag 3 passages'. */
  readonly label: string;
  /** The changes that take it back (or do it again), in the order to apply them. */
  readonly changes: readonly FileChange[];
  /** In the place of changes: a file as a whole. */
  readonly whole?: WholeFile;
  /** Tells the step from every other, so that one that was found twice stands once. */
  readonly key?: string;
}

/** What is kept of a window's steps. */
interface Steps {
  /** When they were kept, in milliseconds since 1970. */
  readonly at: number;
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
}

const MOST_STEPS = 200;
/** A step of more changes than this is kept for this session only: the store is not for megabytes. */
const MOST_STORED = 2_000;
/** A whole file counts as a change for so many UTF-16 units of it: what is kept of it has a megabyte at the most. */
const UNITS = 500;
/** Whole files take no more memory than this in a session, in UTF-16 units; the newest one stays whatever it takes. */
const MOST_WHOLE = 64 * 1024 * 1024;
const NAME = 'steps';
const STEP = 'step';

export class History {
  private undoable: Step[] = [];
  private redoable: Step[] = [];
  private readonly name: string;

  constructor(private readonly kept: Kept) {
    this.name = kept.newName(NAME);
  }

  /** Is it something that a window's history has kept? */
  static isOwn({ name }: Found): boolean {
    return name.startsWith(NAME + '-');
  }

  /**
   * Takes over the steps of windows that are no more, those that were kept last on top, and all of them below this window's own. What
   * such a window had taken back can be done again while nothing else was done since.
   */
  async adopt(found: readonly Found[]): Promise<void> {
    const own = found.filter((one) => History.isOwn(one));
    if (own.length === 0) return;
    this.add(own.flatMap(({ value }) => stepsIn(value) ?? []));
    await this.keep();
    await Promise.all(own.map(({ name }) => this.kept.drop(name)));
  }

  /** The same of what an earlier version kept, in one value for all windows. */
  adoptWhole(value: unknown): void {
    this.add([stepsIn(value)].flatMap((steps) => steps ?? []));
    void this.keep();
  }

  private add(found: readonly Steps[]): void {
    // Of two in the same millisecond the one that took something back: what else it could do is known of no other.
    const inOrder = [...found].sort((a, b) => a.at - b.at || a.redo.length - b.redo.length);
    const fresh = this.undoable.length === 0 && this.redoable.length === 0;
    if (fresh) this.redoable = [...(inOrder.at(-1)?.redo ?? [])];
    const known = new Set([...this.undoable, ...this.redoable].flatMap(({ key }) => key ?? []));
    const below = inOrder.flatMap(({ undo }) => undo).filter(({ key }) => key === undefined || !known.has(key));
    this.undoable = [...below, ...this.undoable].slice(-MOST_STEPS);
  }

  /** The step that undo would take back. */
  get last(): Step | undefined {
    return this.undoable.at(-1);
  }

  /** Ids of the tags of a source that the steps are about, the latest first, each once. */
  lastTags(uri: string): readonly string[] {
    const ids = new Set<string>();
    for (let i = this.undoable.length - 1; i >= 0; i--) {
      for (const file of this.undoable[i]?.changes ?? []) {
        if (file.kind !== 'sidecar' || file.uri !== uri) continue;
        for (const change of file.changes) {
          if (change.op === 'remove' || change.op === 'set') ids.add(change.id);
          else if (change.op === 'add') ids.add(change.tag.id);
        }
      }
    }
    return [...ids];
  }

  get canUndo(): boolean {
    return this.undoable.length > 0;
  }

  get canRedo(): boolean {
    return this.redoable.length > 0;
  }

  /** After a new edit: it can be taken back, and what was taken back before cannot be done again. */
  push(step: Step): void {
    this.undoable.push(this.named(step));
    if (this.undoable.length > MOST_STEPS) this.undoable.shift();
    this.redoable = [];
    if (step.whole) this.bound();
    void this.keep();
  }

  /** Is the step kept over a restart? */
  static lasts(step: Step): boolean {
    return weightOf(step) <= MOST_STORED;
  }

  /** Steps of whole files that would take too much memory go, the oldest first. */
  private bound(): void {
    let left = MOST_WHOLE;
    const fits = new Set(
      this.undoable
        .filter(({ whole }) => whole !== undefined)
        .reverse()
        .filter(({ whole }, i) => (left -= whole ? sizeOf(whole) : 0) >= 0 || i === 0),
    );
    this.undoable = this.undoable.filter((step) => !step.whole || fits.has(step));
  }

  /** Leaves the step out that undo, or redo, would do next, where it is still this one. */
  leaveOut(step: Step): void {
    for (const steps of [this.undoable, this.redoable]) if (steps.at(-1)?.key === step.key) steps.pop();
    void this.keep();
  }

  takeUndo(): Step | undefined {
    return this.undoable.pop();
  }

  takeRedo(): Step | undefined {
    return this.redoable.pop();
  }

  /** After an undo: `step` does it again. After a redo: `step` takes it back again. */
  pushBack(to: 'undo' | 'redo', step: Step): void {
    (to === 'undo' ? this.undoable : this.redoable).push(this.named(step));
    void this.keep();
  }

  private named(step: Step): Step {
    return step.key === undefined ? { ...step, key: this.kept.newName(STEP) } : step;
  }

  /** A source (and so its tags), a codebook or a folder has another address now. */
  rename(from: string, to: string): void {
    const map = (step: Step): Step => ({
      ...step,
      changes: step.changes.map((change) => ({ ...change, uri: movedUri(change.uri, from, to) })),
      ...(step.whole && { whole: { ...step.whole, uri: movedUri(step.whole.uri, from, to) } }),
    });
    this.undoable = this.undoable.map(map);
    this.redoable = this.redoable.map(map);
    void this.keep();
  }

  /** A storage that fails is said by {@link Kept}; the steps are then those of this session alone. */
  private keep(): Promise<void> {
    let left = MOST_STORED;
    const newest = (steps: readonly Step[]): Step[] => {
      const kept: Step[] = [];
      for (let i = steps.length - 1; i >= 0; i--) {
        const step = steps[i] as Step;
        // A file too large to be kept leaves the steps below it as they are: those go by tags, not by bytes.
        if (step.whole && !History.lasts(step)) continue;
        left -= weightOf(step);
        if (left < 0) break;
        kept.unshift(step);
      }
      return kept;
    };
    const steps: Steps = { at: Date.now(), undo: newest(this.undoable), redo: newest(this.redoable) };
    return steps.undo.length + steps.redo.length > 0 ? this.kept.put(this.name, steps) : this.kept.drop(this.name);
  }
}

function weightOf({ changes, whole }: Step): number {
  const own = changes.reduce((sum, file) => sum + file.changes.length, 0);
  return whole ? own + Math.ceil(sizeOf(whole) / UNITS) : own;
}

/** Undefined: it is none, or was cut off. */
function stepsIn(value: unknown): Steps | undefined {
  const steps = value as Partial<Steps> | null | undefined;
  const isStep = (step: Step | null): boolean =>
    typeof step?.label === 'string' && Array.isArray(step.changes) && (step.whole === undefined || isWhole(step.whole));
  const of = (list: unknown): Step[] => (Array.isArray(list) ? (list as Step[]).filter(isStep) : []);
  const [undo, redo] = [of(steps?.undo), of(steps?.redo)];
  return undo.length + redo.length > 0 ? { at: Number(steps?.at) || 0, undo, redo } : undefined;
}
