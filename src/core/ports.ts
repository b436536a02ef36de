/** What the library asks of the world. The host implements these over VS Code; tests over memory. */

/** What was found in the workspace by name. A hint: files may be missing from it (see `Library.ensure`). */
export interface Listing {
  readonly sources: readonly string[];
  readonly sidecars: readonly string[];
  readonly codebooks: readonly string[];
}

export interface Home {
  /** Address of the workspace folder. */
  readonly folder: string;
  /** Path of the file below it, unescaped, for people; with several folders the folder's name comes first. */
  readonly name: string;
}

/** Tells whether a file may have changed, without reading it. */
export interface Stamp {
  /** Size and time, and what else the file system has to tell: another one when the file is another or was written to. */
  readonly text: string;
  /** Last change of the content, in milliseconds since 1970. */
  readonly modified: number;
}

export interface Files {
  list(): Promise<Listing>;
  /** The workspace folder of a file; undefined outside of any. */
  home(uri: string): Home | undefined;
  /** The bytes of a YAML file: of the editor's document where it is open with unsaved changes. Undefined: no such file. */
  read(uri: string): Promise<Uint8Array | undefined>;
  /** A source's text as VS Code decodes it, without a byte order mark. Undefined: no such file. Errors: unreadable, too large. */
  readText(uri: string): Promise<string | undefined>;
  /** Undefined when there is no file. */
  stamp(uri: string): Promise<Stamp | undefined>;
  /**
   * Reads the bytes, gives them to `edit` and puts what it returns in their place, nobody else of ours writing meanwhile.
   * `edit` may throw: then nothing is written and the error comes out. Any error means that the old bytes stand.
   * Returns the bytes that stand now. New bytes must read as a whole sidecar or codebook, unless they are `asItWas`: what stood in
   * the file before is put back, whatever it was.
   */
  update(
    uri: string,
    edit: (now: Uint8Array | undefined) => Uint8Array | undefined,
    asItWas?: boolean,
  ): Promise<Uint8Array | undefined>;
}

/** Small things kept between sessions: undo steps. Values are JSON. */
export interface Store {
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}

/** Small files in one folder of the extension's own storage, which all windows on one workspace share. */
export interface KeptFiles {
  /** Tells this window from every other that ever was: letters, digits and hyphens. */
  readonly window: string;
  /** Names of all files that are there. */
  list(): Promise<readonly string[]>;
  /** Undefined: no such file. */
  read(name: string): Promise<string | undefined>;
  /**
   * Old or new, never between; once it resolves the new text stands, whatever becomes of this process. `lasting`: and of the
   * machine's power.
   */
  write(name: string, text: string, lasting?: boolean): Promise<void>;
  /** Does nothing where there is no such file. */
  remove(name: string): Promise<void>;
  /** False: there is no such file any more. */
  rename(from: string, to: string): Promise<boolean>;
  /** What this window says of itself at this moment, for another to ask `lives`. */
  sign(): string;
  /** Does the window live that has said so? */
  lives(sign: string): boolean;
}

/** Blobs with numbers from 0 on, kept between sessions; any of them may be lost at any time. */
export interface CacheStore {
  /** Of whoever writes and reads it: what another version has written is not read. */
  readonly version: string;
  load(): Promise<ReadonlyMap<number, Uint8Array>>;
  /** Undefined removes it. */
  save(number: number, blob: Uint8Array | undefined): Promise<void>;
}

/** Texts of sources, kept between sessions under names of letters, digits and `-`; any of them may be lost at any time. */
export interface TextStore {
  /** What tells one text from another: letters and digits. */
  digest(text: string): Promise<string>;
  /** Names of the texts that are kept, and the bytes that each takes. */
  list(): Promise<ReadonlyMap<string, number>>;
  read(name: string): Promise<string | undefined>;
  /** Returns the bytes that it takes. */
  write(name: string, text: string): Promise<number>;
  remove(name: string): Promise<void>;
  /** When it was written or read last, in milliseconds since 1970; 0 where that is not known. */
  used(name: string): Promise<number>;
}

/** Asks the version control of a file. */
export interface Revisions {
  /** The text of `source` in the revision that last wrote `sidecar`; undefined where there is none. */
  textAsOf(source: string, sidecar: string): Promise<string | undefined>;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
