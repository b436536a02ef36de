/** 'Tag Each Selection Until Escape': each selection that is made becomes a tag of the same meaning. */
import { reasonOf } from '../../core/base/say';
import * as vscode from 'vscode';
import type { Meaning } from '../../core/model';
import { isSourceUri } from '../../core/files/addresses';
import { argumentsOf, optionalText } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { setContext } from '../../host/context';
import { keyOf } from '../../host/convert';
import { fail, sentence } from '../../host/messages';
import { sourceTarget, passageTarget } from '../../host/targets';
import type { Services } from '../../host/services';
import { applyMeaning } from './apply';
import { chooseEntity, codebookChanges, codebookOf } from './entity';

/** How long a selection made by keyboard must stand still before it is taken, in milliseconds. */
const STILL = 350;

export class StickyMode implements vscode.Disposable {
  private meaning: Meaning | undefined;
  private readonly bar: vscode.StatusBarItem;
  private readonly parts: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly services: Services) {
    this.bar = vscode.window.createStatusBarItem('stancemark.sticky', vscode.StatusBarAlignment.Left, 90);
    this.bar.name = vscode.l10n.t('Stancemark: sticky tagging');
    this.bar.command = 'stancemark.stickyTag';
    this.bar.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    this.parts = [this.bar, vscode.window.onDidChangeTextEditorSelection((event) => this.selected(event))];
  }

  /** Starts with `{entity}`, or asks; while it is on, the command ends it. Returns whether it is on now. */
  async toggle(args: unknown): Promise<boolean> {
    const given = argumentsOf(args);
    if (this.meaning && given.entity === undefined) return this.end();
    const target = await sourceTarget(this.services, {});
    const codebook = codebookOf(this.services, target);
    const id = optionalText(given, 'entity');
    if (id !== undefined && !codebook.entity(id)) {
      throw new Failure('There is no entity with the id “{0}” in the codebook.', [id]);
    }
    const selected = vscode.window.activeTextEditor?.document.getText(vscode.window.activeTextEditor.selection) ?? '';
    const choice =
      id === undefined ? await chooseEntity(this.services, codebook, selected) : { entity: codebook.entity(id) };
    if (!choice?.entity) return false;
    const changes = codebookChanges(this.services, codebook, { ...choice, entity: choice.entity });
    if (changes.length > 0) {
      await this.services.library.edit('Add to the codebook', [{ kind: 'codebook', uri: codebook.uri, changes }]);
    }
    this.meaning = { entity: choice.entity.id };
    this.bar.text = `$(tag) ${sentence('Tagging as {0} – Escape ends', [choice.entity.name])}`;
    this.bar.show();
    await setContext('stancemark.sticky', true);
    if (selected.trim() !== '') await this.take();
    return true;
  }

  async end(): Promise<boolean> {
    clearTimeout(this.timer);
    this.meaning = undefined;
    this.bar.hide();
    await setContext('stancemark.sticky', false);
    return false;
  }

  private selected(event: vscode.TextEditorSelectionChangeEvent): void {
    clearTimeout(this.timer);
    const by = event.kind;
    // Selections that commands make (next mention, a click in a tree) are not the user's choice of a passage.
    if (!this.meaning || by === undefined || by === vscode.TextEditorSelectionChangeKind.Command) return;
    if (event.selections.every((selection) => selection.isEmpty)) return;
    if (!isSourceUri(keyOf(event.textEditor.document.uri))) return;
    this.timer = setTimeout(() => {
      // No command runs here that would say why it failed.
      this.take().catch((error: unknown) => fail('{0}', [reasonOf(error)]));
    }, STILL);
  }

  private async take(): Promise<void> {
    if (!this.meaning) return;
    try {
      const target = await passageTarget(this.services, {});
      await applyMeaning(this.services, target, this.meaning);
    } catch (error) {
      this.services.log.error(`stickyTag: ${String(error)}`);
      await this.end();
      throw error;
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.parts).dispose();
  }
}
