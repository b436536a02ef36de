/**
 * Two settings of VS Code make sources easier to read: wrapped lines, and no boxes around the words that equal the one at the
 * cursor, which look like tags. They are offered once, at the first source with tags, and set only when the user says so.
 */
import * as vscode from 'vscode';
import { keyOf } from '../../host/convert';
import { inform, whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { isFollowed } from '../../host/taggable';

const OFFERED = 'reading.offered';
const WANTED = { wordWrap: 'on', occurrencesHighlight: 'off' } as const;

/** Offers them when a source with tags is looked at; says nothing where they were offered before, or both are set. */
export class ReadingOffer implements vscode.Disposable {
  private readonly parts: vscode.Disposable[];
  private done: boolean;

  constructor(private readonly services: Services) {
    this.done = services.context.globalState.get<boolean>(OFFERED, false);
    this.parts = [
      vscode.window.onDidChangeActiveTextEditor(() => this.look()),
      services.library.onDidChange(() => this.look()),
    ];
  }

  private look(): void {
    if (this.done) return;
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'plaintext' || !isFollowed(document)) return;
    if ((this.services.library.source(keyOf(document.uri))?.tags.length ?? 0) === 0) return;
    this.done = true;
    this.offer().catch((error: unknown) => this.services.log.error(`Settings for reading: ${String(error)}`));
  }

  private async offer(): Promise<void> {
    if (keys().every((key) => plainText().get(key) === WANTED[key])) return;
    await this.services.context.globalState.update(OFFERED, true);
    const answer = await inform(
      'Sources read better with wrapped lines, and without VS Code’s own boxes around equal words. Set both for plain text?',
      [],
      'Set Both',
      'Leave It',
    );
    if (answer !== 'Set Both') return;
    for (const key of keys()) await plainText().update(key, WANTED[key], vscode.ConfigurationTarget.Global, true);
    whisper('Set for plain text: word wrap on, highlights of equal words off.');
  }

  dispose(): void {
    vscode.Disposable.from(...this.parts).dispose();
  }
}

function plainText(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('editor', { languageId: 'plaintext' });
}

function keys(): readonly (keyof typeof WANTED)[] {
  return ['wordWrap', 'occurrencesHighlight'];
}
