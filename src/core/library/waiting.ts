/**
 * Changes that could not be written and wait for the next try. They are kept in the store as well, each bound to the values that it
 * takes the place of: when the window closes before a try succeeds, the next session lists and offers them, and merges them with
 * what stands there by then.
 */
import type { FileChange, Skipped } from '../changes';
import { isWithin, layerOf, SHARED, sidecarOf, sourceOf } from '../names';
import type { Files, Log, Store } from '../ports';
import type { Book } from './book';
import type { Edited } from './edits';
import type { SheetFile } from './sheet';
import type { Shelf, Touched } from './shelf';

const KEY = 'unwritten';
const NONE = 'none';
const EARLIER = 'It was left so when VS Code was closed.';

/** What waits for one file; `on` tells the bytes apart that it was made on. */
interface Left {
  readonly file: FileChange;
  readonly on: string;
}

export interface WaitingPorts {
  readonly files: Files;
  readonly store: Store;
  readonly log: Log;
}

export class Waiting {
  /** Of an earlier session, codebooks first. */
  private earlier: readonly Left[];
  /** Of this session, as the store has them: for each file its changes as they are pending. */
  private kept: readonly (readonly unknown[])[] = [];
  private now: readonly Left[] = [];

  constructor(
    private readonly shelf: Shelf,
    private readonly ports: WaitingPorts,
    private readonly fire: (what: Touched) => void,
    /** Takes what was left out, and answers how much of that somebody must decide. */
    private readonly disputed: (files: readonly FileChange[], skipped: readonly Skipped[]) => number,
  ) {
    const stored = ports.store.get(KEY);
    this.earlier = Array.isArray(stored) ? (stored as Left[]).filter((one) => Array.isArray(one.file?.changes)) : [];
  }

  /** The files, with the reason. */
  list(): { uri: string; why: string }[] {
    const now = [...this.shelf.allFiles()].flatMap(({ uri, unsaved }) => (unsaved ? [{ uri, why: unsaved }] : []));
    const before = this.earlier.map(({ file }) => ({ uri: fileOf(file), why: EARLIER }));
    return [...now, ...before.filter(({ uri }) => !now.some((file) => file.uri === uri))];
  }

  /** How many changes an earlier session has left. */
  get leftBehind(): number {
    return this.earlier.reduce((sum, { file }) => sum + file.changes.length, 0);
  }

  /**
   * Makes the changes of an earlier session by `edit`, file by file; what cannot be made yet stays. Returns how many were left
   * out because somebody else has changed the file since; rejects with the first failure, when all were tried.
   */
  async again(edit: (label: string, files: readonly FileChange[]) => Promise<Edited>): Promise<number> {
    const failures: unknown[] = [];
    let leftOut = 0;
    for (const left of this.earlier) {
      try {
        leftOut += await this.make(left, edit);
        this.earlier = this.earlier.filter((one) => one !== left);
      } catch (error) {
        failures.push(error);
        this.ports.log.error(`${left.file.uri}: not made again: ${String(error)}`);
      }
    }
    this.save();
    this.fire({});
    if (failures.length > 0) throw failures[0];
    return leftOut;
  }

  private async make(
    { file, on }: Left,
    edit: (label: string, files: FileChange[]) => Promise<Edited>,
  ): Promise<number> {
    const { files, log } = this.ports;
    const bytes = await files.read(fileOf(file));
    if (file.kind === 'sidecar' && !bytes && !(await files.stamp(file.uri))) {
      throw new Error(`${file.uri} is not there. Bring it back, or give up the changes to it.`);
    }
    if (!bytes && on !== NONE)
      throw new Error(`${fileOf(file)} is not there any more. Bring it back, or give up the changes to it.`);
    if (file.kind === 'sidecar') await this.shelf.ensure(file.uri);
    const fit = on === fingerprint(bytes) ? file : bound(file);
    const unbound = file.changes.length - fit.changes.length;
    if (unbound > 0)
      log.warn(`${file.uri}: ${unbound} change(s) of an earlier version left out, the file was changed since`);
    if (fit.changes.length === 0) return unbound;
    const { written, skipped } = await edit('Write what was left', [inLayer(fit)]);
    const disputes = this.disputed([fit], skipped);
    // What fails now waits as a change of this session does.
    await written.catch(() => undefined);
    return unbound + disputes;
  }

