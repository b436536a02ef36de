/**
 * The few things that are asked of VS Code's own git extension, where it is there and allowed to run: not on the web, and not in
 * Restricted Mode. Nothing is ever staged or configured but when the user says so.
 */
import * as vscode from 'vscode';
import type { Revisions } from '../core/ports';
import { uriOf } from './convert';

export interface GitCommit {
  readonly hash: string;
  readonly message: string;
  readonly authorName?: string;
  readonly authorDate?: Date;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly mergeChanges: readonly { readonly uri: vscode.Uri }[] };
  /** The text of a file at a revision; `:1`, `:2` and `:3` are the stages of a merge that stopped. */
  show(ref: string, path: string): Promise<string>;
  add(paths: string[]): Promise<void>;
  getConfig(key: string): Promise<string>;
  getBranches(query: { remote?: boolean }): Promise<readonly { readonly name?: string }[]>;
  /** The commits that changed a file, newest first. */
  log(options: { path: string; maxEntries: number }): Promise<readonly GitCommit[]>;
  diffWith(ref: string): Promise<readonly { readonly uri: vscode.Uri; readonly originalUri: vscode.Uri }[]>;
}

interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

async function api(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension || !vscode.workspace.isTrusted) return undefined;
  const exports = extension.isActive ? extension.exports : await extension.activate();
  return exports.enabled ? exports.getAPI(1) : undefined;
}

/** The repository of a file; undefined where git has none, or cannot be asked. */
export async function repositoryOf(uri: vscode.Uri): Promise<GitRepository | undefined> {
  try {
    return (await api())?.getRepository(uri) ?? undefined;
  } catch {
    return undefined; // The git extension could not start: then there is none for us, and it says so itself.
  }
}

/** The address under which VS Code shows a file as it was at a revision. */
export async function gitUri(uri: vscode.Uri, ref: string): Promise<vscode.Uri | undefined> {
  return (await api())?.toGitUri(uri, ref);
}

/** The text of a file at a revision; undefined where it is not there. */
export async function textAt(repository: GitRepository, ref: string, uri: vscode.Uri): Promise<string | undefined> {
  try {
    return await repository.show(ref, uri.fsPath);
  } catch {
    return undefined; // No such file at that revision, or no such stage.
  }
}

/** The texts of sources as of the revision that last wrote their tags. */
export const revisions: Revisions = {
  async textAsOf(source, sidecar) {
    const [uri, tags] = [uriOf(source), uriOf(sidecar)];
    if (uri.scheme !== 'file') return undefined;
    const repository = await repositoryOf(uri);
    if (!repository) return undefined;
    const [last] = await repository.log({ path: tags.fsPath, maxEntries: 1 });
    return last && textAt(repository, last.hash, uri);
  },
};
