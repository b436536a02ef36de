/**
 * A change of several files is written one file after the other; a crash between them leaves it half done. So the whole change,
 * and what takes it back, is noted before the first file is written and struck out after the last. Changes name tags by id and
 * applying one twice does nothing the second time, so a half-done change is finished by applying it again, and taken back by
 * applying its inverse to whatever was done of it.
 *
 * A note is made of parts of a few hundred changes each, so that neither memory nor the length of a text bounds a change; it
 * stands when its head does, which is written last and removed first. That of a large change outlives a power cut as well.
 */
import type { FileChange } from '../changes';
import type { Found, Kept } from './kept';

const HEAD = 'note';
const PART = 'part';
/** Changes in one part: some hundred kilobytes. */
const MOST = 400;

export interface HalfDone {
  /** How many files it changes. */
  readonly files: number;
  /** A side of which a part cannot be read is undefined. */
  load(): Promise<Partial<Whole>>;
  /**
   * For the change that finishes it or takes it back: the note stands for that too, until all of it is on disk. (With one of its own
   * a second crash would leave two, of which each says a part.)
   */
  resume(changes: readonly FileChange[]): Note;
  /** It was finished, taken back or given up. */
  forget(): Promise<void>;
}

export interface Whole {
  readonly files: readonly FileChange[];
  /** In the order in which to apply it. */
  readonly inverse: readonly FileChange[];
}

/** What is written of a note last. */
interface Head {
  readonly files: number;
  /** When it was begun, in milliseconds since 1970, and which of those of its window it is; an earlier version did not say. */
  readonly at?: number;
  readonly turn?: number;
  readonly forward: readonly string[];
  readonly back: readonly string[];
}

/** An entry of this session whose writes have not all succeeded yet. */
interface Open {
  readonly changes: readonly FileChange[];
  /** A write has failed: the entry ends when none of its changes waits any more. */
  failed: boolean;
  readonly end: () => Promise<void>;
}

/** The note of one change. */
export interface Note {
  /** All of it is on disk. */
  end(): Promise<void>;
  /** A part of it could not be written, and is tried again. */
  failed(): void;
}

/** Is it a part of a note, to be read with its head alone? */
export const isPart = (name: string): boolean => name.startsWith(PART + '-');

export class Journal {
  private readonly open = new Set<Open>();
  /** Names of the parts of notes that stand, or are being written. */
  private readonly parts = new Set<string>();
  private readonly inNotes = new Set<unknown>();
  private found: readonly HalfDone[] = [];
  private turns = 0;

  constructor(private readonly kept: Kept) {}

  /** Notes a change; resolves when the note stands. Rejects where it cannot be written: then nothing of it is left. */
  async begin(files: readonly FileChange[], inverse: readonly FileChange[], large: boolean): Promise<Note> {
    const { kept } = this;
    const name = kept.newName(HEAD);
    const parts: string[] = [];
    const note = this.noteOf(files, () => this.strike(name, parts));
    const write = async (changes: readonly FileChange[]): Promise<string[]> => {
      const names: string[] = [];
      for (const part of partsOf(changes)) {
        const one = kept.newName(PART);
        names.push(one);
        parts.push(one);
        this.parts.add(one);
        await kept.mustPut(one, part, large);
      }
      return names;
    };
    try {
      const [at, turn] = [Date.now(), ++this.turns];
      const [forward, back] = [await write(files), await write(inverse)];
      await kept.mustPut(name, { files: files.length, at, turn, forward, back } satisfies Head, large);
    } catch (error) {
      await note.end();
      throw error;
    }
    return note;
  }

  private noteOf(changes: readonly FileChange[], strike: () => Promise<void>): Note {
    const open: Open = {
      changes,
      failed: false,
      end: async () => {
        this.open.delete(open);
        for (const file of changes) for (const change of file.changes) this.inNotes.delete(change);
        await strike();
      },
    };
    this.open.add(open);
    for (const file of changes) for (const change of file.changes) this.inNotes.add(change);
    return { end: open.end, failed: () => (open.failed = true) };
  }

  /** The changes of this session that are noted here. */
  noted(): ReadonlySet<unknown> {
    return this.inNotes;
  }

