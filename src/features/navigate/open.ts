/** Opening the other files: the sidecar and the codebook at the right line, the next source without tags. */
import * as vscode from 'vscode';
import type { Corpus } from '../../core/corpus';
import { baseName } from '../../core/files/addresses';
import { sourcesFrom } from '../../core/tree/walk';
import { argumentsOf, optionalText, optionalUri, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf, uriOf } from '../../host/convert';
import { whisper } from '../../host/messages';
import { BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import { sourceTarget, tagsAtCursor } from '../../host/targets';
import { yamlRange } from '../../host/yaml-place';
import { visible } from '../../core/text/safe';
import { counted } from '../../core/words/count';

/** `{uri?, id?}`: at the tag's lines; without an id at those of the tag at the cursor. Returns the sidecar's address. */
export async function openSidecar(services: Services, args: unknown): Promise<string> {
  const given = argumentsOf(args);
  const uri = optionalUri(given);
  const target = uri ? undefined : await sourceTarget(services, given);
  const source = uri ? keyOf(uri) : (target?.uri ?? '');
  const { library } = services;
  await library.ensure(source);
  if (!library.sidecar(source) && !library.source(source)?.refusal) {
    throw new Failure('Nothing is tagged in this source yet, so it has no tags file.');
  }
  await written(services);
  const id = optionalText(given, 'id') ?? (target && tagsAtCursor(services, target)[0]?.id);
  const sidecar = library.sidecar(source);
  const block = id === undefined ? undefined : sidecar?.rangeOf(id);
  const address = library.layers.address(source);
  await show(uriOf(address), sidecar && block && yamlRange(sidecar, block).start);
  return address;
}

/** `{entity?, value?, type?, codebook?, uri?}`: at the lines of what is named. Returns the codebook's address. */
export async function openCodebook(services: Services, args: unknown): Promise<string> {
  const given = argumentsOf(args);
  const entity = optionalText(given, 'entity');
  const { library } = services;
  await library.list();
  const uri = optionalText(given, 'codebook') ?? (await codebookFor(services, optionalUri(given), entity));
  if (uri === undefined) return '';
  if (!library.codebook(uri)?.exists) {
    throw new Failure('There is no codebook yet. The first tag creates one.');
  }
  await written(services);
  const file = library.codebookFile(uri);
  const block = file && blockOf(file, given);
  await show(uriOf(uri), file && block && yamlRange(file, block).start);
  return uri;
}

type CodebookFile = NonNullable<ReturnType<Services['library']['codebookFile']>>;

function blockOf(file: CodebookFile, given: Arguments): { from: number; to: number } | undefined {
  const entity = optionalText(given, 'entity');
  if (entity !== undefined) return file.rangeOfEntity(entity);
  const value = optionalText(given, 'value');
  if (value !== undefined) return file.rangeOfValue(value);
  const type = optionalText(given, 'type');
  return type === undefined ? undefined : file.rangeOfType(type);
}

/** The codebook of the source, of the active editor, of the entity, or the only one; else the user picks. */
async function codebookFor(
  services: Services,
  source: vscode.Uri | undefined,
  entity: string | undefined,
): Promise<string | undefined> {
  const { library } = services;
  const active = source ?? vscode.window.activeTextEditor?.document.uri;
  const own = active && library.codebookOf(keyOf(active));
  if (own) return own.uri;
  const books = library.corpora().map((corpus) => corpus.codebook);
  const fitting = books.filter((book) => book.exists && (entity === undefined || book.entity(entity)));
  if (fitting.length === 0) throw new Failure('There is no codebook yet. The first tag creates one.');
  if (fitting.length === 1) return fitting[0]?.uri;
  const chosen = await pick<string>({
    title: vscode.l10n.t('Open Codebook'),
    placeholder: vscode.l10n.t('Which codebook?'),
    items: fitting.map((book) => ({
      label: visible(vscode.workspace.asRelativePath(uriOf(book.uri))),
      description: counted(book.entities.length, 'entity'),
      value: book.uri,
    })),
  });
  return chosen === BACK ? undefined : chosen;
}

/** The lines shown are those on disk: what is pending is written first. A failure is shown elsewhere, and the file opens still. */
async function written(services: Services): Promise<void> {
  try {
    await services.library.flush();
  } catch (error) {
    services.log.warn(`Opened before its changes were written: ${String(error)}`);
  }
}

async function show(uri: vscode.Uri, at: vscode.Position | undefined): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { selection: at && new vscode.Range(at, at) });
}

/** Opens the next source without a tag, in natural order. Returns its address; undefined: every source has tags. */
export async function nextUntaggedSource(services: Services): Promise<string | undefined> {
  await services.readAll();
  const active = vscode.window.activeTextEditor?.document.uri;
  const key = active && keyOf(active);
  const { library } = services;
  const own: Corpus | undefined = key === undefined ? undefined : library.corpusOf(key);
  const corpora = [...(own ? [own] : []), ...library.corpora().filter((corpus) => corpus !== own)];
  const next = corpora
    .flatMap((corpus) => sourcesFrom(corpus.sources, corpus === own ? key : undefined, 1))
    .find((source) => source.tags.length === 0 && !source.missing && !source.refusal && source.uri !== key);
  if (!next) {
    whisper('Every other source has tags.');
    return undefined;
  }
  await vscode.window.showTextDocument(uriOf(next.uri));
  whisper('{0} has no tags yet.', [baseName(next.uri)]);
  return next.uri;
}
