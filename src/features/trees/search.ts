/** Searching the tags: the query line, saved searches, the results as a document. */
import * as vscode from 'vscode';
import type { CodebookChange } from '../../core/changes';
import type { Corpus } from '../../core/corpus';
import type { SavedSearch } from '../../core/model';
import { parseQuery, type Query } from '../../core/query';
import { label, visible } from '../../core/text/safe';
import { findSteps, markMistake, type FoundPassages } from '../../core/tree';
import { argumentsOf, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf, uriOf } from '../../host/convert';
import { whisper } from '../../host/messages';
import { askText, BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import { inSight } from '../../host/slices';
import { queryOf } from './entity';
import { askQuery } from './search-box';
import { documentFor } from './search-document';
import { counted } from '../../core/words/count';
import type { Views } from './views';

export interface SearchResult {
  readonly query: string;
  readonly count: number;
  /** How many sources have a passage. */
  readonly sources: number;
  /** Ids of the tags; unique within a source only: see `passages`. */
  readonly ids: readonly string[];
  readonly passages: readonly { readonly uri: string; readonly id: string }[];
}

/** The lists are made for whoever asks: of a million passages nobody needs one, least of all VS Code, which would be sent it. */
class Result implements SearchResult {
  readonly count: number;
  readonly sources: number;

  constructor(
    readonly query: string,
    found: readonly FoundPassages[],
  ) {
    this.count = found.reduce((sum, { count }) => sum + count, 0);
    this.sources = found.reduce((sum, { bySource }) => sum + bySource.length, 0);
    this.list = () => found;
  }

  private readonly list: () => readonly FoundPassages[];

  get passages(): SearchResult['passages'] {
    return this.list().flatMap(({ bySource }) =>
      bySource.flatMap(({ passages }) => passages.map(({ source, tag }) => ({ uri: source.uri, id: tag.id }))),
    );
  }

  get ids(): readonly string[] {
    return this.passages.map(({ id }) => id);
  }
}

export class Searching {
  /** Number of the search that was asked for last. */
  private turn = 0;

  constructor(
    private readonly services: Services,
    private readonly views: Views,
  ) {}

  /** `{query?}`: shows what the query means in the view of searches. Without one, it is asked for, and the view gets the focus. */
  async search(args: unknown): Promise<SearchResult | undefined> {
    const given = optionalText(argumentsOf(args), 'query');
    await this.views.ready();
    const text = given ?? (await askQuery(this.corpora(), this.views.search?.text ?? ''));
    if (text === undefined) return undefined;
    const result = await this.run(parsed(text));
    if (given === undefined) {
      await vscode.commands.executeCommand('stancemark.searches.focus');
      whisper('{0} in {1}', [counted(result.count, 'passage'), counted(result.sources, 'source')]);
    }
    return result;
  }

  /** `{entity | value | type | uri}`, or the row that is selected: everything about it, in the view of searches. */
  async searchThis(args: unknown): Promise<SearchResult> {
    await this.views.ready();
    const result = await this.run(parsed(queryOf(this.services, argumentsOf(args ?? this.views.selected()))));
    await vscode.commands.executeCommand('stancemark.searches.focus');
    return result;
  }

  /** `{name, codebook?}`: a saved search. */
  async runSaved(args: unknown): Promise<SearchResult | undefined> {
    await this.views.ready();
    const saved = await this.saved(argumentsOf(args), vscode.l10n.t('Run Saved Search'));
    return saved && this.run(parsed(saved.search.query));
  }

  private async run(query: Query): Promise<SearchResult> {
    const turn = ++this.turn;
    const corpora = this.corpora();
    const found: FoundPassages[] = [];
    for (const corpus of corpora)
      found.push(await inSight(vscode.l10n.t('Searching the tags'), findSteps(corpus, query)));
    // The view shows what was asked for last, whichever is found first.
    if (turn === this.turn) this.views.search = query;
    return new Result(query.text, found);
  }

  /** `{name?, query?, codebook?}`: keeps a search in the codebook, in place of one of the same name. Returns the name. */
  async save(args: unknown): Promise<string | undefined> {
    const given = argumentsOf(args);
    await this.views.ready();
    const text = optionalText(given, 'query') ?? this.views.search?.text;
    if (text === undefined) throw new Failure('Search first; then the search can be saved.');
    const { text: query } = parsed(text);
    const corpus = await this.corpusFor(given);
    if (!corpus) return undefined;
    const { searches, uri } = corpus.codebook;
    const name =
      optionalText(given, 'name') ??
      (await askText({
        title: vscode.l10n.t('Save the search “{0}”', label(query, 60)),
        prompt: vscode.l10n.t('A name for it, such as the question that it answers'),
        wrong: (typed) => (typed.trim() === '' ? vscode.l10n.t('Give it a name.') : undefined),
      }));
    if (name === undefined || name === BACK) return undefined;
    if (name.trim() === '') throw new Failure('The argument “{0}” is missing.', ['name']);
    const search: SavedSearch = { name: name.trim(), query };
    const changes: CodebookChange[] = [{ op: 'add-search', search }];
    if (searches.some((one) => one.name === search.name)) changes.unshift({ op: 'remove-search', name: search.name });
    const done = await this.services.library.edit('Save a search', [{ kind: 'codebook', uri, changes }]);
    await done.written;
    whisper('Search “{0}” saved in the codebook.', [search.name]);
    return search.name;
  }

  /** `{name, codebook?}`. Returns the name. */
  async remove(args: unknown): Promise<string | undefined> {
    await this.views.ready();
    const saved = await this.saved(argumentsOf(args), vscode.l10n.t('Remove Saved Search'));
    if (!saved) return undefined;
    const { name } = saved.search;
    const done = await this.services.library.edit('Remove a saved search', [
      { kind: 'codebook', uri: saved.codebook, changes: [{ op: 'remove-search', name }] },
    ]);
    await done.written;
    whisper('Search “{0}” removed. Undo Last Tag Change brings it back.', [name]);
    return name;
  }

  /** `{query?}`: the passages as a text to keep and to cite from. Returns its address. */
  async openAsDocument(args: unknown): Promise<string> {
    await this.views.ready();
    const text = optionalText(argumentsOf(args), 'query') ?? this.views.search?.text;
    if (text === undefined) throw new Failure('Search first; then the results can be opened.');
    const uri = documentFor(parsed(text).text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    return keyOf(uri);
  }

  private corpora(): readonly Corpus[] {
    return this.services.library.corpora();
  }

  private async saved(
    given: Arguments,
    title: string,
  ): Promise<{ readonly codebook: string; readonly search: SavedSearch } | undefined> {
    const name = optionalText(given, 'name');
    const codebook = optionalText(given, 'codebook');
    const all = this.corpora()
      .filter((corpus) => codebook === undefined || corpus.codebook.uri === codebook)
      .flatMap((corpus) => corpus.codebook.searches.map((search) => ({ codebook: corpus.codebook.uri, search })));
    if (name !== undefined) {
      const found = all.find(({ search }) => search.name === name);
      if (!found) throw new Failure('There is no saved search “{0}”.', [name]);
      return found;
    }
    if (all.length === 0) throw new Failure('No search is saved yet.');
    const chosen = await pick({
      title,
      placeholder: vscode.l10n.t('Which search?'),
      items: all.map((one) => ({ label: label(one.search.name), description: label(one.search.query), value: one })),
    });
    return chosen === BACK ? undefined : chosen;
  }

  /** The corpus that a search is saved with: the one named, the only one, that of the active editor, or the user's choice. */
  private async corpusFor(given: Arguments): Promise<Corpus | undefined> {
    const codebook = optionalText(given, 'codebook');
    const corpora = this.corpora();
    const active = vscode.window.activeTextEditor;
    const own = active && this.services.library.corpusOf(keyOf(active.document.uri));
    const named = corpora.find((corpus) => corpus.codebook.uri === codebook);
    if (named) return named;
    if (corpora.length <= 1 || own) {
      const corpus = own ?? corpora[0];
      if (!corpus) throw new Failure('There is no codebook yet. The first tag creates one.');
      return corpus;
    }
    const chosen = await pick({
      title: vscode.l10n.t('Save Search'),
      placeholder: vscode.l10n.t('In which codebook?'),
      items: corpora.map((corpus) => ({
        label: visible(vscode.workspace.asRelativePath(uriOf(corpus.codebook.uri))),
        value: corpus,
      })),
    });
    return chosen === BACK ? undefined : chosen;
  }
}

function parsed(text: string): Query {
  const result = parseQuery(text);
  if (result.ok) return result.query;
  const { message, from, expected } = result.error;
  const wanted = expected.slice(0, 6).join(', ');
  const place = markMistake(text, from);
  throw wanted === ''
    ? new Failure('{0} Here: {1}', [message, place])
    : new Failure('{0} Here: {1} Expected: {2}.', [message, place, wanted]);
}
