/**
 * Where locks and temporary files stand for the moment of a write: inside of a repository in its `.git`, in `stancemark/` and the
 * path of the file's folder, since git stages nothing there (`git add -A` would take up what stands beside the file). It is the
 * same file system, so that a rename still is one step; where it is not, or cannot be used, they stand beside the file.
 */
import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { isSystemFault } from './file-error';

const OWN = 'stancemark';
/** A file that leads to a `.git` elsewhere is a line. */
const LONGEST_LINK = 4_000;

/** The folder for the passing files of a folder's files; it exists. The same for every path that leads to the folder. */
export async function asideOf(folder: string): Promise<string> {
  try {
    return (await inGit(await fs.realpath(folder))) ?? folder;
  } catch (error) {
    // No permission in `.git`, a read-only one, too long a name: beside the file it may well work, or say what is wrong.
    if (isSystemFault(error)) return folder;
    throw error;
  }
}

async function inGit(folder: string): Promise<string | undefined> {
  for (let top = folder; ; top = path.dirname(top)) {
    const git = path.join(top, '.git');
    const stat = await statOf(git);
    if (stat) {
      const real = stat.isDirectory() ? git : stat.isFile() ? await linkedGit(git, stat, top) : undefined;
      return real === undefined ? undefined : ready(real, path.relative(top, folder), folder);
    }
    if (path.dirname(top) === top) return undefined;
  }
}

/** The `.git` of a linked work tree or a submodule: only one that names this very place as its own. */
async function linkedGit(file: string, { size }: Stats, top: string): Promise<string | undefined> {
  if (size > LONGEST_LINK) return undefined;
  const named = /^gitdir: (.+?)\s*$/.exec(await fs.readFile(file, 'utf8'))?.[1];
  if (named === undefined) return undefined;
  const git = await fs.realpath(path.resolve(top, named));
  const back = await textOf(path.join(git, 'gitdir'));
  if (back !== undefined) return path.resolve(git, back.trim()) === file ? git : undefined;
  const tree = /^\s*worktree\s*=\s*(.+?)\s*$/m.exec((await textOf(path.join(git, 'config'))) ?? '')?.[1];
  return tree !== undefined && path.resolve(git, tree) === top ? git : undefined;
}

/** Makes the folder, through no link; undefined where it is on another file system. */
async function ready(git: string, way: string, folder: string): Promise<string | undefined> {
  let at = git;
  for (const part of [OWN, ...way.split(path.sep).filter((one) => one !== '')]) {
    at = path.join(at, part);
    if (!(await statOf(at))) {
      await fs.mkdir(at).catch((error: unknown) => {
        // Another process was quicker.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      });
    }
    if (!(await statOf(at))?.isDirectory()) return undefined;
  }
  const [one, other] = await Promise.all([fs.lstat(at), fs.lstat(folder)]);
  return one.dev === other.dev ? at : undefined;
}

async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await fs.lstat(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function textOf(file: string): Promise<string | undefined> {
  const stat = await statOf(file);
  return stat?.isFile() && stat.size < 1_000_000 ? fs.readFile(file, 'utf8') : undefined;
}
