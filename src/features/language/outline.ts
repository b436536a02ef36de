/** The outline of a source, and its breadcrumbs. */
import * as vscode from 'vscode';
import { isMention, type Tag } from '../../core/model';
import { quoteOf } from '../../core/pieces';
import { label, shorten } from '../../core/text/safe';
import { inPlainWords, spokenSentence } from '../../core/words/sentence';
import { keyOf, rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { isFollowed } from '../../host/taggable';
import { kindOf } from './kinds';

/**
 * VS Code asks again at every pause in typing and draws every entry. With more tags than this the outline has the stances alone,
 * so many of them at the most.
 */
const MOST = 2_000;
/** Changes of tags are collected for so long, in milliseconds. */
const PAUSE = 250;

/**
 * VS Code asks for an outline when the text changes and keeps the answer until then. Tags change without the text, and the only
 * way to say so is to register the provider anew.
 */
export class OutlineRegistration implements vscode.Disposable {
  private registered: vscode.Disposable;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listening: { dispose(): void };
  private readonly provider: Outline;

  constructor(
    services: Services,
    private readonly selector: vscode.DocumentSelector,
  ) {
    this.provider = new Outline(services);
    this.registered = this.register();
    this.listening = services.library.onDidChange(({ sources, codebooks }) => {
      const seen = vscode.window.visibleTextEditors.some((editor) => sources.has(keyOf(editor.document.uri)));
      if (!seen && codebooks.size === 0) return;
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.registered.dispose();
        this.registered = this.register();
      }, PAUSE);
    });
  }

  private register(): vscode.Disposable {
    return vscode.languages.registerDocumentSymbolProvider(this.selector, this.provider, { label: 'Stancemark' });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
    this.registered.dispose();
  }
}

/** Mentions and stances in the order of the text; a mention inside a stance's passage stands below it. */
class Outline implements vscode.DocumentSymbolProvider {
  constructor(private readonly services: Services) {}

  async provideDocumentSymbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[] | undefined> {
    if (!isFollowed(document)) return undefined;
    await this.services.documents.ready(document);
    const { library } = this.services;
    const uri = keyOf(document.uri);
    const all = library.source(uri)?.tags ?? [];
    const tags = all.length <= MOST ? all : all.filter((tag) => !isMention(tag)).slice(0, MOST);
    // A mention stands once, at its first piece; what stands below a stance may stand in any of its pieces.
    const placed = tags.flatMap((tag) => {
      const pieces = library.rangesOf(uri, tag.id) ?? [];
      return (isMention(tag) ? pieces.slice(0, 1) : pieces).map((piece) => ({ tag, piece }));
    });
    placed.sort((a, b) => a.piece.from - b.piece.from || b.piece.to - a.piece.to);
    const top: vscode.DocumentSymbol[] = [];
    const around: { symbol: vscode.DocumentSymbol; to: number }[] = [];
    const made = new Map<Tag, vscode.DocumentSymbol>();
    for (const { tag, piece } of placed) {
      while (around.length > 0 && (around[around.length - 1]?.to ?? 0) < piece.to) around.pop();
      let symbol = made.get(tag);
      if (!symbol) {
        symbol = this.symbol(document, uri, tag, piece);
        (around[around.length - 1]?.symbol.children ?? top).push(symbol);
        made.set(tag, symbol);
      }
      if (!isMention(tag)) around.push({ symbol, to: piece.to });
    }
    return top;
  }

  private symbol(
    document: vscode.TextDocument,
    uri: string,
    tag: Tag,
    piece: { from: number; to: number },
  ): vscode.DocumentSymbol {
    const codebook = this.services.library.codebookOf(uri);
    const range = rangeAt(document, piece);
    if (!isMention(tag)) {
      const words = shorten(
        inPlainWords(spokenSentence(codebook, tag.stance), (text) => label(text, 60)),
        160,
      );
      return new vscode.DocumentSymbol(words, label(quoteOf(tag), 60), vscode.SymbolKind.Interface, range, range);
    }
    const entity = codebook?.entity(tag.entity);
    const kind = kindOf(entity?.type);
    // VS Code refuses symbols without a name; one of unseen characters alone is shown as escapes.
    return new vscode.DocumentSymbol(
      label(entity?.name ?? tag.entity) || '–',
      label(quoteOf(tag), 60),
      kind,
      range,
      range,
    );
  }
}
