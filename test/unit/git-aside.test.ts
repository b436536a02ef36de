/** A real git that adds everything, again and again, while files are written. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { asideOf } from '../../src/disk/git-aside';
import { local } from '../../src/disk/local';
import { isPassing } from '../../src/disk/local-names';
import { appending, OLD } from './local/documents';
import { Bench, onUnix } from './local/trials';

const files = local ?? assert.fail();

onUnix('locks and temporary files in a git repository', () => {
  let folder: string;
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), 'stancemark-git-')));
    git('init', '-q');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('none is staged by `git add -A` in a loop during 300 writes, nor is any left', async () => {
    const names = ['a.txt.tags.yaml', 'sub/b.txt.tags.yaml', 'sub/deep/c.txt.tags.yaml'];
    fs.mkdirSync(path.join(folder, 'sub/deep'), { recursive: true });
    const staged = new Set<string>();
    let adds = 0;
    let writing = true;
    const adding = (async () => {
      while (writing) {
        // A file that is renamed while it is being added is an error to git; the next round takes it.
        await new Promise((resolve) =>
          spawn('git', ['add', '-A'], { cwd: folder, stdio: 'ignore' }).on('close', resolve),
        );
        for (const name of git('ls-files', '-z').split('\0')) if (name) staged.add(name);
        adds++;
      }
    })();
    for (let i = 0; i < 100; i++) {
      await Promise.all(names.map((name) => files.update(path.join(folder, name), appending(`line ${i}\n`))));
    }
    writing = false;
    await adding;
    assert.ok(adds >= 3, `${adds} adds`);
    assert.deepEqual([...staged].filter((name) => !names.includes(name)), []); // prettier-ignore
    for (const name of names)
      assert.equal(fs.readFileSync(path.join(folder, name), 'utf8').match(/line/g)?.length, 100);
    const left = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => isPassing(path.basename(name))); // prettier-ignore
    assert.deepEqual(left, []);
  }).timeout(120_000);

  it('all paths to a folder have one place', async () => {
    fs.mkdirSync(path.join(folder, 'sub'));
    fs.symlinkSync('sub', path.join(folder, 'link'));
    const place = path.join(folder, '.git/stancemark/sub');
    for (const name of ['sub', 'link', 'sub/../sub']) assert.equal(await asideOf(path.join(folder, name)), place);
    assert.equal(await asideOf(folder), path.join(folder, '.git/stancemark'));
  });

  it('a linked work tree and a submodule have their own; a `.git` file that leads anywhere else is not followed', async () => {
    fs.writeFileSync(path.join(folder, 'a.txt'), 'a');
    git('add', '-A');
    git('commit', '-qm', 'a');
    git('worktree', 'add', '-q', 'tree');
    assert.equal(await asideOf(path.join(folder, 'tree')), path.join(folder, '.git/worktrees/tree/stancemark'));
    git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', folder, 'module');
    assert.equal(await asideOf(path.join(folder, 'module')), path.join(folder, '.git/modules/module/stancemark'));
    const evil = path.join(folder, 'evil');
    fs.mkdirSync(path.join(folder, 'outside'));
    fs.mkdirSync(evil);
    for (const line of ['gitdir: ../outside', 'gitdir: /', 'gitdir: ../.git', 'nonsense', '']) {
      fs.writeFileSync(path.join(evil, '.git'), line + '\n');
      assert.equal(await asideOf(evil), evil, line);
    }
    assert.deepEqual(fs.readdirSync(path.join(folder, 'outside')), []);
  });

  it('a link in the place of ours is not followed, and no place that cannot be written is used', async () => {
    const outside = path.join(folder, 'outside');
    fs.mkdirSync(path.join(folder, 'sub'));
    fs.mkdirSync(outside);
    fs.symlinkSync(outside, path.join(folder, '.git/stancemark'));
    assert.equal(await asideOf(path.join(folder, 'sub')), path.join(folder, 'sub'));
    assert.deepEqual(fs.readdirSync(outside), []);
    fs.rmSync(path.join(folder, '.git/stancemark'));
    fs.writeFileSync(path.join(folder, '.git/stancemark'), 'a file');
    assert.equal(await asideOf(path.join(folder, 'sub')), path.join(folder, 'sub'));
    await files.update(path.join(folder, 'sub/a.txt.tags.yaml'), () => new TextEncoder().encode(OLD));
    assert.equal(fs.readFileSync(path.join(folder, 'sub/a.txt.tags.yaml'), 'utf8'), OLD);
  });

  it('what a crash left there is cleaned, and what may hold a change is named', async () => {
    const target = path.join(folder, 'a.txt.tags.yaml');
    await files.update(target, () => new TextEncoder().encode(OLD));
    const aside = path.join(folder, '.git/stancemark');
    fs.writeFileSync(path.join(aside, '.a.txt.tags.yaml.999999999.aaaaaaaa.tmp'), OLD);
    fs.writeFileSync(path.join(aside, '.a.txt.tags.yaml.999999998.aaaaaaaa.tmp'), OLD + 'more');
    fs.writeFileSync(path.join(folder, '.a.txt.tags.yaml.999999997.aaaaaaaa.tmp'), '');
    const { removed, left } = await files.clean(folder);
    assert.deepEqual(removed.map((one) => path.relative(folder, one)).sort(), ['.a.txt.tags.yaml.999999997.aaaaaaaa.tmp', '.git/stancemark/.a.txt.tags.yaml.999999999.aaaaaaaa.tmp']); // prettier-ignore
    assert.deepEqual(left.map((one) => path.basename(one.path)), ['.a.txt.tags.yaml.999999998.aaaaaaaa.tmp']); // prettier-ignore
  });

  it('a new file in a folder of a group is the group’s', function () {
    if (process.getuid?.() !== 0) this.skip();
    fs.mkdirSync(path.join(folder, 'shared'));
    fs.chownSync(path.join(folder, 'shared'), 0, 2_345);
    fs.chmodSync(path.join(folder, 'shared'), 0o2775);
    const target = path.join(folder, 'shared/a.txt.tags.yaml');
    return files
      .update(target, () => new TextEncoder().encode(OLD))
      .then(() => {
        assert.equal(fs.statSync(target).gid, 2_345);
      });
  });

  it('two processes lose nothing there (2 × 50)', async () => {
    const bench = new Bench();
    try {
      const target = path.join(folder, 'a.txt.tags.yaml');
      const run = (name: string): Promise<unknown> => new Promise((resolve) => spawn(process.execPath, [bench.child(), 'append', target, '50', name], { stdio: 'ignore' }).on('close', resolve)); // prettier-ignore
      await Promise.all(['p', 'q'].map(run));
      assert.equal(fs.readFileSync(target, 'utf8').trimEnd().split('\n').length, 100);
    } finally {
      bench.dispose();
    }
  }).timeout(60_000);
});
