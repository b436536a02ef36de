/** A real git repository, with a program `stancemark` on the path that is the built one, or another that a test puts there. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Folder } from './world';

export interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let built: string | undefined;

/** The built program, once for all tests of a file. */
export function program(): string {
  if (built === undefined) {
    built = path.join(tmpdir(), `stancemark-cli-${process.pid}`, 'stancemark.mjs');
    const done = spawnSync(process.execPath, ['esbuild.js', '--cli', `--into=${built}`], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
    process.on('exit', () => rmSync(path.dirname(built as string), { recursive: true, force: true }));
  }
  return built;
}

export class Repository extends Folder {
  readonly bin = path.join(this.path, 'bin with space');
  readonly work = path.join(this.path, 'work');

  /** `script` is what stands for `stancemark`; null: nothing does. */
  constructor(script: string | null = `exec "${process.execPath}" "${program()}" "$@"`) {
    super();
    mkdirSync(this.bin);
    mkdirSync(this.work);
    this.program(script ?? undefined);
    this.git('init', '-q', '-b', 'main');
  }

  /** What stands for `stancemark` from now on: a script, or nothing at all. */
  program(script: string | undefined): void {
    const file = path.join(this.bin, 'stancemark');
    rmSync(file, { force: true });
    if (script === undefined) return;
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  start(name: string, args: readonly string[], cwd = this.work): Done {
    const env = {
      ...process.env,
      PATH: `${this.bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
      ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_EDITOR: 'true' },
      ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@a', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@a' },
    };
    const done = spawnSync(name, args, { cwd, encoding: 'utf8', env });
    return { code: done.status, out: done.stdout, err: done.stderr };
  }

  /** Fails where git does. */
  git(...args: string[]): string {
    const done = this.try(...args);
    if (done.code !== 0) throw new Error(`git ${args.join(' ')}: ${done.err}${done.out}`);
    return done.out;
  }

  try(...args: string[]): Done {
    return this.start('git', args);
  }

  stancemark(...args: string[]): Done {
    return this.start('stancemark', args);
  }

  put(name: string, text: string): void {
    this.write(`work/${name}`, text);
  }

  get(name: string): string {
    return this.read(`work/${name}`);
  }

  commit(message: string): void {
    this.git('add', '-A');
    this.git('commit', '-qm', message);
  }
}

/** Runs a test over a repository that is gone afterwards. */
export function inRepository(test: (repository: Repository) => void): void {
  const repository = new Repository();
  try {
    test(repository);
  } finally {
    repository.remove();
  }
}
