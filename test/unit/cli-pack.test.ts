import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'mocha';
import { Folder } from './cli/world';

/** A program as a user starts it. `npm` and `npx` are scripts on every system: found by the shell on Windows. */
function start(cwd: string, program: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const env = { ...process.env, npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  const done = spawnSync(program, args, { cwd, encoding: 'utf8', env, shell: process.platform === 'win32' });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** Bytes that are read and compiled before the first word of help: the program with all that it imports at once, and not by a command. */
function loadedAtOnce(file: string, seen = new Set<string>()): number {
  if (seen.has(file)) return 0;
  seen.add(file);
  const code = readFileSync(file, 'utf8');
  const parts = [...code.matchAll(/(?:from|import)\s*"(\.{1,2}\/[^"]+)"/g)];
  const more = parts.map(([, part = '']) => loadedAtOnce(path.join(path.dirname(file), part), seen));
  return more.reduce((sum, bytes) => sum + bytes, code.length);
}

describe('command line: as a package of npm', () => {
  const folder = new Folder();
  const inside = (name: string): string => path.join(folder.path, name);
  after(() => folder.remove());

  it('is packed, installed in an empty folder without a network, and runs there', () => {
    const packed = start('.', 'npm', 'pack', '--silent', '--pack-destination', folder.path);
    assert.equal(packed.code, 0, packed.err);
    const tarball = readdirSync(folder.path).find((name) => name.endsWith('.tgz')) ?? assert.fail('no tarball');
    mkdirSync(inside('empty'));
    const installed = start(inside('empty'), 'npm', 'install', '--silent', inside(tarball));
    assert.equal(installed.code, 0, installed.err);
    assert.deepEqual(
      readdirSync(inside('empty/node_modules')).filter((name) => !name.startsWith('.')),
      ['stancemark'],
    );
    const files = readdirSync(inside('empty/node_modules/stancemark'), { recursive: true, encoding: 'utf8' });
    const expected =
      /^(?:CLI\.md|LICENSE|README\.md|package\.json|dist|dist\/cli|dist\/cli\/stancemark\.mjs|dist\/cli\/parts(?:\/\w+\.mjs)?)$/;
    assert.deepEqual(
      files.map((name) => name.replaceAll('\\', '/')).filter((name) => !expected.test(name)),
      [],
    );
    assert.ok(loadedAtOnce(inside('empty/node_modules/stancemark/dist/cli/stancemark.mjs')) < 40_000);
    folder.copy('media/sample', 'empty/sample');
    const clean = start(inside('empty'), 'npx', '--no', 'stancemark', 'check', 'sample');
    assert.deepEqual([clean.code, clean.err], [0, '']);
    const name = '02-a-storm-is-not-a-policy.txt';
    folder.write(`empty/sample/${name}`, folder.read(`empty/sample/${name}`).slice(0, 400));
    const broken = start(inside('empty'), 'npx', '--no', 'stancemark', 'check', '--json', 'sample');
    assert.equal(broken.code, 1, broken.err);
    const found = JSON.parse(broken.out) as { code: string; file: string }[];
    const lost = found.filter((one) => one.code === 'lost');
    assert.ok(lost.length > 20);
    assert.deepEqual([...new Set(lost.map((one) => one.file))], [`sample/${name}.tags.yaml`]);
    assert.equal(start(inside('empty'), 'npx', '--no', 'stancemark', 'check', 'nowhere').code, 2);
  });
});
