/** What an edit gives back, and why one was not made. */
import type { Skipped } from '../changes';
import { say } from '../base/say';
import { baseName } from '../files/addresses';
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

/** A source is not there, and neither are its tags: none are made for it. */
export class NoSource extends Error {
  constructor(readonly uri: string) {
    super(say('“{0}” is not there, so tags of it would have no text. Bring it back, then try again.', baseName(uri)));
  }
}

/**
 * A step was not done: it goes by a whole file that was changed since, or by tags of a source that is gone. It stays on the stack until
 * it can be done, or is left out.
 */
export class StepMet extends ChangedSince {
  constructor(
    readonly step: Step,
    uri: string,
    readonly why: 'changed' | 'gone',
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
