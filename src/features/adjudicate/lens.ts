/**
 * Above the case at hand: what each coder has, and each choice with its key, to read and to click. VS Code cuts such a line where the
 * editor ends: how they differ is seen from what they have (and stands in the status bar), and the whole is in the tooltips and in the list
 * behind the first of them.
 */
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
    const lens = (title: string, command: string, tooltip?: string, args?: object): vscode.CodeLens =>
      new vscode.CodeLens(range, {
        title,
        command: `stancemark.${command}`,
        ...(tooltip !== undefined && { tooltip }),
        ...(args && { arguments: [args] }),
      });
    const { t } = vscode.l10n;
    const { shared, own } = session.brief(one);
    return [
      lens(shared !== '' && one.state === 'open' ? shared : kindsOf(one), 'adjudicateChoose', session.words(one)),
      ...session.coders.map((coder, i) =>
        lens(`[${i + 1}] ${label(coder, 16)}: ${own[i] ?? t('nothing')}`, 'adjudicateTake', session.said(one, i), {
          coder: i + 1,
        }),
      ),
      lens(`[b] ${t('both')}`, 'adjudicateBoth'),
      lens(`[0] ${t('neither')}`, 'adjudicateNeither'),
      lens(`[e] ${t('edit')}`, 'adjudicateEdit'),
      lens(`[j] ${t('next')}`, 'adjudicateNext'),
    ];
  }
}
