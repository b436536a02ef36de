import assert from 'node:assert/strict';
import { isPassing } from '../../src/disk/local-names';
import { Locks } from '../../src/disk/lock-file';
import { SafeFiles } from '../../src/disk/write-recipe';
import { DEAD_LOCK, LOCK, OLD, TARGET, appending, before } from './local/documents';
import { Death, Schedule, World, randomFrom } from './local/fake-disk';

describe('locks under any order of calls', () => {
  const SEEDS = 400;

  /** Names the seed with whatever goes wrong. */
  async function seeds(count: number, run: (random: () => number, world: World, schedule: Schedule) => Promise<void>) {
    for (let seed = 1; seed <= count; seed++) {
      const world = new World(seed);
      world.dead.add('7');
      const random = randomFrom(seed * 7919);
      try {
        await run(random, world, new Schedule(world, random));
      } catch (error) {
        throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
      }
    }
  }

  it('never two holders, also when several find a dead lock at once', () =>
    seeds(SEEDS, async (random, world, schedule) => {
      const dead = random();
      if (dead < 0.2) world.put(LOCK, '');
      else if (dead < 0.8) world.put(LOCK, DEAD_LOCK);
      if (dead > 0.2 && dead < 0.5) world.put(`${LOCK}.aaaaaaaa`, 'stancemark-lock 7 here boot1 s7 bbbbbbbb\n');
      let inside = 0;
      let entered = 0;
      const processes = [1, 2, 3].map(async (pid) => {
        const disk = world.process(pid, undefined, schedule.step);
        const locks = new Locks(disk);
        for (let i = 0; i < 2; i++) {
          const lock = await locks.acquire(LOCK, 60_000);
          inside++;
          entered++;
          for (let pause = Math.floor(random() * 6); pause > 0; pause--) await schedule.step(0);
          assert.equal(await lock.stands(), true);
          inside--;
          await lock.release();
        }
      });
      await schedule.run(processes, () => assert.ok(inside <= 1, 'two hold the lock'));
      await Promise.all(processes);
      assert.equal(entered, 6);
      assert.deepEqual(world.others(), []);
    })).timeout(60_000);

  it('two writers, one of whom may die anywhere: what was confirmed is in the file, and the file is always whole', () =>
    seeds(SEEDS, async (random, world, schedule) => {
      if (random() < 0.7) world.put(TARGET, OLD);
      if (random() < 0.5) world.put(LOCK, DEAD_LOCK);
      const mortal = random() < 0.5 ? { at: Math.floor(random() * 120), kind: 'death amid' as const } : undefined;
      const confirmed: string[] = [];
      const writers = [1, 2].map(async (pid) => {
        const files = new SafeFiles(world.process(pid, pid === 1 ? mortal : undefined, schedule.step));
        for (let i = 0; i < 3; i++) {
          await files.update(TARGET, appending(`${pid}.${i}\n`));
          confirmed.push(`${pid}.${i}`);
        }
      });
      await schedule.run(writers, () => {
        const now = world.text(TARGET);
        assert.ok(now === undefined || /^(stancemark: 1\ntags: \[\]\n)?(\d\.\d\n)*$/.test(now), `torn: ${now}`);
      });
      for (const [i, outcome] of (await Promise.allSettled(writers)).entries()) {
        if (outcome.status === 'rejected')
          assert.ok(i === 0 && outcome.reason instanceof Death, String(outcome.reason));
      }
      const lines = (world.text(TARGET) ?? '').split('\n').filter((line) => /^\d\.\d$/.test(line));
      assert.equal(new Set(lines).size, lines.length, 'nothing twice');
      for (const one of confirmed) assert.ok(lines.includes(one), `${one} is lost`);
      assert.ok(lines.length <= confirmed.length + 1);
    })).timeout(60_000);

  it('the lock of another machine is left alone until it is old', async () => {
    const world = new World();
    world.put(TARGET, OLD);
    world.put(LOCK, 'stancemark-lock 7 elsewhere boot1 s7 aaaaaaaa\n');
    const node = world.names.get(LOCK);
    assert.ok(node);
    node.modified = world.time;
    const files = new SafeFiles(world.process(1));
    await assert.rejects(files.update(TARGET, appending('new\n')), {
      code: 'locked',
      message: /“\.002\.txt\.tags\.yaml\.lock” is held by process 7 on elsewhere/,
    });
    assert.match((await files.clean('/d')).left[0]?.why ?? '', /process 7 on elsewhere/);
    world.time += 11 * 60_000;
    await files.update(TARGET, appending('new\n'));
    assert.deepEqual(world.others(TARGET), []);
  });

  it('a file that is no lock of ours is never removed', async () => {
    for (const content of ['mine', 'stancemark-lock\n', 'stancemark-lock x y\n', 'x'.repeat(5_000)]) {
      const world = new World();
      world.put(TARGET, OLD);
      world.put(LOCK, content);
      const files = new SafeFiles(world.process(1));
      await assert.rejects(files.update(TARGET, appending('new\n')), { code: 'locked' });
      await files.clean('/d');
      assert.equal(world.text(LOCK), content);
      assert.equal(world.text(TARGET), OLD);
    }
  });

  it('all names made on the way are known as passing', async () => {
    const world = new World();
    world.put(TARGET, OLD);
    world.put(LOCK, DEAD_LOCK);
    world.dead.add('7');
    const seen = new Set<string>();
    const disk = world.process(
      1,
      undefined,
      before(world, () => {
        for (const name of world.others(TARGET)) seen.add(name.slice(3));
      }),
    );
    await new SafeFiles(disk).update(TARGET, appending('new\n'));
    assert.equal(seen.size, 3);
    for (const name of seen) assert.ok(isPassing(name), name);
    assert.equal(isPassing(TARGET.slice(3)), false);
  });
});
