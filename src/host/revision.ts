/** Which revision of a git repository a folder stands at, where VS Code's git extension knows one. */
import * as vscode from 'vscode';
import type { Services } from './services';

/** The little that is used of the API of `vscode.git`. */
interface GitApi {
  getRepository(uri: vscode.Uri): Repository | null;
}
interface Repository {
  readonly state: {
    readonly HEAD?: { readonly commit?: string; readonly name?: string };
    readonly workingTreeChanges: readonly unknown[];
    readonly indexChanges: readonly unknown[];
  };
}

export interface Revision {
  readonly commit: string;
  readonly branch?: string;
  /** Is something changed since? */
  readonly changed: boolean;
}

export async function revisionOf(services: Services, uri: vscode.Uri): Promise<Revision | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (!extension) return undefined;
  try {
    const git = extension.isActive ? extension.exports : await extension.activate();
    const state = git.getAPI(1).getRepository(uri)?.state;
    const commit = state?.HEAD?.commit;
    if (!state || commit === undefined) return undefined;
    const changed = state.workingTreeChanges.length + state.indexChanges.length > 0;
    return { commit, branch: state.HEAD?.name, changed };
  } catch (error) {
    // Git is switched off, or there is none: a report without a revision is still one.
    services.log.info(`No revision of ${uri.toString()}: ${String(error)}`);
    return undefined;
  }
}
