/**
 * Several windows on one disk, as the model test sees them: each has a library, documents and hints of its own, the disk is
 * shared, other tools write to it past every lock, and its calls take a while, fail, or fail after the bytes are written.
 */
import type { TextChange } from '../../../src/core/text/map-range';
import { PlaceableText } from '../../../src/core/anchors/placeable';
import { sameBytes } from '../../../src/core/base/bytes';
import type { FileChange } from '../../../src/core/changes';
import { Library, type Edited } from '../../../src/core/library/library';
import { recover } from '../../../src/core/library/recover';
import { Refused } from '../../../src/core/library/format';
import type { Tag } from '../../../src/core/model';
import { isSidecarUri, isSourceUri, sidecarOf, sourceOf } from '../../../src/core/files/addresses';
import type { Files } from '../../../src/core/ports';
import { readSidecar } from '../../../src/core/sidecar';
import { makeLibrary, MemoryCache, MemoryFiles, MemoryStore, seeded } from './memory';

export const FOLDER = 'file:///w/';
export const BOOK = FOLDER + 'codebook.yaml';
const quiet = (): void => undefined;
const LOG = { info: quiet, warn: quiet, error: quiet };

/** When a write fails: not, before the bytes are there, or after. */
export type Failing = 'no' | 'before' | 'after';

export class World {
  readonly disk = new MemoryFiles();
  readonly windows: Window[] = [];
  readonly snapshots: Map<string, string>[] = [];
  private readonly locks = new Map<string, Promise<unknown>>();
  private readonly random: () => number;
  /** Ids of tags that somebody made and nobody has meant to remove since: they must be on disk in the end. */
  readonly wanted = new Set<string>();
  /** Sources whose sidecar went away at some time: what was changed before that was seen waits, and is given up in the end. */
  readonly wentAway = new Set<string>();
  /** Tag → the sources in which somebody saw it. */
  readonly sourcesOf = new Map<string, Set<string>>();
  /** Files that cannot be read whole, with the text that must still be there, and the one that mends them. */
  readonly broken = new Map<string, { now: string; mended: string }>();
  private serial = 0;

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  chance(of: number): boolean {
    return this.random() < of;
  }

  nextSeed(): number {
    return ++this.serial * 7919;
  }

  /** Lets other work go first, for a random number of turns. */
  async wait(): Promise<void> {
    for (let turns = Math.floor(this.random() * 5); turns > 0; turns--) await Promise.resolve();
  }

  /** One at a time for each file, whichever window asks: the lock file. */
  async locked<T>(uri: string, act: () => Promise<T>): Promise<T> {
    const before = this.locks.get(uri) ?? Promise.resolve();
    const mine = before.then(act, act);
    this.locks.set(
      uri,
      // A failed write has been told to whoever asked for it; the next in the queue only waits for its end.
      mine.catch(() => undefined),
    );
    return mine;
  }

  /** Tags on disk, by id. Undefined: no file, or one that cannot be read whole. */
  tagsOnDisk(source: string): ReadonlyMap<string, Tag> | undefined {
    const text = this.disk.text(sidecarOf(source));
    const reading = text === undefined ? undefined : readSidecar(text);
    return reading?.ok ? new Map(reading.value.tags.map((tag) => [tag.id, tag])) : undefined;
  }

  /** Another tool takes these bytes away: what was on disk in them was meant to go. */
  forget(sidecar: string): void {
    for (const id of this.tagsOnDisk(sourceOf(sidecar))?.keys() ?? []) this.wanted.delete(id);
  }

  /** Another tool writes (or deletes): no lock is asked for, hints go out. */
  put(uri: string, text: string | undefined): void {
    if (text === undefined) {
      this.disk.contents.delete(uri);
      if (isSidecarUri(uri)) this.wentAway.add(sourceOf(uri));
    } else this.disk.put(uri, text);
    this.hint(uri);
  }

  /** Each window may be told, perhaps twice, perhaps not at all. */
  hint(uri: string): void {
    for (const window of this.windows) {
      for (let times = this.chance(0.4) ? 0 : this.chance(0.2) ? 2 : 1; times > 0; times--) window.hints.push(uri);
    }
  }
}

/** The disk as one window sees it. */
class WindowFiles implements Files {
  failing: Failing = 'no';

  constructor(
    private readonly world: World,
    private readonly window: () => Window,
  ) {}

  async list(): ReturnType<Files['list']> {
    await this.world.wait();
    return this.world.disk.list();
  }

  home(uri: string): ReturnType<Files['home']> {
    return this.world.disk.home(uri);
  }

  async read(uri: string): Promise<Uint8Array | undefined> {
    await this.world.wait();
    const bytes = await this.world.disk.read(uri);
    await this.world.wait();
    return bytes;
  }