  /** A source, codebook or folder has another address. */
  renamed(from: string, to: string): void {
    if (!this.earlier.some(({ file }) => isWithin(from, file.uri))) return;
    this.earlier = this.earlier.map((left) =>
      isWithin(from, left.file.uri)
        ? { ...left, file: { ...left.file, uri: to + left.file.uri.slice(from.length) } }
        : left,
    );
    this.save();
  }

  /** Gives up what waits for a sidecar or codebook. */
  giveUp(uri: string): void {
    for (const file of this.shelf.allFiles()) if (file.uri === uri) file.discard();
    const sheet = this.shelf.sheets.get(sourceOf(uri));
    if (sheet) this.shelf.changedHere(sheet, layerOf(uri));
    this.shelf.books.get(uri)?.touch();
    const left = this.earlier.filter(({ file }) => fileOf(file) !== uri);
    if (left.length < this.earlier.length) {
      this.earlier = left;
      this.save();
    }
    this.fire(sheet ? { sources: [sheet.uri] } : { codebooks: [uri] });
  }

  /**
   * To be called after every change of the library: what has come to wait, or waits no more, is stored. `all`: what is being
   * written for the first time as well, since the window may close before that ends. `noted` are changes that are kept elsewhere.
   */
  keep(all: boolean, noted: () => ReadonlySet<unknown>): void {
    const waits = (file: Book['file'] | SheetFile): boolean => file.hasPending && (all || file.unsaved !== undefined);
    const books = [...this.shelf.books.values()].filter(({ file }) => waits(file));
    const sheets = [...this.shelf.sheets.values()].flatMap(({ uri, files }) =>
      [...files].filter(([, file]) => waits(file)).map(([layer, file]) => ({ uri, layer, file })),
    );
    // Nearly always: this is asked after every change.
    if (books.length + sheets.length + this.kept.length === 0) return;
    const elsewhere = noted();
    const now: { left: () => Left; changes: readonly unknown[] }[] = [];
    for (const { uri, file } of books) {
      const changes = file.waiting(all).filter((change) => !elsewhere.has(change));
      if (changes.length === 0) continue;
      now.push({ changes, left: () => ({ on: fingerprint(file.known), file: { kind: 'codebook', uri, changes } }) });
    }
    for (const { uri, layer, file } of sheets) {
      const changes = file.waiting(all).filter((change) => !elsewhere.has(change));
      if (changes.length === 0) continue;
      now.push({
        changes,
        left: () => ({ on: fingerprint(file.known), file: { kind: 'sidecar', uri, layer, changes } }),
      });
    }
    const { kept } = this;
    if (now.length === kept.length && now.every(({ changes }, i) => sameItems(changes, kept[i] ?? []))) return;
    this.kept = now.map(({ changes }) => changes);
    this.now = now.map(({ left }) => left());
    this.save();
  }

  private save(): void {
    const all = [...this.earlier, ...this.now];
    this.ports.store.set(KEY, all.length > 0 ? all : undefined).catch((error: unknown) => {
      this.ports.log.warn(`What could not be written is kept in memory alone: ${String(error)}`);
    });
  }
}

/** Of what an earlier version has left, which changes bound to nothing: only what cannot take anything back. */
function bound(file: FileChange): FileChange {
  const fits = (change: FileChange['changes'][number]): boolean => change.op.startsWith('add') || ('was' in change && change.was !== undefined); // prettier-ignore
  return { ...file, changes: file.changes.filter(fits) } as FileChange;
}

/** What was kept before there were layers is of the shared one, whatever is read now. */
export function inLayer(file: FileChange): FileChange {
  return file.kind === 'sidecar' && file.layer === undefined ? { ...file, layer: SHARED } : file;
}

/** The address of the file that a change is written to. */
function fileOf(file: FileChange): string {
  return file.kind === 'sidecar' ? sidecarOf(file.uri, file.layer ?? SHARED) : file.uri;
}

function sameItems(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, i) => one === others[i]);
}

/** Tells contents apart: their length and a hash (FNV-1a); `none` where there is no file. */
function fingerprint(bytes: Uint8Array | undefined): string {
  if (!bytes) return NONE;
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${bytes.length}:${(hash >>> 0).toString(16)}`;
}
