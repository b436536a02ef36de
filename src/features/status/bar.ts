/** The status bar: what is tagged in the source on the screen, and what needs the user. */
import * as vscode from 'vscode';
import { isSetAside } from '../../core/corpus';
import { summaryOf } from '../../core/sums/counts';
import { keyOf } from '../../host/convert';
import { BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { isFollowed } from '../../host/taggable';
import { counted } from '../../core/words/count';

/** Changes are collected for so long, in milliseconds. */
const PAUSE = 80;

export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly parts: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly services: Services,
    private readonly alsoOnChange: () => void,
  ) {
    this.item = vscode.window.createStatusBarItem('stancemark.status', vscode.StatusBarAlignment.Left, 91);
    this.item.name = vscode.l10n.t('Stancemark: tags of this source');
    this.item.command = 'stancemark.showStatus';
    this.parts = [
      this.item,
      services.library.onDidChange(() => this.later()),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
    ];
    this.update();
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.update();
    }, PAUSE);
  }

  private update(): void {
    this.alsoOnChange();
    const { library } = this.services;
    const document = vscode.window.activeTextEditor?.document;
    const source = document && isFollowed(document) ? library.source(keyOf(document.uri)) : undefined;
    const unsaved = library.unsaved().length;
    const disputed = library.disputed().length;
    if (!source && unsaved + disputed === 0) {
      this.item.hide();
      return;
    }
    const summary = source && summaryOf(source);
    const words = summary ? [counted(summary.mentions, 'mention'), counted(summary.stances, 'stance')] : [];
    const troubles: string[] = [];
    if (summary && summary.lost > 0) troubles.push(vscode.l10n.t('{0} lost', summary.lost));
    if (summary && summary.moved > 0) troubles.push(vscode.l10n.t('{0} moved', summary.moved));
    if (source?.refusal) troubles.push(vscode.l10n.t('tags file cannot be read'));
    if (isSetAside(source)) troubles.push(vscode.l10n.t('set aside: split into articles'));
    if (unsaved > 0) troubles.push(vscode.l10n.t('not on disk'));
    if (disputed > 0) troubles.push(vscode.l10n.t('{0} to decide', disputed));
    const counts = summary ? `$(tag) ${summary.mentions} $(comment-discussion) ${summary.stances}` : '$(tag)';
    this.item.text = troubles.length > 0 ? `${counts} $(warning) ${troubles.join(', ')}` : counts;
    this.item.tooltip = `Stancemark – ${[...words, ...troubles].join(', ')}`;
    this.item.accessibilityInformation = { label: this.item.tooltip };
    const serious = (summary?.lost ?? 0) > 0 || unsaved + disputed > 0 || source?.refusal !== undefined;
    this.item.backgroundColor = serious ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.parts).dispose();
  }
}

/** What a click on the status bar offers: what needs the user first. Returns the command that was run. */
export async function showStatus(services: Services): Promise<string | undefined> {
  const { library } = services;
  const active = vscode.window.activeTextEditor?.document;
  const source = active && library.source(keyOf(active.uri));
  const summary = source && summaryOf(source);
  const items: PickItem<string>[] = [];
  const offer = (icon: string, title: string, command: string, detail?: string): void => {
    items.push({ label: `$(${icon}) ${vscode.l10n.t(title)}`, description: detail, value: `stancemark.${command}` });
  };
  if (library.disputed().length > 0) {
    offer('git-merge', 'Decide between two changes of one tag…', 'decideDisputed');
  }
  if (library.unsaved().length > 0) {
    offer('refresh', 'Try again to write the changes that are not on disk', 'retryUnsaved');
    if (library.unsaved().some((file) => file.gone)) {
      offer('new-file', 'Write the missing files again, with the changes to them', 'writeAgain');
    }
    offer('trash', 'Give up the changes that are not on disk…', 'discardUnsaved');
  }
  if (summary && summary.lost + summary.moved > 0) offer('location', 'Next lost or moved tag', 'nextProblemTag');
  if (summary && summary.moved > 0) offer('check-all', 'Accept all moved tags of this source', 'acceptAllMoved');
  if (source) {
    offer('arrow-right', 'Next tag', 'nextTag');
    if (library.sidecar(source.uri) || source.refusal)
      offer('file-code', 'Open tags file of this source', 'openSidecar');
    offer('info', 'Edit source details…', 'editSourceDetails');
    if (isSetAside(source)) offer('archive', 'Count this source again', 'countSourceAgain');
  }
  offer('eye', 'Toggle highlights', 'toggleHighlights');
  offer('graph', 'Open Findings', 'openFindings');
  const chosen = await pick<string>({
    title: 'Stancemark',
    placeholder: vscode.l10n.t('What do you want to do?'),
    items,
  });
  if (chosen === undefined || chosen === BACK) return undefined;
  await vscode.commands.executeCommand(chosen);
  return chosen;
}
