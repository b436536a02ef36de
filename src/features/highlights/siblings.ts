/**
 * The pieces of one passage shown as one: while the cursor is in one of them, all have a frame. Sets the context key
 * `stancemark.inPiece`, by which menus offer what is about pieces.
 */
import * as vscode from 'vscode';
import { setContext } from '../../host/context';
import { keyOf, rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { isFollowed } from '../../host/taggable';
import type { Looks } from './looks';

export class Siblings implements vscode.Disposable {
  private readonly owned: vscode.Disposable;
  private shown: vscode.TextEditor | undefined;

  constructor(
    private readonly services: Services,
    private readonly looks: Looks,
  ) {
    const { window } = vscode;
    const draw = (): void => this.draw(window.activeTextEditor);
    this.owned = vscode.Disposable.from(
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === window.activeTextEditor) this.draw(textEditor);
      }),
      window.onDidChangeActiveTextEditor(draw),
      services.library.onDidChange(({ sources }) => {
        const editor = window.activeTextEditor;
        if (editor && sources.has(keyOf(editor.document.uri))) this.draw(editor);
      }),
    );
    draw();
  }

  private draw(editor: vscode.TextEditor | undefined): void {
    const ranges = editor && isFollowed(editor.document) ? this.rangesIn(editor) : [];
    // Nearly always there is nothing to draw and nothing to take away: this runs at every step of the cursor.
    if (this.shown && this.shown !== editor) this.shown.setDecorations(this.looks.sibling(), []);
    if (editor && (ranges.length > 0 || this.shown === editor)) editor.setDecorations(this.looks.sibling(), ranges);
    this.shown = ranges.length > 0 ? editor : undefined;
    void setContext('stancemark.inPiece', ranges.length > 0);
  }

  /** The pieces of all tags in several pieces at the cursor. */
  private rangesIn({ document, selection }: vscode.TextEditor): vscode.Range[] {
    const { library } = this.services;
    const uri = keyOf(document.uri);
    return library
      .tagsAt(uri, document.offsetAt(selection.active))
      .filter((tag) => tag.also)
      .flatMap((tag) => library.rangesOf(uri, tag.id) ?? [])
      .map((piece) => rangeAt(document, piece));
  }

  dispose(): void {
    this.owned.dispose();
  }
}
