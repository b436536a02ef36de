/** The coders' tags side by side in the text: one line style for each coder, agreement quiet, the case at hand marked. */
import * as vscode from 'vscode';
import type { Case } from '../../core/agreement/adjudicate';
import { rangeAt } from '../../host/convert';

/** A theme's colour, or that of the text where the theme has none (high contrast). */
const color = (name: string): string => `var(--vscode-charts-${name}, var(--vscode-editor-foreground))`;

/**
 * Of several coders on one passage each has a line of its own, told apart by place and form as well as by colour. They are sides of
 * the box of which none takes another's place; VS Code has no options for single sides.
 */
const STYLES: readonly vscode.DecorationRenderOptions[] = [
  { textDecoration: `none; border-bottom: 2px solid ${color('blue')}` },
  { textDecoration: `none; border-top: 2px dashed ${color('yellow')}` },
  { textDecoration: `none; box-shadow: inset 0 -5px 0 -3px ${color('green')}` },
  { outline: `1px dotted ${color('purple')}` },
];

export class Drawing implements vscode.Disposable {
  private readonly coders = STYLES.map((style) => typeOf(style));
  private readonly agreed = typeOf({
    textDecoration: 'underline dotted 1px var(--vscode-editorLineNumber-foreground)',
  });
  private readonly current = typeOf({
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    border: '1px solid var(--vscode-contrastActiveBorder, transparent)',
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.findMatchForeground'),
  });

  draw(editor: vscode.TextEditor, cases: readonly Case[], current: Case | undefined): void {
    const { document } = editor;
    const open = cases.filter(({ state }) => state !== 'decided');
    this.coders.forEach((type, slot) => {
      const pieces = open
        .filter(({ kinds }) => kinds.length > 0)
        .flatMap(({ tags }) => tags.flatMap((own, coder) => (own && coder % STYLES.length === slot ? own.pieces : [])));
      editor.setDecorations(
        type,
        pieces.map((piece) => rangeAt(document, piece)),
      );
    });
    const quiet = open.filter(({ kinds }) => kinds.length === 0);
    editor.setDecorations(
      this.agreed,
      quiet.flatMap(({ tags }) => tags.flatMap((own) => own?.pieces ?? [])).map((piece) => rangeAt(document, piece)),
    );
    const whole = current && rangeAt(document, current);
    editor.setDecorations(this.current, whole ? [whole] : []);
  }

  erase(editor: vscode.TextEditor): void {
    for (const type of [...this.coders, this.agreed, this.current]) editor.setDecorations(type, []);
  }

  dispose(): void {
    for (const type of [...this.coders, this.agreed, this.current]) type.dispose();
  }
}

function typeOf(options: vscode.DecorationRenderOptions): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...options,
  });
}
