/**
 * Changes that are not on disk: those that could not be written and wait for the next try, and those that are being written. They
 * are kept in the window's files from the moment in which they are made, each bound to the values that it takes the place of: when
 * the window ends before they are on disk, the next session lists and offers them, and merges them with what stands there by then.
 */
import type { FileChange, Skipped } from '../changes';
import { movedUri, SHARED, sidecarOf } from '../files/addresses';
import type { Edited } from './edited';
import type { Found, Kept } from './kept';
import type { Pending, Shelf } from './shelf';
import { fnv1aOf } from '../base/hash';

const NAME = 'wait';
const NONE = 'none';
const THERE = 'there';
const EARLIER = 'It was left like that when VS Code was closed.';

/** What waits for one file. */
interface Left {
  readonly file: FileChange;
  /** Was it made on a file (`there`) or on none; of an earlier version a fingerprint of the bytes. */
  readonly on: string;
  /** What the file said before it went away under the changes. */
  readonly body?: string;
}

/** Of an earlier session, with the name that it is kept under. */
interface Earlier extends Left {
  readonly name: string;
}

/** A sidecar or codebook with changes that are not on disk. */
export interface Unsaved {
  readonly uri: string;
  /** In plain words. */
  readonly why: string;
  /** The file went away under them: it can be written again. */
  readonly gone: boolean;
}

export class Waiting {
  private earlier: readonly Earlier[] = [];
  /** Of this session: the name under which a file's changes are kept. */
  private readonly kept = new Map<Pending['file'], string>();
  /** Names of those of an earlier session whose file was not there when they were tried. */
  private readonly gone = new Set<string>();
  private touched = new Map<Pending['file'], Pending>();
  private planned: Promise<void> | undefined;
  private held = false;

  constructor(
    private readonly shelf: Shelf,
    private readonly store: Kept,
    /** Takes what was left out, and answers how much of that somebody must decide. */
    private readonly disputed: (files: readonly FileChange[], skipped: readonly Skipped[]) => number,
    /** Changes that are kept elsewhere. */
    private readonly noted: () => ReadonlySet<unknown>,
  ) {}

  /** Takes in what earlier sessions have left. */
  adopt(found: readonly Found[]): void {
    const more = found.flatMap(({ name, value }) => {
      const left = value as Left | null;
      return name.startsWith(NAME + '-') && Array.isArray(left?.file?.changes) ? [{ ...left, name }] : [];
    });
    this.earlier = [...this.earlier, ...more];
  }

  /** Takes in whole ones, as an earlier version kept them. */
  adoptWhole(lefts: readonly Left[]): void {
    for (const left of lefts) {
      if (!Array.isArray(left?.file?.changes)) continue;
      const name = this.store.newName(NAME);
      void this.store.put(name, left);
      this.earlier = [...this.earlier, { ...left, name }];
    }
  }

