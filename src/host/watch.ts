/**
 * What happens to the files outside of VS Code. Events are hints (measured: of 20,000 new files 199 had none, and a deleted
 * folder is one event for all that was in it): names are collected for a moment, then contents are compared.
 */
import * as vscode from 'vscode';
import type { Library } from '../core/library/library';
import { isCodebookUri, isSidecarUri, isSourceUri, sidecarOf } from '../core/names';
import { keyOf } from './convert';
import { isFollowed } from './taggable';

/** How long events are collected, in milliseconds. */
const PAUSE = 250;
/** How long after a listing that had something new the next one is made, in milliseconds. */
const SETTLE = 2_000;
/** More names than this in one go: a look at everything is cheaper than one at each. */
const STORM = 200;

export class Watch implements vscode.Disposable {
  private readonly names = new Set<string>();
  private listing = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly parts: vscode.Disposable[];

  constructor(
    private readonly library: Library,
    private readonly log: vscode.LogOutputChannel,
  ) {
    // Folders have no ending to look for, so the pattern is everything; what is not ours is dropped at once.
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    this.parts = [
      watcher,
      watcher.onDidCreate((uri) => this.note(uri, true)),
      watcher.onDidChange((uri) => this.note(uri, false)),
      watcher.onDidDelete((uri) => this.note(uri, true)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.noteListing()),
      vscode.window.onDidChangeWindowState((state) => state.focused && this.lookAtOpen()),
    ];
  }

  private note(uri: vscode.Uri, listing: boolean): void {
    const key = keyOf(uri);
    const ours = isSourceUri(key) || isSidecarUri(key) || isCodebookUri(key);
    if (ours) this.names.add(key);
    // A name without an ending may be a folder that came or went with all that is in it.
    if (listing && (ours || !/\.[^/]+$/.test(uri.path))) this.listing = true;
    if (ours || this.listing) this.plan();
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
      if (isFollowed(document)) this.names.add(sidecarOf(keyOf(document.uri)));
    }
    this.look();
  }

  private look(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const names = [...this.names];
    const listing = this.listing || names.length > STORM;
    this.names.clear();
    this.listing = false;
    this.follow(names, listing).catch((error: unknown) => this.log.error(`Changes on disk: ${String(error)}`));
  }

  private async follow(names: readonly string[], listing: boolean): Promise<void> {
    for (const name of names) {
      if (isSourceUri(name)) this.library.textMayHaveChanged(name);
      else await this.library.refresh(name);
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
