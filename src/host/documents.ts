/** Tells the library what happens to the texts that are open: opened, changed key by key, saved, closed, renamed. */
import * as vscode from 'vscode';
import type { LibraryFollower } from '../core/library/follower';
import { isCodebookUri, isSidecarUri, isSourceUri, sourceOf, sourceOfProposals } from '../core/files/addresses';
import { keyOf } from './convert';
import { exists, isMissing } from './files';
import { isFollowed } from './taggable';

/** Compares a sidecar or codebook with what is there now. One that cannot be read is logged, and must not hide the others. */
export async function lookAgain(library: LibraryFollower, log: vscode.LogOutputChannel, key: string): Promise<void> {
  try {
    await library.refresh(key);
  } catch (error) {
    log.error(`${key}: not read: ${String(error)}`);
  }
}

export class Documents implements vscode.Disposable {
  private readonly parts: vscode.Disposable[];
  private readonly opening = new Map<string, Promise<void>>();

  constructor(
    private readonly library: LibraryFollower,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { workspace } = vscode;
    this.parts = [
      workspace.onDidOpenTextDocument((document) => this.open(document)),
      workspace.onDidChangeTextDocument((event) => this.change(event)),
      workspace.onDidSaveTextDocument((document) => this.save(document)),
      workspace.onDidCloseTextDocument((document) => this.close(document)),
      workspace.onDidChangeWorkspaceFolders(() => this.start()),
      workspace.onWillRenameFiles((event) => event.waitUntil(this.willRename(event.files))),
      workspace.onDidRenameFiles((event) => this.didRename(event.files)),
    ];
  }

  /** Follows what is open already: when the extension starts, and when a folder is added. */
  start(): void {
    for (const document of vscode.workspace.textDocuments) this.open(document);
  }

  /** Other files are sources than before: what is open is followed, or followed no more. */
  again(): void {
    for (const document of vscode.workspace.textDocuments) {
      if (isFollowed(document)) this.open(document);
      else this.library.closed(keyOf(document.uri));
    }
  }

  /** Resolves when the library follows this document. */
  async ready(document: vscode.TextDocument): Promise<void> {
    const key = keyOf(document.uri);
    if (!this.library.isOpen(key) && !this.opening.has(key)) this.open(document);
    await this.opening.get(key);
  }

  private open(document: vscode.TextDocument): void {
    if (!isFollowed(document)) return;
    const key = keyOf(document.uri);
    const opening = this.library
      // Asked for after the sidecar was read: by then the text may be another one, and no change of it was missed.
      .opened(key, () => document.getText())
      .then(() => this.closeIfGone(key))
      .catch((error: unknown) => this.log.error(`${key}: tags not read: ${String(error)}`))
      .finally(() => this.opening.get(key) === opening && this.opening.delete(key));
    this.opening.set(key, opening);
  }

  /** A document that was closed while its sidecar was being read is followed no more. */
  private closeIfGone(key: string): void {
    if (!vscode.workspace.textDocuments.some((document) => keyOf(document.uri) === key)) this.library.closed(key);
  }

  private change(event: vscode.TextDocumentChangeEvent): void {
    const key = keyOf(event.document.uri);
    // Events without changes come when a document becomes dirty or clean.
    if (event.contentChanges.length === 0) return;
    if (isSourceUri(key)) {
      this.library.changed(
        key,
        event.contentChanges.map((change) => ({
          offset: change.rangeOffset,
          removed: change.rangeLength,
          text: change.text,
        })),
        () => event.document.getText(),
        isReload(event),
      );
    } else if (isSidecarUri(key) || isCodebookUri(key)) void lookAgain(this.library, this.log, key);
  }

  private save(document: vscode.TextDocument): void {
    const key = keyOf(document.uri);
    if (isSidecarUri(key) || isCodebookUri(key)) void lookAgain(this.library, this.log, key);
    if (!isFollowed(document)) return;
    this.library
      .saved(key, document.getText())
      // The library keeps what could not be written, shows it as unsaved and tries again.
      .catch((error: unknown) => this.log.error(`${key}: moved tags not written: ${String(error)}`));
  }

