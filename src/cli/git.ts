/** Calls of git: an argument list, never a shell. What a repository's own configuration would run is switched off. */
import { spawnSync } from 'node:child_process';
import type { World } from './command';

export interface GitAnswer {
  /** Git's exit code; undefined where git could not be started. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
  readonly bytes: Buffer;
}

const MOST = 1024 * 1024 * 1024;

/** `input` goes to git's standard input. */
export function git(world: World, args: readonly string[], cwd: string = world.cwd, input?: string): GitAnswer {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', '--no-optional-locks'];
  const done = spawnSync('git', [...safe, ...args], {
    cwd,
    env: { ...world.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    maxBuffer: MOST,
    ...(input !== undefined && { input }),
    windowsHide: true,
  });
  return {
    code: done.error ? undefined : (done.status ?? undefined),
    out: done.stdout?.toString() ?? '',
    err: done.stderr?.toString() ?? '',
    bytes: done.stdout ?? Buffer.alloc(0),
  };
}
