/** What an edit gives back, and why one was not made. */
import type { Skipped } from '../changes';
import { say } from '../base/say';
import type { Extent } from './extent';
import type { Step } from './history';
import { ChangedSince } from './whole';

export interface Edited {
  /** Ids of the tags that were added, in order. */
  readonly added: readonly string[];
  readonly skipped: readonly Skipped[];
  /** How many changes took effect. */
  readonly count: number;
  /** Resolves when everything is on disk; rejects with the first error (the changes stay pending and are tried again). */
  readonly written: Promise<void>;
}

/** A step that was taken back or done again. */
export interface Replayed extends Edited {
  /** What the step was called when it was made. */
  readonly label: string;
  readonly extent: Extent;
}

/** A step that goes by a whole file was not done, as the file was changed since: it stays on the stack until it is left out. */
export class StepMet extends ChangedSince {
  constructor(
    readonly step: Step,
    uri: string,
  ) {
    super(uri);
  }
}

/** A large change was not made, as VS Code's storage does not take the note that would finish it after a crash. */
export class NotNoted extends Error {
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      say(
        'Nothing was changed: so large a change is noted in VS Code’s storage first, to be finished after a crash, and that failed ({0}).',
        why,
      ),
    );
  }
}
