/**
 * The texts of sources as they were last compared with their tags, in the extension's own storage for the workspace: compressed,
 * one file each, none where the user does not want it. Works on the desktop and on the web.
 */
import * as vscode from 'vscode';
import { inParallel } from '../core/library/parallel';
import type { TextStore } from '../core/ports';
import { isMissing } from './files';
import { settings } from './settings';

const FOLDER = 'texts';
const ENDING = '.gz';

export class TextFiles implements TextStore, vscode.Disposable {
  private readonly folder: vscode.Uri;
  private readonly listener: vscode.Disposable;

  /** Undefined where VS Code has no storage to give: in a window without a folder. */
  static of(context: vscode.ExtensionContext, log: (message: string) => void): TextFiles | undefined {
    return context.storageUri && new TextFiles(context.storageUri, log);
  }

  private constructor(storage: vscode.Uri, log: (message: string) => void) {
    this.folder = vscode.Uri.joinPath(storage, FOLDER);
    const tidy = (): void => {
      if (settings.keepsTexts()) return;
      this.clear().catch((error: unknown) => log(`Earlier texts not removed: ${String(error)}`));
    };
    this.listener = settings.onChange(tidy);
    tidy();
  }

  /** Removes everything that is kept. */
  private async clear(): Promise<void> {
    try {
      await vscode.workspace.fs.delete(this.folder, { recursive: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  private file(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, name + ENDING);
  }

  async digest(text: string): Promise<string> {
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** The size is asked of each file once, when the window opens. */
  async list(): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>();
    if (!settings.keepsTexts()) return sizes;
    try {
      const files = await vscode.workspace.fs.readDirectory(this.folder);
      const names = files.flatMap(([name]) => (name.endsWith(ENDING) ? [name.slice(0, -ENDING.length)] : []));
      await inParallel(names, async (name) => {
        sizes.set(name, (await vscode.workspace.fs.stat(this.file(name))).size);
      });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return sizes;
  }

  async read(name: string): Promise<string | undefined> {
    if (!settings.keepsTexts()) return undefined;
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = new Uint8Array(await vscode.workspace.fs.readFile(this.file(name)));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await through(bytes, new DecompressionStream('gzip')),
    );
    // Cut short by a crash, or changed by somebody: it proves nothing then.
    if (!name.endsWith(await this.digest(text))) return undefined;
    // It was of use now. Nothing waits for that, and it may fail: then it counts as older.
    void Promise.resolve(this.put(name, bytes)).then(undefined, () => undefined);
    return text;
  }

  async write(name: string, text: string): Promise<number> {
    if (!settings.keepsTexts()) return 0;
    const bytes = await through(new TextEncoder().encode(text), new CompressionStream('gzip'));
    await vscode.workspace.fs.createDirectory(this.folder);
    await this.put(name, bytes);
    return bytes.length;
  }

  private put(name: string, bytes: Uint8Array): Thenable<void> {
    // eslint-disable-next-line no-restricted-syntax -- Nobody keeps it, and it is checked when it is read.
    return vscode.workspace.fs.writeFile(this.file(name), bytes);
  }

  async remove(name: string): Promise<void> {
    try {
      await vscode.workspace.fs.delete(this.file(name));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async used(name: string): Promise<number> {
    try {
      return (await vscode.workspace.fs.stat(this.file(name))).mtime;
    } catch (error) {
      if (!isMissing(error)) throw error;
      return 0;
    }
  }

  dispose(): void {
    this.listener.dispose();
  }
}

/** All bytes of a stream that is given `bytes`. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = stream.writable.getWriter();
  // A stream that breaks tells whoever reads it.
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => undefined);
  const pieces: Uint8Array[] = [];
  const reader = stream.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
  }
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
