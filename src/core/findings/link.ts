/** The filters of the panel as one query, so that they can be saved, sent and opened again. */
import type { Corpus } from '../corpus';
import { quoteValue } from '../query';
import { VOICE_SAYS } from '../words/voice';
import { isText, VIEWS, type FindingsState } from './state';

/**
 * A query that means the same passages as the state's filters. Sources are named by their file names, as a query does: one
 * whose name is a part of another's brings that other one with it.
 */
export function asQuery(state: FindingsState, corpus: Corpus): string {
  const names = new Map(corpus.sources.map((source) => [source.uri, source.name]));
  const sources = state.sources.flatMap((uri) => names.get(uri) ?? []);
  const written = state.query.trim();
  const [from, to] = [state.from.trim(), state.to.trim()];
  const parts = [
    anyOf(state.types.map((type) => `type:${quoteValue(type)}`)),
    anyOf(sources.map((name) => `source:${quoteValue(name)}`)),
    anyOf(state.coders.map((coder) => (coder === '' ? '-has:by' : `by:${quoteValue(coder)}`))),
    from || to ? `date:${from}..${to}` : '',
  ].filter((part) => part !== '');
  // What the user wrote may have an `or`, which binds less than what stands beside it.
  if (written !== '') parts.unshift(parts.length > 0 && /\bor\b/i.test(written) ? `(${written})` : written);
  return parts.join(' ');
}

function anyOf(terms: readonly string[]): string {
  return terms.length > 1 ? `(${terms.join(' or ')})` : (terms[0] ?? '');
}

/** What was asked, line by line, for a report. */
export function askedOf(state: FindingsState, corpus: Corpus): string[] {
  const query = asQuery(state, corpus);
  const voice = state.voice === 'all' ? [] : [`Voice: ${state.voice} (${VOICE_SAYS[state.voice]})`];
  return [query === '' ? 'Every tag of every source' : `Query: ${query}`, ...voice];
}

/** What a link may ask for. */
export interface Linked {
  readonly view?: (typeof VIEWS)[number];
  /** Name of a saved search. */
  readonly search?: string;
  readonly query?: string;
}

/**
 * What a `vscode://` link asks for; undefined: nothing of ours. Any web page can make one, so it can choose what Findings shows
 * and no more: no file, no command, no setting; views that there are, texts of a bounded length.
 */
export function linkedFindings(path: string, query: string): Linked | undefined {
  if (path !== '/findings' || query.length > 20_000) return undefined;
  const given = new URLSearchParams(query);
  const view = VIEWS.find((one) => one === given.get('view'));
  const [search, asked] = [given.get('search'), given.get('query')];
  return {
    ...(view && { view }),
    ...(isText(search) && search !== '' && { search }),
    ...(isText(asked) && { query: asked }),
  };
}
