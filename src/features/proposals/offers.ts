/** Proposals where the mouse and the light bulb are: what is proposed, by whom, and the three answers. */
import * as vscode from 'vscode';
import type { Origin, Tag } from '../../core/model';
import type { Proposed } from '../../core/proposals';
import { label } from '../../core/text/safe';
import { appendPlain, appendSentence, commandLink } from '../../host/card';
import { keyOf, rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { isFollowed } from '../../host/taggable';
import { describe } from '../../host/targets';
import { proposalsAt } from './commands';

const KIND = vscode.CodeActionKind.QuickFix;
const COMMANDS = ['acceptProposal', 'editProposal', 'rejectProposal', 'nextProposal'].map(
  (name) => `stancemark.${name}`,
);
/** More at one place than this are reached one after the other. */
const MOST = 4;

export class ProposalOffers implements vscode.HoverProvider, vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [KIND] };

  constructor(private readonly services: Services) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const found = this.at(document, new vscode.Range(position, position));
    const [first] = found;
    if (!first) return undefined;
    return new vscode.Hover(
      found.slice(0, MOST).map((one) => this.card(keyOf(document.uri), one)),
      rangeAt(document, first.range),
    );
  }

  private card(uri: string, one: Proposed): vscode.MarkdownString {
    const { t } = vscode.l10n;
    const card = new vscode.MarkdownString();
    card.isTrusted = { enabledCommands: COMMANDS };
    card.appendMarkdown(`${t('Proposal')} · `);
    appendPlain(card, describe(this.services, uri, one.meaning as Tag), 200);
    for (const { from, note } of one.origins.slice(0, MOST)) {
      appendSentence(card.appendMarkdown('\n\n'), { words: t('by {0}', '{0}'), data: [originText(from)] });
      if (note !== undefined) appendPlain(card.appendMarkdown(': '), note);
    }
    const about = { uri, proposal: one.id };
    const links = [
      [t('Accept'), 'acceptProposal', about],
      [t('Accept with Changes…'), 'editProposal', about],
      [t('Reject'), 'rejectProposal', about],
      [t('Next'), 'nextProposal', { uri }],
    ] as const;
    card.appendMarkdown('\n\n');
    card.appendMarkdown(links.map(([words, command, args]) => `[${words}](${commandLink(command, args)})`).join(' · '));
    return card;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    if (context.only && !context.only.contains(KIND)) return [];
    const { t } = vscode.l10n;
    const uri = keyOf(document.uri);
    return this.at(document, range)
      .slice(0, MOST)
      .flatMap((one, i) => {
        const what = label(describe(this.services, uri, one.meaning as Tag), 60);
        const about = { uri: document.uri, proposal: one.id };
        const accept = action(t('Accept the proposal: {0}', what), 'acceptProposal', about);
        accept.isPreferred = i === 0;
        return [
          accept,
          action(t('Accept with changes: {0}', what), 'editProposal', about),
          action(t('Reject the proposal: {0}', what), 'rejectProposal', about),
        ];
      });
  }

  private at(document: vscode.TextDocument, range: vscode.Range): Proposed[] {
    if (!isFollowed(document)) return [];
    return proposalsAt(this.services, { uri: keyOf(document.uri), document }, range);
  }
}

/** Who, in which version, when; text from a file. */
export function originText({ who, version, date }: Origin): string {
  return [who, version, date].filter((part) => part !== undefined).join(', ');
}

function action(title: string, command: string, argument: unknown): vscode.CodeAction {
  const one = new vscode.CodeAction(title, KIND);
  one.command = { title, command: `stancemark.${command}`, arguments: [argument] };
  return one;
}
