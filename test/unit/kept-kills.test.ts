/** Real processes that die: what had been drawn, or noted, is there at the next start. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { recover } from '../../src/core/library/recover';
import { readSidecar } from '../../src/core/sidecar';
import { local } from '../../src/disk/local';
import { randomFrom } from './local/fake-disk';
import { Bench, onUnix } from './local/trials';
import { DiskFiles } from './support/disk-files';
import { makeLibrary } from './support/memory';

const KILLS = 60;

/** Runs a child until it has said a word, then kills it after some milliseconds. */
async function killAfter(child: ChildProcess, word: string, pause: number): Promise<void> {
  let told = '';
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const said = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes(word)) resolve();
    });
    child.on('close', () => reject(new Error(`It ended before: ${told} ${errors}`)));
  });
  await said;
  if (pause > 0) await wait(pause);
  const closed = new Promise((resolve) => child.on('close', resolve));
  child.kill('SIGKILL');
  await closed;
}

onUnix('what windows keep, with real processes', () => {
  let bench: Bench;
  let folder: string;
  beforeEach(() => {
    bench = new Bench();
    folder = path.join(bench.folder, 'corpus');
    fs.mkdirSync(folder);
  });
  afterEach(() => bench.dispose());

  const next = (): ReturnType<typeof makeLibrary> =>
    makeLibrary(new DiskFiles(folder) as never, { kept: local?.kept(path.join(bench.folder, 'kept')) });

  it('a long text that is to last is small on disk, reads as it was, and as nothing where it was cut off', async () => {
    const folder = path.join(bench.folder, 'kept');
    const kept = local?.kept(folder);
    assert.ok(kept);
    const text = JSON.stringify(
      Array.from({ length: 400 }, (_, i) => ({ op: 'set', id: `t${i}`, set: { note: 'ə' } })),
    );
    await kept.write('one.json', text, true);
    await kept.write('two.json', text);
    assert.deepEqual([await kept.read('one.json'), await kept.read('two.json')], [text, text]);
    const bytes = fs.readFileSync(path.join(folder, 'one.json'));
    assert.ok(bytes.length * 5 < text.length);
    fs.writeFileSync(path.join(folder, 'one.json'), bytes.subarray(0, bytes.length / 2));
    assert.equal(await kept.read('one.json'), '');
    assert.deepEqual(fs.readdirSync(folder).sort(), ['one.json', 'two.json']);
  });

  it(`of ${KILLS} tags drawn 0 to 200 ms before a SIGKILL none is lost`, async () => {
    fs.writeFileSync(path.join(folder, '001.txt'), 'Aysel met the harbour master.\n');
    const seed = Date.now() % 1_000_000;
    const random = randomFrom(seed);
    const ids: string[] = [];
    for (let i = 0; i < KILLS; i++) {
      const id = `kill${(i + 1000).toString()}`;
      ids.push(id);
      const child = spawn(process.execPath, [bench.child(), 'tag', folder, '1', id]);
      // A third at once, the others while the write waits, or is under way.
      await killAfter(child, 'drawn', i % 3 === 0 ? 0 : random() * 200);
    }
    const library = next();
    await library.collect();
    await library.retry();
    const reading = readSidecar(fs.readFileSync(path.join(folder, '001.txt.tags.yaml'), 'utf8'));
    const there = new Set(reading.ok ? reading.value.tags.map((tag) => tag.id) : []);
    assert.deepEqual(ids.filter((id) => !there.has(id)), [], `lost, seed ${seed}`); // prettier-ignore
    assert.deepEqual(library.unsaved(), []);
    await library.end();
    // But the steps of undo, and the sign of the window that has them.
    const kept = fs.readdirSync(path.join(bench.folder, 'kept'));
    assert.deepEqual(
      kept.filter((name) => !/\.(sign$|steps-)/.test(name)),
      [],
    );
  }).timeout(120_000);

  it('a change of 5,000 tags in 100 files that a SIGKILL interrupts is finished, or taken back, to the last tag', async () => {
    for (const way of ['finish', 'take back'] as const) {
      for (let f = 0; f < 100; f++) {
        const tags = Array.from(
          { length: 50 },
          (_, i) =>
            `  - id: t${1_000_000 + f * 50 + i}\n    at: ${i + 1}:1-${i + 1}:6\n    quote: "Aysel"\n    entity: aysel # ${i}\n`,
        );
        fs.writeFileSync(path.join(folder, `${f}.txt`), 'Aysel met the harbour master.\n'.repeat(50));
        fs.writeFileSync(path.join(folder, `${f}.txt.tags.yaml`), `stancemark: 1\ntags:\n${tags.join('')}`);
      }
      const state = (): string[] => Array.from({ length: 100 }, (_, f) => fs.readFileSync(path.join(folder, `${f}.txt.tags.yaml`), 'utf8')); // prettier-ignore
      const before = state();
      await killAfter(spawn(process.execPath, [bench.child(), 'retag', folder, '1', 'berk']), 'noted', 60);
      const changed = state().filter((text, f) => text !== before[f]).length;
      assert.ok(changed < 100, `the kill came too late: ${changed}`);
      const library = next();
      await library.collect();
      assert.deepEqual(library.journal.halfDone().map(({ files }) => files), [100]); // prettier-ignore
      await recover(library, way);
      const after = before.map((text) => text.replaceAll('entity: aysel', 'entity: berk'));
      assert.deepEqual(state(), way === 'finish' ? after : before);
      await library.end();
      // But the steps of undo, and the sign of the window that has them.
      const kept = fs.readdirSync(path.join(bench.folder, 'kept'));
      assert.deepEqual(
        kept.filter((name) => !/\.(sign$|steps-)/.test(name)),
        [],
      );
    }
  }).timeout(120_000);
});
