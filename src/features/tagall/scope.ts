/** Asks over which sources a command goes. */
import * as vscode from 'vscode';
import type { Arguments } from '../../host/arguments';
import { sourceOfArguments, type Scope } from '../../host/corpus';
import { BACK, pick } from '../../host/pick';

/** Without a source there is nothing to choose: the whole workspace. Undefined: the question was left. */
export async function askScope(given: Arguments): Promise<Scope | undefined> {
  if (sourceOfArguments(given) === undefined) return 'workspace';
  const scope = await pick<Scope>({
    title: vscode.l10n.t('Where?'),
    placeholder: vscode.l10n.t('Nothing is changed before you have looked at the preview'),
    items: [
      { label: vscode.l10n.t('In the whole workspace'), value: 'workspace' },
      { label: vscode.l10n.t('In this folder and below'), value: 'folder' },
      { label: vscode.l10n.t('In this source'), value: 'source' },
    ],
  });
  return scope === BACK ? undefined : scope;
}
