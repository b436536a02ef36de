/** Code actions: 'Tag as …' on a selection, 'Edit' and 'Remove' on a tag. */
import * as vscode from 'vscode';
import { isNamed, rankEntities } from '../../core/find/rank';
import { shorten, visible } from '../../core/text/safe';
import { keyOf, offsetsOf, rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { whyNotTaggable } from '../../host/taggable';
import { describe, selectedPassage } from '../../host/targets';

const TAG = vscode.CodeActionKind.Refactor.append('stancemark.tag');
const EDIT = vscode.CodeActionKind.Refactor.append('stancemark.edit');
/** So many of the best fitting entities are offered by name. */
const OFFERED = 2;
/** Longer selections are passages, not names. */
const LONGEST_NAME = 80;

export class TagActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [TAG, EDIT] };

  constructor(private readonly services: Services) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range | vscode.Selection,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[] | undefined> {
    if (whyNotTaggable(document.uri)) return undefined;
    // VS Code asks at every move of the cursor: a light bulb on each tag would be noise. On a selection it has something to say.
    if (range.isEmpty && context.triggerKind === vscode.CodeActionTriggerKind.Automatic) return undefined;
    await this.services.documents.ready(document);
    const actions: vscode.CodeAction[] = [];
    const wanted = (kind: vscode.CodeActionKind): boolean => !context.only || context.only.contains(kind);
    if (!range.isEmpty && wanted(TAG)) actions.push(...this.tagging(document, range));
    if (wanted(EDIT)) actions.push(...this.editing(document, range));
    return actions;
  }

  private tagging(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const { library, recents } = this.services;
    const codebook = library.codebookOf(keyOf(document.uri));
    const text = library.liveText(keyOf(document.uri))?.text.text;
    const passage = text === undefined ? undefined : selectedPassage(text, offsetsOf(document, range));
    const meant = passage ? rangeAt(document, passage) : new vscode.Range(range.start, range.end);
    const words = document.getText(meant).trim();
    const about = { uri: document.uri, range: meant };
    const fitting =
      codebook && words.length <= LONGEST_NAME
        ? rankEntities(codebook.entities, words, recents.entities()).filter(isNamed)
        : [];
    return [
      ...fitting
        .slice(0, OFFERED)
        .map(({ entity }) =>
          action(vscode.l10n.t('Tag as {0}', name(entity.name)), TAG, 'tagEntity', { ...about, entity: entity.id }),
        ),
      action(vscode.l10n.t('Tag as entity…'), TAG, 'tagEntity', about),
      action(vscode.l10n.t('Tag stance…'), TAG, 'tagStance', about),
    ];
  }

  private editing(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const { from, to } = offsetsOf(document, range);
    const uri = keyOf(document.uri);
    const tags = range.isEmpty
      ? this.services.library.tagsAt(uri, from)
      : this.services.library.tagsWithin(uri, from, to);
    return tags.slice(0, OFFERED).flatMap((tag) => {
      const words = name(describe(this.services, uri, tag));
      const about = { uri: document.uri, id: tag.id };
      return [
        action(vscode.l10n.t('Edit tag {0}…', words), EDIT, 'editTag', about),
        action(vscode.l10n.t('Remove tag {0}', words), EDIT, 'removeTag', about),
      ];
    });
  }
}

/** A code action's title is plain text, of one line. */
function name(text: string): string {
  return `“${visible(shorten(text, 60))}”`;
}

function action(title: string, kind: vscode.CodeActionKind, command: string, argument: unknown): vscode.CodeAction {
  const made = new vscode.CodeAction(title, kind);
  made.command = { title, command: `stancemark.${command}`, arguments: [argument] };
  return made;
}
