/** Draws proposals in the editors on the screen, and keeps the context keys by which keys and menus know of them. */
import * as vscode from 'vscode';
import { pathsOf, setContext } from '../../host/context';
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
/** Of the open sources: a key that is pressed right after another came in front already goes by it. */
const SOURCES = 'stancemark.withProposals';
const ANY = 'stancemark.hasProposals';

export class DrawProposals implements vscode.Disposable {
  private readonly look = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    textDecoration: 'underline wavy 1px var(--vscode-stancemark-proposal)',
    overviewRulerColor: new vscode.ThemeColor('stancemark.proposal'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
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
    void setContext(HERE, Array.isArray(here) && here.length > 0);
    const open = (one: string): boolean => proposals.open(one).length > 0;
    const documents = vscode.workspace.textDocuments.filter((one) => isFollowed(one) && open(keyOf(one.uri)));
    void setContext(SOURCES, pathsOf(documents.map((one) => one.uri)));
    void setContext(ANY, proposals.sources().some(open));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.owned.dispose();
  }
}
