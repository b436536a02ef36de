/** What every feature gets: the library, followed documents, and the log. Made once, in `activate`; does no file work. */
import * as vscode from 'vscode';
import { CodebookNames } from '../core/find/codebook-names';
import { Library } from '../core/library/library';
import type { Selection } from '../core/sums';
import { folderOf } from '../core/files/addresses';
import { Assignments } from './assignments';
import { CacheFile } from './cache-file';
import { Coder } from './coder';
import { Compare } from './compare';
import { uriOf } from './convert';
import { Documents } from './documents';
import { Exchange } from './exchange';
import { VsCodeFiles } from './files';
import { revisions } from './git';
import { local } from '../disk/local';
import { keptFiles } from './kept-files';
import { LeftBehind } from './left-behind';
import { Preview } from './preview';
import { Proposals } from './proposals';
import { Recents } from './recents';
import { followSources, onDidChangeSources } from './sources';
import { MementoStore } from './store';
import { TextFiles } from './text-store';
import { Watch } from './watch';

export interface Services {
  readonly library: Library;
  /** Who codes here, and whose tags are read. */
  readonly coder: Coder;
  /** Who is to code what. */
  readonly assignments: Assignments;
  readonly documents: Documents;
  /** The meanings used last. */
  readonly recents: Recents;
  /** Where the names of the codebooks stand in the sources. */
  readonly names: CodebookNames;
  /** What a change of many passages would do, before it is done. */
  readonly preview: Preview;
  /** Proposed tags, which nothing else sees. */
  readonly proposals: Proposals;
  /** The proposal that is under review, by source. */
  readonly reviewing: Map<string, string>;
  /** Files of other tools. */
  readonly exchange: Exchange;
  /** What another feature shows, for whoever asks what is looked at; Findings put theirs in. */
  readonly shown: { findings?: () => Promise<Selection | undefined> };
  /** What windows that are no more have left. */
  readonly leftBehind: LeftBehind;
  readonly log: vscode.LogOutputChannel;
  readonly context: vscode.ExtensionContext;
  /** Reads every sidecar of the workspace, once; shows progress in the sidebar. Views call it when they are first seen. */
  readAll(): Promise<void>;
}

export function makeServices(context: vscode.ExtensionContext): Services {
  const log = vscode.window.createOutputChannel('Stancemark', { log: true });
  // First of all: what is a source is asked by everything else.
  context.subscriptions.push(followSources(log));
  const texts = TextFiles.of(context, (text) => log.info(text));
  const library = new Library({
    files: new VsCodeFiles(),
    store: new MementoStore(context.workspaceState),
    kept: keptFiles(context),
    cache: CacheFile.of(context),
    texts,
    revisions,
    log: { info: (text) => log.info(text), warn: (text) => log.warn(text), error: (text) => log.error(text) },
    random: Math.random,
  });
  const assignments = new Assignments(log);
  const coder = new Coder(library, context.workspaceState, log);
  const documents = new Documents(library, log);
  const proposals = new Proposals(library, log);
  const preview = new Preview(library);
  const exchange = new Exchange(context.extensionUri);
  const compare = new Compare(library, log);
  const leftBehind = new LeftBehind(library, log);
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    await vscode.window.withProgress({ location: { viewId: 'stancemark.entities' } }, async () => {
      await library.readAll();
      // Who is finished with what is said beside each source.
      if (library.layers.all().size > 1) await library.layers.load();
      await library.check();
    });
    compare.start();
    proposals.load().catch((error: unknown) => log.warn(`Proposals not listed: ${String(error)}`));
    library
      .remember(Date.now())
      .catch((error: unknown) => log.warn(`Nothing kept for the next start: ${String(error)}`));
    cleanLeftovers(library, log).catch((error: unknown) => log.warn(`Leftovers not cleaned: ${String(error)}`));
  };
  const again = (error: unknown): never => {
    reading = undefined; // Whoever asks next tries anew.
    throw error;
  };
  context.subscriptions.push(
    onDidChangeSources(() => {
      documents.again();
      library.rescan().catch((error: unknown) => log.error(`Files not listed: ${String(error)}`));
    }),
  );
  if (texts) context.subscriptions.push(texts);
  context.subscriptions.push(
    assignments,
    coder,
    proposals,
    preview,
    exchange,
    compare,
    leftBehind,
    documents,
    new Watch(library, log),
    library,
    log,
  );
  return {
    library,
    assignments,
    coder,
    documents,
    recents: new Recents(context.workspaceState),
    names: new CodebookNames(),
    proposals,
    reviewing: new Map(),
    preview,
    exchange,
    shown: {},
    leftBehind,
    log,
    context,
    readAll: () => (reading ??= read().catch(again)),
  };
}

/** Removes what crashed writes left beside the sidecars: only what holds nothing that could be lost. The rest is named. */
async function cleanLeftovers(library: Library, log: vscode.LogOutputChannel): Promise<void> {
  if (!local) return;
  const folders = new Set(
    library
      .sidecars()
      .map((uri) => uriOf(folderOf(uri)))
      .filter((uri) => uri.scheme === 'file')
      .map((uri) => uri.fsPath),
  );
  for (const folder of folders) {
    const { removed, left } = await local.clean(folder);
    for (const path of removed) log.info(`${path}: removed, left by a write that was cut off`);
    for (const { path, why } of left) log.warn(`${path}: left by a write that was cut off, and kept: ${why}`);
  }
}
