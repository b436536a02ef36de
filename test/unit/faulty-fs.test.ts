import assert from 'node:assert/strict';
import { FileError } from '../../src/disk/file-error';
import { SafeFiles } from '../../src/disk/write-recipe';
import type { FaultKind, Plan } from './local/fake-disk';
import { DEAD_LOCK, LOCK, OLD, TARGET, appending, before, bytes, text } from './local/documents';
import { World } from './local/fake-disk';

interface Operation {
  readonly name: string;
  readonly old: string | undefined;
  readonly verify?: () => void;
  /** What else lies there at the start. */
  readonly prepare?: (world: World) => void;
}

const OPERATIONS: readonly Operation[] = [
  { name: 'create', old: undefined },
  { name: 'update', old: OLD },
  {
    name: 'update, refused by the check',
    old: OLD,
    verify: () => {
      throw new Error('not valid');
    },
  },
  { name: 'update over a dead lock', old: OLD, prepare: (world) => world.put(LOCK, DEAD_LOCK) },
  { name: 'update over an empty lock', old: OLD, prepare: (world) => world.put(LOCK, '') },
  {
    name: 'update over a dead lock whose remover died too',
    old: OLD,
    prepare: (world) => {
      world.put(LOCK, DEAD_LOCK);
      world.put(`${LOCK}.aaaaaaaa`, 'stancemark-lock 7 here boot1 s7 bbbbbbbb\n');
    },
  },
  {
    name: 'update after a death between the two names of a new file',
    old: OLD,
    prepare: (world) => {
      const node = world.names.get(TARGET);
      assert.ok(node);
      world.names.set('/d/.002.txt.tags.yaml.7.cccccccc.tmp', node);
    },
  },
];

