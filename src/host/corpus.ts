/** Which corpus, and which of its sources, a command is about. */
import * as vscode from 'vscode';
import type { Corpus, SourceView } from '../core/corpus';
import { folderOf, isSidecarUri, isSourceUri, isWithin, sourceOf } from '../core/files/addresses';
import { oneOf, optionalText, optionalUri, type Arguments } from './arguments';
import { Failure } from './commands';
import { keyOf } from './convert';
import type { Services } from './services';

const SCOPES = ['source', 'folder', 'workspace'] as const;
export type Scope = (typeof SCOPES)[number];

/** Address of the source that arguments name, or of the active editor's. */
export function sourceOfArguments(given: Arguments): string | undefined {
  const uri = optionalUri(given) ?? vscode.window.activeTextEditor?.document.uri;
  const key = uri && keyOf(uri);
  if (key === undefined) return undefined;
  if (isSidecarUri(key)) return sourceOf(key);
  return isSourceUri(key) ? key : undefined;
}

/**
 * The corpus of `codebook` (an address), of the source `uri`, of the active source; else the one that `fits`, else the largest.
 * Every sidecar of the workspace has been read then.
 */
export async function corpusFor(
  services: Services,
  given: Arguments,
  fits: (corpus: Corpus) => boolean = () => true,
): Promise<Corpus> {
  await services.readAll();
  const { library } = services;
  const codebook = optionalText(given, 'codebook');
  const source = sourceOfArguments(given);
  if (codebook !== undefined) return corpusOfCodebook(services, codebook);
  if (source !== undefined) await library.ensure(source);
  const named = source === undefined ? undefined : library.corpusOf(source);
  if (named && (given.uri !== undefined || fits(named))) return named;
  const corpus = await sought(services, () => library.corpora().find(fits) ?? named);
  if (!corpus) throw new Failure('There is no codebook in this workspace.');
  return corpus;
}

/** What `find` finds; files that were made a moment ago may not have been told of yet, and are looked for. */
async function sought({ library }: Services, find: () => Corpus | undefined): Promise<Corpus | undefined> {
  const known = find();
  if (known) return known;
  await library.rescan();
  return find();
}

async function corpusOfCodebook(services: Services, uri: string): Promise<Corpus> {
  const corpus = await sought(services, () => services.library.corpora().find((one) => one.codebook.uri === uri));
  if (!corpus) throw new Failure('There is no such codebook.');
  return corpus;
}

/** The sources of a corpus within the scope; `uri` says of which source or folder, else it is the active source. */
export function sourcesIn(corpus: Corpus, given: Arguments, fallback: Scope): readonly SourceView[] {
  const scope = oneOf(given, 'scope', SCOPES) ?? fallback;
  if (scope === 'workspace') return corpus.sources.filter((source) => !source.missing);
  const place = optionalUri(given);
  const key = sourceOfArguments(given) ?? (place && keyOf(place));
  if (key === undefined) throw new Failure('Open a .txt source first.');
  const folder = isSourceUri(key) ? folderOf(key) : key;
  return corpus.sources.filter(
    (source) => !source.missing && (scope === 'source' ? source.uri === key : isWithin(folder, source.uri)),
  );
}
