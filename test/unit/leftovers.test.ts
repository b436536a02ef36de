import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { local as files } from '../../src/disk/local';
import { isPassing, lockName, parsePassing, stemOf, tempName } from '../../src/disk/local-names';
import { OLD } from './local/documents';
import { Bench } from './local/trials';

assert.ok(files);
const local = files;

describe('what crashes leave beside files', () => {
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.dispose());

  /** Writes a leftover of a process that ended long ago, so many seconds older than the target. */
  function leave(content: string, older: number, target = path.basename(bench.file)): string {
    const file = path.join(bench.folder, tempName(target, 999_999_999, 'abcdefgh'));
    fs.writeFileSync(file, content);
    const time = fs.existsSync(bench.file) ? fs.statSync(bench.file).mtimeMs / 1000 - older : 0;
    fs.utimesSync(file, time, time);
    return file;
  }

  const cases: readonly [string, string, number, RegExp | undefined][] = [
    ['older and whole: removed', 'stancemark: 1\n', 10, undefined],
    ['empty: removed', '', -10, undefined],
    ['equal to its file: removed', OLD, -10, undefined],
    ['newer: left', 'stancemark: 1\ntags: [new]\n', -10, /newer/],
    ['cut short: left', 'stancemark: 1\nta', 10, /not whole/],
  ];
  for (const [name, content, older, why] of cases) {
    it(name, async () => {
      fs.writeFileSync(bench.file, OLD);
      const file = leave(content, older);
      const cleaned = await local.clean(bench.folder);
      assert.deepEqual(cleaned.removed, why ? [] : [file]);
      assert.deepEqual(
        cleaned.left.map((one) => one.path),
        why ? [file] : [],
      );
      assert.match(cleaned.left[0]?.why ?? '', why ?? /^$/);
      assert.equal(fs.existsSync(file), why !== undefined);
      assert.equal(bench.text(), OLD);
    });
  }

  it('leaves what has no file, belongs to the living, or is not ours by its name', async () => {
    const orphan = leave('stancemark: 1\n', 0, 'gone.txt.tags.yaml');
    fs.writeFileSync(bench.file, OLD);
    const living = path.join(bench.folder, tempName('002.txt.tags.yaml', process.ppid, 'abcdefgh'));
    const foreign = ['x.lock', '.x.tmp', '.x.12.toolong99.tmp', 'x.12.abcdefgh.tmp', '.lock'];
    for (const name of foreign) fs.writeFileSync(path.join(bench.folder, name), '');
    fs.writeFileSync(living, '');
    const { removed, left } = await local.clean(bench.folder);
    assert.deepEqual(removed, []);
    assert.deepEqual(left.map(({ path: file }) => file).sort(), [living, orphan].sort());
    for (const name of foreign) assert.ok(fs.existsSync(path.join(bench.folder, name)), name);
  });
});

describe('names of passing files', () => {
  it('are told from others, and tell their target', () => {
    for (const target of ['002.txt.tags.yaml', 'codebook.yaml', 'a.lock', '.12.abcdefgh.tmp', 'я'.repeat(120)]) {
      assert.deepEqual(parsePassing(tempName(target, 12, 'abcdefgh')), { kind: 'temp', stem: stemOf(target), pid: 12 });
      assert.deepEqual(parsePassing(lockName(target)), { kind: 'lock', stem: stemOf(target) });
      assert.deepEqual(parsePassing(`${lockName(target)}.abcdefgh`), { kind: 'guard', stem: stemOf(target) });
      assert.ok(Buffer.byteLength(tempName(target, 4_194_304, 'abcdefgh')) < 255);
    }
    for (const name of ['002.txt', '002.txt.tags.yaml', 'codebook.yaml', 'yarn.lock', '.lock', 'a.12.abcdefgh.tmp']) {
      assert.equal(isPassing(name), false, name);
    }
  });

  it('of two long names differ', () => {
    const [one, other] = [`${'я'.repeat(115)}1.yaml`, `${'я'.repeat(115)}2.yaml`];
    assert.notEqual(stemOf(one), stemOf(other));
    assert.equal(stemOf(stemOf(one)), stemOf(one));
  });
});
