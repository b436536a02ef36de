import { pauses } from '../base/steps';

/** How many files are looked at, at the same time. */
const MOST = 24;

/** Does `work` on all items, at the most `most` at a time. Rejects with the first failure; what is under way then still ends. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>, most = MOST): Promise<void> {
  const left = items[Symbol.iterator]();
  const next = async (): Promise<void> => {
    for (let item = left.next(); !item.done; item = left.next()) await work(item.value);
  };
  await Promise.all(Array.from({ length: most }, next));
}

/** Does something with each item, one after the other, with a pause now and then: ten thousand of them are much for one turn. */
export async function inTurns<T>(items: Iterable<T>, work: (item: T) => unknown): Promise<void> {
  const due = pauses();
  for (const item of items) {
    await work(item);
    await due();
  }
}

/** Lets at the most so many pieces of work run at a time; the others wait in the order in which they came. */
export class Gate {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(most: number) {
    this.free = most;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Handed on, so that nobody who comes now goes before whoever waits.
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
