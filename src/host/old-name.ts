/** What becomes of the old name of an entity that gets another: the texts go on calling it so. */
import * as vscode from 'vscode';
import { label } from '../core/text/safe';
import { BACK, pick } from './pick';

/** Is it to be kept as an alias, that is still found and suggested? Undefined: the question was left. */
export async function askKeepOldName(old: string): Promise<boolean | undefined> {
  const kept = await pick<boolean>({
    title: vscode.l10n.t('Keep “{0}” as an alias?', label(old, 60)),
    placeholder: vscode.l10n.t('Aliases are found and suggested in the sources'),
    items: [
      { label: vscode.l10n.t('Keep it as an alias'), value: true },
      { label: vscode.l10n.t('Forget the old name'), value: false },
    ],
  });
  return kept === BACK ? undefined : kept;
}
