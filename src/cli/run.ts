/** One call of the program: finds the command, reads its arguments, tells what went wrong. */
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { admitSources } from '../core/files/addresses';
import { sourceGlobs } from '../core/files/sources';
import { visible } from '../core/text/safe';
import { FileError } from '../disk/file-error';
import { addressOf } from './address';
import { FileTrouble, UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { COMMANDS } from './commands';
import { COMMON, helpOf, overview, page } from './help';
import { shownPath } from './show-path';

export async function run(args: readonly string[], world: World): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const about = name === 'help' ? rest[0] : undefined;
    if (about === '--markdown') {
      world.out(await page());
      return 0;
    }
    if (about !== undefined && Object.hasOwn(COMMANDS, about)) return run([about, '--help'], world);
    if (name === undefined) {
      world.err(overview());
      return 2;
    }
    world.out(overview());
    return 0;
  }
  if (name === '--version' || name === '-v') {
    world.out(`${version}\n`);
    return 0;
  }
  const listed = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!listed) {
    world.err(`stancemark: there is no command “${name}”. “stancemark --help” lists them.\n`);
    return 2;
  }
  const { command } = await listed.load();
  try {
    const given = read(command, rest);
    if (given.flag('help')) {
      world.out(helpOf(command));
      return 0;
    }
    admit(given.texts('sources'), world);
    return await command.run(given, world);
  } catch (error) {
    world.err(`${troubleOf(error, name, world)}\n`);
    return 2;
  }
}

/** What is a source for this call. An address is matched by its path below the working folder, or else by all of it. */
function admit(globs: readonly string[], world: World): void {
  if (globs.length === 0) return admitSources(undefined);
  const found = sourceGlobs(globs);
  const [bad] = found.wrong;
  if (bad) throw new UsageError(`--sources ${visible(bad.glob)}: ${bad.why}`);
  const top = addressOf(world.cwd) + '/';
  admitSources((uri) => {
    if (!uri.startsWith('file:')) return found.matches(uri);
    const below = uri.startsWith(top) ? uri.slice(top.length) : uri.replace(/^file:\/+/, '');
    return found.matches(decodeURIComponent(below));
  });
}

function read(command: Command, args: readonly string[]): Given {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...COMMON }).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short && { short }), ...(multiple && { multiple }) },
    ]),
  );
  let values: Readonly<Record<string, unknown>>;
  let positionals: readonly string[];
  try {
    ({ values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true }));
  } catch (error) {
    // What `parseArgs` throws names the argument in its first sentence; the rest is about `--`.
    throw new UsageError(String(error instanceof Error ? error.message : error).split('. ')[0]);
  }
  return {
    positionals,
    flag: (name) => values[name] === true,
    text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    texts: (name) => (Array.isArray(values[name]) ? values[name].map(String) : []),
  };
}

/** An error in one line: where, what, and what to do. A mistake of the program's own comes with its place in the code. */
function troubleOf(error: unknown, command: string, world: World): string {
  if (error instanceof UsageError) {
    return `stancemark: ${error.message.replace(/[^.!?]$/, '$&.')} “stancemark ${command} --help” tells how it is called.`;
  }
  if (error instanceof FileTrouble) {
    const place = error.line === undefined ? '' : `:${error.line}`;
    return `stancemark: ${shownPath(world.cwd, error.file)}${place}: ${error.message}`;
  }
  if (error instanceof FileError) return `stancemark: ${shownPath(world.cwd, error.path)}: ${error.message}`;
  return `stancemark: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