  async readText(uri: string): Promise<string | undefined> {
    await this.world.wait();
    return this.window().documents.get(uri)?.text ?? this.world.disk.text(uri);
  }

  async stamp(uri: string): ReturnType<Files['stamp']> {
    return this.world.disk.stamp(uri);
  }

  async update(uri: string, edit: (now: Uint8Array | undefined) => Uint8Array | undefined) {
    const { world } = this;
    return world.locked(uri, async () => {
      await world.wait();
      if (this.failing === 'before') throw new Error('the disk is full');
      for (;;) {
        const before = world.disk.contents.get(uri);
        const after = edit(before);
        await world.wait();
        // Somebody who knows of no lock wrote meanwhile.
        if (!sameBytes(world.disk.contents.get(uri), before)) continue;
        if (after === undefined) return before;
        world.disk.contents.set(uri, after);
        world.disk.writes.push(uri);
        world.hint(uri);
        await world.wait();
        if (this.failing === 'after') throw new Error('the answer was lost');
        return after;
      }
    });
  }
}

interface Doc {
  text: string;
  dirty: boolean;
}

export class Window {
  readonly files: WindowFiles;
  readonly documents = new Map<string, Doc>();
  hints: string[] = [];
  library: Library;
  private store = new MemoryStore();
  private cache = new MemoryCache();
  private running: Promise<unknown>[] = [];

  constructor(readonly world: World) {
    this.files = new WindowFiles(world, () => this);
    this.library = this.make();
  }

  /** What the next start would see, of the disk alone. */
  async nextStart(): Promise<Library> {
    const library = makeLibrary(this.world.disk, { cache: this.cache });
    await library.readAll();
    await library.check();
    return library;
  }

  private make(): Library {
    const { files, store, cache } = this;
    return new Library({ files, store, kept: store.window(), cache, log: LOG, random: seeded(this.world.nextSeed()) });
  }

  /** What the host does when everything was read. All files are old enough to be kept. */
  async keep(): Promise<void> {
    await this.library.readAll();
    await this.library.check();
    await this.library.remember(Date.now());
  }

  /** Work that goes on while the next commands run. A failed write is part of the trial; everything else is not. */
  begin(work: Promise<unknown>): void {
    this.running.push(
      work.catch((error: unknown) => {
        if (
          error instanceof Refused ||
          /the disk is full|the answer was lost|is not there any more/.test(String(error))
        )
          return;
        throw error;
      }),
    );
  }

  async settled(): Promise<void> {
    while (this.running.length > 0) await Promise.all(this.running.splice(0));
  }

  /** What a user's change of tags means for the ledger: what stood before and after tells what was meant. */
  private async meant(act: () => Promise<Edited | undefined>, steps = false): Promise<void> {
    const { wanted } = this.world;
    const before = [...this.ids(), ...this.unseenIds(steps)];
    let done: Edited | undefined;
    try {
      done = await act();
    } catch (error) {
      if (error instanceof Refused) return;
      throw error;
    }
    if (!done) return;
    const left = this.ids();
    const after = new Set(left.map(([, id]) => id));
    // By source: after a rename elsewhere the old name may still be known here, with the same tags.
    const stands = new Set(left.map(([uri, id]) => `${uri} ${id}`));
    for (const [uri, id] of before) if (!stands.has(`${uri} ${id}`)) wanted.delete(id);
    // What another window could not write yet goes on top of this later, and may remove what was brought back here.
    const waiting = this.world.windows.some(({ library }) => library !== this.library && library.unsaved().length > 0);
    if (!waiting) for (const id of done.added) if (after.has(id)) wanted.add(id);
    for (const [uri, id] of left)
      this.world.sourcesOf.set(id, (this.world.sourcesOf.get(id) ?? new Set<string>()).add(uri));
    this.begin(done.written);
  }

  /** The user gives up what waits for a file that is gone: it is not made again unasked. */
  giveUpGone(): void {
    for (const { uri, why } of this.library.unsaved()) if (/is not there any more/.test(why)) this.library.discard(uri);
  }

  private ids(): [source: string, id: string][] {
    return [...this.sources()].flatMap((uri) => this.idsOf(uri).map((id): [string, string] => [uri, id]));
  }

  /**
   * Tags on disk that this window may not have seen: a change reads the file first where the window does not know it or could
   * not read it, and taking a step back may meet what a reading under way has just brought.
   */
  private unseenIds(steps: boolean): [source: string, id: string][] {
    const unseen = [...this.sources()].filter((uri) => {
      const source = this.library.source(uri);
      return steps || !source || source.refusal;
    });
    return unseen.flatMap((uri) =>
      [...(this.world.tagsOnDisk(uri)?.keys() ?? [])].map((id): [string, string] => [uri, id]),
    );
  }

