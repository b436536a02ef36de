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
/** For so long after slow looks no turn is tried, in milliseconds. */
const REST = 30_000;

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
  private count = 0;

  constructor(private readonly clock: Clock) {}

  /** The number of the turn: what was found out in a turn holds to its end. */
  get turn(): number {
    return this.count;
  }

  /** What `look` gives in one of the next turns; `careful` is asked where it gives {@link ASK} and while the disk is slow. */
  run<T>(look: () => T | typeof ASK, careful: () => Promise<T>): Promise<T> {
    if (this.clock.now() < this.slowUntil) return careful();
    return new Promise((resolve, reject) => {
      this.waiting.push(() => {
        if (this.clock.now() < this.slowUntil) careful().then(resolve, reject);
        else {
          const found = this.timed(look);
          if (found === ASK) careful().then(resolve, reject);
          else resolve(found);
        }
      });
      this.plan();
    });
  }

  private timed<T>(look: () => T | typeof ASK): T | typeof ASK {
    const start = this.clock.now();
    try {
      return look();
    } catch {
      // Whatever is wrong, the careful way meets it as well and says it in words.
      return ASK;
    } finally {
      const end = this.clock.now();
      this.slow = end - start > SLOW ? this.slow + 1 : 0;
      if (this.slow >= SLOW_IN_A_ROW) this.slowUntil = end + REST;
    }
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
