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

/** Milliseconds of work between two pauses. */
const SLICE = 15;

/** Resolves when others have had their turn. */
export function pause(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 0));
}

/** A pause that is due once this much work was done since the last one; undefined before. Await it between two pieces. */
export function pauses(): () => Promise<void> | undefined {
  let since = Date.now();
  return () =>
    Date.now() - since > SLICE
      ? pause().then(() => {
          since = Date.now();
        })
      : undefined;
}

/** Milliseconds before how far it is is said, and between two words about it. */
const SAY = 250;

export interface Slicing {
  /** Asked after each pause: is the answer not wanted any more, as something newer was asked or what it rests on has changed? */
  readonly stopped?: () => boolean;
  /** Hears how far it is, from 0 to 1, and 1 at the end; not of what is done soon. */
  readonly tell?: (share: number) => void;
}

/** The work was stopped before its end. */
export class Stopped extends Error {}

/** Runs to the end a few milliseconds at a time; rejects with {@link Stopped} when it was stopped. */
export async function inPieces<T>(steps: Steps<T>, { stopped, tell }: Slicing = {}): Promise<T> {
  let share = 0;
  let told = Date.now();
  let spoke = false;
  try {
    for (;;) {
      const until = Date.now() + SLICE;
      do {
        const step = steps.next();
        if (step.done) return step.value;
        if (step.value !== undefined) share = step.value;
      } while (Date.now() < until);
      if (tell && Date.now() - told > SAY) {
        told = Date.now();
        spoke = true;
        tell(share);
      }
      await pause();
      if (stopped?.()) throw new Stopped();
    }
  } finally {
    if (spoke) tell?.(1);
  }
}

/** The same as a part of more work: its shares lie between `from` and `to`. */
export function* part<T>(steps: Steps<T>, from: number, to: number): Steps<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield step.value === undefined ? undefined : from + (to - from) * step.value;
  }
}

/** So many are sorted at once, or looked at between two pauses: less than a millisecond or two. */
export const RUN = 1_024;

/** Goes through a list with a pause after each `run` of it. */
export function* each<T>(list: Iterable<T>, look: (one: T, index: number) => void, run = RUN): Steps<void> {
  let count = 0;
  for (const one of list) {
    look(one, count);
    if (++count % run === 0) yield undefined;
  }
}

/** Sorted as by `Array.prototype.sort`: those that compare as equal stay in their order. Merges of runs, bottom up. */
export function* sorted<T>(list: readonly T[], compare: (a: T, b: T) => number): Steps<T[]> {
  let from: T[] = [];
  for (let at = 0; at < list.length; at += RUN) {
    for (const one of list.slice(at, at + RUN).sort(compare)) from.push(one);
    yield undefined;
  }
  let to = new Array<T>(from.length);
  for (let width = RUN; width < list.length; width *= 2) {
    for (let start = 0; start < list.length; start += 2 * width) {
      const middle = Math.min(start + width, list.length);
      const end = Math.min(start + 2 * width, list.length);
      let [left, right] = [start, middle];
      for (let at = start; at < end; at++) {
        const takeLeft = left < middle && (right >= end || compare(from[left] as T, from[right] as T) <= 0);
        to[at] = (takeLeft ? from[left++] : from[right++]) as T;
        if (at % RUN === 0) yield undefined;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
