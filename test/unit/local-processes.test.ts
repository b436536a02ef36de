import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { local as files } from '../../src/disk/local';
import { OLD, appending } from './local/documents';
import { Bench, appendTrial, killTrial, onSmallDisk, onUnix, whyNoMount, writeIn } from './local/trials';

const LIMIT = 1024 * 1024;

assert.ok(files);
const local = files;

describe('local files, with real processes and disks', () => {
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.dispose());

  it('two processes that change one file lose nothing (2 × 200)', async () => {
    assert.deepEqual(await appendTrial(bench, 2, 200), { wrong: [], lines: 400 });
    assert.deepEqual(bench.leftovers(), []);
  }).timeout(60_000);

  onUnix('where processes can be killed and limited', () => {
    it('a file size limit that cuts a write short leaves the old file', () => {
      fs.writeFileSync(bench.file, OLD);
      assert.equal(writeIn(bench, 50_000, { limit: '-f 100' }), 'done');
      assert.equal(bench.text()?.length, 50_000);
      assert.match(writeIn(bench, 300_000, { limit: '-f 100' }), /^no-space: .*002\.txt\.tags\.yaml/);
      assert.equal(bench.text()?.length, 50_000);
      assert.deepEqual(bench.leftovers(), []);
    }).timeout(20_000);

    it('SIGKILL at random moments (40) damages nothing and loses nothing confirmed', async () => {
      const seed = Date.now() % 1_000_000;
      const { kills, damaged, lost, left } = await killTrial(bench, 40, seed);
      assert.deepEqual({ kills, damaged, lost }, { kills: 40, damaged: 0, lost: 0 }, `seed ${seed}`);
      // A kill in the middle of a write leaves a part, which is told and not removed.
      for (const one of left) assert.match(one, /\.tmp: it is not whole$/, `seed ${seed}`);
    }).timeout(60_000);
  });

  onUnix('with few file handles', () => {
    it('400 files changed at once are all changed, and nothing is left beside them', () => {
      const folder = path.join(bench.folder, 'many');
      fs.mkdirSync(folder);
      for (let i = 0; i < 400; i++) fs.writeFileSync(path.join(folder, `${i}.txt.tags.yaml`), OLD);
      // Node itself needs some thirty, so the few that are left run out again and again.
      const command = `ulimit -n 64 && exec '${process.execPath}' '${bench.child()}' many '${folder}' 400`;
      assert.equal(execFileSync('sh', ['-c', command], { encoding: 'utf8' }), 'done\n');
      const names = fs.readdirSync(folder);
      assert.equal(names.length, 400);
      for (const name of names) assert.equal(fs.readFileSync(path.join(folder, name), 'utf8'), `${OLD}new\n`);
    }).timeout(120_000);
  });

  onUnix('where disks can be mounted', () => {
    const noMount = whyNoMount();
    if (noMount !== undefined) {
      it(`a full disk, a read-only one, and other users (NOT RUN: ${noMount})`);
      return;
    }

    it('a full disk leaves the old file', () =>
      onSmallDisk(bench.folder, async () => {
        const old = new Uint8Array(300_000).fill(0x61);
        await local.update(bench.file, () => old);
        await bench.refused('no-space', () => new Uint8Array(900_000).fill(0x62));
        assert.deepEqual(await local.read(bench.file, LIMIT), old);
        fs.writeFileSync(path.join(bench.folder, 'filler'), new Uint8Array(1024 * 1024 - 300_000 - 3 * 4_096 - 4_096));
        await bench.refused('no-space', appending('new\n'));
        assert.deepEqual(await local.read(bench.file, LIMIT), old);
        fs.unlinkSync(path.join(bench.folder, 'filler'));
        await local.update(bench.file, appending('new\n'));
        assert.equal(bench.text()?.length, 300_004);
      })).timeout(20_000);

    it('a full disk leaves the old export, whatever the size of the new one', () =>
      onSmallDisk(bench.folder, async () => {
        const file = path.join(bench.folder, 'entities.csv');
        const old = new TextEncoder().encode('id,name\n'.repeat(40_000));
        await local.put(file, old);
        for (const size of [760_000, 900_000, 40_000_000]) {
          await assert.rejects(local.put(file, new Uint8Array(size).fill(0x62)), /room|space|full/i);
          assert.deepEqual(new Uint8Array(fs.readFileSync(file)), old);
          assert.deepEqual(
            fs.readdirSync(bench.folder).filter((name) => name.includes('entities')),
            ['entities.csv'],
          );
        }
        await local.put(file, new TextEncoder().encode('id,name\n'));
        assert.equal(fs.readFileSync(file, 'utf8'), 'id,name\n');
      })).timeout(20_000);

    it('a disk mounted read-only is refused as such', () =>
      onSmallDisk(bench.folder, async () => {
        fs.writeFileSync(bench.file, OLD);
        execFileSync('mount', ['-o', 'remount,ro', bench.folder]);
        await bench.refused('read-only', appending('new\n'));
        assert.equal(bench.text(), OLD);
      })).timeout(20_000);

    it('another user may neither write the file nor in its folder', () => {
      bench.child();
      fs.writeFileSync(bench.file, OLD);
      fs.chmodSync(bench.folder, 0o755);
      assert.match(writeIn(bench, 10, { user: 65_534 }), /^no-permission: .*002\.txt\.tags\.yaml/);
      fs.chmodSync(bench.folder, 0o777);
      assert.match(writeIn(bench, 10, { user: 65_534 }), /^no-permission: You may not write “002\.txt\.tags\.yaml”/);
      assert.equal(bench.text(), OLD);
      assert.deepEqual(bench.leftovers(), []);
    }).timeout(20_000);

    it('an administrator who changes a file leaves it its owner and group', async () => {
      fs.writeFileSync(bench.file, OLD);
      fs.chownSync(bench.file, 1_234, 2_345);
      fs.chmodSync(bench.file, 0o664);
      await local.update(bench.file, appending('new\n'));
      const { uid, gid, mode } = fs.statSync(bench.file);
      assert.deepEqual([uid, gid, mode & 0o7777], [1_234, 2_345, 0o664]);
    });
  });
});
