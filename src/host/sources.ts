/** Which files are sources here: the setting `stancemark.sources`, for each folder its own. */
import * as vscode from 'vscode';
import { admitSources, isSourceUri } from '../core/names';
import { DEFAULT_SOURCES, endingOf, sourceGlobs, type SourceGlobs } from '../core/sources';
import { keyOf, uriOf } from './convert';
import { settings } from './settings';
import { MEMO } from './taggable';

/** The true one for keys and menus: is the editor in front a source? */
const IS_SOURCE = 'stancemark.isSource';

/** By workspace folder; under the empty text what holds outside of any. */
let globs: ReadonlyMap<string, SourceGlobs> = new Map();
/** The settings that these are made of, to tell whether they changed. */
let said = '';
const changed = new vscode.EventEmitter<void>();

/** Fires when other files are sources than before; `isSourceUri` says so already. */
export const onDidChangeSources = changed.event;

/** Endings of sources in any folder, without the full stop. */
export function sourceEndings(): readonly string[] {
  return [...new Set([...globs.values()].flatMap(({ endings }) => endings))];
}

/** Files by name for `findFiles` and selectors; what the setting does not admit after all is left out by `isSourceUri`. */
export function sourcePattern(after = ''): string {
  const endings = sourceEndings().map((ending) => [...ending].map(bothCases).join(''));
  if (endings.length === 0) return '**/*.' + bothCases('t') + bothCases('x') + bothCases('t') + after;
  return endings.length === 1 ? `**/*.${endings[0] ?? ''}${after}` : `**/*.{${endings.join(',')}}${after}`;
}

function bothCases(letter: string): string {
  const [small, capital] = [letter.toLowerCase(), letter.toUpperCase()];
  return small === capital || capital.length !== 1 ? letter : `[${small}${capital}]`;
}

/**
 * Registers language providers for sources by pattern, not by language (other extensions claim these files too), and again when
 * the setting changes. What is not followed is left out by each provider.
 */
export function forSources(register: (sources: string) => vscode.Disposable): vscode.Disposable {
  let now = register(sourcePattern());
  const listening = onDidChangeSources(() => {
    now.dispose();
    now = register(sourcePattern());
  });
  return {
    dispose: () => {
      listening.dispose();
      now.dispose();
    },
  };
}

/** Puts the setting into force, follows its changes, and keeps the context key. Before anything is listed. */
export function followSources(log: vscode.LogOutputChannel): vscode.Disposable {
  read(log);
  tell();
  const again = (): void => {
    const before = said;
    read(log);
    if (said === before) return;
    tell();
    changed.fire();
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('stancemark.sources') && again()),
    vscode.workspace.onDidChangeWorkspaceFolders(again),
    vscode.window.onDidChangeActiveTextEditor(tell),
    { dispose: () => admitSources(undefined) },
  );
}

function read(log: vscode.LogOutputChannel): void {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const of = (scope?: vscode.Uri): SourceGlobs => {
    const found = sourceGlobs(settings.sources(scope));
    for (const { glob, why } of found.wrong) log.warn(`stancemark.sources: “${glob}” admits nothing. ${why}`);
    return found.endings.length > 0 ? found : sourceGlobs(DEFAULT_SOURCES);
  };
  globs = new Map([['', of()] as const, ...folders.map(({ uri }) => [keyOf(uri), of(uri)] as const)]);
  said = JSON.stringify([settings.sources(), ...folders.map(({ uri }) => [keyOf(uri), settings.sources(uri)])]);
  admitSources(isAdmitted);
}

function isAdmitted(key: string): boolean {
  // Most files that are asked about have another ending: those cost nothing.
  const end = key.search(/[?#]/);
  const ending = endingOf(end < 0 ? key : key.slice(0, end));
  if (![...globs.values()].some(({ endings }) => endings.includes(ending))) return false;
  const uri = uriOf(key);
  if (uri.scheme === MEMO) return false;
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const own = (folder && globs.get(keyOf(folder))) ?? globs.get('');
  return own?.matches(folder ? uri.path.slice(folder.path.replace(/\/$/, '').length + 1) : uri.path.slice(1)) ?? false;
}

/** An editor that shows another side of a source (its version in git, say) has a source's keys as well: they say why not. */
function tell(): void {
  const uri = vscode.window.activeTextEditor?.document.uri;
  void vscode.commands.executeCommand('setContext', IS_SOURCE, uri !== undefined && isSourceUri(keyOf(uri)));
}
