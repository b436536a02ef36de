/** Two sides of a comparison: a folder or file on disk, or a revision of git's. Reads contents; writes nothing. */
import { readFileSync, statSync, type Stats } from 'node:fs';
import * as path from 'node:path';
import { readCodebook } from '../core/codebook';
import type { CodebookFile } from '../core/codebook';
import { CODEBOOK_NAME, isCodebookUri, isSidecarUri } from '../core/files/addresses';
import { decodeYaml, readSidecar, type Sidecar } from '../core/sidecar';
import { visible } from '../core/text/safe';
import { FileTrouble, UsageError, type World } from './command';
import { addressOf, pathOf } from './address';
import { FolderFiles } from './files';
import { git } from './git';
import { relativePath } from './show-path';

export interface Side {
  /** Names of the sidecars, relative to the side's folder, with slashes. */
  readonly sidecars: readonly string[];
  sidecar(name: string): Sidecar | undefined;
  /** The codebook of a file: the nearest upward within the side. */
  codebook(name: string): CodebookFile | undefined;
  /** Names of the codebooks. */
  readonly codebooks: readonly string[];
}

interface Contents {
  readonly names: readonly string[];
  read(name: string): Uint8Array | undefined;
  /** What a message calls a file of this side. */
  called(name: string): string;
}

const wanted = (name: string): boolean => isSidecarUri(name) || isCodebookUri('/' + name);

/** `folder`: for a revision, the folder (an absolute path) whose files are meant. */
export function sideOf(world: World, given: string, folder: string): Side {
  const full = path.resolve(world.cwd, given);
  const stat = statOf(full);
  if (stat?.isDirectory()) return sideFrom(onDisk(world, full));
  if (stat?.isFile()) return sideFrom(oneFile(world, full));
  return sideFrom(ofRevision(world, given, folder));
}

/** The folder that a path means; undefined where it is none, so that it may be a revision. */
export function folderOn(world: World, given: string): string | undefined {
  const full = path.resolve(world.cwd, given);
  return statOf(full)?.isDirectory() ? full : undefined;
}

function statOf(full: string): Stats | undefined {
  try {
    return statSync(full, { throwIfNoEntry: false });
  } catch {
    return undefined; // A name that no file can have, as `HEAD~1:x` on some systems: it can be a revision still.
  }
}

function onDisk(world: World, folder: string): Contents {
  const files = new FolderFiles([addressOf(folder)], [{ path: folder, folder: true }]);
  const names = files.listed().map((uri) => relativePath(folder, pathOf(uri)));
  return {
    names: names.filter((name) => wanted(name)),
    read: (name) => readFileSync(path.join(folder, name)),
    called: (name) => relativePath(world.cwd, path.join(folder, name)),
  };
}

/** Any two sidecars can be compared, whatever their names; the codebook beside a file tells the names in it. */
function oneFile(world: World, file: string): Contents {
  const book = path.join(path.dirname(file), CODEBOOK_NAME);
  const isBook = path.basename(file) === CODEBOOK_NAME;
  const hasBook = isBook || statOf(book)?.isFile() === true;
  return {
    names: [...(isBook ? [] : [ONE]), ...(hasBook ? [CODEBOOK_NAME] : [])],
    read: (name) => readFileSync(name === ONE ? file : book),
    called: (name) => relativePath(world.cwd, name === ONE ? file : book),
  };
}

/** The name that both files have when two files are compared. */
const ONE = '.txt.tags.yaml';

function ofRevision(world: World, revision: string, folder: string): Contents {
  const asked = git(world, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], folder);
  if (asked.code === undefined)
    throw new UsageError(`“${visible(revision)}” is no file or folder, and git cannot be run`);
  if (asked.code !== 0) throw new UsageError(`“${visible(revision)}” is no file, no folder and no revision`);
  const commit = asked.out.trim();
  const listed = git(world, ['ls-tree', '-r', '-z', commit, '.'], folder);
  const blobs = new Map<string, string>();
  for (const entry of listed.out.split('\0')) {
    const [, mode, blob = '', name = ''] = /^(\d+) blob ([0-9a-f]+)\t([^]*)$/.exec(entry) ?? [];
    // A symbolic link is no tags file, whatever it is called.
    if (mode !== '120000' && wanted(name)) blobs.set(name, blob);
  }
  let contents: ReadonlyMap<string, Uint8Array> | undefined;
  return {
    names: [...blobs.keys()],
    read: (name) => (contents ??= contentsOf(world, folder, [...blobs.values()])).get(blobs.get(name) ?? ''),
    called: (name) => `${revision}:${name}`,
  };
}

/** The contents of blobs, in one call of git: `SHA blob SIZE`, a line end, the bytes, a line end, and again. */
function contentsOf(world: World, folder: string, blobs: readonly string[]): Map<string, Uint8Array> {
  const { bytes } = git(world, ['cat-file', '--batch'], folder, blobs.map((blob) => `${blob}\n`).join(''));
  const contents = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const [blob = '', kind, size] = bytes.toString('latin1', at, end).split(' ');
    if (kind !== 'blob') throw new FileTrouble(folder, `git cannot show the blob ${blob}. Try “git fsck”.`);
    contents.set(blob, bytes.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return contents;
}

function sideFrom(contents: Contents): Side {
  const codebooks = new Map<string, CodebookFile>();
  const bookNames = contents.names.filter((name) => path.posix.basename(name) === CODEBOOK_NAME);
  const book = (name: string): CodebookFile => {
    let known = codebooks.get(name);
    if (!known) codebooks.set(name, (known = reading(contents, name, readCodebook)));
    return known;
  };
  return {
    sidecars: contents.names.filter((name) => !bookNames.includes(name)),
    codebooks: bookNames,
    sidecar: (name) => (contents.names.includes(name) ? reading(contents, name, readSidecar) : undefined),
    codebook: (name) => {
      for (let at = path.posix.dirname(name); ; at = path.posix.dirname(at)) {
        const place = at === '.' ? CODEBOOK_NAME : `${at}/${CODEBOOK_NAME}`;
        if (bookNames.includes(place)) return book(place);
        if (at === '.' || at === '/') return undefined;
      }
    },
  };
}

function reading<T>(
  contents: Contents,
  name: string,
  read: (text: string) => { ok: true; value: T } | { ok: false; refusal: { message: string } },
): T {
  const text = decodeYaml(contents.read(name) ?? new Uint8Array());
  const result = text.ok ? read(text.value) : text;
  if (result.ok) return result.value;
  throw new UsageError(`${visible(contents.called(name))}: ${result.refusal.message}`);
}
