/**
 * Changes that could not be written and wait for the next try. They are kept in the store as well: when the window closes before
 * a try succeeds, the next session lists and offers them. Changes name tags by id, so making those again that were written after
 * all does nothing.
 */
import type { FileChange } from '../changes';
import { sidecarOf, sourceOf } from '../names';
import type { Log, Store } from '../ports';
import type { Edited } from './edits';
import type { Shelf, Touched } from './shelf';

const KEY = 'unwritten';
const EARLIER = 'It was left so when VS Code was closed.';

export class Waiting {
  /** Of an earlier session, codebooks first. */
  private earlier: readonly FileChange[];
  /** Of this session, as the store has them. */
  private kept: readonly FileChange[] = [];

  constructor(
    private readonly shelf: Shelf,
    private readonly store: Store,
    private readonly log: Log,
    private readonly fire: (what: Touched) => void,
  ) {
    const stored = store.get(KEY);
    this.earlier = Array.isArray(stored) ? (stored as FileChange[]).filter((file) => Array.isArray(file.changes)) : [];
  }

  /** The files, with the reason. */
  list(): { uri: string; why: string }[] {
    const now = [...this.shelf.allFiles()].flatMap(({ uri, unsaved }) => (unsaved ? [{ uri, why: unsaved }] : []));
    const before = this.earlier.map((file) => ({ uri: fileOf(file), why: EARLIER }));
    return [...now, ...before.filter(({ uri }) => !now.some((file) => file.uri === uri))];
  }

  /** How many changes an earlier session has left. */
  get leftBehind(): number {
    return this.earlier.reduce((sum, { changes }) => sum + changes.length, 0);
  }

  /** Makes the changes of an earlier session by `edit`. */
  async again(edit: (label: string, files: readonly FileChange[]) => Promise<Edited>): Promise<void> {
    if (this.earlier.length === 0) return;
    const { written } = await edit('Write what was left', this.earlier);
    // What fails now waits as a change of this session does.
    await written.catch(() => undefined);
    this.earlier = [];
    this.save();
    this.fire({});
  }

  /** Gives up what waits for a sidecar or codebook. */
  giveUp(uri: string): void {
    for (const file of this.shelf.allFiles()) if (file.uri === uri) file.discard();
    const sheet = this.shelf.sheets.get(sourceOf(uri));
    sheet?.tagsChanged();
    this.shelf.books.get(uri)?.touch();
    const left = this.earlier.filter((file) => fileOf(file) !== uri);
    if (left.length < this.earlier.length) {
      this.earlier = left;
      this.save();
    }
    this.fire(sheet ? { sources: [sheet.uri] } : { codebooks: [uri] });
  }

  /** To be called after every change of the library: what has come to wait, or waits no more, is stored. */
  keep(): void {
    const { books, sheets } = this.shelf;
    const now: FileChange[] = [];
    for (const { uri, file } of books.values()) {
      if (file.unsaved !== undefined) now.push({ kind: 'codebook', uri, changes: file.waiting });
    }
    for (const { uri, file } of sheets.values()) {
      if (file.unsaved !== undefined) now.push({ kind: 'sidecar', uri, changes: file.waiting });
    }
    const { kept } = this;
    if (now.length === kept.length && now.every((file, i) => sameChanges(file, kept[i] as FileChange))) return;
    this.kept = now;
    this.save();
  }

  private save(): void {
    const all = [...this.earlier, ...this.kept];
    this.store.set(KEY, all.length > 0 ? all : undefined).catch((error: unknown) => {
      this.log.warn(`What could not be written is kept in memory alone: ${String(error)}`);
    });
  }
}

/** The address of the file that a change is written to. */
function fileOf({ kind, uri }: FileChange): string {
  return kind === 'sidecar' ? sidecarOf(uri) : uri;
}

function sameChanges(one: FileChange, { uri, changes }: FileChange): boolean {
  return (
    one.uri === uri && one.changes.length === changes.length && one.changes.every((change, i) => change === changes[i])
  );
}
