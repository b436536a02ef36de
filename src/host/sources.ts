/** Which files are sources here: the setting `stancemark.sources`, for each folder its own. */
import * as vscode from 'vscode';
import { admitSources, isSourceUri } from '../core/files/addresses';
import { DEFAULT_SOURCES, endingOf, sourceGlobs, type SourceGlobs } from '../core/files/sources';
import { pathsOf, setContext } from './context';
import { keyOf, uriOf } from './convert';
import { settings } from './settings';
import { MEMO } from './taggable';

/**
 * What keys and menus go by: `resourceExtname in stancemark.sourceEndings && resourcePath not in stancemark.notSources`. VS Code
 * itself knows the ending of the file in front, so the answer is there as soon as an editor is; a key that the extension sets
 * when another editor is in front comes too late for a quick hand. The second list has the open files that no glob admits
 * although they end like sources. What it says late costs nothing: each command asks again.
 */
const ENDINGS = 'stancemark.sourceEndings';
const NOT_SOURCES = 'stancemark.notSources';
/** Letters of an ending up to which every way to write it is listed, as `tXt`; of longer ones the three that occur. */
const SHORT = 6;

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

/** Puts the setting into force, follows its changes, and keeps the context keys. Before anything is listed. */
export function followSources(log: vscode.LogOutputChannel): vscode.Disposable {
  read(log);
  tellEndings();
  tellOthers();
  const again = (): void => {
    const before = said;
    read(log);
    if (said === before) return;
    tellEndings();
    tellOthers();
    changed.fire();
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('stancemark.sources') && again()),
    vscode.workspace.onDidChangeWorkspaceFolders(again),
    vscode.workspace.onDidOpenTextDocument(tellOthers),
    vscode.workspace.onDidCloseTextDocument(tellOthers),
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

function tellEndings(): void {
  void setContext(
    ENDINGS,
    sourceEndings().flatMap((ending) => waysToWrite(ending).map((one) => `.${one}`)),
  );
}

/** An editor that shows another side of a source (its version in git, say) has a source's keys as well: they say why not. */
function tellOthers(): void {
  const endings = sourceEndings();
  const others = vscode.workspace.textDocuments
    .map(({ uri }) => uri)
    .filter((uri) => endings.includes(endingOf(uri.path)) && !isSourceUri(keyOf(uri)));
  void setContext(NOT_SOURCES, pathsOf(others));
}

/** A `when` clause compares letter by letter, so an ending stands in its list in small letters, capitals and both. */
function waysToWrite(ending: string): string[] {
  const [first = '', ...rest] = ending;
  if (rest.length >= SHORT) return [ending, ending.toUpperCase(), first.toUpperCase() + rest.join('')];
  let ways = [''];
  for (const letter of ending) {
    ways = ways.flatMap((way) => [...new Set([letter, letter.toUpperCase()])].map((one) => way + one));
  }
  return ways;
}
