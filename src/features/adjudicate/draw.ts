/** The coders' tags side by side in the text: one line style for each coder, agreement quiet, the case at hand with its words. */
import * as vscode from 'vscode';
import type { Case } from '../../core/agreement/adjudicate';
import { rangeAt } from '../../host/convert';

/** Of several coders on one passage each has a line of its own: below, at the bottom of the box, at its top, around it. */
const STYLES: readonly vscode.DecorationRenderOptions[] = [
  { textDecoration: 'underline solid 2px var(--vscode-charts-blue)' },
  { border: 'dashed var(--vscode-charts-orange); border-width: 0 0 2px 0' },
  { border: 'solid var(--vscode-charts-green); border-width: 2px 0 0 0' },
  { outline: '1px dotted var(--vscode-charts-purple)' },
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
  private readonly words = typeOf({});

  /** `words` says of the case at hand what each coder has, in safe words. */
  draw(editor: vscode.TextEditor, cases: readonly Case[], current: Case | undefined, words: string): void {
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
    const end = whole && document.lineAt(whole.end.line).range.end;
    const after = {
      contentText: `  ${words}`,
      color: new vscode.ThemeColor('editorCodeLens.foreground'),
      fontStyle: 'italic',
    };
    editor.setDecorations(this.words, end ? [{ range: new vscode.Range(end, end), renderOptions: { after } }] : []);
  }

  erase(editor: vscode.TextEditor): void {
    for (const type of [...this.coders, this.agreed, this.current, this.words]) editor.setDecorations(type, []);
  }

  dispose(): void {
    for (const type of [...this.coders, this.agreed, this.current, this.words]) type.dispose();
  }
}

function typeOf(options: vscode.DecorationRenderOptions): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...options,
  });
}
