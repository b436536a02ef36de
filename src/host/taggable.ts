/** Which documents can be tagged, and why the others cannot. */
import * as vscode from 'vscode';
import { isSourceUri } from '../core/files/addresses';

/** The scheme of memos, which are texts in editors and files nowhere. */
export const MEMO = 'stancemark-memo';

const VIEWS_OF_ELSEWHERE = new Set([
  'git',
  'gitfs',
  'review',
  'pr',
  'output',
  'vscode-scm',
  'walkThrough',
  'search-editor',
  'stancemark',
  MEMO,
]);

/** Undefined when sources at this address can be tagged; else the reason, as words for `sentence`. */
export function whyNotTaggable(uri: vscode.Uri): string | undefined {
  if (uri.scheme === 'untitled')
    return 'This text has never been saved. Save it as a .txt file in the workspace, then tag it.';
  if (VIEWS_OF_ELSEWHERE.has(uri.scheme)) {
    return 'This is a view of another version of the file. Open the file itself to tag it.';
  }
  if (!isSourceUri(uri.toString()))
    return 'Only sources can be tagged: the setting “stancemark.sources” says which files are sources (.txt, if it says nothing).';
  if (!vscode.workspace.getWorkspaceFolder(uri)) {
    return 'This file is in no folder of the workspace, so its tags would have no codebook. Open its folder, then tag it.';
  }
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) {
    return 'The files of this workspace are read-only, so tags cannot be written beside them.';
  }
  return undefined;
}

/** Is this a document whose tags are followed and shown? Read-only file systems are: reading works there. */
export function isFollowed(document: vscode.TextDocument): boolean {
  const { uri } = document;
  return (
    isSourceUri(uri.toString()) &&
    uri.scheme !== 'untitled' &&
    !VIEWS_OF_ELSEWHERE.has(uri.scheme) &&
    vscode.workspace.getWorkspaceFolder(uri) !== undefined
  );
}
