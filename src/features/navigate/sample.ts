/** The sample corpus: copied to a place of the user's, so that it can be tagged, and opened. */
import * as vscode from 'vscode';
import { argumentsOf, optionalFlag, optionalUri } from '../../host/arguments';
import { exists, writeWhole } from '../../host/files';
import { BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import { SAMPLE_FILES } from './sample-files';

/** `{folder?, open?}`: copies what is not there yet, never over a file, and opens the folder. Returns its address. */
export async function openSample(services: Services, args: unknown): Promise<string | undefined> {
  const given = argumentsOf(args);
  const folder = optionalUri(given, 'folder') ?? (await chooseFolder(services));
  if (!folder) return undefined;
  const from = vscode.Uri.joinPath(services.context.extensionUri, 'media', 'sample');
  await vscode.workspace.fs.createDirectory(folder);
  for (const name of SAMPLE_FILES) {
    const to = vscode.Uri.joinPath(folder, name);
    if (await exists(to)) continue;
    // Read and written, not copied: on the web the two places are of different file systems.
    await writeWhole(to, await vscode.workspace.fs.readFile(vscode.Uri.joinPath(from, name)));
  }
  if (optionalFlag(given, 'open') ?? true) {
    const inUse = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
    await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: inUse });
  }
  return folder.toString();
}

async function chooseFolder(services: Services): Promise<vscode.Uri | undefined> {
  const choice = await pick<'kept' | 'chosen'>({
    title: vscode.l10n.t('Open the Sample Corpus'),
    placeholder: vscode.l10n.t('Six short texts on one contested affair; four of them are tagged'),
    items: [
      {
        label: vscode.l10n.t('In a place kept by Stancemark'),
        detail: vscode.l10n.t('What you tag there stays for the next time'),
        value: 'kept',
      },
      {
        label: vscode.l10n.t('In a folder of your choice…'),
        detail: vscode.l10n.t('A new folder “stancemark-sample” is made in it'),
        value: 'chosen',
      },
    ],
  });
  if (choice === 'kept') return vscode.Uri.joinPath(services.context.globalStorageUri, 'sample');
  if (choice === undefined || choice === BACK) return undefined;
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t('Copy the Sample Here'),
    })) ?? [];
  return parent && vscode.Uri.joinPath(parent, 'stancemark-sample');
}
