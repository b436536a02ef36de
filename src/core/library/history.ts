/**
 * One stack of undo for a window. A step holds the changes that take it back, by tag id: replayed on whatever state the files
 * are in, it never brings back a whole old state over a change from elsewhere.
 */
import type { FileChange } from '../changes';
import type { Store } from '../ports';

export interface Step {
  /** What was done, in plain words without text from files: 'Tag 3 passages'. */
  readonly label: string;
  /** The changes that take it back (or do it again), in the order to apply them. */
  readonly changes: readonly FileChange[];
}

const MOST_STEPS = 200;
/** A step of more changes than this is kept for this session only: the store is not for megabytes. */
const MOST_STORED = 2_000;
const KEY = 'history';

export class History {
  private undoable: Step[] = [];
  private redoable: Step[] = [];

  constructor(private readonly store: Store) {
    const stored = store.get(KEY) as { undo?: Step[]; redo?: Step[] } | undefined;
    this.undoable = Array.isArray(stored?.undo) ? stored.undo : [];
    this.redoable = Array.isArray(stored?.redo) ? stored.redo : [];
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
    this.undoable.push(step);
    if (this.undoable.length > MOST_STEPS) this.undoable.shift();
    this.redoable = [];
    this.keep();
  }

  takeUndo(): Step | undefined {
    return this.undoable.pop();
  }

  takeRedo(): Step | undefined {
    return this.redoable.pop();
  }

  /** After an undo: `step` does it again. After a redo: `step` takes it back again. */
  pushBack(to: 'undo' | 'redo', step: Step): void {
    (to === 'undo' ? this.undoable : this.redoable).push(step);
    this.keep();
  }

  /** A source (and so its tags) has another address now. */
  rename(from: string, to: string): void {
    const map = (step: Step): Step => ({
      ...step,
      changes: step.changes.map((change) => (change.uri === from ? { ...change, uri: to } : change)),
    });
    this.undoable = this.undoable.map(map);
    this.redoable = this.redoable.map(map);
    this.keep();
  }

  private keep(): void {
    let left = MOST_STORED;
    const newest = (steps: readonly Step[]): Step[] => {
      const kept: Step[] = [];
      for (let i = steps.length - 1; i >= 0; i--) {
        const step = steps[i] as Step;
        left -= step.changes.reduce((sum, file) => sum + file.changes.length, 0);
        if (left < 0) break;
        kept.unshift(step);
      }
      return kept;
    };
    void this.store.set(KEY, { undo: newest(this.undoable), redo: newest(this.redoable) });
  }
}
