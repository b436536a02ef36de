import type { CodebookView, Corpus, SourceView } from '../../src/core/corpus';
import type { Entity, Tag } from '../../src/core/model';
import { parseQuery, runQuery } from '../../src/core/query';
import {
  contradictionsOf,
  coMentionsOf,
  coverageOf,
  entityTotals,
  matrixOf,
  mentionsOf,
  select,
  timelineOf,
} from '../../src/core/sums';
import { checkCorpus } from '../../src/core/checks';

type Report = (row: {
  name: string;
  beside: string;
  ratio: number;
  target: number;
  unit?: string;
  note?: string;
}) => void;

const SOURCES = 1000;
const TAGS = 100;
const ENTITIES = 2000;
const RUNS = 9;

/** What they are of, and the query. */
const QUERIES: readonly (readonly [string, string])[] = [
  ['an entity', 'entity:e7'],
  ['a name with an alias', 'entity:"Élan 12"'],
  ['five terms', 'type:state target:e1 axis:negative intensity:>=2 date:2024-06..2025-06'],
  ['either of two, without a third', '(holder:author or via:e3) -certainty:denied'],
  ['free words', 'pipeline'],
  ['everything', ''],
  ['near', 'near(entity:e1, axis:negative, 1 paragraph)'],
  ['inside, all tags', 'inside(kind:mention, kind:stance)'],
  ['overlaps, all tags', 'overlaps(kind:stance, kind:stance)'],
];

/**
 * Queries and sums over 1,000 sources with 100,000 tags and 2,000 entities. Milliseconds; medians. `ratio` is for what is asked again, as
 * while typing a query; the first question after a start, of snapshots that nobody has asked anything, is in the note.
 */
