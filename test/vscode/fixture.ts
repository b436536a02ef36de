/** Files for tests inside VS Code: each test file works in a folder of its own below the workspace folder. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export interface TagSpec {
  readonly id: string;
  /** The passage: its first occurrence in the text, or the one counted from 0. */
  readonly quote: string;
  readonly nth?: number;
  /** The lines of the meaning, as they stand in the sidecar: `entity: ada`. */
  readonly says: string;
  /** Written as position in place of the true one. */
  readonly at?: string;
}

const CONTEXT = 32;

/** A sidecar in the form that the extension writes. Texts have `\n` as line ends and no astral characters at context borders. */
export function sidecar(text: string, tags: readonly TagSpec[]): string {
  const blocks = tags.map((tag) => {
    let from = -1;
    for (let i = 0; i <= (tag.nth ?? 0); i++) from = text.indexOf(tag.quote, from + 1);
    const found = from >= 0;
    assert.ok(found || tag.at !== undefined, `“${tag.quote}” is not in the text`);
    const to = from + tag.quote.length;
    const [before, after] = found
      ? [text.slice(Math.max(0, from - CONTEXT), from), text.slice(to, to + CONTEXT)]
      : ['', ''];
    const at = tag.at ?? `${place(text, from)}-${place(text, to)}`;
    const says = tag.says.split('\n').map((line) => `    ${line}\n`);
    return [
      `  - id: ${tag.id}\n    at: ${at}\n    quote: ${JSON.stringify(tag.quote)}\n`,
      `    before: ${JSON.stringify(before)}\n    after: ${JSON.stringify(after)}\n`,
      ...says,
    ].join('');
  });
  return `stancemark: 1\ntags:\n${blocks.join('')}`;
}

function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines[lines.length - 1] ?? '').length + 1}`;
}

/** The first workspace folder. */
export function root(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return folder.uri;
}

/** Writes files into a folder below the workspace folder; returns their addresses, in order. */
export async function write(folder: string, files: Readonly<Record<string, string>>): Promise<vscode.Uri[]> {
  const base = vscode.Uri.joinPath(root(), folder);
  await vscode.workspace.fs.createDirectory(base);
  const uris: vscode.Uri[] = [];
  for (const [name, text] of Object.entries(files)) {
    const uri = vscode.Uri.joinPath(base, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    uris.push(uri);
  }
  return uris;
}

/**
 * Waits until the extension knows new sources: the mention at the words has so many references, its entity's own lines among
 * them. Files that appear while VS Code runs are known when its watcher has told of them.
 */
export async function known(uri: vscode.Uri, words: string, references: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const at = positionIn(document, words);
  await until(
    () => vscode.commands.executeCommand<unknown[]>('vscode.executeReferenceProvider', uri, at),
    (places) => places.length === references,
  );
}

export async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Opens a file with the cursor in the middle of some words. */
export async function openAt(uri: vscode.Uri, words?: string, nth = 0): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uri);
  if (words !== undefined) {
    const at = positionIn(editor.document, words, nth);
    editor.selection = new vscode.Selection(at, at);
  }
  return editor;
}

/** The place in the middle of some words. */
export function positionIn(document: vscode.TextDocument, words: string, nth = 0): vscode.Position {
  let from = -1;
  for (let i = 0; i <= nth; i++) from = document.getText().indexOf(words, from + 1);
  assert.ok(from >= 0, `“${words}” is not in the document`);
  return document.positionAt(from + Math.floor(words.length / 2));
}

export function selected(editor: vscode.TextEditor | undefined = vscode.window.activeTextEditor): string {
  return editor?.document.getText(editor.selection) ?? '';
}

/** Asks again until the answer is what is wanted, or time is up; fails with the last answer. */
export async function until<T>(ask: () => T | Thenable<T>, good: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (Date.now() > end) assert.fail(`still not: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Closes every editor; unsaved texts are thrown away. */
export async function closeEditors(): Promise<void> {
  while (vscode.window.activeTextEditor?.document.isDirty) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
