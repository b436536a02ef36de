/** How every room marks what is wrong: a diagnostic that carries what mends it. */
import * as vscode from 'vscode';
import { uriOf } from '../../host/convert';

export interface Told {
  readonly range: vscode.Range;
  /** Words for people, with nothing of files in them unescaped. */
  readonly message: string;
  readonly code: string;
  readonly severity: keyof typeof SEVERITIES;
  /** Other places that it is about. */
  readonly related?: readonly vscode.DiagnosticRelatedInformation[];
  /** What mends it, asked for when the user looks at the mark in this document. */
  readonly fixes?: (document: vscode.TextDocument) => readonly Fix[];
}

/** One step that mends a problem: a command, or a plain word in the place of what is marked. */
export type Fix = { readonly title: string; readonly preferred?: boolean } & (
  { readonly command: string; readonly args: readonly unknown[] } | { readonly write: string }
);

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

/** VS Code gives the same object back to the provider of code actions. */
export class Mark extends vscode.Diagnostic {
  readonly fixes: NonNullable<Told['fixes']>;

  constructor({ range, message, code, severity, related, fixes }: Told) {
    super(range, message, SEVERITIES[severity]);
    this.source = 'Stancemark';
    this.code = code;
    if (related && related.length > 0) this.relatedInformation = [...related];
    this.fixes = fixes ?? (() => []);
  }
}

/**
 * The marks of one origin. Each has a collection of its own: while a source is typed in VS Code moves the marks that stand in
 * it, and whoever marks it anew must not put those of the others back to where they were.
 */
export class Marks implements vscode.Disposable {
  private readonly collection: vscode.DiagnosticCollection;

  constructor(origin: 'stancemark' | 'stancemark-checks' | 'stancemark-copies' | 'stancemark-proposals') {
    this.collection = vscode.languages.createDiagnosticCollection(origin);
  }

  /** What is marked in each of these files (by address), in the place of what was marked there before. */
  show(files: Iterable<readonly [string, readonly Mark[]]>): void {
    this.collection.set([...files].map(([uri, marks]) => [uriOf(uri), marks.length > 0 ? [...marks] : undefined]));
  }

  dispose(): void {
    this.collection.dispose();
  }
}

const FIX = vscode.CodeActionKind.QuickFix;

export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [FIX] };

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return context.diagnostics.flatMap((mark) =>
      mark instanceof Mark ? mark.fixes(document).map((fix) => actionOf(document, mark, fix)) : [],
    );
  }
}

function actionOf(document: vscode.TextDocument, mark: Mark, fix: Fix): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, FIX);
  action.diagnostics = [mark];
  action.isPreferred = fix.preferred ?? false;
  if ('write' in fix) {
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, mark.range, fix.write);
  } else {
    action.command = { title: fix.title, command: fix.command, arguments: [...fix.args] };
  }
  return action;
}
