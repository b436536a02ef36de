/** The status bar's item of an adjudication: what is left, in what the coders differ at hand, and the keys. */
import * as vscode from 'vscode';
import { baseName } from '../../core/files/addresses';
import { label } from '../../core/text/safe';
import type { Left } from './cases';

export class Bar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'stancemark.adjudication',
    vscode.StatusBarAlignment.Left,
    89,
  );

  constructor() {
    this.item.name = vscode.l10n.t('Stancemark: adjudication');
    this.item.command = 'stancemark.adjudicateChoose';
  }

  /** `kinds`: in what the coders differ at hand; `words`: what each of them has, undefined where no case is at hand. */
  show({ uri, disagreements, agreed, decided }: Left, kinds: string, words: string | undefined): void {
    const { t } = vscode.l10n;
    const rest = agreed > 0 ? t('{0} to decide, {1} agreed', disagreements, agreed) : t('{0} to decide', disagreements);
    this.item.text =
      disagreements + agreed === 0 ? `$(law) ${t('all decided')}` : `$(law) ${rest}${kinds && ` – ${kinds}`}`;
    const keys = t(
      'Keys: 1 to 4 a coder, b all of them, 0 none, e edit, j and k go on and back, g what all agree on, u undo, l a list, Escape ends.',
    );
    this.item.tooltip = [label(baseName(uri)), t('{0} decided', decided), words, keys]
      .filter((part) => part !== undefined)
      .join('\n');
    this.item.accessibilityInformation = { label: `${rest}. ${kinds}. ${words ?? ''}` };
    this.item.show();
  }

  hide(): void {
    this.item.hide();
  }

  dispose(): void {
    this.item.dispose();
  }
}