  /** The files, with the reason. */
  list(): Unsaved[] {
    const now = [...this.shelf.allFiles()].flatMap(({ uri, unsaved, isGone }) =>
      unsaved ? [{ uri, why: unsaved, gone: isGone }] : [],
    );
    const before = this.earlier.map((left) => ({
      uri: fileOf(left.file),
      why: EARLIER,
      gone: this.gone.has(left.name),
    }));
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
        this.forget((one) => one === left);
      } catch (error) {
        failures.push(error);
        this.shelf.ports.log.error(`${left.file.uri}: not made again: ${String(error)}`);
      }
    }
    this.shelf.news.touch({});
    if (failures.length > 0) throw failures[0];
    return leftOut;
  }

  /**
   * A change of several files was finished or taken back as a whole: what an earlier session has left of it for single files, cut
   * off between the two notes, is not offered again.
   */
  settle(files: readonly FileChange[]): void {
    const done = new Map<string, Set<string>>();
    for (const one of files) {
      const file = inLayer(one);
      const said = done.get(fileOf(file)) ?? new Set<string>();
      for (const change of file.changes) said.add(JSON.stringify(change));
      done.set(fileOf(file), said);
    }
    this.forget(({ file }) => {
      const said = done.get(fileOf(inLayer(file)));
      return said !== undefined && file.changes.every((change) => said.has(JSON.stringify(change)));
    });
  }

  private async make(
    { file, on, name }: Earlier,
    edit: (label: string, files: FileChange[]) => Promise<Edited>,
  ): Promise<number> {
    const { files, log } = this.shelf.ports;
    const bytes = await files.read(fileOf(file));
    if (file.kind === 'sidecar' && !bytes && !(await files.stamp(file.uri))) {
      throw new Error(`${file.uri} is not there. Bring it back, or give up the changes to it.`);
    }
    if (bytes) this.gone.delete(name);
    else if (on !== NONE) {
      this.gone.add(name);
      throw new Error(
        `${fileOf(file)} is not there any more. Bring it back, write it again, or give up the changes to it.`,
      );
    }
    if (file.kind === 'sidecar') await this.shelf.ensure(file.uri);
    const fit = [NONE, THERE, fingerprint(bytes)].includes(on) ? file : bound(file);
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

  /**
   * Writes a file again that went away under changes to it: what it said before, as far as that is known, and the changes on top.
   * Rejects when it cannot be written.
   */
  async writeAgain(
    uri: string,
    edit: (label: string, files: readonly FileChange[]) => Promise<Edited>,
  ): Promise<number> {
    const one = [...this.kept.keys()].find((file) => file.uri === uri);
    const body = one?.lastBytes ?? bytesOf(this.earlier.find((left) => fileOf(left.file) === uri)?.body);
    if (body) await this.shelf.ports.files.update(uri, (now) => now ?? body);
    else one?.makeAnew();
    await this.shelf.refresh(uri);
    let leftOut = 0;
    for (const left of this.earlier.filter(({ file }) => fileOf(file) === uri)) {
      leftOut += await this.make({ ...left, on: NONE }, edit);
      this.forget((other) => other === left);
    }
    await one?.flush();
    this.shelf.news.touch({});
    return leftOut;
  }

  private forget(which: (left: Earlier) => boolean): void {
    for (const left of this.earlier) if (which(left)) void this.store.drop(left.name);
    this.earlier = this.earlier.filter((left) => !which(left));
  }

  /** A source, codebook or folder has another address. */
  renamed(from: string, to: string): void {
    this.earlier = this.earlier.map((left) => {
      const uri = movedUri(left.file.uri, from, to);
      if (uri === left.file.uri) return left;
      const { name, ...moved } = { ...left, file: { ...left.file, uri } };
      void this.store.put(name, moved);
      return { ...moved, name };
    });
  }

  /** Gives up what waits for a sidecar or codebook. */
  giveUp(uri: string): void {
    for (const file of this.shelf.allFiles()) if (file.uri === uri) file.discard();
    this.forget(({ file }) => fileOf(file) === uri);
    this.shelf.news.touch({});
  }

  /** What is pending of a file is another: it is kept so, once what is being done now has been done. */
  touch(one: Pending): void {
    this.touched.set(one.file, one);
    if (!this.held) this.plan();
  }

  private plan(): void {
    this.planned ??= Promise.resolve().then(() => this.keep());
  }

  /**
   * A change of several files is about to be noted as a whole: until `release`, none of them is kept by itself, or the next session
   * would offer a part of it.
   */
  hold(): { release(): void } {
    this.held = true;
    return {
      release: () => {
        this.held = false;
        this.plan();
      },
    };
  }

  /** Resolves when what waits stands in the window's files, or after a moment: see {@link Kept.stand}. */
  async stand(): Promise<void> {
    await this.planned;
    await this.store.stand();
  }

  private keep(): void {
    this.planned = undefined;
    if (this.held) return;
    const { touched } = this;
    this.touched = new Map();
    const elsewhere = this.noted();
    for (const one of touched.values()) {
      const { file } = one;
      const changes = file.waiting.filter((change) => !elsewhere.has(change));
      const name = this.kept.get(file);
      if (changes.length > 0) {
        const kept = name ?? this.store.newName(NAME);
        this.kept.set(file, kept);
        void this.store.put(kept, leftOf(one, changes));
      } else if (name !== undefined) {
        void this.store.drop(name);
        this.kept.delete(file);
      }
    }
  }
}

function leftOf({ file, ...where }: Pending, changes: readonly unknown[]): Left {
  const body = file.lastBytes && new TextDecoder().decode(file.lastBytes);
  return {
    on: file.isOnFile ? THERE : NONE,
    file: { ...where, changes } as unknown as FileChange,
    ...(body !== undefined && { body }),
  };
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : new TextEncoder().encode(text);
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

/** Tells contents apart: their length and a hash (FNV-1a); `none` where there is no file. */
function fingerprint(bytes: Uint8Array | undefined): string {
  if (!bytes) return NONE;
  return `${bytes.length}:${fnv1aOf(bytes).toString(16)}`;
}