  /** Ends the entries of which a write had failed and nothing waits any more: it was written after all, or given up. */
  async settle(pending: () => ReadonlySet<unknown>): Promise<void> {
    const failed = [...this.open].filter((open) => open.failed);
    if (failed.length === 0) return;
    const waiting = pending();
    const over = failed.filter(
      ({ changes }) => !changes.some((file) => (file.changes as readonly unknown[]).some((one) => waiting.has(one))),
    );
    await Promise.all(over.map((open) => open.end()));
  }

  /** Takes in what earlier sessions have noted; parts without a head belong to no note that stood, and go. */
  async adopt(found: readonly Found[]): Promise<void> {
    const heads = found.flatMap(({ name, value }) => {
      const head = value as Partial<Head> | null;
      return name.startsWith(HEAD + '-') && Array.isArray(head?.forward) && Array.isArray(head.back)
        ? [{ name, head: head as Head }]
        : [];
    });
    heads.sort(({ head: a }, { head: b }) => (a.at ?? 0) - (b.at ?? 0) || (a.turn ?? 0) - (b.turn ?? 0));
    this.found = [...this.found, ...heads.map(({ name, head }) => this.halfDoneOf(name, head))];
    const left = [...this.kept.names()].filter((name) => isPart(name) && !this.parts.has(name));
    await Promise.all(left.map((name) => this.kept.drop(name)));
  }

  private halfDoneOf(name: string, { files, forward, back }: Head): HalfDone {
    const { kept } = this;
    const parts = [...forward, ...back];
    for (const part of parts) this.parts.add(part);
    const load = async (): Promise<Partial<Whole>> => {
      const [all, inverse] = [await joined(kept, forward), await joined(kept, back)];
      return { ...(all && { files: all }), ...(inverse && { inverse }) };
    };
    return this.withEnd({ files, load, forget: () => this.strike(name, parts) });
  }

  private withEnd(half: Omit<HalfDone, 'resume'>): HalfDone {
    const ended: HalfDone = {
      ...half,
      resume: (changes) => this.noteOf(changes, () => ended.forget()),
      forget: async () => {
        this.found = this.found.filter((one) => one !== ended);
        await half.forget();
      },
    };
    return ended;
  }

  /** The head goes first: from then on there is no note. */
  private async strike(name: string, parts: readonly string[]): Promise<void> {
    await this.kept.drop(name);
    await Promise.all(parts.map((part) => this.kept.drop(part)));
    for (const part of parts) this.parts.delete(part);
  }

  /** Takes in whole entries, as an earlier version kept them. */
  adoptWhole(entries: readonly Whole[]): void {
    for (const { files, inverse } of entries) {
      const before = new Set(this.open);
      const note = this.begin(files, inverse, false);
      // Without a storage that can be written to it is offered in this session alone.
      note.catch(() => undefined);
      // It is none of this session's.
      for (const open of this.open) if (!before.has(open)) this.open.delete(open);
      this.found = [
        ...this.found,
        this.withEnd({
          files: files.length,
          load: () => Promise.resolve({ files, inverse }),
          forget: async () => (await note.catch(() => undefined))?.end(),
        }),
      ];
    }
  }

  /** Changes that an earlier session began and did not finish, the oldest first. */
  halfDone(): readonly HalfDone[] {
    return this.found;
  }
}

async function joined(kept: Kept, names: readonly string[]): Promise<readonly FileChange[] | undefined> {
  const files: (Omit<FileChange, 'changes'> & { layer?: string; changes: unknown[] })[] = [];
  for (const name of names) {
    const part = await kept.read(name);
    if (!Array.isArray(part)) return undefined;
    for (const file of part as (FileChange & { layer?: string })[]) {
      const last = files.at(-1);
      if (last?.kind === file.kind && last.uri === file.uri && last.layer === file.layer)
        last.changes.push(...file.changes);
      else files.push({ ...file, changes: [...file.changes] });
    }
  }
  return files as unknown as readonly FileChange[];
}

/** The changes in their order, so many of them at a time. */
function* partsOf(files: readonly FileChange[]): Iterable<FileChange[]> {
  let part: FileChange[] = [];
  let room = MOST;
  for (const file of files) {
    for (let at = 0; at === 0 || at < file.changes.length;) {
      const changes = file.changes.slice(at, at + room);
      part.push({ ...file, changes } as FileChange);
      at += Math.max(1, changes.length);
      room -= changes.length;
      if (room > 0) continue;
      yield part;
      [part, room] = [[], MOST];
    }
  }
  if (part.length > 0) yield part;
}
