/** Waits between tries to write what could not be written, in milliseconds; the last one is repeated. */
const WAITS = [2_000, 5_000, 15_000, 60_000];

/** Plans the next try, later each time. */
export class Retry {
  private tries = 0;
  private timer: unknown;
  private ended = false;

  constructor(private readonly attempt: () => void) {}

  /** One more try, in the place of one that is planned already. */
  plan(): void {
    if (this.ended) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.attempt, WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }

  /** A try begins by itself: the planned one is not needed. */
  stop(): void {
    clearTimeout(this.timer);
  }

  /** One was successful, or nothing waits any more: the next failure waits as the first did. */
  reset(): void {
    this.stop();
    this.tries = 0;
  }

  /** No more tries. */
  dispose(): void {
    this.stop();
    this.ended = true;
  }
}
