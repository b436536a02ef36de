/** How the library reads and changes its two kinds of files, and why a write of one is not done. */
import type { CodebookChange, SidecarChange, Skipped } from '../changes';
import { applyToCodebook, readCodebook, type CodebookFile } from '../codebook';
import { finish, type Steps } from '../base/steps';
import type { Refusal } from '../model';
import { say } from '../base/say';
import { applySteps, decodeYaml, encodeYaml, readSidecar, readSidecarSteps, type Sidecar } from '../sidecar';
import { MOST_BYTES, type Reading } from '../yaml/reading';
import { applyImplied } from './layer';

/** What became of changes that were put on a file. */
export interface Done<C> {
  /** Takes all of it back, in this order. */
  readonly inverse: readonly C[];
  readonly skipped: readonly Skipped[];
  /** What was done of the changes, each bound to the values that it took the place of. */
  readonly done: readonly C[];
}

/** How one kind of file is read and changed; see `sidecar/` and `codebook/`. */
export interface Format<T extends { readonly text: string }, C> {
  decode(bytes: Uint8Array): Reading<string>;
  encode(value: T): Uint8Array;
  read(text: string): Reading<T>;
  /** The same with pauses, for what is large. */
  readSteps?(text: string): Steps<Reading<T>>;
  /** Would the same bytes be read as quickly, and as the same, each time? Then a reading is no more than a copy of them. */
  again?(value: T): boolean;
  apply(now: T | undefined, changes: readonly C[]): Applied<T, C>;
  /** The same with pauses, for many changes. */
  applySteps?(now: T | undefined, changes: readonly C[]): Steps<Applied<T, C>>;
}

/** What changes made of a file, and what became of them. */
export type Applied<T, C> = Done<C> & { readonly value: T };

export const sidecarFormat = (layer: string): Format<Sidecar, SidecarChange> => ({
  decode: decodeYaml,
  encode: (sidecar) => sidecar.bytes(),
  read: readSidecar,
  readSteps: (text) => readSidecarSteps(text),
  again: (sidecar) => sidecar.isQuick,
  apply: (now, changes) => finish(putOn(layer, now, changes)),
  applySteps: (now, changes) => putOn(layer, now, changes),
});

function* putOn(
  layer: string,
  now: Sidecar | undefined,
  changes: readonly SidecarChange[],
): Steps<Applied<Sidecar, SidecarChange>> {
  const apply = (bare: readonly SidecarChange[]): ReturnType<typeof applySteps> => applySteps(now, bare);
  const { sidecar, ...rest } = yield* applyImplied(layer, changes, (id) => now?.tag(id), apply);
  return { value: sidecar, ...rest };
}

export const CODEBOOK: Format<CodebookFile, CodebookChange> = {
  decode: decodeYaml,
  encode: (codebook) => encodeYaml(codebook.text),
  read: readCodebook,
  apply: (now, changes) => {
    const { codebook, ...rest } = applyToCodebook(now, changes);
    return { value: codebook, ...rest };
  },
};

/** A write that was not done because the file cannot be read whole: the file stays as it is. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** The file that changes were made on went away: it is not made anew, since somebody took it away (as a checkout does). */
export class Gone extends Error {
  constructor() {
    super(
      say(
        'The file is not there any more. The changes wait for it to come back, to be written again, or to be given up.',
      ),
    );
  }
}

/** What would be written could not be read again. */
export class TooLarge extends Error {
  constructor() {
    super(
      say(
        'The file would grow over {0} MB. Split the source, or remove tags; the file is as it was.',
        MOST_BYTES / 1024 / 1024,
      ),
    );
  }
}

/** What is not on disk of a file that gets another address. */
export interface HandedOver<C> {
  readonly changes: readonly C[];
  /** Was there a file when the first of them was made? */
  readonly madeOnFile: boolean;
  /** What it said before it went away under them. */
  readonly lastBytes: Uint8Array | undefined;
}
