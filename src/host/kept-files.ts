/** What this window keeps for the next session, in the extension's own storage for the workspace: no file of the workspace. */
import * as vscode from 'vscode';
import type { KeptFiles } from '../core/ports';
import { local } from '../disk/local';
import { isMissing } from './files';

/**
 * In the browser there is no process to ask for: a tab that has not said for so long that it lives does so no more, in
 * milliseconds. One that slept and wakes again has lost nothing: what another has offered meanwhile is done once.
 */
const SILENCE = 20_000;

/** Undefined where VS Code has no storage to give: in a window without a folder, where nothing can be tagged. */
export function keptFiles(context: vscode.ExtensionContext): KeptFiles | undefined {
  if (!context.storageUri) return undefined;
  const folder = vscode.Uri.joinPath(context.storageUri, 'kept');
  return local && folder.scheme === 'file' ? local.kept(folder.fsPath) : keptAt(folder);
}

function keptAt(folder: vscode.Uri): KeptFiles {
  const { fs } = vscode.workspace;
  const fileOf = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  const read = async (name: string): Promise<string | undefined> => {
    const bytes = await present(fs.readFile(fileOf(name)));
    return bytes && new TextDecoder().decode(bytes);
  };
  const write = async (name: string, text: string): Promise<void> => {
    // In this storage one file is one entry of a database: old or new.
    await fs.writeFile(fileOf(name), new TextEncoder().encode(text));
  };
  const remove = async (name: string): Promise<void> => {
    await present(fs.delete(fileOf(name)));
  };
  return {
    window: `w-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`,
    list: async () => ((await present(fs.readDirectory(folder))) ?? []).map(([name]) => name),
    read,
    write,
    remove,
    rename: async (from, to) => {
      const text = await read(from);
      if (text === undefined) return false;
      await write(to, text);
      await remove(from);
      return true;
    },
    sign: () => String(Date.now()),
    lives: (sign) => Date.now() - Number(sign) < SILENCE,
  };
}

/** Undefined: there is no such file. */
async function present<T>(work: Thenable<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
