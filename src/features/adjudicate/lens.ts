/** Above the case at hand: what each coder has, and each choice with its key, to read and to click. */
import * as vscode from 'vscode';
import { label } from '../../core/text/safe';
import { keyOf, rangeAt } from '../../host/convert';
import type { Session } from './session';
import { kindsOf } from './words';

export class CaseLens implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(private readonly session: Session) {
    this.onDidChangeCodeLenses = session.onDidChange;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { session } = this;
    const one = session.current;
    if (!one || keyOf(document.uri) !== session.left().uri) return [];
    const { start } = rangeAt(document, one);
    const range = new vscode.Range(start, start);
    const lens = (title: string, command: string, args?: object): vscode.CodeLens =>
      new vscode.CodeLens(range, { title, command: `stancemark.${command}`, ...(args && { arguments: [args] }) });
    const { t } = vscode.l10n;
    return [
      lens(kindsOf(one), 'adjudicateChoose'),
      ...session.coders.map((coder, i) =>
        lens(`[${i + 1}] ${label(coder, 32)}: ${session.said(one, i)}`, 'adjudicateTake', { coder: i + 1 }),
      ),
      lens(`[b] ${t('both')}`, 'adjudicateBoth'),
      lens(`[0] ${t('neither')}`, 'adjudicateNeither'),
      lens(`[e] ${t('edit')}`, 'adjudicateEdit'),
      lens(`[j] ${t('next')}`, 'adjudicateNext'),
    ];
  }
}
