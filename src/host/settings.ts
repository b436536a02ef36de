/** The extension's settings, read when they are asked for: VS Code keeps them. */
import * as vscode from 'vscode';
import { setValue } from '../core/base/set-value';
import { DEFAULT_SOURCES } from '../core/files/sources';

const SECTION = 'stancemark';

function read<T extends boolean | string>(key: string, fallback: T, scope?: vscode.Uri): T {
  return setValue<T>(vscode.workspace.getConfiguration(SECTION, scope).get<unknown>(key), fallback);
}

export const settings = {
  /** The coder's name that new tags carry (`by:`); empty for none. */
  coder: (scope?: vscode.Uri): string => read<string>('coder', '', scope).trim(),
  /** Globs of the files that are sources; checked by whoever reads them, since anybody can write a setting. */
  sources: (scope?: vscode.Uri): readonly unknown[] => {
    const globs = vscode.workspace.getConfiguration(SECTION, scope).get<unknown>('sources');
    return Array.isArray(globs) ? globs : DEFAULT_SOURCES;
  },
  /** Does everybody code without seeing the others' tags? */
  blind: (): boolean => read<boolean>('blind', false),
  highlights: (): boolean => read<boolean>('highlights.enabled', true),
  suggestions: (scope?: vscode.Uri): boolean => read<boolean>('suggestions.enabled', true, scope),
  /** Are the texts of sources kept as they were last compared with their tags? */
  keepsTexts: (): boolean => read<boolean>('keepComparedTexts', true),
  /** Do selections snap to whole words, and does the cursor take a whole name? */
  wholeWords: (): boolean => read<boolean>('wholeWords', true),
  /** Is a consistency check switched on? */
  check: (name: string, scope?: vscode.Uri): boolean => read<boolean>(`checks.${name}`, true, scope),
  onChange(run: () => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) run();
    });
  },
  update: (key: string, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration(SECTION).update(key, value, vscode.ConfigurationTarget.Global),
};
