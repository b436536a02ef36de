/** Draws proposals in the editors on the screen, and keeps the context keys by which keys and menus know of them. */
import * as vscode from 'vscode';
import { keyOf, rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import { isFollowed } from '../../host/taggable';
import { proposalsAt } from './commands';

/** More than this are not drawn. */
const MOST = 5_000;
/** Typing is waited for so long, in milliseconds. */
const PAUSE = 250;
const HERE = 'stancemark.atProposal';
const SOURCE = 'stancemark.sourceHasProposals';
const ANY = 'stancemark.hasProposals';

export class DrawProposals implements vscode.Disposable {
  private readonly look = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    textDecoration: 'underline wavy 1px var(--vscode-stancemark-proposal)',
    overviewRulerColor: new vscode.ThemeColor('stancemark.proposal'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  private readonly keys = new Map<string, boolean>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly owned: vscode.Disposable;

  constructor(private readonly services: Services) {
    const { window, workspace } = vscode;
    this.owned = vscode.Disposable.from(
      this.look,
      services.proposals.onDidChange(() => this.draw()),
      window.onDidChangeVisibleTextEditors(() => this.begin()),
      window.onDidChangeActiveTextEditor(() => this.tell()),
      window.onDidChangeTextEditorSelection(() => this.tell()),
      workspace.onDidChangeTextDocument(() => this.later()),
      settings.onChange(() => this.draw()),
    );
    this.begin();
  }

  /** The file of a source that is looked at is read without the rest of the workspace. */
  private begin(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (isFollowed(document)) void this.services.proposals.openNow(keyOf(document.uri));
    }
    this.draw();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const { document } of vscode.window.visibleTextEditors) {
        const key = keyOf(document.uri);
        if (this.services.proposals.of(key)) void this.services.proposals.look(key);
      }
    }, PAUSE);
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (!isFollowed(document)) continue;
      const key = keyOf(document.uri);
      const lying = this.services.proposals.of(key);
      // What was judged by another text is drawn when it was judged again; VS Code moves what is drawn until then.
      if (lying?.by && lying.by.text.text !== document.getText()) continue;
      const open = settings.highlights() ? this.services.proposals.open(key).slice(0, MOST) : [];
      editor.setDecorations(
        this.look,
        open.map(({ range }) => rangeAt(document, range)),
      );
    }
    this.tell();
  }

  private tell(): void {
    const { proposals } = this.services;
    const editor = vscode.window.activeTextEditor;
    const uri = editor && isFollowed(editor.document) ? keyOf(editor.document.uri) : undefined;
    const here =
      editor && uri !== undefined && proposalsAt(this.services, { uri, document: editor.document }, editor.selection);
    this.set(HERE, Array.isArray(here) && here.length > 0);
    this.set(SOURCE, uri !== undefined && proposals.open(uri).length > 0);
    this.set(
      ANY,
      proposals.sources().some((one) => proposals.open(one).length > 0),
    );
  }

  private set(key: string, value: boolean): void {
    if (this.keys.get(key) === value) return;
    this.keys.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.owned.dispose();
  }
}
