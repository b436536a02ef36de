/** What the tests of faults share: a folder for each, commands of the extension, and what it says of the tags. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CODEBOOK } from './mill';
import { read, until, write } from './fixture';

export const TEXT = [
  'The mill was closed in May.',
  'Ada Brandt blames the council for it.',
  '',
  'The council says nothing at all about Ada Brandt.',
  'Nobody else was asked.',
  '',
].join('\n');

let count = 0;

/** A fresh folder with a codebook and these files; returns the addresses of the files, in order. */
export async function place(files: Readonly<Record<string, string>>): Promise<vscode.Uri[]> {
  const [, ...uris] = await write(`faults/${++count}`, { 'codebook.yaml': CODEBOOK, ...files });
  return uris;
}

/** A source of this text in a fresh folder, with the address of its sidecar. */
export async function source(text = TEXT, sidecar?: string): Promise<{ uri: vscode.Uri; tags: vscode.Uri }> {
  const [uri] = await place({ 'a.txt': text, ...(sidecar === undefined ? {} : { 'a.txt.tags.yaml': sidecar }) });
  assert.ok(uri);
  return { uri, tags: sidecarOf(uri) };
}

export const sidecarOf = (uri: vscode.Uri): vscode.Uri => uri.with({ path: uri.path + '.tags.yaml' });

export const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

/** Tags the words as an entity, as a script would; resolves to the tag's id. */
export async function tag(uri: vscode.Uri, words: string, entity = 'ada', nth = 0): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  let from = -1;
  for (let i = 0; i <= nth; i++) from = document.getText().indexOf(words, from + 1);
  assert.ok(from >= 0, `“${words}” is not in the document`);
  const range = new vscode.Range(document.positionAt(from), document.positionAt(from + words.length));
  return run<string>('tagEntity', { uri: uri.toString(), range, entity });
}

/** The passages of the tags that stand in the text, in the order of the text. */
export async function passages(uri: vscode.Uri): Promise<string[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  // Asked anew each time: VS Code keeps an outline until the text changes.
  const symbols =
    (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    )) ?? [];
  const all: string[] = [];
  const collect = (list: readonly vscode.DocumentSymbol[]): void => {
    for (const { range, children } of list) {
      all.push(document.getText(range));
      collect(children);
    }
  };
  collect(symbols);
  return all;
}

/** Writes as another program does: without asking anybody. */
export async function put(uri: vscode.Uri, text: string | Uint8Array): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, typeof text === 'string' ? new TextEncoder().encode(text) : text);
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    assert.equal((error as vscode.FileSystemError).code, 'FileNotFound');
    return false;
  }
}

export const idsIn = (sidecar: string): string[] =>
  [...sidecar.matchAll(/^ *-? *id: *(\S+)/gm)].map((one) => one[1] ?? '');

/** The sidecar once it has what is waited for. */
export const sidecarWith = (tags: vscode.Uri, good: (text: string) => boolean): Promise<string> =>
  until(async () => ((await exists(tags)) ? read(tags) : ''), good);

/** Time for what must not happen: longer than the extension waits before it looks at changes on disk. */
export const aWhile = (milliseconds = 600): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
