#!/usr/bin/env node
/** The program `stancemark`. Ends by itself when all output is written: `process.exit` would cut what a pipe has not taken. */
import type { World } from './command';
import { run } from './run';

const { stdout, stderr, env } = process;

// The reader of a pipe has seen enough (`… | head`): no error, and nothing more to do.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const world: World = {
  cwd: process.cwd(),
  env,
  colours: stdout.isTTY === true && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb',
  watched: stderr.isTTY === true,
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
};

run(process.argv.slice(2), world).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    stderr.write(`stancemark: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
