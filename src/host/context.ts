/** Context keys: what `when` clauses in package.json ask of the extension. */
import * as vscode from 'vscode';

/** By key, what VS Code was told last: there is one window to an extension host. */
const told = new Map<string, string>();

/** Tells VS Code once what does not change. Resolves when keys and menus go by it. */
export async function setContext(key: string, value: boolean | string | readonly string[] | undefined): Promise<void> {
  const now = JSON.stringify([value]);
  if (told.get(key) === now) return;
  told.set(key, now);
  await vscode.commands.executeCommand('setContext', key, value);
}

/**
 * A list for `resourcePath in KEY`. VS Code's window knows a file of its own disk by the path that its system writes, all others
 * by the path of their address, and the extension cannot tell which window it serves: the list has both.
 */
export function pathsOf(uris: readonly vscode.Uri[]): string[] {
  return [...new Set(uris.flatMap((uri) => [uri.path, uri.fsPath]))].sort();
}
