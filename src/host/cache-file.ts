/** What was read of the workspace, in the extension's own storage for it: nothing in the workspace, nothing that cannot be lost. */
import * as vscode from 'vscode';
import type { CacheStore } from '../core/ports';
import { isMissing } from './files';

export class CacheFile implements CacheStore {
  readonly version: string;
  private readonly folder: vscode.Uri;
  private readonly file: vscode.Uri;

  /** Undefined where VS Code has no storage to give: in a window without a folder. */
  static of(context: vscode.ExtensionContext): CacheFile | undefined {
    return context.storageUri && new CacheFile(context.storageUri, context.extension);
  }

  private constructor(folder: vscode.Uri, extension: vscode.Extension<unknown>) {
    const { version } = extension.packageJSON as { version: string };
    this.version = version;
    this.folder = folder;
    this.file = vscode.Uri.joinPath(folder, 'sidecars.cache');
  }

  async load(): Promise<Uint8Array | undefined> {
    try {
      return await vscode.workspace.fs.readFile(this.file);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** A window that dies meanwhile leaves the old blob or a broken one, which its own check tells. */
  async save(blob: Uint8Array): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.folder);
    // eslint-disable-next-line no-restricted-syntax -- Nobody keeps it, and it is checked when it is read.
    await vscode.workspace.fs.writeFile(this.file, blob);
  }
}
