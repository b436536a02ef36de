/**
 * What happens to the files outside of VS Code. Events are hints (measured: of 20,000 new files 199 had none, and a deleted
 * folder is one event for all that was in it): names are collected for a moment, then contents are compared.
 */
import * as vscode from 'vscode';
import type { LibraryFollower } from '../core/library/follower';
import { isCodebookUri, isSidecarUri, isSourceUri } from '../core/files/addresses';
import { keyOf } from './convert';
import { lookAgain } from './documents';
import { isFollowed } from './taggable';

/** How long events are collected, in milliseconds. */
const PAUSE = 250;
/** How long after a listing that had something new the next one is made, in milliseconds. */
const SETTLE = 2_000;
/** More names than this in one go: a look at everything is cheaper than one at each. */
const STORM = 200;

export class Watch implements vscode.Disposable {
  private readonly names = new Set<string>();
  /** New names with an ending that is none of ours: files of others, or folders. */
  private readonly others: vscode.Uri[] = [];
  /** Deleted names that are none of ours, and may be folders. */
  private readonly gone: string[] = [];
  private listing = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly parts: vscode.Disposable[];

  constructor(
    private readonly library: LibraryFollower,
    private readonly log: vscode.LogOutputChannel,
  ) {
    // Folders have no ending to look for, so the pattern is everything; what is not ours is dropped at once.
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    this.parts = [
      watcher,
      watcher.onDidCreate((uri) => this.created(uri)),
      watcher.onDidChange((uri) => this.noteOurs(keyOf(uri))),
      watcher.onDidDelete((uri) => this.deleted(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.noteListing()),
      vscode.window.onDidChangeWindowState((state) => state.focused && this.lookAtOpen()),
    ];
  }

  /** Returns: is it a source, sidecar or codebook? */
  private noteOurs(key: string): boolean {
    const ours = isSourceUri(key) || isSidecarUri(key) || isCodebookUri(key);
    if (ours) {
      this.names.add(key);
      this.plan();
    }
    return ours;
  }

  private created(uri: vscode.Uri): void {
    const key = keyOf(uri);
    if (this.noteOurs(key)) {
      // A file that was replaced (as our own writes do) comes as a new one.
      if (!this.library.knows(key)) this.noteListing();
    } else if (hasEnding(uri)) {
      this.others.push(uri);
      this.plan();
    } else this.noteListing();
  }

  /** A folder that goes takes all that was in it along, in one event. */
  private deleted(uri: vscode.Uri): void {
    const key = keyOf(uri);
    if (this.noteOurs(key)) this.noteListing();
    else {
      this.gone.push(key);
      this.plan();
    }
  }

  private noteListing(): void {
    this.listing = true;
    this.plan();
  }

  private plan(): void {
    this.timer ??= setTimeout(() => this.look(), PAUSE);
  }

  /** Back from elsewhere: events of what is open can have been lost meanwhile. */
  private lookAtOpen(): void {
    for (const document of vscode.workspace.textDocuments) {
      if (isFollowed(document)) this.names.add(this.library.layers.address(keyOf(document.uri)));
    }
    this.look();
  }

  private look(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const names = [...this.names];
    const others = this.others.splice(0);
    const gone = this.gone.splice(0);
    const known = gone.length > 0 ? this.library.folders() : undefined;
    const listing =
      this.listing || [names, others].some(({ length }) => length > STORM) || gone.some((name) => known?.has(name));
    this.names.clear();
    this.listing = false;
    this.follow(names, others, listing).catch((error: unknown) => this.log.error(`Changes on disk: ${String(error)}`));
  }

  private async follow(names: readonly string[], others: readonly vscode.Uri[], wanted: boolean): Promise<void> {
    const listing = wanted || (await someFolder(others));
    // A look at everything reads all sidecars again.
    const all = names.length > STORM;
    for (const name of names) {
      if (isSourceUri(name)) this.library.textMayHaveChanged(name);
      else if (!all) await lookAgain(this.library, this.log, name);
    }
    // Files that appear in a new folder have no events of their own and may still be coming: look until nothing is new.
    if (listing && (await this.library.rescan())) {
      this.listing = true;
      this.timer ??= setTimeout(() => this.look(), SETTLE);
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.parts).dispose();
  }
}

function hasEnding(uri: vscode.Uri): boolean {
  return /\.[^/]+$/.test(uri.path);
}

/** Is one of the names a folder, with a full stop in its name? */
async function someFolder(uris: readonly vscode.Uri[]): Promise<boolean> {
  for (const uri of uris) {
    try {
      if ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) return true;
    } catch {
      // Gone again already: most such names are temporary files of others.
    }
  }
  return false;
}
