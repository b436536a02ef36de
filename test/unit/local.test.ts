import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { FileError } from '../../src/disk/file-error';
import type { FileErrorCode } from '../../src/disk/file-error';
import { local as files, nodeDisk } from '../../src/disk/local';
import { lockName } from '../../src/disk/local-names';
import { SafeFiles } from '../../src/disk/write-recipe';
import { OLD, appending, text } from './local/documents';
import { Bench, onUnix, refusal } from './local/trials';

const LIMIT = 1024 * 1024;

assert.ok(files);
const local = files;

describe('local files', () => {
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.dispose());

  const refused = (code: FileErrorCode, edit = appending('new\n')) => bench.refused(code, edit);

  it('fail so that another bundle knows it', () => {
    const other = Object.assign(new Error('No space.'), { name: 'FileError', code: 'no-space' });
    assert.ok(other instanceof FileError);
    assert.ok(!(new Error('No space.') instanceof FileError));
  });

  describe('read', () => {
    it('gives all bytes, or undefined where there is no file', async () => {
      assert.equal(await local.read(bench.file, LIMIT), undefined);
      assert.equal(await local.read(path.join(bench.folder, 'none', 'x'), LIMIT), undefined);
      for (const size of [0, 1, 70_000, LIMIT]) {
        const data = new Uint8Array(size).map((_, i) => i * 31);
        fs.writeFileSync(bench.file, data);
        assert.deepEqual(await local.read(bench.file, LIMIT), data);
      }
    });

    it('refuses what is too large, a folder, a link, a pipe and a device', async () => {
      fs.writeFileSync(bench.file, new Uint8Array(LIMIT + 1));
      assert.equal((await refusal(local.read(bench.file, LIMIT))).code, 'too-large');
      fs.rmSync(bench.file);
      fs.mkdirSync(bench.file);
      assert.equal((await refusal(local.read(bench.file, LIMIT))).code, 'folder');
      fs.rmdirSync(bench.file);
      if (process.platform === 'win32') return;
      execFileSync('mkfifo', [bench.file]);
      assert.equal((await refusal(local.read(bench.file, LIMIT))).code, 'device');
      const error: unknown = await local.read('/dev/zero', LIMIT).catch((reason: unknown) => reason);
      assert.ok(error instanceof FileError && error.code === 'device');
    });
  });

  it('stamps a file anew with each write, even one that leaves its size and time', async () => {
    assert.equal(await local.stamp(bench.file), undefined);
    fs.writeFileSync(bench.file, OLD);
    const first = await local.stamp(bench.file);
    assert.deepEqual(await local.stamp(bench.file), first);
    await local.update(bench.file, () => new TextEncoder().encode(OLD.toUpperCase()));
    const when = new Date(first?.modified ?? 0);
    fs.utimesSync(bench.file, when, when);
    assert.notEqual((await local.stamp(bench.file))?.text, first?.text);
  });

  describe('update', () => {
    it('creates, changes, and leaves as it is', async () => {
      const created = await local.update(bench.file, appending(OLD));
      assert.deepEqual([created.before, text(created.after)], [undefined, OLD]);
      const changed = await local.update(bench.file, appending('more\n'));
      assert.deepEqual([text(changed.before), text(changed.after)], [OLD, OLD + 'more\n']);
      const { ino } = fs.statSync(bench.file);
      for (const nothing of [() => undefined, (now: Uint8Array | undefined) => now?.slice()]) {
        const same = await local.update(bench.file, nothing);
        assert.deepEqual([text(same.before), text(same.after)], [OLD + 'more\n', OLD + 'more\n']);
      }
      assert.equal(fs.statSync(bench.file).ino, ino);
      assert.equal(bench.text(), OLD + 'more\n');
      assert.deepEqual(bench.leftovers(), []);
    });

    it('does not create a file when the edit wants none', async () => {
      assert.deepEqual(await local.update(bench.file, () => undefined), { before: undefined, after: undefined });
      assert.deepEqual(fs.readdirSync(bench.folder), []);
    });

    it('passes on what the edit or the check throws, and writes nothing', async () => {
      fs.writeFileSync(bench.file, OLD);
      const wrong = new Error('no such tag');
      const fail = () => {
        throw wrong;
      };
      await assert.rejects(local.update(bench.file, fail), wrong);
      const seen: (string | undefined)[] = [];
      const check = (written: Uint8Array) => {
        seen.push(text(written), bench.text());
        fail();
      };
      await assert.rejects(local.update(bench.file, appending('new\n'), check), wrong);
      assert.deepEqual(seen, [OLD + 'new\n', OLD]);
      assert.equal(bench.text(), OLD);
      assert.deepEqual(bench.leftovers(), []);
    });

    it('runs updates of one file one after another, and one that fails does not stop the next', async () => {
      const all = Array.from({ length: 40 }, (_, i) =>
        local.update(bench.file, (now) => {
          if (i % 10 === 3) throw new Error(`${i}`);
          return appending(`${i}\n`)(now);
        }),
      );
      const outcomes = await Promise.allSettled(all);
      const good = outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []));
      assert.equal(good.length, 36);
      assert.equal(bench.text(), good.map((i) => `${i}\n`).join(''));
    });

    it('takes another process’ change into the edit when it comes in the middle', async () => {
      fs.writeFileSync(bench.file, OLD);
      let calls = 0;
      const { before, after } = await local.update(bench.file, (now) => {
        if (calls++ === 0) fs.writeFileSync(bench.file, OLD.replace('1', '2')); // Of the same length.
        return appending('new\n')(now);
      });
      assert.equal(calls, 2);
      assert.equal(text(before), OLD.replace('1', '2'));
      assert.equal(text(after), OLD.replace('1', '2') + 'new\n');
      assert.equal(bench.text(), text(after));
    });

    it('never writes over a file that appeared meanwhile', async () => {
      await local.update(bench.file, (now) => {
        if (now === undefined) fs.writeFileSync(bench.file, 'theirs\n');
        return appending('ours\n')(now);
      });
      assert.equal(bench.text(), 'theirs\nours\n');
    });

    it('does not write in place: who has the old file open reads the old bytes', async () => {
      fs.writeFileSync(bench.file, OLD);
      const open = fs.openSync(bench.file, 'r');
      try {
        await local.update(bench.file, appending('new\n'));
        assert.equal(fs.readFileSync(open, 'utf8'), OLD);
      } finally {
        fs.closeSync(open);
      }
    });

    it('takes a dead process’ lock away, at once when the process is known to be dead', async () => {
      const { pid } = JSON.parse(
        execFileSync(process.execPath, ['-e', 'console.log(JSON.stringify({ pid: process.pid }))'], {
          encoding: 'utf8',
        }),
      ) as { pid: number };
      const lock = path.join(bench.folder, lockName(path.basename(bench.file)));
      // The line of a living process, with the number of a dead one.
      let line = '';
      await local.update(bench.file, (now) => {
        line = fs.readFileSync(lock, 'utf8');
        return appending(OLD)(now);
      });
      assert.match(line, new RegExp(`^stancemark-lock ${process.pid} \\S+ \\S+ \\S+ [a-z2-7]{8}\n$`));
      fs.writeFileSync(lock, line.replace(`${process.pid}`, `${pid}`));
      const started = performance.now();
      await local.update(bench.file, appending('new\n'));
      assert.ok(performance.now() - started < 1_000);
      // Our own, whose removal failed once.
      fs.writeFileSync(lock, line);
      await local.update(bench.file, appending('newer\n'));
      assert.equal(bench.text(), OLD + 'new\nnewer\n');
      assert.deepEqual(bench.leftovers(), []);
    });

    it('refuses a folder, and a place that is none', async () => {
      fs.mkdirSync(bench.file);
      await refused('folder');
      const error = await refusal(
        local.update(path.join(bench.folder, 'none', '002.txt.tags.yaml'), appending('new\n')),
      );
      assert.equal(error.code, 'io');
      assert.match(error.message, /folder is gone/);
    });

    it('refuses more than it could read again', async () => {
      await refused('too-large', () => new Uint8Array(96 * 1024 * 1024 + 1));
      assert.equal(bench.text(), undefined);
    });

    it('refuses a read-only file, whoever asks', async () => {
      fs.writeFileSync(bench.file, OLD, { mode: 0o444 });
      await refused('read-only');
      assert.equal(bench.text(), OLD);
      fs.chmodSync(bench.file, 0o644);
    });

    it('copes with names of any length and letters', async () => {
      for (const name of ['ü', 'Ələkbər Əliyev: “Qarabağ”', 'я'.repeat(110), `${'a'.repeat(236)}.x`]) {
        const file = path.join(bench.folder, `${name}.tags.yaml`);
        await local.update(file, appending(OLD));
        await local.update(file, appending('new\n'));
        assert.equal(fs.readFileSync(file, 'utf8'), OLD + 'new\n');
      }
      assert.deepEqual(bench.leftovers(), []);
    });
  });

  onUnix('update, where there are links, pipes and permission bits', () => {
    it('reads no file that a linked folder puts below the folder', async () => {
      const [top, other] = ['top', 'other'].map((name) => path.join(bench.folder, name)) as [string, string];
      for (const folder of [top, other]) fs.mkdirSync(folder);
      fs.writeFileSync(path.join(other, path.basename(bench.file)), OLD);
      fs.symlinkSync(other, path.join(top, 'inner'));
      const file = path.join(top, 'inner', path.basename(bench.file));
      assert.equal(text(await local.read(file, LIMIT)), OLD);
      assert.equal((await refusal(local.read(file, LIMIT, top))).code, 'link');
      assert.equal(text(await local.read(path.join(other, path.basename(bench.file)), LIMIT, bench.folder)), OLD);
      await assert.rejects(local.mustLieWithin(top, file), { code: 'link' });
    });

    it('refuses links to anything, and does not follow them', async () => {
      const other = path.join(bench.folder, 'other.txt');
      fs.writeFileSync(other, OLD);
      for (const target of [other, '/dev/zero', '/nowhere/at/all', bench.file]) {
        fs.symlinkSync(target, bench.file);
        await refused('link');
        assert.equal((await refusal(local.read(bench.file, LIMIT))).code, 'link');
        fs.unlinkSync(bench.file);
      }
      assert.equal(fs.readFileSync(other, 'utf8'), OLD);
    });

    it('does not follow a link in the place of the lock', async () => {
      const other = path.join(bench.folder, 'other.txt');
      fs.symlinkSync(other, path.join(bench.folder, lockName(path.basename(bench.file))));
      // Ten seconds of waiting, in no time.
      let time = 0;
      const wait = async (milliseconds: number) => void (time += milliseconds);
      const hasty = new SafeFiles({ ...nodeDisk(), now: () => time, wait });
      assert.equal((await refusal(hasty.update(bench.file, appending(OLD)))).code, 'locked');
      assert.ok(time >= 10_000);
      assert.equal(fs.existsSync(other), false);
    });

    it('refuses pipes and files with a second name', async () => {
      execFileSync('mkfifo', [bench.file]);
      await refused('device');
      fs.unlinkSync(bench.file);
      fs.writeFileSync(bench.file, OLD);
      fs.linkSync(bench.file, path.join(bench.folder, 'second.yaml'));
      await refused('hard-link');
      assert.equal(bench.text(), OLD);
    });

    it('keeps permission bits, and makes new files as the user’s mask says', async () => {
      for (const mode of [0o600, 0o644, 0o664, 0o640, 0o755]) {
        fs.writeFileSync(bench.file, OLD);
        fs.chmodSync(bench.file, mode);
        await local.update(bench.file, appending('new\n'));
        assert.equal(fs.statSync(bench.file).mode & 0o7777, mode);
        fs.unlinkSync(bench.file);
      }
      await local.update(bench.file, appending('new\n'));
      fs.writeFileSync(path.join(bench.folder, 'plain'), '');
      assert.equal(fs.statSync(bench.file).mode, fs.statSync(path.join(bench.folder, 'plain')).mode);
    });
  });
});