  private close(document: vscode.TextDocument): void {
    const key = keyOf(document.uri);
    if (isSidecarUri(key) || isCodebookUri(key)) void lookAgain(this.library, this.log, key);
    else this.library.closed(key);
  }

  /** All sidecars go where their source goes. A renamed folder takes its sidecars along by itself. */
  private async willRename(
    files: readonly { oldUri: vscode.Uri; newUri: vscode.Uri }[],
  ): Promise<vscode.WorkspaceEdit> {
    const edit = new vscode.WorkspaceEdit();
    // What cannot be written is no reason to keep a file's name: it goes along, and is tried again there.
    await this.library.flush().catch((error: unknown) => this.log.error(`Before a rename: ${String(error)}`));
    const along = new Set(files.map((file) => keyOf(file.oldUri)));
    for (const { oldUri, newUri } of files) {
      if (!isSourceUri(keyOf(oldUri)) || !isSourceUri(keyOf(newUri))) continue;
      for (const from of await sidecarsBeside(oldUri)) {
        if (along.has(keyOf(from))) continue;
        // Never over another sidecar: with `overwrite: false` VS Code refuses the whole rename and says so.
        edit.renameFile(from, movedTo(from, oldUri, newUri), { overwrite: false });
      }
    }
    return edit;
  }

  private didRename(files: readonly { oldUri: vscode.Uri; newUri: vscode.Uri }[]): void {
    this.follow(files).catch((error: unknown) => this.log.error(`After a rename: ${String(error)}`));
  }

  private async follow(files: readonly { oldUri: vscode.Uri; newUri: vscode.Uri }[]): Promise<void> {
    for (const { oldUri, newUri } of files) {
      await takeAlong(oldUri, newUri);
      this.library.renamed(keyOf(oldUri), keyOf(newUri));
    }
    // What is followed already goes on: its tags may have moved with text that is not saved yet.
    for (const document of vscode.workspace.textDocuments) {
      if (!this.library.isOpen(keyOf(document.uri))) this.open(document);
    }
    await this.library.rescan();
  }

  dispose(): void {
    vscode.Disposable.from(...this.parts).dispose();
  }
}

/** Sidecars stayed behind: VS Code asks before an extension's changes go with a rename, and the answer may be no. */
async function takeAlong(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  if (!isSourceUri(keyOf(from)) || !isSourceUri(keyOf(to)) || (await exists(from))) return;
  for (const old of await sidecarsBeside(from)) {
    const now = movedTo(old, from, to);
    if (!(await exists(now))) await vscode.workspace.fs.rename(old, now, { overwrite: false });
  }
}

/** The sidecars of all layers of a source that are there, and its proposals: the folder is looked at, since a listing can lag behind. */
async function sidecarsBeside(source: vscode.Uri): Promise<vscode.Uri[]> {
  const folder = vscode.Uri.joinPath(source, '..');
  const key = keyOf(source);
  try {
    const names = await vscode.workspace.fs.readDirectory(folder);
    const beside = names.map(([name]) => vscode.Uri.joinPath(folder, name));
    return beside.filter((uri) => {
      const file = keyOf(uri);
      return (isSidecarUri(file) && sourceOf(file) === key) || sourceOfProposals(file) === key;
    });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Where a sidecar goes with its source: the same layer, its name spelled as it is. */
function movedTo(sidecar: vscode.Uri, from: vscode.Uri, to: vscode.Uri): vscode.Uri {
  return to.with({ path: to.path + sidecar.path.slice(from.path.length) });
}

/**
 * Did another program write the file? VS Code then replaces the whole lines from the first to the last that changed, and the
 * document is as clean as it was. (The first key press in a clean document can look clean as well, but is no whole line.)
 */
function isReload({ document, contentChanges: [change, other] }: vscode.TextDocumentChangeEvent): boolean {
  if (!change || other || document.isDirty || change.text === '' || change.range.isEmpty) return false;
  const { start, end } = change.range;
  if (start.character === 0 && end.character === 0) return change.text.endsWith('\n');
  return change.rangeOffset + change.text.length === document.getText().length;
}
