import { readFileSync } from 'node:fs';

/** Milliseconds of work that the main thread has done; undefined where the system does not tell it apart from waiting. */
function worked(): number | undefined {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    // Only Linux has it.
    return undefined;
  }
}

/**
 * Measures the longest stretch in which nothing else had a turn: between two ticks of a timer, the time that the thread worked
 * (garbage collection on it too). What it waited for a core that others had is not in it where that is known.
 */
export class Monitor {
  private longest = 0;
  private last = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  async begin(): Promise<void> {
    // A turn of its own, so that what came before is not in it.
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.last = worked() ?? performance.now();
    this.next();
  }

  private next(): void {
    this.timer = setTimeout(() => {
      this.look();
      this.next();
    }, 1);
  }

  private look(): void {
    const now = worked() ?? performance.now();
    this.longest = Math.max(this.longest, now - this.last);
    this.last = now;
  }

  /** The longest one, in milliseconds. */
  async end(): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.look();
    clearTimeout(this.timer);
    return this.longest;
  }
}
