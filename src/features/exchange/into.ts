/** Where an import goes: a new folder of the workspace, or onto sources that are there. */
import * as vscode from 'vscode';
import type { SentExisting } from '../../core/formats/jobs';
import type { Codebook } from '../../core/model';
import { codebookPlaces, folderOf, isWithin } from '../../core/files/addresses';
import { defaultCodebook } from '../../core/codebook';
import { visible } from '../../core/text/safe';
import { optionalUri, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf, uriOf } from '../../host/convert';
import { askText, BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { counted } from '../../core/words/count';

/** The folder; undefined: the question was left. */
export async function askInto(services: Services, given: Arguments, name: string): Promise<vscode.Uri | undefined> {
  const said = optionalUri(given, 'into');
  if (said) {
    if (!vscode.workspace.getWorkspaceFolder(said)) throw new Failure('Import into a folder of the workspace.');
    return said;
  }
  const { t } = vscode.l10n;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new Failure('Open a folder first.');
  const sources = services.library.corpora().flatMap((corpus) => corpus.sources.filter(({ missing }) => !missing));
  const counts = new Map<string, number>();
  for (const { uri } of sources) {
    const home = vscode.workspace.getWorkspaceFolder(uriOf(uri));
    if (!home) continue;
    const top = keyOf(home.uri);
    for (let at = folderOf(uri); isWithin(top, at); at = folderOf(at)) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const items: PickItem<{ folder: vscode.Uri; fresh: boolean }>[] = [
    ...folders.map((folder) => ({
      label: `$(new-folder) ${folders.length > 1 ? t('A new folder in {0}…', visible(folder.name)) : t('A new folder…')}`,
      detail: t('With the texts that the file brings'),
      value: { folder: folder.uri, fresh: true },
    })),
    ...[...counts].sort().map(([uri, number]) => ({
      label: `$(folder) ${visible(vscode.workspace.asRelativePath(uriOf(uri)))}`,
      description: counted(number, 'source'),
      detail: t('Onto the sources that are there, found by text and by name; others are made'),
      value: { folder: uriOf(uri), fresh: false },
    })),
  ];
  const chosen = await pick({ title: t('Import'), placeholder: t('Where to?'), items });
  if (chosen === undefined || chosen === BACK) return undefined;
  if (!chosen.fresh) return chosen.folder;
  const typed = await askText({
    title: t('Import'),
    prompt: t('Name of the new folder'),
    value: name.replace(/\.[^.]*$/, '').replace(/[\\/:*?"<>|]/g, '_'),
    wrong: (value) => (/[\\/:*?"<>|]|^\.*$/.test(value.trim()) ? t('This cannot be the name of a folder.') : undefined),
  });
  return typeof typed === 'string' ? vscode.Uri.joinPath(chosen.folder, typed.trim()) : undefined;
}

export interface There {
  readonly sources: readonly SentExisting[];
  readonly codebook: Codebook;
  /** Address of the codebook that new sources of the folder have, or would get. */
  readonly codebookUri: string;
}

/** What is in the folder, with the texts. Fails where something cannot take tags. */
export async function thereIn(services: Services, folder: vscode.Uri, token: vscode.CancellationToken): Promise<There> {
  const { library } = services;
  const base = `${keyOf(folder).replace(/\/$/, '')}/`;
  const sources: SentExisting[] = [];
  for (const view of library.corpora().flatMap((corpus) => corpus.sources)) {
    if (!view.uri.startsWith(base)) continue;
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const refusal = view.refusal ?? library.codebookOf(view.uri)?.refusal;
    if (refusal) throw new Failure('{0} cannot take tags: {1} Mend it first.', [view.name, refusal.message]);
    const text = view.missing ? undefined : (await library.textOf(view.uri))?.text;
    sources.push({
      name: decodeURIComponent(view.uri.slice(base.length)),
      tags: view.tags,
      details: view.details,
      ...(text !== undefined && { text }),
    });
  }
  const home = vscode.workspace.getWorkspaceFolder(folder);
  const places = codebookPlaces(`${base}x.txt`, home ? keyOf(home.uri) : keyOf(folder));
  const uri = places.find((one) => library.codebook(one)?.exists);
  const book = uri === undefined ? undefined : library.codebook(uri);
  if (book?.refusal) throw new Failure('The codebook cannot be read: {0} Mend it first.', [book.refusal.message]);
  const { types, stances, entities, searches, codes } = book ?? defaultCodebook();
  return {
    sources,
    codebook: { types, stances, entities, searches, ...(codes && { codes }) },
    codebookUri: uri ?? places[places.length - 1] ?? `${base}codebook.yaml`,
  };
}
