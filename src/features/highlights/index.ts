/**
 * Highlights: the tags of the sources on the screen. VS Code moves decorations with the text by itself, so nothing is drawn on a
 * key press; a painting is made anew only when tags changed, and taken from the cache when an editor comes back.
 */
import * as vscode from 'vscode';
import type { Aside } from '../../core/library/layers';
import type { CodebookView, SourceView } from '../../core/corpus';
import { registerCommands } from '../../host/commands';
import { keyOf, offsetsOf } from '../../host/convert';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import { isFollowed } from '../../host/taggable';
import { Looks } from './looks';
import { paint, type Painting } from './paint';
import { Siblings } from './siblings';

/** Scrolling is followed after so long, where only a part of the tags is drawn. */
const SCROLL_PAUSE = 50;
/** With more tags than this, only those near the screen are drawn (measured: 10,000 ranges cost 2 to 6 ms, 100,000 200 ms until drawn). */
const MANY = 5_000;
/** Lines above and below the screen that are drawn too, where only a part is. */
const MARGIN = 120;

interface Cached {
  readonly source: SourceView;
  readonly codebook: CodebookView | undefined;
  /** Were all layers shown? */
  readonly beside: boolean | undefined;
  readonly version: number;
  readonly painting: Painting;
}

export function registerHighlights(services: Services): vscode.Disposable {
  const highlights = new Highlights(services);
  return vscode.Disposable.from(
    highlights,
    registerCommands(services.log, { toggleHighlights: () => highlights.toggle() }),
  );
}

class Highlights implements vscode.Disposable {
  private readonly looks = new Looks();
  private cache = new WeakMap<vscode.TextDocument, Cached>();
  /** What each editor shows, and of which version of its text the places are: afterwards VS Code moves them itself. */
  private readonly shown = new WeakMap<vscode.TextEditor, { painting: Painting; version: number }>();
  /** The lines that are drawn in editors of which only a part is. */
  private readonly parts = new WeakMap<vscode.TextEditor, vscode.Range>();
  private readonly waiting = new Set<string>();
  private planned = false;
  private scrollTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly owned: vscode.Disposable;

  constructor(private readonly services: Services) {
    const { window } = vscode;
    this.owned = vscode.Disposable.from(
      this.looks,
      new Siblings(services, this.looks),
      window.onDidChangeVisibleTextEditors((editors) => editors.forEach((editor) => this.draw(editor))),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.scrolled(textEditor)),
      services.library.onDidChange(({ sources, codebooks }) => this.later(sources, codebooks)),
      settings.onChange(() => this.drawAll()),
      // Colours of the codebook are made to stand out from the theme's ground.
      window.onDidChangeActiveColorTheme(() => {
        this.cache = new WeakMap();
        this.drawAll();
      }),
    );
    this.drawAll();
  }

  /** Returns whether highlights are shown now. */
  async toggle(): Promise<boolean> {
    const wanted = !settings.highlights();
    await settings.update('highlights.enabled', wanted);
    whisper(wanted ? 'Highlights are shown.' : 'Highlights are hidden.');
    return wanted;
  }

  private later(sources: ReadonlySet<string>, codebooks: ReadonlySet<string>): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const key = keyOf(editor.document.uri);
      if (sources.has(key) || codebooks.has(this.services.library.codebookOf(key)?.uri ?? '')) this.waiting.add(key);
    }
    if (this.waiting.size === 0 || this.planned) return;
    this.planned = true;
    // Somebody waits to see the tag: as soon as the code that makes the changes is done, before any timer.
    queueMicrotask(() => {
      this.planned = false;
      for (const editor of vscode.window.visibleTextEditors) {
        if (this.waiting.has(keyOf(editor.document.uri))) this.draw(editor);
      }
      this.waiting.clear();
    });
  }

  private scrolled(editor: vscode.TextEditor): void {
    const part = this.parts.get(editor);
    if (!part || editor.visibleRanges.every((range) => part.contains(range))) return;
    clearTimeout(this.scrollTimer);
    this.scrollTimer = setTimeout(() => this.draw(editor), SCROLL_PAUSE);
  }

  private drawAll(): void {
    vscode.window.visibleTextEditors.forEach((editor) => this.draw(editor));
  }

  private draw(editor: vscode.TextEditor): void {
    const painting = this.paintingFor(editor);
    const { version } = editor.document;
    const before = this.shown.get(editor);
    for (const look of before?.painting.keys() ?? []) if (!painting.has(look)) editor.setDecorations(look, []);
    for (const [look, ranges] of painting) {
      const same = before?.version === version && equalRanges(before.painting.get(look), ranges);
      if (!same) editor.setDecorations(look, ranges);
    }
    this.shown.set(editor, { painting, version });
  }

  private paintingFor(editor: vscode.TextEditor): Painting {
    const { document } = editor;
    const source = this.services.library.source(keyOf(document.uri));
    this.parts.delete(editor);
    if (!source || !settings.highlights() || !isFollowed(document)) return new Map();
    const asides = this.services.library.layers.asides(source.uri);
    if (source.tags.length + asides.length > MANY) return this.paintPart(editor, source, asides);
    const codebook = this.services.library.codebookOf(source.uri);
    const cached = this.cache.get(document);
    const { beside } = this.services.library.layers.reading;
    const current = cached?.source === source && cached.codebook === codebook && cached.beside === beside;
    if (current && cached.version === document.version) return cached.painting;
    const begun = performance.now();
    const painting = paint(this.services, this.looks, document, source, { tags: source.tags, asides });
    this.services.log.trace(`Highlights of ${source.tags.length} tags: ${(performance.now() - begun).toFixed(1)} ms`);
    this.cache.set(document, { source, codebook, beside, version: document.version, painting });
    return painting;
  }

  private paintPart(editor: vscode.TextEditor, source: SourceView, asides: readonly Aside[]): Painting {
    const { document } = editor;
    const lines = editor.visibleRanges.flatMap((range) => [range.start.line, range.end.line]);
    const first = Math.max(0, Math.min(...lines) - MARGIN);
    const last = Math.min(document.lineCount - 1, Math.max(...lines) + MARGIN);
    const part = new vscode.Range(new vscode.Position(first, 0), document.lineAt(last).range.end);
    this.parts.set(editor, part);
    const { from, to } = offsetsOf(document, part);
    const inside = asides.filter(({ pieces }) => pieces.some((piece) => piece.from < to && from < piece.to));
    const tags = this.services.library.tagsWithin(source.uri, from, to);
    return paint(this.services, this.looks, document, source, { tags, asides: inside });
  }

  dispose(): void {
    clearTimeout(this.scrollTimer);
    this.owned.dispose();
  }
}

function equalRanges(a: readonly vscode.Range[] | undefined, b: readonly vscode.Range[]): boolean {
  return a === b || (a?.length === b.length && a.every((range, i) => range.isEqual(b[i] as vscode.Range)));
}
