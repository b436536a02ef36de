/** What was read of the workspace, in the extension's own storage for it: nothing in the workspace, nothing that cannot be lost. */
import * as vscode from 'vscode';
import type { CacheStore } from '../core/ports';
import { isMissing } from './files';

export class CacheFile implements CacheStore {
  readonly version: string;
  private readonly folder: vscode.Uri;

  /** Undefined where VS Code has no storage to give: in a window without a folder. */
  static of(context: vscode.ExtensionContext): CacheFile | undefined {
    return context.storageUri && new CacheFile(context.storageUri, context.extension);
  }

  private constructor(folder: vscode.Uri, extension: vscode.Extension<unknown>) {
    const { version } = extension.packageJSON as { version: string };
    this.version = version;
    this.folder = folder;
  }

  private file(number: number): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, number === 0 ? 'sidecars.cache' : `sidecars-${number}.cache`);
  }

  async load(): Promise<ReadonlyMap<number, Uint8Array>> {
    const blobs = new Map<number, Uint8Array>();
    try {
      for (const [name] of await vscode.workspace.fs.readDirectory(this.folder)) {
        const number = /^sidecars(?:-([1-9]\d{0,5}))?\.cache$/.exec(name);
        if (!number) continue;
        const at = Number(number[1] ?? 0);
        blobs.set(at, await vscode.workspace.fs.readFile(this.file(at)));
      }
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return blobs;
  }

  /** A window that dies meanwhile leaves the old blob or a broken one, which its own check tells. */
  async save(number: number, blob: Uint8Array | undefined): Promise<void> {
    if (!blob) {
      await vscode.workspace.fs.delete(this.file(number));
      return;
    }
    await vscode.workspace.fs.createDirectory(this.folder);
    // eslint-disable-next-line no-restricted-syntax -- Nobody keeps it, and it is checked when it is read.
    await vscode.workspace.fs.writeFile(this.file(number), blob);
  }
}
