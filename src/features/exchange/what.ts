/** What goes out: a whole corpus, a folder, a source, what a search finds, or what Findings show. */
import * as vscode from 'vscode';
import type { Corpus, SourceView } from '../../core/corpus';
import type { Tag } from '../../core/model';
import { baseName, folderOf, isSourceUri, isWithin } from '../../core/files/addresses';
import { parseQuery, Search } from '../../core/query';
import { label, visible } from '../../core/text/safe';
import { optionalFlag, optionalText, optionalUri, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { corpusFor } from '../../host/corpus';
import { keyOf } from '../../host/convert';
import { askText, BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { counted } from '../../core/words/count';

export interface What {
  readonly corpus: Corpus;
  /** The tags of a source that go out; undefined leaves the source out. Without it, everything goes. */
  readonly chosen?: (source: SourceView) => readonly Tag[] | undefined;
  /** For the name of a file. */
  readonly name: string;
}

type Choice = { readonly kind: 'all' | 'query' | 'findings' } | { readonly kind: 'folder'; readonly uri: string };

/** `{uri?, query?, name?, findings?, all?, codebook?}` say it; else it is asked. */
export async function whatToExport(services: Services, given: Arguments): Promise<What | undefined> {
  const place = optionalUri(given);
  const key = place && keyOf(place);
  const within = (corpus: Corpus): boolean => key === undefined || corpus.sources.some(({ uri }) => isWithin(key, uri));
  const corpus = await corpusFor(
    services,
    { codebook: given.codebook, uri: key && isSourceUri(key) ? key : undefined },
    within,
  );
  if (key !== undefined) return inPlace(corpus, key);
  const query = optionalText(given, 'query') ?? savedQuery(corpus, optionalText(given, 'name'));
  if (query !== undefined) return found(corpus, query);
  if (optionalFlag(given, 'findings') === true) return inFindings(services);
  if (optionalFlag(given, 'all') === true) return whole(corpus);
  const choice = await askWhat(services, corpus);
  if (!choice) return undefined;
  if (choice.kind === 'folder') return inPlace(corpus, choice.uri);
  if (choice.kind === 'findings') return inFindings(services);
  if (choice.kind === 'all') return whole(corpus);
  const typed = await askText({
    title: vscode.l10n.t('Export'),
    prompt: vscode.l10n.t('Only passages that this search finds, such as target:russia axis:negative'),
    wrong: (value) => {
      const parsed = parseQuery(value);
      return parsed.ok ? undefined : parsed.error.message;
    },
  });
  return typeof typed === 'string' ? found(corpus, typed) : undefined;
}

function whole(corpus: Corpus): What {
  return { corpus, name: baseName(folderOf(corpus.codebook.uri)) || 'corpus' };
}

function inPlace(corpus: Corpus, uri: string): What {
  if (!corpus.sources.some((source) => isWithin(uri, source.uri)))
    throw new Failure('There is no source in this folder.');
  return {
    corpus,
    name: baseName(uri).replace(/\.txt$/i, ''),
    chosen: (source) => (isWithin(uri, source.uri) ? source.tags : undefined),
  };
}

function savedQuery(corpus: Corpus, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const saved = corpus.codebook.searches.find((one) => one.name === name);
  if (!saved) throw new Failure('There is no saved search “{0}”.', [name]);
  return saved.query;
}

function found(corpus: Corpus, text: string): What {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Failure('The query cannot be read: {0}', [parsed.error.message]);
  const search = new Search(corpus, parsed.query);
  return {
    corpus,
    name: 'search',
    chosen: (source) => {
      const tags = search.in(source, 'keep').map(({ tag }) => tag);
      return tags.length > 0 ? tags : undefined;
    },
  };
}

async function inFindings(services: Services): Promise<What> {
  const selection = await services.shown.findings?.();
  if (!selection)
    throw new Failure('There is nothing to export: the filters of Findings cannot be read, or there is no source.');
  const groups = new Map(selection.groups.map(({ source, passages }) => [source.uri, passages]));
  return {
    corpus: selection.corpus,
    name: 'findings',
    chosen: ({ uri }) => groups.get(uri)?.map(({ tag }) => tag),
  };
}

async function askWhat(services: Services, corpus: Corpus): Promise<Choice | undefined> {
  const { t } = vscode.l10n;
  const sources = corpus.sources.filter(({ missing }) => !missing);
  const selection = await services.shown.findings?.();
  const folders = new Map<string, number>();
  for (const { uri } of sources) folders.set(folderOf(uri), (folders.get(folderOf(uri)) ?? 0) + 1);
  const items: PickItem<Choice>[] = [
    {
      label: t('The whole corpus'),
      description: counted(sources.length, 'source'),
      value: { kind: 'all' },
    },
    { label: t('What a search finds…'), value: { kind: 'query' } },
  ];
  if (selection) {
    const tags = selection.mentions + selection.stances;
    items.push({
      label: t('What Findings show'),
      description: counted(tags, 'tag'),
      value: { kind: 'findings' },
    });
  }
  if (folders.size > 1) {
    for (const [uri, number] of [...folders].sort()) {
      const name = label(visible(vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true))), 80);
      items.push({
        label: `$(folder) ${name}`,
        description: counted(number, 'source'),
        value: { kind: 'folder', uri },
      });
    }
  }
  const chosen = await pick<Choice>({ title: t('Export'), placeholder: t('What?'), items });
  return chosen === BACK ? undefined : chosen;
}
