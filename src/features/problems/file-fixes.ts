/** What mends a problem. */
import * as vscode from 'vscode';
import { nearest } from '../../core/text/fold';
import { label } from '../../core/text/safe';
import { uriOf } from '../../host/convert';
import { rangesNow } from '../../host/goto';
import type { Services } from '../../host/services';
import { Shown } from './problems';

const FIX = vscode.CodeActionKind.QuickFix;

export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [FIX] };

  constructor(private readonly services: Services) {}

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return context.diagnostics.flatMap((one) => (one instanceof Shown ? this.fixesOf(document, one) : []));
  }

  private fixesOf(document: vscode.TextDocument, shown: Shown): vscode.CodeAction[] {
    const { problem, owner } = shown;
    const about = { uri: uriOf(owner), id: problem.tag?.id };
    const fixes: vscode.CodeAction[] = [];
    const run = (title: string, command: string, argument: unknown, preferred = false): void => {
      const action = new vscode.CodeAction(title, FIX);
      action.command = { title, command, arguments: [argument] };
      action.diagnostics = [shown];
      action.isPreferred = preferred;
      fixes.push(action);
    };
    const { t } = vscode.l10n;
    if (problem.code === 'refused') this.refused(shown, run);
    else if (problem.code === 'lost') {
      run(t('Find a place for this tag…'), 'stancemark.placeLostTag', about, true);
      run(t('Remove this tag'), 'stancemark.removeTag', about);
    } else if (problem.code === 'moved') {
      run(t('Accept the new place'), 'stancemark.acceptMoved', about, true);
      run(t('Accept all new places of this source'), 'stancemark.acceptAllMoved', { uri: about.uri });
      run(t('Remove this tag'), 'stancemark.removeTag', about);
    } else if (problem.code === 'unknown-entity' || problem.code === 'unknown-value') {
      this.unknown(shown, run);
      run(t('Choose another…'), 'stancemark.editTag', about);
      run(t('Remove this tag'), 'stancemark.removeTag', about);
    } else if (problem.code === 'duplicate-id' && problem.id !== undefined) {
      // The id that the tag has in memory already is written into the text.
      fixes.push(rewrite(document, shown, t('Give this tag an id of its own'), problem.id));
    }
    if (problem.instead !== undefined) {
      fixes.push(rewrite(document, shown, t('Change to “{0}”', label(problem.instead)), problem.instead));
    }
    if (problem.code === 'unknown-type') fixes.push(...this.otherType(document, shown));
    if (problem.tag) fixes.push(this.otherEnd(document, shown));
    return fixes;
  }

  /** A merge that stopped; other files that cannot be read whole are mended by hand. */
  private refused(
    shown: Shown,
    run: (title: string, command: string, argument: unknown, preferred?: boolean) => void,
  ): void {
    const { library } = this.services;
    const { owner } = shown;
    const refusal = library.source(owner)?.refusal ?? library.codebook(owner)?.refusal;
    if (refusal?.code !== 'conflict') return;
    run(vscode.l10n.t('Resolve by Meaning…'), 'stancemark.resolveByMeaning', { uri: uriOf(owner) }, true);
  }

  private unknown(
    shown: Shown,
    run: (title: string, command: string, argument: unknown, preferred?: boolean) => void,
  ): void {
    const { problem, owner } = shown;
    const codebook = this.services.library.codebookOf(owner);
    const { id, field, tag } = problem;
    if (!codebook || id === undefined || field === undefined || !tag) return;
    const { t } = vscode.l10n;
    const isValue = problem.code === 'unknown-value';
    const known = (isValue ? codebook.stances : codebook.entities).map((one) => one.id);
    const near = nearest(id, known);
    // A list of reporters is changed by hand: which of its links is meant, only the user knows.
    if (near !== undefined && field !== 'via') {
      const set = { [field]: near };
      run(t('Change to “{0}”', label(near)), 'stancemark.editTag', { uri: uriOf(owner), id: tag.id, set }, true);
    }
    const what = isValue ? { value: id } : { entity: id, name: field === 'entity' ? tag.quote : undefined };
    run(t('Add “{0}” to the codebook…', label(id)), 'stancemark.addToCodebook', { codebook: codebook.uri, ...what });
  }

  private otherType(document: vscode.TextDocument, shown: Shown): vscode.CodeAction[] {
    const types = this.services.library.codebook(shown.owner)?.types ?? [];
    const near = nearest(
      shown.problem.id ?? '',
      types.map((one) => one.id),
    );
    return near === undefined ? [] : [rewrite(document, shown, vscode.l10n.t('Change to “{0}”', label(near)), near)];
  }

  private otherEnd(document: vscode.TextDocument, shown: Shown): vscode.CodeAction {
    const { owner, problem } = shown;
    const inSidecar = document.uri.toString() === this.services.library.layers.address(owner);
    const title = inSidecar ? vscode.l10n.t('Open the source there') : vscode.l10n.t('Open the tags file there');
    const action = new vscode.CodeAction(title, FIX);
    action.diagnostics = [shown];
    if (!inSidecar) {
      const about = { uri: uriOf(owner), id: problem.tag?.id };
      action.command = { title, command: 'stancemark.openSidecar', arguments: [about] };
      return action;
    }
    const selection = problem.tag && rangesNow(this.services, owner, problem.tag)[0];
    action.command = { title, command: 'vscode.open', arguments: [uriOf(owner), { selection }] };
    return action;
  }
}

/** Puts a plain word in the place of what is marked. */
function rewrite(document: vscode.TextDocument, shown: Shown, title: string, word: string): vscode.CodeAction {
  const action = new vscode.CodeAction(title, FIX);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, shown.range, word);
  action.diagnostics = [shown];
  action.isPreferred = true;
  return action;
}
