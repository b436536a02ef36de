/**
 * A change of several files is written one file after the other; a crash between them leaves it half done. So the whole change,
 * and what takes it back, is noted before the first file is written and struck out after the last. Changes name tags by id and
 * applying one twice does nothing the second time, so a half-done change is finished by applying it again, and taken back by
 * applying its inverse to whatever was done of it.
 *
 * A note is made of parts of a few hundred changes each, so that neither memory nor the length of a text bounds a change; it
 * stands when its head does, which is written last and removed first.
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
  /** Undefined: a part of the note cannot be read. */
  load(): Promise<Whole | undefined>;
}

export interface Whole {
  readonly files: readonly FileChange[];
  /** In the order in which to apply it. */
  readonly inverse: readonly FileChange[];
}

/** What is written of a note last. */
interface Head {
  readonly files: number;
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
  private found: readonly (HalfDone & { forget(): Promise<void> })[] = [];

  constructor(private readonly kept: Kept) {}

  /** Notes a change; resolves when the note stands. */
  async begin(files: readonly FileChange[], inverse: readonly FileChange[]): Promise<Note> {
    const { kept } = this;
    const name = kept.newName(HEAD);
    const parts: string[] = [];
    const open: Open = {
      changes: files,
      failed: false,
      end: async () => {
        this.open.delete(open);
        for (const file of files) for (const change of file.changes) this.inNotes.delete(change);
        await this.strike(name, parts);
      },
    };
    this.open.add(open);
    for (const file of files) for (const change of file.changes) this.inNotes.add(change);
    const write = async (changes: readonly FileChange[]): Promise<string[]> => {
      const names: string[] = [];
      for (const part of partsOf(changes)) {
        const one = kept.newName(PART);
        names.push(one);
        parts.push(one);
        this.parts.add(one);
        await kept.put(one, part);
      }
      return names;
    };
    const head: Head = { files: files.length, forward: await write(files), back: await write(inverse) };
    await kept.put(name, head);
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
    const more = found.flatMap(({ name, value }) => {
      const head = value as Partial<Head> | null;
      return name.startsWith(HEAD + '-') && Array.isArray(head?.forward) && Array.isArray(head.back)
        ? [this.halfDoneOf(name, head as Head)]
        : [];
    });
    this.found = [...this.found, ...more];
    const left = [...this.kept.names()].filter((name) => isPart(name) && !this.parts.has(name));
    await Promise.all(left.map((name) => this.kept.drop(name)));
  }

  private halfDoneOf(name: string, { files, forward, back }: Head): HalfDone & { forget(): Promise<void> } {
    const { kept } = this;
    const parts = [...forward, ...back];
    for (const part of parts) this.parts.add(part);
    const load = async (): Promise<Whole | undefined> => {
      const [all, inverse] = [await joined(kept, forward), await joined(kept, back)];
      return all && inverse && { files: all, inverse };
    };
    return { files, load, forget: () => this.strike(name, parts) };
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
      const note = this.begin(files, inverse);
      // It is none of this session's.
      for (const open of this.open) if (!before.has(open)) this.open.delete(open);
      this.found = [
        ...this.found,
        {
          files: files.length,
          load: () => Promise.resolve({ files, inverse }),
          forget: async () => (await note).end(),
        },
      ];
    }
  }

  /** Changes that an earlier session began and did not finish, the oldest first. */
  halfDone(): readonly HalfDone[] {
    return this.found;
  }

  /** The half-done changes were finished, taken back or given up. */
  async forget(): Promise<void> {
    const { found } = this;
    this.found = [];
    await Promise.all(found.map((half) => half.forget()));
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