const CODES = ['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'EPERM', 'EBUSY'];
const KINDS: readonly FaultKind[] = [
  ...CODES.map((code) => ({ code })),
  ...CODES.map((code) => ({ code, late: true })),
  'short',
  'lie',
  'flip',
  'death before',
  'death amid',
  'death after',
  'power cut',
  'power cut, names lost',
];

function worldOf({ old, prepare }: Operation): World {
  const world = new World();
  world.dead.add('7');
  if (old !== undefined) world.put(TARGET, old);
  prepare?.(world);
  return world;
}

/** The calls of the operation when nothing fails. */
async function callsOf(operation: Operation): Promise<number> {
  const disk = worldOf(operation).process(1);
  await new SafeFiles(disk).update(TARGET, appending('new\n'), operation.verify).catch(() => undefined);
  return disk.calls;
}

/** Runs the operation with one fault; afterwards the file must be the old or the new one, and the next run must work. */
async function trial(operation: Operation, plan: Plan): Promise<void> {
  const world = worldOf(operation);
  const fresh = (operation.old ?? '') + 'new\n';
  const disk = world.process(1, plan);
  const files = new SafeFiles(disk);
  let outcome: unknown;
  try {
    outcome = text((await files.update(TARGET, appending('new\n'), operation.verify)).after);
    assert.equal(outcome, fresh);
  } catch (error) {
    outcome = error;
  }
  const stands = world.text(TARGET);
  assert.ok(stands === operation.old || stands === fresh, `between: ${JSON.stringify(stands)}`);
  if (operation.verify) assert.equal(stands, operation.old);
  // Also in the calls after the rename, whose outcome changes nothing.
  const died = world.dead.has('1') || world.boot > 1;
  if (typeof outcome === 'string' && !died) assert.equal(stands, fresh);
  if (outcome instanceof FileError) {
    // A call that worked and fails for ever after cannot be asked what it did.
    if (!plan.forever) assert.equal(stands, operation.old, 'an error means that the old bytes stand');
    assert.equal(outcome.kept === undefined || world.text(outcome.kept) === fresh, true);
  } else if (!died && typeof outcome !== 'string') {
    assert.equal((outcome as Error).message, 'not valid');
  }

  // The next run: of the same process with a healthy disk, or of a new one. Locks from before a power cut are left first.
  if (world.boot > 1) world.time += 11 * 60_000;
  const next = died ? new SafeFiles(world.process(2)) : healthy(files, disk);
  const result = await next.update(TARGET, appending('more\n'));
  assert.equal(text(result.before), stands);
  assert.equal(world.text(TARGET), (stands ?? '') + 'more\n');

  // Somebody comes to clean when all others have ended: what stays is named, and is no lock.
  for (const pid of ['1', '2']) world.dead.add(pid);
  const { left } = await new SafeFiles(world.process(3)).clean('/d');
  assert.deepEqual(
    world.others(TARGET),
    left.map(({ path }) => path),
  );
  for (const { path, why } of left) assert.match(path, /\.tmp$/, why);
}

/** The same process, its disk repaired: `plan` is behind or goes no further. */
function healthy(files: SafeFiles, disk: { calls: number }): SafeFiles {
  disk.calls = -1_000_000;
  return files;
}

describe('safe write on a faulty disk', () => {
  for (const operation of OPERATIONS) {
    it(`${operation.name}: every fault at every call leaves the old or the new file`, async () => {
      const calls = await callsOf(operation);
      assert.ok(calls > 15, `${calls} calls`);
      let trials = 0;
      for (const kind of KINDS) {
        for (const forever of typeof kind === 'object' ? [false, true] : [false]) {
          for (let at = 0; at < calls; at++) {
            trials++;
            try {
              await trial(operation, { at, kind, forever });
            } catch (error) {
              const where = `${operation.name}, call ${at}, ${JSON.stringify(kind)}${forever ? ' for ever' : ''}`;
              throw new Error(`${where}: ${String(error)}`, { cause: error });
            }
          }
        }
      }
      assert.equal(trials, calls * (CODES.length * 4 + 8));
    }).timeout(180_000);
  }

  it('a name that stays in use is told, with where the new version is', async () => {
    const world = worldOf({ name: '', old: OLD });
    const disk = world.process(1);
    const rename = (from: string, to: string) => world.process(1).rename(from, to);
    disk.rename = () => Promise.reject(Object.assign(new Error('busy'), { code: 'EBUSY', syscall: 'rename' }));
    const files = new SafeFiles(disk);
    const keptBy = async () => {
      const started = world.time;
      const error: unknown = await files.update(TARGET, appending('new\n')).catch((reason: unknown) => reason);
      assert.ok(error instanceof FileError && error.code === 'busy' && error.kept);
      assert.ok(world.time - started > 8_000 && world.time - started < 12_000);
      assert.equal(world.text(error.kept), OLD + 'new\n');
      return error.kept;
    };
    const first = await keptBy();
    assert.deepEqual(
      (await files.clean('/d')).left.map(({ path }) => path),
      [first],
    );
    const second = await keptBy();
    assert.deepEqual(world.others(TARGET), [second], 'one for each file');
    disk.rename = rename;
    await files.update(TARGET, appending('new\n'));
    assert.equal(world.text(TARGET), OLD + 'new\n');
    assert.deepEqual(world.others(TARGET), []);
  });

  it('a change by somebody without a lock is kept, but in the gap between comparison and rename', async () => {
    const operation = { name: '', old: OLD };
    const lost: number[] = [];
    const calls = await callsOf(operation);
    for (let at = 0; at < calls; at++) {
      const world = worldOf(operation);
      let count = 0;
      const disk = world.process(
        1,
        undefined,
        before(world, () => {
          if (count++ === at) world.put(TARGET, OLD + 'foreign\n');
        }),
      );
      await new SafeFiles(disk).update(TARGET, appending('new\n'));
      const after = world.text(TARGET);
      const both = [OLD + 'foreign\nnew\n', OLD + 'foreign\n'];
      if (after === OLD + 'new\n') lost.push(at);
      else assert.ok(both.includes(after ?? ''), `call ${at}: ${after}`);
    }
    assert.equal(lost.length, 1, `lost at calls ${lost.join(', ')}`);
  });

  it('a new file never replaces one that appeared meanwhile', async () => {
    const operation = { name: '', old: undefined };
    const calls = await callsOf(operation);
    for (let at = 0; at < calls; at++) {
      const world = worldOf(operation);
      let appeared = false;
      let count = 0;
      const disk = world.process(
        1,
        undefined,
        before(world, () => {
          if (count++ !== at || world.text(TARGET) !== undefined) return;
          world.put(TARGET, 'foreign\n');
          appeared = true;
        }),
      );
      await new SafeFiles(disk).update(TARGET, appending('new\n'));
      assert.equal(world.text(TARGET), appeared ? 'foreign\nnew\n' : 'new\n', `call ${at}`);
    }
  });

  it('a write that takes a part of the bytes goes on with the rest', async () => {
    const operation = { name: '', old: OLD };
    for (let at = 0; at < (await callsOf(operation)); at++) {
      const world = worldOf(operation);
      await new SafeFiles(world.process(1, { at, kind: 'short' })).update(TARGET, appending('new\n'));
      assert.equal(world.text(TARGET), OLD + 'new\n', `call ${at}`);
    }
  });

  it('a file that somebody cuts to nothing and fills again is read whole', async () => {
    const calls = 8;
    for (let at = 0; at < calls; at++) {
      const world = worldOf({ name: '', old: OLD });
      const fresh = OLD + 'a longer one\n';
      const node = world.names.get(TARGET);
      assert.ok(node);
      let count = 0;
      const disk = world.process(
        1,
        undefined,
        before(world, () => {
          if (count === at) node.data = bytes('');
          if (count === at + 1) node.data = bytes(fresh);
          count++;
        }),
      );
      const seen = text(await new SafeFiles(disk).read(TARGET, 1_000));
      assert.ok(seen === OLD || seen === fresh, `call ${at}: ${seen}`);
    }
  });

  it('who lost the lock writes nothing, and leaves the lock to its new owner', async () => {
    const operation = { name: '', old: OLD };
    const other = DEAD_LOCK.replaceAll('7', '8').replace('aaaaaaaa', 'cccccccc');
    const calls = await callsOf(operation);
    let refused = 0;
    for (let at = 0; at < calls; at++) {
      const world = worldOf(operation);
      let count = 0;
      let mine = false;
      const disk = world.process(
        1,
        undefined,
        before(world, () => {
          if (count++ !== at) return;
          mine = world.names.has(LOCK);
          world.put(LOCK, other);
        }),
      );
      const outcome: unknown = await new SafeFiles(disk)
        .update(TARGET, appending('new\n'))
        .catch((error: unknown) => error);
      if (outcome instanceof FileError) {
        refused++;
        assert.match(outcome.code, mine ? /^(changed|locked)$/ : /^locked$/, `call ${at}`);
        assert.equal(world.text(TARGET), OLD);
        assert.deepEqual(world.others(TARGET), [LOCK]);
      }
      if (mine && world.names.has(LOCK)) assert.equal(world.text(LOCK), other);
    }
    assert.ok(refused > calls / 2, `${refused} of ${calls}`);
  });

  it('a file that changes every time is given up', async () => {
    const world = worldOf({ name: '', old: OLD });
    let count = 0;
    const disk = world.process(
      1,
      undefined,
      before(world, () => world.put(TARGET, `${count++}\n`)),
    );
    await assert.rejects(new SafeFiles(disk).update(TARGET, appending('new\n')), { code: 'changed' });
    assert.doesNotMatch(world.text(TARGET) ?? '', /new/);
  });

  it('a disk without second names still gets new files', async () => {
    const world = worldOf({ name: '', old: undefined });
    const disk = world.process(1);
    disk.link = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTSUP', syscall: 'link' }));
    await new SafeFiles(disk).update(TARGET, appending('new\n'));
    assert.equal(world.text(TARGET), 'new\n');
    assert.deepEqual(world.others(TARGET), []);
  });
});
