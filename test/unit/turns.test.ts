import assert from 'node:assert/strict';
import { ASK, Turns } from '../../src/host/turns';

/** A thread and a clock by hand: a look takes as long as it says. */
class Thread {
  time = 0;
  waiting: (() => void)[] = [];
  readonly turns = new Turns({ now: () => this.time, soon: (run) => this.waiting.push(run) });

  look<T>(milliseconds: number, found: T): () => T {
    return () => {
      this.time += milliseconds;
      return found;
    };
  }

  /** Runs what waits, once; returns whether anything did. */
  go(): boolean {
    const { waiting } = this;
    this.waiting = [];
    for (const run of waiting) run();
    return waiting.length > 0;
  }
}

const never = (): Promise<never> => Promise.reject(new Error('The careful way was not expected.'));
const carefully = (): Promise<string> => Promise.resolve('carefully');

describe('turns', () => {
  it('answers many looks in one turn, and lets others have the thread between two', async () => {
    const thread = new Thread();
    const found = Array.from({ length: 20 }, (_, i) => thread.turns.run(thread.look(1, i), never));
    thread.go();
    assert.equal(thread.time, 8);
    assert.equal(thread.turns.turn, 1);
    while (thread.go());
    assert.equal(thread.turns.turn, 3);
    assert.deepEqual(
      await Promise.all(found),
      Array.from({ length: 20 }, (_, i) => i),
    );
  });

  it('asks the careful way where a look cannot say, or fails', async () => {
    const thread = new Thread();
    const found = [
      thread.turns.run<string>(() => ASK, carefully),
      thread.turns.run<string>(() => {
        throw new Error('EIO');
      }, carefully),
      thread.turns.run<string>(
        () => ASK,
        () => Promise.reject(new Error('in words')),
      ),
    ];
    thread.go();
    assert.equal(await found[0], 'carefully');
    assert.equal(await found[1], 'carefully');
    await assert.rejects(found[2] as Promise<string>, /in words/);
  });

  it('leaves a disk alone that was slow three times in a row, for half a minute', async () => {
    const thread = new Thread();
    const looks = [5, 5, 1, 5, 5, 5, 1, 1].map((time) => thread.turns.run<string>(thread.look(time, 'now'), carefully));
    while (thread.go());
    assert.deepEqual(await Promise.all(looks), [...Array<string>(6).fill('now'), 'carefully', 'carefully']);
    assert.equal(await thread.turns.run<string>(thread.look(1, 'now'), carefully), 'carefully');
    thread.time += 31_000;
    const later = thread.turns.run<string>(thread.look(1, 'now'), carefully);
    thread.go();
    assert.equal(await later, 'now');
  });
});
