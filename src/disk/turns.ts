/**
 * Many small looks at a disk that answers at once: done in short turns of this thread, many to a turn. A look by promises costs
 * four trips to another thread and back; 1,000 small files took 65 ms so, with this thread busy all the while, and 18 ms in
 * turns (measured). Where the disk does not answer at once (a network, a disk that sleeps) looks go by promises again.
 */

/** How long a turn may keep others from this thread, in milliseconds. */
const TURN = 8;
/** A disk that answers at once does so sooner than in so many milliseconds; one slow look may be the machine's, not the disk's. */
const SLOW = 4;
const SLOW_IN_A_ROW = 3;
/** A single look as slow as this, in milliseconds, is enough. */
const VERY_SLOW = 50;
/** For so long after slow looks no turn is tried, in milliseconds; twice as long each time, up to the second figure. */
const REST = 30_000;
const LONGEST_REST = 30 * 60_000;
/** The first look, and the first after a rest, go by promises; quicker than this, in milliseconds, and turns are tried. */
const QUICK = 20;

export interface Clock {
  /** Milliseconds, never set back. */
  now(): number;
  /** Runs something after what is already waiting for this thread. */
  soon(run: () => void): void;
}

/** What a look gives that only the careful way can answer. */
export const ASK = Symbol('ask the careful way');

export class Turns {
  private waiting: (() => void)[] = [];
  private planned = false;
  private slow = 0;
  private slowUntil = -Infinity;
  private rest = REST;
  /** Has the disk answered at once, since the start or the last rest? */
  private trusted = false;
  private count = 0;

  constructor(private readonly clock: Clock) {}

  /** The number of the turn: what was found out in a turn holds to its end. */
  get turn(): number {
    return this.count;
  }

  /** What `look` gives in one of the next turns; `careful` is asked where it gives {@link ASK} and while the disk is slow. */
  run<T>(look: () => T | typeof ASK, careful: () => Promise<T>): Promise<T> {
    if (!this.trusted) return this.tried(careful);
    return new Promise((resolve, reject) => {
      this.waiting.push(() => {
        const found = this.trusted ? this.timed(look) : ASK;
        if (found === ASK) careful().then(resolve, reject);
        else resolve(found);
      });
      this.plan();
    });
  }

  /** A look by promises, which no disk can hold this thread up with; it tells whether the disk answers at once. */
  private async tried<T>(careful: () => Promise<T>): Promise<T> {
    const start = this.clock.now();
    try {
      return await careful();
    } finally {
      const end = this.clock.now();
      if (end >= this.slowUntil && end - start < QUICK) this.trusted = true;
    }
  }

  private timed<T>(look: () => T | typeof ASK): T | typeof ASK {
    const start = this.clock.now();
    try {
      return look();
    } catch {
      // Whatever is wrong, the careful way meets it as well and says it in words.
      return ASK;
    } finally {
      const took = this.clock.now() - start;
      this.slow = took > SLOW ? this.slow + 1 : 0;
      if (this.slow >= SLOW_IN_A_ROW || took > VERY_SLOW) this.distrust();
    }
  }

  private distrust(): void {
    this.trusted = false;
    this.slow = 0;
    this.slowUntil = this.clock.now() + this.rest;
    this.rest = Math.min(2 * this.rest, LONGEST_REST);
  }

  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    this.clock.soon(() => this.take());
  }

  private take(): void {
    this.planned = false;
    this.count++;
    const end = this.clock.now() + TURN;
    const { waiting } = this;
    let done = 0;
    while (done < waiting.length && this.clock.now() < end) (waiting[done++] as () => void)();
    this.waiting = waiting.slice(done);
    if (this.waiting.length > 0) this.plan();
  }
}