export function bench(report: Report): void {
  const made = generate(20_251);
  const shape = `${SOURCES} sources, ${SOURCES * TAGS} tags, ${ENTITIES} entities`;
  for (const [what, text] of QUERIES) {
    const parsed = parseQuery(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const { query } = parsed;
    let found = 0;
    const cold = median(3, () => {
      const corpus = fresh(made);
      return timed(() => void runQuery(corpus, query));
    });
    const warm = median(RUNS, () => timed(() => void (found = runQuery(made, query).length)));
    const note = `${found} found in ${shape}; first question of all ${cold.toFixed(1)} ms`;
    report({ name: `query: ${what}`, beside: 'the clock', ratio: warm, target: 50, unit: 'ms', note });
  }

  let start = 0;
  const totals = median(3, () => {
    // Another codebook each time: totals that are kept up would only be taken back and counted again.
    const corpus = fresh(made, `mem:/${start++}/codebook.yaml`);
    return timed(() => void entityTotals(corpus));
  });
  report({
    name: 'totals of all entities, first time',
    beside: 'the clock',
    ratio: totals,
    target: 200,
    unit: 'ms',
    note: shape,
  });
  let current = made;
  entityTotals(current);
  let turn = 0;
  const changed = median(51, () => {
    current = withOneChanged(current, turn++);
    return timed(() => void entityTotals(current));
  });
  report({
    name: 'totals after one source changed',
    beside: 'the clock',
    ratio: changed,
    target: 5,
    unit: 'ms',
    note: shape,
  });

  const figures: readonly (readonly [string, (corpus: Corpus) => unknown])[] = [
    ['matrix, target × holder', (corpus) => matrixOf(select(corpus), 'holder')],
    ['contradictions by holder', (corpus) => contradictionsOf(select(corpus), 'holder')],
    ['stances over time', (corpus) => timelineOf(select(corpus), 'e1', 'outlet')],
    ['mentions', (corpus) => mentionsOf(select(corpus))],
    ['co-mentions', (corpus) => coMentionsOf(select(corpus))],
    ['coverage', (corpus) => coverageOf(select(corpus))],
  ];
  for (const [what, figure] of figures) {
    const time = median(RUNS, () => timed(() => void figure(made)));
    report({ name: `findings: ${what}`, beside: 'the clock', ratio: time, target: 200, unit: 'ms', note: shape });
  }
  const checks = median(3, () => timed(() => void checkCorpus(made)));
  report({ name: 'consistency checks', beside: 'the clock', ratio: checks, target: 500, unit: 'ms', note: shape });
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The middle one: on a busy machine the first and the last say more of its other work than of this. */
function median(runs: number, one: () => number): number {
  const times = Array.from({ length: runs }, one).sort((a, b) => a - b);
  return times[times.length >> 1] ?? NaN;
}

/** The same tags in new snapshots: nothing that was kept for the old ones serves them. */
export function fresh(corpus: Corpus, uri = corpus.codebook.uri): Corpus {
  return { codebook: { ...corpus.codebook, uri }, sources: corpus.sources.map((source) => ({ ...source })) };
}

function withOneChanged(corpus: Corpus, turn: number): Corpus {
  const sources = [...corpus.sources];
  const at = (turn * 37) % sources.length;
  const source = sources[at];
  if (source) sources[at] = { ...source, tags: source.tags.slice(1) };
  return { ...corpus, sources };
}

/** A corpus in which few entities are in many tags and most in few (Zipf), with passages that nest and cross. */
export function generate(seed: number, count = SOURCES): Corpus {
  const random = numbers(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const zipf = (n: number): number => Math.floor(Math.exp(random() * Math.log(n)));
  const types = ['person', 'state', 'organisation', 'place'];
  const values = ['supportive', 'critical', 'neutral', 'mixed', 'unclear'];
  const axes = ['positive', 'negative', 'neutral', 'mixed', 'unclear'] as const;
  const words = ['gas', 'the', 'pipeline', 'minister’s', 'said', 'élan', 'of', 'border', 'Baku', 'never', 'talks'];
  const phrase = (n: number): string => Array.from({ length: n }, () => words[below(words.length)]).join(' ');
  const entities = Array.from({ length: ENTITIES }, (_, i): Entity => {
    return { id: `e${i}`, name: `Entity ${i}`, type: types[i % 4] ?? 'other', aliases: [`Élan ${i}`, `E${i}`] };
  });
  const tagAt = (i: number): Tag => {
    const line = i >> 2;
    const column = below(300);
    const end = column + 5 + below(120);
    const place = {
      at: { startLine: line, startColumn: column, endLine: line, endColumn: end },
      before: 'before it ',
      after: ' after it',
    };
    const id = `t${i.toString(36).padStart(7, 'a')}`;
    const more = { ...(below(3) === 0 && { by: below(2) ? 'mk' : 'ln' }), ...(below(10) === 0 && { note: phrase(6) }) };
    if (below(2) === 0) return { id, ...place, quote: phrase(1 + below(2)), entity: `e${zipf(ENTITIES)}`, ...more };
    const stance = {
      holder: below(8) === 0 ? 'author' : `e${zipf(ENTITIES)}`,
      target: `e${zipf(ENTITIES)}`,
      value: values[below(5)] ?? 'neutral',
      ...(below(2) === 0 && { intensity: (1 + below(4)) as 1 | 2 | 3 | 4 }),
      ...(below(9) === 0 && { certainty: 'denied' as const }),
      ...(below(3) === 0 && { via: ['author', `e${zipf(ENTITIES)}`] }),
    };
    return { id, ...place, quote: phrase(8 + below(10)), stance, ...more };
  };
  const sources = Array.from({ length: count }, (_, s): SourceView => {
    const tags = Array.from({ length: TAGS }, (_, i) => tagAt(i));
    tags.sort((a, b) => a.at.startLine - b.at.startLine || a.at.startColumn - b.at.startColumn);
    const month = String(1 + (s % 12)).padStart(2, '0');
    return {
      uri: `mem:/${s}.txt`,
      name: `texts/${s}.txt`,
      codebook: 'mem:/codebook.yaml',
      details: new Map([
        ['title', `Title of ${s}`],
        ['outlet', `Outlet ${s % 20}`],
        ['date', `${2023 + (s % 3)}-${month}`],
      ]),
      tags,
      dismissed: [],
      rejected: [],
      placements: s % 10 === 0 ? new Map([[tags[0]?.id ?? '', { kind: 'lost' as const }]]) : new Map(),
      checked: true,
      missing: false,
      faults: [],
      paragraphOf: (line) => line,
    };
  });
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const stances = values.map((id, i) => ({ id, label: id, axis: axes[i] ?? ('unclear' as const) }));
  const codebook: CodebookView = {
    uri: 'mem:/codebook.yaml',
    exists: true,
    faults: [],
    types: types.map((id) => ({ id, label: id })),
    stances,
    entities,
    searches: [],
    entity: (id) => byId.get(id),
    value: (id) => stances.find((value) => value.id === id),
    type: (id) => ({ id, label: id }),
  };
  return { codebook, sources };
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
