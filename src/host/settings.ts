/** The extension's settings, read when they are asked for: VS Code keeps them. */
import * as vscode from 'vscode';
import { DEFAULT_SOURCES } from '../core/sources';

const SECTION = 'stancemark';

function read<T>(key: string, fallback: T, scope?: vscode.Uri): T {
  return vscode.workspace.getConfiguration(SECTION, scope).get<T>(key, fallback);
}

export const settings = {
  /** The coder's mark that new tags carry (`by:`); empty for none. */
  coder: (scope?: vscode.Uri): string => read('coder', '', scope).trim(),
  /** Globs of the files that are sources; checked by whoever reads them, since anybody can write a setting. */
  sources: (scope?: vscode.Uri): readonly unknown[] => {
    const globs: unknown = read<unknown>('sources', DEFAULT_SOURCES, scope);
    return Array.isArray(globs) ? globs : DEFAULT_SOURCES;
  },
  /** Does everybody code without seeing the others' tags? */
  blind: (): boolean => read('blind', false),
  highlights: (): boolean => read('highlights.enabled', true),
  suggestions: (scope?: vscode.Uri): boolean => read('suggestions.enabled', true, scope),
  /** Are the texts of sources kept as they were last compared with their tags? */
  keepsTexts: (): boolean => read('keepComparedTexts', true),
  /** Do selections snap to whole words, and does the cursor take a whole name? */
  wholeWords: (): boolean => read('wholeWords', true),
  /** Is a consistency check switched on? */
  check: (name: string, scope?: vscode.Uri): boolean => read(`checks.${name}`, true, scope),
  onChange(run: () => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) run();
    });
  },
  update: (key: string, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration(SECTION).update(key, value, vscode.ConfigurationTarget.Global),
};
