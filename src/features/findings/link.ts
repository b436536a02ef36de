/** The figures that are shown, to be had again: as a query, and as a link that opens them. */
import * as vscode from 'vscode';
import { asQuery } from '../../core/findings/link';
import type { FindingsState } from '../../core/findings/state';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import type { Figures } from './figures';

export function queryOf(figures: Figures, state: FindingsState): string {
  const corpus = figures.corpusFor(state);
  return corpus ? asQuery(state, corpus) : state.query;
}

/** Puts a link to these figures into the clipboard: by the saved search with this query, where there is one. */
export async function copyLink(services: Services, figures: Figures, state: FindingsState): Promise<void> {
  const query = queryOf(figures, state);
  const corpus = figures.corpusFor(state);
  const search = corpus?.codebook.searches.find((one) => one.query === query);
  const asked = new URLSearchParams({
    view: state.view,
    ...(search ? { search: search.name } : query === '' ? {} : { query }),
  });
  const { id } = services.context.extension;
  const link = vscode.Uri.from({
    scheme: vscode.env.uriScheme,
    authority: id,
    path: '/findings',
    query: asked.toString(),
  });
  await vscode.env.clipboard.writeText(link.toString(true));
  whisper(search ? 'Copied: a link to these figures, by the saved search.' : 'Copied: a link to these figures.');
}
