/** The desk of proposals over VS Code's files: found by name, followed on disk and in editors. */
import * as vscode from 'vscode';
import type { LibraryFollower } from '../core/library/follower';
import { sourceOfProposals } from '../core/files/addresses';
import type { Log } from '../core/ports';
import { ProposalDesk } from '../core/proposals/desk';
import { pause } from '../core/base/steps';
import { keyOf } from './convert';
import { VsCodeFiles } from './files';

const PATTERN = '**/*.proposals.yaml';
/** Changes in an editor are collected for so long, in milliseconds. */
const PAUSE = 300;

export class Proposals extends ProposalDesk implements vscode.Disposable {
  private readonly parts: vscode.Disposable[];
  private readonly typed = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(library: LibraryFollower, log: Log) {
    const files = new VsCodeFiles();
    super({
      library,
      log,
      list: async () => (await vscode.workspace.findFiles(PATTERN)).map(keyOf),
      read: (uri) => files.read(uri),
      breathe: pause,
    });
    const watcher = vscode.workspace.createFileSystemWatcher(PATTERN);
    const look = (uri: vscode.Uri): void => void this.refresh(keyOf(uri));
    this.parts = [
      watcher,
      watcher.onDidCreate(look),
      watcher.onDidChange(look),
      watcher.onDidDelete(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.typedIn(keyOf(document.uri))),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => look(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        for (const source of this.sources()) void this.look(source);
      }),
    ];
  }

  /** A proposals file is typed in. */
  private typedIn(key: string): void {
    if (sourceOfProposals(key) === undefined) return;
    clearTimeout(this.typed.get(key));
    this.typed.set(
      key,
      setTimeout(() => {
        this.typed.delete(key);
        void this.refresh(key);
      }, PAUSE),
    );
  }

  override dispose(): void {
    for (const timer of this.typed.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.parts).dispose();
    super.dispose();
  }
}
