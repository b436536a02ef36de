/** Who codes what, out of `assignments.yaml` at the top of each workspace folder. */
import * as vscode from 'vscode';
import { ASSIGNMENTS_NAME, readAssignments, type Assignments as Lists } from '../core/agreement/assignments';
import { decodeYaml } from '../core/sidecar';
import { keyOf } from './convert';
import { VsCodeFiles } from './files';

export class Assignments implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly watcher = vscode.workspace.createFileSystemWatcher(`**/${ASSIGNMENTS_NAME}`);
  private lists: ReadonlyMap<string, Lists> | undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {
    const again = (): void => this.forget();
    this.watcher.onDidChange(again);
    this.watcher.onDidCreate(again);
    this.watcher.onDidDelete(again);
  }

  /** The address of the file of a workspace folder. */
  static file(folder: vscode.Uri): vscode.Uri {
    return vscode.Uri.joinPath(folder, ASSIGNMENTS_NAME);
  }

  /** Reads the files, once until one of them changes. */
  async load(): Promise<void> {
    if (this.lists) return;
    const lists = new Map<string, Lists>();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const file = Assignments.file(uri);
      try {
        const bytes = await new VsCodeFiles().read(keyOf(file));
        const text = bytes && decodeYaml(bytes);
        const read = text?.ok ? readAssignments(text.value) : undefined;
        if (read) lists.set(keyOf(uri), read);
        else if (bytes) this.log.warn(`${keyOf(file)}: cannot be read whole; nobody has assignments.`);
      } catch (error) {
        // Nobody is assigned anything then; whoever assigns is told why it fails.
        this.log.warn(`${keyOf(file)}: not read: ${String(error)}`);
      }
    }
    this.lists = lists;
  }

  /** A file is another: it is read again when somebody asks. */
  forget(): void {
    this.lists = undefined;
    this.changed.fire();
  }

  /** The addresses of the sources that a coder is to code, of those that were read; empty: nothing is assigned to that coder. */
  of(coder: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const [folder, lists] of this.lists ?? []) {
      for (const path of lists.get(coder) ?? [])
        found.add(keyOf(vscode.Uri.joinPath(vscode.Uri.parse(folder, true), path)));
    }
    return found;
  }

  /** Everybody to whom something is assigned. */
  get coders(): readonly string[] {
    return [
      ...new Set([...(this.lists ?? new Map<string, Lists>()).values()].flatMap((lists) => [...lists.keys()])),
    ].sort();
  }

  dispose(): void {
    this.watcher.dispose();
    this.changed.dispose();
  }
}
