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

/** An entry of this session whose writes have not all succeeded yet. */
interface Open {
  readonly entry: Entry;
  /** A write has failed: the entry ends when none of its changes waits any more. */
  failed: boolean;
}

/** The note of one change. */
export interface Note {
  /** All of it is on disk. */
  end(): Promise<void>;
  /** A part of it could not be written, and is tried again. */
  failed(): void;
}

export class Journal {
  private next = 1;
  private readonly open = new Map<number, Open>();
  private found: readonly Entry[];

  constructor(private readonly store: Store) {
    const stored = store.get(KEY);
    this.found = Array.isArray(stored) ? (stored as Entry[]).filter((entry) => Array.isArray(entry.files)) : [];
  }

  /** Notes a change; resolves when the note stands. */
  async begin(files: readonly FileChange[], inverse: readonly FileChange[]): Promise<Note> {
    const entry = { id: this.next++, files, inverse };
    const open: Open = { entry, failed: false };
    this.open.set(entry.id, open);
    await this.keep();
    return {
      end: async () => {
        this.open.delete(entry.id);
        await this.keep();
      },
      failed: () => (open.failed = true),
    };
  }

  /** The changes of this session that are noted here. */
  noted(): Set<unknown> {
    return new Set([...this.open.values()].flatMap(({ entry }) => entry.files.flatMap(({ changes }) => [...changes])));
  }

  /** Ends the entries of which a write had failed and nothing waits any more: it was written after all, or given up. */
  async settle(pending: () => ReadonlySet<unknown>): Promise<void> {
    const before = this.open.size;
    if (![...this.open.values()].some(({ failed }) => failed)) return;
    const waiting = pending();
    for (const [id, { entry, failed }] of this.open) {
      if (failed && !entry.files.some(({ changes }) => [...changes].some((change) => waiting.has(change))))
        this.open.delete(id);
    }
    if (this.open.size < before) await this.keep();
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
    const entries = [...this.found, ...[...this.open.values()].map(({ entry }) => entry)];
    return this.store.set(KEY, entries.length > 0 ? entries : undefined);
  }
}
