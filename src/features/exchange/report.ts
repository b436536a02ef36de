/** What an export left out, or an import left behind, as a text to look at and to keep. */
import * as vscode from 'vscode';
import { lossText } from '../../core/formats/loss';
import type { Loss } from '../../core/formats/model';
import { visible } from '../../core/text/safe';
import { sentence } from '../../host/messages';

const SCHEME = 'stancemark-report';
/** So many reports are kept while the window is open. */
const MOST = 20;

export class Reports implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private last = 0;
  private readonly provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? vscode.l10n.t('This report is gone.'),
  });

  /** Opens it beside what is edited; 'Save As…' keeps it. Returns its address. */
  async show(name: string, text: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.txt`, query: String(++this.last) });
    this.texts.set(uri.toString(), text);
    for (const key of [...this.texts.keys()].slice(0, -MOST)) this.texts.delete(key);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
      preview: true,
      preserveFocus: true,
    });
    return uri;
  }

  dispose(): void {
    this.provider.dispose();
  }
}

/** One line for each kind of loss, with the ids of its tags; names of files are made harmless. */
export function lossLines(losses: readonly Loss[]): string {
  return lossText(losses)
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${visible(line)}`))
    .join('\n');
}

/** The first kinds of loss in one sentence, for a message. */
export function lossWords(losses: readonly Loss[]): string {
  const named = losses.slice(0, 3).map(({ what, count }) => `${what} (${count})`);
  return losses.length > 3 ? sentence('{0} and {1} more', [named.join(', '), losses.length - 3]) : named.join(', ');
}
