/** Suggestions where the mouse and the light bulb are: accept, accept all of the entity, dismiss. */
import * as vscode from 'vscode';
import type { Suggestion } from '../../core/find/suggest';
import { label } from '../../core/text/safe';
import { appendPlain, appendSentence, commandLink } from '../../host/card';
import { keyOf, offsetsOf, rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import { suggestedOpen } from '../../host/suggested';
import { isFollowed } from '../../host/taggable';

const KIND = vscode.CodeActionKind.QuickFix;
const COMMANDS = ['acceptSuggestion', 'acceptAllSuggestions', 'dismissSuggestion'].map((name) => `stancemark.${name}`);
/** More entities than this with one name are left to the question that accepting asks. */
const MOST = 4;

interface Found {
  readonly uri: string;
  readonly suggestion: Suggestion;
  readonly range: vscode.Range;
  readonly names: readonly { readonly id: string; readonly name: string }[];
}

export class Offers implements vscode.HoverProvider, vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [KIND] };

  constructor(private readonly services: Services) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const found = await this.at(document, new vscode.Range(position, position));
    if (!found) return undefined;
    const { range, uri, names, suggestion } = found;
    const about = { uri, range: { start: place(range.start), end: place(range.end) } };
    const card = new vscode.MarkdownString();
    card.isTrusted = { enabledCommands: COMMANDS };
    const { t } = vscode.l10n;
    card.appendMarkdown(`${t('Suggestion')} · `);
    for (const [i, { id, name }] of names.slice(0, MOST).entries()) {
      if (i > 0) card.appendMarkdown(' · ');
      appendPlain(card, name, 80).appendMarkdown(
        ` [${t('Accept')}](${commandLink('acceptSuggestion', { ...about, entity: id })})`,
      );
      if (names.length === 1) {
        card.appendMarkdown(
          ` · [${t('Accept all of this entity here')}](${commandLink('acceptAllSuggestions', { uri, entity: id })})`,
        );
      }
    }
    card.appendMarkdown('\n\n');
    card.appendMarkdown(`[${t('Dismiss')}](${commandLink('dismissSuggestion', about)}) · `);
    const everywhere = commandLink('dismissSuggestion', { ...about, everywhere: true });
    card.appendMarkdown(`[${t('Dismiss these words in this source')}](${everywhere})`);
    if (suggestion.why.length > 0) {
      appendSentence(card.appendMarkdown('\n\n'), { words: suggestion.why.map((why) => t(why)).join(', '), data: [] });
    }
    return new vscode.Hover(card, range);
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (context.only && !context.only.contains(KIND)) return [];
    const found = await this.at(document, range);
    if (!found) return [];
    const { uri, names, suggestion } = found;
    const about = { uri: document.uri, range: found.range };
    const words = label(suggestion.hit.form, 40);
    const { t } = vscode.l10n;
    const actions = names
      .slice(0, MOST)
      .map(({ id, name }) =>
        action(t('Tag as {0} (suggested)', label(name, 40)), 'acceptSuggestion', { ...about, entity: id }),
      );
    if (actions[0] && names.length === 1) actions[0].isPreferred = true;
    const [only] = names;
    if (only && names.length === 1) {
      const title = t('Accept all suggestions of {0} in this source', label(only.name, 40));
      actions.push(action(title, 'acceptAllSuggestions', { uri: document.uri, entity: only.id }));
      const all = t('Tag all mentions of {0}…', label(only.name, 40));
      actions.push(action(all, 'tagAllMentions', { entity: only.id, uri, scope: 'workspace' }));
    }
    actions.push(action(t('Dismiss this suggestion'), 'dismissSuggestion', about));
    const everywhere = t('Dismiss “{0}” in this source', words);
    actions.push(action(everywhere, 'dismissSuggestion', { ...about, everywhere: true }));
    return actions;
  }

  private async at(document: vscode.TextDocument, range: vscode.Range): Promise<Found | undefined> {
    if (!isFollowed(document) || !settings.suggestions(document.uri)) return undefined;
    await this.services.documents.ready(document);
    const uri = keyOf(document.uri);
    const { from, to } = offsetsOf(document, range);
    const suggestion = suggestedOpen(this.services, uri).find(({ hit }) => hit.from <= to && from <= hit.to);
    if (!suggestion) return undefined;
    const codebook = this.services.library.codebookOf(uri);
    const names = suggestion.hit.entities.map((id) => ({ id, name: codebook?.entity(id)?.name ?? id }));
    return { uri, suggestion, range: rangeAt(document, suggestion.hit), names };
  }
}

function place({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}

function action(title: string, command: string, argument: unknown): vscode.CodeAction {
  const one = new vscode.CodeAction(title, KIND);
  one.command = { title, command: `stancemark.${command}`, arguments: [argument] };
  return one;
}
