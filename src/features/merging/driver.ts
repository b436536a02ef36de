/** Says when `.gitattributes` gives tags to a merge driver that git here does not have: git itself is silent, and merges text. */
import * as vscode from 'vscode';
import { repositoryOf } from '../../host/git';
import { inform } from '../../host/messages';

const NAMED = /^(?!\s*#).*\smerge=stancemark(?=\s|$)/m;
const INSTALL = 'stancemark git install';

export class DriverStatus implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly parts: vscode.Disposable;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.item = vscode.window.createStatusBarItem('stancemark.driver', vscode.StatusBarAlignment.Left, 90);
    this.item.name = vscode.l10n.t('Stancemark: merging in git');
    this.item.text = `$(git-merge) ${vscode.l10n.t('git merges tags as text')}`;
    this.item.tooltip = vscode.l10n.t(
      '.gitattributes gives tags files to “stancemark”, which git does not know here. Click to see how git learns it.',
    );
    this.item.command = 'stancemark.explainMergeDriver';
    const watcher = vscode.workspace.createFileSystemWatcher('**/.gitattributes');
    const again = (): void => this.start();
    this.parts = vscode.Disposable.from(
      this.item,
      watcher,
      watcher.onDidChange(again),
      watcher.onDidCreate(again),
      watcher.onDidDelete(again),
      // The configuration is no file of the workspace: it is asked anew when the window is looked at again.
      vscode.window.onDidChangeWindowState(({ focused }) => focused && this.start()),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    );
    this.start();
  }

  private start(): void {
    this.update().catch((error: unknown) => this.log.warn(`Merge driver not looked for: ${String(error)}`));
  }

  private async update(): Promise<void> {
    const missing = await Promise.all((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => lacksDriver(uri)));
    if (missing.includes(true)) this.item.show();
    else this.item.hide();
  }

  dispose(): void {
    this.parts.dispose();
  }
}

async function lacksDriver(folder: vscode.Uri): Promise<boolean> {
  if (!vscode.workspace.isTrusted || folder.scheme !== 'file') return false;
  const repository = await repositoryOf(folder);
  if (!repository) return false;
  const places = [repository.rootUri, folder].map((uri) => vscode.Uri.joinPath(uri, '.gitattributes'));
  const named = await Promise.all(places.map(namesDriver));
  if (!named.includes(true)) return false;
  try {
    return (await repository.getConfig('merge.stancemark.driver')).trim() === '';
  } catch {
    return true; // `git config --get` fails for a key that is not there.
  }
}

async function namesDriver(uri: vscode.Uri): Promise<boolean> {
  try {
    return NAMED.test(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return false; // There is no such file here.
  }
}

/** What a click says: the configuration of git is written by the user alone, in a terminal. */
export async function explainMergeDriver(): Promise<void> {
  const chosen = await inform(
    'Git merges tags by meaning in this clone once “{0}” has been run in it. Until then it merges their text.',
    [INSTALL],
    'Open Terminal',
  );
  if (chosen !== 'Open Terminal') return;
  const terminal = vscode.window.createTerminal({ name: 'Stancemark' });
  terminal.show();
  // Typed, and not run.
  terminal.sendText(`npx ${INSTALL}`, false);
}
