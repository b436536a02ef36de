/** The tree of searches: what the last one found, and the saved ones of each codebook, each by source → passage in its line. */
import type { CodebookView, Corpus, Passage, SourceView } from '../corpus';
import { parseQuery, Search, type Query } from '../query';
import { indexOf } from '../query/source-index';
import { finish, type Steps } from '../base/steps';
import { byCorpus, keysBelow, lazily, type Forest, type ResultsNode, type SearchNode, type TreeNode } from './node';
import { partOf } from './passages';

export function searchTree(corpora: readonly Corpus[], last?: Query): Forest {
  const saved = byCorpus(corpora, (corpus, parent) => {
    const keys = keysBelow(parent);
    const roots = corpus.codebook.searches.map(({ name, query }) =>
      searchNode(corpus, parent, keys('search', name), name, query),
    );
    return { roots, shown: roots.length, of: roots.length };
  });
  if (!last) return saved;
  const found = corpora.map((corpus) => findAll(corpus, last));
  const results: ResultsNode = {
    kind: 'results',
    key: keysBelow(undefined)('results', ''),
    parent: undefined,
    query: last.text,
    count: found.reduce((sum, { count }) => sum + count, 0),
    sources: found.reduce((sum, { bySource }) => sum + bySource.length, 0),
    holds: () => true,
    children: lazily(
      () =>
        byCorpus(corpora, (corpus, parent) => ({ roots: parts(corpus, parent, last), shown: 0, of: 0 }), results).roots,
    ),
  };
  return { ...saved, roots: [results, ...saved.roots] };
}

/** The same, with pauses while sources are looked at that were not before. */
export function* searchTreeSteps(corpora: readonly Corpus[], last?: Query): Steps<Forest> {
  for (const corpus of corpora) {
    if (last) yield* findSteps(corpus, last);
    for (const { query } of corpus.codebook.searches) {
      const parsed = parseQuery(query);
      if (parsed.ok) yield* findSteps(corpus, parsed.query);
    }
  }
  return searchTree(corpora, last);
}

function searchNode(
  corpus: Corpus,
  parent: TreeNode | undefined,
  key: string,
  name: string,
  query: string,
): SearchNode {
  const base = { kind: 'search', key, parent, codebook: corpus.codebook.uri, name, query, holds: () => true } as const;
  const parsed = parseQuery(query);
  if (!parsed.ok) return { ...base, count: 0, sources: 0, mistake: parsed.error };
  const { count, bySource } = findAll(corpus, parsed.query);
  const node: SearchNode = {
    ...base,
    count,
    sources: bySource.length,
    ...(count > 0 && { children: lazily(() => parts(corpus, node, parsed.query)) }),
  };
  return node;
}

function parts(corpus: Corpus, parent: TreeNode | undefined, query: Query): TreeNode[] {
  const keys = keysBelow(parent);
  return findAll(corpus, query).bySource.map((found) =>
    partOf(parent, keys('source', found.source.uri), corpus.codebook, found),
  );
}

export interface FoundPassages {
  /** In the corpus's order; none is empty. */
  readonly bySource: readonly FoundInSource[];
  readonly count: number;
}

/** What a query means in one source. */
export interface FoundInSource {
  readonly source: SourceView;
  readonly count: number;
  /** How many of them are lost. */
  readonly lost: number;
  /** Made for whoever asks: a source's tags are not kept for the sake of what was found among them. */
  readonly passages: readonly Passage[];
}

class Numbers implements FoundInSource {
  readonly lost: number;

  constructor(
    readonly source: SourceView,
    private readonly numbers: readonly number[],
  ) {
    const { lost } = indexOf(source);
    this.lost = lost ? numbers.reduce((sum, i) => sum + (lost[i] ?? 0), 0) : 0;
  }

  get count(): number {
    return this.numbers.length;
  }

  get passages(): readonly Passage[] {
    const index = indexOf(this.source);
    return this.numbers.map((i) => index.passage(i));
  }
}

const NONE: readonly number[] = [];

interface Kept {
  readonly search: Search;
  readonly found: WeakMap<SourceView, FoundInSource | typeof NONE>;
}

const kept = new WeakMap<CodebookView, Map<string, Kept>>();
/** Queries that are kept for one codebook; as many as a sidebar shows, and few enough to forget old ones soon. */
const MOST = 64;

/** What a query means in a corpus. What was found is kept by source: after a change, only what changed is looked at again. */
export function findAll(corpus: Corpus, query: Query): FoundPassages {
  return finish(findSteps(corpus, query));
}

/** The same with pauses; those whose answer nobody waits for any longer leave what they found for the next. */
export function* findSteps(corpus: Corpus, query: Query): Steps<FoundPassages> {
  let searches = kept.get(corpus.codebook);
  if (!searches) kept.set(corpus.codebook, (searches = new Map<string, Kept>()));
  const known = searches.get(query.text) ?? { search: new Search(corpus, query), found: new WeakMap() };
  searches.delete(query.text);
  searches.set(query.text, known);
  const oldest = searches.keys().next();
  if (searches.size > MOST && !oldest.done) searches.delete(oldest.value);
  const bySource: FoundInSource[] = [];
  let count = 0;
  let seen = 0;
  for (const source of corpus.sources) {
    seen++;
    let found = known.found.get(source);
    if (!found) {
      yield* known.search.prepare(source);
      const numbers = known.search.numbersIn(source);
      known.found.set(source, (found = numbers.length > 0 ? new Numbers(source, numbers) : NONE));
      yield seen / corpus.sources.length;
    }
    if (!('count' in found)) continue;
    count += found.count;
    bySource.push(found);
  }
  return { bySource, count };
}

/** The query with a mark `▲` where its mistake begins; a long one cut to what stands around it. */
export function markMistake(query: string, from: number): string {
  const at = Math.min(from, query.length);
  const start = at > 40 ? at - 30 : 0;
  const end = Math.min(query.length, at + 30);
  const head = start > 0 ? '…' : '';
  return `${head}${query.slice(start, at)}▲${query.slice(at, end)}${end < query.length ? '…' : ''}`;
}
