import * as vscode from 'vscode';

const KINDS: Readonly<Record<string, vscode.SymbolKind>> = {
  person: vscode.SymbolKind.Class,
  state: vscode.SymbolKind.Namespace,
  organisation: vscode.SymbolKind.Module,
  place: vscode.SymbolKind.Package,
  event: vscode.SymbolKind.Event,
  work: vscode.SymbolKind.File,
};

/** The icon of an entity in lists of VS Code's own, by its type. */
export function kindOf(type: string | undefined): vscode.SymbolKind {
  return KINDS[type ?? ''] ?? vscode.SymbolKind.Object;
}
