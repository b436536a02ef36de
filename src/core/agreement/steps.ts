/** Work in pieces: whoever runs it can let others have their turn between two of them, say how far it is, and stop. */

/** Yields the share that is done, from 0 to 1, or nothing where that is not known. */
export type Steps<T> = Generator<number | undefined, T, void>;

/** Runs to the end without a pause. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