  /** Those that the library lists, and those that it may just be reading. */
  private sources(): Set<string> {
    const listed = this.library.corpora().flatMap(({ sources }) => sources.map(({ uri }) => uri));
    const onDisk = [...this.world.disk.contents.keys()].filter(isSidecarUri).map(sourceOf);
    return new Set([...listed, ...onDisk]);
  }

  private idsOf(source: string): string[] {
    return this.library.source(source)?.tags.map((tag) => tag.id) ?? [];
  }

  edit(files: readonly FileChange[]): Promise<void> {
    return this.meant(() => this.library.edit('Edit', files));
  }

  undo(): Promise<void> {
    return this.meant(() => this.library.undo(), true);
  }

  redo(): Promise<void> {
    return this.meant(() => this.library.redo(), true);
  }

  async open(source: string): Promise<void> {
    const text = this.world.disk.text(source);
    if (text === undefined || this.documents.has(source)) return;
    const document = { text, dirty: false };
    this.documents.set(source, document);
    await this.library.opened(source, () => document.text);
  }

  close(source: string): void {
    if (this.documents.get(source)?.dirty) return;
    this.documents.delete(source);
    this.library.closed(source);
  }

  type(source: string, change: TextChange): void {
    const document = this.documents.get(source);
    if (!document) return;
    document.text =
      document.text.slice(0, change.offset) + change.text + document.text.slice(change.offset + change.removed);
    document.dirty = true;
    this.library.changed(source, [change], () => document.text);
  }

  save(source: string): void {
    const document = this.documents.get(source);
    if (!document?.dirty) return;
    document.dirty = false;
    this.world.disk.put(source, document.text);
    this.world.hint(source);
    this.begin(this.library.saved(source, document.text));
  }

  /** VS Code shows the file's new text in a document without unsaved changes, as one replacement. */
  reload(source: string): void {
    const document = this.documents.get(source);
    const text = this.world.disk.text(source);
    if (!document || document.dirty || text === undefined || text === document.text) return;
    const removed = document.text.length;
    document.text = text;
    this.library.changed(source, [{ offset: 0, removed, text }], () => document.text);
  }

  /** What the host does with a hint. */
  follow(uri: string): void {
    if (isSourceUri(uri)) {
      this.reload(uri);
      this.library.textMayHaveChanged(uri);
      this.begin(this.library.rescan());
    } else this.begin(this.library.refresh(uri));
  }

  /** The source is renamed in this window: its sidecar goes along. */
  async rename(from: string, to: string): Promise<void> {
    const { disk } = this.world;
    await this.library.flush().catch(() => undefined); // What could not be written goes along as pending.
    // VS Code goes over no file. What was flushed may be a sidecar in the very place.
    if (disk.text(from) === undefined || disk.text(to) !== undefined || disk.text(sidecarOf(to)) !== undefined) return;
    for (const [old, name] of [
      [from, to],
      [sidecarOf(from), sidecarOf(to)],
    ] as const) {
      const text = disk.text(old);
      if (text === undefined) continue;
      this.world.put(name, text);
      this.world.put(old, undefined);
    }
    this.library.renamed(from, to);
    const document = this.documents.get(from);
    if (document) {
      this.documents.delete(from);
      this.library.closed(from);
      this.documents.set(to, document);
      await this.library.opened(to, () => document.text);
    }
    await this.library.rescan();
  }

  /** The window is closed and opened again; documents with unsaved changes come back with them. */
  async restart(): Promise<void> {
    await this.settled();
    try {
      await this.library.flush();
    } catch {
      // What could not be written is offered to the user, who gives it up here.
      for (const { uri } of this.library.unsaved()) {
        for (const id of this.idsOf(sourceOf(uri))) {
          if (!this.world.tagsOnDisk(sourceOf(uri))?.has(id)) this.world.wanted.delete(id);
        }
      }
    }
    this.library.dispose();
    this.hints = [];
    this.library = this.make();
    for (const { uri } of this.library.unsaved()) this.library.discard(uri);
    await this.library.readAll();
    for (const [source, document] of this.documents) await this.library.opened(source, () => document.text);
    if (this.files.failing === 'no') this.begin(recover(this.library, 'finish'));
  }

  /** Where a tag of an open source stands in the text as it is now. */
  textAt(source: string, id: string): string | undefined {
    const document = this.documents.get(source);
    const ranges = this.library.rangesOf(source, id);
    return document && ranges && ranges.map(({ from, to }) => document.text.slice(from, to)).join('|');
  }

  placeable(source: string): PlaceableText | undefined {
    const text = this.documents.get(source)?.text;
    return text === undefined ? undefined : new PlaceableText(text);
  }
}
