/** Entities without mentions are dim: a tree item has no colour of its own, but its resource may be decorated. */
import * as vscode from 'vscode';

/** Stands for whatever is dim; it is never opened, and names nothing. */
export const DIM = vscode.Uri.from({ scheme: 'stancemark-dim', path: '/' });

export function registerDim(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: (uri) =>
      uri.scheme === DIM.scheme ? { color: new vscode.ThemeColor('disabledForeground') } : undefined,
  });
}
