/** The only bridge between the core's places and VS Code's. Both count zero-based lines and UTF-16 columns. */
import * as vscode from 'vscode';
import type { Span } from '../core/model';

export function toRange(span: Span): vscode.Range {
  return new vscode.Range(span.startLine, span.startColumn, span.endLine, span.endColumn);
}

/** Offsets of a document's text (its own line ends) → a range of it. */
export function rangeAt(
  document: vscode.TextDocument,
  offsets: { readonly from: number; readonly to: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(offsets.from), document.positionAt(offsets.to));
}

export function offsetsOf(document: vscode.TextDocument, range: vscode.Range): { from: number; to: number } {
  return { from: document.offsetAt(range.start), to: document.offsetAt(range.end) };
}

/** The key under which the core knows a file. */
export function keyOf(uri: vscode.Uri): string {
  return uri.toString();
}

export function uriOf(key: string): vscode.Uri {
  return vscode.Uri.parse(key, true);
}
