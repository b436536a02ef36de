/**
 * A change of several files is written one file after the other; a crash between them leaves it half done. So the whole change,
 * and what takes it back, is noted before the first file is written and struck out after the last. Changes name tags by id and
 * applying one twice does nothing the second time, so a half-done change is finished by applying it again, and taken back by
 * applying its inverse to whatever was done of it.
 */
import type { FileChange } from '../changes';
import type { Store } from '../ports';

const KEY = 'journal';

export interface HalfDone {
  readonly files: readonly FileChange[];
  /** In the order in which to apply it. */
  readonly inverse: readonly FileChange[];
}

interface Entry extends HalfDone {
  readonly id: number;
}

export class Journal {
  private next = 1;
  private readonly open = new Map<number, Entry>();
  private found: readonly Entry[];

  constructor(private readonly store: Store) {
    const stored = store.get(KEY);
    this.found = Array.isArray(stored) ? (stored as Entry[]).filter((entry) => Array.isArray(entry.files)) : [];
  }

  /** Notes a change; resolves when the note stands. */
  async begin(files: readonly FileChange[], inverse: readonly FileChange[]): Promise<{ end(): Promise<void> }> {
    const entry = { id: this.next++, files, inverse };
    this.open.set(entry.id, entry);
    await this.keep();
    return {
      end: async () => {
        this.open.delete(entry.id);
        await this.keep();
      },
    };
  }

  /** Changes that an earlier session began and did not finish, the oldest first. */
  halfDone(): readonly HalfDone[] {
    return this.found;
  }

  /** The half-done changes were finished, taken back or given up. */
  async forget(): Promise<void> {
    this.found = [];
    await this.keep();
  }

  private keep(): Promise<void> {
    const entries = [...this.found, ...this.open.values()];
    return this.store.set(KEY, entries.length > 0 ? entries : undefined);
  }
}
