/** What git is told, and where: lines of `.gitattributes`, which everybody gets, and the configuration of this clone alone. */
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { FileTrouble, type World } from './command';
import { local } from './files';
import { git } from './git';

const ATTRIBUTES = ['merge=stancemark', 'diff=stancemark'] as const;
export const PATTERNS = ['*.tags.yaml', 'codebook.yaml'] as const;

export const DRIVER_NAME = 'tags by meaning';

/**
 * The configuration's value for the driver. Where the program is missing, refuses a file or crashes (any exit code from 2 on), git's
 * own text merge takes its place: without it git would leave ours alone in the file, without markers (measured, git 2.39.5).
 */
export function driverLine(program: string): string {
  const script =
    `${program} merge-driver "$@"; r=$?; [ $r -lt 2 ] && exit $r; ` +
    'exec git merge-file --marker-size="$4" -L ours -L base -L theirs "$2" "$1" "$3"';
  return `sh -c ${single(script.replace(/%/g, '%%'))} -- %O %A %B %L %P`;
}

/** The same for comparing: a file that cannot be shown by meaning is shown as it is, or `git diff` would fail. */
export function textconvLine(program: string): string {
  return `sh -c ${single(`${program} show "$1" 2>/dev/null || cat "$1"`)} --`;
}

function single(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

function double(text: string): string {
  return `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
}

/**
 * How git is to call the program: by its name where that is on the path, else by the places of Node and of the program. The folders
 * that npm and npx put on the path are there for one call only.
 */
export function programFor(world: World, script: string): string {
  const folders = (world.env['PATH'] ?? world.env['Path'] ?? '').split(path.delimiter);
  const lasting = folders.filter((folder) => folder !== '' && !/node_modules[\\/]\.bin[\\/]?$/.test(folder));
  const names = process.platform === 'win32' ? ['stancemark.cmd', 'stancemark.exe'] : ['stancemark'];
  if (lasting.some((folder) => names.some((name) => existsSync(path.join(folder, name))))) return 'stancemark';
  const slashes = (file: string): string => file.split(path.sep).join('/');
  return `${double(slashes(process.execPath))} ${double(slashes(realpathSync(script)))}`;
}

/** The top folder of the repository; throws where there is none. */
export function topOf(world: World): string {
  const asked = git(world, ['rev-parse', '--show-toplevel']);
  if (asked.code === undefined)
    throw new FileTrouble(world.cwd, 'git cannot be run. Install it, or put it on the path.');
  if (asked.code !== 0) throw new FileTrouble(world.cwd, 'is in no git repository. Go into one, or run “git init”.');
  return path.resolve(asked.out.replace(/\r?\n$/, ''));
}

/** Returns what was done, a line each; nothing where all was there. */
export async function install(world: World, program: string): Promise<string[]> {
  const top = topOf(world);
  const done: string[] = [];
  const file = path.join(top, '.gitattributes');
  const added = await editAttributes(file, (text) => withLines(text, heldBack(world, top)));
  for (const line of added) done.push(`.gitattributes: + ${line}`);
  const wanted = {
    'merge.stancemark.name': DRIVER_NAME,
    'merge.stancemark.driver': driverLine(program),
    'diff.stancemark.textconv': textconvLine(program),
  };
  for (const [key, value] of Object.entries(wanted)) {
    if (git(world, ['config', '--local', '--get', key], top).out.replace(/\r?\n$/, '') === value) continue;
    const set = git(world, ['config', '--local', '--replace-all', key, value], top);
    if (set.code !== 0) throw new FileTrouble(path.join(top, '.git', 'config'), `not written: ${set.err.trim()}`);
    done.push(`.git/config: ${key} = ${value}`);
  }
  return done;
}

/** Takes back what {@link install} wrote, and nothing else. */
export async function uninstall(world: World): Promise<string[]> {
  const top = topOf(world);
  const done: string[] = [];
  const file = path.join(top, '.gitattributes');
  if (existsSync(file)) {
    const removed = await editAttributes(file, withoutLines);
    for (const line of removed) done.push(`.gitattributes: - ${line}`);
    // A file that holds nothing any more was ours alone.
    const left = removed.length > 0 ? await local.read(file, MOST) : undefined;
    if (left?.length === 0) {
      rmSync(file);
      done.push('.gitattributes: removed, nothing else was in it');
    }
  }
  for (const section of ['merge.stancemark', 'diff.stancemark']) {
    if (git(world, ['config', '--local', '--get-regexp', `^${section.replace('.', '\\.')}\\.`], top).code !== 0)
      continue;
    const gone = git(world, ['config', '--local', '--remove-section', section], top);
    if (gone.code !== 0) throw new FileTrouble(path.join(top, '.git', 'config'), `not written: ${gone.err.trim()}`);
    done.push(`.git/config: - ${section}`);
  }
  return done;
}

const MOST = 1024 * 1024;

/**
 * The patterns whose files git gives to another driver all the same, as `*.yaml merge=union` after them does, which loses tags without a
 * word. `.git/info/attributes` goes before every line that could be added here.
 */
function heldBack(world: World, top: string): ReadonlySet<string> {
  const own = textOf(path.resolve(top, git(world, ['rev-parse', '--git-path', 'info/attributes'], top).out.trim()));
  if (/^[^#\n]*\s(?:-|!)?merge\b/m.test(own)) return new Set();
  return new Set(PATTERNS.filter((pattern) => driverOf(world, top, pattern) !== 'stancemark'));
}

/** What git merges such files by; undefined where it cannot be asked. */
export function driverOf(world: World, folder: string, pattern: (typeof PATTERNS)[number]): string | undefined {
  const asked = git(world, ['check-attr', '-z', 'merge', '--', pattern.replace('*', 'x')], folder);
  return asked.code === 0 ? asked.out.split('\0')[2] : undefined;
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'latin1') : '';
}

interface Edited {
  readonly text: string;
  readonly lines: readonly string[];
}

async function editAttributes(file: string, edit: (text: string) => Edited): Promise<readonly string[]> {
  let lines: readonly string[] = [];
  await local.update(file, (now) => {
    // A character for each byte: patterns of files are in whatever encoding, and stay so.
    const edited = edit(Buffer.from(now ?? []).toString('latin1'));
    lines = edited.lines;
    return lines.length === 0 ? undefined : Buffer.from(edited.text, 'latin1');
  });
  return lines;
}

/** `again`: patterns that another line takes files from; of two lines git goes by the last. */
function withLines(text: string, again: ReadonlySet<string>): Edited {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const there = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  const has = (pattern: string): boolean =>
    there.some(([first, ...rest]) => first === pattern && ATTRIBUTES.every((one) => rest.includes(one)));
  const missing = PATTERNS.filter((pattern) => !has(pattern) || again.has(pattern)).map(
    (pattern) => `${pattern} ${ATTRIBUTES.join(' ')}`,
  );
  const start = text === '' || text.endsWith('\n') ? text : text + eol;
  return { text: start + missing.map((line) => line + eol).join(''), lines: missing };
}

/** Other attributes that somebody put on the same line stay. */
function withoutLines(text: string): Edited {
  const removed: string[] = [];
  const kept = (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).flatMap((line) => {
    const words = line.trim().split(/\s+/);
    if (words[0]?.startsWith('#') || !words.some((word) => ATTRIBUTES.some((one) => one === word))) return [line];
    removed.push(line.trim());
    const rest = words.filter((word) => !ATTRIBUTES.some((one) => one === word));
    return rest.length > 1 ? [rest.join(' ') + (/\r?\n$/.exec(line)?.[0] ?? '')] : [];
  });
  return { text: kept.join(''), lines: removed };
}
