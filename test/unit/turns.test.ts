import assert from 'node:assert/strict';
import { ASK, Turns } from '../../src/disk/turns';

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
const noLook = (): never => {
  throw new Error('No turn was expected.');
};
const carefully = (): Promise<string> => Promise.resolve('carefully');

/** A thread whose disk has answered at once. */
async function trusting(): Promise<Thread> {
  const thread = new Thread();
  assert.equal(await thread.turns.run<string>(noLook, carefully), 'carefully');
  return thread;
}

describe('turns', () => {
  it('tries a disk by promises first, and no turn while that takes its time', async () => {
    const thread = new Thread();
    const slowly = (): Promise<string> => {
      thread.time += 30;
      return carefully();
    };
    for (let i = 0; i < 3; i++) assert.equal(await thread.turns.run<string>(noLook, slowly), 'carefully');
    assert.equal(thread.go(), false);
  });

  it('answers many looks in one turn, and lets others have the thread between two', async () => {
    const thread = await trusting();
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
    const thread = await trusting();
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

  it('leaves a disk alone that was slow three times in a row, or once very slow, and each time for longer', async () => {
    const thread = await trusting();
    let rest = 30_000;
    for (const slow of [[5, 5, 1, 5, 5, 5], [60], [5, 5, 5]]) {
      const looks = [...slow, 1, 1].map((time) => thread.turns.run<string>(thread.look(time, 'now'), carefully));
      while (thread.go());
      assert.deepEqual(await Promise.all(looks), [...slow.map(() => 'now'), 'carefully', 'carefully']);
      thread.time += rest - 1;
      assert.equal(await thread.turns.run<string>(noLook, carefully), 'carefully');
      assert.equal(await thread.turns.run<string>(noLook, carefully), 'carefully');
      thread.time += 1;
      assert.equal(await thread.turns.run<string>(noLook, carefully), 'carefully');
      const trusted = thread.turns.run<string>(thread.look(1, 'now'), carefully);
      thread.go();
      assert.equal(await trusted, 'now');
      rest *= 2;
    }
  });
});
