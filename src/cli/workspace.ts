/** The library over the paths that a command was given: what the editor knows of a workspace, without the editor. */
import { existsSync, statSync, type Stats } from 'node:fs';
import * as path from 'node:path';
import type { Corpus } from '../core/corpus';
import { READ_SHARED } from '../core/library/layer';
import { Library } from '../core/library/library';
import {
  CODEBOOK_NAME,
  isCodebookUri,
  isSidecarUri,
  isSourceUri,
  isWithin,
  coderName,
  SHARED,
} from '../core/files/addresses';
import { FileTrouble, UsageError, type World } from './command';
import { addressOf } from './address';
import { FolderFiles, type Unreadable } from './files';
import { gitTexts } from './git-texts';
import { relativePath } from './show-path';

export interface Workspace {
  readonly library: Library;
  readonly files: FolderFiles;
  /** Folders upward to which codebooks are looked for, as paths. */
  readonly roots: readonly string[];
  /** What was asked for, as absolute paths. */
  readonly asked: readonly string[];
}

/**
 * Finds and reads every source, sidecar and codebook of the paths (the working folder where there are none); with `texts` the
 * tags are compared with the texts as well. `layer`: whose tags are read, a coder's instead of the shared ones. Throws where a path leads to nothing that can be meant.
 */
export async function openWorkspace(
  world: World,
  paths: readonly string[],
  texts: 'with texts' | 'without texts',
  layer?: string,
): Promise<Workspace> {
  const asked = (paths.length > 0 ? paths : ['.']).map((one) => askedFor(world, one));
  const roots = [...new Set(asked.map(({ path: one, folder }) => rootOf(world.cwd, folder ? one : path.dirname(one))))];
  // The innermost root of a file is its own.
  const addresses = roots.map(addressOf).sort((a, b) => b.length - a.length);
  const files = new FolderFiles(addresses, asked);
  const quiet = (): void => undefined;
  const library = new Library({
    files,
    store: { get: () => undefined, set: () => Promise.resolve() },
    revisions: gitTexts(world),
    // What cannot be read is noted by the files themselves.
    log: { info: quiet, warn: quiet, error: quiet },
    random,
  });
  const tell = progressOn(world);
  const whose = layer === undefined ? SHARED : coderName(layer);
  if (whose === undefined) throw new UsageError(`“${layer ?? ''}” is no coder’s name`);
  await library.layers.read({ ...READ_SHARED, layer: whose });
  await library.readAll(tell && ((done, of) => tell('reading', done, of)));
  if (texts === 'with texts') await library.check();
  tell?.end();
  return { library, files, roots, asked: asked.map((one) => one.path) };
}

/** As `Math.random`, and not to be guessed. Node's own `crypto` would be another 5 ms of every start. */
function random(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53;
}

function askedFor(world: World, given: string): { path: string; folder: boolean } {
  const full = path.resolve(world.cwd, given);
  let stat: Stats | undefined;
  try {
    stat = statSync(full, { throwIfNoEntry: false });
  } catch (error) {
    throw new FileTrouble(full, `cannot be looked at: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!stat) throw new FileTrouble(full, 'there is no such file or folder. Check the path.');
  const uri = addressOf(full);
  if (stat.isDirectory()) return { path: full, folder: true };
  if (isSourceUri(uri) || isSidecarUri(uri) || isCodebookUri(uri)) return { path: full, folder: false };
  throw new FileTrouble(
    full,
    'is no source (.txt, or what --sources says), no tags file of one and no codebook.yaml. Name one of these, or a folder.',
  );
}

/**
 * The workspace folder of a folder: the working folder where it is inside, as in an editor that has it open. Where no codebook
 * is found upward to there, the nearest further up that is still in the same repository: a part of a corpus can be looked at.
 */
function rootOf(cwd: string, folder: string): string {
  const top = isWithin(addressOf(cwd), addressOf(folder)) ? cwd : folder;
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, CODEBOOK_NAME))) return at.length < top.length ? at : top;
    if (existsSync(path.join(at, '.git')) || path.dirname(at) === at) return top;
  }
}

/** The one corpus that a question is about: that of the codebook named, the only one, or else the largest. */
export function theCorpus({ library }: Workspace, world: World, codebook: string | undefined): Corpus {
  const corpora = library.corpora();
  if (codebook === undefined) {
    if (corpora[0]) return corpora[0];
    throw new UsageError('There is no source here. Name a folder with .txt files');
  }
  const full = path.resolve(world.cwd, codebook);
  const uri = addressOf(
    statSync(full, { throwIfNoEntry: false })?.isDirectory() ? path.join(full, CODEBOOK_NAME) : full,
  );
  const corpus = corpora.find((one) => one.codebook.uri === uri);
  if (!corpus) throw new FileTrouble(full, 'is the codebook of none of these sources.');
  return corpus;
}

/** Names on the error output what could not be read. Returns: was there anything? */
export function tellUnreadable(world: World, unreadable: readonly Unreadable[]): boolean {
  for (const { path: file, message } of unreadable) {
    world.err(`stancemark: ${relativePath(world.cwd, file)}: not read. ${message}\n`);
  }
  return unreadable.length > 0;
}

interface Progress {
  (what: string, done: number, of: number): void;
  end(): void;
}

/** Milliseconds after which work is long, and between two words about it. */
const LONG = 500;

/** Tells a person at a terminal how far it is, when it takes long; undefined where nobody watches. */
function progressOn(world: World): Progress | undefined {
  if (!world.watched) return undefined;
  let last = performance.now();
  let told = false;
  const tell = (what: string, done: number, of: number): void => {
    const now = performance.now();
    if (now - last < LONG) return;
    last = now;
    told = true;
    world.err(`\r${what} ${done} of ${of} `);
  };
  // The line is wiped: what follows may be the output itself.
  return Object.assign(tell, { end: () => told && world.err('\r\u001b[K') });
}
