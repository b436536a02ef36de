/**
 * Draws suggestions faintly in the editors on the screen. On a key press nothing happens but that the change is noted: VS Code
 * moves what is drawn, and the names are looked for again when typing pauses.
 */
import * as vscode from 'vscode';
import type { TextChange } from '../../core/text/map-range';
import { keyOf, rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import { suggestedOpen } from '../../host/suggested';
import { isFollowed } from '../../host/taggable';

/** Changes are collected until so long nothing more changed, in milliseconds. */
const PAUSE = 250;
/** More suggestions than this are not drawn: a text full of them says nothing. */
const MOST = 5_000;
/** Events kept for the index; beyond them the text is looked through anew. */
const MOST_EVENTS = 500;

export class DrawSuggestions implements vscode.Disposable {
  private readonly look = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    textDecoration: 'underline dotted 1px var(--vscode-stancemark-suggestion)',
  });
  private readonly shown = new WeakMap<vscode.TextEditor, string>();
  private readonly events = new Map<string, (readonly TextChange[])[]>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly owned: vscode.Disposable;

  constructor(private readonly services: Services) {
    const { window, workspace } = vscode;
    const listening = services.library.onDidChange(() => this.later());
    this.owned = vscode.Disposable.from(
      this.look,
      listening,
      workspace.onDidChangeTextDocument((event) => this.note(event)),
      workspace.onDidCloseTextDocument((document) => this.forget(keyOf(document.uri))),
      window.onDidChangeVisibleTextEditors(() => this.later()),
      settings.onChange(() => this.later()),
    );
    this.later();
  }

  private note({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || !isFollowed(document)) return;
    const key = keyOf(document.uri);
    const list = this.events.get(key) ?? [];
    list.push(
      contentChanges.map(({ rangeOffset, rangeLength, text }) => ({ offset: rangeOffset, removed: rangeLength, text })),
    );
    this.events.set(key, list);
    this.later();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), PAUSE);
  }

  private forget(key: string): void {
    this.events.delete(key);
    this.services.names.forget(key);
  }

  /** Brings the index up to the text. Where somebody asked it about a later text meanwhile, it is made anew. */
  private follow(): void {
    for (const [key, list] of this.events) {
      try {
        if (list.length > MOST_EVENTS) this.services.names.forget(key);
        else for (const changes of list) this.services.names.apply(key, changes);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        // The index knew the later text already, so the changes do not fit: it compares texts, and searches anew.
        this.services.names.forget(key);
      }
    }
    this.events.clear();
  }

  private draw(): void {
    this.follow();
    for (const editor of vscode.window.visibleTextEditors) {
      if (isFollowed(editor.document)) this.drawIn(editor);
    }
  }

  private drawIn(editor: vscode.TextEditor): void {
    const { document } = editor;
    const on = settings.highlights() && settings.suggestions(document.uri);
    const found = on ? suggestedOpen(this.services, keyOf(document.uri)).slice(0, MOST) : [];
    // VS Code has moved what is drawn by itself: only where the places differ from what was drawn for this text, draw anew.
    const key = `${document.version} ${found.map(({ hit }) => `${hit.from}-${hit.to}`).join(' ')}`;
    if (this.shown.get(editor) === key) return;
    this.shown.set(editor, key);
    editor.setDecorations(
      this.look,
      found.map(({ hit }) => rangeAt(document, hit)),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.owned.dispose();
  }
}
